"""transcript search"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePath
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from transcript.cli.archives import INDEX, INDEX_FILE, opened_index, opened_scripts
from transcript.cli.datasets import asked_dataset
from transcript.cli.options import FRAME_RATE, NamedPath, Value
from transcript.cli.refusals import Refused, WrongUse, stoppable
from transcript.cli.reports import count, say
from transcript.cli.sections import SectionedCommand, options_of
from transcript.cli.shells import file_argument, quoted
from transcript.errors import TranscriptError
from transcript.timecode import Timecode

if TYPE_CHECKING:
    import sqlite3

    from transcript.cli.datasets import Dataset
    from transcript.search.results import Results
    from transcript.search.selects import Form
    from transcript.search.wanted import Wanted
    from transcript.timecode import FrameRate

_PAGE = 20
# How long a search may take that shows a page of hits, and one that gives all of them.
_SECONDS, _SECONDS_FOR_ALL = 2.0, 60.0
_STDOUT = "-"
_ALIASES = {"edl": "resolve-edl"}
_NAMED = 5  # of the spellings found for a word

_Until: TypeAlias = "Timecode | Form"

_what = options_of("What is said, and by whom")
_where = options_of("Where")
_shown = options_of("What is shown")
_made = options_of("Selects for the editing room")


def _until(text: str) -> _Until:
    """What --to says: a timecode begins with a figure, the form of selects does not. edl is the one there is."""
    from transcript.search.selects import find_form

    return _timecode(text) if text[:1].isdigit() else find_form(_ALIASES.get(text.lower(), text))


def _timecode(text: str) -> Timecode:
    """A timecode, of which the hours may be left out; then it is said how it is read."""
    from transcript.search.wanted import as_timecode

    read = as_timecode(text)
    if text.count(":") == 1:
        say(f"{text} is read as {read}, minutes and seconds")
    return read


@dataclass(frozen=True, slots=True)
class _Reel:
    """Selects that are asked for. file: None for standard output."""

    form: Form
    file: Path | None
    rate: FrameRate | None
    force: bool


@click.command(cls=SectionedCommand)
@click.argument("words", metavar="[QUERY] [FILE|DIR]...", nargs=-1)
@_what(
    "--speaker",
    metavar="NAME",
    help="Lines of this speaker, by name or alias: all of it or in part, which is words of it (field) or beginnings of "
    "three letters and more (fie), with * of any length (f*). Without *, slips of spelling are forgiven.",
)
@_what("--exact", is_flag=True, help="The speaker of this very name; case and accents do not matter.")
@_what("--regex", metavar="PATTERN", help="Lines in which a regular expression is found, case aside.")
@_what(
    "--fuzzy",
    type=click.IntRange(0, 3),
    metavar="N",
    default=0,
    help="Words that differ from those of the query by N slips at most, 1 to 3: Khruschev finds Khrushchev.",
)
@_what("--stem", is_flag=True, help="Words of the same English stem: land finds landed and landing.")
@_what(
    "--voice-over/--in-vision",
    "voice_over",
    default=None,
    help="Lines spoken over the picture, as the script marks them or a narrator's; or all others, also those of "
    "scripts that mark none.",
)
@_where("--index", type=INDEX_FILE, metavar="FILE", help=f"The index to search; by default {INDEX} in this folder.")
@_where(
    "--dataset",
    metavar="URL",
    help="Search the dataset that convert --to parquet has made, without an index: its folder, or a URL such as "
    "s3://archive/cues.parquet. Hits are in the order of scripts and time.",
)
@_where("--scheduler", metavar="ADDRESS", help="Have a Dask cluster look through the dataset: tcp://10.0.0.5:8786.")
@_where(
    "--programme",
    metavar="GLOB",
    help="Programmes whose name is like this: '*moon*'; or their path from any folder on: '1962/*.docx'; or all below "
    "a folder: 1962, scripts/1962.",
)
@_where("--shot", metavar="WORDS", help="Lines over shots whose note says this: a query too.")
@_where(
    "--from",
    "first",
    type=Value("timecode", _timecode),
    metavar="TC",
    help="Cues from this timecode on: 10:05:00; 10:05 is 10 minutes and 5 seconds.",
)
@_where(
    "--to",
    "until",
    type=Value("timecode or form", _until),
    metavar="TC|FORM",
    multiple=True,
    help="Cues up to this timecode. Or the form of selects: otio, resolve-edl, srt, csv; --to may be given for both.",
)
@_shown("--context", type=click.IntRange(min=0), metavar="N", default=0, help="Show N cues before and after each hit.")
@_shown(
    "--sort",
    type=click.Choice(["relevance", "time"]),
    default="relevance",
    help="Order of the hits: most relevant first, or by programme and time.",
    show_default=True,
)
@_shown(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"How many hits, 0 for all; by default {_PAGE} on a terminal, all elsewhere.",
)
@_shown("--offset", type=click.IntRange(min=0), metavar="N", default=0, help="Leave out the first N hits.")
@_shown("--count", "only_count", is_flag=True, help="Print how many hits there are, and nothing else.")
@_shown("--json", "as_json", is_flag=True, help="Print the hits as a JSON object.")
@_shown("--csv", "as_csv", is_flag=True, help="Print the hits as a table for a spreadsheet.")
@_made(
    "-o",
    "output",
    type=NamedPath(allow_dash=True),
    metavar="FILE",
    help="Write the hits as selects to FILE; its suffix (.otio, .edl, .srt, .csv) says the form where --to does not.",
)
@_made("--fps", "rate", type=FRAME_RATE, metavar="RATE", help="Frame rate of programmes whose scripts count seconds.")
@_made("--force", is_flag=True, help="Overwrite a file that exists.")
@stoppable("the search was stopped before it was done")
def command(
    words: tuple[str, ...],
    index: Path | None,
    dataset: str | None,
    scheduler: str | None,
    until: tuple[_Until, ...],
    output: str | None,
    rate: FrameRate | None,
    *,
    only_count: bool,
    as_json: bool,
    as_csv: bool,
    force: bool,
    **given: Any,
) -> None:
    """Find what anyone said, in the index of an archive or straight in scripts and folders.

    \b
    transcript search 'moon' --speaker Korolev --index archive.db
    transcript search '"lunar module" NOT training' film.docx scripts/
    transcript search 'cosmo* OR astronaut*' --shot archive --sort time
    transcript search Khruschev --fuzzy 2 --context 2
    transcript search --regex '\\b19[56]\\d\\b' --programme '*moon*' --csv > years.csv
    transcript search moon --speaker Korolev -o moon.edl --fps 25
    transcript search '"lunar module"' --dataset s3://archive/cues.parquet --limit 20

    Without --index, --dataset and files, archive.db in the working folder is searched. A query is words, all of which
    must stand in the line; "phrases", which are found also where a timecode or shot note cuts them; beginnings
    (cosmo*); AND, OR, NOT in capitals, parentheses; and NEAR(flag moon, 5). Case and accents do not matter. The query
    may be left out where another option, such as --speaker, says what is wanted: a first word that names a file or
    folder is then taken as that, or as the query where it is a bare word and archive.db lies in the working folder.

    In a pipe each hit is one line, `path:timecode: SPEAKER: line`. As selects, hits become a reel for the editing room:
    a clip or event for each, cut out of its programme by timecode (otio, resolve-edl), subtitles (srt) or a paper edit
    (csv).

    Exit codes: 0 done, also where nothing is found; 1 an index or script cannot be used, or a file is kept; 2 wrong
    use, such as a query that cannot be meant.
    """
    if as_json + as_csv + only_count > 1:
        raise WrongUse("--json, --csv and --count are forms of one answer; choose one")
    last, reel = _asked_to(until, output, rate, force=force)
    if reel and (as_json or as_csv or only_count):
        raise WrongUse("selects go with no other form of output; leave --json, --csv and --count out")
    if reel:
        _refuse_existing(reel)
    scanned = asked_dataset(dataset, scheduler, index, given)
    whole = "--index" if index is not None else "--dataset" if scanned else None
    query, files = _told_apart(words, whole, filtered=last is not None or _filters(given))
    wanted = _wanted(query, last, given, page=sys.stdout.isatty() and not (reel or as_json or as_csv))
    if scanned:
        _search_dataset(scanned, wanted, reel, only_count=only_count, as_json=as_json, as_csv=as_csv)
        return
    with _source(index, files) as (connection, failed):
        if only_count:
            click.echo(str(_counted(connection, wanted)))
        else:
            results, seconds = _found(connection, wanted)
            if reel:
                _write(reel, results, wanted)
            else:
                _print(results, as_json=as_json, as_csv=as_csv)
            say(_summary(wanted, results, seconds))
            for line in () if results.total else _meant(connection, wanted):
                say(line)
    if failed:
        click.get_current_context().exit(1)


def _filters(given: dict[str, Any]) -> bool:
    """Whether another option than a query says what is wanted."""
    return any(given[name] is not None for name in ("speaker", "regex", "programme", "shot", "first", "voice_over"))


def _asked_to(
    until: Sequence[_Until], output: str | None, rate: FrameRate | None, *, force: bool
) -> tuple[Timecode | None, _Reel | None]:
    """The last timecode, and the selects that are asked for."""
    from transcript.search.selects import SUFFIXES, form_of_file

    times = [one for one in until if isinstance(one, Timecode)]
    forms: list[Form] = [one for one in until if not isinstance(one, Timecode)]
    if len(times) > 1 or len(forms) > 1:
        raise WrongUse("--to is given twice for one thing; it takes a last timecode and a form of selects, each once")
    last = times[0] if times else None
    form = forms[0] if forms else None
    if output is not None and form is None:
        form = form_of_file(output)
        if form is None:
            suffixes = ", ".join(SUFFIXES.values())
            raise WrongUse(f"{output} does not say its form; end it in one of {suffixes}, or give --to")
    file = None if output in (None, _STDOUT) else Path(str(output))
    if file is not None and not file.parent.is_dir():
        raise WrongUse(f"{file}: there is no folder {file.parent}; make it first")
    if rate and form is None:
        raise WrongUse("--fps counts in selects; name a file for them with -o")
    return last, None if form is None else _Reel(form, file, rate, force)


def _refuse_existing(reel: _Reel) -> None:
    if reel.file is not None and reel.file.is_dir():
        raise Refused(f"{reel.file} is a folder; name a file with -o")
    if reel.file is not None and reel.file.is_file() and not reel.force:
        raise Refused(f"{reel.file} exists and is kept; --force overwrites, -o writes elsewhere")


def _told_apart(words: Sequence[str], whole: str | None, *, filtered: bool) -> tuple[str | None, tuple[Path, ...]]:
    """The query, and the files and folders to search. whole: the option that names what is searched instead."""
    if not words:
        if not filtered:
            raise WrongUse("there is nothing to search for; give a query such as moon, or --speaker, --regex, --shot")
        return None, ()
    query, *others = words
    if whole is not None:
        if others:
            raise WrongUse(f"{whole} is searched whole, and {others[0]} is too much; {_quoted(words)}")
        return query, ()
    if "" in others:
        raise WrongUse("an empty name names no file or folder; leave it out")
    if filtered and _exists(query) and not _is_query(query, others):
        return None, tuple(map(Path, words))
    missing = [one for one in others if not _exists(one)]
    if missing:
        raise WrongUse(f"there is no file or folder {missing[0]}; {_quoted(words)}")
    if not others and not _exists(INDEX) and _exists(query):
        raise WrongUse(f"what is to be found in {query}? Give a query before it")
    return query, tuple(map(Path, others))


def _exists(path: str) -> bool:
    """Whether there is such a file or folder; a query may be longer than any name of one."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises where a name is too long


def _is_query(word: str, others: Sequence[str]) -> bool:
    """Whether a first word that is also the name of a file or folder is the query for the index of this folder.

    It is where nothing else marks it as a name: a separator, a suffix, more files after it. Says how it was taken.
    """
    place = PurePath(word)
    if place.name != word or place.suffix or word == os.pardir:
        return False
    if others or not _exists(INDEX):
        say(f"{word} is taken as a file or folder, and there is no query; a query stands before it")
        return False
    named = quoted(f"{os.curdir}{os.sep}{word}")
    say(f"{word} is taken as the query, in {INDEX}; to search the file or folder, write {named}")
    return True


def _quoted(words: Sequence[str]) -> str:
    """How a query of these words is written; the files and folders that the last of them name stand behind it."""
    files = list(takewhile(_exists, reversed(words[1:])))[::-1]
    query = quoted(" ".join(words[: len(words) - len(files)]))
    return f"a query of several words stands in quotes: {' '.join([query, *map(file_argument, files)])}"


def _wanted(query: str | None, last: Timecode | None, given: dict[str, Any], *, page: bool) -> Wanted:
    from transcript.search.wanted import Wanted

    if given["exact"] and given["speaker"] is None:
        raise WrongUse("--exact is about the name of a speaker; give one with --speaker")
    if query is None and (given["fuzzy"] or given["stem"]):
        raise WrongUse(f"--{'fuzzy' if given['fuzzy'] else 'stem'} is about the words of a query; give one")
    limit = _PAGE if given["limit"] is None and page else given["limit"] or None
    return Wanted(
        query=query,
        pattern=given["regex"],
        speaker=given["speaker"],
        exact_speaker=given["exact"],
        shot=given["shot"],
        programme=given["programme"],
        first=given["first"],
        last=last,
        voice_over=given["voice_over"],
        fuzzy=given["fuzzy"],
        stem=given["stem"],
        sort=given["sort"],
        limit=limit,
        offset=given["offset"],
        context=given["context"],
    )


@contextmanager
def _source(index: Path | None, files: Sequence[Path]) -> Iterator[tuple[sqlite3.Connection, bool]]:
    """What is searched, and whether any of the files could not be read."""
    if files:
        with opened_scripts(files) as opened:
            yield opened
        return
    if index is None and not Path(INDEX).exists():
        advice = "name an index with --index, or scripts and folders after the query"
        raise WrongUse(f"there is no {INDEX} in this folder to search; {advice}")
    with opened_index(index or Path(INDEX)) as connection:
        yield connection, False


@contextmanager
def _refusing_wishes() -> Iterator[None]:
    """What cannot be meant is wrong use; what takes too long, or a form cannot carry, is not."""
    from transcript.errors import OutputRefused
    from transcript.search.deadline import TooSlow

    try:
        yield
    except (TooSlow, OutputRefused) as error:
        raise Refused(str(error)) from None
    except TranscriptError as error:
        raise WrongUse(str(error)) from None


def _found(connection: sqlite3.Connection, wanted: Wanted) -> tuple[Results, float]:
    """The results, and how many seconds the search took."""
    from transcript.search.finding import search

    begun = perf_counter()
    with _refusing_wishes():
        results = search(connection, wanted, seconds=_SECONDS if wanted.limit else _SECONDS_FOR_ALL)
    return results, perf_counter() - begun


def _counted(connection: sqlite3.Connection, wanted: Wanted) -> int:
    from transcript.search.finding import count as count_hits

    with _refusing_wishes():
        return count_hits(connection, wanted, seconds=_SECONDS_FOR_ALL)


def _search_dataset(
    scanned: Dataset, wanted: Wanted, reel: _Reel | None, *, only_count: bool, as_json: bool, as_csv: bool
) -> None:
    if only_count:
        click.echo(str(scanned.count(wanted)))
        return
    # The number of all hits is part of the object.
    found, seconds = scanned.find(wanted, counted=as_json)
    results = found.results
    if reel:
        _write(reel, results, wanted)
    else:
        _print(results, as_json=as_json, as_csv=as_csv)
    if found.whole:
        told = [_many(wanted, results, seconds)]
    else:
        which = _shown_hits(wanted, len(results.hits))
        told = [f"{which} {_took(seconds)}; there may be more in scripts after these, --count counts them all"]
    say("; ".join([*told, *_read_as(wanted, results)]))


def _print(results: Results, *, as_json: bool, as_csv: bool) -> None:
    from transcript.cli.hits import csv_rows, hit_lines, json_parts, print_hits, print_parts

    if as_json:
        print_parts(json_parts(results))
    elif as_csv:
        print_parts(csv_rows(results.hits))
    elif sys.stdout.isatty():
        print_hits(results.hits)
    else:
        print_parts(hit_lines(results.hits))


def _write(reel: _Reel, results: Results, wanted: Wanted) -> None:
    """Write the hits as selects."""
    from transcript.cli.outputs import Output, write
    from transcript.search.selects import make_selects

    output = Output(reel.form, reel.file)
    title = reel.file.stem if reel.file else _title(wanted)
    with _refusing_wishes():
        made = make_selects(results.hits, reel.form, title=title, frame_rate=reel.rate)
    write([(output, made.content)])
    say(f"{output}: {count(made.count, 'select')}")
    for remark in made.remarks:
        say(f"{output}: {remark}")


def _title(wanted: Wanted) -> str:
    asked = (wanted.speaker, wanted.query, wanted.pattern, wanted.shot)
    return " ".join(one for one in asked if one) or "Selects"


def _summary(wanted: Wanted, results: Results, seconds: float) -> str:
    """How many hits there are, which of them are shown, and how long it took."""
    parts = [_many(wanted, results, seconds)]
    if results.estimated:
        parts.append("there are so many that a part of the archive was searched; --count counts them all")
    elif results.approximate:
        parts.append("there are so many that a spread of them was ranked")
    return "; ".join([*parts, *_read_as(wanted, results)])


def _many(wanted: Wanted, results: Results, seconds: float) -> str:
    shown, total = len(results.hits), results.total
    if not total:
        return f"no hits {_took(seconds)}"
    many = f"about {total:,}" if results.estimated else f"{total:,}"
    which = f"{_shown_hits(wanted, shown)} of {many}" if shown else f"none left of {many} hits"
    return f"{count(total, 'hit') if shown == total else which} {_took(seconds)}"


def _shown_hits(wanted: Wanted, shown: int) -> str:
    return f"hits {wanted.offset + 1:,} to {wanted.offset + shown:,}"


def _took(seconds: float) -> str:
    return f"in {max(1, round(seconds * 1000))} ms"


def _read_as(wanted: Wanted, results: Results) -> Iterator[str]:
    """The speakers and spellings that were searched for, where they are more than was typed."""
    if wanted.speaker is not None and not _is_named(wanted.speaker, results.speakers):
        yield f"the lines of {_few(results.speakers)}"
    yield from (f"{word} also as {_few(others)}" for word, others in results.spellings)
    yield from (f"{word} not as {_few(others)}, which would be too many wordings" for word, others in results.left_out)


def _is_named(name: str, speakers: Sequence[str]) -> bool:
    """Whether a name stands for one speaker, who is called so."""
    return len(speakers) == 1 and speakers[0].casefold() == name.casefold()


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _meant(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[str]:
    """What may have been meant by words that stand nowhere."""
    from transcript.search.suggesting import called, unknown_words

    for word, nearest in unknown_words(connection, wanted.query) if wanted.query else ():
        names = called(connection, word)
        if names:
            yield f"{word} stands nowhere in the lines, but it is the name of {_few(names)}: --speaker {word} has those"
        else:
            meant = f": did you mean {' or '.join(nearest)}?" if nearest else ""
            yield f"{word} stands nowhere in the scripts{meant}"
