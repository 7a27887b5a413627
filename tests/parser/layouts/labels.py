"""What the tests of the table, range, shot list and mission layouts share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Protocol

from hypothesis import strategies as st

from tests.parser.documents import GOLDEN, SAMPLES, unblank
from transcript import readers
from transcript.model import Row, Segment, Source, Transcript
from transcript.parser.assemble import assemble
from transcript.parser.settings import ParseSettings

_GOLD_KINDS = {"TIMECODE": "TC", "SPEAKER": "SPK", "END": "OUT", "FRONT": "META"}


def rows_of(text: str) -> tuple[Row, ...]:
    return readers.from_text(text).rows


def table(*cells: tuple[str, ...], number: int = 1) -> list[Row]:
    """The rows of a table as a reader of Word documents gives them."""
    return [Row(place, row, table=number) for place, row in enumerate(cells, (number - 1) * 100 + 1)]


def sample(name: str) -> Path:
    return next((SAMPLES / "layouts").glob(f"{name}.*"))


def gold(name: str) -> list[tuple[int, str, str]]:
    """Line, kind and text of each stretch as annotated by hand; of a slip what was typed."""
    lines = (GOLDEN / "layouts" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [(int(number), kind, text.split(" -> ")[0]) for number, kind, text in rows]


def annotated(segments: Sequence[Segment]) -> list[tuple[int, str, str]]:
    """Segments in the words of the annotation."""
    return [(s.number, _GOLD_KINDS.get(s.kind.value, s.kind.value) + "+" * s.continues, s.text) for s in segments]


def told(layout: ModuleType, rows: Sequence[Row]) -> Transcript:
    """What comes of rows that are read in a layout."""
    return assemble(layout.segments(rows), Source("film"), ParseSettings(), layout.CONVENTIONS)


def spoken(layout: ModuleType, rows: Sequence[Row]) -> list[tuple[str, str | None, str]]:
    """Timecode, speaker and line of each cue."""
    return [(str(cue.timecode), cue.speaker, cue.line) for cue in told(layout, rows).cues]


def ends(layout: ModuleType, rows: Sequence[Row]) -> list[str]:
    """When each cue ends by the document, in programme seconds."""
    return [str(cue.end) if cue.end_given else "-" for cue in told(layout, rows).cues]


def shots(layout: ModuleType, rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(str(shot.timecode), shot.note) for shot in told(layout, rows).shots]


def given_back(segments: Sequence[Segment]) -> dict[int, str]:
    """The non-blank characters of the segments of each row, in order."""
    found: dict[int, str] = {}
    for segment in segments:
        found[segment.number] = found.get(segment.number, "") + unblank(segment.text)
    return found


def typed(rows: Sequence[Row]) -> dict[int, str]:
    found: dict[int, str] = {}
    for row in rows:
        if text := unblank("".join(row.cells)):
            found[row.number] = found.get(row.number, "") + text
    return found


class Labelling(Protocol):
    """A layout as these tests use it."""

    def score(self, rows: Sequence[Row]) -> float: ...

    def segments(self, rows: Sequence[Row]) -> list[Segment]: ...


def assert_nothing_lost(layout: Labelling, rows: Sequence[Row]) -> None:
    """The segments give back every character of every row, in order, and no row can stop the scoring."""
    layout.score(rows)
    segments = layout.segments(rows)
    assert given_back(segments) == typed(rows)
    assert list(given_back(segments)) == list(typed(rows))


_scraps = st.one_of(
    st.sampled_from(
        "00:00:05; 0:07; 10.00.02; [00:01:02:03]; 00:00:05:10 - 00:00:09:00; 00:00:01,200 --> 00:00:02,000; -00:00:10; "
        "12; (0:12); 12 secs; NARRATOR; Ann Lee:; Ann Lee; MS; CU hands; (PAUSE); PART TWO; TC; Speaker; Text; |; /; "
        "| a | b |; "
        'SOUNDBITE (English) Ann Lee, harbour master: "We; -->; -; …; "; _page : 3; CDR: Roger.; <i>; </i>; <v Ann>; '
        "{\\an8}; We go out at four.; NOBODY ASKS.".split("; ")
    ),
    st.text(max_size=10),
)


def mixed_rows(name: str) -> st.SearchStrategy[tuple[Row, ...]]:
    """Rows of a sample and of scraps in any order, as lines, as tabbed lines, or as rows of tables of tall cells."""
    own = rows_of(sample(name).read_text(encoding="utf-8"))
    pieces = st.one_of(
        st.sampled_from([cell for row in own for cell in row.cells]), _scraps, st.lists(_scraps).map(" ".join)
    )
    tall = st.lists(pieces, max_size=3).map("\n".join)
    shape = st.tuples(st.lists(tall, min_size=1, max_size=5), st.integers(0, 4), st.integers(0, 2), st.booleans())
    return st.lists(shape, min_size=1, max_size=25).map(_numbered)


def _numbered(drawn: Sequence[tuple[list[str], int, int, bool]]) -> tuple[Row, ...]:
    made = []
    for number, (cells, gap, within, front) in enumerate(drawn, 1):
        lines = tuple(cells) if within else tuple(cell.replace("\n", " ") for cell in cells)
        if unblank("".join(lines)):
            made.append(Row(number, lines, gap, within, front and number % 5 == 0))
    return tuple(made)
