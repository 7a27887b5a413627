"""The pictures, drawn by matplotlib as SVG."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from transcript.errors import InvalidSetting
from transcript.timecode import Timecode

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, FigureBase

    from transcript.pictures.course import Course, Voice

Picture: TypeAlias = "Callable[[Axes, Course], None]"

# A contrast of 4.5 to 1 against white and against black (WCAG 2, level AA).
_INK = "#767676"
# The first four are of the palette by Okabe and Ito, which colour-blind people tell apart; those of it that are too
# light for white are left out. All have a contrast of 3 to 1 against white and against black (WCAG 2, 1.4.11).
_COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#904800"),
    *("#8484fc", "#844878", "#244cfc", "#808000", "#c8102e"),
)
_PLAIN, _WARNING = _COLOURS[0], _COLOURS[1]
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",  # letters stay text, in the reader's own fonts
    "svg.hashsalt": "transcript",  # the same picture has the same names inside
    "text.parse_math": False,  # a dollar sign in a name is one
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), _INK),
}
_WIDTH, _ROW, _PLOT = 9.0, 0.26, 2.1
"""Inches: of all pictures, of a speaker's row and of a plot."""
_VOICES = 24
"""So many speakers have a row; those who say least share the last."""
_NAME = 28
"""Characters of a name that are shown."""
_PARTS = 120
_STEPS_S = (5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_TICKS = 10


def svg(course: Course) -> bytes:
    """All pictures of a programme one below the other. Raises InvalidSetting where matplotlib is missing."""
    rows = _rows(course)
    with _drawing() as new_figure:
        figure = new_figure(_WIDTH, 2 * rows + _PLOT)
        grid = figure.add_gridspec(2, 1, height_ratios=(rows + _PLOT, rows))
        _along(figure.add_subfigure(grid[0]), course)
        shots, talk = figure.add_subfigure(grid[1]).subplots(1, 2)
        shot_lengths(shots, course)
        talk_time(talk, course)
        return _written(figure, course.name)


def along_the_film(course: Course) -> bytes:
    """Who speaks when and, below it, reading speed. Raises InvalidSetting where matplotlib is missing."""
    with _drawing() as new_figure:
        figure = new_figure(_WIDTH, _rows(course) + _PLOT)
        _along(figure, course)
        return _written(figure, course.name)


def by_itself(picture: Picture, course: Course) -> bytes:
    """One of the pictures below. Raises InvalidSetting where matplotlib is missing."""
    with _drawing() as new_figure:
        figure = new_figure(_WIDTH, _rows(course) if picture is talk_time else _PLOT)
        picture(figure.add_subplot(), course)
        return _written(figure, course.name)


def _along(figure: FigureBase, course: Course) -> None:
    speakers, reading = figure.subplots(2, 1, height_ratios=(_rows(course), _PLOT))
    who_speaks_when(speakers, course)
    reading_speed(reading, course)


def who_speaks_when(axes: Axes, course: Course) -> None:
    voices = _shown(course.voices)
    for row, (_, stretches, _) in enumerate(voices):
        bars = [(start / 1000, (end - start) / 1000) for start, end in stretches]
        axes.broken_barh(bars, (row - 0.36, 0.72), facecolor=_colour(row), edgecolor=_colour(row), linewidth=0.3)
    axes.set_title("Who speaks when")
    _names(axes, [name for name, _, _ in voices])
    _times(axes, course)


def reading_speed(axes: Axes, course: Course) -> None:
    reading = course.reading
    limit = "no limit" if reading.limit is None else f"at most {reading.limit:g}"
    axes.set_title(f"Reading speed of the subtitles, {reading.unit} ({reading.rules}: {limit})")
    profile = [0.0 if speed is None else speed for speed in reading.profile(course.duration_ms, _PARTS)]
    width = course.duration_ms / 1000 / _PARTS
    axes.fill_between(
        [width * part for part in range(_PARTS + 1)], [*profile, 0.0], step="post", color=_PLAIN, linewidth=0
    )
    if reading.limit is not None:
        above = reading.above()
        axes.axhline(reading.limit, color=_WARNING, linestyle="--", linewidth=1)
        if above:
            dots = [(one.start + one.end) / 2000 for one in above]
            axes.plot(dots, [reading.speed(one) for one in above], ".", color=_WARNING, markersize=5)
    axes.set_ylim(0, max([*profile, *map(reading.speed, reading.above()), (reading.limit or 1)]) * 1.15)
    _times(axes, course)


def shot_lengths(axes: Axes, course: Course) -> None:
    axes.set_title("Lengths of shots")
    names = [f"{one.least}+" if one.most is None else f"{one.least}–{one.most}" for one in course.shots]
    bars = axes.bar(range(len(names)), [one.shots for one in course.shots], color=_PLAIN, width=0.8)
    axes.bar_label(bars, padding=1)
    axes.set_xticks(range(len(names)), names)
    axes.set_xlabel("seconds")
    axes.margins(y=0.15)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def talk_time(axes: Axes, course: Course) -> None:
    voices = _shown(course.voices)
    bars = axes.barh(
        range(len(voices)),
        [talk / 60_000 for _, _, talk in voices],
        color=[*map(_colour, range(len(voices)))],
        height=0.72,
    )
    axes.bar_label(bars, [_minutes(talk) if talk else "" for _, _, talk in voices], padding=2)
    axes.set_title("Talk time, minutes")
    _names(axes, [name for name, _, _ in voices])
    axes.set_xticks([])
    axes.margins(x=0.12)
    axes.spines["bottom"].set_visible(False)


_CLIP = re.compile(rb'((?:<clipPath id="|"url\(#))(p[0-9a-f]{10})(?=[")])')


@contextmanager
def _drawing() -> Iterator[Callable[[float, float], Figure]]:
    """A maker of empty figures of so many inches, on which nobody's own settings have a bearing."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        advice = "install them with pip install 'transcript[pictures]'"
        raise InvalidSetting("pictures need packages that are not installed", advice) from None

    def new(width: float, height: float) -> Figure:
        from matplotlib.layout_engine import ConstrainedLayoutEngine

        layout = ConstrainedLayoutEngine(h_pad=0.08, w_pad=0.08)
        return Figure(figsize=(width, height), layout=layout, facecolor="none")

    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        settings: MutableMapping[Any, Any] = mpl.rcParams
        settings.update(_SETTINGS)
        # Widths are measured in matplotlib's own font; what is shown comes from the reader's.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield new


def _written(figure: Figure, title: str) -> bytes:
    # The layout is solved to a rounding error that differs from run to run; places are written as they are rounded.
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = (round(place, 4) for place in axes.get_position().bounds)
        axes.set_position((left, bottom, width, height))
    written = BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    return _with_plain_clips(written.getvalue())


def _with_plain_clips(drawn: bytes) -> bytes:
    """A picture whose clips are numbered: matplotlib names them by their places, rounding errors and all."""
    numbers: dict[bytes, int] = {}

    def numbered(found: re.Match[bytes]) -> bytes:
        return found[1] + b"clip%d" % numbers.setdefault(found[2], len(numbers) + 1)

    return _CLIP.sub(numbered, drawn)


def _shown(voices: Sequence[Voice]) -> list[tuple[str, tuple[tuple[int, int], ...], int]]:
    """The rows of speakers, who talks longest first: name, stretches, milliseconds in all."""
    rows = [(_short(voice.name), voice.stretches, voice.talk.milliseconds or 0) for voice in voices]
    if len(rows) <= _VOICES:
        return rows
    rest = rows[_VOICES - 1 :]
    stretches = tuple(sorted(stretch for _, of_one, _ in rest for stretch in of_one))
    return [*rows[: _VOICES - 1], (f"{len(rest)} others", stretches, sum(talk for _, _, talk in rest))]


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def _minutes(milliseconds: int) -> str:
    seconds = (milliseconds + 500) // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


def _rows(course: Course) -> float:
    return 0.7 + _ROW * max(3, min(_VOICES, len(course.voices)))


def _colour(row: int) -> str:
    return _COLOURS[row % len(_COLOURS)]


def _names(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _times(axes: Axes, course: Course) -> None:
    """Programme time along the bottom, at round steps."""
    seconds = course.duration_ms / 1000
    step = next((step for step in _STEPS_S if seconds / step <= _TICKS), 3600 * (int(seconds / 3600 / _TICKS) + 1))
    places = range(0, int(seconds) + 1, step)
    labels = [str(Timecode.of_seconds(course.start.label_seconds + place)) for place in places]
    axes.set_xticks([*places], [label if step < 60 else label[:-3] for label in labels])
    axes.set_xlim(0, seconds)
    axes.grid(axis="x", color=_INK, alpha=0.3, linewidth=0.5)
