"""No regular expression of the package takes longer than its text warrants."""

from __future__ import annotations

import re

import pytest

from tests.fuzzing.patterns import Found, patterns, slow

# What is slow by itself and never gets such texts. To find out by hand: python -m tests.fuzzing.patterns
BOUNDED = {
    "transcript.exporters.srt._TAG": "looks no further than the last bracket",
    "transcript.exporters.srt._OVERRIDE": "looks no further than the last brace",
    "transcript.readers.number_formats._PARTS": "a format has 255 characters",
    "transcript.search.stemming._ENDINGS": "a word has 40 letters",
}


@pytest.mark.filterwarnings("ignore::FutureWarning")  # of classes that re reads otherwise than regex
def test_every_pattern_takes_time_as_its_text_is_long() -> None:
    known = patterns()
    assert len(known) > 200
    assert BOUNDED.keys() <= {found.where for found in known}
    assert [found for found in map(slow, (one for one in known if one.where not in BOUNDED)) if found] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s*$",
        r"<!--.*?-->",
        r"(a|a)*b",
        r"(?:\w+\s?)+!",
        r"\d+\.?\d+:",
        r"^[^:]*:\s*(.*?)\s*;",
        rb"a\s*b?\s*c",
    ],
)
def test_a_pattern_that_takes_longer_is_found(pattern: str | bytes) -> None:
    compiled = re.compile(pattern)
    assert slow(Found("here", compiled, ("search",))) is not None
