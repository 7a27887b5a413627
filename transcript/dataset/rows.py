"""Rows of a file, column by column as they are asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    from transcript.dataset.choosing import Chosen, Limits

DICTIONARIES = ["speaker", "shot"]
"""Columns whose different texts are wanted once."""


class Rows:
    """Row groups of a file, whose columns are read when they are first asked for. first: the row they begin with."""

    def __init__(self, file: ParquetFile, groups: Sequence[int], first: int) -> None:
        self._file = file
        self._groups = groups
        self._columns: dict[str, pa.Array] = {}
        self.first = first

    def column(self, name: str) -> pa.Array:
        """A column in one piece."""
        if name not in self._columns:
            read = self._file.read_row_groups(self._groups, columns=[name], use_threads=False)
            column = read.unify_dictionaries().column(0).combine_chunks()
            self._columns[name] = column
        return self._columns[name]


def batches(file: ParquetFile, chosen: Iterable[Chosen]) -> Iterator[tuple[Rows, list[Chosen]]]:
    """The programmes with as few row groups as hold them: one, but for a programme that is longer than that."""
    ends = list(accumulate(file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)))

    def groups_of(one: Chosen) -> tuple[int, int]:
        return bisect_right(ends, one.first), bisect_left(ends, one.end)

    for (first, last), within in groupby(chosen, groups_of):
        yield Rows(file, range(first, last + 1), ends[first - 1] if first else 0), list(within)


class Run(NamedTuple):
    """Programmes that follow each other, of which the same is asked: rows first … end of a batch."""

    first: int
    end: int
    limits: Limits


def runs(within: Iterable[Chosen], before: int) -> Iterator[tuple[Run, list[Chosen]]]:
    """Programmes that follow each other, and of which the same is asked. before: the rows before those of the batch."""
    some: list[Chosen] = []
    for one in within:
        if some and (some[-1].end, some[-1].limits) != (one.first, one.limits):
            yield Run(some[0].first - before, some[-1].end - before, some[0].limits), some
            some = []
        some.append(one)
    if some:
        yield Run(some[0].first - before, some[-1].end - before, some[0].limits), some
