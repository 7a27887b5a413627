"""Options that say what a delivery asks for: shared by the commands that make subtitles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from transcript.cli.refusals import WrongUse
from transcript.cli.rules import RULES, asked_rules, is_override, override_options, overrides, preset
from transcript.cli.sections import FILES, RULES_OF_SUBTITLES, SHOWN, TIMES, options_of

if TYPE_CHECKING:
    from transcript.delivery import Delivery

_shown = options_of(SHOWN)

_SUBTITLES = (
    _shown(
        "--labels",
        type=click.Choice(["never", "change", "always"]),
        help="When a speaker's name stands before the words; by default as is usual in the format.",
    ),
    _shown("--dual", is_flag=True, help="Two speakers in quick exchange may share a subtitle, each with a hyphen."),
    _shown("--sdh", is_flag=True, help="Show sound notes in brackets, for the deaf and hard of hearing."),
    _shown("--titles", is_flag=True, help="Show text that stands on the screen as subtitles."),
)
_FLAGS = ("dual", "sdh", "titles")
_LOOKS = (
    _shown("--italics", is_flag=True, help="Set voice-over in italics where the format has them."),
    _shown("--colours", is_flag=True, help="Give each speaker a colour where the format has them."),
)
_FILES = (
    options_of(TIMES)(
        "--programme-time",
        is_flag=True,
        help="Keep programme time (10:00:02) instead of counting from its start: of each reel its own where they are "
        "split; joined, it runs on from the first reel's start.",
    ),
    options_of(FILES)(
        "--only",
        type=click.Choice(["archive", "shots", "speech"]),
        help="Write only this of the script: the shots that show archive or stills, all shots, or what is said; in "
        "tables and markers.",
    ),
)


def subtitle_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that checks subtitles the options of --rules; it gets a Delivery, or None without --rules."""

    @wraps(command)
    def with_delivery(*args: Any, rules: str | None, **given: Any) -> None:
        if rules is None:
            told = next(iter([*overrides(given), *(name for name in _names(given) if given[name])]), None)
            if told:
                raise WrongUse(f"--{told} counts in the rules of subtitles; name these with --rules")
            delivery = None
        else:
            delivery = _delivery(rules, given)
        command(*args, delivery=delivery, **_others(given))

    rules = options_of(RULES_OF_SUBTITLES)(
        "--rules", type=RULES, help="Also list where the subtitles break these readability rules: a preset or a file."
    )
    return _decorated(with_delivery, (rules, *override_options, *_SUBTITLES))


def delivery_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that writes files the options of subtitles and files; it gets a Delivery."""
    return _delivering(command, (*_SUBTITLES, *_LOOKS, *_FILES))


def viewing_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that shows subtitles the options of these; it gets a Delivery."""
    return _delivering(command, (*_SUBTITLES, *_LOOKS))


def _delivering(
    command: Callable[..., None], options: tuple[Callable[[Callable[..., None]], Callable[..., None]], ...]
) -> Callable[..., None]:
    @wraps(command)
    def with_delivery(*args: Any, rules: str, **given: Any) -> None:
        delivery = _delivery(rules, given)
        command(*args, delivery=delivery, **_others(given))

    rules = options_of(RULES_OF_SUBTITLES)(
        "--rules",
        type=RULES,
        default="netflix",
        show_default=True,
        help="Readability rules of the subtitles: a preset or a house's own file (see transcript check --help).",
    )
    return _decorated(with_delivery, (rules, *override_options, *options))


def asked_options() -> str:
    """What the running command was asked of subtitles, labels apart, as options to be given to another."""
    given = click.get_current_context().params
    return asked_rules() + "".join(f" --{flag}" for flag in _FLAGS if given[flag])


def _decorated(
    command: Callable[..., None], options: tuple[Callable[[Callable[..., None]], Callable[..., None]], ...]
) -> Callable[..., None]:
    for option in reversed(options):
        command = option(command)
    return command


def _delivery(rules: str, given: dict[str, Any]) -> Delivery:
    from transcript.delivery import Delivery

    return Delivery(rules=preset(rules, given), **{name: given[name] for name in _names(given)})


def _others(given: dict[str, Any]) -> dict[str, Any]:
    """The options that were given and are no delivery's."""
    own = _names(given)
    return {name: value for name, value in given.items() if name not in own and not is_override(name)}


def _names(given: dict[str, Any]) -> list[str]:
    """Which of the options that were given are a delivery's."""
    from transcript.delivery import Delivery

    return [field.name for field in fields(Delivery) if field.name in given]
