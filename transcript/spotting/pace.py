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
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from transcript.model import Cue, Kind, Provenance, Transcript
from transcript.spotting.chain import Link, link_length, solve
from transcript.spotting.spoken import Said, ends_clause, ends_sentence, said


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

# The last word before a silence is drawn out.
_LAST_WORD = 0.15
_SILENCE_SIGMAS = 2.5
_PAUSE_LEAST_SPREAD = 0.9
_HALF_ROW, _MOST_HALF_ROW = 1.2, 2.0
# Seconds a first word may lie outside what its timecode tells, where speech begins and beside a row.
_SLIP_FRESH, _SLIP_ROW = 0.1, 0.35
# A silence this long, found by the fit so far, makes the next sentence a fresh start.
_SURE_SILENCE, _FRESH_AFTER = 2.0, (3, 5)
_OWN_SHARE = 0.8
_ROUNDS = 8


class _Way(NamedTuple):
    """How a cue follows the one before it."""

    breaks: bool  # another speech: some silence is certain
    fresh: bool  # its timecode stands where its first word begins


class _Run(NamedTuple):
    """The words of one cue and what they are to say."""

    cue: int
    words: tuple[str, ...]
    said: tuple[Said, ...]
    way: _Way


def speeches(transcript: Transcript) -> tuple[Speech, ...]:
    """The words of every cue with their times, joined into speeches, in the order of the cues.

    Times rise from word to word within a speech and from speech to speech within a reel. Cues without words have none.
    """
    found: list[Speech] = []
    for reel in _reels(transcript):
        found += _fit_reel(transcript, reel)
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


def _ways(transcript: Transcript, indices: Sequence[int]) -> list[_Way]:
    """How each cue follows the one before: told by speakers, headings, sounds, titles, and how sentences run."""
    cues = transcript.cues
    headings: dict[int, bool] = {}
    for segment in transcript.segments:
        if segment.kind is Kind.SPEAKER:
            headings[segment.number] = bool(re.search(r"\bcont", segment.text, re.IGNORECASE))
    heading_rows = sorted(headings)
    notes = [note.span.first for note in transcript.sounds] + [note.span.first for note in transcript.titles]
    silences = sorted(notes)
    ways: list[_Way] = []
    for before, here in zip([None, *indices], indices, strict=False):
        cue = cues[here]
        if before is None:
            ways.append(_Way(breaks=True, fresh=True))
            continue
        previous = cues[before]
        first = bisect_right(heading_rows, previous.span.last)
        last = bisect_right(heading_rows, cue.span.last)
        headed = heading_rows[first:last]
        continued = bool(headed) and all(headings[row] for row in headed)
        closed = ends_sentence(previous.line.split()[-1])
        noted = bisect_left(silences, previous.span.last) < bisect_right(silences, cue.span.first)
        given = cue.end_given or previous.end_given
        breaks = given or cue.speaker != previous.speaker or noted or (bool(headed) and (closed or not continued))
        ways.append(_Way(breaks, fresh=breaks or bool(headed)))
    inside = [(before, way) for before, way in zip(indices, ways[1:], strict=False) if not way.fresh]
    at_marks = sum(ends_sentence(w) or ends_clause(w) for w in (cues[before].line.split()[-1] for before, _ in inside))
    if len(inside) >= 3 and at_marks >= _OWN_SHARE * len(inside):
        # Hardly a timecode stands in mid-clause: this hand writes them where the words begin.
        ways = [way._replace(fresh=True) for way in ways]
    return ways


def _unit(transcript: Transcript) -> float:
    """How coarse the timecodes are, in seconds: a clock shows the last whole second, or the last whole frame."""
    if any(cue.start.denominator != 1 or cue.timecode.frames is not None for cue in transcript.cues):
        rate = transcript.timing.frame_rate
        return float(1 / rate.rate) if rate else 0.04
    return 1.0


def _in_order(starts: Sequence[Fraction]) -> list[bool]:
    """Marks a longest run of times that never falls: a timecode outside it is no anchor."""
    tails: list[int] = []
    values: list[Fraction] = []
    back = [-1] * len(starts)
    for index, start in enumerate(starts):
        place = bisect_right(values, start)
        back[index] = tails[place - 1] if place else -1
        if place == len(values):
            values.append(start)
            tails.append(index)
        else:
            values[place], tails[place] = start, index
    kept = [False] * len(starts)
    at = tails[-1] if tails else -1
    while at >= 0:
        kept[at] = True
        at = back[at]
    return kept


class _Sight(NamedTuple):
    """Where the first word of a cue begins, as its timecode tells: between low and high, but for `slip` beyond.

    early, late: how much wider that is at an even narrator's pace, because a timecode at a shot change is typed
    beside the row in which it falls: from the middle of the row before to the middle of its own.
    """

    low: float
    high: float
    slip: float
    sure: bool
    early: float = 0.0
    late: float = 0.0


def _row_words(transcript: Transcript, runs: Sequence[_Run]) -> list[tuple[int, int] | None]:
    """How many words the first and the last typed row of each cue hold, where the script has rows."""
    rows: dict[int, list[int]] = {}
    for segment in transcript.segments:
        if segment.kind is Kind.LINE:
            rows.setdefault(segment.number, []).append(len(segment.text.split()))
    found: list[tuple[int, int] | None] = []
    for run in runs:
        span = transcript.cues[run.cue].span
        counts = [count for number in range(span.first, span.last + 1) for count in rows.get(number, ())]
        found.append((counts[0], counts[-1]) if counts and sum(counts) == len(run.words) else None)
    return found


def _half_row(words: Sequence[Said]) -> float:
    """Seconds from the first of these words to the middle of the row they make, at the even narrator's pace."""
    whole = sum(word.sound + word.clause + word.sentence for word in words)
    return min((whole - words[-1].clause - words[-1].sentence) / 2, _MOST_HALF_ROW)


def _sights(transcript: Transcript, runs: Sequence[_Run], unit: float) -> list[_Sight | None]:
    cues = transcript.cues
    rows = _row_words(transcript, runs)
    kept = _in_order([cues[run.cue].start for run in runs])
    sights: list[_Sight | None] = []
    for run, anchored in zip(runs, kept, strict=True):
        cue = cues[run.cue]
        start = float(cue.start)
        if not anchored:
            sights.append(None)
        elif cue.end_given:
            sights.append(_Sight(start, start, 0.005, True))
        elif cue.time is Provenance.ESTIMATED:
            sights.append(_Sight(start - 2, start + 2, 1.0, False))
        elif run.way.fresh:
            sights.append(_Sight(start, start + unit, _SLIP_FRESH, True))
        else:
            early = late = _HALF_ROW
            place = len(sights)
            here, previous = rows[place], rows[place - 1] if place else None
            if here and previous:
                early = _half_row(run.said[: here[0]])
                tail = runs[place - 1].said[-previous[1] :]
                late = _half_row(tail) + tail[-1].clause + tail[-1].sentence
            sights.append(_Sight(start, start + unit, _SLIP_ROW, False, early, late))
    return sights


def _run_link(run: _Run, own: int | None) -> tuple[Link, float]:
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


def _own_paces(cues: Sequence[Cue], runs: Sequence[_Run]) -> dict[str | None, int]:
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
    for index, way in zip(indices, _ways(transcript, indices), strict=True):
        words = tuple(cues[index].line.split())
        runs.append(_Run(index, words, tuple(map(said, words)), way))
    points, rates = _fit(transcript, runs, _unit(transcript))
    return _speeches_of(cues, runs, points, rates, _own_paces(cues, runs), _unit(transcript))


def _fit(transcript: Transcript, runs: Sequence[_Run], unit: float) -> tuple[list[float], list[float]]:
    """The points of the chain: begin and end of each run, in seconds; and the rates."""
    cues = transcript.cues
    own = _own_paces(cues, runs)
    sights = _sights(transcript, runs, unit)
    rate_aim = [*_RATE_AIM, *([0.0] * len(own))]
    spread = [*_RATE_SPREAD, *([_SPEAKER_SPREAD] * len(own))]
    rate_pull = [1 / (s * s) for s in spread]
    links: list[Link] = []
    variances: list[float] = []
    for place, run in enumerate(runs):
        link, variance = _run_link(run, own.get(cues[run.cue].speaker))
        links.append(link)
        variances.append(variance)
        if place + 1 < len(runs):
            last = run.said[-1]
            if runs[place + 1].way.breaks:
                links[-1] = link._replace(fixed=_LAST_WORD)
                links.append(Link(0.0, ()))
                variances.append(1.0)
            else:
                speaker = own.get(cues[runs[place + 1].cue].speaker)
                links.append(Link(0.0, _terms(0.0, last.clause, last.sentence, speaker)))
                variances.append(last.pause_variance + 0.005)
    rates = list(rate_aim)
    points = _first_guess(sights, links, rates)
    pause, pause_spread = 1.5, 1.2
    for turn in range(_ROUNDS):
        if turn in _FRESH_AFTER:
            sights = _freshened(sights, runs, points, unit)
        pause, pause_spread = _usual_pause(runs, points)
        pull, aim = _weigh_sights(sights, points, cues, runs, rates[_PACE])
        stiffness: list[float] = []
        fitted: list[Link] = []
        for i, link in enumerate(links):
            miss = points[i + 1] - points[i] - link_length(link, rates)
            if i % 2 == 0:
                fitted.append(link)
                stiffness.append(_stretch_weight(miss, variances[i]))
            elif runs[i // 2 + 1].way.breaks:
                length = points[i + 1] - points[i]
                if length < 0.15:
                    fitted.append(Link(0.15, ()))
                    stiffness.append(1 / 0.1**2)
                else:
                    fitted.append(Link(pause, ()))
                    stiffness.append(_t_weight(length - pause, pause_spread**2, 2.0))
            else:
                # Nobody falls silent in mid-phrase, unless a timecode says so: there the words are slow instead.
                pausing = bool(link.terms) or runs[i // 2 + 1].way.fresh
                fitted.append(link)
                stiffness.append(_stretch_weight(miss, variances[i]) if pausing else 1 / variances[i])
        points, rates = solve(pull, aim, fitted, stiffness, rate_pull, rate_aim)
        pace = rates[_PACE] = min(max(rates[_PACE], _LEAST_PACE), _MOST_PACE)
        rates[1:] = [max(rate, 0.1 - pace) for rate in rates[1:]]
    return points, rates


def _freshened(
    sights: Sequence[_Sight | None], runs: Sequence[_Run], points: Sequence[float], unit: float
) -> list[_Sight | None]:
    """A sentence that begins after a long silence begins where its timecode says, to the rounding."""
    return [
        _Sight(sight.low, sight.low + unit, _SLIP_FRESH, True)
        if sight
        and not sight.sure
        and place
        and runs[place - 1].said[-1].sentence
        and points[2 * place] - points[2 * place - 1] > _SURE_SILENCE
        else sight
        for place, sight in enumerate(sights)
    ]


def _first_guess(sights: Sequence[_Sight | None], links: Sequence[Link], rates: Sequence[float]) -> list[float]:
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


def _usual_pause(runs: Sequence[_Run], points: Sequence[float]) -> tuple[float, float]:
    """Median and spread of the silences between speeches so far, leaning on a usual value where there are few."""
    lengths = [points[2 * i] - points[2 * i - 1] for i, run in enumerate(runs) if i and run.way.breaks]
    lengths += [0.7, 1.1, 1.5, 2.2, 3.5]
    middle = median(lengths)
    spread = 1.4826 * median(abs(length - middle) for length in lengths)
    return max(middle, 0.2), min(max(spread, _PAUSE_LEAST_SPREAD), 4.0)


def _t_weight(miss: float, variance: float, freedom: float) -> float:
    """Weight of a miss under Student's t: near a normal error's when small, fading where it is out of all measure."""
    return (freedom + 1) / (freedom * variance + miss * miss)


def _stretch_weight(miss: float, variance: float) -> float:
    """Weight of a link of words: full within the noise, fading where it would have to stretch over a silence."""
    beyond = miss * miss / variance - _SILENCE_SIGMAS**2
    return 1 / variance if miss < 0 or beyond < 0 else 1 / (variance * (1 + beyond))


def _weigh_sights(
    sights: Sequence[_Sight | None], points: Sequence[float], cues: Sequence[Cue], runs: Sequence[_Run], pace: float
) -> tuple[list[float], list[float]]:
    pull: list[float] = []
    aim: list[float] = []
    for place, sight in enumerate(sights):
        if sight is None:
            pull.append(1e-9)
            aim.append(points[2 * place])
        else:
            low, high = sight.low - sight.early * pace, sight.high + sight.late * pace
            middle, half = (low + high) / 2, (high - low) / 2
            # Two even spreads, of the clock's rounding and of the row, make one of the sum of their variances.
            rounding, row = sight.high - sight.low, (sight.early + sight.late) * pace
            inner = 12 / (rounding * rounding + row * row + 1e-3)
            point = points[2 * place]
            weight, place_aim = inner, inner * middle
            if abs(point - middle) > half:
                bound = high if point > middle else low
                outer = 1 / sight.slip**2 if sight.sure else _t_weight(point - bound, sight.slip**2, 3.0)
                weight += outer
                place_aim += outer * bound
            pull.append(weight)
            aim.append(place_aim / weight)
        cue = cues[runs[place].cue]
        pull.append(1e6 if cue.end_given else 0.0)
        aim.append(float(cue.end) if cue.end_given else 0.0)
    return pull, aim


def _speeches_of(
    cues: Sequence[Cue],
    runs: Sequence[_Run],
    points: Sequence[float],
    rates: Sequence[float],
    own: dict[str | None, int],
    unit: float,
) -> list[Speech]:
    """Words between the points of the chain, in whole milliseconds, bounds kept."""
    begins, ends = _bounded(cues, runs, points, unit)
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
    cues: Sequence[Cue], runs: Sequence[_Run], points: Sequence[float], unit: float
) -> tuple[list[int], list[int]]:
    """Begin and end of every run in milliseconds: rising, a speech not before its timecode nor past the next one's."""
    kept = _in_order([cues[run.cue].start for run in runs])
    begins: list[int] = []
    for place, run in enumerate(runs):
        cue = cues[run.cue]
        begin = round(points[2 * place] * 1000)
        exact = round(cue.start * 1000)
        if cue.end_given:
            begin = exact
        elif kept[place] and run.way.fresh:
            begin = min(max(begin, exact), exact + round(unit * 999))
        begins.append(max(begin, begins[-1] if begins else 0))
    ends: list[int] = []
    for place, run in enumerate(runs):
        cue = cues[run.cue]
        end = round(cue.end * 1000) if cue.end_given else round(points[2 * place + 1] * 1000)
        ceiling = begins[place + 1] if place + 1 < len(runs) else end
        ends.append(max(begins[place], min(end, ceiling)))
    return begins, ends


def _place_words(run: _Run, begin: int, end: int, rates: Sequence[float], extra: float) -> list[Word]:
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
