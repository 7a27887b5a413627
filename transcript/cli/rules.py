"""Which rules hold: `--rules` with a preset's name or a house's file, and options that change single figures of it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from transcript.cli.options import Value
from transcript.cli.refusals import WrongUse, refusals
from transcript.cli.sections import RULES_OF_SUBTITLES, options_of
from transcript.cli.shells import quoted
from transcript.errors import InvalidSetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from click.shell_completion import CompletionItem

    from transcript.spotting import Preset

_SUFFIX = ".toml"
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?", re.ASCII)


def _presets() -> Iterable[str]:
    from transcript.spotting import PRESETS

    return PRESETS


def _rules(text: str) -> str:
    """A preset's name, or a file's as it is given."""
    if text.lower().endswith(_SUFFIX):
        return text
    known = tuple(_presets())
    if text.lower() not in known:
        raise InvalidSetting(
            f"no preset is called {text!r}", f"choose from {', '.join(known)}, or name a file that ends in {_SUFFIX}"
        )
    return text.lower()


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise InvalidSetting(f"{text!r} is no number", "write it such as 17 or 0.5")
    return Decimal(text)


class _Rules(Value[str]):
    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return f"[{'|'.join(_presets())}|FILE{_SUFFIX}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [*super().shell_complete(ctx, param, incomplete), CompletionItem(incomplete, type="file")]


RULES = _Rules("rules", _rules, _presets)
_FIGURE = Value("number", _number)

_OVERRIDES = {
    "max-cps": "Characters a second above which a subtitle is too fast; a higher target is lowered to it.",
    "target-cps": "Characters a second to stay below where the words leave time.",
    "max-wpm": "The same in words a minute; where both are set, both hold.",
    "target-wpm": "The same in words a minute.",
    "line-length": "Characters in a line; full-width ones count two.",
    "lines": "Lines in a subtitle.",
    "min-duration": "Least seconds that a subtitle stands, such as 0.9.",
    "max-duration": "Most seconds that a subtitle stands.",
    "gap": "Least seconds between two subtitles, such as 0.08.",
    "close-gap": "A gap of fewer seconds flickers, and is closed to the least.",
}
override_options = tuple(
    options_of(RULES_OF_SUBTITLES)(f"--{name}", type=_FIGURE, metavar="N", help=f"{help_} Overrides --rules.")
    for name, help_ in _OVERRIDES.items()
)


def overrides(given: Mapping[str, Any]) -> dict[str, Decimal]:
    """The figures among the values of a command's options, by the names of the options."""
    figures = {name: given.get(name.replace("-", "_")) for name in _OVERRIDES}
    return {name: figure for name, figure in figures.items() if figure is not None}


def is_override(parameter: str) -> bool:
    """Whether a parameter of a command is one of the options that change single figures."""
    return parameter.replace("_", "-") in _OVERRIDES


def preset(rules: str, given: Mapping[str, Any]) -> Preset:
    """The rules that hold under the options of a command. What cannot be meant is refused."""
    from transcript.delivery import find_rules, read_rules
    from transcript.spotting.house_rules import overridden

    with refusals():
        found = read_rules(rules) if rules.lower().endswith(_SUFFIX) else find_rules(rules)
    try:
        return overridden(found, overrides(given))
    except InvalidSetting as error:
        raise WrongUse(f"--{error}") from None


def asked_rules() -> str:
    """The options of the running command that say which rules hold, as they were given, to be given to another."""
    given = click.get_current_context().params
    figures = "".join(f" --{name} {figure}" for name, figure in overrides(given).items())
    return f"--rules {quoted(given['rules'])}{figures}"
