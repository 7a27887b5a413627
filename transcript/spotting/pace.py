"""When each word is said, from timecodes that stand every few seconds at best.

Timecodes are noisy anchors. One that stands where speech begins is good to its rounding (clocks are rounded down). One
at a shot change inside a speech is typed beside the row in which it falls, so it may lie half a row off either way.
Joining such dots makes the speech run and drag; here the whole document is fitted at once instead, as a chain: each
cue has a point where its first word begins and one where its last word ends; the words between are a link as long as
they are to say, at a pace found in the same fit for the document and each of its speakers; pauses are links of their
own. Silences are told by the room they leave: misses too large for the noise lose their weight (Student's t) instead
of stretching the words.

The times are estimates, so the fit is in floating point; they leave this module as whole milliseconds, and never
outside what the script says exactly: no word before its speech begins or after the next one does.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from transcript.model import Cue, Transcript
from transcript.spotting.anchors import (
    SURE_SILENCE,
    Run,
    Sight,
    anchored,
    clock_unit,
    freshened,
    sights_of,
    spoken,
    t_weight,
    ways_of,
    weigh_sights,
)
from transcript.spotting.chain import Link, link_length, solve
from transcript.spotting.rooms import apart_in_silence, crowded
from transcript.spotting.spoken import phrased, said


class Word(NamedTuple):
    """A word as typed, with the milliseconds from the programme start at which it is said. cue: index of its cue."""

    text: str
    start: int
    end: int
    cue: int


class Speech(NamedTuple):
    """One speaker's words without a break: cues that follow each other and are joined again."""

    words: tuple[Word, ...]


# Rates of the chain: the pace of the document against the narrator of `spoken`, and how much longer than that pace its
# clause pauses and sentence pauses are; then what each speaker adds to the pace.
_PACE, _CLAUSE, _SENTENCE = 0, 1, 2
_RATE_AIM = (1.0, 0.0, 0.0)
_RATE_SPREAD = (0.30, 0.30, 0.25)
_LEAST_PACE, _MOST_PACE = 0.4, 3.0
_SPEAKER_SPREAD = 0.12
_SPEAKERS_WITH_OWN_PACE = 8
_WORDS_FOR_OWN_PACE = 60

# The last word before a silence is drawn out even more than before a pause.
_LAST_WORD = 0.05
# A timecode is put where speech begins after a pause: there the pause is so much longer than its mark tells.
_PAUSED = 0.25
# Room beyond so many standard deviations is silence, not slow speech.
_SILENCE_SIGMAS = 2.5
_PAUSE_LEAST_SPREAD, _PAUSE_MOST_SPREAD = 0.9, 4.0
_LEAST_PAUSE, _LEAST_PAUSE_SLIP = 0.15, 0.1
# Who speaks next under the same timecode answers at once: else there would be another timecode.
_ANSWER, _ANSWER_SPREAD = 0.5, 0.5
_ROUNDS, _FRESH_AFTER = 6, (2, 4)


def speeches(transcript: Transcript) -> tuple[Speech, ...]:
    """The words of every cue with their times, joined into speeches, in the order of the cues.

    Times rise from word to word within a speech and from speech to speech within a reel. Cues without words have none.
    """
    return _fitted(_Told(transcript))


class _Told:
    """What a script tells of when its words are said: all of it but the ends of cues that it does not give itself.

    A transcript whose ends were settled tells the same as before: its words are not fitted anew.
    """

    __slots__ = ("transcript",)

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript

    def __hash__(self) -> int:
        return hash((len(self.transcript.cues), len(self.transcript.segments)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Told):
            return NotImplemented
        here, there = self.transcript, other.transcript
        same = here.segments is there.segments and here.timing is there.timing
        same = same and here.sounds is there.sounds and here.titles is there.titles
        return same and all(
            a is b or (_told_of(a) == _told_of(b) and (a.end == b.end or not a.end_given))
            for a, b in zip(here.cues, there.cues, strict=False)
        )


def _told_of(cue: Cue) -> tuple[object, ...]:
    return (cue.line, cue.start, cue.end_given, cue.speaker, cue.span, cue.reel, cue.time, cue.typed, cue.timecode)


@lru_cache(maxsize=1)
def _fitted(told: _Told) -> tuple[Speech, ...]:
    found: list[Speech] = []
    for reel in _reels(told.transcript):
        found += _fit_reel(told.transcript, reel)
    return tuple(found)


def _reels(transcript: Transcript) -> list[list[int]]:
    reels: list[list[int]] = []
    for index, cue in enumerate(transcript.cues):
        if not cue.line.split():
            continue
        if not reels or transcript.cues[reels[-1][-1]].reel != cue.reel:
            reels.append([])
        reels[-1].append(index)
    return reels


def _run_link(run: Run, own: int | None) -> tuple[Link, float]:
    sound = sum(s.sound for s in run.said)
    clause = sum(s.clause for s in run.said[:-1])
    sentence = sum(s.sentence for s in run.said[:-1])
    spread = sum(s.sound_variance for s in run.said) + sum(s.pause_variance for s in run.said[:-1])
    return Link(0.0, _terms(sound, clause, sentence, own)), max(spread, 0.01)


def _terms(sound: float, clause: float, sentence: float, own: int | None) -> tuple[tuple[int, float], ...]:
    terms = [(_PACE, sound + clause + sentence), (_CLAUSE, clause), (_SENTENCE, sentence)]
    if own is not None:
        terms.append((own, sound + clause + sentence))
    return tuple(term for term in terms if term[1])


def _own_paces(cues: Sequence[Cue], runs: Sequence[Run]) -> dict[str | None, int]:
    """The rate of each speaker who says enough to show a pace of their own."""
    counted: Counter[str | None] = Counter()
    for run in runs:
        counted[cues[run.cue].speaker] += len(run.words)
    if len(counted) < 2:
        return {}
    talkers = [name for name, words in counted.most_common(_SPEAKERS_WITH_OWN_PACE) if words >= _WORDS_FOR_OWN_PACE]
    return {name: 3 + place for place, name in enumerate(talkers)}


def _fit_reel(transcript: Transcript, indices: Sequence[int]) -> list[Speech]:
    cues = transcript.cues
    runs = []
    before = 0
    for index, way in zip(indices, ways_of(transcript, indices), strict=True):
        words = tuple(cues[index].line.split())
        told, before = phrased(map(said, words), 0 if way.breaks else before)
        runs.append(Run(index, words, told, way))
    unit, anchors = clock_unit(transcript), anchored(cues, runs)
    runs = apart_in_silence(cues, runs, anchors)
    shares = crowded(cues, runs, anchors, unit, _LEAST_PACE)
    points, rates = _fit(cues, runs, unit, sights_of(transcript, runs, unit, anchors), shares)
    return _speeches_of(cues, runs, points, rates, unit, anchors)


def _fit(
    cues: Sequence[Cue],
    runs: Sequence[Run],
    unit: float,
    sights: Sequence[Sight | None],
    shares: Mapping[int, float],
) -> tuple[list[float], list[float]]:
    """The points of the chain: begin and end of each run, in seconds; and the rates. shares: see `rooms.crowded`."""
    own = _own_paces(cues, runs)
    spread = [*_RATE_SPREAD, *([_SPEAKER_SPREAD] * len(own))]
    rate_aim = [*_RATE_AIM, *([0.0] * len(own))]
    rate_pull = [1 / (s * s) for s in spread]
    links, variances = _links(cues, runs, own, shares)
    rates = list(rate_aim)
    points = _first_guess(sights, links, rates)
    for turn in range(_ROUNDS):
        if turn in _FRESH_AFTER:
            sights = freshened(sights, runs, points, unit)
        pull, aim = weigh_sights(sights, points, cues, runs, rates[_PACE])
        fitted, stiffness = _weigh_links(runs, sights, points, links, variances, rates)
        points, rates = solve(pull, aim, fitted, stiffness, rate_pull, rate_aim)
        pace = rates[_PACE] = min(max(rates[_PACE], _LEAST_PACE), _MOST_PACE)
        rates[1:3] = [max(rate, 0.1 - pace) for rate in rates[1:3]]
        rates[3:] = [max(rate, _LEAST_PACE - pace) for rate in rates[3:]]
    return points, rates


def _links(
    cues: Sequence[Cue], runs: Sequence[Run], own: Mapping[str | None, int], shares: Mapping[int, float]
) -> tuple[list[Link], list[float]]:
    """The words of each run and the pause after it, in turn, with their variances.

    Words that are crowded are as long as their share of the room, at whatever pace.
    """
    links: list[Link] = []
    variances: list[float] = []
    for place, (run, follower) in enumerate(zip(runs, [*runs[1:], None], strict=False)):
        link, variance = _run_link(run, own.get(cues[run.cue].speaker))
        ends = follower is None or follower.way.breaks
        share = shares.get(place)
        if share is not None:
            link, variance = Link(spoken(run) * share, ()), max(variance * share * share, 0.01)
        elif ends:
            link = link._replace(fixed=_LAST_WORD)
        links.append(link)
        variances.append(variance)
        if follower is not None:
            last = run.said[-1]
            fixed = ends or share is not None
            pause = () if fixed else _terms(0.0, last.clause, last.sentence, own.get(cues[follower.cue].speaker))
            links.append(Link(_PAUSED if follower.way.fresh and not ends else 0.0, pause))
            variances.append(last.pause_variance + 0.005)
    return links, variances


def _weigh_links(
    runs: Sequence[Run],
    sights: Sequence[Sight | None],
    points: Sequence[float],
    links: Sequence[Link],
    variances: Sequence[float],
    rates: Sequence[float],
) -> tuple[list[Link], list[float]]:
    """The links and how stiff they are, as far as the points found so far bear them out."""
    usual = _usual_pause(runs, sights, points)
    fitted = list(links)
    stiffness: list[float] = []
    for i, (link, variance) in enumerate(zip(links, variances, strict=True)):
        length = points[i + 1] - points[i]
        follower = runs[i // 2 + 1].way if i % 2 else None
        if follower is None:
            stiffness.append(_stretch_weight(length - link_length(link, rates), variance))
        elif not follower.breaks:
            # Nobody falls silent in mid-phrase, unless a timecode says so, or a row that ends early and much room after
            # it (a stop is missing there): else the words are slow instead.
            stopped = follower.after_early and length > SURE_SILENCE
            pausing = bool(link.terms) or follower.fresh or stopped
            miss = length - link_length(link, rates) if pausing else 0.0
            stiffness.append(_stretch_weight(miss, variance))
        elif length < _LEAST_PAUSE:
            fitted[i] = Link(_LEAST_PAUSE, ())
            stiffness.append(1 / _LEAST_PAUSE_SLIP**2)
        else:
            pause, pause_spread = usual if sights[i // 2 + 1] else (_ANSWER, _ANSWER_SPREAD)
            fitted[i] = Link(pause, ())
            stiffness.append(t_weight(length - pause, pause_spread**2, 2.0))
    return fitted, stiffness


def _first_guess(sights: Sequence[Sight | None], links: Sequence[Link], rates: Sequence[float]) -> list[float]:
    """Every cue from its own timecode on at the even narrator's pace."""
    points: list[float] = []
    for place, sight in enumerate(sights):
        begin = (sight.low + sight.high) / 2 if sight else points[-1] if points else 0.0
        points += [begin, begin + link_length(links[2 * place], rates)]
    ceiling = math.inf
    for place in range(len(sights) - 1, -1, -1):
        points[2 * place + 1] = min(points[2 * place + 1], ceiling)
        if sights[place]:
            ceiling = points[2 * place]
    return points


def _usual_pause(runs: Sequence[Run], sights: Sequence[Sight | None], points: Sequence[float]) -> tuple[float, float]:
    """Median and spread of the silences before timecodes so far, leaning on a usual value where there are few."""
    parted = [i for i, run in enumerate(runs) if i and run.way.breaks and sights[i]]
    lengths = [points[2 * i] - points[2 * i - 1] for i in parted]
    lengths += [0.7, 1.1, 1.5, 2.2, 3.5]
    middle = median(lengths)
    spread = 1.4826 * median(abs(length - middle) for length in lengths)
    return max(middle, 0.2), min(max(spread, _PAUSE_LEAST_SPREAD), _PAUSE_MOST_SPREAD)


def _stretch_weight(miss: float, variance: float) -> float:
    """Weight of a link of words: full within the noise, fading where it would have to stretch over a silence."""
    beyond = miss * miss / variance - _SILENCE_SIGMAS**2
    return 1 / variance if miss < 0 or beyond < 0 else 1 / (variance * (1 + beyond))


def _speeches_of(
    cues: Sequence[Cue],
    runs: Sequence[Run],
    points: Sequence[float],
    rates: Sequence[float],
    unit: float,
    anchors: Set[int],
) -> list[Speech]:
    """Words between the points of the chain, in whole milliseconds, bounds kept."""
    own = _own_paces(cues, runs)
    begins, ends = _bounded(cues, runs, points, unit, anchors)
    found: list[Speech] = []
    words: list[Word] = []
    for place, run in enumerate(runs):
        if run.way.breaks and words:
            found.append(Speech(tuple(words)))
            words = []
        rate = own.get(cues[run.cue].speaker)
        extra = rates[rate] if rate is not None else 0.0
        words += _place_words(run, begins[place], ends[place], rates, extra)
    if words:
        found.append(Speech(tuple(words)))
    return found


def _bounded(
    cues: Sequence[Cue], runs: Sequence[Run], points: Sequence[float], unit: float, anchors: Set[int]
) -> tuple[list[int], list[int]]:
    """Begin and end of every run in milliseconds: rising, a speech not before its timecode nor past the next one's."""
    # Before the programme start only what the script itself puts there.
    floor = min(0, *(round(cues[run.cue].start * 1000) for run in runs))
    begins = [max(begin, floor) for begin in _begins(cues, runs, points, unit, anchors)]
    for place in range(1, len(begins)):
        begins[place] = max(begins[place - 1 : place + 1])
    ends: list[int] = []
    for place, run in enumerate(runs):
        cue = cues[run.cue]
        end = round(cue.end * 1000) if cue.end_given else round(points[2 * place + 1] * 1000)
        ceiling = begins[place + 1] if place + 1 < len(runs) else end
        ends.append(max(begins[place], min(end, ceiling)))
    return begins, ends


def _begins(
    cues: Sequence[Cue], runs: Sequence[Run], points: Sequence[float], unit: float, anchors: Set[int]
) -> list[int]:
    """Where each run begins in milliseconds, as the script bounds it: given times stand, others leave room for them."""
    times = {cues[runs[place].cue].start for place in anchors}
    begins: list[int] = []
    ceiling: int | None = None
    for place in reversed(range(len(runs))):
        cue = cues[runs[place].cue]
        begin, exact = round(points[2 * place] * 1000), round(cue.start * 1000)
        fresh = runs[place].way.fresh
        bound = place in anchors and (cue.end_given or fresh)
        if cue.end_given:
            begin = exact
        elif fresh and cue.start in times:  # of an anchor, or one above or below it
            begin = max(begin, exact)
            begin = min(begin, exact + round(unit * 999)) if bound else begin
        if ceiling is not None and not cue.end_given:
            begin = min(begin, ceiling)
        begins.append(begin)
        if bound:
            ceiling = begin
    return begins[::-1]


def _place_words(run: Run, begin: int, end: int, rates: Sequence[float], extra: float) -> list[Word]:
    """Spread the miss of a run over its words as their variance, so that pauses give before words do."""
    lengths: list[float] = []
    gives: list[float] = []
    last = len(run.said) - 1
    pace = rates[_PACE] + extra
    for place, word in enumerate(run.said):
        lengths.append(word.sound * pace)
        gives.append(word.sound_variance)
        if place < last:
            lengths.append(word.clause * (pace + rates[_CLAUSE]) + word.sentence * (pace + rates[_SENTENCE]))
            gives.append(word.pause_variance)
    room, total = (end - begin) / 1000, sum(lengths)
    miss, give = room - total, sum(gives)
    silence = miss - _SILENCE_SIGMAS * math.sqrt(give)
    stops = [2 * place + 1 for place, word in enumerate(run.said[:-1]) if word.sentence]
    if silence > 0 and stops:
        # More room than slow speech explains: somebody was silent between two sentences.
        miss -= silence
        for stop in stops:
            lengths[stop] += silence / len(stops)
    moved = [length + miss * share / give for length, share in zip(lengths, gives, strict=True)]
    if min(moved) < 0:
        moved = [length * room / total for length in lengths]
    words: list[Word] = []
    clock = float(begin)
    for place, text in enumerate(run.words):
        start = clock
        clock += moved[2 * place] * 1000
        words.append(Word(text, round(start), min(round(clock), end), run.cue))
        if place < last:
            clock += moved[2 * place + 1] * 1000
    return words
