"""transcript check: problems line by line, and every stretch of the script."""

from __future__ import annotations

import csv
import io
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


@pytest.mark.parametrize("also", [["--json"], ["--csv"], ["--rules", "netflix"], ["slip.txt"]])
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


SRT = """\
1
00:00:01,000 --> 00:00:02,000
ANN: Every morning before dawn, the boats leave.

2
00:00:02,500 --> 00:00:10,000
Nobody
counts
them.

3
00:00:09,000 --> 00:00:09,400
It was the

4
00:00:12,000 --> 00:00:16,000
=last of them, <i>so they say</i>.

5
00:00:16,050 --> 00:00:17,050
No.
"""
BREAKS = """\
2: warning reading-speed 00:00:01.000 --> 00:00:02.000: 48 characters a second where 20 are allowed, 1.40 s too little or 28 characters too many
2: warning line-length 00:00:01.000 --> 00:00:02.000: a line of 48 characters where 42 are allowed
6: warning line-count 00:00:02.500 --> 00:00:10.000: 3 lines where 2 are allowed
6: warning duration-long 00:00:02.500 --> 00:00:10.000: stands 7.50 s where 7.00 s is the most; end it by 00:00:09.500, or cut it in two
6: warning overlap 00:00:02.500 --> 00:00:10.000: 1.00 s over the next, from 00:00:09.000; end it by 00:00:08.916
12: warning reading-speed 00:00:09.000 --> 00:00:09.400: 25 characters a second where 20 are allowed, 0.10 s too little or 2 characters too many; let it stand until 00:00:09.500
12: warning duration-short 00:00:09.000 --> 00:00:09.400: stands 0.40 s where 0.834 s is the least; let it stand until 00:00:09.834
12: info break-after-article 00:00:09.000 --> 00:00:09.400: a subtitle ends in “the”, the words it belongs to come in the next; move “the” to the next subtitle
16: warning gap 00:00:12.000 --> 00:00:16.000: 50 ms before the next where 84 are the least; end it by 00:00:15.966
"""  # noqa: E501


class TestFinishedSubtitles:
    @pytest.fixture(autouse=True)
    def _delivery(self, folder: Path) -> None:
        (folder / "delivery.srt").write_text(SRT, encoding="utf-8")
        (folder / "delivery.vtt").write_text("WEBVTT\n\n" + SRT.replace(",", "."), encoding="utf-8")

    def test_they_are_held_against_the_rules_as_they_stand(self, run: Run) -> None:
        result = run("check", "delivery.srt", "--rules", "netflix")
        assert result.stdout == "".join(f"delivery.srt:{line}\n" for line in BREAKS.splitlines())
        assert result.stderr.endswith(", 9 more in the subtitles\n")
        assert result.exit_code == 0

    def test_a_vtt_too(self, run: Run) -> None:
        lines = run("check", "delivery.vtt", "--rules", "netflix").stdout.splitlines()
        codes = [line.split()[2] for line in BREAKS.splitlines()]
        assert [line.split()[2] for line in lines] == codes
        # It has no comma in its first line any more, and all of it two lines further down.
        assert [int(line.split(":")[1]) for line in lines] == [
            int(line.split(":")[0]) + 2 for line in BREAKS.splitlines()
        ]

    def test_without_rules_nothing_is_said_of_them(self, run: Run) -> None:
        assert run("check", "delivery.srt").stdout == ""

    def test_from_standard_input(self, run: Run) -> None:
        result = run("check", "-", "--rules", "netflix", stdin=SRT)
        assert result.stdout == "".join(f"<stdin>:{line}\n" for line in BREAKS.splitlines())

    def test_what_convert_writes_under_the_rules_has_no_breaks_that_it_did_not_tell(
        self, run: Run, folder: Path
    ) -> None:
        said = run("convert", "film.txt", "--rules", "netflix").stderr
        assert "more in the subtitles" not in said
        assert run("check", "film.srt", "--rules", "netflix").stdout == ""

    def test_as_json_each_has_the_number_and_times_of_its_subtitle(self, run: Run) -> None:
        problems = json.loads(run("check", "delivery.srt", "--rules", "netflix", "--json").stdout)
        assert len(problems) == 9
        assert problems[4] == {
            "path": "delivery.srt",
            "code": "overlap",
            "severity": "warning",
            "message": "00:00:02.500 --> 00:00:10.000: 1.00 s over the next, from 00:00:09.000",
            "lines": [6, 9],
            "fix": "end it by 00:00:08.916",
            "subtitle": 2,
            "start": 2.5,
            "end": 10.0,
        }


class TestCsv:
    def test_the_table_holds_what_the_lines_say(self, run: Run, slip: Path, folder: Path) -> None:
        (folder / "delivery.srt").write_text(SRT, encoding="utf-8")
        result = run("check", "slip.txt", "delivery.srt", "--rules", "netflix", "--csv")
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        assert list(rows[0]) == "path line end_line severity code subtitle start end message fix".split()
        told = [
            f"{row['path']}:{row['line']}: {row['severity']} {row['code']} "
            + "; ".join(text for text in (row["message"], row["fix"]) if text)
            for row in rows
        ]
        assert told == run("check", "slip.txt", "delivery.srt", "--rules", "netflix").stdout.splitlines()
        script, first = rows[0], rows[1]
        assert (script["code"], script["subtitle"], script["start"], script["end"]) == (
            "timecode-out-of-order",
            "",
            "",
            "",
        )
        assert (first["line"], first["end_line"], first["subtitle"]) == ("2", "3", "1")
        assert (first["start"], first["end"]) == ("00:00:01.000", "00:00:02.000")

    def test_the_subtitles_of_a_script_have_numbers_and_times(self, run: Run, folder: Path) -> None:
        run("convert", "film.txt", "--max-cps", "5")
        rows = list(
            csv.DictReader(
                io.StringIO(run("check", "film.txt", "--rules", "netflix", "--max-cps", "5", "--csv").stdout)
            )
        )
        assert rows
        written = (folder / "film.srt").read_text(encoding="utf-8").replace(",", ".")
        for row in rows:
            assert f"{row['subtitle']}\n{row['start']} --> {row['end']}\n" in written

    def test_without_problems_there_is_the_heading(self, run: Run) -> None:
        assert run("check", "film.txt", "--csv").stdout == (
            "path,line,end_line,severity,code,subtitle,start,end,message,fix\n"
        )

    def test_nothing_is_a_formula(self, run: Run, folder: Path) -> None:
        (folder / "=HYPERLINK(A1).srt").write_text("1\n-00:00:01,500 --> -00:00:01,000\nGate.\n", encoding="utf-8")
        table = run("check", "=HYPERLINK(A1).srt", "--rules", "netflix", "--csv").stdout
        (row,) = (row for row in csv.DictReader(io.StringIO(table)) if row["subtitle"])
        assert row["path"] == "'=HYPERLINK(A1).srt"
        assert (row["start"], row["end"]) == ("'-00:00:01.500", "'-00:00:01.000")
        assert row["message"].startswith("'-00:00:01.500 --> ")

    def test_json_or_csv(self, run: Run) -> None:
        result = run("check", "film.txt", "--json", "--csv")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "Error: --json and --csv are two forms of one list; choose one\n"
