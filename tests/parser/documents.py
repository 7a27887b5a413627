"""Scripts as the tests write them, and Hypothesis strategies for documents of every kind.

A script reads as the table its typist saw, `note | timecode | heading or speech`, one typed row a line:

    Harbour wall | 10.00.02 | NARRATOR
                 |          | THE TIDE COMES FIRST.
    +Gulls       | 10.00.09 | THE BOATS COME AFTER.

`columns` gives it with its tabs kept, `flattened` as a text export in which every tab became a line end, `joined` with
each tab become a blank. A note that begins with + is glued to the speech above it in the flattened form, as where a
full row ran on to the left margin.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from transcript import readers
from transcript.model import Kind, Row, Segment, Transcript
from transcript.parser import LAYOUTS, ParseSettings, parse

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = PROJECT / "samples"
GOLDEN = PROJECT / "tests" / "golden"

LIGHTHOUSE = """
Waves on rock        | 10.00.00 |
                     | 10.00.03 | NARRATOR
                     |          | FOR A HUNDRED YEARS THE KEEPERS OF
Still, the tower     | 10.00.08 | THE SKERRY CLIMBED THESE STEPS EACH
                     |          | NIGHT TO LIGHT THE LAMP.
MS                   | 10.00.14 | MORAG
                     |          | My father went up at dusk and came down when the
                     |          | sun was over the hill, every day of his life.
Stairs, looking up   | 10.00.22 | NARRATOR
                     |          | ONE HUNDRED AND NINETY STEPS, AND A
                     |          | CAN OF OIL IN EITHER HAND. NOBODY
Oil cans             | 10.00.29 | EVER COUNTED THEM TWICE.
CU lamp              | 10.00.34 | MORAG V/O
                     |          | You could hear the wind in the glass. It sang, he
                     |          | said, and he would sing with it.
MS                   | 10.00.43 | We never heard him sing at home, not once.
Archive, supply boat | 10.00.49 | NARRATOR
                     |          | EVERY SECOND TUESDAY A BOAT BROUGHT
                     |          | BREAD, OIL AND LETTERS. IN WINTER IT
Rough sea            | 10.00.57 | OFTEN DID NOT COME AT ALL.
"""
"""A film of a minute, sound in every row."""


class TypedRow(NamedTuple):
    note: str
    timecode: str
    text: str


def typed_rows(script: str) -> list[TypedRow]:
    """The rows of a script written as a table."""
    cells = ([cell.strip() for cell in line.split("|")] for line in script.splitlines() if line.strip())
    return [TypedRow(*row) for row in cells]


def columns(script: str) -> str:
    """The table with its tabs kept."""
    return _tabbed(typed_rows(script))


def flattened(script: str) -> str:
    """The table after an export that made a line end of each tab: what tells the columns is the blank lines."""
    return _untabbed(typed_rows(script))


def joined(script: str) -> str:
    """The table with its tabs become blanks: a line a row."""
    cells = ((row.note.removeprefix("+"), row.timecode, row.text) for row in typed_rows(script))
    return "".join(" ".join(cell for cell in row if cell) + "\n" for row in cells)


def _tabbed(rows: list[TypedRow]) -> str:
    return "".join("\t".join((row.note.removeprefix("+"), row.timecode, row.text)) + "\n" for row in rows)


def _untabbed(rows: list[TypedRow]) -> str:
    return "".join(_typed(rows)).lstrip("\n") + "\n"


def _typed(rows: list[TypedRow]) -> Iterator[str]:
    for note, time, text in rows:
        if note.startswith("+"):
            yield f" {note[1:]}"
        elif note:
            yield f"\n\n{note}"
        if time:
            yield "\n" * _line_ends_before_timecode(note) + time
        if text:
            yield "\n" * (1 if time else 5 if note else 7) + text


def _line_ends_before_timecode(note: str) -> int:
    """A long note needs fewer tabs to the next column than a short one, and none at all needs most."""
    return 6 if not note else 3 if len(note) < 16 else 2


def read(document: str, settings: ParseSettings | None = None) -> Transcript:
    return parse(readers.from_text(document, "film.txt"), settings)


def labelled(layout: str, document: str) -> list[Segment]:
    """What a layout makes of a document's rows."""
    return LAYOUTS[layout].segments(readers.from_text(document).rows)


def kinds(segments: list[Segment]) -> list[tuple[str, str]]:
    """Kind and text of each segment; SHOT+ is a note that goes on."""
    return [(s.kind.value + "+" * (s.kind is Kind.SHOT and s.continues), s.text) for s in segments]


def lines(transcript: Transcript) -> list[tuple[str, str | None, str]]:
    """Timecode, speaker and line of each cue."""
    return [(str(cue.timecode), cue.speaker, cue.line) for cue in transcript.cues]


def notes(transcript: Transcript) -> list[tuple[str, str]]:
    """Timecode and note of each shot."""
    return [(str(shot.timecode), shot.note) for shot in transcript.shots]


def codes(transcript: Transcript) -> list[str]:
    return [problem.code for problem in transcript.problems]


def unblank(text: str) -> str:
    """The characters of a text that are not white space."""
    return "".join(text.split())


def typed_characters(rows: tuple[Row, ...]) -> dict[int, str]:
    """The non-blank characters of each row by its number, in order."""
    return {row.number: unblank("".join(row.cells)) for row in rows}


# --- documents of every kind -----------------------------------------------------------------------------------

_sample_lines = sorted(
    {line for path in SAMPLES.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
)
_digits = st.integers(0, 999).map(lambda n: f"{n:02}")
_stamps = st.one_of(
    st.integers(35990, 36600).map(lambda s: f"{s // 3600:02}.{s // 60 % 60:02}.{s % 60:02}"),
    st.lists(_digits, min_size=2, max_size=4).flatmap(
        lambda parts: st.sampled_from(".:;").map(lambda p: p.join(parts))
    ),
    st.text("0123456789OoIl.:;, ", min_size=5, max_size=16),
)
_fragments = st.one_of(
    st.sampled_from(
        (
            "NARRATOR", "HARFORD V/O", "ANN LEE (READING)", "SPEAKER 1", "NARRATOR cont…", "MS", "CU", "Still, a ship",
            "TITLE MUSIC", "(PAUSE)", "SERIES TITLES", "-END-", "CAPTION: Cork", "“", '"', "…", "--", "etc..", "(",
            "THE TIDE COMES", "the tide comes", "and so", "V/O", ":", "cont", "NARR.", "Still", "Archive", "MS (",
        )
    ),
    _stamps,
    st.text(max_size=12),
)  # fmt: skip
_lines = st.one_of(
    st.sampled_from(_sample_lines), _fragments, st.lists(_fragments, min_size=2, max_size=4).map(" ".join)
)

loose_texts = st.text(max_size=300)
"""Any text at all."""


@st.composite
def line_documents(draw: st.DrawFn) -> str:
    """Lines of the samples and of scraps, in any order with any gaps."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 8), _lines), min_size=1, max_size=40))
    return "".join("\n" * (gap + 1) + line for gap, line in pairs)


@st.composite
def table_documents(draw: st.DrawFn) -> str:
    """Rows of any number of cells parted by tabs."""
    rows = draw(st.lists(st.lists(st.one_of(st.just(""), _fragments), min_size=1, max_size=5), min_size=1, max_size=30))
    return "\n".join("\t".join(row) for row in rows)


@st.composite
def script_documents(draw: st.DrawFn) -> str:
    """Tables of notes, timecodes that mostly run forward, headings and speech: what `parse` often accepts."""
    seconds = draw(st.integers(35950, 36100))
    rows = []
    for _ in range(draw(st.integers(2, 30))):
        seconds += draw(st.integers(0, 9))
        sound = f"{seconds // 3600:02}.{seconds // 60 % 60:02}.{seconds % 60:02}"
        time = draw(st.sampled_from((sound, sound, sound, "", draw(_stamps))))
        text = draw(
            st.sampled_from(("NARRATOR", "MORAG", "THE TIDE COMES FIRST", "and then the boats.", "", draw(_lines)))
        )
        note = draw(st.sampled_from(("", "", "MS", "Harbour", draw(_fragments))))
        rows.append(TypedRow(note, time, text))
    form = draw(st.sampled_from((_tabbed, _untabbed)))
    return form(rows)


documents = st.one_of(loose_texts, line_documents(), table_documents(), script_documents())
