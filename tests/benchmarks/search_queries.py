"""How fast an archive is searched: kinds of query, beside ripgrep over the same lines as text, and tantivy.

    python -m tests.benchmarks.search             builds the archive, then asks it

Each kind is a few dozen queries, drawn from what is said in the archive; all are asked once to warm up, then timed,
each with its first 20 hits, their marks and the number of all hits. ripgrep counts the lines in a file that has them
as `SPEAKER<tab>line`, also warm, its start included. tantivy, if it is installed (`pip install tantivy`), gives 20 hits
and their number. Times are the processor's, of all threads; all three use one.
"""

from __future__ import annotations

import re
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from time import process_time
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from transcript.search.finding import SECONDS, search
from transcript.search.schema import connect
from transcript.search.wanted import Wanted

QUERIES = 30
_TURNS = 3
_PATIENCE = 20.0  # other programs may keep the processor busy: a search is not given up for that
_FREQUENT, _RARE_CUES = 0.02, 20
_RIPGREP_QUERIES = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Times(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float
    most: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        marks = quantiles(seconds, n=20, method="inclusive")
        return cls(marks[9] * 1000, marks[18] * 1000, max(seconds) * 1000)


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, and the same for ripgrep (a pattern) and for tantivy (its query language), where they have it."""

    wanted: Wanted
    ripgrep: str | None = None
    tantivy: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Times of one kind. hits: how many a query found on average. refused: how many of the queries take too long."""

    queries: int
    hits: float
    ours: Times
    approximate: int = 0
    refused: int = 0
    ripgrep: Times | None = None
    tantivy: Times | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Each kind of query in an archive of so many lines. tantivy_build: seconds; None where it is not installed."""

    lines: int
    kinds: Mapping[str, Measured] = field(default_factory=dict)
    tantivy_build: float | None = None


class _Archive:
    """What is said in an index, to draw queries from."""

    def __init__(self, connection: sqlite3.Connection, seed: int = 3) -> None:
        self.connection = connection
        self.draw = Random(seed)  # noqa: S311 - no secret
        (self.lines,) = connection.execute("SELECT count(*) FROM cues").fetchone()
        self.cues = dict(connection.execute("SELECT word, cues FROM vocabulary"))
        self.frequent = [word for word, cues in self.cues.items() if cues > _FREQUENT * self.lines]
        self.rare = sorted(word for word, cues in self.cues.items() if 5 <= cues <= _RARE_CUES)
        self.between = sorted(w for w, cues in self.cues.items() if 0.001 * self.lines < cues <= _FREQUENT * self.lines)
        rows = connection.execute(
            "SELECT name FROM speakers JOIN appearances ON speaker = speakers.id GROUP BY name ORDER BY sum(cues)"
        ).fetchall()
        self.rare_speakers = [name for (name,) in rows[: max(len(rows) // 10, 1)]]

    def said(self) -> tuple[str, list[str]]:
        """A speaker and the words of a line of theirs that has at least eight."""
        while True:
            speaker, line = self.connection.execute(
                "SELECT name, line FROM cues JOIN speakers ON speakers.id = speaker WHERE cues.id = ?",
                (self.draw.randint(1, self.lines),),
            ).fetchone()
            words = re.findall(r"\w+", line.lower())
            if len(words) >= 8:
                return speaker, words

    def word(self, *, letters: int = 1, frequent: bool = False) -> tuple[str, str]:
        """A speaker and a word of theirs, as long as that; frequent: also one that is in many lines."""
        while True:
            speaker, words = self.said()
            fit = [word for word in words if len(word) >= letters and (frequent or word not in self.frequent)]
            if fit:
                return speaker, self.draw.choice(fit)

    def begin_so(self, first: str) -> bool:
        """Whether words that begin so are in many lines."""
        return bool(sum(cues for word, cues in self.cues.items() if word.startswith(first)) > _FREQUENT * self.lines)

    def phrase(self, *, frequent: bool) -> list[str]:
        """Two or three words that follow each other; frequent: all in many lines, else at least one of them in few."""
        while True:
            _, words = self.said()
            length = self.draw.choice((2, 3))
            first = self.draw.randrange(len(words) - length)
            phrase = words[first : first + length]
            if all(word in self.frequent for word in phrase) == frequent:
                return phrase


def _whole(word: str) -> str:
    return rf"\b{word}\b"


def _kinds(archive: _Archive) -> dict[str, Callable[[], Asked]]:
    """What makes a query of each kind."""
    draw = archive.draw

    def of_word(words: Sequence[str]) -> Asked:
        word = draw.choice(words)
        return Asked(Wanted(word), _whole(word), word)

    def phrase(*, frequent: bool) -> Asked:
        words = archive.phrase(frequent=frequent)
        return Asked(Wanted(f'"{" ".join(words)}"'), _whole(" ".join(words)), f'"{" ".join(words)}"')

    def with_speaker(speaker: str, word: str) -> Asked:
        return Asked(
            Wanted(word, speaker=speaker, exact_speaker=True),
            rf"^{speaker}\t.*\b{word}\b",
            f'+speaker:"{speaker}" +line:{word}',
        )

    def prefix(*, frequent: bool) -> Asked:
        while True:
            _, word = archive.word(letters=6)
            first = word[: draw.randint(4, len(word) - 1)]
            if archive.begin_so(first) == frequent:
                return Asked(Wanted(f"{first}*"), rf"\b{first}")

    def slipped(slips: int) -> Asked:
        _, word = archive.word(letters=4 * slips)
        for _ in range(slips):
            at = draw.randrange(1, len(word))
            word = word[:at] + draw.choice(_LETTERS) + word[at + draw.choice((0, 1)) :]
        return Asked(Wanted(word, fuzzy=slips), None, f"fuzzy:{slips}:{word}")

    def pattern_of_speaker(*, narrator: bool) -> Asked:
        speaker, word = archive.word(letters=4, frequent=True)
        while (speaker == "NARRATOR") != narrator:
            speaker, word = archive.word(letters=4, frequent=True)
        pattern = draw.choice((rf"\b{word[:3]}\w+", rf"\w+{word[-3:]}\b", rf"{word[:2]}.*{word[-2:]}"))
        return Asked(Wanted(pattern=pattern, speaker=speaker, exact_speaker=True), rf"^{speaker}\t.*{pattern}")

    def either() -> Asked:
        words = f"{draw.choice(archive.between)} OR {draw.choice(archive.rare)} NOT {draw.choice(archive.frequent)}"
        return Asked(Wanted(words))

    return {
        "rare word": lambda: of_word(archive.rare),
        "word in 0.1 to 2 % of the lines": lambda: of_word(archive.between),
        "frequent word, top 20": lambda: of_word(archive.frequent),
        "frequent word, by time": lambda: Asked(Wanted(draw.choice(archive.frequent), sort="time")),
        "phrase": lambda: phrase(frequent=False),
        "phrase of frequent words": lambda: phrase(frequent=True),
        "word + speaker": lambda: with_speaker(*archive.word(frequent=True)),
        '"the" + rare speaker': lambda: with_speaker(draw.choice(archive.rare_speakers), "the"),
        "OR, NOT": either,
        "prefix": lambda: prefix(frequent=False),
        "prefix of words in many lines": lambda: prefix(frequent=True),
        "fuzzy, 1 slip": lambda: slipped(1),
        "fuzzy, 2 slips": lambda: slipped(2),
        "English stem": lambda: Asked(Wanted(archive.word(letters=4)[1], stem=True)),
        "pattern + speaker": lambda: pattern_of_speaker(narrator=False),
        "pattern + narrator (one line in seven)": lambda: pattern_of_speaker(narrator=True),
    }


def _patterns(archive: _Archive) -> dict[str, str]:
    """Patterns over the whole archive, each of which is measured alone."""
    word, other = (archive.draw.choice(archive.between) for _ in range(2))
    rare = archive.draw.choice(archive.rare)
    return {
        "a word": _whole(word),
        "a rare word and its endings": rf"\b{rare}\w*",
        "two words": rf"{word} (of|the|{other})\b",
        "the end of a word": r"[a-z]+ickt\b",
        "four figures": r"\b\d{4}\b",
        "letters far apart": r"z.{3}z",
        "parts of two words": r"qu\w+ the \w+s\b",
    }


def _timed(task: Callable[[], object]) -> float:
    began = process_time()
    task()
    return process_time() - began


def _ours(connection: sqlite3.Connection, asked: Sequence[Asked]) -> Measured:
    found = [search(connection, one.wanted, seconds=_PATIENCE) for one in asked]  # which also warms up
    seconds = [
        _timed(lambda: search(connection, one.wanted, seconds=_PATIENCE))  # noqa: B023
        for one in asked
        for _ in range(_TURNS)
    ]
    return Measured(
        queries=len(asked),
        hits=mean(results.total for results in found),
        ours=Times.of(seconds),
        approximate=sum(results.approximate for results in found),
        refused=sum(min(seconds[at : at + _TURNS]) > SECONDS for at in range(0, len(seconds), _TURNS)),
    )


def _ripgrep(text: Path, asked: Sequence[Asked]) -> Times | None:
    program = shutil.which("rg")
    patterns = [one.ripgrep for one in asked if one.ripgrep is not None][:_RIPGREP_QUERIES]
    if program is None or not patterns:
        return None

    def run(pattern: str) -> float:
        command = [program, "--ignore-case", "--count", "--regexp", pattern, str(text)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    run(patterns[0])
    return Times.of([run(pattern) for _ in range(_TURNS) for pattern in patterns])


class _Tantivy:
    """The same lines in tantivy."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        import tantivy

        self._tantivy = tantivy
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("line", stored=True)
        schema.add_text_field("speaker", stored=True, tokenizer_name="raw")
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(200_000_000)
        for line, speaker in _said(connection):
            writer.add_document(tantivy.Document(line=[line], speaker=[speaker]))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher: Any = self._index.searcher()

    def times(self, asked: Sequence[Asked]) -> Times | None:
        queries = [self._query(one.tantivy) for one in asked if one.tantivy is not None]
        if not queries:
            return None
        for query in queries:
            self._answer(query)
        return Times.of([_timed(lambda: self._answer(query)) for _ in range(_TURNS) for query in queries])  # noqa: B023

    def _query(self, text: str) -> Any:
        if text.startswith("fuzzy:"):
            _, slips, word = text.split(":")
            return self._tantivy.Query.fuzzy_term_query(self._schema, "line", word, distance=int(slips))
        return self._index.parse_query(text, ["line"])

    def _answer(self, query: Any) -> list[Any]:
        found = self._searcher.search(query, 20, count=True)
        return [self._searcher.doc(address) for _, address in found.hits]


def _said(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    yield from connection.execute(
        "SELECT line, coalesce(name, '') FROM cues LEFT JOIN speakers ON speakers.id = speaker ORDER BY cues.id"
    )


def ask(path: Path) -> Answers:
    """Ask the index in a file. The text for ripgrep is written beside it."""
    with closing(connect(path)) as connection:
        archive = _Archive(connection)
        text = path.with_suffix(".txt")
        with text.open("w", encoding="utf-8") as file:
            file.writelines(f"{speaker}\t{line}\n" for line, speaker in _said(connection))
        try:
            began = process_time()
            tantivy: _Tantivy | None = _Tantivy(connection)
            build: float | None = process_time() - began
        except ImportError:
            tantivy, build = None, None
        asked = {name: [make() for _ in range(QUERIES)] for name, make in _kinds(archive).items()}
        asked |= {f"pattern: {name}": [Asked(Wanted(pattern=one), one)] for name, one in _patterns(archive).items()}
        kinds = {}
        for name, queries in asked.items():
            ours = _ours(connection, queries)
            others = _ripgrep(text, queries), None if tantivy is None else tantivy.times(queries)
            kinds[name] = Measured(ours.queries, ours.hits, ours.ours, ours.approximate, ours.refused, *others)
        return Answers(archive.lines, kinds, build)


def _values(one: Measured) -> dict[str, Any]:
    return {value.name: getattr(one, value.name) for value in fields(one)}


def as_json(answers: Answers) -> dict[str, Any]:
    """The figures for a program to read: milliseconds."""
    return {
        name: {key: value._asdict() if isinstance(value, Times) else value for key, value in _values(one).items()}
        for name, one in answers.kinds.items()
    }


def show(few: Answers, many: Answers, console: Console) -> None:
    """The times of the larger archive, and how many times those of the smaller they are."""
    table = Table(title=f"{many.lines:,} lines: milliseconds, p50 and p95", title_justify="left")
    for column in ("", "hits", "p50", "p95", f": {few.lines:,}", "ripgrep p50", "p95", "tantivy p50", "p95"):
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    for name, one in many.kinds.items():
        before = few.kinds.get(name)
        notes = (" ~" if one.approximate else "") + (f" ({one.refused} refused after 2 s)" if one.refused else "")
        growth = "" if before is None else f"{one.ours.p50 / before.ours.p50:.1f}"
        others = [f"{value:.1f}" for times in (one.ripgrep, one.tantivy) for value in (times[:2] if times else ())]
        blank = [] if one.ripgrep else ["", ""]
        cells = [*blank, *others] if one.tantivy or not one.ripgrep else [*others, "", ""]
        table.add_row(name + notes, f"{one.hits:,.0f}", f"{one.ours.p50:.1f}", f"{one.ours.p95:.1f}", growth, *cells)
    console.print(table)
    console.print(
        "~ some of these rank a spread of the hits over the archive. Of beginnings and phrases of frequent words, their"
        " number is an estimate by a part of it; else it is exact."
    )
    if many.tantivy_build is None:
        console.print("tantivy is not installed: pip install tantivy")
    else:
        console.print(f"tantivy took {many.tantivy_build:.1f} s to build.")
