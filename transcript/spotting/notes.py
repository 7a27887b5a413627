"""Sound notes and titles among the subtitles of the speech.

A note has a time and no end. Where nobody speaks then, it stands alone, as long as it takes to read; clocks are rounded
down, so it may give way to the words by a second or two. Where speech leaves no room, a sound note joins a subtitle
above its words, each line with the hyphen that tells their sources apart (Netflix TTSG, English: SDH). A title never
shares a subtitle with speech (Netflix TTSG: forced narratives). What has no room is left out and told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from transcript.clock import clock
from transcript.labels import Labels, labels_of, last_speaker, with_labels
from transcript.model import Problem, Role, Severity, Span, Subtitle, Transcript
from transcript.spotting.long_words import cut_word
from transcript.spotting.note_texts import sound_text, title_text
from transcript.spotting.pace import Word
from transcript.spotting.presets import Preset
from transcript.spotting.reading import to_read
from transcript.spotting.segmentation import cut
from transcript.spotting.timing import Shown, settle
from transcript.width import width

# How far a note may move from its timecode, in milliseconds. A clock of whole seconds is rounded down, so that later
# means two seconds after the latest that it can mean.
_EARLIER_MS, _LATER_MS = 1000, 3000
# How long a note stands at the least where there is room, in milliseconds: no voice calls the eye to it.
_NOTICED_MS = 1500
_READING_CPS = 15  # of rules that name no speed


class _Note(NamedTuple):
    """A sound note or title to be shown. start: milliseconds from the programme start."""

    start: int
    role: Role
    text: str
    span: Span


class _Piece(NamedTuple):
    """One subtitle of a note. least, wished: milliseconds that it must stand, and that it should."""

    lines: tuple[str, ...]
    least: int
    wished: int


class _Silence(NamedTuple):
    """Milliseconds in which a note may stand, gaps taken off. closes: None after the last words.

    spoken: when the words before it leave the screen, None at the beginning. wished: from when the notes in it so far
    have had the time that they should.
    """

    opens: int
    closes: int | None
    spoken: int | None
    wished: int


class _Room(NamedTuple):
    """Where a note may stand alone, in which silence, and how far that is from its timecode."""

    moved: int
    start: int
    silence: int


def with_notes(
    subtitles: Sequence[Subtitle],
    transcript: Transcript,
    preset: Preset,
    labels: Labels,
    *,
    sdh: bool,
    titles: bool,
) -> tuple[tuple[Subtitle, ...], list[Problem]]:
    """Subtitles of speech with those of a transcript's sound notes (sdh) and titles among them, and what has no room.

    subtitles: in the order of their times, as they will stand; their times are not changed. labels: when an exporter
    will put names before the words; a sound note joins a subtitle only where it leaves room for them.
    """
    notes = _notes(transcript, sdh=sdh, titles=titles)
    if not notes:
        return tuple(subtitles), []
    shown = list(subtitles)
    silences = _silences(shown, preset, min(0, notes[0].start))
    opens = [silence.opens for silence in silences]
    befores = _befores(shown)
    problems: list[Problem] = []
    alone: list[Subtitle] = []
    after = silences[0].opens  # notes keep their order
    for note in notes:
        pieces = _pieces(note.text, preset)
        room = _room(note, pieces, silences, opens, after, preset)
        if room:
            standing, silences[room.silence] = _standing(note, pieces, room.start, silences[room.silence], preset)
            alone += standing
            after = standing[-1].start
            continue
        place = _place_beside_words(note, shown, befores, after, preset, labels) if note.role is Role.SOUND else None
        if place is None:
            problems.append(_no_room(note))
        else:
            shown[place] = _joined(shown[place], note)
            after = shown[place].start
    return tuple(_settled(list(merge(shown, alone, key=attrgetter("start"))), preset)), problems


def shows_notes(transcript: Transcript, *, sdh: bool, titles: bool) -> bool:
    """Whether there is a sound note (sdh) or a title that a viewer gets to read."""
    return bool(_notes(transcript, sdh=sdh, titles=titles))


def _notes(transcript: Transcript, *, sdh: bool, titles: bool) -> list[_Note]:
    """What there is to show, in the order of the times, and of the script where these are one."""
    found: list[_Note] = []
    if sdh:
        sounds = ((sound, sound_text(sound.note)) for sound in transcript.sounds)
        found += [_Note(round(one.start * 1000), Role.SOUND, text, one.span) for one, text in sounds if text]
    if titles:
        texts = ((title, title_text(title.text)) for title in transcript.titles)
        found += [_Note(round(one.start * 1000), Role.TITLE, text, one.span) for one, text in texts if text]
    return sorted(found, key=lambda note: (note.start, note.span))


def _pieces(text: str, preset: Preset) -> list[_Piece]:
    """A note cut into subtitles as speech is that is said as fast as it is read."""
    texts = [part for word in text.split() for part in cut_word(word, preset.line_length)]
    words: list[Word] = []
    for part in texts:
        begins = words[-1].end if words else 0
        words.append(Word(part, begins, begins + _reading_ms(width(part) + 1, 1, preset), 0))
    pieces = []
    for piece in cut(words, preset):
        edges = [piece.first, *piece.breaks, piece.last]
        lines = tuple(" ".join(texts[begin:end]) for begin, end in pairwise(edges))
        characters, count = to_read(lines)
        least = max(preset.shortest_ms, preset.least_ms(characters, count))
        wished = max(least, _reading_ms(characters, count, preset), _NOTICED_MS)
        if preset.max_duration_ms is not None:
            wished = max(least, min(wished, preset.max_duration_ms))
        pieces.append(_Piece(lines, least, wished))
    return pieces


def _reading_ms(characters: int, words: int, preset: Preset) -> int:
    return preset.target_ms(characters, words) or -(-characters * 1000 // _READING_CPS)


# ---- alone ----


def _silences(subtitles: Sequence[Subtitle], preset: Preset, begins: int) -> list[_Silence]:
    """Where nobody speaks for long enough, from `begins` on, the time after the last words included."""
    silences: list[_Silence] = []
    spoken: int | None = None
    for subtitle in sorted(subtitles, key=attrgetter("start")):
        opens = begins if spoken is None else spoken + preset.gap_ms
        closes = subtitle.start - preset.gap_ms
        if closes - opens >= preset.shortest_ms:
            silences.append(_Silence(opens, closes, spoken, opens))
        spoken = subtitle.end if spoken is None else max(spoken, subtitle.end)
    opens = begins if spoken is None else spoken + preset.gap_ms
    return [*silences, _Silence(opens, None, spoken, opens)]


def _room(
    note: _Note,
    pieces: Sequence[_Piece],
    silences: Sequence[_Silence],
    opens: Sequence[int],
    after: int,
    preset: Preset,
) -> _Room | None:
    """Where a note stands nearest to its timecode.

    opens: when the silences open, before any note is in them. after: no earlier than this.
    """
    if any(preset.max_duration_ms is not None and piece.least > preset.max_duration_ms for piece in pieces):
        return None  # nobody could read it
    least = sum(piece.least for piece in pieces) + (len(pieces) - 1) * preset.gap_ms
    first = max(0, bisect_right(opens, note.start - _EARLIER_MS) - 1)
    last = bisect_right(opens, note.start + _LATER_MS)
    rooms = []
    for place in range(first, max(last, first + 1)):
        start = _start_in(silences[place], note.start, least, after, preset)
        if start is not None:
            rooms.append(_Room(abs(start - note.start), start, place))
    return min(rooms, default=None)


def _start_in(silence: _Silence, at: int, least: int, after: int, preset: Preset) -> int | None:
    """When a note that stands at `at` may begin in a silence; None if it has no room there."""
    earliest, latest = max(silence.opens, after, at - _EARLIER_MS), at + _LATER_MS
    if silence.closes is not None:
        latest = min(latest, silence.closes - least)
    if earliest > latest:
        return None
    start = min(max(at, earliest, silence.wished), latest)
    if silence.spoken is None or start == silence.opens or start - silence.spoken >= preset.close_gap_ms:
        return start
    # A gap this short flickers: it closes, or opens where the note would come too early.
    apart = silence.spoken + preset.close_gap_ms
    return silence.opens if silence.opens >= earliest or apart > latest else apart


def _standing(
    note: _Note, pieces: Sequence[_Piece], start: int, silence: _Silence, preset: Preset
) -> tuple[list[Subtitle], _Silence]:
    """The subtitles of a note that begins at `start` in a silence, and what they leave of it."""
    standing: list[Subtitle] = []
    for place, piece in enumerate(pieces):
        lasts = piece.wished
        if silence.closes is not None:
            rest = sum(later.least + preset.gap_ms for later in pieces[place + 1 :])
            lasts = max(piece.least, min(lasts, silence.closes - rest - start))
        standing.append(Subtitle(start, start + lasts, piece.lines, None, (), role=note.role, note=note.span))
        silence = silence._replace(opens=start + piece.least + preset.gap_ms, wished=start + lasts + preset.gap_ms)
        start = silence.wished
    return standing, silence


def _settled(subtitles: Sequence[Subtitle], preset: Preset) -> Iterator[Subtitle]:
    """The notes that stand alone linger as speech does, with the subtitle that follows them in view."""
    times = settle([_fixed(subtitle) for subtitle in subtitles], preset)
    for subtitle, (_, end) in zip(subtitles, times, strict=True):
        yield subtitle if subtitle.role is Role.SPEECH else replace(subtitle, end=end)


def _fixed(subtitle: Subtitle) -> Shown:
    """A subtitle whose start stands, and where it is speech its end too."""
    end = subtitle.end if subtitle.role is Role.SPEECH else None
    return Shown(subtitle.start, subtitle.end, *to_read(subtitle.lines), subtitle.start, end)


# ---- beside words ----


def _befores(subtitles: Sequence[Subtitle]) -> list[str | None]:
    """Who spoke before each subtitle."""
    befores: list[str | None] = []
    before = None
    for subtitle in subtitles:
        befores.append(before)
        before = last_speaker(subtitle, before)
    return befores


def _place_beside_words(
    note: _Note,
    subtitles: Sequence[Subtitle],
    befores: Sequence[str | None],
    after: int,
    preset: Preset,
    labels: Labels,
) -> int | None:
    """The subtitle nearest to a note's time that it may join, on the screen then or soon after."""
    first = bisect_right(subtitles, note.start - _EARLIER_MS, key=attrgetter("end"))
    last = bisect_right(subtitles, note.start + _LATER_MS, key=attrgetter("start"))
    fitting = [
        place
        for place in range(first, last)
        if subtitles[place].start >= after
        and not subtitles[place].speakers
        and _fits(_joined(subtitles[place], note), befores[place], preset, labels)
    ]
    return min(fitting, key=lambda place: _distance(subtitles[place], note.start), default=None)


def _distance(subtitle: Subtitle, at: int) -> int:
    return max(subtitle.start - at, at - subtitle.end, 0)


def _joined(subtitle: Subtitle, note: _Note) -> Subtitle:
    lines = (f"-{note.text}", *(f"-{line}" for line in subtitle.lines))
    return replace(subtitle, lines=lines, speakers=(None, *[subtitle.speaker] * len(subtitle.lines)), note=note.span)


def _fits(subtitle: Subtitle, before: str | None, preset: Preset, labels: Labels) -> bool:
    """Whether a sound note and the one line of words below it can be read, with the label that these will get."""
    if len(subtitle.lines) != 2 or preset.lines < 2:
        return False
    lines, _ = with_labels(subtitle.lines, labels_of(subtitle, before, labels), preset.line_length)
    least = preset.least_ms(*to_read(lines))
    return max(map(width, lines)) <= preset.line_length and subtitle.end - subtitle.start >= least


def _no_room(note: _Note) -> Problem:
    kind = note.role.value
    return Problem(
        f"{kind}-no-room",
        Severity.WARNING,
        f"{clock(note.start)}: the words leave no room for the {kind} {note.text!r}, which is left out",
        note.span,
        "set its timecode to where nobody speaks",
    )
