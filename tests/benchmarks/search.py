"""How fast an archive is indexed, and searched (see search_queries): lines a second, size, most memory, query times.

    python -m tests.benchmarks.search             1,000,000 lines, a few minutes
    python -m tests.benchmarks.search --quick     20,000 lines
    python -m tests.benchmarks.search --json      the same figures for a program to read

The archive is made: as many different words as a language has in use, in the proportions in which words are used (Zipf:
the second word half as often as the first), in speeches that timecodes cut into cues.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate, product
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from tests.benchmarks import search_queries
from transcript.model import Cue, Shot, Source, Span, Speaker, Timing, Transcript
from transcript.search.entries import Entry, entry
from transcript.search.indexing import store
from transcript.search.schema import connect
from transcript.search.writing import File
from transcript.spotting.pace import speeches
from transcript.timecode import Timecode

LINES = 1_000_000
QUICK_LINES = 20_000
WORDS = 50_000
LINES_A_PROGRAMME = 200
LINES_A_SPEAKER = 500
SECONDS_A_LINE = 5

# The commonest words of English, in order: what a query for "the" costs should be seen under its name.
_COMMON = (
    "the of and to a in that is was he for it with as his on be at by i this had not are but from or have an they which"
    " one you were her all she there would their we him been has when who will more no if out so said what up its about"
    " into than them can only other new some could time these two may then do first any my now such like our over man"
    " me even most made after also did many before must through back years where much your way well down should because"
    " each just those people mr how too little state good very make world still own see men work long get here between"
    " both life being under never day same another know while last might us great old year off come since against go"
    " came right used take three"
).split()
_STARTS = ("b br c ch d dr f fl g gr h j k l m n p pr qu r s sh st t tr v w y z").split()
_MIDDLES = ("a e i o u ai ea ou").split()
_ENDS = ("n r l s t nd m ck").split()


def words(number: int = WORDS) -> list[str]:
    """So many different words, the commonest first."""
    syllables = ["".join(parts) for parts in product(_STARTS, _MIDDLES, _ENDS)]
    Random(1).shuffle(syllables)  # noqa: S311 - no secret
    made = dict.fromkeys(_COMMON)
    made.update(dict.fromkeys(syllables))
    pairs = product(syllables[: 1 + number // len(syllables)], syllables)
    while len(made) < number:
        made["".join(next(pairs))] = None
    return list(made)[:number]


def speakers(number: int) -> list[str]:
    """So many names, as scripts write them."""
    chosen = Random(2)  # noqa: S311
    family = [word.upper() for word in words(6000)[len(_COMMON) :]]
    return [f"{chosen.choice(family)} {name}" for name in chosen.sample(family, number)]


def make_archive(lines: int = LINES, seed: int = 0) -> Iterator[Transcript]:
    """An archive of so many lines: always the same one for the same numbers.

    Of 1,000,000 lines it has 5,000 programmes and 2,000 speakers; a programme has a narrator and seven others, some of
    whom are in many programmes and most in few.
    """
    draw = Random(seed)  # noqa: S311
    vocabulary = words()
    weights = _zipf(len(vocabulary))
    people = speakers(max(10, min(2000, lines // LINES_A_SPEAKER)))
    people_weights = list(accumulate(1 / (rank + 20) for rank in range(len(people))))
    for number in range(-(-lines // LINES_A_PROGRAMME)):
        cast = ["NARRATOR", *dict.fromkeys(draw.choices(people, cum_weights=people_weights, k=7))]
        size = min(LINES_A_PROGRAMME, lines - number * LINES_A_PROGRAMME)
        lengths = [draw.randint(4, 18) for _ in range(size)]
        said = iter(draw.choices(vocabulary, cum_weights=weights, k=sum(lengths) + 8 * size))
        yield _programme(draw, number, cast, lengths, said)


def _zipf(number: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


def _programme(
    draw: Random, number: int, cast: Sequence[str], lengths: Sequence[int], said: Iterator[str]
) -> Transcript:
    cues: list[Cue] = []
    shots: list[Shot] = []
    speaker = cast[0]
    for place, length in enumerate(lengths):
        start, end = (Fraction(SECONDS_A_LINE * at) for at in (place, place + 1))
        timecode = Timecode.of_seconds(36_000 + SECONDS_A_LINE * place)
        if place % 4 == 0:
            note = " ".join(next(said) for _ in range(draw.randint(3, 8)))
            shots.append(
                Shot(len(shots) + 1, timecode, start, end + 3 * SECONDS_A_LINE, note, Span(place + 1, place + 1))
            )
        goes_on = draw.random() < 0.55
        line = " ".join(next(said) for _ in range(length)) + ("" if goes_on else ".")
        cues.append(
            Cue(
                number=place + 1,
                speaker=speaker,
                timecode=timecode,
                start=start,
                end=end,
                line=line[0].upper() + line[1:],
                span=Span(place + 1, place + 1),
                shot=len(shots),
                voice_over=speaker == "NARRATOR",
            )
        )
        if not goes_on:
            speaker = draw.choice(cast)
    name = f"programme-{number:05}.txt"
    return Transcript(
        Source(name, "columns", "utf-8", sha256(name.encode()).hexdigest(), "en"),
        Timing(Timecode(10, 0, 0)),
        tuple(cues),
        tuple(shots),
        speakers=tuple(map(Speaker, cast)),
    )


class Built(NamedTuple):
    """An index that was built, in seconds of processor time.

    preparing: the rows of a transcript, which `index` does in its readers. writing: all that SQLite does with them.
    size: of the file, in bytes. memory: the most the process held, in bytes, the archive's own making included.
    """

    lines: int
    preparing: float
    writing: float
    size: int
    memory: int

    @property
    def rate(self) -> float:
        """Lines a second by the one process that writes; the readers do the rest side by side."""
        return self.lines / self.writing


def build(path: Path, lines: int = LINES) -> Built:
    """Make the index of an archive of so many lines in a new file. What it takes to make the archive is not counted."""
    preparing = 0.0

    def entries() -> Iterator[tuple[File, Entry]]:
        nonlocal preparing
        for transcript in make_archive(lines):
            speeches(transcript)  # of a script that was read, the times of words are known
            began = process_time()
            made = entry(transcript)
            preparing += process_time() - began
            yield File(f"/archive/{transcript.source.name}", transcript.source.sha256, 10_000, 0, "0"), made

    connection = connect(path, write=True)
    clock = _Clock(entries())
    began = process_time()
    store(connection, clock)
    connection.close()
    took = process_time() - began - clock.seconds
    return Built(lines, preparing, took, path.stat().st_size, _most_memory())


class _Clock(Iterator[tuple[File, Entry]]):
    """What an iterator yields, with the seconds it takes to do so."""

    def __init__(self, inner: Iterator[tuple[File, Entry]]) -> None:
        self._inner = inner
        self.seconds = 0.0

    def __next__(self) -> tuple[File, Entry]:
        began = process_time()
        try:
            return next(self._inner)
        finally:
            self.seconds += process_time() - began


def _most_memory() -> int:
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts what the process was before it became this program into the other figure
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def measured(path: Path, lines: int) -> Built:
    """`build` in a process of its own, so that the memory is the build's alone."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(build, (path, lines))


def show(built: Built, console: Console) -> None:
    table = Table("build", "", title=f"{built.lines:,} lines into an index")
    table.columns[1].justify = "right"
    for name, value in (
        ("lines a second", f"{built.rate:,.0f}"),
        ("writing, s", f"{built.writing:.2f}"),
        ("preparing rows, in the readers, s", f"{built.preparing:.2f}"),
        ("size, MB", f"{built.size / 1e6:.1f}"),
        ("most memory, MB", f"{built.memory / 1e6:.0f}"),
    ):
        table.add_row(name, value)
    console.print(table)


def main() -> None:
    about = (__doc__ or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description=about)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_LINES:,} lines only")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    asked = parser.parse_args()
    lines = QUICK_LINES if asked.quick else LINES
    with Console(stderr=True).status("building and asking"), tempfile.TemporaryDirectory() as folder:
        tenth, whole = Path(folder) / "tenth.db", Path(folder) / "archive.db"
        measured(tenth, lines // 10)
        built = measured(whole, lines)
        few, many = search_queries.ask(tenth), search_queries.ask(whole)
    if asked.json:
        built_so = {**built._asdict(), "lines_per_second": round(built.rate)}
        print(json.dumps({**built_so, "queries": search_queries.as_json(many), "tenth": search_queries.as_json(few)}))
    else:
        console = Console()
        console = console if console.is_terminal else Console(width=140)
        show(built, console)
        search_queries.show(few, many, console)


if __name__ == "__main__":
    main()
