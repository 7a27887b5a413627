"""--only: the archive, the shots or the speech of a script alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import transcript
from tests.cli.conftest import Run
from transcript.errors import InvalidSetting


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_list_for_archive_clearance(run: Run, folder: Path) -> None:
    result = run("convert", "film.txt", "--to", "csv", "--only", "archive")
    assert result.exit_code == 0
    (still,) = rows(folder / "film.csv")
    assert (still["Text"], still["In"], still["Out"], still["Duration"]) == (
        "Still, the ship",
        "10:00:09",
        "10:00:14",
        "00:00:05",
    )


def test_formats_that_cannot_leave_anything_out_are_written_whole_beside_one_that_can(run: Run, folder: Path) -> None:
    run("convert", "film.txt", "--to", "srt")
    whole = (folder / "film.srt").read_bytes()
    result = run("convert", "film.txt", "--to", "srt", "--to", "csv", "--only", "shots", "--force")
    assert result.exit_code == 0
    assert "film.txt:1: info written-whole srt holds subtitles and is written whole\n" in result.stderr
    assert "csv" not in result.stderr.partition("\n")[2]
    assert (folder / "film.srt").read_bytes() == whole
    assert {row["Type"] for row in rows(folder / "film.csv")} == {"shot"}


@pytest.mark.parametrize(
    ("formats", "told"),
    [
        ([], "srt holds subtitles; --only is for tables and markers: csv, xlsx, otio, resolve-edl"),
        (
            ["--to", "json", "--to", "vtt"],
            "json is written whole; vtt holds subtitles; --only is for tables and markers",
        ),
    ],
)
def test_where_no_format_can_it_is_wrong_use(run: Run, folder: Path, formats: list[str], told: str) -> None:
    result = run("convert", "film.txt", "--only", "archive", *formats)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {told}")
    assert result.stderr.count("\n") == 1
    assert [path.name for path in folder.iterdir()] == ["film.txt"]


def test_that_there_is_no_archive_is_said(run: Run, folder: Path) -> None:
    (folder / "film.txt").write_text("Gate\t10.00.00\tANN\n\t10.00.02\tHello there.\nPier\t10.00.09\tBye.\n", "utf-8")
    result = run("convert", "film.txt", "--to", "csv", "--only", "archive")
    assert result.exit_code == 0
    assert "warning no-rows no shot note says archive or stills: csv holds the names of its columns" in result.stderr


def test_from_python(folder: Path) -> None:
    script = transcript.read("film.txt")
    assert b"speech" not in transcript.export(script, "csv", only="shots")
    with pytest.raises(InvalidSetting, match="srt holds subtitles; --only is for"):
        transcript.export(script, "srt", only="shots")
    with pytest.raises(InvalidSetting, match="no part of a script is called 'sounds'; choose from archive, shots, sp"):
        transcript.export(script, "csv", only="sounds")  # type: ignore[arg-type]
