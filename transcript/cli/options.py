"""Options that several commands share, and the types of their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

import click

from transcript.cli.cast import merged, read_alias, read_cast
from transcript.cli.corrections import read_corrections
from transcript.cli.refusals import WrongUse, refusals
from transcript.cli.reports import say
from transcript.cli.scripts import is_stranger
from transcript.cli.sections import READING, options_of
from transcript.cli.shells import quoted
from transcript.errors import InvalidSetting, TranscriptError
from transcript.reading import Reading

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from transcript.readers import Limits
    from transcript.timecode import FrameRate, Timecode

T = TypeVar("T")
P = ParamSpec("P")


class Value(click.ParamType[T], Generic[T]):
    """A value read by one of the package's own functions, whose TranscriptError becomes a usage error.

    names: the values there are, where they are few; they are completed by the shell and shown by --help, and looked
    up only then, so that a command does not import the registry of what it is not asked for.
    """

    def __init__(self, name: str, read: Callable[[str], T], names: Callable[[], Iterable[str]] | None = None) -> None:
        self.name = name
        self._read = read
        self._names = names

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> T:
        try:
            return self._read(value)
        except TranscriptError as error:
            self.fail(str(error), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        return None if self._names is None else f"[{'|'.join(self._names())}]"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        names = self._names() if self._names is not None else ()
        return [CompletionItem(name) for name in names if name.startswith(incomplete.lower())]


class NamedPath(click.Path):
    """A path that is named at all. Whether it may be read shows when it is: click would say it as wrong use."""

    def __init__(self, *, allow_dash: bool = False, path_type: type[Path] | None = None) -> None:
        super().__init__(readable=False, allow_dash=allow_dash, path_type=path_type)

    def convert(
        self, value: str | PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | PathLike[str]:
        if not fspath(value):
            self.fail("an empty name names nothing", param, ctx)
        return super().convert(value, param, ctx)


def _timecode(text: str) -> Timecode:
    from transcript.timecode import Timecode

    return Timecode.parse(text)


def _frame_rate(text: str) -> FrameRate:
    from transcript.timecode import FrameRate

    return FrameRate.parse(text)


def _encoding(text: str) -> str:
    from transcript.encoding import encoding_name

    return encoding_name(text)


def _language(text: str) -> str:
    from transcript.language import language_tag

    return language_tag(text)


def _limit(text: str) -> tuple[str, int]:
    from transcript.readers.limits import read_limit

    return read_limit(text)


def _layouts() -> Iterable[str]:
    from transcript.parser import LAYOUTS

    return LAYOUTS


def _formats() -> Iterable[str]:
    from transcript.exporters import FORMATS

    return FORMATS


def _format(text: str) -> str:
    from transcript.exporters import find_format

    return find_format(text).name


def _one_of(what: str, names: Callable[[], Iterable[str]]) -> Callable[[str], str]:
    def read(text: str) -> str:
        known = tuple(names())
        if text.lower() not in known:
            raise InvalidSetting(f"no {what} is called {text!r}", f"choose from {', '.join(known)}")
        return text.lower()

    return read


FORMAT = Value("format", _format, _formats)
LAYOUT = Value("layout", _one_of("layout", _layouts), _layouts)
TIMECODE = Value("timecode", _timecode)
FRAME_RATE = Value("rate", _frame_rate)
ENCODING = Value("encoding", _encoding)
LANGUAGE = Value("language", _language)
ALIAS = Value("alias", read_alias)
LIMIT = Value("limit", _limit)
SCRIPT = NamedPath(allow_dash=True)

scripts_argument = click.argument("scripts", metavar="SCRIPT...", nargs=-1, required=True, type=SCRIPT)
script_argument = click.argument("script", type=SCRIPT)

_Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def limit_option(option: Callable[..., _Decorator]) -> _Decorator:
    """The option `limit`, pairs of names and values, which `limits` takes. option: what options are made by."""
    return option(
        "--limit",
        type=LIMIT,
        metavar="NAME=VALUE",
        multiple=True,
        help="Read a document that is refused for its size all the same, such as unpacked=1GB; repeatable.",
    )


def limits(told: tuple[tuple[str, int], ...]) -> Limits | None:
    """How much a document may hold; None where nothing is told of it."""
    from transcript.readers.limits import with_limits

    return with_limits(told) if told else None


_LONGEST_LANGUAGE = 3  # letters

_reading = options_of(READING)
_READING = (
    _reading("--encoding", type=ENCODING, metavar="E", help="Encoding of the text, such as cp1252; found by default."),
    _reading("--layout", type=LAYOUT, help="Layout of the script; found by default."),
    _reading(
        "--text",
        metavar="COLUMN",
        help="Name or number of the column to take the text from, where a table has several, such as a translation.",
    ),
    _reading(
        "--language",
        type=LANGUAGE,
        metavar="TAG",
        help="Language of the speech, such as en or pt-BR (BCP 47); guessed by default, where there is enough of it.",
    ),
    _reading("--start", type=TIMECODE, metavar="TC", help="Programme start, such as 10:00:00; found by default."),
    _reading(
        "--fps",
        type=FRAME_RATE,
        metavar="RATE",
        help="Frame rate of the film, where its timecodes or a format count frames: 25, 29.97df, …",
    ),
    _reading(
        "--alias", type=ALIAS, metavar="A=B", multiple=True, help="A is another spelling of the speaker B; repeatable."
    ),
    _reading(
        "--cast",
        type=NamedPath(path_type=Path),
        metavar="FILE.toml",
        help='Spellings of speakers: a table [cast] of lines NAME = ["SPELLING", "SPELLING"].',
    ),
    _reading(
        "--corrections",
        type=NamedPath(path_type=Path),
        metavar="FILE.toml",
        help="What holds over any guess, by line; transcript check --corrections-template writes one.",
    ),
    limit_option(_reading),
)


def asked_reading() -> str:
    """How the running command was told to read, as options to be given to another."""
    told = []
    for name in ("encoding", "layout", "text", "language", "start", "fps", "cast", "corrections"):
        value = click.get_current_context().params.get(name)
        if value is not None:
            told.append(f"--{name} {quoted(str(value))} ")
    aliases = click.get_current_context().params.get("alias", ())
    told += [f"--alias {quoted('='.join(alias))} " for alias in aliases]
    bounds = click.get_current_context().params.get("limit", ())
    told += [f"--limit {name.replace('_', '-')}={value} " for name, value in bounds]
    return "".join(told)


def _is_no_language(tag: str) -> bool:
    """Whether no language is registered under a tag: those of more than three letters never were (RFC 5646, 2.2.1)."""
    return len(tag.partition("-")[0]) > _LONGEST_LANGUAGE


def reading_options(command: Callable[Concatenate[Reading, P], None]) -> Callable[..., None]:
    """Give a command the options that say how to read a script; it gets them as one Reading, its first argument."""

    @wraps(command)
    def with_reading(
        encoding: str | None,
        layout: str | None,
        text: str | None,
        language: str | None,
        start: Timecode | None,
        fps: FrameRate | None,
        alias: tuple[tuple[str, str], ...],
        cast: Path | None,
        corrections: Path | None,
        limit: tuple[tuple[str, int], ...],
        *args: P.args,
        **others: P.kwargs,
    ) -> None:
        with refusals():
            spellings = read_cast(cast) if cast else ()
            corrected = read_corrections(corrections) if corrections else ()
        try:
            aliases = merged([*alias, *spellings])
        except InvalidSetting as error:
            raise WrongUse(str(error)) from None
        told = Reading(encoding, layout, text, language, start, fps, aliases, corrected, limits(limit))
        if language is not None and _is_no_language(language):
            say(f"--language {language}: no language has such a tag; one is such as en, pt-BR or tlh (BCP 47)")
        try:
            command(told, *args, **others)
        finally:
            for spelling, name in alias:
                if is_stranger(spelling):
                    say(f"--alias {spelling}={name}: nobody is called {spelling}; transcript speakers lists who speaks")

    decorated: Callable[..., None] = with_reading
    for option in reversed(_READING):
        decorated = option(decorated)
    return decorated
