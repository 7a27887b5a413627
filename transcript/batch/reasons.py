"""Why something was not made, in a form that can be told of very many scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import NotAScript

if TYPE_CHECKING:
    from transcript.errors import TranscriptError


class Reason(NamedTuple):
    """What was found, and what is the same for all of which this is found: what to do about it, if anything is."""

    found: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.found}; {self.advice}" if self.advice else self.found


def reason_of(error: TranscriptError) -> Reason:
    """What an error says, each part in one line, but for the place."""
    # What is advised for what is no script is for one document; what was looked for is the same for all.
    told = (error.brief, error.looked) if isinstance(error, NotAScript) else (error.found, error.advice)
    return Reason(*(" ".join(text.split()) for text in told))
