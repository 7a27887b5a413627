"""Options under headings in --help, for commands that have many."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import click

FILES = "Files"
PRINTED = "What is printed"
RULES_OF_SUBTITLES = "Rules of the subtitles"
SHOWN = "What the subtitles show"
TIMES = "Times and the film"
READING = "How the script is read"
_OTHERS = "Options"


class SectionedOption(click.Option):
    """An option that stands under a heading. section: the heading."""

    def __init__(self, *args: Any, section: str, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.section = section


class SectionedCommand(click.Command):
    """A command whose --help lists its options under their headings, in the order in which these first come."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                sections.setdefault(getattr(parameter, "section", _OTHERS), []).append(record)
        sections[_OTHERS] = sections.pop(_OTHERS, [])  # below the others, where the eye is when all have run past
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def options_of(section: str) -> Callable[..., Callable[[Callable[..., None]], Callable[..., None]]]:
    """`click.option` for options that stand under a heading."""
    return partial(click.option, cls=SectionedOption, section=section)
