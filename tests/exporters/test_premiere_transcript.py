"""Static transcripts for Premiere Pro: the file, held against the schema, and what a JSON reader takes from it."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given

import transcript as library
from tests.builders import cue, shot, transcript, transcripts
from transcript.api import make
from transcript.delivery import Delivery
from transcript.errors import OutputRefused
from transcript.exporters import Exported, ExportOptions, export
from transcript.exporters.premiere_transcript import LANGUAGES, UNKNOWN_LANGUAGE
from transcript.exporters.safety import clean
from transcript.spotting.pace import Speech, Word, speeches

if TYPE_CHECKING:
    from transcript.model import Transcript

SCHEMA = json.loads(Path(__file__).with_name("premiere.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)

SCRIPT = transcript(
    name="moon.txt",
    cues=[
        cue("ANN", "10:00:02", "We went."),
        cue("ANN", "10:00:04", "Did we?"),
        cue(None, "10:00:08", "-- Yes", lines=(3, 3)),
    ],
)
SAID = (
    Speech(
        (
            Word("We", 2000, 2250, 0),
            Word("went.", 2250, 3001, 0),
            Word("Did", 4000, 4200, 1),
            Word("we?", 4200, 5000, 1),
        )
    ),
    Speech((Word("--", 8000, 8000, 2), Word("Yes", 8000, 8500, 2))),
)


def written(script: Transcript, said: tuple[Speech, ...] | None = None) -> Exported:
    return export("premiere-transcript", script, options=ExportOptions(said=speeches(script) if said is None else said))


def document(exported: Exported) -> dict[str, Any]:
    """What the file holds, after a look whether Premiere Pro would take it."""
    read: dict[str, Any] = json.loads(exported.content)
    VALID.validate(read)
    known = [one["id"] for one in read["speakers"]]
    assert len(set(known)) == len(known)
    assert {segment["speaker"] for segment in read["segments"]} == set(known)
    starts = [segment["start"] for segment in read["segments"]]
    assert starts == sorted(starts)
    return read


def codes(exported: Exported) -> list[str]:
    return [problem.code for problem in exported.problems]


def in_language(script: Transcript, tag: str | None) -> Transcript:
    return replace(script, source=replace(script.source, language=tag))


def test_words_with_their_times() -> None:
    exported = written(in_language(SCRIPT, "en-GB"), SAID)
    read = document(exported)
    assert exported.content.startswith(b'{\n  "language": "en-gb",\n  "speakers": [\n    {\n      "id": "')
    assert [one["name"] for one in read["speakers"]] == ["ANN", "Unknown"]
    ann, nobody = (one["id"] for one in read["speakers"])
    rest = {"confidence": 0.65, "tags": []}
    assert read["segments"] == [
        {
            "speaker": ann,
            "language": "en-gb",
            "start": 2,
            "duration": 3,
            "words": [
                {"text": "We", "start": 2, "duration": 0.25, "eos": False, "type": "word", **rest},
                {"text": "went.", "start": 2.25, "duration": 0.751, "eos": True, "type": "word", **rest},
                {"text": "Did", "start": 4, "duration": 0.2, "eos": False, "type": "word", **rest},
                {"text": "we?", "start": 4.2, "duration": 0.8, "eos": True, "type": "word", **rest},
            ],
        },
        {
            "speaker": nobody,
            "language": "en-gb",
            "start": 8,
            "duration": 0.5,
            "words": [
                {"text": "--", "start": 8, "duration": 0, "eos": False, "type": "punctuation", **rest},
                {"text": "Yes", "start": 8, "duration": 0.5, "eos": True, "type": "word", **rest},
            ],
        },
    ]
    assert [(problem.code, problem.span.first) for problem in exported.problems] == [("speaker-unnamed", 3)]


def test_the_schema_is_closed() -> None:
    read = document(written(SCRIPT, SAID))
    read["segments"][0]["note"] = ""
    assert not VALID.is_valid(read)
    del read["segments"][0]["note"], read["segments"][0]["words"][0]["tags"]
    assert not VALID.is_valid(read)


def test_ids_are_of_the_document_and_the_name() -> None:
    def ids(script: Transcript) -> list[str]:
        return [one["id"] for one in document(written(script, SAID))["speakers"]]

    other_film = replace(SCRIPT, source=replace(SCRIPT.source, sha256="1" * 64))
    assert ids(SCRIPT) == ids(SCRIPT)
    assert not set(ids(SCRIPT)) & set(ids(other_film))


def test_the_words_are_timed_where_the_format_is_asked_for() -> None:
    script = in_language(SCRIPT, "en-US")
    read = document(Exported(library.export(script, "premiere-transcript")))
    assert [
        word["text"] for segment in read["segments"] for word in segment["words"]
    ] == "We went. Did we? -- Yes".split()
    assert read["segments"][0]["start"] >= 2
    heard = make(script, ["premiere-transcript"], Delivery(), SAID).files[0]
    assert heard == written(script, SAID)


def test_without_words_it_is_refused() -> None:
    with pytest.raises(OutputRefused, match="made of words with their times and none are given"):
        export("premiere-transcript", SCRIPT)
    silent = transcript(shots=[shot("10:00:02", "Gate")])
    with pytest.raises(OutputRefused, match=r"no speech in it.*its shots go into vtt-shots, vtt-chapters"):
        library.export(silent, "premiere-transcript")


@pytest.mark.parametrize(
    ("tag", "code", "said"),
    [
        ("en-GB", "en-gb", False),
        ("en", "en-us", True),
        ("en-AU", "en-us", True),
        ("fr", "fr-fr", False),
        ("fr-CA", "fr-fr", True),
        ("pt", "pt-br", True),
        ("no", "nb-no", False),
        ("zh", "cmn-hans", True),
        ("zh-Hant-TW", "cmn-hant", False),
        ("yue", "zh-hk", False),
        ("fi", "??-??", True),
        ("x-klingon", "??-??", True),
        (None, "??-??", False),
    ],
)
def test_languages_are_those_that_premiere_knows(tag: str | None, code: str, said: bool) -> None:
    exported = written(in_language(SCRIPT, tag), SAID)
    read = document(exported)
    assert {read["language"], *(segment["language"] for segment in read["segments"])} == {code}
    assert ("language-changed" in codes(exported)) is said


def test_the_languages_are_the_schema_s() -> None:
    assert sorted([*LANGUAGES, UNKNOWN_LANGUAGE]) == sorted(SCHEMA["$defs"]["language"]["enum"])


def test_what_is_said_before_the_programme_start_is_cut_or_left_out_and_said() -> None:
    script = transcript(cues=[cue("ANN", "09:59:50", "Gone."), cue("ANN", "09:59:59", "One two.")])
    said = (
        Speech((Word("Gone.", -10_000, -9_000, 0),)),
        Speech((Word("One", -1000, -10, 1), Word("two.", -10, 400, 1))),
    )
    exported = written(script, said)
    (segment,) = document(exported)["segments"]
    assert [(word["text"], word["start"], word["duration"]) for word in segment["words"]] == [("two.", 0, 0.4)]
    assert codes(exported) == ["before-programme-start"] * 2
    with pytest.raises(OutputRefused, match="ends before the programme start"):
        written(script, said[:1])


def test_speeches_stand_in_the_order_of_their_times() -> None:
    exported = written(SCRIPT, SAID[::-1])
    assert [segment["start"] for segment in document(exported)["segments"]] == [2, 8]
    assert "speeches-out-of-order" in codes(exported)


def test_a_name_that_shows_nothing_is_replaced_and_said() -> None:
    exported = written(
        transcript(cues=[cue("\x07", "10:00:02", "Hi\x07.")]), (Speech((Word("Hi\x07.", 2000, 2500, 0),)),)
    )
    read = document(exported)
    assert (read["speakers"][0]["name"], read["segments"][0]["words"][0]["text"]) == ("Unknown", "Hi.")
    assert codes(exported) == ["text-changed-for-format"] * 2


@given(transcripts().filter(lambda script: any(clean(word) for cue in script.cues for word in cue.line.split())))
def test_any_words_arrive_or_their_change_is_said(script: Transcript) -> None:
    said = speeches(script)
    exported = written(script, said)
    read = document(exported)
    names = {one["id"]: one["name"] for one in read["speakers"]}
    meant = sorted(
        (word.start, word.end, clean(word.text), clean(script.cues[word.cue].speaker or "") or "Unknown")
        for speech in said
        for word in speech.words
        if clean(word.text)
    )
    arrived = sorted(
        (
            round(Fraction(str(word["start"])) * 1000),
            round((Fraction(str(word["start"])) + Fraction(str(word["duration"]))) * 1000),
            word["text"],
            names[segment["speaker"]],
        )
        for segment in read["segments"]
        for word in segment["words"]
    )
    assert arrived == meant
    assert all(segment["words"][-1]["eos"] for segment in read["segments"])
    if "text-changed-for-format" not in codes(exported):
        assert sorted(text for _, _, text, _ in arrived) == sorted(
            word.text for speech in said for word in speech.words
        )
