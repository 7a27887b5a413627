"""Named speech without any timecode: data and search, but no subtitles."""

from __future__ import annotations

import json

import pytest

from tests.parser.layouts.paragraph_scripts import read, rows, sample
from transcript.errors import OutputRefused
from transcript.exporters import export
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Provenance
from transcript.parser.layouts import untimed
from transcript.spotting import PRESETS, spot

HUT = """
Mara: Base, this is the hut. Do you hear me?
Base: [over radio] You sound like a spoon in a drawer.
(wind)
Mara: It's the aerial.
There's ice on it as thick as my arm.
Base: [over radio] Is the barometer still falling?
"""


def test_names_and_lines_are_read_and_nothing_has_a_time() -> None:
    script = read(untimed, HUT)
    assert not script.timing.timed
    assert [(cue.speaker, cue.qualifier) for cue in script.cues] == [
        ("Mara", None),
        ("Base", "over radio"),
        ("Mara", None),
        ("Base", "over radio"),
    ]
    assert script.cues[2].line == "It's the aerial. There's ice on it as thick as my arm."
    assert all(cue.start == cue.end == 0 and cue.time is Provenance.ESTIMATED for cue in script.cues)
    assert [sound.note for sound in script.sounds] == ["(wind)"]


def test_subtitles_are_refused_and_json_is_not() -> None:
    script = read(untimed, HUT)
    assert spot(script, PRESETS["netflix"]).subtitles == ()
    for form in ("srt", "vtt", "vtt-shots", "vtt-chapters"):
        with pytest.raises(OutputRefused, match="no timecodes"):
            export(form, script)
    content = export("json", script).content
    made = json.loads(content)
    assert made["timing"]["start"] is None
    assert {(cue["timecode"], cue["start"], cue["end"]) for cue in made["cues"]} == {(None, None, None)}
    assert made["speakers"]["Mara"]["cues"] == [1, 3]
    again = read_transcript(content, "film.json")
    assert again.timing == script.timing
    assert [cue.line for cue in again.cues] == [cue.line for cue in script.cues]


def test_the_json_of_an_untimed_script_keeps_to_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    from transcript.exporters.transcript_json import schema

    script = read(untimed, sample(untimed).read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(export("json", script).content), json.loads(schema()))


@pytest.mark.parametrize("text", ["Mara: Hello there, base.\n" * 8, HUT + "And so the winter went by, slowly.\n" * 9])
def test_it_takes_two_to_talk_and_names_before_half_of_the_lines(text: str) -> None:
    assert untimed.score(rows(HUT)) >= 0.5
    assert untimed.score(rows(text)) < 0.5
