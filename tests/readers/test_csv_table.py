"""Tables as text -> rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.packages import refusal_of, rows_of, texts_of
from transcript.model import Row
from transcript.readers import Limits, csv_table, from_bytes


def test_rows_have_the_number_of_their_first_line() -> None:
    content = b'Shot,TC,Speech\n\n"Gate",10.00.00,"NARRATOR\nIT WAS, ""HERE"""\n,,\nPier,10.00.04,\n'
    assert rows_of(content, "film.csv") == (
        Row(1, ("Shot", "TC", "Speech"), table=1),
        Row(3, ("Gate", "10.00.00", 'NARRATOR\nIT WAS, "HERE"'), gap=1, table=1),
        Row(6, ("Pier", "10.00.04", ""), gap=1, table=1),
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Gate,10.00.00,It was\nPier,10.00.04,Here; there\n", Row(1, ("Gate", "10.00.00", "It was"), table=1)),
        (
            "Gate;10.00.00;It was, then\nPier;10.00.04;Here, there\n",
            Row(1, ("Gate", "10.00.00", "It was, then"), table=1),
        ),
        (
            "Gate\t10.00.00\tIt was, then\nPier\t1;0\tHere, there\n",
            Row(1, ("Gate", "10.00.00", "It was, then"), table=1),
        ),
        ("1;a,b\n2;c,d\n", Row(1, ("1", "a,b"), table=1)),
        ("sep=;\r\nGate, old;10.00.00\r\n", Row(2, ("Gate, old", "10.00.00"), table=1)),
        (
            "01:00:00;12,01:00:04;00,Gate\n01:00:04;00,01:00:07;20,Pier\n",
            Row(1, ("01:00:00;12", "01:00:04;00", "Gate"), table=1),
        ),
        (
            "00:00:01,500;00:00:04,000;Gate\n00:00:04,500;00:00:07,000;Pier\n",
            Row(1, ("00:00:01,500", "00:00:04,000", "Gate"), table=1),
        ),
        ("Gate\nPier\n", Row(1, ("Gate",), table=1)),
        ('"Yes, he said"\n"No"\n', Row(1, ("Yes, he said",), table=1)),
    ],
)
def test_the_separator_is_told_by_how_well_it_explains_the_table(content: str, expected: Row) -> None:
    assert rows_of(content.encode(), "film.csv")[0] == expected


def test_quotation_marks_between_tabs_may_be_mere_text() -> None:
    typed = '10.00.00\t"We went" she said\n10.00.04\t"and came\n'
    assert texts_of(typed.encode(), "film.tsv") == ['10.00.00|"We went" she said', '10.00.04|"and came']
    quoted = '10.00.00\t"We went\nhome"\n10.00.04\t"and ""came"""\n'
    assert texts_of(quoted.encode(), "film.tsv") == ["10.00.00|We went\nhome", '10.00.04|and "came"']


def test_a_comma_typed_in_an_unquoted_sentence_stays_with_it() -> None:
    content = b"""time,who,what,tags
0:00,Ann,Where did you live?,home
0:04,Bea,By the harbour, you know, above the chandler,home
0:09,Ann Lee, And your father?,
0:12,Bea,"He mended nets", boats
0:15,Bea,He mended nets., boats
"""
    assert texts_of(content, "film.csv")[2:] == [
        "0:04|Bea|By the harbour,| you know,| above the chandler|home",
        "0:09|Ann Lee| And your father?|",
        "0:12|Bea|He mended nets| boats",
        "0:15|Bea|He mended nets.| boats",
    ]
    assert texts_of(b"time, who, what\n0:04, Bea, We left\n", "film.csv")[1] == "0:04| Bea| We left"


def test_character_references_become_characters_where_they_are_complete() -> None:
    content = b'RW:,"words&#8212;the lesser&hellip; &amp; &#x2014; R&D &amp;lt; AT&T &copy that &bogus; &#8;"\n'
    assert rows_of(content, "film.csv")[0].cells == (
        "RW:",
        "words—the lesser… & — R&D &lt; AT&T &copy that &bogus; &#8;",
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_line_ends_and_encodings_of_all_systems(ends: str, codec: str) -> None:
    content = f'Gate,"It’s the café{ends}– here"{ends}Pier,now{ends}'.encode(codec)
    assert rows_of(content, "film.csv") == (
        Row(1, ("Gate", "It’s the café\n– here"), table=1),
        Row(3, ("Pier", "now"), table=1),
    )


def test_commas_make_no_table_of_a_plain_text() -> None:
    content = b"Gate, old, wide\n10.00.00\nANN, off\n"
    assert from_bytes(content, "film.txt").rows == from_bytes(content, "film").rows
    assert texts_of(content, "film.txt") == ["Gate, old, wide", "10.00.00", "ANN, off"]
    assert texts_of(content, "film.CSV")[0] == "Gate| old| wide"


def test_another_kind_of_document_with_this_suffix_is_known() -> None:
    assert texts_of(b"<html><table><tr><td>Gate<td>10.00.00</table>", "film.csv") == ["Gate|10.00.00"]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_line() -> None:
    line = refusal_of(b'Gate,10.00.00\nPier,"10.00.04\nBoat,10.00.09\n', "film.csv")
    assert line.startswith("film.csv:2: a quotation mark that opens a cell is never closed")


def test_a_cell_may_hold_a_whole_interview() -> None:
    long = "word " * 40_000
    assert rows_of(f"ANN,{long}\n".encode(), "film.csv")[0].cells == ("ANN", long.rstrip())


def test_a_table_of_more_cells_than_any_is_refused() -> None:
    assert "tables of more than 10 cells" in refusal_of(b"a,b\n" * 6, "film.csv", Limits(cells=10))


def test_a_real_export_is_read_as_python_reads_it(shared: Path) -> None:
    path = shared / "scripts" / "oral-history.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        records = [record for record in csv.reader(lines) if any(record)]
    rows = rows_of(path.read_bytes(), path.name)
    assert len(rows) == len(records)
    assert {len(row.cells) for row in rows} == {4}
    assert not any("&#" in cell for row in rows for cell in row.cells)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="&\r\x0b\u2028\u2029\u00ad\u2011\0"))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2), st.sampled_from(",;\t"))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]], separator: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(cells)
    expected = [tuple(text.rstrip() for text in texts) for texts in cells if any(text.strip() for text in texts)]
    assert [row.cells for row in csv_table.rows(written.getvalue(), Limits())] == [
        tuple(text.replace("\f", "\n").rstrip() for text in texts) for texts in expected
    ]
