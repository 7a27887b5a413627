"""--rules with a house's own file, and single figures changed on the command line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HOUSE = 'base = "netflix"\nline-length = 30\nmax-cps = 14\n'
# Two seconds for 40 characters and 8 words in lines of 19 and 20; 1.5 s later one second for 9 characters.
FILM = """\
1
00:00:01,000 --> 00:00:03,000
In 1866 she sailed,
and nobody had hope.

2
00:00:04,500 --> 00:00:05,500
She sank.
"""


@pytest.fixture
def house(folder: Path) -> Path:
    """A folder with a house's rules, house.toml, and finished subtitles, film.srt."""
    (folder / "house.toml").write_text(HOUSE, encoding="utf-8")
    (folder / "film.srt").write_text(FILM, encoding="utf-8")
    return folder


def codes(output: str) -> list[str]:
    """The codes of problems in what check prints, with the line of each."""
    return [f"{line} {code}" for line, code in re.findall(r"^[^:\n]+:(\d+): \w+ (\S+)", output, re.MULTILINE)]


def test_subtitles_are_made_and_checked_by_the_rules_of_a_file(run: Run, house: Path) -> None:
    text = run("convert", "film.txt", "--rules", "house.toml", "--labels", "never", "-o", "-").stdout
    lines = [line for line in text.splitlines() if "-->" not in line]
    assert 25 < max(map(len, lines)) <= 30
    assert codes(run("check", "film.srt", "--rules", "house.toml").stdout) == ["2 reading-speed"]
    assert codes(run("check", "film.srt", "--rules", "netflix").stdout) == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", []),
        ("--max-cps 19.5", ["2 reading-speed"]),
        ("--max-cps 20", []),
        ("--max-wpm 239.9", ["2 reading-speed"]),
        ("--max-wpm 240", []),
        ("--line-length 19", ["2 line-length"]),
        ("--line-length 20", []),
        ("--lines 1", ["2 line-count"]),
        ("--min-duration 1.001", ["7 duration-short"]),
        ("--min-duration 1", []),
        ("--max-duration 1.999", ["2 duration-long"]),
        ("--max-duration 2", []),
        ("--gap 1.501", ["2 gap"]),
        ("--gap 1.5", []),
    ],
)
def test_single_figures_are_changed(run: Run, house: Path, options: str, found: list[str]) -> None:
    result = run("check", "film.srt", "--rules", "netflix", *options.split())
    assert result.exit_code == 0
    assert codes(result.stdout) == found


@pytest.mark.parametrize(("option", "slow"), [("--target-cps", "8"), ("--target-wpm", "80")])
def test_a_lower_target_lets_subtitles_stand_longer(run: Run, option: str, slow: str) -> None:
    def seconds(*options: str) -> float:
        text = run("convert", "film.txt", "-o", "-", "--labels", "never", *options).stdout
        ends = re.findall(r"00:00:(\d+),(\d+) --> 00:00:(\d+),(\d+)", text)
        return sum(int(c) + int(d) / 1000 - int(a) - int(b) / 1000 for a, b, c, d in ends)

    assert seconds(option, slow) > seconds()


def test_figures_override_those_of_a_file(run: Run, house: Path) -> None:
    assert codes(run("check", "film.srt", "--rules", "house.toml", "--max-cps", "20").stdout) == []


def test_the_command_that_lists_what_convert_counts_has_the_same_rules(run: Run, house: Path) -> None:
    (house / "our rules.toml").write_text(HOUSE, encoding="utf-8")
    options = ["--rules", "our rules.toml", "--max-cps", "4", "--min-duration", "1.50", "--labels", "never", "--sdh"]
    said = run("convert", "film.txt", "-o", "out.srt", *options).stderr
    hint = re.search(r", (\d+) more in the subtitles \((transcript check .*)\)$", said, re.MULTILINE)
    assert hint is not None
    assert hint[2] == (
        "transcript check --rules 'our rules.toml' --max-cps 4 --min-duration 1.50 --sdh --labels never film.txt"
    )
    assert len(codes(run(*shlex.split(hint[2])[1:]).stdout)) == int(hint[1]) > 0


@pytest.mark.parametrize(
    "options",
    [
        "--stretch 25:24",
        "--stretch 25:24000/1001 --offset -1.000001 --start 09:59:00",
        "--offset +00:00:10:05 --fps 25",
        "--recut 'new cut.edl' --fps 25",
        "--to ebu-stl --fps 25 --colours",
        "--to scc --fps 29.97 --language en",
        "--to vtt --case sentence --reels split",
    ],
)
def test_the_command_that_lists_what_convert_counts_follows_the_film(run: Run, folder: Path, options: str) -> None:
    (folder / "new cut.edl").write_text(
        "TITLE: NEW\nFCM: NON-DROP FRAME\n"
        "001  FILM     V     C        10:00:02:00 10:00:30:00 10:00:00:00 10:00:28:00\n",
        encoding="utf-8",
    )
    said = run("convert", "film.txt", *shlex.split(options), "--rules", "bbc", "--max-cps", "9", "--out-dir", ".")
    hint = re.search(r", (\d+) more in the subtitles \((transcript check .*)\)$", said.stderr, re.MULTILINE)
    assert hint is not None, said.stderr
    listed = run(*shlex.split(hint[2])[1:])
    assert f", {hint[1]} more in the subtitles" in listed.stderr
    assert len(codes(listed.stdout)) >= int(hint[1]) > 0


def test_the_command_that_lists_what_convert_counts_has_the_lines_of_the_format(run: Run) -> None:
    said = run("convert", "film.txt", "--to", "scc", "--fps", "29.97", "--max-cps", "9", "--target-cps", "9").stderr
    assert " --target-cps 9 --line-length 32 --fps 29.97 film.txt)" in said


def test_convert_and_check_count_alike_where_a_format_changes_the_text(run: Run, folder: Path) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8").replace("A CABLE", "A <b>CABLE</b>")
    (folder / "film.txt").write_text(script, encoding="utf-8")
    said = run("convert", "film.txt", "--max-cps", "9", "--target-cps", "9").stderr
    hint = re.search(r", (\d+) more in the subtitles \((transcript check .*)\)$", said, re.MULTILINE)
    assert hint is not None
    listed = run(*shlex.split(hint[2])[1:]).stderr
    assert listed.endswith(f", {hint[1]} more in the subtitles, 1 more in writing them as srt\n")


def test_a_script_whose_name_begins_as_an_option_is_named_so_that_it_is_found(run: Run, folder: Path) -> None:
    (folder / "-lead.txt").write_bytes((folder / "film.txt").read_bytes())
    said = run("convert", "--max-cps", "9", "--target-cps", "9", "--", "-lead.txt").stderr
    hint = re.search(r", (\d+) more in the subtitles \((transcript check .*)\)$", said, re.MULTILINE)
    assert hint is not None
    assert len(codes(run(*shlex.split(hint[2])[1:]).stdout)) == int(hint[1]) > 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("film.txt --offset 1", "--recut, --stretch and --offset count in the rules of subtitles"),
        ("film.srt --rules bbc --stretch 25:24", "film.srt: finished subtitles are checked as they stand; leave"),
        ("film.txt --rules bbc --recut gone.edl", "gone.edl: there is no such"),
    ],
)
def test_a_change_of_the_film_that_cannot_be_meant_is_wrong_use(
    run: Run, house: Path, arguments: str, says: str
) -> None:
    result = run("check", *arguments.split())
    assert result.exit_code == 2
    assert says in result.stderr


def test_of_finished_subtitles_the_file_that_was_made_is_to_be_checked(run: Run, house: Path) -> None:
    said = run("convert", "film.srt", "--to", "vtt", "--max-cps", "5").stderr
    hint = re.search(r", (\d+) more in the subtitles \((transcript check .*)\)$", said, re.MULTILINE)
    assert hint is not None
    assert hint[2].endswith(" film.vtt")
    assert len(codes(run(*shlex.split(hint[2])[1:]).stdout)) == int(hint[1]) > 0


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ("--rules nowhere.toml", 2, "nowhere.toml: there is no such rules file; check its name"),
        ("--rules bad.toml", 1, "bad.toml:2: lines is 0, which cannot be; it goes from 1 to 4 lines"),
        ("--rules bbc --lines 0", 2, "--lines is 0, which cannot be; it goes from 1 to 4 lines"),
        ("--rules bbc --gap -1", 2, "--gap is -1, which cannot be; it goes from 0 to 10 seconds"),
        ("--rules bbc --lines 1.5", 2, "--lines is no whole number: 1.5; write it such as lines = 2"),
        (
            "--rules netflix --target-cps 30",
            2,
            "--target-cps is 30 and max-cps 20; a target above the maximum needs another max-cps too",
        ),
        (
            "--rules netflix --min-duration 9",
            2,
            "--min-duration is 9 seconds and max-duration 7; a min-duration above it needs another max-duration too",
        ),
        ("--rules bbc --max-cps fast", 2, "Invalid value for '--max-cps': 'fast' is no number; write it such as 17"),
        ("--rules house", 2, "no preset is called 'house'; choose from netflix"),
    ],
)
@pytest.mark.parametrize("command", ["check", "convert"])
def test_rules_that_cannot_be_meant_are_refused(
    run: Run, house: Path, command: str, options: str, code: int, says: str
) -> None:
    (house / "bad.toml").write_text('base = "bbc"\nlines = 0\n', encoding="utf-8")
    result = run(command, "film.txt", *options.split())
    assert (result.exit_code, result.stdout) == (code, "")
    assert f"Error: {says}" in result.stderr or says in result.stderr.splitlines()[-1]
    assert list(house.glob("film.*")) == [house / "film.txt", house / "film.srt"] or command == "check"


@pytest.mark.parametrize(("option", "figure"), [("--max-cps", "15"), ("--gap", "0")])
def test_figures_of_no_rules_are_wrong_use(run: Run, option: str, figure: str) -> None:
    result = run("check", "film.txt", option, figure)
    assert result.exit_code == 2
    assert result.stderr == f"Error: {option} counts in the rules of subtitles; name these with --rules\n"


def test_the_shell_completes_presets_and_files() -> None:
    from transcript.cli import cli

    context = cli.make_context("transcript", ["check", "film.txt"])
    command = cli.get_command(context, "check")
    assert command is not None
    option = next(parameter for parameter in command.params if parameter.name == "rules")
    offered = option.shell_complete(context, "ne")
    assert [item.value for item in offered if item.type == "plain"] == ["netflix", "netflix-children"]
    assert [item.type for item in offered][-1] == "file"
