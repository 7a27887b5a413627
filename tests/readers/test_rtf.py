"""Rich Text Format -> rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.packages import refusal_of, rows_of, texts_of
from transcript.errors import InvalidSetting, UnreadableDocument
from transcript.model import Row
from transcript.readers import Limits, from_bytes, rtf


def document(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return f"{{\\rtf1{head} {body}}}".encode("latin-1")


SAMPLE = document(
    r"THE PIER\par\pard\par"
    r"\trowd\trleft0\cellx2000\cellx3000\cellx9000"
    r"\pard\intbl Shot\cell TC\cell Speech\cell\row"
    r"\pard\intbl Gate\cell 10.00.00\cell NARRATOR\par IT WAS HERE\cell\row"
    r"\pard END\par"
)


def test_paragraphs_and_table_rows_are_numbered_together() -> None:
    assert rows_of(SAMPLE) == (
        Row(1, ("THE PIER",)),
        Row(3, ("Shot", "TC", "Speech"), gap=1, table=1),
        Row(4, ("Gate", "10.00.00", "NARRATOR\nIT WAS HERE"), table=1),
        Row(5, ("END",)),
    )


def test_the_encoding_is_the_one_the_document_names() -> None:
    assert rtf.read(document(r"Gr\'fc\'dfe"), None, Limits()) == ((Row(1, ("Grüße",)),), "cp1252")
    assert rtf.read(document(r"\'c6lu\'9d", r"\ansi\ansicpg1250"), None, Limits()) == ((Row(1, ("Ćluť",)),), "cp1250")
    assert rtf.read(document(r"caf\'8e", r"\mac"), None, Limits()) == ((Row(1, ("café",)),), "mac_roman")


def test_the_encoding_that_the_user_names_comes_first() -> None:
    assert rtf.read(document(r"\'cc\'e8\'f0"), "cp1251", Limits()) == ((Row(1, ("Мир",)),), "cp1251")
    with pytest.raises(InvalidSetting):
        rtf.read(document("Gate"), "no such", Limits())


def test_fonts_have_encodings_of_their_own() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Times{\*\falt Serif};}{\f1\fcharset204 Times Cyr;}{\f2\fcharset128 Mincho;}}"
    assert texts_of(document(fonts + r"caf\'e9 {\f1 \'cc\'e8\'f0} caf\'e9 {\f2 \'93\'fa\'96\'7b}")) == [
        "café Мир café 日本"
    ]


def test_symbol_fonts_give_arrows() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f3\fcharset2 Wingdings;}}"
    assert texts_of(document(fonts + r"Gate {\f3 \'e0} pier {\f3\u-3872\'3f}")) == ["Gate → pier →"]


def test_unicode_characters_replace_those_for_older_readers() -> None:
    assert texts_of(document(r"\uc1\u8211? \u8212\'97 \u1052M\uc0\u1080 \uc2\u8217\'3f\'3fs")) == ["– — Ми’s"]
    assert texts_of(document(r"\u-10179?\u-8704? {\upr{old}{\*\ud new}}")) == ["😀 new"]


def test_signs_that_have_words_of_their_own() -> None:
    assert rows_of(document(r"\ldblquote It\rquote s\rdblquote\emdash half\_time co\-op ten\~to \{six\}\tab a\\b")) == (
        Row(1, ("“It’s”—half-time coop ten\u00a0to {six}", "a\\b")),
    )


def test_line_breaks_make_rows_of_one_paragraph() -> None:
    assert rows_of(document(r"Gate\line 10.00.00\page Pier\par")) == (
        Row(1, ("Gate",)),
        Row(1, ("10.00.00",)),
        Row(1, ("Pier",)),
    )


def test_merged_cells_leave_the_others_empty() -> None:
    merged = (
        r"\trowd\cellx2000\cellx3000\cellx9000\pard\intbl Shot\cell TC\cell Speech\cell\row"
        r"\trowd\cellx3000\cellx9000\pard\intbl PART ONE\cell ANN\cell\row"
        r"\trowd\clmgf\cellx2000\clmrg\cellx3000\clvmrg\cellx9000\pard\intbl PART TWO\cell\cell\cell\row"
    )
    assert texts_of(document(merged)) == ["Shot|TC|Speech", "PART ONE||ANN", "PART TWO||"]


def test_edges_drawn_by_hand_a_hair_apart_are_one_column() -> None:
    drawn = (
        r"\trowd\trleft-108\cellx2000\cellx9000\pard\intbl Gate\cell 10.00.00\cell\row"
        r"\trowd\trleft0\cellx2050\cellx9010\pard\intbl Pier\cell 10.00.04\cell\row"
    )
    assert texts_of(document(drawn)) == ["Gate|10.00.00", "Pier|10.00.04"]


def test_rows_whose_edges_are_not_told_have_cells_in_order() -> None:
    assert texts_of(document(r"\trowd\pard\intbl Gate\cell 10.00.00\cell\row")) == ["Gate|10.00.00"]


def test_the_row_may_be_defined_after_its_cells_as_word_writes_it() -> None:
    word = r"{\pard\intbl Gate\cell 10.00.00\cell}{\trowd\cellx2000\cellx9000\row}\pard After\par"
    assert rows_of(document(word)) == (Row(1, ("Gate", "10.00.00"), table=1), Row(2, ("After",)))


def test_bars_and_line_ends_in_cells_stay_what_they_are() -> None:
    assert rows_of(document(r"\trowd\cellx900\cellx1800\pard\intbl a|b\line c\cell d\cell\row"))[0].cells == (
        "a|b\nc",
        "d",
    )


def test_a_table_within_a_cell_is_read_in_order() -> None:
    inner = (
        r"\pard\intbl\itap2 10.00.00\nestcell{\nonesttables\par}ANN\nestcell{\nonesttables\par}"
        r"{{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}}"
    )
    outer = rf"\trowd\cellx2000\cellx9000\pard\intbl Gate\cell Sync:\par {inner}\pard\intbl\itap1 out\cell\row"
    assert rows_of(document(outer))[0].cells == ("Gate", "Sync:\n10.00.00\tANN\nout")


def test_deleted_and_hidden_text_and_comments_are_left_out() -> None:
    body = r"It was {\deleted there\par}{\revised here}{\v secret}{\*\annotation {why?}}.\par"
    assert rows_of(document(body)) == (Row(1, ("It was here.",)),)


def test_fields_links_lists_and_pictures() -> None:
    body = (
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Ann}} {\listtext 1.\tab}Lee{\pict\pngblip 89504e47}"
        r"{\*\bkmkstart m}{\*\bkmkend m}{\*\unknown words}{\info{\title Film}{\author Me}}\par"
    )
    assert texts_of(document(body)) == ["Ann Lee"]


def test_binary_data_is_passed_over_whatever_is_in_it() -> None:
    assert texts_of(document(r"a{\pict\bin5 }{\}x}b")) == ["ab"]


def test_page_headers_footnotes_and_text_boxes_stand_apart() -> None:
    body = (
        r"{\header\pard THE PIER\par}{\headerf\pard THE PIER\par}{\footer Page \chpgn 1}"
        r"Gate{\footnote\pard See PIER 2}{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard Part 1\par}}}"
        r" shut\par Pier\par"
    )
    assert rows_of(document(body)) == (
        Row(1, ("THE PIER",), front=True),
        Row(2, ("Gate shut",)),
        Row(3, ("Part 1",)),
        Row(4, ("Pier",)),
        Row(5, ("See PIER 2",)),
        Row(6, ("Page 1",), front=True),
    )


def test_settings_in_the_styles_do_not_reach_the_text() -> None:
    assert texts_of(document(r"{\stylesheet{\s1\intbl\v Table;}}Gate\par Pier")) == ["Gate", "Pier"]


@pytest.mark.parametrize("name", ["film.doc", "film.txt", "film.rtf", "film"])
def test_the_suffix_does_not_matter(name: str) -> None:
    assert rows_of(SAMPLE, name) == rows_of(SAMPLE)


def test_a_document_that_is_cut_short_is_refused() -> None:
    assert "the RTF document is cut short (1 groups are not closed)" in refusal_of(SAMPLE[:-10])


def test_groups_in_groups_without_end_are_refused() -> None:
    assert "more than 2,000 parts within parts" in refusal_of(b"{\\rtf1" + b"{" * 100_000)


def test_what_stands_behind_the_document_is_no_part_of_it() -> None:
    assert texts_of(document("Gate") + b"\0\0 rest") == ["Gate"]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=2, max_size=2)))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    def written(text: str) -> str:
        units = text.encode("utf-16-le")
        return "".join(
            f"\\u{int.from_bytes(units[place : place + 2], 'little', signed=True)}?"
            for place in range(0, len(units), 2)
        )

    table = "".join(
        r"\trowd\cellx900\cellx1800\pard\intbl " + "".join(rf"{written(text)}\cell " for text in texts) + r"\row"
        for texts in cells
    )
    expected = [tuple(text.replace("\u2011", "-") for text in texts) for texts in cells]
    assert [found.cells for found in rtf.read(document(table), None, Limits())[0]] == expected


PIECES = st.sampled_from(
    r"{ } \par \cell \row \trowd \cellx900 \intbl \pard \nestcell \nestrow \u8211 \u \uc0 \'e9 \' \* \bin3 \f9 \header"
    r" \footnote \shptxt \fonttbl \fcharset2 \deleted \v \plain \upr \ud a | \ \~ \ansicpg99999 \sect".split()
)


@given(st.lists(PIECES))
def test_whatever_stands_in_it_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = from_bytes(document(" ".join(pieces)), "film").rows
    except UnreadableDocument:
        return
    assert all(row.cells for row in found)
