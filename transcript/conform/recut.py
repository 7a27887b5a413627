"""A programme that was cut again: its script moved, divided and shortened as an edit decision list says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, pairwise, zip_longest
from typing import Any, NamedTuple, TypeVar

from transcript.conform.counting import Counting, require_times
from transcript.conform.edl import Edl
from transcript.conform.passages import Passage, cut_by
from transcript.conform.standing import Standing
from transcript.conform.words import Words, words_of
from transcript.errors import InvalidSetting
from transcript.model import Cue, Problem, Provenance, Reel, Severity, Shot, Sound, Title, Transcript

Note = TypeVar("Note", Sound, Title)


def recut_by(transcript: Transcript, edl: Edl) -> Transcript:
    """The transcript of a programme that was cut again. The EDL's source times are those of the old programme.

    Cues, shots, sounds and titles stand where their passage stands, in the new order and with new numbers; a passage
    that is used twice has them twice. A cue that is cut is divided between its words, by their estimated times. What
    begins at a cut has the time of the cut, `estimated`; the end of what is spoken last before a cut is given by it.
    What fell out is told as problems, speech with its words. For what is followed of an EDL see `cut_by`.

    Raises InvalidSetting where the script has no frame rate, no timecodes or several reels, where nothing of it stands
    in the EDL's times, and for what cannot be followed.
    """
    require_times(transcript)
    require_one_reel(transcript)
    cut = cut_by(edl, transcript.timing)
    counting = Counting(cut.timing)
    new = _Recut(transcript, cut.passages, counting, counting.reels[0])
    shots = new.shots()
    cues = new.cues(shots)
    sounds, titles = new.notes(transcript.sounds), new.notes(transcript.titles)
    entries = (transcript.cues, transcript.shots, transcript.sounds, transcript.titles)
    if any(entries) and not (shots or cues or sounds or titles):
        raise InvalidSetting(
            f"nothing of the script, which starts at {transcript.timing.start}, stands in the times that the EDL takes",
            "its source times must be those of the programme before it was cut again",
            path=edl.name,
        )
    silent = {cue.speaker for cue in transcript.cues} - {part.cue.speaker for part in cues}
    return replace(
        transcript,
        timing=cut.timing,
        cues=tuple(part.cue for part in cues),
        shots=tuple(part.shot for part in shots),
        sounds=tuple(sound for _, sound in sounds),
        titles=tuple(title for _, title in titles),
        speakers=tuple(speaker for speaker in transcript.speakers if speaker.name not in silent),
        problems=(
            *transcript.problems,
            *cut.problems,
            *_speech_cut_away(transcript.cues, cues),
            *_cut_away("shot", [(one, one.note) for one in transcript.shots], {part.of for part in shots}),
            *_cut_away("sound", [(one, one.note) for one in transcript.sounds], {of for of, _ in sounds}),
            *_cut_away("title", [(one, one.text) for one in transcript.titles], {of for of, _ in titles}),
        ),
    )


def require_one_reel(transcript: Transcript) -> None:
    """Raise InvalidSetting where a script has several reels."""
    if len(transcript.timing.reels) > 1:
        raise InvalidSetting(
            f"the script has {len(transcript.timing.reels)} reels, whose timecodes start again, and an EDL is of one",
            "write the reels with --reels split --to json, and recut each of these by its own EDL",
        )


class _CuePart(NamedTuple):
    """What stands of a cue in a passage. words: which of its words, counted from 0. begins: with its own beginning."""

    cue: Cue
    passage: int
    of: int
    words: range
    begins: bool


class _ShotPart(NamedTuple):
    shot: Shot
    passage: int
    of: int


class _Shown(NamedTuple):
    """The shots of a passage. numbers: the new by the old.

    starts: rising, in the new programme; latest: at each, the highest new number that has begun.
    """

    numbers: dict[int, int]
    starts: tuple[Fraction, ...]
    latest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Recut:
    old: Transcript
    passages: Sequence[Passage]
    counting: Counting
    reel: Reel

    @property
    def _second(self) -> Fraction:
        """How much later than its label something may begin: a clock in whole seconds shows the last one."""
        labels = [*(cue.timecode for cue in self.old.cues), *(shot.timecode for shot in self.old.shots)]
        return Fraction(all(label.frames is None for label in labels))

    def shots(self) -> list[_ShotPart]:
        found: list[_ShotPart] = []
        second = self._second
        shown_until = self._shown_until()
        standing = Standing.of((shot.start, until) for shot, until in zip(self.old.shots, shown_until, strict=True))
        for place, passage in enumerate(self.passages):
            beginning = standing.starting(passage.begin, passage.end)
            for of in sorted({*beginning, *standing.may_last_over(passage.begin)}):
                shot, until = self.old.shots[of], shown_until[of]
                begins = passage.holds(shot.start)
                if not begins and not shot.start < passage.begin < until:
                    continue
                if begins and passage.end < until and passage.end - shot.start < second:
                    continue  # the cut stands at its beginning, which the clock shows up to a second early
                start = passage.new(shot.start)
                end = max(start, passage.new(shot.end if begins or shot.end > passage.begin else until))
                found.append(_ShotPart(replace(shot, **self._from(shot, start, begins=begins), end=end), place, of))
        return [part._replace(shot=replace(part.shot, number=number)) for number, part in enumerate(found, 1)]

    def _shown_until(self) -> list[Fraction]:
        """Where each shot ends; the last may go on while somebody speaks."""
        ends = [shot.end for shot in self.old.shots]
        spoken = (time for cue in self.old.cues for time in (cue.start, cue.end))
        return [*ends[:-1], max([ends[-1], self.old.shots[-1].start, *spoken])] if ends else []

    def _from(self, entry: Cue | Shot, start: Fraction, *, begins: bool) -> dict[str, Any]:
        """The fields that say when something begins. begins: with its own beginning, not at a cut."""
        told: dict[str, Any] = {"timecode": self.counting.label(start, self.reel, entry.timecode), "start": start}
        return told if begins else {**told, "time": Provenance.ESTIMATED, "typed": None}

    def notes(self, notes: Sequence[Note]) -> list[tuple[int, Note]]:
        """The sounds or titles with their places among the old ones."""
        made: list[tuple[int, Note]] = []
        for of, passage in self._homes([note.start for note in notes]):
            note = notes[of]
            start = passage.new(note.start)
            label = self.counting.label(start, self.reel, note.timecode)
            made.append((of, replace(note, timecode=label, start=start)))
        return made

    def _homes(self, starts: Sequence[Fraction]) -> Iterator[tuple[int, Passage]]:
        """The passages in which notes stand, passage by passage, each with the place of the note."""
        second = self._second
        standing = Standing.of((start, start) for start in starts)
        inside = [standing.starting(passage.begin, passage.end) for passage in self.passages]
        housed = {of for places in inside for of in places}
        for passage, held in zip(self.passages, inside, strict=True):
            before = standing.starting_within(passage.begin - second, passage.begin)
            late = [of for of in before if of not in housed]  # the cut may stand in the second that its clock shows
            for of in sorted([*held, *late]):
                yield of, passage

    def cues(self, shots: Sequence[_ShotPart]) -> list[_CuePart]:
        words = words_of(self.old)
        firsts: dict[int, int] = {}
        for place, word in enumerate(words.words):
            firsts.setdefault(word.cue, place)
        standing = Standing.of((cue.start, cue.start) for cue in self.old.cues)
        found: list[_CuePart] = []
        for place, passage in enumerate(self.passages):
            inside: list[_CuePart] = []
            spoken = _by_cue(words, range(words.before(passage.begin), words.before(passage.end)))
            wordless = (of for of in standing.starting(passage.begin, passage.end) if of not in firsts)
            for of in sorted({*spoken, *wordless}):
                cue = self.old.cues[of]
                if of in spoken:
                    heard = range(spoken[of].start - firsts[of], spoken[of].stop - firsts[of])
                    begins = passage.holds(cue.start) and heard.start == 0
                    part = self._part(cue, spoken[of], heard, words, passage, begins=begins)
                    inside.append(_CuePart(part, place, of, heard, begins))
                else:
                    start = self._from(cue, passage.new(cue.start), begins=True)
                    part = replace(cue, **start, end=passage.new(cue.end))
                    inside.append(_CuePart(part, place, of, range(0), True))
            found += self._in_order(inside)
        return self._numbered(found, shots)

    def _part(self, cue: Cue, places: range, heard: range, words: Words, passage: Passage, *, begins: bool) -> Cue:
        """The words of a cue that are heard in a passage. places: theirs among all words; heard: among the cue's."""
        typed = cue.line.split()
        ends = heard.stop == len(typed) and cue.end <= passage.end
        start = passage.new(cue.start if begins else Fraction(words.starts[places.start], 1000))
        end = passage.new(cue.end if ends else Fraction(words.ends[places.stop - 1], 1000))
        return replace(
            cue,
            **self._from(cue, start, begins=begins),
            end=max(start, end),
            line=cue.line if len(heard) == len(typed) else " ".join(typed[heard.start : heard.stop]),
            end_given=cue.end_given and begins and ends,
        )

    def _in_order(self, parts: Sequence[_CuePart]) -> Iterator[_CuePart]:
        """The cues of a passage, those with an estimated beginning not before what leads nor after what follows.

        Labels typed at a shot change are not where a word begins: estimates and labels may cross by some tenths.
        """
        starts = [part.cue.start for part in parts]
        earliest = accumulate(starts, max)
        latest = [*accumulate(reversed(starts), min)][::-1][1:]
        for part, least, most in zip_longest(parts, earliest, latest):
            if part.begins:
                yield part
                continue
            start = least if most is None else min(least, most)
            cue = replace(part.cue, **self._from(part.cue, start, begins=False), end=max(start, part.cue.end))
            yield part._replace(cue=cue)

    def _numbered(self, parts: Sequence[_CuePart], shots: Sequence[_ShotPart]) -> list[_CuePart]:
        """The cues with their numbers and shots; what is spoken last before a cut ends there for certain."""
        made: list[_CuePart] = []
        last = {part.passage: at for at, part in enumerate(parts)}
        shown = self._shown(shots)
        for at, part in enumerate(parts):
            cut = part.passage + 1 < len(self.passages) or self.passages[-1].end < self.old.cues[part.of].end
            given = part.cue.end_given or (at == last[part.passage] and cut)
            shot = self._shot_of(part, shown.get(part.passage))
            made.append(part._replace(cue=replace(part.cue, number=at + 1, shot=shot, end_given=given)))
        return made

    def _shown(self, shots: Sequence[_ShotPart]) -> dict[int, _Shown]:
        """The shots of each passage that has any."""
        passages: dict[int, list[_ShotPart]] = {}
        for part in shots:
            passages.setdefault(part.passage, []).append(part)
        shown: dict[int, _Shown] = {}
        for place, parts in passages.items():
            numbers = {self.old.shots[part.of].number: part.shot.number for part in reversed(parts)}
            rising = sorted(parts, key=lambda part: part.shot.start)
            latest = accumulate((part.shot.number for part in rising), max)
            shown[place] = _Shown(numbers, tuple(part.shot.start for part in rising), tuple(latest))
        return shown

    def _shot_of(self, part: _CuePart, shown: _Shown | None) -> int | None:
        """The number of the shot that a cue begins in: its own, where that begins the cue here too."""
        own = self.old.cues[part.of].shot
        if own is None or shown is None:
            return None
        if part.words.start == 0 and own in shown.numbers:
            return shown.numbers[own]
        begun = bisect_right(shown.starts, part.cue.start)
        return shown.latest[begun - 1] if begun else None


def _by_cue(words: Words, inside: range) -> dict[int, range]:
    """The places of words by the cues that they are of."""
    found: dict[int, range] = {}
    for place in inside:
        of = words.words[place].cue
        found[of] = range(found[of].start if of in found else place, place + 1)
    return found


def _speech_cut_away(old: Sequence[Cue], parts: Sequence[_CuePart]) -> Iterator[Problem]:
    """The words that are heard nowhere any more, in the order of the script."""
    heard: dict[int, set[int]] = {}
    for part in parts:
        heard.setdefault(part.of, set()).update(part.words)
    for of, cue in enumerate(old):
        who = f"{cue.speaker or 'speech'} at {cue.timecode}"
        if of not in heard:
            yield Problem("cue-cut-away", Severity.INFO, f"{who} is cut away: {cue.line}", cue.span)
            continue
        typed = cue.line.split()
        gone = [place for place in range(len(typed)) if place not in heard[of]]
        if gone:
            jumps = [at for at, (one, following) in enumerate(pairwise(gone), 1) if following != one + 1]
            runs = [gone[begin:end] for begin, end in pairwise([0, *jumps, len(gone)])]
            words = " … ".join(" ".join(typed[place] for place in run) for run in runs)
            message = f"{who} is partly cut away: {words}"
            yield Problem("cue-partly-cut-away", Severity.WARNING, message, cue.span, "hear whether it is these words")


def _cut_away(what: str, old: Sequence[tuple[Shot | Sound | Title, str]], kept: Collection[int]) -> Iterator[Problem]:
    """The notes that stand nowhere any more. kept: the places of those that do."""
    for of, (entry, text) in enumerate(old):
        if of not in kept:
            message = f"the {what} at {entry.timecode} is cut away: {text}"
            yield Problem(f"{what}-cut-away", Severity.INFO, message, entry.span)
