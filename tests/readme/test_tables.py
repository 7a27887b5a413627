"""What the README and docs/commands.md list is what there is."""

from __future__ import annotations

import re

import pytest

from tests.help_reference import REFERENCE, reference
from tests.readme.blocks import README
from tests.readme_formats import with_table
from transcript.cli import COMMANDS
from transcript.parser import LAYOUTS

PAGE = README.read_text(encoding="utf-8")


def rows(heading: str) -> str:
    """A table without its heading."""
    return PAGE.partition(heading)[2].partition("\n\n")[0]


def test_the_table_of_formats_is_that_of_the_registry() -> None:
    assert with_table(PAGE) == PAGE, "run python -m tests.readme_formats"


def test_the_layouts_named_are_those_there_are() -> None:
    assert set(re.findall(r"^\| `([a-z-]+)` \|", rows("| layout | for example |"), re.MULTILINE)) == set(LAYOUTS)


def test_the_commands_named_are_those_there_are() -> None:
    table = rows("| command | what it does |")
    assert re.findall(r"^\| `transcript ([a-z]+)", table, re.MULTILINE) == list(COMMANDS)


def test_the_reference_is_that_of_the_help() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == reference(), "run python -m tests.help_reference"


@pytest.mark.parametrize("columns", ["30", "300"])
def test_the_reference_does_not_depend_on_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = reference()
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    assert reference() == before


def test_every_option_named_is_one_there_is() -> None:
    """In words, tables and blocks, the part about measuring apart, which is another program's."""
    page = PAGE.partition("## Measuring")[0]
    page = re.sub(r"^python3 -m venv .*|`python3? -m .*?`", "", page, flags=re.MULTILINE)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", page))
    known = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", REFERENCE.read_text(encoding="utf-8")))
    assert len(named) > 40
    assert named <= known
