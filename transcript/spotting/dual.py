"""Two speakers in quick exchange who share one subtitle, each on a line that begins with a hyphen (Netflix TTSG)."""

from __future__ import annotations

from collections.abc import Sequence

from transcript.labels import label, with_labels
from transcript.spotting.drafting import Draft, Setting
from transcript.spotting.phrases import sentence_ends
from transcript.spotting.presets import Preset
from transcript.spotting.reading import to_read
from transcript.spotting.segmentation import showing_cost, shown_ms
from transcript.spotting.timing import Shown
from transcript.width import width

# The longest silence between two speakers who still answer each other at once.
_QUICK_MS = 1000
# What it costs to tell two voices apart, each second that the second one is read before it is heard, and a sentence of
# which another subtitle shows the rest.
_TWO_VOICES, _AHEAD, _PART_OF_SENTENCE = 1.2, 0.5, 1.5


def shared(drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The drafts, neighbours of different speakers put into one subtitle wherever that reads better than two.

    The cheapest pairs of all, by the same costs that cut the speeches. Times that the script gives are left alone.
    """
    count = len(drafts)
    best = [0.0] * (count + 1)
    pairs: list[Draft | None] = [None] * (count + 1)
    around = [None, *drafts, None]  # the draft before each, itself, and the one after it
    for place, draft in enumerate(drafts, 1):
        after = around[place + 1]
        best[place] = best[place - 1] + _cost(draft.shown, after, setting.preset)
        first = around[place - 1]
        pair = _pair(first, draft, after, setting) if first else None
        if first and pair:
            parted = _runs_on(around[place - 2], first, setting) + _runs_on(draft, after, setting)
            ahead = (draft.shown.start - pair.shown.start) / 1000
            cost = _cost(pair.shown, after, setting.preset) + _TWO_VOICES + _AHEAD * ahead + _PART_OF_SENTENCE * parted
            if best[place - 2] + cost < best[place]:
                best[place], pairs[place] = best[place - 2] + cost, pair
    made: list[Draft] = []
    place = count
    while place:
        pair = pairs[place]
        made.append(pair or drafts[place - 1])
        place -= 2 if pair else 1
    return made[::-1]


def _runs_on(one: Draft | None, other: Draft | None, setting: Setting) -> bool:
    """Whether a sentence goes on from one draft to the next."""
    if one is None or other is None:
        return False
    here, there = (setting.cues[draft.cues[0]].speaker for draft in (one, other))
    return here == there and not sentence_ends(one.lines[-1].split(), setting.language)[-1]


def _cost(shown: Shown, after: Draft | None, preset: Preset) -> float:
    return showing_cost(_stands_ms(shown, after, preset), shown.characters, shown.words, preset)


def _stands_ms(shown: Shown, after: Draft | None, preset: Preset) -> int:
    return shown_ms(shown.start, shown.said, after.shown.start if after else None, preset)


def _pair(first: Draft, second: Draft, after: Draft | None, setting: Setting) -> Draft | None:
    """Two drafts as one, or None where they may not share a subtitle."""
    cues, preset = setting.cues, setting.preset
    one, other = cues[first.cues[-1]], cues[second.cues[0]]
    waits = second.shown.start - first.shown.said
    if one.speaker == other.speaker or one.reel != other.reel or waits > _QUICK_MS or preset.lines < 2:
        return None
    if any(cues[index].end_given for index in (*first.cues, *second.cues)):
        return None
    lines = tuple(f"-{' '.join(draft.lines)}" for draft in (first, second))
    # Both are named: each is a change of speaker.
    names = [label(cue.speaker, None, setting.labels) for cue in (one, other)]
    read, _ = with_labels(lines, names, preset.line_length)
    if max(map(width, read)) > preset.line_length:
        return None
    shown = Shown(first.shown.start, second.shown.said, *to_read(read))
    lasts = _stands_ms(shown, after, preset)
    if shown.said - shown.start > lasts or lasts < max(
        preset.shortest_ms, preset.least_ms(shown.characters, shown.words)
    ):
        return None
    indices = tuple(dict.fromkeys((*first.cues, *second.cues)))
    return Draft(shown, lines, read, True, indices, (one.speaker, other.speaker))
