"""Which words of two texts are the same ones."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from transcript.comparing.alignment import Run, runs

texts = st.lists(st.sampled_from("abcde"), max_size=40)


def test_an_insertion_leaves_two_runs() -> None:
    old, new = "the ship left the harbour".split(), "the ship slowly left the harbour".split()
    assert runs(old, new) == [Run(0, 0, 2), Run(2, 3, 3)]


def test_nothing_in_common() -> None:
    assert runs("one two".split(), "three four".split()) == []
    assert runs([], ["one"]) == []


@given(texts, texts)
def test_runs_rise_and_hold_the_same_words(old: list[str], new: list[str]) -> None:
    end = (0, 0)
    for run in runs(old, new):
        assert (run.old, run.new) >= end
        assert run.length > 0
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        assert (run.old, run.new) != end or end == (0, 0)  # or it would be one run with the last
        end = run.old + run.length, run.new + run.length


@given(texts)
def test_a_text_is_one_run_of_itself(text: list[str]) -> None:
    assert runs(text, text) == ([Run(0, 0, len(text))] if text else [])


def test_hardly_a_word_fewer_is_found_than_by_comparing_all_with_all() -> None:
    random = Random(7)  # noqa: S311
    old = [f"word{int(random.paretovariate(0.8)) % 300}" for _ in range(3000)]
    new = [word if random.random() > 0.1 else random.choice(old) for word in old if random.random() > 0.05]
    assert sum(run.length for run in runs(old, new)) >= 0.99 * LCSseq.similarity(old, new)


def test_texts_too_long_for_the_exact_way_are_aligned_too() -> None:
    """Nine thousand words without a phrase that stands once: no anchor divides them."""
    old = ["row", "your", "boat", "gently"] * 2250
    new = [*old[:4000], "down", *old[4000:]]
    assert sum(run.length for run in runs(old, new)) == len(old)
