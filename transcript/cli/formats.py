"""transcript formats"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from transcript.cli.tables import Column, print_table


@dataclass(frozen=True, slots=True)
class _Section:
    """One list. key: its name in JSON. fields: what each entry says; `files` is a list, the others are texts."""

    key: str
    heading: str
    fields: tuple[str, ...]
    entries: tuple[tuple[str | tuple[str, ...], ...], ...]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the lists as one JSON object.")
def command(*, as_json: bool) -> None:
    """List what can be read and written.

    Documents that are read, the layouts in which scripts stand in them, and the formats that convert writes, with what
    of a script each keeps and loses, which tools read it, and how that was checked. In a pipe each entry is one line.

    \b
    transcript formats
    transcript formats | grep subtitles
    transcript formats --json | jq -r '.written[].name'
    """
    sections = _sections()
    if as_json:
        import json

        lists = {
            section.key: [dict(zip(section.fields, entry, strict=True)) for entry in section.entries]
            for section in sections
        }
        click.echo(json.dumps(lists, ensure_ascii=False, indent=2))
        return
    for place, section in enumerate(sections):
        click.echo(("\n" if place else "") + click.style(section.heading, bold=True))
        _print(section)


def _sections() -> tuple[_Section, ...]:
    from transcript.exporters import FORMATS
    from transcript.parser import LAYOUTS
    from transcript.readers.catalogue import readable

    return (
        _Section(
            "read",
            "Documents that are read, whatever their names",
            ("name", "files", "description", "example"),
            tuple((one.name, one.suffixes, one.description, one.example) for one in readable()),
        ),
        _Section(
            "layouts",
            "Layouts that are recognised, or named with --layout (⇥ is a tab, ⏎ a new line)",
            ("name", "description", "example"),
            tuple((one.name, one.description, one.example) for one in LAYOUTS.values()),
        ),
        _Section(
            "written",
            "Formats that are written, with --to NAME or -o FILE",
            ("name", "files", "description", "keeps", "loses", "read_by", "checked"),
            tuple(
                (one.name, (one.suffix,), one.description, one.keeps, one.loses, one.read_by, one.checked)
                for one in FORMATS.values()
            ),
        ),
    )


def _print(section: _Section) -> None:
    """A table of one line for each entry; on a terminal what is said of it stands below each other, to fit."""
    rows = [[cell if isinstance(cell, str) else " ".join(cell) for cell in entry] for entry in section.entries]
    if not sys.stdout.isatty():
        print_table([Column(_heading(field)) for field in section.fields], rows)
        return
    told = section.fields.index("description")
    columns = [Column(field, style="bold" if field == "name" else "cyan") for field in section.fields[:told]]
    print_table([*columns, Column("description")], [[*row[:told], _stacked(section, row)] for row in rows])


def _stacked(section: _Section, row: Sequence[str]) -> str:
    told = section.fields.index("description")
    more = zip(section.fields[told + 1 :], row[told + 1 :], strict=True)
    return "\n".join([row[told], *(f"{_heading(field)}: {cell}" for field, cell in more)])


def _heading(field: str) -> str:
    return field.replace("_", " ")
