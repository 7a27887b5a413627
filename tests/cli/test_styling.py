"""transcript convert with sounds, titles, colours and the words that keep their capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pysrt
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NOTED = """\
Harbour at dawn\t10.00.00\tNARRATOR
\t10.00.02\tIN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.
\t10.00.09\tTITLE MUSIC
\t10.00.12\tCAPTION: Valentia, 1866
\t10.00.16\t(PAUSE)
Map\t10.00.20\tNARRATOR
\t\tTWO WEEKS LATER QUENNELL REACHED NEWFOUNDLAND.
"""
SILENT = """\
Harbour at dawn\t10.00.02\tTITLE MUSIC
Still, the ship\t10.00.09\tCAPTION: Valentia, 1866
Map\t10.00.14\tMUSIC ENDS
"""


@pytest.fixture(autouse=True)
def noted(folder: Path) -> None:
    (folder / "noted.txt").write_text(NOTED, encoding="utf-8")


def test_sounds_and_titles_are_shown_on_request(run: Run) -> None:
    last = "TWO WEEKS LATER QUENNELL REACHED NEWFOUNDLAND."

    def texts(*options: str) -> list[str]:
        written = run("convert", "noted.txt", "-o", "-", "--labels", "never", *options).stdout
        return [item.text.replace("\n", " ") for item in pysrt.from_string(written)][-4:]

    assert texts()[-1] == last
    assert "[TITLE MUSIC]" not in texts()
    assert texts("--sdh")[-2:] == ["[TITLE MUSIC]", last]
    assert texts("--sdh", "--titles")[-3:] == ["[TITLE MUSIC]", "Valentia, 1866", last]


def test_a_script_in_which_nobody_speaks_has_them_alone(run: Run, folder: Path) -> None:
    (folder / "silent.txt").write_text(SILENT, encoding="utf-8")
    refused = run("convert", "silent.txt", "-o", "-", "--to", "srt", "--layout", "columns")
    assert refused.exit_code == 1
    assert "there is no speech in it" in refused.stderr
    made = run("convert", "silent.txt", "-o", "-", "--sdh", "--titles", "--layout", "columns")
    assert [item.text for item in pysrt.from_string(made.stdout)] == ["[TITLE MUSIC]", "Valentia, 1866", "[MUSIC ENDS]"]
    assert run("check", "silent.txt", "--rules", "bbc", "--sdh", "--layout", "columns").exit_code == 0


def test_colours_stand_in_a_style(run: Run) -> None:
    written = run("convert", "noted.txt", "-o", "-", "--to", "vtt", "--colours").stdout
    assert "\nSTYLE\n::cue(.yellow) { color: #ffff00 }\n\n" in written
    assert "<v NARRATOR><c.yellow>" in written
    assert "STYLE" not in run("convert", "noted.txt", "-o", "-", "--to", "vtt").stdout


def test_words_that_keep_their_capitals(run: Run, folder: Path) -> None:
    (folder / "cast.toml").write_text('[cast]\n"JOE QUENNELL" = []\n', encoding="utf-8")
    options = ("-o", "-", "--labels", "never", "--case", "sentence")
    kept = run("convert", "noted.txt", *options, "--keep-capitals", "cable", "--keep-capitals", "Great Eastern").stdout
    assert "CABLE" in kept
    assert "Great Eastern" in " ".join(kept.split())
    assert "quennell" in run("convert", "noted.txt", *options).stdout
    assert "Quennell" in run("convert", "noted.txt", *options, "--cast", "cast.toml").stdout


def test_words_that_keep_their_capitals_need_a_case(run: Run) -> None:
    refused = run("convert", "noted.txt", "-o", "-", "--keep-capitals", "cable")
    assert refused.exit_code == 2
    assert "add --case sentence" in refused.stderr
