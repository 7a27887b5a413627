"""One document in the formats that word processors save: every reader gives the same rows."""

from __future__ import annotations

import pytest

from tests.oracles.libreoffice import LibreOffice
from tests.readers.packages import cell, docx, paragraph, row, rows_of, table, texts_of, word_part

BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"
INNER = table(row("a", "b"), row("c", "d"), widths=(900, 900))

# Everything that LibreOffice keeps in all of these formats.
SCRIPT = docx(
    paragraph("THE PIER – “a film”")
    + paragraph()
    + paragraph("Gate", TAB, "10.00.00", BREAK, "second line")
    + table(
        row("Shot", "TC", "Speech"),
        row("MS gate", "10.00.02", cell(paragraph("NARRATOR") + paragraph("IT WAS HERE, IN THE", BREAK, "SPRING"))),
        row(cell("PART ONE", '<w:gridSpan w:val="2"/>'), "Žofie’s café, Мир, 日本 {x} \\ 😀"),
        row(cell("Wide", '<w:vMerge w:val="restart"/>'), "10.00.09", "a | b"),
        row(cell("<w:p/>", "<w:vMerge/>"), "10.00.12", "half\u2011time, ten\u00a0to, co\u00adop"),
        row("", "", ""),
        row("In", "10.00.15", cell(INNER + paragraph("out"))),
        widths=(2000, 1500, 5000),
    )
    + paragraph("Then")
    + table(row("x", "y"), widths=(2000, 2000))
    + paragraph("END")
    + '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    {"word/header1.xml": word_part("hdr", paragraph("Running head"))},
    {"h": "header header1.xml"},
)
CHANGED = docx(
    paragraph("It was ", '<w:del w:id="1" w:author="A"><w:r><w:delText>there</w:delText></w:r></w:del>', "here.")
    + paragraph("Gate", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>")
)


@pytest.mark.parametrize(
    "to", ["docx:MS Word 2007 XML", "odt", "rtf", "doc:MS Word 97", "html:HTML (StarWriter)"], ids=lambda to: to[:4]
)
def test_a_script_is_the_same_in_every_format(libreoffice: LibreOffice, to: str) -> None:
    assert rows_of(libreoffice.convert(SCRIPT, "docx", to)) == rows_of(SCRIPT)


@pytest.mark.parametrize("to", ["docx:MS Word 2007 XML", "odt", "rtf", "doc:MS Word 97"], ids=lambda to: to[:4])
def test_what_is_deleted_or_hidden_is_left_out_in_every_format_that_says_so(libreoffice: LibreOffice, to: str) -> None:
    assert texts_of(libreoffice.convert(CHANGED, "docx", to)) == ["It was here.", "Gate"]


def test_a_spreadsheet_keeps_what_it_is_given(libreoffice: LibreOffice) -> None:
    typed = b'Shot,TC,Speech\nGate,10:00:02,"NARRATOR\nIT WAS, HERE"\nPier,10:00:04,7\n'
    assert [found.cells for found in rows_of(libreoffice.convert(typed, "csv", "xlsx"))] == [
        found.cells for found in rows_of(typed, "film.csv")
    ]
