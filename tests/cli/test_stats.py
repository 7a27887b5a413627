"""transcript stats, and transcript speakers on an archive."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import SCRIPT, Run


def test_the_figures_of_a_script(run: Run) -> None:
    made = run("stats", "film.txt")
    assert made.exit_code == 0
    headings, row = (line.split() for line in made.stdout.splitlines())
    assert headings == "programme length talk people cues words w/min shots mean".split()
    assert row[0] == "film.txt"
    assert row[3:6] == ["2", "4", "35"]


def test_json_has_the_figures_of_each_speaker(run: Run) -> None:
    (film,) = json.loads(run("stats", "film.txt", "--json").stdout)
    assert (film["path"], film["programme"], film["cues"], film["words"]) == ("film.txt", "film.txt", 4, 35)
    assert [(one["speaker"], one["cues"], one["words"]) for one in film["speakers"]] == [
        ("NARRATOR", 3, 26),
        ("ANNA FIELD", 1, 9),
    ]
    assert film["talk"] == pytest.approx(sum(one["talk"] for one in film["speakers"]))
    assert (film["shots"], film["mean_shot"]) == (4, 6.667)  # 9, 5 and 6 s; the last one's end is not told


def test_an_archive_has_the_figures_of_its_scripts(run: Run, folder: Path) -> None:
    (folder / "second.txt").write_text(SCRIPT.replace("ANNA", "MARY"), encoding="utf-8")
    assert run("index", ".").exit_code == 0
    scripts = json.loads(run("stats", "film.txt", "second.txt", "--json").stdout)
    archive = json.loads(run("stats", "--index", "archive.db", "--json").stdout)
    for one in (*scripts, *archive):
        one.pop("path")
    assert scripts == archive


def test_csv_has_a_row_for_each_programme(run: Run) -> None:
    (row,) = csv.DictReader(io.StringIO(run("stats", "film.txt", "--csv").stdout))
    assert (row["programme"], row["speakers"], row["cues"], row["words"]) == ("film.txt", "2", "4", "35")
    assert float(row["duration"]) >= float(row["talk"]) > 0


def test_a_script_without_timecodes_has_no_lengths(run: Run, folder: Path) -> None:
    (folder / "talk.txt").write_text("Ann: Do you hear me?\nBen: I do.\n" * 8, encoding="utf-8")
    (talk,) = json.loads(run("stats", "talk.txt", "--json").stdout)
    assert (talk["duration"], talk["talk"], talk["words_a_minute"], talk["mean_shot"]) == (None, None, None, None)
    assert talk["words"] == 48


def test_great_figures_are_written_as_everywhere(run: Run, folder: Path) -> None:
    (folder / "talk.txt").write_text("Ann: Do you hear me?\nBen: I do, and well.\n" * 600, encoding="utf-8")
    assert run("stats", "talk.txt").stdout.splitlines()[1].split() == ["talk.txt", "2", "1,200", "4,800", "0"]
    assert ",1200,4800," in run("stats", "talk.txt", "--csv").stdout


def test_one_refused_script_does_not_stop_the_others(run: Run, folder: Path) -> None:
    (folder / "review.txt").write_text("Four stars.\n", encoding="utf-8")
    made = run("stats", "review.txt", "film.txt")
    assert made.exit_code == 1
    assert "review.txt: no timecoded script" in made.stderr
    assert "film.txt" in made.stdout


def test_wrong_use(run: Run) -> None:
    assert run("index", ".").exit_code == 0
    for arguments, said in (
        ((), "name scripts, or an index with --index"),
        (("film.txt", "--index", "archive.db"), "not both"),
        (("film.txt", "--json", "--csv"), "choose one"),
        (("--index", "archive.db", "--fps", "25"), "leave options about their reading out"),
    ):
        made = run("stats", *arguments)
        assert made.exit_code == 2, arguments
        assert said in made.stderr
    for arguments, said in (
        ((), "name a script, or an index with --index"),
        (("film.txt", "--index", "archive.db"), "not both"),
        (("--index", "archive.db", "--fps", "25"), "leave options about their reading out"),
    ):
        made = run("speakers", *arguments)
        assert made.exit_code == 2, arguments
        assert said in made.stderr


def test_who_has_more_words_than_anybody_says_in_their_time_has_no_time(run: Run, folder: Path) -> None:
    """Timecodes were left out there: seconds for minutes of speech would be wrong, and so would their sum."""
    rows = (
        ("0:00:02", "ANN", "How are you?"),
        ("0:00:20", "ANN", "And how was it there?"),
        ("0:00:40", "BEN", "I am very well, thank you. " * 90),
        ("0:00:44", "ANN", "Good."),
    )
    table = "".join(f'{name},{second},"{words}"\n' for second, name, words in rows)
    (folder / "talk.csv").write_text(f"speaker,timestamp,words\n{table}", encoding="utf-8")
    made = run("speakers", "talk.csv")
    ann, ben = (line.split() for line in made.stdout.splitlines()[1:])
    assert (ann[:3], len(ann)) == (["ANN", "3", "9"], 4)
    assert ben == ["BEN", "1", "540"]
    (figures,) = csv.DictReader(io.StringIO(run("stats", "talk.csv", "--csv").stdout))
    assert (figures["words"], figures["talk"], figures["words_a_minute"]) == ("549", "", "")
    assert run("index", ".").exit_code == 0
    listed = run("speakers", "--index", "archive.db").stdout
    assert ["BEN", "1", "1", "540"] in [line.split() for line in listed.splitlines()]


def test_the_speakers_of_an_archive(run: Run, folder: Path) -> None:
    (folder / "second.txt").write_text(SCRIPT.replace("ANNA", "MARY"), encoding="utf-8")
    assert run("index", ".").exit_code == 0
    made = run("speakers", "--index", "archive.db")
    assert made.exit_code == 0
    assert [line.split()[:4] for line in made.stdout.splitlines()[1:]] == [
        ["NARRATOR", "2", "6", "52"],
        ["ANNA", "FIELD", "1", "1"],
        ["MARY", "FIELD", "1", "1"],
    ]
    assert made.stderr == "archive.db: 3 speakers in 2 programmes\n"
    narrator, *_ = json.loads(run("speakers", "--index", "archive.db", "--json").stdout)
    assert (narrator["speaker"], narrator["programmes"], narrator["cues"], narrator["words"]) == ("NARRATOR", 2, 6, 52)
