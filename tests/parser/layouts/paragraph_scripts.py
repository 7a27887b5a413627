"""Scripts typed as paragraphs: what a layout makes of them, and Hypothesis strategies for rows of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from hypothesis import strategies as st

from tests.parser.documents import GOLDEN, SAMPLES, unblank
from transcript import readers
from transcript.model import Kind, Row, Segment, Source, Transcript
from transcript.parser.assemble import assemble
from transcript.parser.settings import ParseSettings
from transcript.spotting import settle_ends

KINDS = {
    "TC": Kind.TIMECODE,
    "SPK": Kind.SPEAKER,
    "LINE": Kind.LINE,
    "SHOT": Kind.SHOT,
    "SOUND": Kind.SOUND,
    "TITLE": Kind.TITLE,
    "OUT": Kind.END,
    "META": Kind.FRONT,
}


class Said(NamedTuple):
    timecode: str
    speaker: str | None
    line: str


def rows(text: str) -> tuple[Row, ...]:
    return readers.from_text(text).rows


def labels(layout: ModuleType, text: str) -> list[tuple[Kind, str]]:
    """Kind and text of every segment, in order."""
    return [(segment.kind, segment.text) for segment in layout.segments(rows(text))]


def read(layout: ModuleType, text: str) -> Transcript:
    """What becomes of a document in a layout."""
    segments: Sequence[Segment] = layout.segments(rows(text))
    return settle_ends(assemble(segments, Source("film.txt", layout.NAME), ParseSettings(), layout.CONVENTIONS))


def said(layout: ModuleType, text: str) -> list[Said]:
    """Timecode, speaker and line of every cue."""
    return [Said(str(cue.timecode), cue.speaker, cue.line) for cue in read(layout, text).cues]


def sample(layout: ModuleType) -> Path:
    return next((SAMPLES / "layouts").glob(f"{layout.NAME}.*"))


def gold(layout: ModuleType) -> list[tuple[int, Kind, str]]:
    """The sample as it was labelled by hand, without the names that say who speaks where no heading stands."""
    typed = (GOLDEN / "layouts" / f"{layout.NAME}.tsv").read_text(encoding="utf-8").splitlines()
    pieces = (line.split("\t") for line in typed)
    return [(int(number), KINDS[kind.partition(":")[0]], text) for number, kind, text in pieces if kind != "DEFAULT"]


def given_back(segments: Sequence[Segment]) -> dict[int, str]:
    """The non-blank characters that the segments of each row hold, in order."""
    found: dict[int, str] = {}
    for segment in segments:
        found[segment.number] = found.get(segment.number, "") + unblank(segment.text)
    return found


def _sample_lines() -> list[str]:
    return sorted(
        {
            line
            for path in (SAMPLES / "layouts").glob("*.*")
            for line in path.read_text("utf-8").splitlines()
            if line.strip()
        }
    )


_SCRAPS = """
00:00:05|[00:01:02]|(1:02)|00.19|10:00:00:12|#00:00:05-2#|00 00 29|1'02"|59.99|0:05 - 0:09|ANN LEE:|Ann Lee|**Ann Lee**
>>|>> Ann:|[Ann]:|NARR:|MS|MSANN LEE|(VO)|, harbour master:|SOUNDBITE (English)|[Inset clip: Ann LEE]|IN sound bite|"|”
[|]|(|D4 01:00:04|(PAUSE)|[laughs]|b/w stillTHE PIER|END CREDITS|Page 3 of 9|---|## The weir|https://example.org
We start at four.|_page : 3|[unintelligible 00:15:36]|- |…|(https://example.org)
"""
_scraps = [scrap for line in _SCRAPS.strip().splitlines() for scrap in line.split("|")]
_pieces = st.one_of(st.sampled_from([*_scraps, "\t", "\x0b", "\u00a0", "\u2028"]), st.text(max_size=10))
_lines = st.one_of(
    st.sampled_from(_sample_lines()),
    st.lists(_pieces, max_size=6).map("".join),
    st.lists(_pieces, max_size=6).map(" ".join),
)

documents = st.lists(st.tuples(st.integers(0, 2), _lines), min_size=1, max_size=30).map(
    lambda typed: "".join("\n" * (gap + 1) + line for gap, line in typed)
)
"""Rows of the samples and of scraps, in any order."""
