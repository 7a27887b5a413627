"""PDF documents -> rows."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader

from tests.conftest import program
from tests.readers.pdf_documents import Cells, Scene, drawn, script, set_in_columns, texts, with_margins
from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers import Limits, from_bytes, pdf_lines


def rows_of(data: bytes) -> tuple[Row, ...]:
    return from_bytes(data, "film.pdf").rows


def cells_of(rows: Sequence[Row]) -> list[Cells]:
    return [row.cells for row in rows if not row.front]


def front_of(rows: Sequence[Row]) -> list[str]:
    return [row.cells[0] for row in rows if row.front]


def refusal_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        from_bytes(data, "film.pdf", limits=limits or Limits())
    line = str(refusal.value)
    assert "\n" not in line
    assert refusal.value.advice
    return line


SCRIPT = script(12)


def test_columns_are_found_by_where_the_words_stand() -> None:
    pages, lines = set_in_columns(SCRIPT)
    rows = rows_of(drawn(*pages))
    assert len(pages) > 2
    assert cells_of(rows) == lines
    assert [row.number for row in rows] == list(range(1, len(lines) + 1))
    assert {row.table for row in rows} == {0}


def test_space_between_paragraphs_counts_as_a_blank_line() -> None:
    pages, _ = set_in_columns(SCRIPT)
    rows = rows_of(drawn(*pages))
    assert [row.gap for row in rows[:7]] == [0, 0, 0, 1, 1, 0, 0]


@pytest.mark.parametrize("font", ["Times-Roman", "Helvetica", "Courier"])
def test_columns_are_found_in_every_font(font: str) -> None:
    pages, lines = set_in_columns(SCRIPT, (40, 200, 280), font=font)
    assert cells_of(rows_of(drawn(*pages))) == lines


def test_ruled_columns_may_stand_close_together() -> None:
    pages, lines = set_in_columns(SCRIPT, (60, 150, 195), ruled=True, space=6)
    assert cells_of(rows_of(drawn(*pages))) == lines


def test_a_timecode_may_stand_in_the_middle_of_its_column_or_at_the_left() -> None:
    pages, lines = set_in_columns(SCRIPT, centred=1)
    assert cells_of(rows_of(drawn(*pages))) == lines
    turned = [Scene((entry.columns[1], entry.columns[0], entry.columns[2])) for entry in SCRIPT]
    pages, lines = set_in_columns(turned, (60, 120, 260))
    assert cells_of(rows_of(drawn(*pages))) == lines


def test_a_speaker_column_beside_the_speech() -> None:
    scenes = [
        Scene((speech[:1], speech[1:])) for _, _, speech in (entry.columns for entry in SCRIPT) if len(speech) > 1
    ]
    pages, lines = set_in_columns(scenes, (60, 200))
    assert cells_of(rows_of(drawn(*pages))) == lines


def test_landscape_pages() -> None:
    pages, lines = set_in_columns(SCRIPT, (60, 300, 420), size=landscape(A4))
    assert cells_of(rows_of(drawn(*pages, size=landscape(A4)))) == lines


def test_a_page_that_is_shown_turned_reads_as_it_is_shown() -> None:
    size = landscape(A4)
    pages, lines = set_in_columns(SCRIPT, (60, 300, 420), size=size)

    def turned(page: Any) -> Any:
        def draw(canvas: Any) -> None:
            canvas.setPageRotation(90)
            canvas.translate(A4[0], 0)
            canvas.rotate(90)
            page(canvas)

        return draw

    assert cells_of(rows_of(drawn(*map(turned, pages), size=A4))) == lines


def test_a_script_of_one_page_has_columns_too() -> None:
    pages, lines = set_in_columns(SCRIPT[:6])
    assert len(pages) == 1
    assert cells_of(rows_of(drawn(*pages))) == lines


def test_paragraphs_in_one_column_are_one_cell_for_each_line() -> None:
    lines = [
        "00.19 EVERY MORNING BEFORE DAWN THE BOATS LEAVE THE OLD HARBOUR, AND NOBODY",
        "ON THE QUAY CAN SAY WHEN THEY WILL BE BACK AGAIN.",
        "00.31 ANN LEE My grandmother stood here and she counted them out.",
        "01.02 THE LAST COUNT WAS TAKEN IN THE WINTER OF THE GREAT STORM, WHEN ELEVEN",
        "BOATS STAYED OUT FOR GOOD AND THE LAMP OF THE LIGHTHOUSE WENT OUT.",
    ]
    steps = [0, 14, 28, 28, 14]
    heights = [780 - sum(steps[: n + 1]) for n in range(len(steps))]
    pages = [
        texts(*((60, height, line.replace("0", str(n))) for height, line in zip(heights, lines, strict=True)))
        for n in (1, 2, 3)
    ]
    rows = rows_of(drawn(*pages))
    assert cells_of(rows) == [(line.replace("0", str(n)),) for n in (1, 2, 3) for line in lines]
    assert [row.gap for row in rows[:5]] == [0, 0, 1, 1, 0]


def test_running_titles_and_page_numbers_are_front_and_stand_once() -> None:
    pages, lines = set_in_columns(SCRIPT)
    rows = rows_of(drawn(*with_margins(pages, "THE HARBOUR   Draft 3", lambda n: f"Page {n} of {len(pages)}")))
    assert front_of(rows) == ["THE HARBOUR Draft 3", f"Page 1 of {len(pages)}"]
    assert cells_of(rows) == lines


def test_page_numbers_alone_are_front() -> None:
    pages, lines = set_in_columns(SCRIPT)
    rows = rows_of(drawn(*with_margins(pages, "", str)))
    assert front_of(rows) == ["1"]
    assert cells_of(rows) == lines


def test_a_table_header_that_returns_on_every_page_is_front() -> None:
    pages, lines = set_in_columns(SCRIPT)

    def headed(page: Any) -> Any:
        def draw(canvas: Any) -> None:
            for x, text in ((60, "VISION"), (205, "TIME"), (285, "AUDIO")):
                canvas.drawString(x, A4[1] - 40, text)
            page(canvas)

        return draw

    rows = rows_of(drawn(*map(headed, pages)))
    assert front_of(rows) == ["VISION TIME AUDIO"]
    assert cells_of(rows) == lines


def test_timecodes_at_the_top_of_every_page_are_no_page_numbers() -> None:
    pages = [
        texts((60, 780, f"10.{n:02}.05"), *((60, 766 - 14 * k, f"{_word(n)} {'abcdefgh'[k]}") for k in range(8)))
        for n in range(1, 8)
    ]
    rows = rows_of(drawn(*pages))
    assert front_of(rows) == []
    assert [cells[0] for cells in cells_of(rows)[::9]] == [f"10.{n:02}.05" for n in range(1, 8)]


def test_pages_that_happen_to_begin_with_the_same_heading_keep_it() -> None:
    first = ["NARRATOR", "SO IT ENDS.", "NARRATOR", "We went home.", "ANN LEE", "NARRATOR"]
    pages = [
        texts((60, 780, text), *((60, 766 - 14 * k, f"{text} {_word(n)} {'abcdefgh'[k]}") for k in range(8)))
        for n, text in enumerate(first)
    ]
    rows = rows_of(drawn(*pages))
    assert front_of(rows) == []
    assert [cells[0] for cells in cells_of(rows)[::9]] == first


PROSE = (
    "The film follows the boats of one harbour through the winter, from the first storm / "
    "of November to the day when the ice on the river breaks up and the women who / "
    "have waited on the quay for five long months see sails again. It was made from / "
    "archive, from letters, and from what the last of them told us in the years before / "
    "the museum closed. The harbour master kept his log in pencil, and it is read here / "
    "by his great granddaughter, who is the only one who can still make out his hand."
).split(" / ")


def test_a_cover_page_and_a_synopsis_are_not_set_in_the_columns_of_the_script() -> None:
    cover = texts((247, 600, "THE HARBOUR"), (230, 570, "Post-production script"), (251, 200, "June 1987"))
    synopsis = texts(*((60, 780 - 14 * n, line) for n, line in enumerate(PROSE * 5)))
    pages, lines = set_in_columns(SCRIPT)
    cells = cells_of(rows_of(drawn(cover, synopsis, *pages)))
    assert cells[:3] == [("THE HARBOUR",), ("Post-production script",), ("June 1987",)]
    assert cells[3:33] == [(line,) for line in PROSE * 5]
    assert cells[33:] == lines


def test_a_row_that_runs_over_a_page_break_goes_on_in_its_columns() -> None:
    long = Scene((("WS pier",), ("10.10.00",), tuple(f"and then they said number {_word(n)}" for n in range(70))))
    pages, lines = set_in_columns([*SCRIPT[:10], long])
    assert len(pages) == 3
    assert cells_of(rows_of(drawn(*pages))) == lines


def _word(n: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(n))


def test_a_title_across_the_columns_stands_in_the_first_that_it_touches() -> None:
    pages, lines = set_in_columns(SCRIPT)

    def titled(canvas: Any) -> None:
        pages[0](canvas)
        canvas.drawString(60, 810, "PART ONE: THE BOATS LEAVE AND DO NOT COME BACK FOR A WINTER")

    cells = cells_of(rows_of(drawn(titled, *pages[1:])))
    assert cells == [("PART ONE: THE BOATS LEAVE AND DO NOT COME BACK FOR A WINTER", "", ""), *lines]


def test_a_watermark_is_front_and_stands_once() -> None:
    pages, lines = set_in_columns(SCRIPT)

    def stamped(page: Any) -> Any:
        def draw(canvas: Any) -> None:
            page(canvas)
            canvas.saveState()
            canvas.setFont("Helvetica", 60)
            canvas.translate(100, 200)
            canvas.rotate(45)
            canvas.drawString(0, 0, "DRAFT not a copy")
            canvas.restoreState()

        return draw

    rows = rows_of(drawn(*map(stamped, pages)))
    assert front_of(rows) == ["DRAFT not a copy"]
    assert cells_of(rows) == lines


def test_a_hyphen_at_the_end_of_a_line_stays_where_it_was_typed() -> None:
    page = texts((60, 700, "the old harbour-"), (60, 686, "master said that docu-"), (60, 672, "mentaries lie"))
    assert cells_of(rows_of(drawn(page))) == [("the old harbour-",), ("master said that docu-",), ("mentaries lie",)]


def test_two_spaces_after_a_sentence_stay_two() -> None:
    told = ("It was late.  We went home.", "Nobody spoke.  “No?”  No, not a word.", "The lamp was out.")
    assert cells_of(rows_of(drawn(texts(*((60, 700 - 14 * n, line) for n, line in enumerate(told)))))) == [
        (line,) for line in told
    ]


def test_words_of_a_line_that_is_stretched_to_the_margin_are_one_space_apart() -> None:
    def stretched(canvas: Any) -> None:
        canvas.drawString(60, 700, "It was late that night. We went home along the quay.")
        canvas.drawString(60, 686, "Nobody spoke. The lamp was out.", wordSpace=5)

    assert cells_of(rows_of(drawn(stretched))) == [
        ("It was late that night. We went home along the quay.",),
        ("Nobody spoke. The lamp was out.",),
    ]


def test_letters_beyond_ascii_survive() -> None:
    page = texts((60, 700, "Café – “naïve” façade…"), (60, 686, "Größe, señor, œuvre"))
    assert cells_of(rows_of(drawn(page))) == [("Café – “naïve” façade…",), ("Größe, señor, œuvre",)]


words = st.text(st.characters(codec="latin-1", categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8)


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(30, 500), st.integers(40, 800), words), min_size=1, max_size=30),
        min_size=1,
        max_size=4,
    )
)
def test_no_letter_is_lost_wherever_it_stands(pages: list[list[tuple[int, int, str]]]) -> None:
    """Texts on places of their own: whatever lines and columns they are taken for, each is in a row."""
    placed = [{(x // 60 * 60, y // 20 * 20): text for x, y, text in page} for page in pages]
    data = drawn(*(texts(*((x, y, text) for (x, y), text in page.items())) for page in placed))
    rows = rows_of(data)
    read = "".join(cell for row in rows if not row.front for cell in row.cells)
    known = {text for page in placed for text in page.values()}
    front = " ".join(front_of(rows))
    for text in known:
        assert text in read.replace(" ", "") or text in front or any(part.isdigit() for part in text)
    if not front:
        assert sorted(read.replace(" ", "")) == sorted("".join(text for page in placed for text in page.values()))


def test_a_scan_is_refused_by_name() -> None:
    from PIL import Image

    picture = Image.new("L", (60, 80), 200)

    def page(canvas: Any) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)

    line = refusal_of(drawn(page, page))
    assert "this PDF is a scan: 2 of 2 pages are pictures without text" in line
    assert "OCR" in line


def test_a_document_without_text_is_refused() -> None:
    assert "holds no text" in refusal_of(drawn(lambda canvas: canvas.line(0, 0, 100, 100)))


def test_a_locked_document_is_refused() -> None:
    line = refusal_of(drawn(texts((60, 700, "10.00.02 Gate")), encrypt="secret"))
    assert "locked with a password; remove the password" in line


def test_a_document_that_is_cut_short_is_refused() -> None:
    pages, _ = set_in_columns(SCRIPT)
    data = drawn(*pages)
    for part in (0.05, 0.3, 0.6, 0.9, 0.99):
        assert "damaged or cut short" in refusal_of(data[: int(len(data) * part)])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_stands_in_a_broken_document_it_is_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(drawn(*set_in_columns(SCRIPT[:5])[0]))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(8, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    try:
        found: Sequence[Row] | UnreadableDocument = rows_of(bytes(broken))
    except UnreadableDocument as refusal:
        found = refusal
    assert found.advice if isinstance(found, UnreadableDocument) else found


def test_a_page_as_large_as_a_field_takes_no_memory() -> None:
    page = texts((60, 700, "Gate"), (60, 686, "Pier"), (1e7, 672, "Quay"))
    assert [cells[0] for cells in cells_of(rows_of(drawn(page, size=(1e8, 1e8))))] == ["Gate", "Pier", "Quay"]


def test_letters_at_infinity_are_no_document() -> None:
    line = refusal_of(
        drawn(lambda canvas: canvas.drawString(60, 700, "Gate"), pageCompression=0).replace(b"60 700", b"9e99 1")
    )
    assert "damaged" in line or "no text" in line


def test_more_than_a_script_can_hold_is_refused() -> None:
    data = drawn(*[texts((60, 700, "10.00.02 Gate"))] * 5)
    assert "5 pages, more than 4" in refusal_of(data, limits=Limits(pages=4))
    assert "more than 40 characters" in refusal_of(data, limits=Limits(characters=40))
    assert "a page of this PDF holds 13 characters, more than 4" in refusal_of(data, limits=Limits(page_characters=4))


def forms_within_forms(depth: int, times: int) -> bytes:
    """A PDF that draws nothing, `times` to the power of `depth` times."""
    shown = b"/X Do " * times
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
    ]
    for number in range(5, 5 + depth):
        kind = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)
        bodies.append(kind + b"/Length %d>>stream\n%s\nendstream" % (len(shown), shown))
    bodies.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length 0>>stream\n\nendstream")
    return put_together(bodies)


def put_together(bodies: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    file = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(b"%010d 00000 n \n" % len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, b"".join(places))
    return file + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(file))


def test_a_few_bytes_that_keep_a_reader_of_pdf_busy_for_ever_are_refused() -> None:
    assert "reading this PDF takes more than 1 seconds" in refusal_of(
        forms_within_forms(20, 10), limits=Limits(seconds=1)
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound the memory of a process")
def test_a_few_bytes_that_fill_the_memory_are_refused() -> None:
    swollen = zlib.compress(zlib.compress(b" " * 600_000_000, 9), 9)
    bomb = put_together(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
            b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(swollen), swollen),
        ]
    )
    assert "reading it takes more than 512 MB of memory" in refusal_of(bomb, limits=Limits(memory=512 * 1024**2))


@pytest.mark.parametrize("border", [0, 1])
def test_a_table_that_a_word_processor_has_set(tmp_path: Path, border: int) -> None:
    """LibreOffice breaks the lines; held against the table, each cell must come out whole and in its column."""
    office = program("soffice", "libreoffice")
    table = "".join(
        "<tr valign=top>" + "".join(f"<td>{'<br>'.join(column)}</td>" for column in entry.columns) + "</tr>"
        for entry in SCRIPT
    )
    page = f"<html><body><table border={border} cellspacing=0 cellpadding=3 width=100%><col width=30%><col width=15%>"
    (tmp_path / "film.html").write_text(f"{page}<col width=55%>{table}</table></body></html>")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "film.html"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    rows = rows_of((tmp_path / "film.pdf").read_bytes())
    assert {len(row.cells) for row in rows} == {3}
    for column in range(3):
        expected = " ".join(line for entry in SCRIPT for line in entry.columns[column])
        assert " ".join(row.cells[column] for row in rows if row.cells[column]) == expected


def test_words_without_height_do_not_stop_the_reading() -> None:
    flat = [pdf_lines.Line([pdf_lines.Word("text", 72.0, 90.0, bottom, bottom)]) for bottom in (700.0, 699.9, 699.8)]
    assert pdf_lines.gaps([flat]) == [[0, 0, 0]]
