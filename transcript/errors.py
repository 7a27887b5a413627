"""Errors a user can act on: where, what was found, and what to do. The command line prints them in one line."""

from __future__ import annotations

from pathlib import Path


class TranscriptError(Exception):
    """Something in the input keeps the work from being done.

    found: what is wrong. advice: what to do about it. path, line: where, as far as known.
    """

    def __init__(
        self, found: str, advice: str = "", *, path: str | Path | None = None, line: int | None = None
    ) -> None:
        self.found = found
        self.advice = advice
        self.path = None if path is None else str(path)
        self.line = line
        super().__init__(found, advice)

    def __str__(self) -> str:
        where = "" if self.path is None else f"{self.path}: " if self.line is None else f"{self.path}:{self.line}: "
        return where + self.found + (f"; {self.advice}" if self.advice else "")


class UnreadableDocument(TranscriptError):
    """The file is missing, empty, no document at all, or its text cannot be decoded."""


class MissingDocument(UnreadableDocument):
    """There is no file of that name: a slip in the command rather than in the document."""


class NotAScript(TranscriptError):
    """The document holds no timecoded script that any layout recognises.

    brief: what was found, in a list of many documents. looked: what was looked for, which is the same for all of them.
    """

    def __init__(
        self, found: str, advice: str = "", *, path: str | Path | None = None, brief: str = "", looked: str = ""
    ) -> None:
        super().__init__(found, advice, path=path)
        self.brief = brief or found
        self.looked = looked


class InvalidTimecode(TranscriptError):
    """A text that should be a timecode is none, or names a frame that does not exist."""


class InvalidSetting(TranscriptError):
    """A cast file, a rules file or an option does not say what it should."""


class OutputRefused(TranscriptError):
    """An output would overwrite something, or a format cannot carry what it is given."""
