"""The optimiser finds what trying everything finds, and its cuts read well."""

from __future__ import annotations

from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spotting import speech
from transcript.spotting import PRESETS, Preset
from transcript.spotting.linebreaks import best_lines, break_costs, width
from transcript.spotting.pace import Word
from transcript.spotting.segmentation import cut, measure, piece_cost

NETFLIX = PRESETS["netflix"]


def said(text: str, word_ms: int = 300, silences: dict[int, int] | None = None) -> list[Word]:
    """Words said one after another; silences: milliseconds of silence before the word of that index."""
    clock = 0
    words = []
    for index, word in enumerate(text.split()):
        clock += (silences or {}).get(index, 0)
        words.append(Word(word, clock, clock + word_ms, 0))
        clock += word_ms
    return words


def shown(text: str, preset: Preset = NETFLIX, **how: object) -> list[str]:
    words = said(text, **how)  # type: ignore[arg-type]
    found = []
    for piece in cut(words, preset):
        edges = [piece.first, *piece.breaks, piece.last]
        found.append(" | ".join(" ".join(word.text for word in words[a:b]) for a, b in pairwise(edges)))
    return found


def ways_to_split(count: int) -> chain[tuple[int, ...]]:
    """Every way to cut `count` things into runs, by the indices of the cuts."""
    return chain.from_iterable(combinations(range(1, count), cuts) for cuts in range(count))


small_presets = st.builds(
    Preset,
    name=st.just("small"),
    line_length=st.integers(14, 20),
    lines=st.integers(1, 3),
    target_cps=st.integers(8, 18),
    max_cps=st.integers(12, 24),
    min_duration_ms=st.integers(300, 1500),
    max_duration_ms=st.integers(2000, 5000),
    gap_ms=st.sampled_from([0, 84]),
)


@given(st.lists(speech.words, min_size=1, max_size=9), st.lists(st.integers(0, 1500), min_size=9), small_presets)
def test_no_other_way_to_cut_a_short_speech_is_cheaper(texts: list[str], pauses: list[int], preset: Preset) -> None:
    words = said(" ".join(texts), silences=dict(enumerate(pauses)))
    speech_sums = measure(words)

    def price(cuts: tuple[int, ...]) -> float:
        pieces = [piece_cost(a, b, speech_sums, preset) for a, b in pairwise([0, *cuts, len(words)])]
        return sum(found[0] if found else float("inf") for found in pieces)

    chosen = tuple(piece.first for piece in cut(words, preset))[1:]
    assert price(chosen) == pytest.approx(min(map(price, ways_to_split(len(words)))))


@given(st.lists(speech.words, min_size=1, max_size=8), small_presets)
def test_no_other_lines_are_cheaper_and_none_are_found_only_where_none_fit(texts: list[str], preset: Preset) -> None:
    words = said(" ".join(texts))
    sums = measure(words)

    def fits(cuts: tuple[int, ...]) -> bool:
        lines = [" ".join(texts[a:b]) for a, b in pairwise([0, *cuts, len(texts)])]
        return len(lines) <= preset.lines and all(width(line) <= preset.line_length for line in lines)

    found = best_lines(0, len(texts), sums.reach, sums.costs, preset)
    ways = [cuts for cuts in ways_to_split(len(texts)) if fits(cuts)]
    assert (found is None) == (ways == [])
    if found is not None:
        assert found[1] in ways
        assert found[0] >= 0
        assert found[1] == () if () in ways else found[1] != ()


@given(st.lists(speech.words, min_size=1, max_size=60), st.sampled_from(list(PRESETS.values())))
def test_pieces_are_the_speech_in_order(texts: list[str], preset: Preset) -> None:
    pieces = cut(said(" ".join(texts)), preset)
    assert [index for piece in pieces for index in range(piece.first, piece.last)] == list(range(len(texts)))


def test_a_good_cut_beats_a_full_line() -> None:
    assert shown("The ship sailed at dawn. Nobody on the quay had been told where she was bound that day.") == [
        "The ship sailed at dawn.",
        "Nobody on the quay had been told | where she was bound that day.",
    ]


def test_a_silence_is_a_cut() -> None:
    assert shown("We waited and waited for the news", silences={3: 3000}) == ["We waited and", "waited for the news"]


def test_names_typed_in_capitals_stay_together_where_the_document_knows_them() -> None:
    line = "ON THAT BRIGHT APRIL MORNING YURI GAGARIN SAT ATOP A MODIFIED MISSILE"
    names = frozenset({"yuri", "gagarin"})
    costs = break_costs(line.split(), names)
    assert costs[line.split().index("YURI")] > break_costs(line.split())[line.split().index("YURI")]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("He left London. | She stayed", "He left | London. She"),
        ("He left, | and she stayed", "He left, and | she stayed"),
        ("the captain | of the ship", "the | captain"),
        ("the captain | who waited", "who | waited"),
        ("they saw the lamp | before the storm", "before | the storm"),
        ("the captain | had waited", "had | waited"),
        ("waited | for Ann Carter", "Ann | Carter"),
        ("the captain | waited", "Captain | Carter"),
        ("a crew | of 300 men", "300 | men"),
        ("he said “no” | and left", "he | said"),
        ("on October 4, | he left", "October 4, | 1957"),
        ("it was | in the harbour", "it was in | the harbour"),
        ("they carry | lamps", "they carry | it"),
    ],
)
def test_breaks_are_ranked_as_a_reader_would(better: str, worse: str) -> None:
    assert cost_at_bar(better) < cost_at_bar(worse)


def cost_at_bar(text: str) -> float:
    before, after = text.split(" | ")
    words = [*before.split(), *after.split()]
    return break_costs(words)[len(before.split()) - 1]


def test_lines_are_on_one_where_they_fit_and_even_where_they_do_not() -> None:
    assert shown("The lamp went out.") == ["The lamp went out."]
    (only,) = shown("The captain of the ship had never been told about the cable")
    first, second = only.split(" | ")
    assert max(len(first), len(second)) <= 2 * min(len(first), len(second))
