"""Who is who: --alias and cast files."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from transcript.cli.cast import merged, read_alias, read_cast
from transcript.errors import InvalidSetting, MissingDocument

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CAST = """\
# the people of the film
[cast]
NATALIYA = ["NATASHA", "NATALYA"]
"J. F. KENNEDY" = ["JFK"]
"""


def test_a_cast_file_names_speakers_and_their_spellings(tmp_path: Path) -> None:
    path = tmp_path / "cast.toml"
    path.write_text(CAST, encoding="utf-8")
    pairs = (("NATASHA", "NATALIYA"), ("NATALYA", "NATALIYA"), ("JFK", "J. F. KENNEDY"))
    assert read_cast(path) == pairs
    path.write_text(CAST, encoding="utf-8-sig")
    assert read_cast(path) == pairs


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ("[cast]\nNATALIYA = [NATASHA]\n", 2, "no TOML (invalid value)"),
        ('[cast]\nJ. F. KENNEDY = ["JFK"]\n', 2, "begins with J has a dot and needs quotes"),
        ("[cast]\nNATALIYA = [\n", 2, "no TOML"),
        ('NATALIYA = ["NATASHA"]\n', None, "no table [cast]"),
        ("", None, "no table [cast]"),
        ('[cast]\nA = ["B"]\n\n[crew]\nC = ["D"]\n', 4, "[cast] only, not 'crew'"),
        ('[cast]\nNATALIYA = "NATASHA"\n', 2, "NATALIYA needs a list of spellings"),
        ('[cast]\nA = ["B"]\nC = [1]\n', 3, "C needs a list of spellings"),
        ('[cast]\nA = ["Zo\xe9"]\n', 2, "no UTF-8"),
        ('[cast]\nA = ["B"]\n"" = ["PEMBERTON"]\n', 3, "a name is empty"),
        ('[cast]\nA = ["B", " "]\n', 2, "a spelling of A is empty"),
    ],
)
def test_a_cast_file_that_says_something_else_is_refused_with_its_line(
    tmp_path: Path, content: str, line: int | None, found: str
) -> None:
    path = tmp_path / "cast.toml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InvalidSetting) as refusal:
        read_cast(path)
    assert found in str(refusal.value)
    assert refusal.value.line == line
    assert refusal.value.path == str(path)
    assert refusal.value.advice


def test_a_cast_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingDocument, match="no such cast file"):
        read_cast(tmp_path / "cast.toml")
    with pytest.raises(InvalidSetting, match="cannot be read"):
        read_cast(tmp_path)


def test_an_alias_is_a_spelling_and_a_name() -> None:
    assert read_alias("NATASHA=NATALIYA") == ("NATASHA", "NATALIYA")
    assert read_alias(" J. F. K. = J. F. KENNEDY ") == ("J. F. K.", "J. F. KENNEDY")


@pytest.mark.parametrize("text", ["NATASHA", "=NATALIYA", "NATASHA=", "="])
def test_what_is_no_alias_is_refused(text: str) -> None:
    with pytest.raises(InvalidSetting):
        read_alias(text)


def test_a_spelling_stands_for_one_name() -> None:
    assert merged([("A", "B"), ("A", "B"), ("C", "B")]) == (("A", "B"), ("C", "B"))
    with pytest.raises(InvalidSetting, match="A stands for both B and D"):
        merged([("A", "B"), ("A", "D")])


def test_aliases_and_a_cast_file_work_together(run: Run, folder: Path) -> None:
    (folder / "cast.toml").write_text('[cast]\n"ANNA FIELDING" = ["ANNA FIELD"]\n', encoding="utf-8")
    result = run("speakers", "film.txt", "--json", "--cast", "cast.toml", "--alias", "NARRATOR=COMMENTARY")
    assert list(json.loads(result.stdout)) == ["COMMENTARY", "ANNA FIELDING"]


SLIP = """\
Gate\t10.00.00\tANN KRYUKOV
\t\tWe came by the river.
\t10.00.05\tANN KRYKOV
\t\tAnd I by the road.
\t10.00.09\tANN KRYUKOV
\t\tIt was not far.
"""


def names(run: Run, *options: str) -> list[str]:
    return list(json.loads(run("speakers", "film.txt", "--json", *options).stdout))


def test_what_is_advised_keeps_two_names_apart(run: Run, folder: Path) -> None:
    (folder / "film.txt").write_text(SLIP, encoding="utf-8")
    advised = re.search(r"keep them apart with (--alias .*)\n", run("check", "film.txt").stdout)
    assert advised is not None
    options = shlex.split(advised[1])
    assert options == ["--alias", "ANN KRYKOV=ANN KRYKOV"]
    assert names(run) == ["ANN KRYUKOV"]
    assert names(run, *options) == ["ANN KRYUKOV", "ANN KRYKOV"]
    assert run("check", "film.txt", *options).stdout == ""


@pytest.mark.parametrize(
    ("file", "content"),
    [("cast", '[cast]\n"ANN KRYKOV" = []\n'), ("corrections", '[[correction]]\nline = 3\nspeaker = "ANN KRYKOV"\n')],
)
def test_a_name_in_a_file_of_the_user_is_nobody_s_slip(run: Run, folder: Path, file: str, content: str) -> None:
    (folder / "film.txt").write_text(SLIP, encoding="utf-8")
    (folder / f"{file}.toml").write_text(content, encoding="utf-8")
    assert names(run, f"--{file}", f"{file}.toml") == ["ANN KRYUKOV", "ANN KRYKOV"]


def test_an_alias_of_nobody_is_said_once(run: Run, folder: Path) -> None:
    (folder / "second.txt").write_text(SLIP, encoding="utf-8")
    said = "--alias NOBODY=X: nobody is called NOBODY; transcript speakers lists who speaks\n"
    for command in (("check",), ("convert", "--force")):
        assert run(*command, "film.txt", "second.txt", "--alias", "NOBODY=X").stderr.count(said) == 1
        assert "nobody is called" not in run(*command, "film.txt", "second.txt", "--alias", "anna field=X").stderr


def test_a_cast_file_is_refused_like_a_script(run: Run, folder: Path) -> None:
    (folder / "cast.toml").write_text("[cast]\nA = B\n", encoding="utf-8")
    broken = run("convert", "film.txt", "--cast", "cast.toml")
    assert broken.exit_code == 1
    assert broken.stderr.startswith("Error: cast.toml:2: the cast file is no TOML")
    missing = run("convert", "film.txt", "--cast", "crew.toml")
    assert missing.exit_code == 2
    assert missing.stderr.startswith("Error: crew.toml: there is no such cast file")
