"""What `import transcript` offers."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import transcript
from transcript.errors import InvalidSetting, InvalidTimecode, MissingDocument, NotAScript, UnreadableDocument

SCRIPT = """\
Harbour at dawn\t10.00.00\tNARRATOR
\t10.00.02\tIN 1866 THE GREAT EASTERN SAILED FROM IRELAND.
MS\t10.00.14\tANNA FIELD
\t\tNobody thought that it would work, you know.
Map\t10.00.20\tNARRATOR
\t\tTWO WEEKS LATER IT REACHED NEWFOUNDLAND.
"""


def test_from_a_file_to_cues_and_subtitles(tmp_path: Path) -> None:
    path = tmp_path / "film.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    script = transcript.read(path)
    assert [(str(cue.timecode), cue.speaker) for cue in script.cues] == [
        ("10:00:02", "NARRATOR"),
        ("10:00:14", "ANNA FIELD"),
        ("10:00:20", "NARRATOR"),
    ]
    assert script.source.name == "film.txt"
    assert [" ".join(subtitle.lines) for subtitle in transcript.subtitles(script)][1] == script.cues[1].line
    assert transcript.read(str(path)) == script


def test_from_a_string() -> None:
    script = transcript.parse(SCRIPT, name="film.txt", start="09:59:50", aliases={"ANNA FIELD": "ANNA"})
    assert str(script.timing.start) == "09:59:50"
    assert script.cues[0].start == 12
    assert transcript.Speaker("ANNA", ("ANNA FIELD",)) in script.speakers


def test_to_the_bytes_of_a_file() -> None:
    script = transcript.parse(SCRIPT)
    assert b"NARRATOR: IN 1866" in transcript.export(script)
    assert b"NARRATOR" not in transcript.export(script, labels="never")
    assert b"10:00:1" in transcript.export(script, programme_time=True)
    assert transcript.export(script, to="vtt").startswith(b"WEBVTT\n")
    assert json.loads(transcript.export(script, to="json"))["format"] == "transcript/1"


def test_what_cannot_be_done_is_a_transcript_error(tmp_path: Path) -> None:
    script = transcript.parse(SCRIPT)
    with pytest.raises(InvalidSetting, match="no rules are called 'hbo'"):
        transcript.subtitles(script, rules="hbo")
    with pytest.raises(InvalidSetting, match="'word'"):
        transcript.export(script, to="word")
    with pytest.raises(InvalidTimecode):
        transcript.parse(SCRIPT, start="noon")
    with pytest.raises(InvalidTimecode):
        transcript.parse(SCRIPT, frame_rate="25df")
    with pytest.raises(MissingDocument):
        transcript.read(tmp_path / "film.txt")
    with pytest.raises(UnreadableDocument):
        transcript.parse(" \n")
    with pytest.raises(InvalidSetting, match="no labels are called 'foo'; choose from never, change, always"):
        transcript.export(script, labels="foo")  # type: ignore[arg-type]
    for aliases in ({"X": ""}, {" ": "ANNA"}):
        with pytest.raises(InvalidSetting, match="no alias"):
            transcript.parse(SCRIPT, aliases=aliases)
    with pytest.raises(TypeError, match="a script is text, not bytes"):
        transcript.parse(b"x")  # type: ignore[arg-type]
    with pytest.raises(InvalidTimecode, match="no timecode: '10'"):
        transcript.parse(SCRIPT, start=10)  # type: ignore[arg-type]
    with pytest.raises(InvalidSetting, match="no documents are written in 'unicode_escape'"):
        transcript.read(tmp_path / "film.txt", encoding="unicode_escape")
    assert issubclass(InvalidSetting, transcript.TranscriptError)


def test_a_refusal_says_the_whole_path(tmp_path: Path) -> None:
    path = tmp_path / "review.txt"
    path.write_text("A moving film about a cable.\n", encoding="utf-8")
    with pytest.raises(NotAScript) as refusal:
        transcript.read(path)
    assert str(refusal.value).startswith(f"{path}: ")


def test_every_public_name_is_there_and_no_other() -> None:
    assert set(transcript.__all__) <= set(dir(transcript))
    for name in transcript.__all__:
        assert getattr(transcript, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'write'"):
        transcript.write  # type: ignore[attr-defined]  # noqa: B018


def test_the_language_is_told_or_guessed() -> None:
    assert transcript.parse(SCRIPT).source.language is None
    told = transcript.parse(SCRIPT, language="en_gb").source
    assert (told.language, told.language_given) == ("en-GB", True)
    guessed = transcript.parse(SCRIPT * 4, layout="columns").source
    assert (guessed.language, guessed.language_given) == ("en", False)
    with pytest.raises(InvalidSetting, match="no language tag: 'the Queen’s'"):
        transcript.parse(SCRIPT, language="the Queen’s")


def test_a_column_of_text_is_chosen_by_name_or_number(tmp_path: Path) -> None:
    path = tmp_path / "film.csv"
    path.write_text(
        "TC,Speaker,French,English\n"
        "10:00:02,ANNA,Personne n'y croyait.,Nobody believed in it.\n"
        "10:00:09,TOM,Nous étions trop jeunes.,We were too young.\n"
        "10:00:15,ANNA,Et puis il est revenu.,And then he came back.\n",
        encoding="utf-8",
    )
    assert transcript.read(path, text_column="English").cues[0].line == "Nobody believed in it."
    assert transcript.read(path, text_column=4).cues[2].line == "And then he came back."


def test_reels_are_taken_one_by_one() -> None:
    script = transcript.parse(SCRIPT + "\nPART TWO\n" + SCRIPT)
    assert [reel.number for reel in script.timing.reels] == [1, 2]
    assert transcript.export(transcript.reel(script, 1)) == transcript.export(transcript.reel(script, 2))


def test_a_frame_rate_may_be_a_number() -> None:
    script = SCRIPT.replace("10.00.02", "10.00.02.12")
    for rate in ("25", 25, Fraction(25), transcript.FrameRate(Fraction(25))):
        assert transcript.parse(script, frame_rate=rate).cues[0].start == Fraction(62, 25)
    with pytest.raises(InvalidTimecode, match="no frame rate"):
        transcript.parse(script, frame_rate="fast")


def test_corrections_hold_over_guesses(tmp_path: Path) -> None:
    path = tmp_path / "film.txt"
    path.write_text(SCRIPT, encoding="utf-8")
    correction = transcript.Correction(line=3, text="MS", kind=transcript.Kind.SOUND)
    script = transcript.read(path, corrections=[correction])
    assert [sound.note for sound in script.sounds] == ["MS"]
    assert transcript.parse(SCRIPT, corrections=[correction]).sounds == script.sounds


def test_narration_in_capitals_gets_sentence_case() -> None:
    script = transcript.sentence_case(transcript.parse(SCRIPT))
    assert script.cues[2].line == "Two weeks later it reached Newfoundland."


def test_a_transcript_that_was_kept_as_json_is_read_again(tmp_path: Path) -> None:
    script = transcript.parse(SCRIPT)
    path = tmp_path / "film.json"
    path.write_bytes(transcript.export(script, to="json"))
    again = transcript.read(path)
    assert again == script
    assert transcript.export(again, to="json") == path.read_bytes()
    with pytest.raises(InvalidSetting, match="is read as it is"):
        transcript.read(path, layout="columns")
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="no JSON object"):
        transcript.read(path)
    with pytest.raises(MissingDocument):
        transcript.read(tmp_path / "other.json")
