"""Given times leave little room: wherever some cut keeps the hard rules, the one that is chosen keeps them too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from transcript.model import Cue, Transcript
from transcript.spotting import PRESETS, Preset, spot
from transcript.spotting.pace import Word, speeches
from transcript.spotting.timing import Shown, settle
from transcript.width import width

NETFLIX = PRESETS["netflix"]


def cue(text: str, start: int, end: int | None = None) -> Cue:
    """Milliseconds; with an end, both times are given by the script."""
    made = replace(builders.cue("ANN", "10:00:02", text), start=Fraction(start, 1000), end=Fraction(end or start, 1000))
    return replace(made, end_given=end is not None)


def cuts(words: tuple[Word, ...], preset: Preset) -> Iterator[list[tuple[int, int]]]:
    """Every way to cut a speech into subtitles that some lines hold."""
    count = len(words)
    for places in chain.from_iterable(combinations(range(1, count), size) for size in range(count)):
        pieces = list(pairwise([0, *places, count]))
        if all(in_lines([word.text for word in words[a:b]], preset) for a, b in pieces):
            yield pieces


def in_lines(texts: list[str], preset: Preset) -> bool:
    """Whether filling one line after the other needs no more than there may be."""
    lines, used = 1, -1
    for text in texts:
        used += 1 + width(text)
        if used > preset.line_length:
            lines, used = lines + 1, width(text)
    return lines <= preset.lines and all(width(text) <= preset.line_length for text in texts)


def keeps(times: list[tuple[int, int]], preset: Preset) -> bool:
    durations = [end - start for start, end in times]
    longest = preset.max_duration_ms
    return (
        all(lasts >= preset.shortest_ms for lasts in durations)
        and (longest is None or all(lasts <= longest for lasts in durations))
        and all(b[0] - a[1] >= preset.gap_ms for a, b in pairwise(times))
    )


def some_cut_keeps_the_rules(transcript: Transcript, preset: Preset) -> bool:
    """Whether any cuts of all its speeches, with their times settled, keep every hard rule."""
    said = speeches(transcript)
    for way in product(*(cuts(speech.words, preset) for speech in said)):
        shown = []
        for speech, pieces in zip(said, way, strict=True):
            own = transcript.cues[speech.words[0].cue]
            for a, b in pieces:
                inside = speech.words[a:b]
                length = sum(width(word.text) + 1 for word in inside) - 1
                opens = round(own.start * 1000) if own.end_given and a == 0 else None
                closes = round(own.end * 1000) if own.end_given and b == len(speech.words) else None
                shown.append(Shown(inside[0].start, inside[-1].end, length, b - a, opens, closes))
        if keeps(settle(shown, preset), preset):
            return True
    return False


def kept(transcript: Transcript, preset: Preset) -> bool:
    subtitles = spot(transcript, preset).subtitles
    in_width = all(len(s.lines) <= preset.lines and max(map(width, s.lines)) <= preset.line_length for s in subtitles)
    return in_width and keeps([(subtitle.start, subtitle.end) for subtitle in subtitles], preset)


small = replace(NETFLIX, name="small", line_length=16, target_cps=12, max_cps=15)
rules = st.sampled_from([small, *(replace(preset, line_length=16) for preset in PRESETS.values())])
texts = st.lists(st.sampled_from("the lamp went out. No! we, waited harbour of Ann".split()), min_size=1, max_size=7)


@given(texts, st.integers(200, 16_000), rules)
def test_in_and_out_times_of_a_speech(words: list[str], lasts: int, preset: Preset) -> None:
    transcript = builders.transcript(cues=[cue(" ".join(words), 2000, 2000 + lasts)])
    assert kept(transcript, preset) or not some_cut_keeps_the_rules(transcript, preset)


@given(st.lists(texts.map(lambda words: words[:4]), min_size=1, max_size=2), st.integers(0, 6000), rules)
def test_free_speeches_before_a_given_time(spoken: list[list[str]], room: int, preset: Preset) -> None:
    """Between two subtitles with given times the free ones are as many as the time allows."""
    free = [cue(" ".join(words), 4000 + place * room // 2) for place, words in enumerate(spoken)]
    pinned = [cue("No!", 2000, 4000), *free, cue("Yes!", 4000 + room, 6000 + room)]
    transcript = builders.transcript(cues=pinned)
    assert kept(transcript, preset) or not some_cut_keeps_the_rules(transcript, preset)


def test_a_crowded_speech_has_fewer_subtitles_rather_than_flashes() -> None:
    """Three that read best do not fit into its two and a half seconds; two do."""
    narrow = replace(PRESETS["channel4"], line_length=20)
    text = "of Ann lamp Ann the extraordinary we, out. I extraordinary No! we,"
    roomy = spot(builders.transcript(cues=[cue(text, 2000, 9000)]), narrow)
    crowded = builders.transcript(cues=[cue(text, 2000, 4892)])
    assert len(roomy.subtitles) > len(spot(crowded, narrow).subtitles) == 2
    assert kept(crowded, narrow)


def test_the_last_subtitle_before_a_late_out_time_does_not_stand_too_long() -> None:
    """Its words are cut where the rest stands six seconds at most, though that leaves one of them alone."""
    preset = replace(PRESETS["dcmp"], line_length=20)
    transcript = builders.transcript(cues=[cue("waited I I", 2000, 14_613)])
    assert some_cut_keeps_the_rules(transcript, preset)
    assert kept(transcript, preset)
