"""Consoles, pipes and file names as other systems have them."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import transcript.cli
from transcript.cli import shells
from transcript.cli.shells import as_text, quoted

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "atlantic-cable.txt"
COMMANDS = [
    "show film.txt",
    "check film.txt",
    "check film.txt --rules bbc --csv",
    "check film.txt --segments",
    "stats film.txt",
    "speakers film.txt",
    "search “Nobody” film.txt",
    "formats",
    "schema",
    "diff film.txt film.txt",
    "convert film.txt --to vtt -o -",
    "convert nö.txt",
    "konvért",
]
CONSOLES = [
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


def run(code: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
        env={**os.environ, **env},
    )


MAIN = "from transcript.cli import main; main()"
WINDOWS = """
import io, sys
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="cp1252", newline="\\r\\n")
"""


@pytest.fixture
def film(folder: Path) -> Path:
    """A script with characters that no small encoding has."""
    script = (folder / "film.txt").read_text(encoding="utf-8").replace("Nobody", "“Nobody” said Коро́лев 🎬")
    (folder / "film.txt").write_text(script, encoding="utf-8")
    return folder / "film.txt"


@pytest.mark.parametrize("console", CONSOLES, ids=["cp1252", "ascii", "C"])
def test_what_is_said_is_utf_8_on_any_console(film: Path, console: dict[str, str]) -> None:
    # One process for all commands: each runs as it would alone, with the streams that main has set up.
    code = f"""
import os, sys
from transcript.cli import main
for line in {COMMANDS!a}:
    sys.argv[1:] = [os.fsdecode(word.encode()) for word in line.split()]
    try:
        main()
    except SystemExit as ended:
        print(line, "->", ended.code)
"""
    ran = run(code, **console)
    told = ran.stdout.decode("utf-8")
    assert b"Traceback" not in ran.stderr
    assert [int(line.rpartition(" ")[2]) for line in told.splitlines() if " -> " in line] == [0] * 11 + [2, 2]
    assert told.count("Коро́лев 🎬") >= 4
    assert "nö.txt: there is no such file" in ran.stderr.decode("utf-8")
    assert "there is no command 'konv" in ran.stderr.decode("utf-8")


def test_text_has_the_line_ends_of_the_console_and_files_have_their_own(film: Path) -> None:
    shown, straight = run(WINDOWS + MAIN, "show", "film.txt"), run(MAIN, "show", "film.txt")
    assert shown.stdout == straight.stdout.replace(b"\n", b"\r\n")
    assert b"\r\n" in shown.stdout
    for form in ("srt", "vtt", "csv", "json"):
        arguments = ("convert", "film.txt", "--to", form, "-o", "-")
        assert run(WINDOWS + MAIN, *arguments).stdout == run(MAIN, *arguments).stdout


@pytest.mark.parametrize("asked", ["check", "stats", "speakers", "search --regex .", "diff film.txt"])
def test_json_is_utf_8_whatever_a_file_is_called(film: Path, asked: str) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (film.parent / name).write_bytes(
            film.read_bytes().replace(b"10.00.14", b"10.00.04").replace(b"LATER", b"later")
        )
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    ran = run(MAIN, *asked.split(), name, "--json")
    assert json.loads(ran.stdout.decode("utf-8"))
    if asked != "speakers":
        assert rb"caf\\xe9.txt" in ran.stdout
    if asked in ("check", "stats"):
        table = run(MAIN, asked, name, "--csv").stdout.decode("utf-8")
        assert {row["path"] for row in csv.DictReader(io.StringIO(table))} <= {r"caf\xe9.txt"}


def test_a_name_that_only_windows_takes_is_printed() -> None:
    ran = run(f"try:\n    {MAIN}\nexcept SystemExit:\n    print('half \\ud83c.txt')", "--version")
    assert ran.stdout.splitlines()[-1] == rb"half \ud83c.txt", ran.stderr


def test_no_file_is_read_in_the_encoding_of_the_console(film: Path) -> None:
    (film.parent / "archive").mkdir()
    (film.parent / "archive" / "film.txt").write_bytes(film.read_bytes())
    strict = "import warnings; warnings.filterwarnings('error', category=EncodingWarning, module='transcript')\n"
    for line in (
        "convert film.txt --to srt --to json --to xlsx --to otio --fps 25 --out-dir out",
        "convert out/film.json --to vtt --out-dir out",
        "view film.txt -o out/film.html",
        "check out/film.srt --rules bbc",
        "index archive --jobs 1",
        "search nobody",
    ):
        ran = run(strict + MAIN, *line.split(), PYTHONWARNDEFAULTENCODING="1")
        assert ran.returncode == 0, ran.stderr


def test_words_are_quoted_as_the_shell_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert quoted("film.txt") == "film.txt"
    assert quoted("Part 1 & 2.txt") == "'Part 1 & 2.txt'"
    monkeypatch.setattr(shells, "os", SimpleNamespace(name="nt"))
    assert quoted(r"C:\scripts\film.txt") == r"C:\scripts\film.txt"
    assert quoted(r"C:\My scripts\film.txt") == r'"C:\My scripts\film.txt"'


def test_names_become_text(folder: Path) -> None:
    assert as_text("café.txt") == "café.txt"
    assert as_text(os.fsdecode(b"caf\xe9.txt")) == r"caf\xe9.txt"


def test_a_reader_that_stops_early_is_known_as_windows_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = OSError(errno.EINVAL, "Invalid argument")
    assert not transcript.cli._stopped_early(closed)
    monkeypatch.setattr(transcript.cli, "os", SimpleNamespace(name="nt"))
    assert transcript.cli._stopped_early(closed)
    assert not transcript.cli._stopped_early(OSError(errno.ENOSPC, "No space left on device"))
