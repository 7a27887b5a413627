"""transcript speakers"""

from __future__ import annotations

import click

from transcript.cli.options import reading_options, script_argument
from transcript.cli.reports import count, recognised, say
from transcript.cli.scripts import Reading, load, named
from transcript.cli.tables import Column, print_table


@click.command()
@script_argument
@click.option("--json", "as_json", is_flag=True, help="Print the index of speakers as the json format has it.")
@reading_options
def command(reading: Reading, script: str, *, as_json: bool) -> None:
    """Count what each speaker says: cues, words and seconds, and the spellings that were found for the name.

    Who is one person under two names is told with --alias or a cast file (see transcript convert --help).

    \b
    transcript speakers film.txt
    transcript speakers film.txt --alias NATASHA=NATALIYA
    transcript speakers film.txt --json | jq 'to_entries | max_by(.value.words).key'

    Exit codes: 0 done; 1 the script was refused; 2 wrong use.
    """
    from transcript.exporters.transcript_json import speaker_index

    transcript = load(script, reading)
    index = speaker_index(transcript)
    if as_json:
        import json

        click.echo(json.dumps(index, ensure_ascii=False, indent=2))
    else:
        columns = [
            Column("speaker", style="bold"),
            Column("cues", right=True),
            Column("words", right=True),
            Column("seconds", right=True),
            Column("also spelt", style="dim"),
        ]
        rows = [
            (name, str(len(entry["cues"])), str(entry["words"]), f"{entry['seconds']:.1f}", ", ".join(entry["aliases"]))
            for name, entry in index.items()
        ]
        print_table(columns, rows)
    nameless = sum(cue.speaker is None for cue in transcript.cues)
    without = f", {count(nameless, 'cue')} without a speaker" if nameless else ""
    say(f"{named(script)}: {recognised(transcript)}{without}")
