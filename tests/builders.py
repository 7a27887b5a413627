"""Small makers of model values for tests, and Hypothesis strategies for any of them.

The makers fill in what an example does not speak of:

    cue("ANN", "10:00:02", "Hello.")            subtitle("Hello.", speaker="ANN", start=2000, end=4000)
    transcript(cues=[...], shots=[...])

The strategies make any text a document could hold: markup, quotes, control characters, right-to-left, emoji, long
lines, half characters (lone surrogates).
"""

from __future__ import annotations

import string
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from transcript.model import (
    Cue,
    Problem,
    Provenance,
    Role,
    Severity,
    Shot,
    Sound,
    Source,
    Span,
    Speaker,
    Subtitle,
    Timing,
    Title,
    Transcript,
)
from transcript.timecode import FrameRate, Timecode

if TYPE_CHECKING:
    from collections.abc import Iterable

START = Timecode(10, 0, 0)


def seconds(timecode: str | Timecode, start: Timecode = START) -> Fraction:
    """Programme seconds of a whole-second timecode."""
    label = Timecode.parse(timecode) if isinstance(timecode, str) else timecode
    return Fraction(label.label_seconds - start.label_seconds)


def cue(
    speaker: str | None,
    timecode: str,
    line: str,
    *,
    number: int = 1,
    lasting: Fraction | int = 4,
    lines: tuple[int, int] = (1, 1),
    voice_over: bool = False,
    qualifier: str | None = None,
    shot: int | None = None,
) -> Cue:
    """A cue in a programme that starts at 10:00:00. lasting: seconds."""
    start = seconds(timecode)
    return Cue(
        number=number,
        speaker=speaker,
        timecode=Timecode.parse(timecode),
        start=start,
        end=start + lasting,
        line=line,
        span=Span(*lines),
        shot=shot,
        voice_over=voice_over,
        qualifier=qualifier,
        typed=timecode,
    )


def shot(
    timecode: str,
    note: str,
    *,
    number: int = 1,
    lasting: Fraction | int = 6,
    size: str | None = None,
    lines: tuple[int, int] = (1, 1),
) -> Shot:
    """A shot in a programme that starts at 10:00:00. lasting: seconds."""
    start = seconds(timecode)
    return Shot(number, Timecode.parse(timecode), start, start + lasting, note, Span(*lines), size, typed=timecode)


def subtitle(
    *lines: str,
    speaker: str | None = "NARRATOR",
    start: int = 2000,
    end: int = 4000,
    cues: tuple[int, ...] = (1,),
    voice_over: bool = False,
    role: Role = Role.SPEECH,
    speakers: tuple[str | None, ...] = (),
    note: Span | None = None,
) -> Subtitle:
    """A subtitle of these lines. start, end: milliseconds."""
    return Subtitle(start, end, lines, speaker, cues, voice_over, role, speakers, note)


def sound_subtitle(*lines: str, start: int = 2000, end: int = 4000, line: int = 1) -> Subtitle:
    """A sound note that stands alone. line: of the script."""
    return subtitle(*lines, speaker=None, start=start, end=end, cues=(), role=Role.SOUND, note=Span(line, line))


def sound(timecode: str, note: str, *, line: int = 1) -> Sound:
    """A sound note in a programme that starts at 10:00:00."""
    return Sound(Timecode.parse(timecode), seconds(timecode), note, Span(line, line))


def title(timecode: str, text: str, *, line: int = 1) -> Title:
    """A text on the screen in a programme that starts at 10:00:00."""
    return Title(Timecode.parse(timecode), seconds(timecode), text, Span(line, line))


def transcript(
    *,
    cues: Iterable[Cue] = (),
    shots: Iterable[Shot] = (),
    sounds: Iterable[Sound] = (),
    titles: Iterable[Title] = (),
    speakers: Iterable[Speaker] | None = None,
    problems: Iterable[Problem] = (),
    name: str = "film.txt",
    start: Timecode = START,
    frame_rate: FrameRate | None = None,
) -> Transcript:
    """A transcript of the script film.txt: cues and shots numbered as given, a speaker for everyone who speaks."""
    numbered = tuple(replace(cue, number=number) for number, cue in enumerate(cues, 1))
    names = dict.fromkeys(cue.speaker for cue in numbered if cue.speaker is not None)
    return Transcript(
        source=Source(name, "columns-flattened", sha256="0" * 64),
        timing=Timing(start, frame_rate),
        cues=numbered,
        shots=tuple(replace(shot, number=number) for number, shot in enumerate(shots, 1)),
        sounds=tuple(sounds),
        titles=tuple(titles),
        speakers=tuple(Speaker(name) for name in names) if speakers is None else tuple(speakers),
        problems=tuple(problems),
    )


# ---- strategies ----

_SOUND = [
    "R&B",
    "&amp;",
    "&lt",
    "&notit;",
    "7",
    "1984",
    "WEBVTT",
    "NOTE",
    "STYLE",
    '"quoted"',
    "it’s",
    "«où»",
    "שלום",
    "مرحبا",
    "\u202eabc\u202c",
    "👩‍🚀🚀",
    "日本語の字幕",
    "e\u0301",
    "\u200b",
    "\ufeff",
    "-",
    "=1+1",
    "@sum",
    "]]>",
    "|C:Red",
    "…",
    "x" * 60,
]
_MARKUP = [
    "\\N",
    "<3",
    "<3>",
    "-->",
    "<i>soft</i>",
    "<v Bob>",
    "</v>",
    "<",
    ">",
    "5 < 6 > 4",
    "A<B",
    "{\\an8}up",
    "{y:i}",
    "{laughs}",
]
_BROKEN = [
    "\ufffe",
    "\U0010ffff",
    "\u00a0",
    "\x00",
    "\x07",
    "\x0b",
    "\x1b[31m",
    "\x85",
    "\u2028",
    "\ud800",
    "\udfff",
    "a\tb",
    "",
    "\r\n",
]

characters = st.characters(exclude_categories=())
"""Any code point there is, lone surrogates and control characters included."""

_sound_characters = st.characters(exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp", "Zs"), exclude_characters="<>{}-")

plain_words = st.text(string.ascii_letters + string.digits + "'.,;!?", min_size=1, max_size=12)


def _lines(words: st.SearchStrategy[str], most: int = 7) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=most).map(" ".join)


plain_lines = _lines(plain_words)
"""One line of plain words."""

_sound_words = plain_words | st.sampled_from(_SOUND) | st.text(_sound_characters, min_size=1, max_size=8)
sound_lines = _lines(_sound_words)
"""One line that every text format carries unchanged: any script, quotes, ampersands, digits, long words."""

markup_lines = _lines(_sound_words | st.sampled_from(_MARKUP))
"""One line without broken characters that may hold the markup of some format."""

lines = _lines(
    _sound_words | st.sampled_from(_MARKUP) | st.sampled_from(_BROKEN) | st.text(characters, min_size=1, max_size=8)
)
"""One line of text as it may come out of a document: safe nowhere."""

sound_names = st.one_of(
    st.sampled_from(["NARRATOR", "ANN", "HARFORD", "Dr Ann-Marie O’Neil", "שרה", "李", "J. R. & SONS"]),
    _lines(_sound_words, 3),
    plain_words.map(lambda word: word * 12),
)
"""The name of a speaker that every text format carries unchanged; long ones too."""

names = st.one_of(
    sound_names,
    st.sampled_from(["A > B", "A <B", "-->", "A\nB", "A  B"]),
    lines.filter(bool),
    st.text(characters, min_size=1, max_size=30),
)
"""The name of a speaker: never empty, otherwise anything."""

notes = st.one_of(lines, st.text(characters, max_size=40), st.lists(lines, min_size=1, max_size=3).map("\n".join))
"""A shot note, sound note or title."""

spans = st.builds(lambda first, more: Span(first, first + more), st.integers(1, 5000), st.integers(0, 20))

RATES = [
    FrameRate(Fraction(24000, 1001)),
    FrameRate(Fraction(24)),
    FrameRate(Fraction(25)),
    FrameRate(Fraction(30000, 1001)),
    FrameRate(Fraction(30000, 1001), drop=True),
    FrameRate(Fraction(30)),
    FrameRate(Fraction(50)),
    FrameRate(Fraction(60000, 1001)),
    FrameRate(Fraction(60000, 1001), drop=True),
]

rates = st.none() | st.sampled_from(RATES)
"""None for scripts in whole seconds, else one of the rates of the trade."""


@st.composite
def subtitles(
    draw: st.DrawFn,
    text: st.SearchStrategy[str] = lines,
    speakers: st.SearchStrategy[str] = names,
    most: int = 6,
) -> tuple[Subtitle, ...]:
    """Disjoint subtitles in the order of their times, of one to three lines of `text` and two speakers at most."""
    made = []
    time = draw(st.integers(0, 40 * 3_600_000))
    people: st.SearchStrategy[str | None] = st.none() | st.sampled_from(
        draw(st.lists(speakers, min_size=1, max_size=2))
    )
    for number in range(1, draw(st.integers(1, most)) + 1):
        start = time + draw(st.integers(0, 5000))
        time = start + draw(st.integers(1, 7000))
        shown = tuple(draw(st.lists(text, min_size=1, max_size=3)))
        made.append(Subtitle(start, time, shown, draw(people), (number,), draw(st.booleans())))
    return tuple(made)


@st.composite
def transcripts(draw: st.DrawFn, most: int = 4) -> Transcript:
    """Any transcript: times rise, each cue's start is what its timecode says or a whole millisecond."""
    rate = draw(rates)
    start = _label(draw(st.sampled_from([0, 1, 10])) * 3600, 0, rate)
    timing = Timing(start, rate)
    people = draw(st.lists(names, min_size=1, max_size=3, unique=True))

    def times(count: int) -> list[tuple[Timecode, Fraction, Provenance, str | None]]:
        drawn = sorted(draw(st.lists(st.integers(0, 12 * 3600), min_size=count, max_size=count)))
        frames = draw(st.integers(0, 23))
        labels = [_label(start.label_seconds + second, frames, rate) for second in drawn]
        return [
            (label, label.time(rate) - start.time(rate), draw(st.sampled_from(Provenance)), draw(st.none() | lines))
            for label in labels
        ]

    shots = []
    placed = times(draw(st.integers(0, most)))
    for number, (label, begins, provenance, typed) in enumerate(placed, 1):
        end = placed[number][1] if number < len(placed) else begins + 5
        size = draw(st.none() | st.sampled_from(["MS", "CU", "WS"]))
        note, span, reel = draw(notes), draw(spans), draw(st.integers(1, 3))
        shots.append(Shot(number, label, begins, end, note, span, size, provenance, typed, reel))
    cues = []
    for number, (label, begins, provenance, typed) in enumerate(times(draw(st.integers(0, most))), 1):
        cues.append(
            Cue(
                number=number,
                speaker=draw(st.none() | st.sampled_from(people)),
                timecode=label,
                start=begins,
                end=Fraction(round(begins * 1000) + draw(st.integers(0, 60_000)), 1000),
                line=draw(lines),
                span=draw(spans),
                shot=draw(st.none() | st.integers(1, len(shots))) if shots else None,
                voice_over=draw(st.booleans()),
                qualifier=draw(st.none() | lines),
                time=provenance,
                typed=typed,
                reel=draw(st.integers(1, 3)),
            )
        )
    spoken = dict.fromkeys(cue.speaker for cue in cues if cue.speaker is not None)
    everyone = [*spoken, *(name for name in people if name not in spoken)]
    return Transcript(
        source=Source(
            draw(lines),
            draw(st.sampled_from(["", "columns-flattened", "columns"])),
            draw(st.sampled_from([None, "utf-8", "cp1251"])),
            "0" * 64,
            draw(st.sampled_from([None, "en", "pt-BR"])),
        ),
        timing=timing,
        cues=tuple(cues),
        shots=tuple(shots),
        sounds=tuple(Sound(label, at, draw(notes), draw(spans)) for label, at, _, _ in times(draw(st.integers(0, 2)))),
        titles=tuple(Title(label, at, draw(notes), draw(spans)) for label, at, _, _ in times(draw(st.integers(0, 2)))),
        speakers=tuple(Speaker(name, tuple(draw(st.lists(names, max_size=2)))) for name in everyone),
        problems=tuple(
            Problem("timecode-out-of-order", draw(st.sampled_from(Severity)), draw(notes), draw(spans), draw(lines))
            for _ in range(draw(st.integers(0, 2)))
        ),
    )


def _label(second: int, frame: int, rate: FrameRate | None) -> Timecode:
    """A label at that whole second; with a rate, also at that frame, moved on where drop-frame skips it."""
    whole = Timecode.of_seconds(second)
    if rate is None:
        return whole
    skipped = rate.drop and whole.minutes % 10 and whole.seconds == 0
    return replace(
        whole, frames=frame + rate.nominal // 15 if skipped and frame < rate.nominal // 15 else frame, drop=rate.drop
    )
