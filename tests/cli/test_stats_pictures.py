"""transcript stats of one script: charts on a terminal, and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_show import on_a_terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "atlantic-cable.txt"


def test_on_a_terminal_a_script_is_shown_in_detail(folder: Path) -> None:
    printed = on_a_terminal(folder, "stats", "film.txt", "--rules", "bbc", NO_COLOR="1")
    assert "NARRATOR    ██████████████████████████████" in printed
    assert "8–15 s" in printed
    assert "reading speed bbc: at most 180 words a minute, 0 of " in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_bars_of_talk_are_in_order_and_left_out_where_the_times_do_not_tell(folder: Path) -> None:
    rows = (
        ("0:00:02", "ANN", "One two three four, five and six, and so on and so forth, and on."),
        ("0:00:20", "TOM", "I … we were … slowly, … so … very … slowly, … all … of … us."),
        ("0:00:40", "BEN", "I am very well, thank you. " * 90),
        ("0:00:44", "ANN", "Good."),
    )
    table = "".join(f'{name},{second},"{words}"\n' for second, name, words in rows)
    (folder / "talk.csv").write_text(f"speaker,timestamp,words\n{table}", encoding="utf-8")
    printed = on_a_terminal(folder, "stats", "talk.csv", NO_COLOR="1")
    talk = [line.split() for line in printed.splitlines() if line.startswith(("ANN", "TOM", "BEN"))]
    assert [cells[0] for cells in talk] == ["TOM", "ANN", "BEN"]
    assert talk[-1] == ["BEN"]


def test_several_scripts_are_rows_of_a_table_there(folder: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "film.txt").read_bytes())
    assert "reading speed" not in on_a_terminal(folder, "stats", "film.txt", "copy.txt", NO_COLOR="1")


def test_a_script_without_timecodes_has_no_charts(folder: Path) -> None:
    (folder / "talk.txt").write_text("Ann: Do you hear me?\nBen: I do.\n" * 8, encoding="utf-8")
    assert "reading speed" not in on_a_terminal(folder, "stats", "talk.txt", NO_COLOR="1")


def test_pictures_are_written(run: Run, folder: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'transcript[pictures]'")
    result = run("stats", "film.txt", "--svg", "film.svg", "--html", "film.html")
    assert result.exit_code == 0
    assert "film.txt -> film.svg, film.html" in result.stderr
    assert b"ANNA FIELD" in (folder / "film.svg").read_bytes()
    assert b"ANNA FIELD" in (folder / "film.html").read_bytes()
    kept = run("stats", "film.txt", "--svg", "film.svg")
    assert (kept.exit_code, kept.stdout) == (1, "")
    assert "film.svg exists and is kept; --force overwrites" in kept.stderr
    assert run("stats", "film.txt", "--svg", "film.svg", "--force").exit_code == 0


@pytest.mark.parametrize("rules", ["netflix", "bbc"])
def test_as_many_subtitles_are_too_fast_as_check_lists(run: Run, folder: Path, rules: str) -> None:
    (folder / "cable.txt").write_bytes(SAMPLE.read_bytes())
    listed = run("check", "cable.txt", "--rules", rules).stdout.count(" reading-speed ")
    assert listed
    assert f", {listed} of " in on_a_terminal(folder, "stats", "cable.txt", "--rules", rules, columns=120, NO_COLOR="1")


def test_finished_subtitles_are_shown_as_they_stand(folder: Path) -> None:
    (folder / "fast.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nFar too many words for a second.\n")
    assert "1 of 1 above" in on_a_terminal(folder, "stats", "fast.srt", NO_COLOR="1")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["film.txt", "film.txt", "--svg", "x.svg"], 2, "pictures of one script"),
        (["--index", "archive.db", "--html", "x.html"], 2, "pictures of one script"),
        (["film.txt", "--svg", "gone/x.svg"], 2, "there is no folder gone"),
        (["film.txt", "--svg", "film.txt"], 2, "is the script itself"),
        (["talk.txt", "--svg", "x.svg"], 1, "no times to be shown"),
        (["film.txt", "--svg", "film.png"], 2, "film.png: what is written is a picture in SVG; end it in .svg"),
        (["film.txt", "--html", "film.srt"], 2, "film.srt: what is written is a page of HTML; end it in .html"),
    ],
)
def test_pictures_that_cannot_be_meant_are_refused(
    run: Run, folder: Path, arguments: list[str], exit_code: int, said: str
) -> None:
    (folder / "talk.txt").write_text("Ann: Do you hear me?\nBen: I do.\n" * 8, encoding="utf-8")
    result = run("stats", *arguments)
    assert result.exit_code == exit_code
    assert said in result.stderr
    assert not (folder / "x.svg").exists()
