"""What is fuzzed: readers by their bytes, the parser by its text, exporters by their structures.

Each function takes any bytes, and raises nothing unless something is wrong with the project.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import process_time
from typing import get_args

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import transcript
from tests.builders import subtitles, transcripts
from tests.fuzzing.seeds import forms, layouts
from tests.parser.documents import typed_characters, unblank
from transcript import readers
from transcript.cli.cast import read_cast
from transcript.cli.corrections import read_corrections
from transcript.conform import read_edl
from transcript.errors import TranscriptError
from transcript.exporters import FORMATS, ExportOptions, export
from transcript.exporters.transcript_json import read_transcript
from transcript.labels import Labels
from transcript.model import Subtitle, Transcript
from transcript.parser import LAYOUTS, ParseSettings, parse
from transcript.readers import Limits
from transcript.readers.standing import standing

_ROWS = 300  # that are parsed behind a reader: the parser has a target of its own
_LIMITS = Limits(seconds=10)


class TooSlow(Exception):
    """A text takes far longer than others as long."""


def _check(refusal: TranscriptError) -> None:
    """A refusal says something, in one line."""
    if not refusal.found or len(str(refusal).splitlines()) != 1:
        raise ValueError(f"no refusal: {refusal!r}")


def reading(data: bytes) -> None:
    """The first byte chooses the kind of document, the others are what it holds."""
    if not data:
        return
    form = forms()[data[0] % len(forms())]
    document(form.whole(data[1:]), form.name)


def document(data: bytes, name: str) -> None:
    """Read what a file of that name holds, and make a transcript of it where it is a short script."""
    try:
        if name.endswith(".json"):
            transcript.export(read_transcript(data, name), "json")
        elif name.endswith(".toml"):
            _toml(data)
        elif name.endswith(".edl"):
            read_edl(data.decode("utf-8", "replace"), name)
        else:
            found = readers.from_bytes(data, name, limits=_LIMITS)
            assert all(row.number > 0 and row.gap >= 0 and any(row.cells) for row in found.rows)
            standing(found.captions, None)
            if len(found.rows) <= _ROWS:
                parse(found)
    except TranscriptError as error:
        _check(error)


def _toml(data: bytes) -> None:
    """As a cast, as corrections and as the rules of a house."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "film.toml")
        path.write_bytes(data)
        for read in (read_cast, read_corrections, transcript.read_rules):
            try:
                read(path)
            except TranscriptError as error:
                _check(error)


def parsing(data: bytes) -> None:
    """The first byte chooses the layout, the others are the text in UTF-8."""
    if data:
        text_in(data[1:].decode("utf-8", "replace"), layouts()[data[0] % len(layouts())])


def text_in(text: str, layout: str | None) -> None:
    """Every character that is no blank ends in one segment, in order, under any layout; and what becomes a transcript
    holds them all.
    """
    if not text.strip():
        return
    found = readers.from_text(text)
    begun = process_time()
    labelled = LAYOUTS[layout or "columns-flattened"].segments(found.rows)
    given_back: dict[int, str] = {}
    for segment in labelled:
        given_back[segment.number] = given_back.get(segment.number, "") + unblank(segment.text)
    assert list(given_back.items()) == list(typed_characters(found.rows).items())
    try:
        script = parse(found, ParseSettings(layout=layout))
        assert [cue.number for cue in script.cues] == list(range(1, len(script.cues) + 1))
        transcript.export(script, "srt")
    except TranscriptError as error:
        _check(error)
    # Instrumented, a thousand characters take some hundredths of a second.
    taken = process_time() - begun
    if taken > 2 + len(text) / 1_000:
        raise TooSlow(f"{taken:.1f} seconds for {len(text)} characters")


options = st.builds(
    ExportOptions,
    labels=st.sampled_from([None, *get_args(Labels)]),
    programme_time=st.booleans(),
    italics=st.booleans(),
    colours=st.booleans(),
    line_length=st.integers(1, 60),
)


def exported(name: str, script: Transcript, shown: tuple[Subtitle, ...], asked: ExportOptions) -> None:
    """Write a format, or refuse to."""
    try:
        assert export(name, script, shown, asked).content
    except TranscriptError as error:
        _check(error)


@cache
def _exporting() -> Callable[[bytes], object]:
    @settings(database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(list(FORMATS)), transcripts(), subtitles(), options)
    def one(name: str, script: Transcript, shown: tuple[Subtitle, ...], asked: ExportOptions) -> None:
        exported(name, script, shown, asked)

    fuzz: Callable[[bytes], object] = one.hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    return fuzz


def exporting(data: bytes) -> None:
    """The bytes choose a format and what is written in it, as Hypothesis draws them."""
    _exporting()(data)


TARGETS: dict[str, Callable[[bytes], None]] = {"readers": reading, "parser": parsing, "exporters": exporting}
