"""transcript speakers"""

from __future__ import annotations

from pathlib import Path

import click

from transcript.cli.archives import clock_of, index_option, opened_index, refuse_reading
from transcript.cli.options import SCRIPT, reading_options
from transcript.cli.refusals import WrongUse
from transcript.cli.reports import count, recognised, say
from transcript.cli.scripts import load, named
from transcript.cli.tables import Column, print_table
from transcript.reading import Reading


@click.command()
@click.argument("script", required=False, type=SCRIPT)
@index_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print the speakers as JSON; those of a script as in its json format."
)
@reading_options
def command(reading: Reading, script: str | None, index: Path | None, *, as_json: bool) -> None:
    """Count what each speaker says: cues, words and time, and the spellings that were found for the name.

    The time is left empty where a script has too few timecodes to tell it; in JSON it is always the length of the cues.

    With --index, who speaks in a whole archive, and in how many programmes. That two names are one person is told
    with --alias or a cast file (see transcript convert --help).

    \b
    transcript speakers film.txt
    transcript speakers film.txt --alias NATASHA=NATALIYA
    transcript speakers film.txt --json | jq 'to_entries | max_by(.value.words).key'
    transcript speakers --index archive.db

    Exit codes: 0 done; 1 the script was refused, or the index cannot be used; 2 wrong use.
    """
    if (script is None) == (index is None):
        raise WrongUse("name a script, or an index with --index" + (", not both" if script else ""))
    if index is not None:
        refuse_reading(reading)
        _of_archive(index, as_json=as_json)
    elif script is not None:
        _of_script(script, reading, as_json=as_json)


def _of_script(script: str, reading: Reading, *, as_json: bool) -> None:
    from transcript.exporters.transcript_json import speaker_index
    from transcript.talk import told_ms

    transcript = load(script, reading)
    index = speaker_index(transcript)
    if as_json:
        _print_json(index)
    else:
        columns = [
            Column("speaker", style="bold"),
            Column("cues", right=True),
            Column("words", right=True),
            Column("time", right=True),
            Column("also spelt", style="dim"),
        ]
        rows = [
            (
                name,
                f"{len(entry['cues']):,}",
                f"{entry['words']:,}",
                clock_of(told_ms(entry["words"], round(entry["seconds"] * 1000)) if transcript.timing.timed else None),
                ", ".join(entry["aliases"]),
            )
            for name, entry in index.items()
        ]
        print_table(columns, rows)
    nameless = sum(cue.speaker is None for cue in transcript.cues)
    without = f", {count(nameless, 'cue')} without a speaker" if nameless else ""
    say(f"{named(script)}: {recognised(transcript)}{without}")


def _of_archive(index: Path, *, as_json: bool) -> None:
    from transcript.search.counting import archive_speakers
    from transcript.talk import told_ms

    with opened_index(index) as connection:
        people = archive_speakers(connection)
        programmes, cues = connection.execute("SELECT count(*), coalesce(sum(cues), 0) FROM programmes").fetchone()
    if as_json:
        _print_json(
            [
                {
                    "speaker": one.name,
                    "spellings": one.spellings,
                    "programmes": one.programmes,
                    "cues": one.cues,
                    "words": one.words,
                    "seconds": one.milliseconds / 1000,
                }
                for one in people
            ]
        )
    else:
        columns = [
            Column("speaker", style="bold"),
            *(Column(name, right=True) for name in ("programmes", "cues", "words", "time")),
            Column("also spelt", style="dim"),
        ]
        rows = [
            (
                one.name,
                f"{one.programmes:,}",
                f"{one.cues:,}",
                f"{one.words:,}",
                clock_of(told_ms(one.words, one.milliseconds)),
                ", ".join(one.spellings),
            )
            for one in people
        ]
        print_table(columns, rows)
    nameless = cues - sum(one.cues for one in people)
    without = f", {count(nameless, 'cue')} without a speaker" if nameless else ""
    say(f"{index}: {count(len(people), 'speaker')} in {count(programmes, 'programme')}{without}")


def _print_json(value: object) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
