"""transcript schema"""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of the json format, by which its files can be checked.

    \b
    transcript schema > transcript-1.schema.json
    """
    from transcript.exporters.transcript_json import schema

    click.echo(schema(), nl=False)
