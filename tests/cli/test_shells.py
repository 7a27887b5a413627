"""Names of files as they are printed, and as a shell takes them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import program
from transcript.cli.shells import file_argument

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NAME = "esc\x1b[31mred\x9b.txt"

pytestmark = pytest.mark.skipif("os.name == 'nt'", reason="Windows has no such names")


@pytest.mark.parametrize("command", ["convert", "check", "show", "speakers", "stats", "view", "diff film.txt"])
def test_the_name_of_a_file_commands_no_terminal(run: Run, folder: Path, command: str) -> None:
    (folder / NAME).write_bytes((folder / "film.txt").read_bytes().replace(b"10.00.09", b"10.09.09"))
    made = [run(*command.split(), NAME) for _ in range(2)]  # what was written is then refused
    printed = "".join(one.stdout + one.stderr for one in made)
    assert r"esc\x1b[31mred\x9b.txt" in printed
    assert "\x9b" not in printed


def test_problems_are_named_with_the_file_that_has_them(run: Run, folder: Path) -> None:
    (folder / NAME).write_bytes((folder / "film.txt").read_bytes().replace(b"10.00.09", b"10.09.09"))
    assert run("check", NAME).stdout.startswith("esc\\x1b[31mred\\x9b.txt:3: warning timecode-out-of-order")


@pytest.mark.parametrize("name", [NAME, "it's\n\x9b\\033.txt", "-lead.txt", "Part 1 & 2.txt", "film.txt"])
def test_a_command_names_the_file_that_is_there(folder: Path, name: str) -> None:
    typed = f"cat {file_argument(name)}"
    assert typed.isprintable()
    (folder / name).write_text(name, encoding="utf-8")
    read = subprocess.run([program("bash"), "-c", typed], capture_output=True, check=True, cwd=folder)
    assert read.stdout.decode() == name
