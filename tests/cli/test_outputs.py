"""Outputs come whole or not at all, and what the system will not do is said in one line."""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.cli.conftest import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Run

TRANSCRIPT = f"{shlex.quote(sys.executable)} -m transcript"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has another shell")


def refusal(command: str, exit_code: int = 1) -> str:
    """What a command in a shell is refused with: one line on standard error."""
    run = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60, text=True)  # noqa: S602
    assert run.returncode == exit_code, run.stderr
    assert run.stderr.startswith("Error: ")
    assert run.stderr.count("\n") == 1
    return run.stderr.removeprefix("Error: ").strip()


@pytest.mark.parametrize(
    "arguments", ["show film.txt", "convert film.txt -o -", "check film.txt --segments", "formats", "schema", "--help"]
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_said_in_one_line(folder: Path, arguments: str) -> None:
    assert "cannot be written (no space left on device)" in refusal(f"{TRANSCRIPT} {arguments} >/dev/full")


@pytest.mark.parametrize("arguments", ["show film.txt", "speakers film.txt", "convert film.txt -o -", "--help"])
def test_a_closed_standard_output_is_said_in_one_line(folder: Path, arguments: str) -> None:
    assert "cannot be written (bad file descriptor)" in refusal(f"{TRANSCRIPT} {arguments} >&-")


def test_a_closed_standard_input_is_said_in_one_line(folder: Path) -> None:
    line = refusal(f"{TRANSCRIPT} convert - <&-")
    assert line.startswith("<stdin>: standard input cannot be read (bad file descriptor)")


def test_closed_streams_that_are_not_needed_are_not_missed(folder: Path) -> None:
    subprocess.run(f"{TRANSCRIPT} convert film.txt <&- >&- 2>&-", shell=True, check=True, timeout=60)  # noqa: S602
    assert "GREAT EASTERN" in (folder / "film.srt").read_text(encoding="utf-8")


def test_a_name_that_is_too_long_is_said_in_one_line(folder: Path) -> None:
    assert refusal(f"{TRANSCRIPT} convert film.txt -o {'b' * 300}.srt").endswith(
        "cannot be written (file name too long)"
    )
    stem = "x" * 244
    (folder / f"{stem}.txt").write_text(SCRIPT, encoding="utf-8")
    arguments = f"convert {stem}.txt --to srt --to vtt-chapters"
    assert refusal(f"{TRANSCRIPT} {arguments}").endswith("cannot be written (file name too long)")
    assert not (folder / f"{stem}.srt").exists()
    assert len(list(folder.iterdir())) == 2


def test_a_long_name_that_is_none_too_long_is_written(run: Run, folder: Path) -> None:
    name = "海" * 80 + ".srt"
    assert run("convert", "film.txt", "-o", name).exit_code == 0
    assert (folder / name).is_file()


@pytest.fixture
def barred(folder: Path) -> Iterator[Callable[[str], str]]:
    """What a user who may not look into the folder secret/, nor into locked files, is refused with."""
    (folder / "secret").mkdir()
    (folder / "secret/film.txt").write_text(SCRIPT, encoding="utf-8")
    (folder / "secret/cast.toml").write_text('[cast]\nA = ["B"]\n', encoding="utf-8")
    for name in ("locked.txt", "locked.toml", "locked.json", "kept.srt"):
        (folder / name).write_text(SCRIPT, encoding="utf-8")
        (folder / name).chmod(0)
    (folder / "secret").chmod(0)
    lowered = ""
    if os.geteuid() == 0:  # whom no mode stops, unless these rights are taken away
        lowered = "setpriv --bounding-set=-dac_override,-dac_read_search "
        if subprocess.run(f"{lowered} true", shell=True, capture_output=True, check=False).returncode:  # noqa: S602
            pytest.skip("root cannot be kept out of a folder here: there is no setpriv, or it may not")
    yield lambda command: refusal(f"{lowered}{TRANSCRIPT} {command}")
    (folder / "secret").chmod(0o700)


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("convert secret/film.txt", "secret/film.txt: the file cannot be read (permission denied)"),
        ("convert secret/film.txt --reels split", "secret/film.txt: the file cannot be read (permission denied)"),
        ("show secret/film.txt", "secret/film.txt: the file cannot be read (permission denied)"),
        ("convert locked.txt", "locked.txt: the file cannot be read (permission denied)"),
        ("convert locked.json", "locked.json: the file cannot be read (permission denied)"),
        ("convert secret/film.json", "secret/film.json: the file cannot be read (permission denied)"),
        ("convert film.txt -o secret/film.srt", "secret/film.srt cannot be written (permission denied)"),
        ("convert film.txt --out-dir secret", "secret/film.srt cannot be written (permission denied)"),
        ("convert film.txt --out-dir secret/deep", "secret/deep/film.srt cannot be written (permission denied)"),
        ("convert film.txt -o kept.srt", "kept.srt exists and is kept"),
        ("show film.txt --cast locked.toml", "locked.toml: the cast file cannot be read (Permission denied)"),
        ("show film.txt --cast secret/cast.toml", "secret/cast.toml: the cast file cannot be read (Permission denied)"),
        ("show film.txt --corrections locked.toml", "locked.toml: the corrections file cannot be read"),
    ],
)
def test_what_may_not_be_read_or_written_is_said_in_one_line(
    barred: Callable[[str], str], command: str, found: str
) -> None:
    assert barred(command).startswith(found)


@pytest.mark.parametrize("also", [[], ["--force"]])
def test_a_folder_in_the_place_of_an_output_leaves_the_others_unwritten(
    run: Run, folder: Path, also: list[str]
) -> None:
    (folder / "film.vtt").mkdir()
    result = run("convert", "film.txt", "--to", "srt", "--to", "vtt", *also)
    assert result.exit_code == 1
    assert result.stderr == "Error: film.vtt is a folder; -o or --out-dir writes elsewhere\n"
    assert sorted(path.name for path in folder.iterdir()) == ["film.txt", "film.vtt"]


@pytest.mark.parametrize(
    ("command", "elsewhere"),
    [("convert", "-o or --out-dir writes elsewhere"), ("view", "-o writes elsewhere")],
)
def test_a_disk_that_is_only_read_is_said_with_what_to_do(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, elsewhere: str
) -> None:
    def read_only(self: Path, *_: object, **__: object) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    for changing in ("write_bytes", "unlink", "mkdir"):
        monkeypatch.setattr(Path, changing, read_only)
    result = run(command, "film.txt")
    end = "srt" if command == "convert" else "html"
    assert result.exit_code == 1
    assert result.stderr == f"Error: film.{end} cannot be written (read-only file system); {elsewhere}\n"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("convert film.txt", "stopped before it was done"),
        ("show film.txt", "stopped before it was done"),
        ("convert film.txt second.txt --to json", "stopped: 0 of 2 scripts are done"),
    ],
)
def test_ctrl_c_is_said_in_one_line(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    def stop(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    (folder / "second.txt").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr("transcript.readers.read", stop)
    result = run(*command.split())
    assert (result.exit_code, result.stderr) == (1, f"Error: {said}\n")


def test_nothing_gets_its_name_before_all_is_written(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Path.write_bytes

    def full_at_the_second(self: Path, data: bytes) -> int:
        if "film.vtt" in self.name:
            raise OSError(28, "No space left on device")
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", full_at_the_second)
    result = run("convert", "film.txt", "--to", "srt", "--to", "vtt")
    assert result.stderr == "Error: film.vtt cannot be written (no space left on device)\n"
    assert [path.name for path in folder.iterdir()] == ["film.txt"]
