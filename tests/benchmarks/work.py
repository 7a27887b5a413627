"""What is measured: our own work, whole and stage by stage, and other readers at the subtitles of the same cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from importlib import import_module
from inspect import isfunction
from io import StringIO
from time import process_time
from typing import NamedTuple, TypeAlias
from unittest.mock import patch

import pysrt
import pysubs2
import srt
import webvtt

import transcript
from tests.benchmarks.measuring import Task, timed
from transcript import readers
from transcript.conform import with_rate
from transcript.exporters import FORMATS, ExportOptions, export
from transcript.parser import LAYOUTS, parse
from transcript.spotting import PRESETS, settle_ends, spot
from transcript.spotting.pace import speeches
from transcript.timecode import FrameRate

CUES = "transcript: script to cues"
CUES_AND_ENDS = "transcript: script to cues with ends"
FILES = "transcript: script to srt, vtt and json"
_FILES = ("srt", "vtt", "json")


class Programme(NamedTuple):
    """A script to measure with, and its cues as subtitles for the other readers."""

    script: str
    srt: str
    vtt: str
    cues: int


def prepared(script: str) -> Programme:
    """A script with its subtitles, one for each cue."""
    cues = transcript.parse(script).cues
    timed = [(_clock(cue.start), _clock(max(cue.end, cue.start + Fraction(1, 1000))), cue.line) for cue in cues]
    as_vtt = "WEBVTT\n\n" + "".join(f"{start} --> {end}\n{line}\n\n" for start, end, line in timed)
    as_srt = "".join(
        f"{number}\n{start.replace('.', ',')} --> {end.replace('.', ',')}\n{line}\n\n"
        for number, (start, end, line) in enumerate(timed, 1)
    )
    return Programme(script, as_srt, as_vtt, len(cues))


def _clock(time: Fraction) -> str:
    whole, thousandths = divmod(round(time * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


Work: TypeAlias = Callable[[Programme], int]
"""Does its work on a programme and returns how many cues it read."""

OURS: Mapping[str, Work] = {
    CUES: lambda programme: len(parse(readers.from_text(programme.script)).cues),
    CUES_AND_ENDS: lambda programme: len(transcript.parse(programme.script).cues),
    FILES: lambda programme: _written(programme.script),
}
OTHERS: Mapping[str, Work] = {
    "srt": lambda programme: len(list(srt.parse(programme.srt))),
    "pysrt": lambda programme: len(pysrt.from_string(programme.srt)),
    "pysubs2": lambda programme: len(pysubs2.SSAFile.from_string(programme.srt, format_="srt")),
    "webvtt-py, SRT": lambda programme: len(webvtt.from_buffer(StringIO(programme.srt), format="srt")),
    "webvtt-py, VTT": lambda programme: len(webvtt.from_string(programme.vtt)),
}


def _written(script: str) -> int:
    """What `transcript convert` does with one script, but for the files."""
    made = transcript.parse(script)
    subtitles = spot(made, PRESETS["netflix"]).subtitles
    for name in _FILES:
        export(name, made, subtitles)
    return len(made.cues)


def tasks(programmes: Sequence[Programme]) -> dict[str, Task]:
    """All work on these programmes, one after the other; what was made of one is let go before the next."""
    return {name: _over(programmes, work) for name, work in {**OURS, **OTHERS}.items()}


def _over(programmes: Sequence[Programme], work: Work) -> Task:
    return lambda: [work(programme) for programme in programmes]


def stages(script: str) -> dict[str, float]:
    """The seconds that each stage of the work on one script takes, each from cold."""
    reading, document = timed(lambda: readers.from_text(script))
    choosing, layout = timed(lambda: max(LAYOUTS.values(), key=lambda layout: layout.score(document.rows)))
    labelling, _ = timed(lambda: layout.segments(document.rows))
    with _watched("transcript.parser.assemble", "transcript.parser.timecodes.repair") as mending:
        parsing, unsettled = timed(lambda: parse(document))
    settling, made = timed(lambda: settle_ends(unsettled))
    spotting, spotted = timed(lambda: spot(made, PRESETS["netflix"]))
    framed = with_rate(made, FrameRate.parse("29.97df"))  # the one rate that every format takes
    options = ExportOptions(said=speeches(framed))
    return {
        "reading": reading,
        "choosing the layout": choosing,
        "labelling": labelling,
        "repair": sum(mending),
        "assembling": parsing - choosing - labelling - sum(mending),
        "settling ends": settling,
        "spotting": spotting,
        **{f"export {form}": timed(partial(export, form, framed, spotted.subtitles, options))[0] for form in FORMATS},
    }


@contextmanager
def _watched(caller: str, called: str) -> Iterator[list[float]]:
    """The seconds of each call from one module into functions of another, while this lasts."""
    module = import_module(caller)
    functions = {name: one for name, one in vars(module).items() if isfunction(one) and one.__module__ == called}
    took: list[float] = []

    def watching(function: Callable[..., object]) -> Callable[..., object]:
        def watched(*arguments: object, **named: object) -> object:
            start = process_time()
            made = function(*arguments, **named)
            took.append(process_time() - start)
            return made

        return watched

    with patch.dict(vars(module), {name: watching(function) for name, function in functions.items()}):
        yield took
