"""A JSON that transcript wrote is a script like any other: it is read as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def kept(run: Run, folder: Path) -> None:
    """film.json, made of a script with a slip on line 3."""
    script = (folder / "film.txt").read_text(encoding="utf-8")
    (folder / "film.txt").write_text(script.replace("10.00.09", "10.09.09"), encoding="utf-8")
    assert run("convert", "film.txt", "--to", "json").exit_code == 0


def words(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if "-->" not in line]


def test_it_makes_the_subtitles_that_its_script_makes(run: Run, folder: Path) -> None:
    again = run("convert", "film.json", "--to", "srt", "--to", "vtt", "--out-dir", "again")
    assert again.exit_code == 0
    assert again.stderr.startswith("film.json -> again/film.srt, again/film.vtt: columns, utf-8, programme start 10:00")
    run("convert", "film.txt", "--to", "srt", "--to", "vtt")
    # Where a row ends says something about times, and the JSON holds no rows: they may differ a little, words do not.
    for name in ("film.srt", "film.vtt"):
        assert words(folder / "again" / name) == words(folder / name)


@pytest.mark.parametrize("command", [["show"], ["speakers"], ["check"], ["check", "--rules", "netflix"]])
def test_every_command_says_of_it_what_it_says_of_its_script(run: Run, command: list[str]) -> None:
    # Problems stand in the lines of the script, which are none of the JSON's.
    assert run(*command, "film.json").stdout == run(*command, "film.txt").stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--layout columns", "--layout"),
        ("--encoding cp1252 --fps 25", "--encoding, --fps"),
        ("--start 10:00:00", "--start"),
        ("--text 2 --language en", "--text, --language"),
        ("--alias A=B", "--alias and --cast"),
    ],
)
def test_how_to_read_a_script_cannot_be_said_of_it(run: Run, options: str, told: str) -> None:
    result = run("convert", "film.json", *options.split())
    assert result.exit_code == 2
    assert result.stderr == f"Error: film.json: a transcript in JSON is read as it is; leave {told} out\n"


@pytest.mark.parametrize("option", ["--segments", "--corrections-template"])
def test_it_holds_no_segments(run: Run, option: str) -> None:
    result = run("check", "film.json", option)
    assert result.exit_code == 2
    assert result.stderr.startswith(
        f"Error: film.json: a transcript in JSON holds no segments; {option} is for scripts"
    )
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("content", ["", "[1]", '{"format": "whisper"}', '{"format": "transcript/1"}', "NARRATOR\n"])
def test_other_json_is_refused_in_one_line(run: Run, folder: Path, content: str) -> None:
    (folder / "other.json").write_text(content, encoding="utf-8")
    result = run("convert", "other.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: other.json: ")
    assert result.stderr.count("\n") == 1
