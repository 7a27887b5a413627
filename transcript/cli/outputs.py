"""Where outputs go, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from transcript.cli.refusals import Refused, WrongUse
from transcript.cli.reports import count
from transcript.cli.scripts import STDIN, named
from transcript.file_names import stem_of

STDOUT = "-"
_ELSEWHERE = "-o or --out-dir writes elsewhere"
# What a system says where nothing may be written into a folder.
_BARRED = (errno.EROFS, errno.EACCES, errno.EPERM)


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write; path is None for standard output."""

    format: str
    path: Path | None

    def __str__(self) -> str:
        return "<stdout>" if self.path is None else str(self.path)


@dataclass(frozen=True, slots=True)
class Destination:
    """What the options say about outputs: -o, --to and --out-dir."""

    file: str | None
    formats: tuple[str, ...]
    folder: Path | None


def refuse_unclear(destination: Destination) -> None:
    """Refuse options that do not agree with each other, or with what stands there."""
    if destination.file is not None and destination.folder is not None:
        raise WrongUse("-o names a file and --out-dir a folder; give one of them")
    if destination.file not in (None, STDOUT) and _is_folder(Path(destination.file)):
        raise WrongUse(f"{destination.file} is a folder; write into it with --out-dir {destination.file}")
    if destination.folder is not None:
        standing = next((place for place in (destination.folder, *destination.folder.parents) if _mode(place)), None)
        if standing is not None and not _is_folder(standing):
            raise WrongUse(f"{standing} is a file, not a folder; name another with --out-dir")


def plan(scripts: Sequence[str], destination: Destination) -> dict[str, tuple[Output, ...]]:
    """The outputs of each script. What would write two things to one place, or over a script, is wrong use."""
    names = formats(destination)
    if destination.file is not None and len(scripts) * len(names) > 1:
        asked = f"{count(len(scripts), 'script')} in {count(len(names), 'format')}"
        raise WrongUse(f"-o names one file for {asked}; --out-dir names a folder for them")
    planned: dict[str, tuple[Output, ...]] = {}
    for script in scripts:
        if script in planned:
            raise WrongUse(f"{named(script)} is given twice; give it once")
        planned[script] = tuple(Output(name, _path(script, name, destination)) for name in names)
    refuse_collisions(planned)
    return planned


def formats(destination: Destination) -> tuple[str, ...]:
    """The names of the formats to write, none twice."""
    from transcript.exporters import FORMATS, format_of_file

    if destination.formats:
        return tuple(dict.fromkeys(destination.formats))
    if destination.file is None or destination.file == STDOUT:
        return ("srt",)
    wanted = format_of_file(Path(destination.file).name)
    if wanted is None:
        suffixes = ", ".join(known.suffix for known in FORMATS.values())
        raise WrongUse(f"{destination.file} does not say its format; end it in one of {suffixes}, or give --to")
    return (wanted.name,)


def _path(script: str, format_name: str, destination: Destination) -> Path | None:
    from transcript.exporters import FORMATS

    if destination.file is not None:
        return None if destination.file == STDOUT else file_of(destination.file)
    if script == STDIN:
        if destination.folder is not None:
            raise WrongUse("standard input has no name to give to outputs; name one with -o")
        return None
    folder = Path(script).parent if destination.folder is None else destination.folder
    return folder / (stem_of(Path(script).name) + FORMATS[format_name].suffix)


def file_of(name: str) -> Path:
    """The path that -o names, in a folder that is there."""
    path = Path(name)
    if not _is_folder(path.parent):
        raise WrongUse(f"{name}: there is no folder {path.parent}; make it first")
    return path


def _mode(path: Path) -> int:
    """What stands at a path, as in stat.st_mode; 0 for nothing, or for what may not be looked at."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path))


def of_reel(number: int, output: Output) -> Output:
    """The output of one reel: its number stands before the suffix."""
    return replace(output, path=output.path and _numbered(output, output.path, number))


def _numbered(output: Output, path: Path, number: int) -> Path:
    from transcript.exporters import FORMATS

    suffix = FORMATS[output.format].suffix
    if not path.name.lower().endswith(suffix):
        suffix = path.suffix
    stem, suffix = path.name[: len(path.name) - len(suffix)], path.name[len(path.name) - len(suffix) :]
    return path.with_name(f"{stem}.reel{number}{suffix}")


def refuse_stdout(planned: Mapping[str, Sequence[Output]]) -> None:
    """Refuse standard output where there may be several files to write."""
    if any(output.path is None for outputs in planned.values() for output in outputs):
        raise WrongUse("--reels split writes a file for each reel; name them with -o FILE or --out-dir")


def refuse_collisions(planned: Mapping[str, Sequence[Output]]) -> None:
    """Refuse what would write two things to one place, or over a script."""
    sources = {_identity(Path(script)): script for script in planned if script != STDIN}
    taken: dict[object, str] = {}
    for script, outputs in planned.items():
        for output in outputs:
            place = STDOUT if output.path is None else _identity(output.path)
            if place in sources:
                raise WrongUse(f"{output} is the script itself; name another file with -o, or a folder with --out-dir")
            if place in taken:
                what = named(script) if taken[place] != script else f"two formats of {named(script)}"
                also = f" and {named(taken[place])}" if taken[place] != script else ""
                raise WrongUse(f"{what}{also} would both be written to {output}; run transcript once for each")
            taken[place] = script


def _identity(path: Path) -> object:
    """The same for two paths that lead to one file."""
    try:
        status = path.stat()
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return status.st_dev, status.st_ino


def refuse_existing(outputs: Sequence[Output], *, force: bool, elsewhere: str = _ELSEWHERE) -> None:
    """Refuse where an output stands already, for it may have been corrected by hand, or a folder does.

    elsewhere: what to do to write to another place.
    """
    paths = [output.path for output in outputs if output.path is not None]
    folders = [str(path) for path in paths if _is_folder(path)]
    if folders:
        verb = "is a folder" if len(folders) == 1 else "are folders"
        raise Refused(f"{', '.join(folders)} {verb}; {elsewhere}")
    standing = [str(path) for path in paths if stat.S_ISREG(_mode(path))]
    if standing and not force:
        verb = "exists and is" if len(standing) == 1 else "exist and are"
        raise Refused(f"{', '.join(standing)} {verb} kept; --force overwrites, {elsewhere}")


class _Prepared(NamedTuple):
    """An output that is ready to get its name. temporary: None for what is no file, such as /dev/null."""

    output: Output
    place: Path
    temporary: Path | None
    content: bytes


def write(contents: Sequence[tuple[Output, bytes]], *, elsewhere: str = _ELSEWHERE) -> None:
    """Write outputs whole: all of them to temporary files beside their places, which are then given their names.

    elsewhere: what to do to write to another place, where nothing may be written to this one.
    """
    prepared: list[_Prepared] = []
    try:
        for output, content in contents:
            if output.path is not None:
                with _writing(output, elsewhere):
                    output.path.parent.mkdir(parents=True, exist_ok=True)
                    prepared.append(_prepared(output, Path(os.path.realpath(output.path)), content))
                    _fill(prepared[-1])
        for one in prepared:
            with _writing(one.output, elsewhere):
                if one.temporary is None:
                    one.place.write_bytes(one.content)
                else:
                    one.temporary.replace(one.place)
    finally:
        for one in prepared:
            if one.temporary is not None:
                with suppress(OSError):  # what could not be made there need not go
                    one.temporary.unlink()
    for output, content in contents:
        if output.path is None:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()


@contextmanager
def _writing(output: Output, elsewhere: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        advice = f"; {elsewhere}" if error.errno in _BARRED else ""
        raise Refused(f"{output} cannot be written ({(error.strerror or str(error)).lower()}){advice}") from None


def _prepared(output: Output, place: Path, content: bytes) -> _Prepared:
    try:
        plain = stat.S_ISREG(place.stat().st_mode)
    except FileNotFoundError:
        plain = True
    # Cut, for a name of the greatest length has no room for more.
    temporary = place.with_name(f".{place.name[:40]}.{os.urandom(4).hex()}.tmp") if plain else None
    return _Prepared(output, place, temporary, content)


def _fill(one: _Prepared) -> None:
    if one.temporary is None:
        return
    one.temporary.write_bytes(one.content)
    mode = _mode(one.place)
    if mode:
        one.temporary.chmod(stat.S_IMODE(mode))
