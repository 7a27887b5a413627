"""--language and --text: what is spoken, and which column of a table holds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.parser.test_language import SPOKEN


@pytest.fixture(autouse=True)
def bilingual(folder: Path) -> None:
    """A table with the story in German and in English."""
    rows = ["TC,Speaker,German,English"]
    pairs = zip(SPOKEN["de"].split(". "), SPOKEN["en"].split(". "), strict=False)
    rows += [f'10:0{n}:05,TOM,"{german}.","{english}."' for n, (german, english) in enumerate(pairs)]
    (folder / "boats.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_a_guess_stands_in_the_json_and_is_said_unless_it_is_english(run: Run) -> None:
    german = run("convert", "boats.csv", "--to", "json", "-o", "-")
    assert json.loads(german.stdout)["source"]["language"] == "de"
    assert json.loads(german.stdout)["source"]["language_given"] is False
    assert ", language de, programme start " in german.stderr
    english = run("convert", "boats.csv", "--to", "json", "-o", "-", "--text", "English")
    assert json.loads(english.stdout)["source"]["language"] == "en"
    assert "language" not in english.stderr


def test_what_is_told_holds_and_needs_no_saying(run: Run) -> None:
    result = run("convert", "boats.csv", "--to", "json", "-o", "-", "--language", "DE-at")
    source = json.loads(result.stdout)["source"]
    assert (source["language"], source["language_given"]) == ("de-AT", True)
    assert ", language" not in result.stderr


def test_a_tag_that_no_language_has_is_taken_and_said(run: Run) -> None:
    said = "--language klingon: no language has such a tag; one is such as en, pt-BR or tlh (BCP 47)\n"
    result = run("convert", "boats.csv", "--to", "json", "-o", "-", "--language", "Klingon")
    assert said in result.stderr
    assert json.loads(result.stdout)["source"]["language"] == "klingon"
    for tag in ("tlh", "zh-Hant", "x-house"):
        assert "no language has" not in run("check", "boats.csv", "--language", tag).stderr


def test_a_script_too_short_to_tell_has_no_language(run: Run) -> None:
    result = run("convert", "film.txt", "--to", "json", "-o", "-")
    assert json.loads(result.stdout)["source"]["language"] is None


def test_webvtt_says_it_in_a_note(run: Run) -> None:
    assert "\n\nNOTE Language: de\n\n" in run("convert", "boats.csv", "--to", "vtt", "-o", "-").stdout
    told = run("convert", "film.txt", "--to", "vtt", "-o", "-", "--language", "en-IE").stdout
    assert "\n\nNOTE Language: en-IE\n\n" in told
    assert "NOTE Language" not in run("convert", "film.txt", "--to", "vtt", "-o", "-").stdout


def test_what_is_no_tag_is_wrong_use(run: Run) -> None:
    result = run("show", "film.txt", "--language", "German language")
    assert result.exit_code == 2
    assert "no language tag: 'German language'; give one by BCP 47, such as en" in result.stderr


@pytest.mark.parametrize("column", ["English", "4"])
def test_the_column_of_the_text_is_named_or_counted(run: Run, column: str) -> None:
    shown = run("show", "boats.csv", "--text", column).stdout
    assert "The boats left the harbour" in shown
    assert "Die Boote" not in shown


def test_a_column_that_there_is_not_is_refused_with_those_that_there_are(run: Run) -> None:
    result = run("show", "boats.csv", "--text", "French")
    assert result.exit_code == 1
    assert "the table has no column 'French'; choose one by its name or number: German, English" in result.stderr
