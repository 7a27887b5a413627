"""transcript index: what it says, and what it leaves behind."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from shutil import copyfile

from tests.cli.conftest import SCRIPT, Run

FORMS = Path(__file__).parents[2] / "samples" / "forms"


def test_an_index_is_made_and_brought_up_to_date(run: Run, folder: Path) -> None:
    (folder / "scripts").mkdir()
    (folder / "film.txt").rename(folder / "scripts" / "film.txt")
    made = run("index", "scripts", "--index", "archive.db")
    assert made.exit_code == 0, made.output
    assert made.stderr == "archive.db: 1 new, 0 changed, 0 gone, 0 unchanged, 0 failed\n"
    assert made.stdout == ""

    (folder / "scripts" / "second.txt").write_text(SCRIPT.replace("1866", "1868"), encoding="utf-8")
    (folder / "scripts" / "film.txt").write_text(SCRIPT.replace("ANNA", "MARY"), encoding="utf-8")
    assert run("index", "scripts").stderr == "archive.db: 1 new, 1 changed, 0 gone, 0 unchanged, 0 failed\n"

    (folder / "scripts" / "second.txt").unlink()
    assert run("index", "scripts").stderr == "archive.db: 0 new, 0 changed, 1 gone, 1 unchanged, 0 failed\n"


def test_a_bad_file_stops_nothing_and_is_listed_with_its_reason(run: Run, folder: Path) -> None:
    (folder / "review.txt").write_text("A fine film about cables.\nFour stars.\n", encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 torn")
    made = run("index", ".")
    assert made.exit_code == 1
    first, second, last = made.stderr.splitlines()
    assert first.startswith("broken.docx: ")
    assert second.startswith("review.txt: no timecoded script")
    assert last == "archive.db: 1 new, 0 changed, 0 gone, 0 unchanged, 2 failed"
    again = run("index", ".")
    assert again.exit_code == 1
    assert again.stderr.splitlines() == [
        first,
        second,
        "archive.db: 0 new, 0 changed, 0 gone, 1 unchanged, 2 failed",
    ]


def test_outputs_of_a_script_are_left_out(run: Run, folder: Path) -> None:
    assert run("convert", "film.txt", "--to", "srt", "--to", "json").exit_code == 0
    made = run("index", ".")
    assert made.stderr.endswith(
        "1 new, 0 changed, 0 gone, 0 unchanged, 0 failed; 2 outputs of these scripts left out\n"
    )


def test_of_two_scripts_of_one_name_and_their_outputs_each_script_is_searched_once(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for suffix in (".odt", ".rtf"):
        copyfile(FORMS / f"atlantic-cable{suffix}", archive / f"film{suffix}")
    alone = run("search", "cable", str(archive)).stdout
    assert alone
    assert run("convert", "-r", str(archive), "--to", "vtt", "--to", "json").exit_code == 0
    assert {"film.odt.vtt", "film.rtf.json"} <= {file.name for file in archive.iterdir()}
    assert run("search", "cable", str(archive)).stdout == alone
    made = run("index", str(archive), "--index", str(tmp_path / "archive.db"))
    assert "2 new, 0 changed, 0 gone, 0 unchanged, 0 failed; 4 outputs of these scripts left out" in made.stderr
    in_time = run("search", "cable", "--sort", "time", "--index", str(tmp_path / "archive.db")).stdout
    assert sorted(in_time.splitlines()) == sorted(alone.splitlines())
    (archive / "film.odt").write_bytes(b"PK torn")
    made = run("search", "cable", str(archive))
    assert {line.split(":")[0].rpartition("/")[2] for line in made.stdout.splitlines()} == {"film.odt.json", "film.rtf"}


def test_what_was_made_into_another_folder_is_left_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "film.txt").write_text(SCRIPT, encoding="utf-8")
    alone = run("search", "cable", str(tmp_path)).stdout
    made = run("convert", "-r", str(tmp_path / "a"), "--to", "json", "--to", "srt", "--out-dir", str(tmp_path / "out"))
    assert made.exit_code == 0, made.stderr
    assert run("search", "cable", str(tmp_path)).stdout == alone
    assert "2 outputs of these" in run("index", str(tmp_path), "--index", str(tmp_path / "archive.db")).stderr


def test_folders_that_are_not_there_are_wrong_use(run: Run) -> None:
    made = run("index", "nowhere")
    assert made.exit_code == 2
    assert "nowhere: there is no such file or folder" in made.stderr


def test_a_folder_without_scripts_is_refused(run: Run, folder: Path) -> None:
    (folder / "empty").mkdir()
    made = run("index", "empty")
    assert made.exit_code == 1
    assert made.stderr == "Error: there are no scripts in empty\n"
    assert not list(folder.glob("*.db*")), "nor is an empty index left behind"


def test_a_file_that_is_no_index_is_kept(run: Run, folder: Path) -> None:
    (folder / "notes.db").write_text("my notes", encoding="utf-8")
    made = run("index", ".", "--index", "notes.db")
    assert made.exit_code == 1
    assert made.stderr.startswith("Error: notes.db: ")
    assert (folder / "notes.db").read_text(encoding="utf-8") == "my notes"


def test_an_index_of_a_newer_form_is_refused(run: Run) -> None:
    assert run("index", ".").exit_code == 0
    connection = sqlite3.connect("archive.db")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version = {version + 1}")
    connection.close()
    for command in (("index", "."), ("search", "cable"), ("speakers", "--index", "archive.db")):
        made = run(*command)
        assert made.exit_code == 1, command
        assert "use a newer transcript" in made.stderr


def test_paths_are_said_from_the_working_folder(run: Run, folder: Path) -> None:
    (folder / "reviews").mkdir()
    (folder / "reviews" / "review.txt").write_text("Four stars.\n", encoding="utf-8")
    said = run("index", str(folder)).stderr.splitlines()
    assert said[0].startswith(f"reviews{os.sep}review.txt: ")


def test_a_drive_that_is_not_mounted_empties_no_index(run: Run, folder: Path) -> None:
    scripts, away = folder / "scripts", folder / "away"
    scripts.mkdir()
    (folder / "film.txt").rename(scripts / "film.txt")
    assert run("index", "scripts").exit_code == 0

    scripts.rename(away)
    missing = run("index", "scripts")
    assert missing.exit_code == 1
    assert "scripts: this is not there any more, and in the index is 1 file of it" in missing.stderr
    scripts.mkdir()
    empty = run("index", "scripts")
    assert empty.exit_code == 1
    assert "scripts: no script is here any more, and in the index is 1 file of it" in empty.stderr
    assert run("search", "cable", "--count").stdout != "0\n"

    scripts.rmdir()
    gone = run("index", "scripts", "--gone")
    assert gone.exit_code == 0
    assert gone.stderr.splitlines() == [
        "scripts: nothing is there any more",
        "archive.db: 0 new, 0 changed, 1 gone, 0 unchanged, 0 failed",
    ]
    assert run("index", "scripts", "--gone").exit_code == 2, "the index knows nothing of it any more"


def test_a_change_that_leaves_size_and_time_as_they_were_is_found_when_asked_for(run: Run, folder: Path) -> None:
    script = folder / "film.txt"
    assert run("index", ".").exit_code == 0
    status = script.stat()
    script.write_text(SCRIPT.replace("1866", "1868"), encoding="utf-8")
    os.utime(script, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "0 changed, 0 gone, 1 unchanged" in run("index", ".").stderr
    assert "1 changed, 0 gone, 0 unchanged" in run("index", ".", "--again").stderr
    assert "0 changed, 0 gone, 1 unchanged" in run("index", ".", "--again").stderr


def test_a_limit_that_is_raised_lets_in_what_was_refused(run: Run, folder: Path) -> None:
    refused = run("index", ".", "--limit", "lines=3")
    assert refused.exit_code == 1
    assert "more than 3; " in refused.stderr
    assert "--limit lines=" in refused.stderr
    made = run("index", ".", "--limit", "lines=1000")
    assert made.exit_code == 0
    assert made.stderr == "archive.db: 1 new, 0 changed, 0 gone, 0 unchanged, 0 failed\n"


def test_pages_made_of_scripts_are_left_alone(run: Run, folder: Path) -> None:
    assert run("view", "film.txt").exit_code == 0
    assert run("stats", "film.txt", "--html", "stats.html").exit_code == 0
    assert run("index", ".").stderr == "archive.db: 1 new, 0 changed, 0 gone, 0 unchanged, 0 failed\n"
