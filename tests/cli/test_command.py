"""The command as a whole: help, start-up, completion, and how it runs from a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from transcript import __version__
from transcript.cli import COMMANDS, cli

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def shell(*arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "transcript", *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, env={**os.environ, **env})


def test_help_lists_every_command_with_the_first_sentence_of_its_own_help(run: Run) -> None:
    shown = run("--help").stdout
    for name, sentence in COMMANDS.items():
        assert f"  {name} " in shown
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.help is not None
        assert command.help.split("\n\n")[0].replace("\n", " ").startswith(sentence.rstrip("."))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(run: Run, name: str) -> None:
    shown = run(name, "--help").stdout
    assert f"\n  transcript {name}" in shown
    assert "\x08" not in shown
    if name not in ("formats", "schema"):
        assert "Exit codes: 0 " in shown
    if name not in ("formats", "schema", "index", "search"):
        assert "--cast FILE.toml" in shown


def test_a_command_that_there_is_not_is_wrong_use(run: Run) -> None:
    result = run("konvert")
    assert result.exit_code == 2
    assert "there is no command 'konvert'; the commands are convert, check" in result.stderr


def test_version() -> None:
    assert shell("--version").stdout.decode().split() == ["transcript", __version__]


def test_help_imports_only_what_it_needs() -> None:
    code = """
import sys
from transcript.__main__ import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
    run = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, check=True, timeout=60, text=True)
    assert "convert" in run.stdout
    heavy = {
        "transcript.model",
        "transcript.api",
        "transcript.parser",
        "transcript.exporters",
        "rich",
        "regex",
        "pysrt",
    }
    assert not set(run.stderr.split()) & heavy


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import transcript; print(*(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, check=True, timeout=60, text=True)
    ours = [name for name in run.stdout.split() if name.startswith("transcript")]
    assert ours == ["transcript"]
    assert "dataclasses" not in run.stdout.split()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("transcript con", {"convert"}),
        ("transcript convert --ru", {"--rules"}),
        ("transcript convert --rules ", {"netflix", "bbc", "ted"}),
        ("transcript convert --to v", {"vtt"}),
        ("transcript convert --layout ", {"columns-flattened", "columns"}),
        ("transcript convert --labels ", {"never", "change", "always"}),
        ("transcript check --rules n", {"netflix"}),
    ],
)
def test_the_shell_completes_commands_options_and_values(line: str, offered: set[str]) -> None:
    words = {"_TRANSCRIPT_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    lines = shell(**words).stdout.decode().splitlines()
    assert offered <= {entry.split(",", 1)[-1] for entry in lines}


def test_output_is_utf_8_whatever_the_console_claims(folder: Path) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8").replace("Nobody", "“Nobody”, said Коро́лев,")
    (folder / "film.txt").write_text(script, encoding="utf-8")
    run = shell("show", "film.txt", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert run.returncode == 0
    assert "“Nobody”, said Коро́лев," in run.stdout.decode("utf-8")


def test_a_file_name_that_is_no_text_is_printed_as_it_is(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (folder / name).write_bytes((folder / "film.txt").read_bytes())
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    run = shell("convert", name, "--to", "srt", "--to", "json")
    assert run.returncode == 0, run.stderr
    assert b"caf\xe9.txt -> caf\xe9.srt, caf\xe9.json: columns" in run.stderr
    assert (folder / os.fsdecode(b"caf\xe9.srt")).is_file()


def test_a_reader_that_stops_early_is_no_error(folder: Path) -> None:
    times = [f"10.{minute:02}.{second:02}" for minute in range(60) for second in range(0, 60, 2)]
    lines = "".join(f"Map\t{time}\tANNA\n\t\tWe went on.\n" for time in times)
    (folder / "long.txt").write_text(lines, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "transcript", "show", "long.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()


def test_the_samples_convert(run: Run, folder: Path) -> None:
    samples = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.txt"))
    assert samples
    result = run("convert", *map(str, samples), "--to", "srt", "--to", "vtt", "--to", "json", "--out-dir", "out")
    assert result.exit_code == 0, result.stderr
    assert len(list((folder / "out").iterdir())) == 3 * len(samples)
