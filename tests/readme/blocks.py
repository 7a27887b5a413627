"""The blocks of code in a page of Markdown, and what each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
README = PROJECT / "README.md"
SAMPLE = PROJECT / "samples" / "atlantic-cable.txt"
_OF_TESTS = ("python -m tests.", "pip install -e ")


class Kind(Enum):
    """What a block is, and so how it is held against the program."""

    SESSION = auto()
    """Commands after `$`, each with what it prints."""
    COMMANDS = auto()
    SET_UP = auto()
    """Commands that begin with a new environment: a whole installation."""
    PYTHON = auto()
    RULES = auto()
    """A house's rules, in TOML."""
    PRINTED = auto()
    """What the commands before it print."""
    EXCERPT = auto()
    """Lines of the sample."""
    MODULES = auto()
    """What becomes of a document, with the package on each arrow, and the folders and modules of the package."""
    MEASURING = auto()
    """Commands of the tests, that measure or fuzz for minutes or hours: only their names and options are looked at."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code. language: as its fence says, or None where it is indented; line: its first in the page."""

    line: int
    language: str | None
    text: str

    def __str__(self) -> str:
        return f"README.md:{self.line}"


def blocks(page: str) -> list[Block]:
    """The blocks of a page in their order, fenced and indented ones."""
    found: list[Block] = []
    begin, language, held = 0, None, list[str]()
    for number, line in enumerate([*page.splitlines(), ""], 1):
        if line.startswith("```"):
            if language is None:
                found += _indented(begin, held)
                begin, language, held = number + 1, line[3:].strip(), []
            else:
                found.append(Block(begin, language, "\n".join(held)))
                language, held = None, []
        elif language is not None or line.startswith("    "):
            begin = begin if held else number
            held.append(line if language is not None else line[4:])
        elif not line and held:
            held.append(line)
        else:
            found += _indented(begin, held)
            held = []
    return found + _indented(begin, held)


def _indented(begin: int, held: list[str]) -> list[Block]:
    text = "\n".join(held).rstrip()
    return [Block(begin, None, text)] if text else []


def kind(block: Block) -> Kind | None:
    """What a block is; None for what no test knows."""
    fenced = {"python": Kind.PYTHON, "toml": Kind.RULES, "": Kind.PRINTED, "sh": Kind.COMMANDS}
    if block.language is not None:
        found = fenced.get(block.language)
        if found is Kind.COMMANDS and block.text.startswith("python3 -m venv "):
            return Kind.SET_UP
        if found is Kind.COMMANDS and all(line.startswith(_OF_TESTS) for line in block.text.splitlines()):
            return Kind.MEASURING
        return found
    if block.text.startswith("$ "):
        return Kind.SESSION
    if "\ntranscript/\n" in block.text:
        return Kind.MODULES
    return Kind.EXCERPT if _lines(block.text) in _lines(SAMPLE.read_text(encoding="utf-8")) else None


def _lines(text: str) -> str:
    """Whole lines without their blank ends, however many blank lines stand between them."""
    return "".join(f"\n{line.rstrip()}\n" for line in text.splitlines() if line.strip())
