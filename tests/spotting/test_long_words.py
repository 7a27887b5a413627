"""Words wider than a line, and scripts without blanks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from transcript.spotting.long_words import cut_word, within_lines
from transcript.spotting.pace import Word
from transcript.spotting.segmentation import Room
from transcript.width import width


def test_japanese_breaks_behind_pauses_and_before_phrases() -> None:
    lines = [
        "一九五七年十月四日、",
        "ソビエト連邦は世界初の人工衛星",
        "「スプートニク１号」を打ち上げた。",
        "それは新しい時代の始まりだった。",
    ]
    assert cut_word("".join(lines), 34) == lines


def test_chinese_breaks_behind_pauses() -> None:
    pieces = ["1957年10月4日，", "苏联发射了世界上第一颗人造地球卫星，", "这标志着太空时代的开始。"]
    assert cut_word("".join(pieces), 42) == pieces
    ascii_marks = [piece.replace("，", ",").replace("。", ".") for piece in pieces]
    assert cut_word("".join(ascii_marks), 42) == ascii_marks


def test_between_pauses_pieces_are_even_and_none_is_a_character_alone() -> None:
    assert cut_word("冯布劳恩博士想在当天晚上向总统提出一个计划。", 32) == [
        "冯布劳恩博士想在当天晚",
        "上向总统提出一个计划。",
    ]
    for count in range(17, 40):
        assert min(map(len, cut_word("海" * count + "。", 32))) > 3


def test_the_first_piece_leaves_room_for_a_label() -> None:
    text = "我的父亲是一个非常严厉的人，他把我们都叫到屋顶上，让我们看看。"
    whole, problems = within_lines([Word(text, 0, 1000, 0)], [], 32, Room(6, 0))
    assert not problems
    assert width(whole[0].text) <= 26
    assert [word.text for word in within_lines([Word(text, 0, 1000, 0)], [], 28)[0]] == [
        "我的父亲是一个非常严厉的人，",
        "他把我们都叫到屋顶上，",
        "让我们看看。",
    ]


@pytest.mark.parametrize(
    "text", ["「" * 3 + "海" * 30, "海" * 20 + "」。" * 3 + "海" * 20, "海ー" * 30, "スプートニク" * 3 + "海" * 30]
)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(text: str) -> None:
    pieces = cut_word(text, 40)
    assert not any(piece[0] in "」。ー" for piece in pieces)
    assert not any(piece[-1] == "「" for piece in pieces)


rooms = st.integers(0, 50)


@given(st.text("海の、。」「ーアa1!", min_size=1, max_size=120), st.integers(4, 42), rooms, rooms)
def test_pieces_are_the_word_and_no_two_of_them_fit_on_a_line(text: str, limit: int, first: int, others: int) -> None:
    pieces = cut_word(text, limit, first, others)
    assert "".join(pieces) == text
    assert all(pieces)
    assert all(width(piece) <= limit for piece in pieces)
    assert all(width(before) + 1 + width(after) > limit for before, after in pairwise(pieces))


def test_only_a_word_that_no_script_breaks_is_a_problem() -> None:
    cues = [builders.cue("ANN", "10:00:00", "any")]
    whole, problems = within_lines([Word("a" * 50, 0, 1000, 0)], cues, 42)
    assert [problem.code for problem in problems] == ["word-cut"]
    assert [(word.text, word.start, word.end) for word in whole] == [("a" * 25, 0, 500), ("a" * 25, 500, 1000)]
    whole, problems = within_lines([Word("海の船。" * 10, 0, 1000, 0)], cues, 42)
    assert not problems
    assert len(whole) == 2
