"""The optimiser finds what trying everything finds, and its cuts read well."""

from __future__ import annotations

from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.spotting import speech
from transcript.labels import with_label
from transcript.spotting import PRESETS, Preset
from transcript.spotting.linebreaks import Rests, best_lines
from transcript.spotting.pace import Word
from transcript.spotting.phrases import break_costs, cut_costs, line_costs
from transcript.spotting.segmentation import Bounds, Measure, Room, cut, measure, piece_cost
from transcript.spotting.spellings import names_in_capitals
from transcript.width import width

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


rooms = st.builds(Room, st.integers(0, 24), st.sampled_from([0, 7]))


@given(st.lists(speech.words, min_size=1, max_size=9), st.lists(st.integers(0, 1500), min_size=9), small_presets, rooms)
def test_no_other_way_to_cut_a_short_speech_is_cheaper(
    texts: list[str], pauses: list[int], preset: Preset, labels: Room
) -> None:
    words = said(" ".join(texts), silences=dict(enumerate(pauses)))
    speech_sums = measure(words, labels=labels)

    def price(cuts: tuple[int, ...]) -> float:
        pieces = [piece_cost(a, b, speech_sums, preset) for a, b in pairwise([0, *cuts, len(words)])]
        return sum(found[0] if found else float("inf") for found in pieces)

    chosen = tuple(piece.first for piece in cut(words, preset, labels=labels))[1:]
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


def lines_price(breaks: tuple[int, ...], sums: Measure, preset: Preset, first: int, last: int) -> float:
    """What these lines cost, each rule written out; infinite where they do not fit."""
    edges = [first, *breaks, last]
    widths = [sums.reach[b] - sums.reach[a] - 1 for a, b in pairwise(edges)]
    if len(widths) > preset.lines or max(widths) > preset.line_length:
        return float("inf")
    mean = sum(widths) / len(widths)
    uneven = 3.0 * sum((one - mean) ** 2 for one in widths) / preset.line_length**2
    parted = sum(sums.costs[place - 1] for place in breaks)
    # A line is held against all that come below it.
    below = [sums.reach[last] - sums.reach[edge] - 1 for edge in breaks]
    lopsided = sum(not rest / 2 <= one <= 2 * rest for one, rest in zip(widths, below, strict=False))
    return uneven + parted + 0.15 * len(breaks) + 0.7 * lopsided


@given(st.lists(speech.words, min_size=1, max_size=7), st.lists(st.integers(0, 1500), min_size=7), small_presets)
def test_no_other_cuts_with_any_other_lines_are_cheaper(texts: list[str], pauses: list[int], preset: Preset) -> None:
    """All cuts, and in each subtitle all lines that hold it; one line where it holds the words."""
    words = said(" ".join(texts), silences=dict(enumerate(pauses)))
    sums = measure(words)

    def price(first: int, last: int) -> float:
        found = piece_cost(first, last, sums, preset)
        if found is None:
            return float("inf")
        ways = [tuple(first + cut for cut in cuts) for cuts in ways_to_split(last - first)]
        prices = {way: lines_price(way, sums, preset, first, last) for way in ways}
        least = 0.0 if prices[()] == 0.0 else min(prices.values())
        assert lines_price(found[1], sums, preset, first, last) == pytest.approx(least)
        return found[0] - lines_price(found[1], sums, preset, first, last) + least

    pieces = cut(words, preset)
    chosen = sum(price(piece.first, piece.last) for piece in pieces)
    every = (sum(price(a, b) for a, b in pairwise([0, *cuts, len(words)])) for cuts in ways_to_split(len(words)))
    assert chosen == pytest.approx(min(every))


articled = st.lists(
    st.sampled_from("the a an Ann Carter lamp captain’s harbour. waited, had and of 12th April in".split()),
    min_size=2,
    max_size=9,
)


@given(articled, small_presets, st.sampled_from([80, 300]))
def test_article_and_noun_or_names_are_parted_only_where_every_cut_parts_some(
    texts: list[str], preset: Preset, word_ms: int
) -> None:
    """However fast the words come: the cuts and lines chosen hold no more such breaks than any others that fit."""
    words = said(" ".join(texts), word_ms)
    never = {place + 1 for place, cost in enumerate(break_costs(texts)) if cost >= 8.0}

    def least(first: int, last: int) -> float:
        """The fewest such breaks in any lines of one subtitle; infinite where none fit."""
        fitting = [
            sum(first + cut in never for cut in cuts)
            for cuts in ways_to_split(last - first)
            if len(cuts) < preset.lines
            and all(
                width(" ".join(texts[first + a : first + b])) <= preset.line_length
                for a, b in pairwise([0, *cuts, last - first])
            )
        ]
        return min(fitting, default=float("inf"))

    fewest = min(
        sum(cut in never for cut in cuts) + sum(least(a, b) for a, b in pairwise([0, *cuts, len(texts)]))
        for cuts in ways_to_split(len(texts))
    )
    pieces = cut(words, preset)
    breaks = {place for piece in pieces for place in (piece.first, *piece.breaks)} - {0}
    assert len(breaks & never) == fewest


def test_a_noun_keeps_its_article_even_where_the_words_come_too_fast_to_read() -> None:
    words = said("and nobody in the harbour had ever seen the extraordinarily complicated machinery before", 60)
    for preset in PRESETS.values():
        heads = {piece.first for piece in cut(words, preset)} | {
            b for piece in cut(words, preset) for b in piece.breaks
        }
        assert heads.isdisjoint({4, 9})


def test_few_subtitles_are_as_few_as_the_lines_allow() -> None:
    words = said("The ship sailed at dawn. Nobody on the quay knew.", silences={5: 2000})
    assert len(cut(words, NETFLIX)) == 2
    assert len(cut(words, NETFLIX, bounds=Bounds(few=True))) == 1


@given(st.lists(speech.words, min_size=1, max_size=8), small_presets, st.text("N", min_size=1, max_size=20))
def test_lines_leave_room_for_a_label_wherever_one_fits(texts: list[str], preset: Preset, name: str) -> None:
    sums = measure(said(" ".join(texts)))
    found = best_lines(0, len(texts), sums.reach, sums.costs, preset, width(name) + 2)
    if found is not None and width(name) < preset.line_length:
        lines = [" ".join(texts[a:b]) for a, b in pairwise([0, *found[1], len(texts)])]
        labelled, fits = with_label(lines, f"{name}:", preset.line_length)
        assert fits
        assert len(labelled) <= preset.lines or len(texts) == 1


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
        # month and figure
        ("on the morning | of April 12th", "on the morning of April | 12th"),
        ("on the 12th of April 1961 | Ann sat", "on the 12th of April | 1961"),
        # article to noun, with adjectives between, and what leans forward
        ("she sat atop | a modified lamp", "she sat atop a modified | lamp"),
        ("after the launch | of the first lamp", "after the launch of the first | lamp"),
        ("the conditions | at our launch site were grim", "the conditions at our launch | site were grim"),
        ("the speed of the satellite project | cannot tell", "the speed of the satellite | project cannot tell"),
        ("a team on the cutting edge | of design", "a team on the cutting | edge of design"),
        ("A ROOM HOLDS | ONE OF THE COLD WAR'S SECRETS", "A ROOM HOLDS ONE OF THE COLD | WAR'S SECRETS"),
        # possessive and noun
        ("when the captain's father | came to power", "when the captain's | father came to power"),
        ("when the sailors’ families | came", "when the sailors’ | families came"),
        ("that it's | late", "that Ann's | lamp"),
        # verb and particle, verb and short object
        ("they were leading up | to the launch", "they were leading | up to the launch"),
        ("and they hoped | they were gonna carry it out", "that they were gonna carry | it out"),
        ("a leaf soaks up | the rain", "a leaf soaks | up the rain"),
        ("we were scared | it was over", "we were scared it | was over"),
        # numbers in words, and quantities
        ("with a line | two and a half miles long", "with a line two | and a half miles long"),
        ("with a line | two miles long", "with a line two | miles long"),
        ("she laid | three coats of gum", "she laid three coats | of gum"),
        ("she saw hundreds of lamps | of her own", "she saw hundreds | of lamps"),
        # a pause inside a word makes two of it
        ("the moon | …but we let it go", "the moon…but | we let it go"),
        ("in the ship | waiting…it was late", "in the ship waiting…it | was late"),
        # something we had never seen is one thing
        ("they built something | the world had never seen", "they built something the | world had never seen"),
        ("the world had never seen before -- | a lamp", "the world had never seen | before -- a lamp"),
    ],
)
def test_breaks_are_ranked_as_a_reader_would(better: str, worse: str) -> None:
    assert cost_at_bar(better) < cost_at_bar(worse)


@pytest.mark.parametrize(
    "text",
    [
        "a | lamp",
        "these | people came",
        "my | lamp",
        "a weak | spot, he said",
        "when they closed the deep | level the basses went away",
        "atop a modified nuclear | missile, ready",
        "the first | intercontinental missile",
        "they went to | the moon",
        "they came for | their lamps",
        "all | her life",
        "they were very | scared",
        "there were two | lamps",
        "they were | gonna come",
        "two hundred and | thirty lamps",
        "a five ton | lamp",
    ],
)
def test_what_a_phrase_holds_together_is_dearer_to_part_than_one_more_subtitle(text: str) -> None:
    before, after = (part.split() for part in text.split(" | "))
    costs = break_costs([*before, *after], language="en")
    place = len(before) - 1
    plain = break_costs("the captain waited".split(), language="en")
    one_more = 2.0 + cut_costs("the captain waited".split(), plain)[1]
    assert line_costs(costs)[place] > one_more
    assert cut_costs([*before, *after], costs)[place] > one_more


@pytest.mark.parametrize(
    "text",
    [
        "up there | on the head",
        "the captain | saw the ship",
        "the sun | melts the ice",
        "the boats | sail",
        "they ran down | and stopped",
        "a fish in the net | waiting for her",
    ],
)
def test_what_is_no_phrase_may_be_parted(text: str) -> None:
    assert cost_at_bar(text) < 6


def test_names_of_several_words_in_capitals_are_known_by_the_document() -> None:
    script = builders.transcript(
        cues=[
            builders.cue("NARRATOR", "10:00:02", "ON FRIDAY THE GREAT EASTERN CAME BACK WITH A CABLE"),
            builders.cue("ANN", "10:00:09", "She had seen the Great Eastern at her moorings."),
        ]
    )
    names = names_in_capitals(script)
    words = "ON FRIDAY THE GREAT EASTERN'S CABLE AND A GREAT GALE".split()
    costs = break_costs(words, names, "en")
    assert costs[3] == 8
    assert break_costs(words, frozenset(), "en")[3] < 8
    assert break_costs("a great eastern gale".split(), names, "en")[1] < 8


def test_a_good_cut_beats_a_line_that_ends_in_a_phrase() -> None:
    assert shown("Somewhere out there the gum had a weak spot, and he burnt straight through it.") == [
        "Somewhere out there the gum | had a weak spot,",
        "and he burnt straight through it.",
    ]


def test_a_word_of_one_sentence_does_not_stand_beside_another() -> None:
    assert shown("Wide decks, huge tanks, paddles AND a screw. It's as if she'd waited for somebody to say it.") == [
        "Wide decks, huge tanks, | paddles AND a screw.",
        "It's as if she'd waited | for somebody to say it.",
    ]


@given(st.lists(speech.words, min_size=1, max_size=9), small_presets, st.integers(0, 9))
def test_lines_found_before_help_and_change_nothing(texts: list[str], preset: Preset, label: int) -> None:
    sums = measure(said(" ".join(texts)))
    rests: Rests = {}
    for first, last in combinations(range(len(texts) + 1), 2):
        alone = best_lines(first, last, sums.reach, sums.costs, preset, label)
        assert best_lines(first, last, sums.reach, sums.costs, preset, label, rests) == alone


def test_a_verb_and_its_object_are_dearer_to_cut_than_to_break() -> None:
    words = "he had ordered the lamp of Ann".split()
    costs = break_costs(words)
    assert cut_costs(words, costs)[2] > costs[2]
    assert cut_costs(words, costs)[4] == costs[4]


def test_a_place_that_draws_a_cut_makes_it_cheap_unless_it_parts_a_close_pair() -> None:
    words = said("The captain of the ship waited for the news from every harbour and nobody knew her")
    plain, drawn = measure(words), measure(words, pulls={6: 0.5})
    assert drawn.cuts[5] == plain.cuts[5] / 2
    assert drawn.costs == plain.costs
    assert measure(words, pulls={1: 0.5}).cuts[0] == plain.cuts[0]  # "The | captain" is no cut for that


def test_a_piece_of_two_words_that_is_no_sentence_is_cut_earlier() -> None:
    text = "You have to remember that Halpin had a consuming passion for deep water, way back."
    assert shown(text)[-1] == "for deep water, way back."


def cost_at_bar(text: str) -> float:
    before, after = text.split(" | ")
    words = [*before.split(), *after.split()]
    return break_costs(words)[len(before.split()) - 1]


def test_lines_are_on_one_where_they_fit_and_even_where_they_do_not() -> None:
    assert shown("The lamp went out.") == ["The lamp went out."]
    (only,) = shown("The captain of the ship had never been told about the cable")
    first, second = only.split(" | ")
    assert max(len(first), len(second)) <= 2 * min(len(first), len(second))
