"""OpenDocument texts -> rows."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.packages import odt, refusal_of, rows_of, texts_of, zipped
from transcript.model import Row


def paragraph(text: str) -> str:
    """A paragraph; text that begins with "<" is taken as it is."""
    return f"<text:p>{text}</text:p>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell{more}>{text if text.startswith('<') else paragraph(text)}</table:table-cell>"


def row(*texts: str) -> str:
    cells = "".join(text if text.startswith("<table:") else cell(text) for text in texts)
    return f"<table:table-row>{cells}</table:table-row>"


def table(*rows: str, columns: str = "") -> str:
    return f"<table:table>{columns}{''.join(rows)}</table:table>"


SAMPLE = odt(
    "<text:h>THE PIER</text:h>"
    + paragraph("")
    + table(
        f"<table:table-header-rows>{row('Shot', 'TC', 'Speech')}</table:table-header-rows>",
        row("Gate", "10.00.00", paragraph("NARRATOR") + paragraph("IT WAS HERE")),
    )
    + paragraph("END")
)


def test_paragraphs_headings_and_table_rows_are_numbered_together() -> None:
    assert rows_of(SAMPLE) == (
        Row(1, ("THE PIER",)),
        Row(3, ("Shot", "TC", "Speech"), gap=1, table=1),
        Row(4, ("Gate", "10.00.00", "NARRATOR\nIT WAS HERE"), table=1),
        Row(5, ("END",)),
    )


def test_tabs_spaces_and_line_breaks() -> None:
    text = "  Gate\n\t <text:tab/>10.00.00<text:s text:c='2'/>ANN<text:line-break/> It  <text:span> was.</text:span> "
    assert rows_of(odt(paragraph(text))) == (Row(1, ("Gate ", "10.00.00  ANN")), Row(1, (" It was.",)))


def test_lists_sections_and_indexes_are_read_in_order() -> None:
    body = (
        "<text:list><text:list-item><text:number>1.</text:number>"
        + paragraph("one")
        + "<text:list><text:list-item>"
        + paragraph("two")
        + "</text:list-item></text:list></text:list-item></text:list><text:section>"
        + paragraph("three")
        + "</text:section>"
        + '<text:section text:display="none">'
        + paragraph("hidden")
        + "</text:section>"
    )
    assert texts_of(odt(body)) == ["one", "two", "three"]


def test_merged_cells() -> None:
    merged = table(
        row("Shot", "TC", "Speech"),
        row(cell("PART ONE", ' table:number-columns-spanned="2"'), "<table:covered-table-cell/>", "ANN"),
        row("<table:covered-table-cell/>", cell("", ' table:number-columns-repeated="1"'), "It was."),
    )
    assert texts_of(odt(merged)) == ["Shot|TC|Speech", "PART ONE||ANN", "||It was."]


def test_edges_drawn_by_hand_a_hair_apart_are_one_column() -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for name, width in (("wide", "4cm"), ("hair", "0.1cm"))
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in ("wide", "hair", "wide"))
    over, covered = ' table:number-columns-spanned="2"', "<table:covered-table-cell/>"
    drawn = table(
        row(cell("Gate", over), covered, "10.00.00"), row("Pier", cell("10.00.04", over), covered), columns=columns
    )
    assert texts_of(odt(drawn, styles)) == ["Gate|10.00.00", "Pier|10.00.04"]
    assert texts_of(odt(drawn)) == ["Gate||10.00.00", "Pier|10.00.04|"]


def test_a_table_within_a_cell_is_read_in_order() -> None:
    outer = table(row("Gate", paragraph("Sync:") + table(row("10.00.00", "ANN"), row("10.00.04", "LEE"))))
    assert rows_of(odt(outer + table(row("a", "b")))) == (
        Row(1, ("Gate", "Sync:\n10.00.00\tANN\n10.00.04\tLEE"), table=1),
        Row(2, ("a", "b"), table=2),
    )


def test_deleted_text_and_comments_are_left_out() -> None:
    deleted = f"<text:tracked-changes><text:changed-region><text:deletion>{paragraph('there')}"
    body = f"{deleted}</text:deletion></text:changed-region></text:tracked-changes>" + paragraph(
        "It was <text:change text:change-id='c'/><text:change-start/>here<text:change-end/>"
        f"<office:annotation>{paragraph('why?')}</office:annotation>."
    )
    assert texts_of(odt(body)) == ["It was here."]


def test_hidden_text_is_left_out() -> None:
    styles = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    assert texts_of(odt(paragraph('open<text:span text:style-name="T1">secret</text:span>'), styles)) == ["open"]


def test_footnotes_are_rows_at_the_end() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{paragraph('See PIER 2')}"
    body = paragraph(f"Gate{note}</text:note-body></text:note> shut") + paragraph("Pier")
    assert texts_of(odt(body)) == ["Gate shut", "Pier", "See PIER 2"]


def test_a_text_box_is_read_after_its_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{paragraph('Part 1')}</draw:text-box></draw:frame>"
    assert texts_of(odt(paragraph(f"Cover{box}") + paragraph("Gate"))) == ["Cover", "Part 1", "Gate"]


def test_page_headers_and_footers_stand_at_the_front_and_once() -> None:
    header = f"<style:header>{paragraph('THE PIER')}</style:header>"
    pages = f"<style:master-page>{header}<style:footer>{paragraph('Page 1')}</style:footer></style:master-page>"
    again = f"<style:master-page>{header}</style:master-page>"
    assert rows_of(odt(paragraph("Gate"), pages=pages + again)) == (
        Row(1, ("THE PIER",), front=True),
        Row(2, ("Gate",)),
        Row(3, ("Page 1",), front=True),
    )


def test_repeated_rows_and_cells() -> None:
    repeated = table(
        '<table:table-row table:number-rows-repeated="2">'
        + cell("a", ' table:number-columns-repeated="2"')
        + "</table:table-row>"
    )
    assert texts_of(odt(repeated)) == ["a|a", "a|a"]


def test_tables_repeated_without_end_are_refused() -> None:
    endless = f'<table:table-row table:number-rows-repeated="999999999">{cell("a") * 3}</table:table-row>'
    assert "tables of more than" in refusal_of(odt(table(endless)))


def test_cells_repeated_without_end_are_refused() -> None:
    endless = row(*[cell("a", ' table:number-columns-repeated="999999999"')] * 5000)
    assert "tables of more than" in refusal_of(odt(table(endless)))


def test_encrypted_documents_are_refused() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    locked = odt("", others={"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x1d\x02"})
    assert "encrypted; save it without a password" in refusal_of(locked)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "content.xml is missing"),
        ({"content.xml": "<x"}, "damaged (content.xml: "),
        ({"content.xml": "<x/>"}, "holds no text document"),
        ({"content.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}, "declares entities"),
    ],
)
def test_other_packages_are_refused(parts: dict[str, str], said: str) -> None:
    assert said in refusal_of(zipped({"mimetype": "application/vnd.oasis.opendocument.text", **parts}))


def test_a_document_zipped_anew_by_another_program_is_known_by_its_type() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, zipfile.ZipFile(io.BytesIO(SAMPLE)) as first:
        for name in first.namelist():
            archive.writestr(name, first.read(name))
    assert rows_of(packed.getvalue()) == rows_of(SAMPLE)


def test_a_document_that_is_cut_short_is_refused() -> None:
    assert "cut short" in refusal_of(SAMPLE[: len(SAMPLE) // 2])


WORDS = st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters="\u00ad\u2011"), min_size=1)


@given(st.lists(st.lists(st.lists(WORDS, min_size=1).map(" ".join), min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    written = odt(table(*(row(*(paragraph(escape(text)) for text in texts)) for texts in cells)))
    assert [found.cells for found in rows_of(written)] == [tuple(texts) for texts in cells]
