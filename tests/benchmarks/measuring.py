"""Times side by side: what is compared runs in turn, again and again, and medians are compared.

Everything starts cold: what transcript remembers of texts (`functools.lru_cache`) is forgotten, as in a fresh process,
and garbage is collected before the clock starts. The collector stays on while it runs, as it does for users: a library
that keeps many small objects alive pays for it.
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
from time import perf_counter
from typing import NamedTuple, TypeAlias, TypeVar

Task: TypeAlias = Callable[[], object]
_Name = TypeVar("_Name", bound=Hashable)
_Made = TypeVar("_Made")

_TURN = 0.1
"""Seconds that a task is run for in each turn, at least."""


def timed(task: Callable[[], _Made]) -> tuple[float, _Made]:
    """The seconds that a task takes, from cold, and what it makes."""
    forget()
    gc.collect()
    start = perf_counter()
    made = task()
    return perf_counter() - start, made


def forget() -> None:
    """Empty every cache in transcript."""
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper) and str(thing.__module__).startswith("transcript."):
            thing.cache_clear()


def side_by_side(tasks: Mapping[_Name, Task], turns: int) -> dict[_Name, float]:
    """The median seconds of each task. Each turn runs them all, beginning with another one, short ones several times."""
    names = list(tasks)
    times: dict[_Name, list[float]] = {name: [] for name in names}
    for turn in range(turns):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            spent = 0.0
            while spent < _TURN:
                times[name].append(timed(tasks[name])[0])
                spent += times[name][-1]
    return {name: median(found) for name, found in times.items()}


def start_up(commands: Mapping[str, Sequence[str]], turns: int) -> dict[str, float]:
    """The median seconds of whole processes, interpreter included, the first round (cold disk) apart."""
    tasks = {name: _process(command) for name, command in commands.items()}
    side_by_side(tasks, 1)
    return side_by_side(tasks, turns)


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
