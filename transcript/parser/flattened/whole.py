"""A whole line as note, speech or heading: the odds of each, from all but what stands before it."""

from __future__ import annotations

from transcript.parser.evidence.headings import read_heading, speaks_for_heading
from transcript.parser.evidence.lexicon import SIZES
from transcript.parser.evidence.texts import note_odds
from transcript.parser.evidence.typography import ends_sentence, letters, width
from transcript.parser.flattened.sight import Sight


def as_note(line: Sight) -> float:
    """A shot note rather than speech."""
    text, after, habits = line.text, line.after, line.habits
    odds = 0.9 * note_odds(text)
    case = letters(text)
    words = text.count(" ") + 1
    if case.capitals and line.style >= 0 and text not in SIZES:
        odds += habits.shouted - 3.0 if words > 2 else -3.0 if words == 2 else -1.5 - 2.0 * line.style
    elif case.mixed and line.style > 0:
        odds += 3.5
    if text[:1].islower() and line.style <= 0:
        odds -= 0.7
    over = width(text) / habits.left - 1.15
    if over > 0:
        odds -= min(8.0, 12.0 * over)
    if after is None:
        return odds
    if after.stamp:
        return odds + (1.5 if after.gap <= 3 else -0.5)
    # A note of a word or two needs nearly as many tabs as none at all.
    return odds - min(2.0, 0.25 * max(0, len(text) - 4)) if after.gap >= 5 else odds


def as_speech(line: Sight) -> float:
    """Speech: against it speaks a timecode too near, and more or far less width than the column has."""
    text, before, after, column = line.text, line.before, line.after, line.habits.right
    odds = 0.0
    unfinished = not ends_sentence(text)
    if text[:1].islower() and before is not None and not before.stamp and not ends_sentence(before.text):
        odds += 0.5 if unfinished else 1.5
    if unfinished and after is not None and not after.stamp and after.gap >= 2:
        room = 1.0 - (width(text) + width(" " + after.text.split(None, 1)[0])) / column
        if 0.25 < room < 1.0:
            odds -= 2.0  # the next word would have stood on this line
    if line.style < 0 and unfinished and " " in text and not line.reads_on and letters(text).capitals:
        odds -= 2.0  # capitals by themselves where speech is typed in small letters
    if line.beside_stamp:
        odds -= 2.0 if after is not None and after.gap else 1.0
    if unfinished and " " not in text and after is not None and after.gap < 5:
        odds -= 0.5
    if len(text) > 40:
        over = width(text) / column - 1.02
        # A line far wider than the column was never wrapped at all: it says nothing of a glued note.
        if 0 < over < 0.75:
            odds -= min(4.0, 25.0 * over)
    return odds


def as_heading(line: Sight) -> float | None:
    """A speaker heading; None where the form forbids it."""
    heading = read_heading(line.text)
    if heading is None:
        return None
    names = line.habits.names
    name = heading.name.casefold()
    form = speaks_for_heading(heading, line.text)
    seen = names[name]
    if seen < 2 and form < 3 and any(names[other] for other in line.habits.known.like(name) if other != name):
        seen += 1
    odds = form + min(3.0, 1.5 * (seen - 1)) + 1.0
    if line.before is not None and not line.before.stamp and not ends_sentence(line.before.text):
        odds -= 1.5  # the sentence before may read on with this name
    if line.after is not None:
        odds += 1.5 if line.after.gap >= 6 else -1.0 if line.after.stamp else 0.0
    return odds
