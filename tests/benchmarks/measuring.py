"""Times side by side: what is compared runs in turn, again and again, and medians are compared.

Work within the process is measured in processor time, which other programs on the machine hardly disturb; starting up
is measured by the clock on the wall. Everything starts cold: what transcript remembers of texts (`functools.lru_cache`)
is forgotten, as in a fresh process, and garbage is collected before the clock starts. The collector stays on while it
runs, as it does for users: a library that makes many small objects pays for it.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import subprocess
import sys
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple, TypeAlias, TypeVar

Task: TypeAlias = Callable[[], object]
Clock: TypeAlias = Callable[[], float]
_Name = TypeVar("_Name", bound=Hashable)
_Made = TypeVar("_Made")

# In each turn a task is run until it has taken so many seconds, so many times at most.
_ENOUGH, _MOST_RUNS = 0.1, 5


def timed(task: Callable[[], _Made], clock: Clock = process_time) -> tuple[float, _Made]:
    """The seconds that a task takes, from cold, and what it makes."""
    forget()
    gc.collect()
    start = clock()
    made = task()
    return clock() - start, made


def forget() -> None:
    """Empty every cache in transcript."""
    for name, module in list(sys.modules.items()):
        if name.startswith("transcript."):
            for thing in vars(module).values():
                if isinstance(thing, _lru_cache_wrapper):
                    thing.cache_clear()


def side_by_side(tasks: Mapping[_Name, Task], turns: int, clock: Clock = process_time) -> dict[_Name, float]:
    """The median seconds of each task. Each turn runs them all in another order, and short ones several times."""
    names = list(tasks)
    times: dict[_Name, list[float]] = {name: [] for name in names}
    for turn in range(turns):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            spent = 0.0
            for _ in range(_MOST_RUNS):
                took, _ = timed(tasks[name], clock)
                times[name].append(took)
                spent += took
                if spent > _ENOUGH:
                    break
    return {name: median(found) for name, found in times.items()}


def start_up(commands: Mapping[str, Sequence[str]], turns: int) -> dict[str, float]:
    """The median seconds of whole processes, interpreter included, once all their files have been read before."""
    tasks = {name: _process(command) for name, command in commands.items()}
    side_by_side(tasks, 1, perf_counter)
    return side_by_side(tasks, turns, perf_counter)


def _process(command: Sequence[str]) -> Task:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def python(*arguments: str) -> tuple[str, ...]:
    """A command of this interpreter."""
    return (sys.executable, *arguments)


class Hot(NamedTuple):
    """A function in a profile: how often it was called, milliseconds in itself and with what it called."""

    function: str
    calls: int
    own_ms: float
    ms: float


def hottest(task: Task, count: int = 25) -> list[Hot]:
    """The functions that take most of a task's time in themselves. A profile slows small functions most."""
    profile = cProfile.Profile()
    forget()
    profile.runcall(task)
    found = [
        Hot(f"{Path(where).stem}:{line} {name}" if line else name, calls, own * 1000, whole * 1000)
        for (where, line, name), (_, calls, own, whole, _) in pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    ]
    return sorted(found, key=lambda hot: -hot.own_ms)[:count]
