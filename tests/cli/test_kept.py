"""A JSON that transcript wrote is a script like any other: it is read as it is."""

from __future__ import annotations

import json
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


def test_it_makes_the_subtitles_that_its_script_makes(run: Run, folder: Path) -> None:
    again = run("convert", "film.json", "--to", "srt", "--to", "vtt", "--out-dir", "again")
    assert again.exit_code == 0
    assert again.stderr.startswith("film.json -> again/film.srt, again/film.vtt: columns, utf-8, programme start 10:00")
    run("convert", "film.txt", "--to", "srt", "--to", "vtt")
    for name in ("film.srt", "film.vtt"):
        assert (folder / "again" / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("command", [["show"], ["speakers"], ["check"], ["check", "--rules", "netflix"]])
def test_every_command_says_of_it_what_it_says_of_its_script(run: Run, command: list[str]) -> None:
    # Problems stand in the lines of the script, which are none of the JSON's.
    assert run(*command, "film.json").stdout == run(*command, "film.txt").stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--layout columns", "--layout"),
        ("--encoding cp1252 --fps 25", "--encoding"),
        ("--start 10:00:00", "--start"),
        ("--text 2 --language en", "--text, --language"),
        ("--alias A=B", "--alias and --cast"),
    ],
)
def test_how_to_read_a_script_cannot_be_said_of_it(run: Run, options: str, told: str) -> None:
    result = run("convert", "film.json", *options.split())
    assert result.exit_code == 2
    assert result.stderr == f"Error: film.json: a transcript in JSON is read as it is; leave {told} out\n"


def test_it_has_kept_every_stretch_of_the_script(run: Run) -> None:
    assert run("check", "film.json", "--segments").stdout == run("check", "film.txt", "--segments").stdout != ""


def test_one_that_was_written_without_them_says_so(run: Run, folder: Path) -> None:
    kept = json.loads((folder / "film.json").read_text(encoding="utf-8"))
    del kept["segments"]
    (folder / "old.json").write_text(json.dumps(kept), encoding="utf-8")
    result = run("check", "old.json", "--segments")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: old.json: the JSON holds no segments, as none did once; write it again from film.txt\n"
    )
    assert run("convert", "old.json", "--to", "srt").exit_code == 0


def test_corrections_are_for_scripts(run: Run) -> None:
    result = run("check", "film.json", "--corrections-template")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: film.json: a transcript in JSON is read as it is; --corrections-template is for scripts\n"
    )


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_it_is_known_on_standard_input(run: Run, folder: Path, bom: bytes) -> None:
    content = bom + (folder / "film.json").read_bytes()
    for form in ("srt", "json", "csv"):
        made = run("convert", "-", "--to", form, stdin=content)
        assert made.exit_code == 0
        assert made.stdout_bytes == run("convert", "film.txt", "--to", form, "-o", "-").stdout_bytes
    checked = run("check", "-", stdin=content)
    assert checked.stdout == run("check", "film.txt").stdout
    assert run("check", "-", "--segments", stdin=content).stdout == run("check", "film.txt", "--segments").stdout


def test_what_cannot_be_said_of_it_on_standard_input(run: Run, folder: Path) -> None:
    result = run("convert", "-", "--layout", "columns", stdin=(folder / "film.json").read_bytes())
    assert result.exit_code == 2
    assert result.stderr == "Error: <stdin>: a transcript in JSON is read as it is; leave --layout out\n"


def test_other_json_on_standard_input_is_refused(run: Run) -> None:
    result = run("convert", "-", stdin='{"text": "Hello."}')
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: <stdin>: JSON that is not in the format transcript/1: no format is named")


@pytest.mark.parametrize("content", ["", "[1]", '{"format": "whisper"}', '{"format": "transcript/1"}', "NARRATOR\n"])
def test_other_json_is_refused_in_one_line(run: Run, folder: Path, content: str) -> None:
    (folder / "other.json").write_text(content, encoding="utf-8")
    result = run("convert", "other.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: other.json: ")
    assert result.stderr.count("\n") == 1
