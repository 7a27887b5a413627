"""No line and no subtitle ends in an article whose noun comes in the next (Netflix TTSG, line treatment; BBC)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from transcript.model import Severity, Subtitle
from transcript.spotting.grammar import grammar_of
from transcript.spotting.presets import Preset
from transcript.spotting.quality.rule import Break, Programme, at

_ENOUGH = 50  # subtitles, to tell their language where nothing says it
_OPENING = "\"'([{“‘«„¿¡-–—"


class BreakAfterArticle:
    """A mark behind the article (the …, a --) says that the speaker stopped there: that is no break of this rule."""

    slug = "break-after-article"

    def check(self, subtitles: Sequence[Subtitle], preset: Preset, programme: Programme) -> Iterator[Break]:
        articles = articles_of(subtitles, programme)
        for number, subtitle in enumerate(subtitles, 1):
            for line, below in pairwise(subtitle.lines):
                if ends_in(line.split(), articles) and not below.startswith("-"):
                    yield self._broken(number, subtitle, line, "line")
            last = subtitle.lines[-1] if subtitle.lines else ""
            if ends_in(last.split(), articles) and goes_on(subtitle, subtitles[number : number + 1]):
                yield self._broken(number, subtitle, last, "subtitle")

    def _broken(self, number: int, subtitle: Subtitle, line: str, what: str) -> Break:
        article = line.rsplit(maxsplit=1)[-1]
        message = f"{at(subtitle)}: a {what} ends in “{article}”, the words it belongs to come in the next"
        return Break(self.slug, number, message, f"move “{article}” to the next {what}", Severity.INFO)


def articles_of(subtitles: Sequence[Subtitle], programme: Programme) -> frozenset[str]:
    """The articles of the subtitles' language."""
    some = [word for subtitle in subtitles[:_ENOUGH] for line in subtitle.lines for word in line.split()]
    return grammar_of(programme.language, some).articles


def goes_on(subtitle: Subtitle, followers: Sequence[Subtitle]) -> bool:
    """Whether what comes next is of the same kind, by the same speaker."""
    speaker = subtitle.speakers[-1] if subtitle.speakers else subtitle.speaker
    return any((follower.role, follower.speaker) == (subtitle.role, speaker) for follower in followers)


def ends_in(words: Sequence[str], articles: frozenset[str]) -> bool:
    """Whether the last word is an article, without a mark behind it."""
    return bool(words) and words[-1].lstrip(_OPENING).casefold() in articles
