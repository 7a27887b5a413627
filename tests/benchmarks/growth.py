"""How time and memory grow from ten hours of script to a hundred or more: many scripts in turn, and one long one.

Everything is measured in processor time a cue, each unit in a process of its own, two at a time. A stream of scripts of
an hour is held against pysubs2 reading and writing the subtitles of the same cues right after each, so that a machine
that slows down meanwhile slows both. The stages of one long script are held against those of one a tenth as long.

Work that is linear takes as much a cue at ten times the size, and sorting 1.25 times as much; time that grows as the
power 1.4 of the size takes 2.5 times as much, and with its square ten times. What lies above its limit is measured
again, twice at most, and the least ratio holds: noise comes and goes, growth stays.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from statistics import median
from time import process_time
from typing import NamedTuple, TypeVar

from tests.benchmarks.measuring import timed
from tests.benchmarks.programmes import programme
from tests.benchmarks.work import CUE_STAGES, SRT, Stages, exporters, pysubs2_written, srt_of, stages_to_cues, written

STREAM_LIMIT, SCRIPT_LIMIT = 1.3, 2.5
"""The ratios of processor time a cue above which growth is called superlinear: later scripts of a stream against the
first ten, and a script against one a tenth as long. The latter may still fit into the processor's caches, and leaves
the collector of garbage less to look through, for which alone an exporter that is linear has been seen to take 1.77
times as much: below 2.5 it is no sign of growth, and above it stands whatever grows faster than the power 1.4 of the
size.
"""
_AGAIN = 2
_Made = TypeVar("_Made")
_SCRIPT_HOURS, _EXPORT_HOURS = 100, 30
_ENOUGH, _MOST_RUNS = 0.5, 5


class Growth(NamedTuple):
    """A stage at two sizes: microseconds of processor time a cue, and what their ratio must not be above."""

    name: str
    few: float
    many: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.many / self.few

    @property
    def superlinear(self) -> bool:
        return self.ratio > self.limit


@dataclass(frozen=True, slots=True)
class Stream:
    """Scripts of an hour, one after another. seconds, others: of each, to SRT and by pysubs2; peaks: MB so far."""

    cues: Sequence[int]
    seconds: Sequence[float]
    others: Sequence[float]
    peaks: Sequence[float]

    def per_cue(self, part: slice) -> float:
        """Microseconds, the median of some of the scripts, on a machine as fast as over all of them."""
        ratios = [ours / theirs for ours, theirs in zip(self.seconds[part], self.others[part], strict=True)]
        return median(ratios) * sum(self.others) / sum(self.cues) * 1e6

    @property
    def against_pysubs2(self) -> float:
        """Script to SRT against reading and writing it, a cue."""
        return sum(self.seconds) / sum(self.others)


class Script(NamedTuple):
    """One script: microseconds a cue of each stage, and the peak of memory in MB."""

    stages: Mapping[str, float]
    peak: float


@dataclass(frozen=True, slots=True)
class Grown:
    """All that was measured. peaks: MB of memory, by what was held."""

    stream: Stream
    growth: Sequence[Growth]
    peaks: Mapping[str, float]

    @property
    def superlinear(self) -> list[Growth]:
        return [one for one in self.growth if one.superlinear]

    @property
    def factor(self) -> float:
        """The time of all scripts of the stream by that of the first ten."""
        return sum(self.stream.seconds) / sum(self.stream.seconds[:10])


def peak_mb() -> float:
    """The most memory that this process has held so far."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, else kilobytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def stream(hours: int) -> Stream:
    """So many scripts of an hour, no two alike, to SRT. Nothing is forgotten between them, as in one run."""
    cues: list[int] = []
    seconds: list[float] = []
    others: list[float] = []
    peaks: list[float] = []
    for seed in range(hours):
        script = programme(1, seed)
        took, made = _clocked(partial(written, script, ("srt",)))
        seconds.append(took)
        cues.append(len(made.cues))
        others.append(_clocked(partial(pysubs2_written, srt_of(made)))[0])
        peaks.append(peak_mb())
    return Stream(cues, seconds, others, peaks)


def to_cues(hours: int) -> Script:
    """One script of so many hours, from text to subtitles."""
    cues, found = stages_to_cues(programme(hours, seed=hours), _steady)
    return Script(_per_cue(found, cues), peak_mb())


def to_files(hours: int) -> Script:
    """One script of so many hours in every format."""
    cues, found = exporters(programme(hours, seed=hours), _steady)
    return Script(_per_cue(found, cues), peak_mb())


def _per_cue(found: Stages, cues: int) -> dict[str, float]:
    return {stage: seconds / cues * 1e6 for stage, seconds in found.items()}


def _clocked(task: Callable[[], _Made]) -> tuple[float, _Made]:
    gc.collect()
    start = process_time()
    made = task()
    return process_time() - start, made


def _steady(task: Callable[[], _Made]) -> tuple[float, _Made]:
    """The median seconds of a task, and what it makes; a short one is run several times."""
    took, made = timed(task)
    times = [took]
    while sum(times) < _ENOUGH and len(times) < _MOST_RUNS:
        times.append(timed(task)[0])
    return median(times), made


def grown(hours: int = 100, script: int = _SCRIPT_HOURS, export: int = _EXPORT_HOURS) -> Grown:
    """Measure growth: a stream of so many scripts of an hour; one script of so many hours to cues, one to files."""
    with ThreadPoolExecutor(2) as pool:
        long = [pool.submit(_apart, to_cues, script)]
        streamed = pool.submit(_apart, stream, hours)
        files = [pool.submit(_apart, to_files, size) for size in (export, export // 10)]
        long.append(pool.submit(_apart, to_cues, script // 10))
        found = [
            of_stream(streamed.result()),
            *_of_script(long[0], long[1], script),
            *_of_script(files[0], files[1], export),
        ]
        for _ in range(_AGAIN):
            found = _measured_again(found, hours, script, export, pool)
        (large, small), (exported, _) = ([one.result() for one in pair] for pair in (long, files))
        done = streamed.result()
    peaks = {
        "10 x 1 h": done.peaks[min(9, hours - 1)],
        f"{hours:,} x 1 h": done.peaks[-1],
        f"1 x {script // 10} h": small.peak,
        f"1 x {script} h": large.peak,
        f"1 x {export} h, every format": exported.peak,
    }
    return Grown(done, found, peaks)


def _apart(work: Callable[[int], _Made], hours: int) -> _Made:
    """What is measured in a process of its own, whose memory is its own too."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, hours).result()


def of_stream(done: Stream) -> Growth:
    """The last tenth of a stream against its first, ten scripts at least."""
    part = max(1, min(10, len(done.cues)), len(done.cues) // 10)
    name = f"{len(done.cues):,} x 1 h: the last {part} : the first 10, {SRT}"
    return Growth(name, done.per_cue(slice(10)), done.per_cue(slice(-part, None)), STREAM_LIMIT)


def _of_script(large: Future[Script], small: Future[Script], hours: int) -> list[Growth]:
    many, few = large.result().stages, small.result().stages
    sizes = f"1 x {hours} h : 1 x {hours // 10} h"
    found = [Growth(f"{sizes}, {stage}", few[stage], many[stage], SCRIPT_LIMIT) for stage in many]
    if not many.keys() >= set(CUE_STAGES):
        return found
    of_few, of_many = (sum(side[stage] for stage in CUE_STAGES) for side in (few, many))
    return [Growth(f"{sizes}, {SRT}", of_few, of_many, SCRIPT_LIMIT), *found]


def _measured_again(
    found: Sequence[Growth], hours: int, script: int, export: int, pool: ThreadPoolExecutor
) -> list[Growth]:
    """The same with the lesser ratios of another measurement, of units where one is above its limit."""
    again: list[Growth] = []
    if found[0].superlinear:
        again.append(of_stream(_apart(stream, hours)))
    for work, size in ((to_cues, script), (to_files, export)):
        if any(one.superlinear for one in found[1:] if one.name.startswith(f"1 x {size} h :")):
            pair = [pool.submit(_apart, work, hours) for hours in (size, size // 10)]
            again += _of_script(pair[0], pair[1], size)
    other = {one.name: one for one in again}
    return [min(one, other.get(one.name, one), key=lambda growth: growth.ratio) for one in found]
