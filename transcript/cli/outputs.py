"""Where outputs go, and writing them whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transcript.cli.refusals import Refused, WrongUse
from transcript.cli.scripts import STDIN, count, shown

STDOUT = "-"


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


def plan(scripts: Sequence[str], destination: Destination) -> dict[str, tuple[Output, ...]]:
    """The outputs of each script. What would write two things to one place, or over a script, is wrong use."""
    formats = _formats(destination)
    if destination.file is not None and destination.folder is not None:
        raise WrongUse("-o names a file and --out-dir a folder; give one of them")
    if destination.folder is not None and destination.folder.exists() and not destination.folder.is_dir():
        raise WrongUse(f"{destination.folder} is a file, not a folder; name another with --out-dir")
    if destination.file is not None and len(scripts) * len(formats) > 1:
        asked = f"{count(len(scripts), 'script')} in {count(len(formats), 'format')}"
        raise WrongUse(f"-o names one file for {asked}; --out-dir names a folder for them")
    planned: dict[str, tuple[Output, ...]] = {}
    for script in scripts:
        if script in planned:
            raise WrongUse(f"{shown(script)} is given twice; give it once")
        planned[script] = tuple(Output(name, _path(script, name, destination)) for name in formats)
    refuse_collisions(planned)
    return planned


def _formats(destination: Destination) -> tuple[str, ...]:
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
        return None if destination.file == STDOUT else _file(destination.file)
    if script == STDIN:
        if destination.folder is not None:
            raise WrongUse("standard input has no name to give to outputs; name one with -o")
        return None
    # A suffix is short and has no spaces: `film.txt` is film, `Part 1. Dawn` stays whole.
    stem = re.sub(r"(?<=.)\.[A-Za-z]\w{0,7}$", "", Path(script).name)
    folder = Path(script).parent if destination.folder is None else destination.folder
    return folder / (stem + FORMATS[format_name].suffix)


def _file(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        raise WrongUse(f"{name} is a folder; write into it with --out-dir {name}")
    if not path.parent.is_dir():
        raise WrongUse(f"{name}: there is no folder {path.parent}; make it first")
    return path


def of_reel(number: int, outputs: Sequence[Output]) -> tuple[Output, ...]:
    """The outputs of one reel: its number stands before the suffix of each."""
    return tuple(replace(output, path=output.path and _numbered(output, output.path, number)) for output in outputs)


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
                what = shown(script) if taken[place] != script else f"two formats of {shown(script)}"
                also = f" and {shown(taken[place])}" if taken[place] != script else ""
                raise WrongUse(f"{what}{also} would both be written to {output}; run transcript once for each")
            taken[place] = script


def _identity(path: Path) -> object:
    """The same for two paths that lead to one file."""
    try:
        status = path.stat()
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return status.st_dev, status.st_ino


def refuse_existing(outputs: Sequence[Output]) -> None:
    """Refuse where an output stands already: it may have been corrected by hand."""
    standing = [str(output) for output in outputs if output.path is not None and output.path.is_file()]
    if standing:
        verb = "exists and is" if len(standing) == 1 else "exist and are"
        raise Refused(f"{', '.join(standing)} {verb} kept; --force overwrites, -o or --out-dir writes elsewhere")


def write(output: Output, content: bytes) -> None:
    """Write an output whole: to a temporary file beside it, which is then given its name."""
    if output.path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.path.parent.mkdir(parents=True, exist_ok=True)
        _write_file(Path(os.path.realpath(output.path)), content)
    except OSError as error:
        raise Refused(f"{output} cannot be written ({(error.strerror or str(error)).lower()})") from None


def _write_file(path: Path, content: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        path.write_bytes(content)  # a device or a pipe, such as /dev/null
        return
    temporary = path.with_name(f".{path.name[:100]}.{os.urandom(4).hex()}.tmp")
    try:
        temporary.write_bytes(content)
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
