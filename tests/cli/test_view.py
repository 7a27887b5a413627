"""transcript view."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def data(page: str, name: str = "view") -> dict[str, Any]:
    """The data that stand in a page."""
    found = re.search(rf'<script type="application/json" id="data-{name}">(.*?)</script>', page)
    assert found is not None
    held: dict[str, Any] = json.loads(found[1])
    return held


def written(page: Path) -> dict[str, Any]:
    return data(page.read_text(encoding="utf-8"))


def test_the_page_stands_beside_the_script(run: Run, folder: Path) -> None:
    result = run("view", "film.txt")
    assert result.exit_code == 0
    assert result.stderr.startswith("film.txt -> film.html: columns, utf-8")
    assert data((folder / "film.html").read_text(encoding="utf-8"), "transcript")["source"]["name"] == "film.txt"
    again = run("view", "film.txt")
    assert again.exit_code == 1
    assert again.stderr == "Error: film.html exists and is kept; --force overwrites, -o writes elsewhere\n"
    assert run("view", "film.txt", "--force").exit_code == 0


def test_the_film_is_found_from_where_the_page_lies(run: Run, folder: Path) -> None:
    (folder / "rushes").mkdir()
    (folder / "pages").mkdir()
    (folder / "rushes" / "film 1#.mp4").write_bytes(b"")
    run("view", "film.txt", "--video", "rushes/film 1#.mp4")
    assert written(folder / "film.html")["video"] == "./rushes/film%201%23.mp4"
    run("view", "film.txt", "--video", "rushes/film 1#.mp4", "-o", "pages/film.html")
    assert written(folder / "pages" / "film.html")["video"] == "./../rushes/film%201%23.mp4"


def test_a_film_whose_name_is_not_utf8_is_found(run: Run, folder: Path) -> None:
    try:
        (folder / "caf\udce9.mp4").write_bytes(b"")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes UTF-8 names only")
    run("view", "film.txt", "--video", "caf\udce9.mp4")
    assert written(folder / "film.html")["video"] == "./caf%E9.mp4"


def test_a_film_that_is_not_there_is_said(run: Run, folder: Path) -> None:
    result = run("view", "film.txt", "--video", "film.mp4")
    assert result.exit_code == 2
    assert "film.mp4: there is no such film; name the file with --video" in result.stderr
    assert not (folder / "film.html").exists()


def test_subtitles_are_those_that_are_asked_for(run: Run) -> None:
    result = run(
        "view", "film.txt", "-o", "-", "--rules", "bbc", "--labels", "never", "--colours", "--case", "sentence"
    )
    shown = data(result.stdout)
    assert shown["rules"] == "bbc"
    first = shown["subtitles"][0][2][0]
    assert first[0].startswith("In 1866 the")
    assert first[1:] == [0, "#ffff00", False]


def test_what_is_told_of_the_subtitles_stands_in_it(run: Run) -> None:
    result = run("view", "film.txt", "-o", "-", "--max-cps", "3")
    assert any(problem["code"] == "reading-speed" for problem in data(result.stdout)["broken"])


def test_a_page_never_takes_the_place_of_its_script(run: Run, folder: Path) -> None:
    (folder / "film.html").write_text("<table><tr><td>10:00:02<td>ANN<td>Hello there.</table>", encoding="utf-8")
    result = run("view", "film.html", "--force")
    assert result.exit_code == 2
    assert "film.html is the script itself" in result.stderr


def test_a_page_is_not_called_something_else(run: Run, folder: Path) -> None:
    result = run("view", "film.txt", "-o", "film.pdf")
    assert result.exit_code == 2
    assert result.stderr == "Error: film.pdf: what is written is a page of HTML; end it in .html\n"
    assert not (folder / "film.pdf").exists()


def test_a_transcript_that_was_saved_is_shown_again(run: Run, folder: Path) -> None:
    run("convert", "film.txt", "--to", "json")
    assert run("view", "film.json").exit_code == 0
    assert (folder / "film.html").is_file()


@pytest.mark.parametrize("option", ["--programme-time", "--only=shots"])
def test_options_of_other_files_are_unknown(run: Run, option: str) -> None:
    assert run("view", "film.txt", option).exit_code == 2
