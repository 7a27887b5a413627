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
from typing import NamedTuple, Protocol, TypeAlias, TypeVar
from unittest.mock import patch

import pysrt
import pysubs2
import srt
import webvtt
from ttconv.srt import reader as ttconv_srt

import transcript.api
from tests.benchmarks.measuring import Task, timed
from transcript import readers
from transcript.conform import with_rate
from transcript.delivery import Delivery
from transcript.exporters import FORMATS, ExportOptions, export
from transcript.model import Transcript
from transcript.parser import ParseSettings, label, parse
from transcript.spotting import PRESETS, settle_ends, spot
from transcript.spotting.pace import speeches
from transcript.timecode import FrameRate

CUES = "transcript: script to cues"
CUES_AND_ENDS = "transcript: script to cues with ends"
SRT = "transcript: script to srt"
FILES = "transcript: script to srt, vtt and json"
PYSUBS2_WRITTEN = "pysubs2, read and written"
_FILES = ("srt", "vtt", "json")
CUE_STAGES = ("reading and parsing", "settling ends", "spotting", "export srt")
"""What makes subtitles of a script."""


class Programme(NamedTuple):
    """A script to measure with, and its cues as subtitles for the other readers."""

    script: str
    srt: str
    vtt: str
    cues: int


def prepared(script: str) -> Programme:
    """A script with its subtitles, one for each cue."""
    made = transcript.parse(script)
    timed = _timed(made)
    as_vtt = "WEBVTT\n\n" + "".join(f"{start} --> {end}\n{line}\n\n" for start, end, line in timed)
    return Programme(script, _as_srt(timed), as_vtt, len(made.cues))


def srt_of(made: Transcript) -> str:
    """The cues of a transcript as an SRT file, one subtitle for each."""
    return _as_srt(_timed(made))


def _timed(made: Transcript) -> list[tuple[str, str, str]]:
    """In time, out time and line of each cue."""
    return [(_clock(cue.start), _clock(max(cue.end, cue.start + Fraction(1, 1000))), cue.line) for cue in made.cues]


def _as_srt(timed: Sequence[tuple[str, str, str]]) -> str:
    return "".join(
        f"{number}\n{start.replace('.', ',')} --> {end.replace('.', ',')}\n{line}\n\n"
        for number, (start, end, line) in enumerate(timed, 1)
    )


def _clock(time: Fraction) -> str:
    whole, thousandths = divmod(round(time * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


Work: TypeAlias = Callable[[Programme], int]
"""Does its work on a programme and returns how many cues it read."""

OURS: Mapping[str, Work] = {
    CUES: lambda programme: len(parse(readers.from_text(programme.script)).cues),
    CUES_AND_ENDS: lambda programme: len(transcript.parse(programme.script).cues),
    SRT: lambda programme: len(written(programme.script, ("srt",)).cues),
    FILES: lambda programme: len(written(programme.script, _FILES).cues),
}
OTHERS: Mapping[str, Work] = {
    "srt": lambda programme: len(list(srt.parse(programme.srt))),
    "pysrt": lambda programme: len(pysrt.from_string(programme.srt)),
    "pysubs2": lambda programme: len(pysubs2.SSAFile.from_string(programme.srt, format_="srt")),
    PYSUBS2_WRITTEN: lambda programme: pysubs2_written(programme.srt),
    "webvtt-py, SRT": lambda programme: len(webvtt.from_buffer(StringIO(programme.srt), format="srt")),
    "webvtt-py, VTT": lambda programme: len(webvtt.from_string(programme.vtt)),
    "ttconv, SRT": lambda programme: _read_by_ttconv(programme.srt),
}


def written(script: str, formats: Sequence[str]) -> Transcript:
    """What `transcript convert` does with one script, but for the files."""
    made = transcript.parse(script)
    transcript.api.make(made, formats, Delivery())
    return made


def pysubs2_written(as_srt: str) -> int:
    """An SRT file read and written by pysubs2: how many subtitles it holds."""
    read = pysubs2.SSAFile.from_string(as_srt, format_="srt")
    read.to_string("srt")
    return len(read)


def _read_by_ttconv(as_srt: str) -> int:
    (body,) = ttconv_srt.to_model(StringIO(as_srt)).get_body()
    return len(body)


def tasks(programmes: Sequence[Programme]) -> dict[str, Task]:
    """All work on these programmes, one after the other; what was made of one is let go before the next."""
    return {name: _over(programmes, work) for name, work in {**OURS, **OTHERS}.items()}


def _over(programmes: Sequence[Programme], work: Work) -> Task:
    return lambda: [work(programme) for programme in programmes]


Stages: TypeAlias = dict[str, float]
"""The seconds that each stage takes."""
_Made = TypeVar("_Made")


class Clocked(Protocol):
    """Runs a task from cold: the seconds it takes, and what it makes."""

    def __call__(self, task: Callable[[], _Made], /) -> tuple[float, _Made]: ...


def stages(script: str) -> Stages:
    """The seconds that each stage of the work on one script takes, each from cold."""
    reading, document = timed(lambda: readers.from_text(script))
    labelled, found = timed(lambda: label(document))
    labelling, _ = timed(lambda: label(document, ParseSettings(layout=found.layout.name)))
    with _watched("transcript.parser.assemble", "transcript.parser.timecodes.repair") as mending:
        parsing, _ = timed(lambda: parse(document))
    _, to_cues = stages_to_cues(script, timed)
    return {
        "reading": reading,
        "choosing the layout": labelled - labelling,
        "labelling": labelling,
        "repair": sum(mending),
        "assembling": parsing - labelled - sum(mending),
        **{stage: took for stage, took in to_cues.items() if stage in ("settling ends", "spotting")},
        **exporters(script, timed)[1],
    }


def stages_to_cues(script: str, clocked: Clocked) -> tuple[int, Stages]:
    """How many cues a script has, and the seconds of each stage on the way to its SRT."""
    parsing, unsettled = clocked(lambda: parse(readers.from_text(script)))
    settling, made = clocked(lambda: settle_ends(unsettled))
    spotting, spotted = clocked(lambda: spot(made, PRESETS["netflix"]))
    exporting, _ = clocked(lambda: export("srt", made, spotted.subtitles))
    return len(made.cues), dict(zip(CUE_STAGES, (parsing, settling, spotting, exporting), strict=True))


def exporters(script: str, clocked: Clocked) -> tuple[int, Stages]:
    """How many cues a script has, and the seconds that each format takes."""
    made = with_rate(transcript.parse(script), FrameRate.parse("29.97df"))  # the one rate that every format takes
    subtitles = spot(made, PRESETS["netflix"]).subtitles
    options = ExportOptions(said=speeches(made))
    times = {f"export {form}": clocked(partial(export, form, made, subtitles, options))[0] for form in FORMATS}
    return len(made.cues), times


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
