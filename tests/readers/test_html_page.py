"""HTML pages -> rows."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.packages import refusal_of, rows_of, texts_of
from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers import Limits, from_bytes, html_page


def page(body: str, head: str = "<meta charset=utf-8><title>Film</title>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


SAMPLE = page(
    "<h1>THE PIER</h1><p><br></p>"
    "<table><tr><th>Shot</th><th>TC</th><th>Speech</th></tr>"
    "<tr><td>Gate</td><td>10.00.00</td><td><p>NARRATOR</p>\n<p>IT WAS HERE</p></td></tr></table><p>END</p>"
)


def test_paragraphs_headings_and_table_rows_are_numbered_together() -> None:
    assert rows_of(SAMPLE) == (
        Row(1, ("THE PIER",)),
        Row(3, ("Shot", "TC", "Speech"), gap=1, table=1),
        Row(4, ("Gate", "10.00.00", "NARRATOR\nIT WAS HERE"), table=1),
        Row(5, ("END",)),
    )


def test_white_space_is_as_a_browser_shows_it() -> None:
    assert texts_of(page("<p>\n  It <b>was </b>\n<i> here</i>,\r\n\tthen.\n</p>one<div>two</div> three ")) == [
        "It was here, then.",
        "one",
        "two",
        "three",
    ]


def test_spaces_typed_twice_stay_for_they_are_in_the_other_formats_too() -> None:
    assert texts_of(page("<p>OF THE WIND.  EVEN\n  STEAM  \n</p>")) == ["OF THE WIND.  EVEN STEAM"]


def test_two_spaces_between_which_libreoffice_broke_its_lines_are_two() -> None:
    assert texts_of(page("<p>OF THE WIND.\n\t\t EVEN STEAM\n\t\tCOULD</p>")) == ["OF THE WIND.  EVEN STEAM COULD"]


def test_tabs_within_a_line_are_those_of_a_word_processor() -> None:
    assert texts_of(page("<p>\n\t\tGate\t10.00.00\t\t<b>ANN</b>\n\t\tLEE</p>")) == ["Gate|10.00.00||ANN LEE"]


def test_line_breaks_make_rows_of_one_paragraph() -> None:
    assert rows_of(page("<p>Gate<br>\n10.00.00<br><br>ANN<br></p><p>Pier</p>")) == (
        Row(1, ("Gate",)),
        Row(1, ("10.00.00",)),
        Row(1, ("ANN",), gap=1),
        Row(2, ("Pier",)),
    )


def test_entities_are_resolved() -> None:
    assert texts_of(
        page("<p>words&#8212;the lesser&hellip; &ldquo;room&rdquo; &amp; ten&nbsp;to &#x2014; R&D</p>")
    ) == ["words—the lesser… “room” & ten\u00a0to — R&D"]


def test_lists_definitions_and_quotations() -> None:
    body = "<ul><li>one<ul><li>two</li></ul></li><li>three</ul><dl><dt>Ann<dd>It was.</dl><blockquote>Yes.</blockquote>"
    assert texts_of(page(body)) == ["one", "two", "three", "Ann", "It was.", "Yes."]


def test_text_set_as_typed_keeps_its_lines_and_tabs() -> None:
    assert texts_of(page("<pre>Gate\t10.00.00\n  ANN\n</pre><p>a\nb</p>")) == ["Gate|10.00.00", "  ANN", "a b"]


def test_scripts_styles_menus_and_hidden_parts_are_left_out() -> None:
    body = (
        "<nav>Home</nav><script>if (a < b) { x('</p>') }</script><style>p { }</style><noscript>no</noscript>"
        "<!-- why? --><p>It <span style='display: none'>secret</span>was <del>there</del><ins>here</ins>.</p>"
        "<p hidden>hidden</p><select><option>1</select><button>Play</button><svg><text>x</text></svg>"
        "<template>t</template>"
    )
    assert texts_of(page(body)) == ["It was here."]


def test_header_and_footer_of_the_page_stand_at_the_front() -> None:
    body = "<header>Archive</header><main><header>THE PIER</header><p>Gate</p></main><footer><p>Imprint</p></footer>"
    assert [(row.cells[0], row.front) for row in rows_of(page(body))] == [
        ("Archive", True),
        ("THE PIER", False),
        ("Gate", False),
        ("Imprint", True),
    ]


def test_merged_cells_leave_the_others_empty() -> None:
    body = (
        "<table><tr><th>Shot<th>TC<th>Speech"
        "<tr><td colspan=2>PART ONE<td>ANN"
        "<tr><td rowspan=2>Gate<td>10.00.00<td>It was."
        "<tr><td>10.00.04<td rowspan=2>Here."
        "<tr><td>Pier<td>10.00.09</table>"
    )
    assert texts_of(page(body)) == [
        "Shot|TC|Speech",
        "PART ONE||ANN",
        "Gate|10.00.00|It was.",
        "|10.00.04|Here.",
        "Pier|10.00.09|",
    ]


def test_a_table_within_a_cell_is_read_in_order() -> None:
    inner = "<table><tr><td>10.00.00<td>ANN<tr><td>10.00.04<td>LEE</table>"
    body = f"<table><tr><td>Gate<td>Sync:{inner}out</table><table><tr><td>a<td>b</table>"
    assert rows_of(page(body)) == (
        Row(1, ("Gate", "Sync:\n10.00.00\tANN\n10.00.04\tLEE\nout"), table=1),
        Row(2, ("a", "b"), table=2),
    )


def test_captions_and_what_else_stands_in_a_table_come_before_it() -> None:
    assert texts_of(page("<table><caption>Shots</caption><tr><td>a<td>b</table>")) == ["Shots", "a|b"]


def test_cells_outside_of_any_table_are_paragraphs() -> None:
    assert sorted("".join(texts_of(page("<td>one</td><tr><td>two</td></tr></table>")))) == sorted("onetwo")


@pytest.mark.parametrize("name", ["film.doc", "film.xls", "film.txt", "film.html"])
@pytest.mark.parametrize("opening", ["", "\ufeff", "<?xml version='1.0'?>\n<!-- saved -->\n", "\n\n"])
def test_html_is_known_by_its_content(name: str, opening: str) -> None:
    assert rows_of(opening.encode() + SAMPLE, name) == rows_of(SAMPLE)


def test_pieces_of_html_are_known_too() -> None:
    assert texts_of(b"<meta charset='utf-8'><table><tr><td>Gate<td>10.00.00</table>", "pasted.txt") == ["Gate|10.00.00"]
    assert texts_of(b"Film<p>Gate<p>10.00.00</p>", "film.htm") == ["Film", "Gate", "10.00.00"]


@pytest.mark.parametrize("text", ["<Gate>\n10.00.00\n", "<3 Ann\n10.00.00", "<!-- a -->" * 300 + "\nGate", "a < b\n"])
def test_text_with_angle_brackets_is_no_html(text: str) -> None:
    assert texts_of(text.encode(), "film.txt") == text.strip().split("\n")


def test_word_saves_tabs_as_spaces_under_a_style_and_marks_of_its_own() -> None:
    body = (
        "<p class=MsoNormal>Gate<span style='mso-tab-count:1'>&nbsp;&nbsp; </span>10.00.00<o:p></o:p></p>"
        "<![if !supportEmptyParas]>&nbsp;<![endif]><p><span style='mso-hide:all'>x</span>ANN</p>"
    )
    assert texts_of(page(body), "film.doc") == ["Gate|10.00.00", "ANN"]


def test_a_page_saved_with_its_pictures_in_one_file() -> None:
    archive = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=cut\r\n\r\n--cut\r\n"
        b"Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><meta charset=3Dwindows-1252><p>caf=E9 10.00.=\r\n00</p></html>\r\n--cut\r\nContent-Type: image/png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--cut--\r\n"
    )
    assert texts_of(archive, "film.doc") == ["café 10.00.00"]
    assert "holds no page" in refusal_of(archive.replace(b"text/html", b"text/none"))


@pytest.mark.parametrize(
    ("head", "codec", "said"),
    [
        ("<meta charset=iso-8859-1>", "cp1252", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251", "windows-1251"),
        ("<meta charset=no-such-thing>", "cp1252", "cp1252"),
        ("<meta charset=windows-1252>", "utf-8", "utf-8"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_the_encoding_is_the_one_the_page_names_unless_its_bytes_say_otherwise(
    head: str, codec: str, said: str
) -> None:
    text = "Мир, мир" if codec == "cp1251" else "It’s the café “here” – now"
    document = from_bytes(page(f"<p>{text}</p>", head).decode().encode(codec), "film.html")
    assert document.rows == (Row(1, (text,)),)
    assert document.encoding == said


def test_the_encoding_that_the_user_names_comes_first() -> None:
    content = page("<p>Мир</p>", "<meta charset=iso-8859-1>").decode().encode("koi8-r")
    assert from_bytes(content, "film.html", encoding="koi8-r").rows == (Row(1, ("Мир",)),)


def test_tags_that_xhtml_closes_at_once_swallow_nothing() -> None:
    xhtml = "<?xml version='1.0'?><html><head><title/><script src='a.js'/></head><body><p>Gate</p></body></html>"
    assert texts_of(xhtml.encode()) == ["Gate"]


def test_what_follows_an_embedded_film_is_read() -> None:
    assert texts_of(page('<p>Gate</p><embed src="film.mov"><p>Pier</p>')) == ["Gate", "Pier"]


def test_deeply_nested_pages_are_read_up_to_a_limit_and_then_refused() -> None:
    assert texts_of(page("<div>" * 1500 + "Gate")) == ["Gate"]
    for limits in (Limits(), Limits(nesting=100_000_000)):
        said = refusal_of(page("<div>" * 5000 + "Gate"), limits=limits)
        assert "the page holds elements within each other, more than 2,048 deep" in said
        assert "no option raises this limit" in said
        assert "XML_PARSE_HUGE" not in said
    assert "more than 50 parts within parts" in refusal_of(page("<div>" * 60 + "Gate"), limits=Limits(nesting=50))


def test_markup_that_would_fill_the_memory_is_refused() -> None:
    assert "tags and attributes" in refusal_of(page("<p>" * 2000), limits=Limits(markup=1000))


def test_spans_without_end_are_refused() -> None:
    wide = "<td colspan=1000 rowspan=99999>a" * 20
    assert "tables of more than" in refusal_of(page(f"<table><tr>{wide}{'<tr><td>b' * 2000}</table>"))


def test_a_page_without_text_is_refused() -> None:
    assert "nothing but blank lines" in refusal_of(page("<p> </p>"))


WORDS = st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1).map(" ".join)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in texts) for texts in cells)
    expected = [tuple(text.replace("\u2011", "-") for text in texts) for texts in cells]
    assert [found.cells for found in html_page.read(page(f"<table>{rows}</table>"), None, Limits())[0]] == expected


TAGS = st.sampled_from(
    "<p> </p> <table> </table> <tr> <td> <td/colspan=3> <td/rowspan=2> </td> </tr> <br> <div> </div> <pre> </pre> <b> "
    "</b> <header> </header> <script> </script> <del> a b <li> <hr/> <caption> <!-- --> & &#0; \x01".split(" ")
)


@given(st.lists(TAGS))
def test_whatever_stands_in_it_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = from_bytes(page(" ".join(pieces)), "film").rows
    except UnreadableDocument:
        return
    assert all(row.cells for row in found)
