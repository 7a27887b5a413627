"""The changelog tells of the version that is released."""

from __future__ import annotations

import re

from tests.release.interpreters import PROJECT, versions
from transcript import __version__
from transcript.cli import COMMANDS

PAGE = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_newest_release_is_this_version() -> None:
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(__version__)} - \d{{4}}-\d\d-\d\d", headings[1])


def test_sections_are_those_of_keep_a_changelog() -> None:
    sections = set(re.findall(r"^### (.+)$", PAGE, re.MULTILINE))
    assert sections <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_first_version_names_commands_and_pythons_that_there_are() -> None:
    first = PAGE.partition("## 0.1.0 ")[2]
    assert set(re.findall(r"`transcript ([a-z]+)", first)) <= set(COMMANDS)
    assert all(version in first for version in versions())
