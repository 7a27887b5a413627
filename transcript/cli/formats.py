"""transcript formats"""

from __future__ import annotations

import shutil

import click


@click.command()
def command() -> None:
    """List the formats that convert writes, with what of a script each keeps and loses.

    \b
    transcript formats
    transcript convert film.txt --to vtt
    """
    from transcript.exporters import FORMATS

    width = min(shutil.get_terminal_size().columns, 100)
    for known in FORMATS.values():
        click.echo(f"{click.style(known.name, bold=True)} ({known.suffix})")
        for text in (known.description, f"keeps {known.keeps}", f"loses {known.loses}"):
            click.echo(click.wrap_text(text, width, initial_indent="  ", subsequent_indent="    "))
