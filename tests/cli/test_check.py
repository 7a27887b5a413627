"""transcript check: problems line by line, and every stretch of the script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def slip(folder: Path) -> Path:
    """A script with a timecode that is out of order, on line 3."""
    path = folder / "slip.txt"
    script = (folder / "film.txt").read_text(encoding="utf-8")
    path.write_text(script.replace("10.00.09", "10.09.09"), encoding="utf-8")
    return path


def test_a_sound_script_has_no_problems(run: Run) -> None:
    result = run("check", "film.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "film.txt: columns, utf-8, programme start 10:00:00, 4 cues, 2 speakers, 0 problems\n"


def test_each_problem_is_one_line_that_an_editor_can_jump_to(run: Run, slip: Path) -> None:
    result = run("check", "slip.txt")
    assert result.exit_code == 0
    assert re.fullmatch(r"slip\.txt:3: warning timecode-out-of-order .*10\.09\.09.*\n", result.stdout)


def test_problems_as_json_have_the_same_fields_as_in_the_export_and_the_path(run: Run, slip: Path) -> None:
    problems = json.loads(run("check", "slip.txt", "film.txt", "--json").stdout)
    exported = json.loads(run("convert", "slip.txt", "--to", "json", "-o", "-").stdout)["problems"]
    assert problems == [{"path": "slip.txt", **problem} for problem in exported]
    assert json.loads(run("check", "film.txt", "--json").stdout) == []


def test_with_rules_the_subtitles_are_held_against_them_too(run: Run, folder: Path) -> None:
    words = "NOBODY COULD EVER READ ALL OF THESE WORDS IN SO SHORT A TIME AS IS GIVEN HERE. " * 6
    script = (folder / "film.txt").read_text(encoding="utf-8")
    (folder / "fast.txt").write_text(script.replace("IT WAS THE LONGEST EVER MADE.", words), encoding="utf-8")
    assert " reading-speed " not in run("check", "fast.txt").stdout
    result = run("check", "fast.txt", "--rules", "netflix")
    assert re.search(r"^fast\.txt:3: (warning|error) reading-speed ", result.stdout, re.MULTILINE)
    assert "more in the subtitles" in result.stderr


def test_the_rules_count_the_labels_that_srt_has_or_those_asked_for(run: Run) -> None:
    name = "THE HONOURABLE SIR BARTHOLOMEW FITZGIBBON-HOLLOWAY"
    options = ("film.txt", "--rules", "netflix", "--alias", f"ANNA FIELD={name}")
    assert run("check", *options).stdout.count(" label-too-long ") == 1
    written = run("convert", *options, "-o", "-", "--labels", "always").stdout.count(f"{name}: ")
    assert run("check", *options, "--labels", "always").stdout.count(" label-too-long ") == written >= 1
    assert " label-too-long " not in run("check", *options, "--labels", "never").stdout
    assert run("check", "film.txt", "--labels", "never").exit_code == 2


def test_problems_stand_in_the_order_of_the_script(run: Run, slip: Path) -> None:
    lines = [int(line.split(":")[1]) for line in run("check", "slip.txt", "--rules", "bbc").stdout.splitlines()]
    assert lines == sorted(lines)


def test_segments_give_back_every_character_in_order(run: Run, folder: Path) -> None:
    result = run("check", "film.txt", "--segments")
    assert result.exit_code == 0
    segments = [line.split("\t", 2) for line in result.stdout.splitlines()]
    assert ["4", "SPEAKER", "ANNA FIELD"] in segments
    printed = "".join("".join(text.split()) for _, _, text in segments)
    assert printed == "".join((folder / "film.txt").read_text(encoding="utf-8").split())


def test_segments_exit_with_0_whatever_the_problems_are(run: Run, slip: Path) -> None:
    assert run("check", "slip.txt", "--segments").exit_code == 0


def test_segments_of_standard_input(run: Run, folder: Path) -> None:
    script = (folder / "film.txt").read_bytes()
    assert run("check", "-", "--segments", stdin=script).stdout == run("check", "film.txt", "--segments").stdout


@pytest.mark.parametrize("also", [["--json"], ["--rules", "netflix"], ["slip.txt"]])
def test_segments_are_printed_alone(run: Run, slip: Path, also: list[str]) -> None:
    result = run("check", "film.txt", "--segments", *also)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: --segments prints ")


def test_a_refused_script_does_not_stop_the_others(run: Run, slip: Path, folder: Path) -> None:
    (folder / "empty.txt").touch()
    result = run("check", "empty.txt", "slip.txt", "--json")
    assert result.exit_code == 1
    assert [problem["path"] for problem in json.loads(result.stdout)] == ["slip.txt"]
    assert result.stderr.startswith("Error: empty.txt: the document is empty")
