"""Word documents -> rows."""

from __future__ import annotations

import io

import mammoth
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.packages import (
    cell,
    docx,
    paragraph,
    refusal_of,
    row,
    rows_of,
    run,
    table,
    texts_of,
    word_part,
    zipped,
)
from transcript.model import Row
from transcript.readers import Limits

SAMPLE = docx(
    paragraph("THE PIER")
    + paragraph()
    + table(row("Shot", "TC", "Speech"), row("Gate", "10.00.00", paragraph("NARRATOR") + paragraph("IT WAS HERE")))
    + paragraph("END")
)


def test_paragraphs_and_table_rows_are_numbered_together() -> None:
    assert rows_of(SAMPLE) == (
        Row(1, ("THE PIER",)),
        Row(3, ("Shot", "TC", "Speech"), gap=1, table=1),
        Row(4, ("Gate", "10.00.00", "NARRATOR\nIT WAS HERE"), table=1),
        Row(5, ("END",)),
    )


def test_tabs_part_the_cells_of_a_paragraph_and_line_breaks_its_rows() -> None:
    line = paragraph("Gate", "<w:r><w:tab/><w:t>10.00.00</w:t><w:tab/><w:t>ANN</w:t><w:br/><w:t>It was.</w:t></w:r>")
    assert rows_of(docx(paragraph() + line)) == (Row(2, ("Gate", "10.00.00", "ANN"), gap=1), Row(2, ("It was.",)))


def test_a_page_break_ends_a_line_but_makes_no_blank_ones() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert rows_of(docx(paragraph("Gate", page, "Pier") + paragraph(page, "Boat"))) == (
        Row(1, ("Gate",)),
        Row(1, ("Pier",)),
        Row(2, ("Boat",)),
    )


def test_blank_table_rows_count_as_gaps() -> None:
    assert [
        (found.number, found.gap) for found in rows_of(docx(table(row("a", "b"), row("", " "), row("c", "d"))))
    ] == [
        (1, 0),
        (3, 1),
    ]


def test_cells_merged_over_columns_leave_the_others_empty() -> None:
    merged = table(
        row("Shot", "TC", "Speech"),
        row(cell("PART ONE", '<w:gridSpan w:val="2"/>'), "ANN"),
        row("10.00.00", "It was.", properties='<w:gridBefore w:val="1"/>'),
    )
    assert texts_of(docx(merged)) == ["Shot|TC|Speech", "PART ONE||ANN", "|10.00.00|It was."]


def test_a_cell_merged_over_rows_stands_in_its_first() -> None:
    merged = table(
        row(cell("Gate", '<w:vMerge w:val="restart"/>'), "10.00.00"),
        row(cell("<w:p/>", "<w:vMerge/>"), "10.00.04"),
    )
    assert texts_of(docx(merged)) == ["Gate|10.00.00", "|10.00.04"]


def test_a_column_that_no_cell_begins_in_is_none() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    assert texts_of(docx(table(row(cell("Gate", wide), "10.00.00"), row(cell("Pier", wide), "10.00.04")))) == [
        "Gate|10.00.00",
        "Pier|10.00.04",
    ]


def test_edges_drawn_by_hand_a_hair_apart_are_one_column() -> None:
    span = '<w:gridSpan w:val="2"/>'
    drawn = table(row(cell("Gate", span), "10.00.00"), row("Pier", cell("10.00.04", span)), widths=(2000, 60, 1500))
    assert texts_of(docx(drawn)) == ["Gate|10.00.00", "Pier|10.00.04"]
    far = drawn.replace('w:w="60"', 'w:w="600"')
    assert texts_of(docx(far)) == ["Gate||10.00.00", "Pier|10.00.04|"]


def test_narrow_columns_of_the_same_row_stay_apart() -> None:
    narrow = table(row("1", "Gate", "10.00.00"), widths=(100, 100, 1500))
    assert texts_of(docx(narrow)) == ["1|Gate|10.00.00"]


def test_a_table_within_a_cell_is_read_in_order() -> None:
    inner = table(row("10.00.00", "ANN"), row("10.00.04", "LEE"))
    outer = table(row("Gate", cell(paragraph("Sync:") + inner + paragraph("out"))))
    assert rows_of(docx(outer + table(row("a", "b")))) == (
        Row(1, ("Gate", "Sync:\n10.00.00\tANN\n10.00.04\tLEE\nout"), table=1),
        Row(2, ("a", "b"), table=2),
    )


def test_blank_lines_within_a_cell_are_kept_for_they_may_tell_what_stands_beside_what() -> None:
    spaced = cell(paragraph() + paragraph("10.00.04") + paragraph() + paragraph("10.00.09") + paragraph())
    assert rows_of(docx(table(row("Gate", spaced))))[0].cells == ("Gate", "\n10.00.04\n\n10.00.09")


def test_tracked_changes_are_accepted() -> None:
    changed = paragraph(
        "It was ",
        '<w:del w:id="1"><w:r><w:delText>there</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("here")}</w:ins>',
        f"<w:moveFrom>{run(' in May')}</w:moveFrom>",
        f"<w:moveTo>{run(' in June')}</w:moveTo>",
    )
    assert texts_of(docx(changed)) == ["It was here in June"]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    ended = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("It was ") + "</w:p>"
    assert rows_of(docx(ended + paragraph("here."))) == (Row(1, ("It was here.",)),)
    assert texts_of(docx(ended + table(row("a", "b")))) == ["It was ", "a|b"]


def test_deleted_table_rows_are_gone_and_inserted_ones_are_there() -> None:
    changed = table(row("a", "b", properties="<w:del/>"), row("c", "d", properties="<w:ins/>"))
    assert texts_of(docx(changed)) == ["c|d"]


def test_the_text_of_content_controls_is_kept_wherever_they_stand() -> None:
    def control(content: str, properties: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = (
        control(paragraph("THE PIER"))
        + paragraph("by ", control(run("Ann Lee")))
        + f"<w:tbl>{control(row('Gate', control(cell('10.00.00'))))}</w:tbl>"
        + paragraph("for", control(run("Click here to enter text."), "<w:showingPlcHdr/>"))
    )
    assert texts_of(docx(body)) == ["THE PIER", "by Ann Lee", "Gate|10.00.00", "for"]


def test_non_breaking_hyphens_soft_hyphens_and_spaces() -> None:
    signs = paragraph("half", "<w:r><w:noBreakHyphen/></w:r>", "time now\u2011adays co\u00adop ten\u00a0to\u00a0six")
    assert texts_of(docx(signs)) == ["half-time now-adays coop ten\u00a0to\u00a0six"]


def test_links_fields_and_smart_tags_show_their_text() -> None:
    body = paragraph(
        f"<w:hyperlink>{run('Ann')}</w:hyperlink>",
        f"<w:smartTag>{run(' Lee')}</w:smartTag>",
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> PAGE </w:instrText>"
        "<w:fldChar w:fldCharType='separate'/></w:r>",
        run(" 7"),
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    )
    assert texts_of(docx(body)) == ["Ann Lee 7"]


def test_arrows_that_word_makes_while_typing() -> None:
    arrow = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    assert texts_of(docx(paragraph("Gate ", arrow, " pier"))) == ["Gate → pier"]


def test_hidden_text_and_comments_are_left_out() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>open</w:t></w:r>'
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    others = {"word/comments.xml": word_part("comments", f"<w:comment>{paragraph('why?')}</w:comment>")}
    assert texts_of(docx(paragraph(hidden, shown, comment), others, {"c": "comments comments.xml"})) == ["open"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('THE PIER')}{paragraph('Part 1')}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts_of(docx(paragraph("Cover", drawn) + paragraph("Gate"))) == ["Cover", "THE PIER", "Part 1", "Gate"]
    assert texts_of(docx(table(row(cell(paragraph("Cover", drawn)), "b")))) == ["Cover\nTHE PIER\nPart 1|b"]


def test_page_headers_and_footers_stand_at_the_front_and_once() -> None:
    header = word_part("hdr", paragraph("THE PIER", "<w:r><w:tab/></w:r>", "Episode 1") + paragraph())
    others = {"word/h1.xml": header, "word/h2.xml": header, "word/f1.xml": word_part("ftr", paragraph("Page 1"))}
    related = {"a": "header h1.xml", "b": "header h2.xml", "c": "footer f1.xml", "d": "header missing.xml"}
    body = paragraph("Gate") + (
        '<w:sectPr><w:headerReference r:id="a"/><w:headerReference r:id="b"/><w:headerReference r:id="d"/>'
        '<w:footerReference r:id="c"/></w:sectPr>'
    )
    assert rows_of(docx(body, others, related)) == (
        Row(1, ("THE PIER", "Episode 1"), front=True),
        Row(3, ("Gate",)),
        Row(4, ("Page 1",), front=True),
    )


def test_footnotes_are_rows_at_the_end() -> None:
    line = f'<w:footnote w:type="separator">{paragraph("-")}</w:footnote>'
    note = f"<w:footnote>{paragraph('See PIER 2')}</w:footnote>"
    others = {"word/footnotes.xml": word_part("footnotes", line + note)}
    body = paragraph("Gate", "<w:r><w:footnoteReference/></w:r>") + paragraph("Pier")
    assert texts_of(docx(body, others, {"n": "footnotes footnotes.xml"})) == ["Gate", "Pier", "See PIER 2"]


def test_the_strict_form_of_the_format_is_read_alike() -> None:
    part = word_part("document", f"<w:body>{paragraph('Gate')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert rows_of(docx("", {"word/document.xml": part})) == rows_of(docx(paragraph("Gate")))


def test_the_suffix_does_not_matter() -> None:
    assert rows_of(SAMPLE, "film.txt") == rows_of(SAMPLE, "film.docx")


def test_documents_that_are_no_sound_packages_are_refused() -> None:
    assert "cut short" in refusal_of(SAMPLE[: len(SAMPLE) // 2])
    assert "damaged (word/document.xml: " in refusal_of(docx("", {"word/document.xml": b"<w:document"}))
    assert "word/document.xml is missing" in refusal_of(zipped({"word/other.xml": "<x/>"}))


def test_bytes_that_are_changed_on_the_way_are_told() -> None:
    broken = bytearray(SAMPLE)
    place = SAMPLE.index(b"word/document.xml") + len("word/document.xml") + 20
    broken[place : place + 8] = b"\xff" * 8
    assert "word/document.xml cannot be unpacked" in refusal_of(bytes(broken))


def test_encrypted_packages_are_refused() -> None:
    locked = bytearray(SAMPLE)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # bit 0 of the flags of each entry
        place = -1
        while (place := SAMPLE.find(mark, place + 1)) >= 0:
            locked[place + flags] |= 1
    assert "encrypted; save it without a password" in refusal_of(bytes(locked))
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refusal_of(office)


def test_a_zip_bomb_is_refused_without_being_unpacked() -> None:
    bomb = docx("", {"word/document.xml": b" " * 5_000_000})
    assert "unpacks to more than 4 MB" in refusal_of(bomb, limits=Limits(unpacked=4 * 1024**2))


def test_markup_that_would_fill_the_memory_is_refused() -> None:
    assert "tags and attributes in one part, more than 1,000" in refusal_of(
        docx("<w:p/>" * 2000), limits=Limits(markup=1000)
    )


def test_a_table_of_more_cells_than_any_is_refused() -> None:
    few = Limits(cells=10)
    assert "tables of 12 cells, more than 10" in refusal_of(docx(table(*[row("a", "b")] * 6)), limits=few)
    assert "tables of more than 10 cells" in refusal_of(docx(table(*[row("a", "b")] * 3) * 2), limits=few)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.parametrize("said", ["&b;", "&c;", ""])
def test_entities_are_neither_expanded_nor_fetched(said: str) -> None:
    part = word_part("document", f"<w:body><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:body>")
    assert "declares entities" in refusal_of(docx("", {"word/document.xml": ENTITIES + part}))


def test_an_entity_bomb_is_refused() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x a="&l9;">&l9;</x>'
    assert "declares entities" in refusal_of(docx("", {"word/document.xml": bomb}))


def test_tables_in_tables_without_end_are_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 2000
    assert "word/document.xml holds elements within each other, more than 256 deep" in refusal_of(docx(deep))


@pytest.mark.parametrize(
    ("part", "held"),
    [
        (b"<x>" * 300 + b"</x>" * 300, "elements within each other, more than 256 deep"),
        (b"<" + b"x" * 60_000 + b"/>", "a name of more than 50,000 characters"),
        (b"<x>" + b" " * 11_000_000 + b"</x>", "a piece of text or markup of more than 10,000,000 characters"),
        (b"<x" + b" " * 11_000_000 + b"/>", "a piece of text or markup of more than 10,000,000 characters"),
        (b"<x><!--" + b"x" * 11_000_000 + b"--></x>", "a piece of text or markup of more than 10,000,000 characters"),
    ],
    ids=["depth", "name", "text", "tag", "comment"],
)
def test_what_no_option_allows_is_said_so(part: bytes, held: str) -> None:
    said = refusal_of(docx("", {"word/document.xml": part}))
    assert f"word/document.xml holds {held}" in said
    assert "no option raises this limit" in said
    assert "XML_PARSE_HUGE" not in said
    assert "damaged" not in said


def test_elements_called_as_limits_are_only_damaged() -> None:
    assert "damaged" in refusal_of(docx("", {"word/document.xml": b"<depth><big></depth>"}))


def test_absurd_spans_take_no_memory() -> None:
    wide = table(row(cell("a", '<w:gridSpan w:val="100000000"/>'), "b"), row("c", "d"))
    assert texts_of(docx(wide)) == ["a||b", "c|d|"]


def test_a_document_without_text_is_refused() -> None:
    assert "nothing but blank lines" in refusal_of(docx(paragraph()))


def test_mammoth_sees_the_same_words() -> None:
    other = mammoth.extract_raw_text(io.BytesIO(SAMPLE)).value
    assert " ".join(texts_of(SAMPLE)).replace("|", " ").split() == other.split()


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\u2011\u00ad"))


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    written = docx(
        paragraph("Film") + table(*(row(*(cell(f"<w:p>{run(text)}</w:p>") for text in texts)) for texts in cells))
    )
    assert [found.cells for found in rows_of(written)[1:]] == [
        tuple(text.rstrip() for text in texts) for texts in cells if any(text.strip() for text in texts)
    ]
