"""Which words of a change differ."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.builders import cue, lines
from transcript.comparing import Change, Kind, Mark, Piece, wording
from transcript.comparing.wording import heard


def pieces(old: str, new: str, kind: Kind = Kind.REWORDED) -> list[tuple[str, str]]:
    change = Change((kind,), (cue("TOM", "10:00:02", old),), (cue("TOM", "10:00:02", new),))
    return [(piece.mark.value, piece.text.strip()) for piece in wording(change)]


def test_a_word_for_another() -> None:
    assert pieces("The ship left Bristol.", "The ship sailed from Bristol.") == [
        ("same", "The ship"),
        ("deleted", "left"),
        ("inserted", "sailed from"),
        ("same", "Bristol."),
    ]


def test_a_rewording_in_capitals_marks_the_words_that_are_other_ones() -> None:
    assert pieces("THE SHIP LEFT IN THE 1850s.", "The boat left in the 1850s.") == [
        ("same", "The"),
        ("deleted", "SHIP"),
        ("inserted", "boat"),
        ("same", "left in the 1850s."),
    ]


def test_where_only_the_typing_changed_it_is_marked() -> None:
    assert pieces("We saw the will.", "We saw the Will.", Kind.RETYPED)[1:] == [
        ("deleted", "will."),
        ("inserted", "Will."),
    ]


def test_of_writing_without_blanks_characters_are_marked() -> None:
    assert pieces("電纜從愛爾蘭", "電纜從英格蘭") == [
        ("same", "電纜從"),
        ("deleted", "愛爾"),
        ("inserted", "英格"),
        ("same", "蘭"),
    ]


def test_what_was_added_is_inserted_whole() -> None:
    assert wording(Change((Kind.ADDED,), (), (cue("TOM", "10:00:02", "They found it."),))) == (
        Piece(Mark.INSERTED, "They found it."),
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("You’d stand — there…and WATCH!", ("youd", "stand", "there", "and", "watch")),
        ("Great-grandmother, 1,500", ("great", "grandmother", "1", "500")),
        ("海底電纜", ("海", "底", "電", "纜")),
        ("…", ("…",)),
        ("", ("",)),
    ],
)
def test_words_as_they_are_heard(line: str, words: tuple[str, ...]) -> None:
    assert heard(line) == words


@given(lines, lines)
def test_both_versions_can_be_read_from_the_pieces(old: str, new: str) -> None:
    change = Change((Kind.RETYPED,), (cue(None, "10:00:02", old),), (cue(None, "10:00:02", new),))
    for mark, line in ((Mark.INSERTED, old), (Mark.DELETED, new)):
        text = "".join(piece.text for piece in wording(change) if piece.mark is not mark)
        assert "".join(text.split()) == "".join(line.split())
