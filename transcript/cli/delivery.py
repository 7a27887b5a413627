"""Options that say what a delivery asks for: shared by the commands that make subtitles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from transcript.cli.options import RULES
from transcript.cli.refusals import WrongUse

if TYPE_CHECKING:
    from transcript.delivery import Delivery

_SUBTITLES = (
    click.option(
        "--labels",
        type=click.Choice(["never", "change", "always"]),
        help="When a speaker's name stands before the words; by default as is usual in the format.",
    ),
    click.option(
        "--dual", is_flag=True, help="Two speakers in quick exchange may share a subtitle, each with a hyphen."
    ),
    click.option("--sdh", is_flag=True, help="Show sound notes in brackets, for the deaf and hard of hearing."),
    click.option("--titles", is_flag=True, help="Show text that stands on the screen as subtitles."),
)
_FILES = (
    click.option("--italics", is_flag=True, help="Set voice-over in italics where the format has them."),
    click.option("--colours", is_flag=True, help="Give each speaker a colour where the format has them."),
    click.option(
        "--programme-time",
        is_flag=True,
        help="Keep programme time (10:00:02) instead of counting from its start: of each reel its own where they are "
        "split; joined, it runs on from the first reel's start.",
    ),
)


def subtitle_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that checks subtitles the options of --rules; it gets a Delivery, or None without --rules."""

    @wraps(command)
    def with_delivery(*args: Any, rules: str | None, **given: Any) -> None:
        if rules is None:
            told = next((name for name in _names(given) if given[name]), None)
            if told:
                raise WrongUse(f"--{told} counts in the rules of subtitles; name these with --rules")
            delivery = None
        else:
            delivery = _delivery(rules, given)
        command(*args, delivery=delivery, **{name: value for name, value in given.items() if name not in _names(given)})

    rules = click.option("--rules", type=RULES, help="Also list where the subtitles break these readability rules.")
    return _decorated(with_delivery, (rules, *_SUBTITLES))


def delivery_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that writes files the options of subtitles and files; it gets a Delivery."""

    @wraps(command)
    def with_delivery(*args: Any, rules: str, **given: Any) -> None:
        delivery = _delivery(rules, given)
        command(*args, delivery=delivery, **{name: value for name, value in given.items() if name not in _names(given)})

    rules = click.option(
        "--rules", type=RULES, default="netflix", show_default=True, help="Readability rules of the subtitles."
    )
    return _decorated(with_delivery, (rules, *_SUBTITLES, *_FILES))


def _decorated(
    command: Callable[..., None], options: tuple[Callable[[Callable[..., None]], Callable[..., None]], ...]
) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


def _delivery(rules: str, given: dict[str, Any]) -> Delivery:
    from transcript.delivery import Delivery, find_rules

    return Delivery(rules=find_rules(rules), **{name: given[name] for name in _names(given)})


def _names(given: dict[str, Any]) -> list[str]:
    """Which of the options that were given are a delivery's."""
    from transcript.delivery import Delivery

    return [field.name for field in fields(Delivery) if field.name in given]
