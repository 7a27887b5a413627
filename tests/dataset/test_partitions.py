"""Which file a programme is in, and files that are made anew while most of them stays."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import cue, transcript
from tests.dataset.datasets import entry, new
from transcript.dataset.partitions import (
    Partitions,
    merged,
    partition_of,
    partition_path,
    partitions_bytes,
    partitions_for,
    read_partitions,
)
from transcript.dataset.tables import Entry, UnusableDataset, read_partition
from transcript.model import Transcript


def film(line: str) -> Transcript:
    return transcript(cues=[cue("ANN", "10:00:01", line)])


def lines(content: bytes | None) -> dict[str, list[str]]:
    """What is said in each programme of a file."""
    assert content is not None
    return {stem: rows.column("line").to_pylist() for stem, rows in read_partition(content)[1].items()}


def standing(content: bytes | None) -> tuple[dict[str, Entry], dict[str, Any]]:
    """What is in a file, or nothing where there is none."""
    return ({}, {}) if content is None else read_partition(content)


def kept(_stem: str, _entry: Entry) -> bool:
    return False


def test_a_programme_is_always_in_the_same_partition() -> None:
    # These never change: datasets that stand rely on them.
    assert [partition_of(stem, 64) for stem in ("film", "1962/moon", "ü", "\udc80")] == [42, 10, 36, 1]
    assert partition_path(7) == "part=007/cues.parquet"
    assert partition_path(4095) == "part=4095/cues.parquet"


def test_partitions_are_about_as_large_as_each_other() -> None:
    sizes = Counter(partition_of(f"series/{number:05}", 64) for number in range(64 * 128))
    assert len(sizes) == 64
    assert min(sizes.values()) > 80
    assert max(sizes.values()) < 180


@pytest.mark.parametrize(
    ("programmes", "partitions"), [(0, 1), (1, 1), (128, 1), (129, 2), (300, 4), (5000, 64), (1_000_000, 8192)]
)
def test_how_many_partitions_there_are(programmes: int, partitions: int) -> None:
    assert partitions_for(programmes) == partitions


@given(st.integers(0, 20))
def test_how_many_there_are_is_kept(exponent: int) -> None:
    assert read_partitions(partitions_bytes(Partitions(1 << exponent, "m"))) == (1 << exponent, "m")


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "_partitions.json does not say how many partitions there are"),
        (b'{"form": "transcript-cues/1"}', "_partitions.json does not say how many"),
        (b'{"form": "transcript-cues/9", "partitions": 4}', "its form is transcript-cues/9"),
        (b'{"form": "transcript-cues/1", "partitions": 3}', "3 partitions, which is no power of two"),
        (b'{"form": "transcript-cues/1", "partitions": 0}', "0 partitions, which is no power of two"),
    ],
)
def test_what_does_not_say_so_is_refused(content: bytes, refused: str) -> None:
    with pytest.raises(UnusableDataset, match=refused):
        read_partitions(content)


def test_programmes_come_change_and_go() -> None:
    first = merged(standing(None), new({"a.txt": film("One."), "b.txt": film("Two.")}), kept)
    assert lines(first) == {"a": ["One."], "b": ["Two."]}
    second = merged(standing(first), new({"b.txt": film("Two, changed."), "c.txt": film("Three.")}), kept)
    assert lines(second) == {"a": ["One."], "b": ["Two, changed."], "c": ["Three."]}
    third = merged(standing(second), {}, lambda _, of: of.source == "/archive/a.txt")
    assert lines(third) == {"b": ["Two, changed."], "c": ["Three."]}
    assert merged(standing(third), {}, lambda *_: True) is None
    assert merged(standing(None), {}, kept) is None


def test_what_was_known_stays_known() -> None:
    first = merged(standing(None), new({"a.txt": film("One."), "empty.txt": transcript(cues=[])}), kept)
    assert first is not None
    assert read_partition(first)[0] == {"a": entry("a.txt"), "empty": entry("empty.txt")}
    assert merged(standing(first), {}, kept) == first
    assert merged(standing(first), new({"a.txt": film("One.")}), kept) == first


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.text("xyz", max_size=3)), max_size=12))
def test_it_does_not_matter_in_how_many_steps_a_file_was_made(changes: list[tuple[str, str]]) -> None:
    content = None
    for name, line in changes:
        content = merged(standing(content), new({f"{name}.txt": film(line)}), kept)
    at_once = new({f"{name}.txt": film(line) for name, line in changes})
    assert content == merged(standing(None), at_once, kept)
