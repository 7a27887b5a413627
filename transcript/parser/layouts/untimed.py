"""`untimed`: named speech without any timecode: `Ann: [over radio] Do you hear me?`

It is taken only where it is asked for, where at least half of the lines are named speech, where a few people ask and
answer each other all along (names in lines of their own, speeches of many lines), or where sound bites are announced
as such (`SOUNDBITE (English) Ann Lee`), as in a numbered shot list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from transcript.model import Kind, Row, Segment
from transcript.parser.conventions import Conventions
from transcript.parser.evidence.texts import sound_odds
from transcript.parser.paragraphs.chrome import is_markdown_heading
from transcript.parser.paragraphs.fit import Fit, fit
from transcript.parser.paragraphs.label import label

NAME = "untimed"
DESCRIPTION = "named speech without any timecode: data and search, no subtitles"
EXAMPLE = "Ann: [over radio] Do you hear me?"
CONVENTIONS = Conventions(timed=False)


_MANY = 8
"""Speeches that tell an interview, however long they are."""
_ANGLED = re.compile(r"<([A-Za-z][^<>=/:]{1,60})>")
_ASKED = frozenset("q a question answer f frage antwort p r pregunta respuesta réponse d domanda risposta в о".split())
_ANNOUNCED = 2
"""Sound bites announced as such make a document a script: nothing else has them."""


def score(rows: Sequence[Row]) -> float:
    """How well the layout fits, from 0 to 1: no timecodes, and names before most of the lines."""
    found = fit(rows)
    named = found.named * found.placed
    if not found.stamps and found.bites >= _ANNOUNCED and found.words >= 6 * found.bites:
        return 0.6
    # In a list nobody answers anybody.
    if found.stamps or found.speakers < 2 or found.turns < 0.6 or not found.questions:
        return 0.0
    if named >= 0.5 and found.speeches >= 4 and found.words >= 2 * found.speeches and found.sentences >= 0.5:
        return 0.4 + 0.4 * named
    return 0.6 if _is_interview(found) and _recurring(rows) else 0.0


def segments(rows: Sequence[Row]) -> list[Segment]:
    """Label every stretch of every row."""
    found = _settled(label(rows))
    begin = _talk_begins(found)
    return [*map(_aside, found[:begin]), *found[begin:]]


def _settled(found: Sequence[Segment]) -> list[Segment]:
    """The segments without names that are none: headings, and a word said where all names have their colon.

    What is heard stands in pointed brackets, too, which are no tags of a page: `<laughter>`, `<audio skips>`.
    """
    names = _names(found)
    marked = {text.rstrip("*_ ")[:-1].strip("*_ ") for text in names if text.rstrip("*_ ").endswith(":")}
    bare = {text for text in names if ":" not in text and text.strip("*_ ") not in marked}
    said = bare if sum(names[text] for text in bare) * 20 <= names.total() else set()
    return [segment._replace(kind=_kind(segment, said)) for segment in found]


def _kind(segment: Segment, said: Set[str]) -> Kind:
    """The kind of a segment. said: what looks like a name in this document, and is said."""
    if segment.kind is Kind.SPEAKER and is_markdown_heading(segment.text):
        return Kind.FRONT
    if segment.kind is Kind.SPEAKER and segment.text in said:
        return Kind.LINE
    angled = _ANGLED.fullmatch(segment.text) if segment.kind is Kind.FRONT else None
    if angled is not None and (" " in angled[1] or sound_odds(angled[1]) > 2):
        return Kind.SOUND
    return segment.kind


def _is_interview(found: Fit) -> bool:
    """Whether people take turns all along, and ask: nothing else that has names and colons does."""
    return (
        found.speeches >= _MANY
        and found.turns >= 0.8
        and found.questions * 5 >= found.speeches
        and found.words >= 4 * found.speeches
        and found.placed >= 0.6
    )


def _recurring(rows: Sequence[Row]) -> bool:
    """Whether nearly all speeches are of people who speak again and again, and not just questions and their answers.

    `Q:` and `A:` head what is asked often on any page; who is interviewed has a name, or speaks in single lines. The
    parts of a form, which come in one order again and again, are no people.
    """
    found = segments(rows)
    names = _names(found)
    if sum(segment.kind is Kind.SOUND for segment in found) * 2 > names.total():
        return False  # what stands in brackets beside every speech is no sound
    known = sum(count for text, count in names.items() if text.strip(" .:*_").casefold() not in _ASKED)
    if known * 20 < names.total() or _is_form([segment.text for segment in found if segment.kind is Kind.SPEAKER]):
        return False
    return sum(count for count in names.values() if count > 2) * 10 >= 9 * names.total()


def _is_form(spoken: Sequence[str]) -> bool:
    """Whether three names or more come round and round in one order, as the parts of a form do."""
    after: dict[str, Counter[str]] = {}
    for name, follower in pairwise(spoken):
        after.setdefault(name, Counter())[follower] += 1
    usual = {name: followers.most_common(1)[0] for name, followers in after.items()}
    if sum(count for _, count in usual.values()) * 10 < 7 * (len(spoken) - 1):
        return False
    name, round_trip = max(after, key=lambda name: after[name].total()), []
    while name in usual and name not in round_trip:
        round_trip.append(name)
        name = usual[name][0]
    return name in round_trip and len(round_trip) - round_trip.index(name) > 2


def _names(found: Sequence[Segment]) -> Counter[str]:
    return Counter(segment.text for segment in found if segment.kind is Kind.SPEAKER)


def _talk_begins(found: Sequence[Segment]) -> int:
    """Where the talk begins, in a document whose names stand in lines of their own above speech.

    Above it `INTERVIEWEE: Ann Lee`, `ANN LEE: an interview by …` tell of the talk, and are none of it.
    """
    held = Counter(segment.number for segment in found)
    named = [place for place, segment in enumerate(found) if segment.kind is Kind.SPEAKER]
    lone = [place for place in named if held[found[place].number] == 1]
    if len(named) < _MANY or len(lone) * 3 < 2 * len(named):
        return 0
    names = _names(found)
    above = [place for place in named if place < lone[0] and names[found[place].text] > 1]
    return above[0] if len(above) > 2 else lone[0]


def _aside(segment: Segment) -> Segment:
    return segment._replace(kind=Kind.FRONT, narration=False)
