"""transcript stats"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli.archives import clock_of, index_option, opened_index, refuse_reading, shown_path
from transcript.cli.charts import print_charts
from transcript.cli.options import SCRIPT, reading_options
from transcript.cli.pictures import course_of, picture_options, planned, write_pictures
from transcript.cli.refusals import WrongUse, for_each
from transcript.cli.reports import count, say
from transcript.cli.scripts import load_with_document, named
from transcript.cli.sections import SectionedCommand
from transcript.cli.shells import as_text
from transcript.cli.tables import Column, print_table, terminal
from transcript.reading import Reading

if TYPE_CHECKING:
    from transcript.pictures import Course
    from transcript.statistics import Statistics

COLUMNS = (
    "path",
    "programme",
    "duration",
    "talk",
    "speakers",
    "cues",
    "words",
    "words_a_minute",
    "shots",
    "mean_shot",
)

_COLUMNS = (
    Column("programme", style="bold"),
    *(Column(name, right=True) for name in ("length", "talk", "people", "cues", "words", "w/min", "shots", "mean")),
)
# What a window of fewer columns than this has no room for.
_WIDE, _IN_WIDE_WINDOWS = 100, ("people", "cues")


@click.command(cls=SectionedCommand)
@click.argument("scripts", metavar="[SCRIPT]...", nargs=-1, type=SCRIPT)
@index_option
@click.option("--json", "as_json", is_flag=True, help="Print the figures as a JSON array, with those of each speaker.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the figures as a table for a spreadsheet.")
@picture_options
@reading_options
def command(
    reading: Reading,
    scripts: tuple[str, ...],
    index: Path | None,
    svg: Path | None,
    html: Path | None,
    rules: str,
    *,
    as_json: bool,
    as_csv: bool,
    force: bool,
) -> None:
    """Count what programmes hold: their length and that of their speech, speakers, cues, words, pace, shots.

    Words a minute are those of speech, without the silences between cues. Both they and the time of talk are left empty
    where a script has too few timecodes to tell: where somebody has more words than anybody says in their time. mean is
    how long a shot lasts on average. In a narrow window folders, cues and people are left out.

    On a terminal, one script is shown in more detail: talk time of each speaker, lengths of shots, and how fast its
    subtitles are to be read along the film. --svg and --html write that as pictures, with who speaks when.

    \b
    transcript stats film.txt
    transcript stats film.txt --svg film.svg --rules bbc
    transcript stats scripts/*.docx --csv > programmes.csv
    transcript stats --index archive.db

    Exit codes: 0 done; 1 a script was refused, or an index cannot be used; 2 wrong use.
    """
    if as_json and as_csv:
        raise WrongUse("--json and --csv are two forms of one table; choose one")
    if bool(scripts) == (index is not None):
        raise WrongUse("name scripts, or an index with --index" + (", not both" if scripts else ""))
    if (svg or html) and len(scripts) != 1:
        raise WrongUse("--svg and --html are pictures of one script; name one")
    found: list[tuple[str, Statistics]] = []
    courses: list[Course] = []
    charts = refused = False
    if index is not None:
        from transcript.search.counting import archive_statistics

        refuse_reading(reading)
        with opened_index(index) as connection:
            found += archive_statistics(connection)
    else:
        from transcript.statistics import of_transcript

        wanted = planned(scripts[0], svg, html, force=force)
        charts = len(scripts) == 1 and sys.stdout.isatty() and not (as_json or as_csv)

        def figures(script: str) -> None:
            transcript, document = load_with_document(script, reading)
            found.append((named(script), of_transcript(transcript)))
            if wanted or (charts and found[-1][1].duration_ms):
                courses.append(course_of(script, transcript, document, rules))

        refused = for_each(scripts, figures, "reading")
        for course in courses:
            write_pictures(scripts[0], course, wanted)
    if as_json:
        import json

        click.echo(json.dumps([_entry(path, one) for path, one in found], ensure_ascii=False, indent=2))
    elif as_csv:
        click.echo(_csv_text(found), nl=False)
    else:
        _print(found)
        for course in courses if charts else ():
            print_charts(course)
        say(f"{count(len(found), 'programme')}")
    if refused:
        click.get_current_context().exit(1)


def _print(found: Sequence[tuple[str, Statistics]]) -> None:
    narrow = sys.stdout.isatty() and terminal().width < _WIDE
    columns = [one for one in _COLUMNS if not (narrow and one.heading in _IN_WIDE_WINDOWS)]
    rows = [_row(one.name if narrow else shown_path(path), one) for path, one in found]
    print_table(columns, [[row[column.heading] for column in columns] for row in rows])


def _row(path: str, one: Statistics) -> dict[str, str]:
    pace, mean = one.words_a_minute, one.mean_shot_ms
    return {
        "programme": path,
        "length": clock_of(one.duration_ms),
        "talk": clock_of(one.talk_ms),
        "people": f"{one.speakers:,}",
        "cues": f"{one.cues:,}",
        "words": f"{one.words:,}",
        "w/min": "" if pace is None else f"{pace:,}",
        "shots": f"{one.shots:,}",
        "mean": "" if mean is None else f"{mean / 1000:,.1f} s",
    }


def _entry(path: str, one: Statistics) -> dict[str, object]:
    """Times in seconds."""
    return {
        "path": as_text(path),
        "programme": one.name,
        "duration": _seconds(one.duration_ms),
        "talk": _seconds(one.talk_ms),
        "cues": one.cues,
        "words": one.words,
        "words_a_minute": one.words_a_minute,
        "shots": one.shots,
        "mean_shot": _seconds(one.mean_shot_ms),
        "speakers": [
            {
                "speaker": talk.speaker,
                "cues": talk.cues,
                "words": talk.words,
                "talk": _seconds(talk.milliseconds),
                "words_a_minute": talk.words_a_minute,
            }
            for talk in one.talk
        ],
    }


def _csv_text(found: Sequence[tuple[str, Statistics]]) -> str:
    """A table under COLUMNS, lengths in seconds."""
    import csv
    from io import StringIO

    from transcript.cue_sheet import guarded

    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for path, one in found:
        entry = _entry(path, one) | {"speakers": one.speakers}
        writer.writerow(["" if entry[name] is None else guarded(str(entry[name])) for name in COLUMNS])
    return table.getvalue()


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
