"""Lines of text -> rows."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from transcript.model import Row
from transcript.readers import Limits, text


def rows(content: str) -> tuple[Row, ...]:
    return text.rows(content, Limits())


def test_each_line_with_text_is_a_row_with_its_number_and_the_blank_lines_before_it() -> None:
    assert rows("Gate\n\n\n10.00.00\nNARRATOR\n  \n\t\nHIS VERY NAME\n") == (
        Row(1, ("Gate",), 0),
        Row(4, ("10.00.00",), 2),
        Row(5, ("NARRATOR",), 0),
        Row(8, ("HIS VERY NAME",), 2),
    )


def test_blank_lines_at_the_top_count_too() -> None:
    assert rows("\n\nGate") == (Row(3, ("Gate",), 2),)


def test_tabs_make_cells_and_cells_keep_their_spaces() -> None:
    assert rows(" Gate \t10.00.00\t\tNARRATOR ") == (Row(1, (" Gate ", "10.00.00", "", "NARRATOR "), 0),)


def test_line_ends_of_all_systems_number_the_lines_alike() -> None:
    unix = rows("Gate\n\n10.00.00\nNARRATOR\n")
    assert rows("Gate\r\n\r\n10.00.00\r\nNARRATOR\r\n") == unix
    assert rows("Gate\r\r10.00.00\rNARRATOR\r") == unix
    assert rows("Gate\r\n\n10.00.00\rNARRATOR") == unix


def test_what_word_processors_leave_inside_lines_does_not_shift_the_numbers() -> None:
    inside = "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i"
    assert rows(f"Gate\n{inside}\n10.00.00") == (Row(1, ("Gate",)), Row(2, (inside,)), Row(3, ("10.00.00",)))


def test_a_line_of_form_feeds_and_no_break_spaces_is_blank() -> None:
    assert rows("Gate\n\x0c\n\u00a0\u2028\n10.00.00") == (Row(1, ("Gate",)), Row(4, ("10.00.00",), 2))


@given(st.text(st.sampled_from("a b\t\n\r\x0b\x0c\x85\u2028é")))
def test_rows_give_back_every_line_that_is_not_blank(content: str) -> None:
    lines = re.split("\r\n|\r|\n", content)
    found = rows(content)
    assert {row.number: "\t".join(row.cells) for row in found} == {
        number: line for number, line in enumerate(lines, 1) if line.strip()
    }
    before = [0, *(row.number for row in found)]
    assert [row.gap for row in found] == [after - here - 1 for here, after in pairwise(before)]
