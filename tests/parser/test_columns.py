"""The table with its tabs kept."""

from __future__ import annotations

import pytest

from tests.parser.documents import LIGHTHOUSE, columns, flattened, kinds, labelled, lines, read
from transcript import readers
from transcript.model import Kind
from transcript.parser.layouts import columns as layout


def found(document: str) -> list[tuple[str, str]]:
    return kinds(labelled("columns", document))


def test_the_timecode_parts_note_and_speech() -> None:
    assert found("Harbour wall\t10.00.02\tTHE TIDE COMES FIRST.\n") == [
        ("SHOT", "Harbour wall"),
        ("TIMECODE", "10.00.02"),
        ("LINE", "THE TIDE COMES FIRST."),
    ]


def test_a_heading_and_its_speech_in_rows_below() -> None:
    assert found("MS\t10.00.14\tMORAG\n\t\tMy father went up at dusk\n\t\tand came down at dawn.\n") == [
        ("SHOT", "MS"),
        ("TIMECODE", "10.00.14"),
        ("SPEAKER", "MORAG"),
        ("LINE", "My father went up at dusk"),
        ("LINE", "and came down at dawn."),
    ]


def test_more_tabs_than_columns_are_no_more_than_blanks() -> None:
    """Typists press the tab key until the text stands where they want it."""
    once = found("MS\t10.00.14\tMORAG\n\t\tMy father went up at dusk.\n")
    assert found("MS\t\t10.00.14\t\tMORAG\t\n\t\t\tMy father went up at dusk.\n") == once
    assert found("MS \t 10.00.14 \t\t\t MORAG \n \t \t My father went up at dusk. \t\n") == once


def test_rows_without_a_note_or_without_speech() -> None:
    assert found("\t10.00.02\tTHE TIDE COMES FIRST.\nGulls\t10.00.08\nRough sea\t10.00.12\t\n") == [
        ("TIMECODE", "10.00.02"),
        ("LINE", "THE TIDE COMES FIRST."),
        ("SHOT", "Gulls"),
        ("TIMECODE", "10.00.08"),
        ("SHOT", "Rough sea"),
        ("TIMECODE", "10.00.12"),
    ]


def test_a_bare_line_is_a_note_where_speech_that_goes_on_keeps_its_tabs() -> None:
    script = "MS\t10.00.14\tMORAG\n" + "\t\tMy father went up at dusk\n" * 8
    harbour = "Archive, fleet in the\t10.00.30\tand the harbour with its\nharbour mouth\n\t\tboats was far away.\n"
    assert found(script + harbour)[-4:] == [
        ("TIMECODE", "10.00.30"),
        ("LINE", "and the harbour with its"),
        ("SHOT+", "harbour mouth"),
        ("LINE", "boats was far away."),
    ]


def test_narration_that_holds_a_word_of_headers_is_spoken() -> None:
    assert found("Gate\t10.00.02\tTHE BOATS WERE LYING OUT\ncamera\t\tIN THE BAY AND WAITING.\n")[2:] == [
        ("LINE", "THE BOATS WERE LYING OUT"),
        ("SHOT+", "camera"),
        ("LINE", "IN THE BAY AND WAITING."),
    ]


@pytest.mark.parametrize("last", ["end", "music"])
def test_the_last_word_of_a_sentence_is_spoken_whatever_it_names(last: str) -> None:
    assert found(f"MS\t10.00.14\tMORAG\n\t\tThat night they danced to the\n\t\t{last}\n")[3:] == [
        ("LINE", "That night they danced to the"),
        ("LINE", last),
    ]


def test_speech_may_begin_with_a_word_that_opens_notes() -> None:
    assert ("LINE", "Still, he went up every night.") in found(
        "MS\t10.00.14\tMORAG\n\t\tStill, he went up every night.\n"
    )


def test_sounds_and_titles_in_either_column() -> None:
    assert found(
        "TITLE MUSIC\t10.00.36\n\t10.00.39\tSERIES TITLES\n\t10.00.44\t(PAUSE)\nCAPTION: Skerry, 1904\t10.00.50\n"
    ) == [
        ("SOUND", "TITLE MUSIC"),
        ("TIMECODE", "10.00.36"),
        ("TIMECODE", "10.00.39"),
        ("TITLE", "SERIES TITLES"),
        ("TIMECODE", "10.00.44"),
        ("SOUND", "(PAUSE)"),
        ("TITLE", "CAPTION: Skerry, 1904"),
        ("TIMECODE", "10.00.50"),
    ]


def test_capitals_beside_a_timecode_are_speech_where_the_sentence_reads_on() -> None:
    script = """
                 | 10.00.02 | NARRATOR
                 |          | THE KEEPERS WERE THREE, AND ONE WAS
        Boat     | 10.00.08 | ANGUS
                 |          | MACLEOD, WHO HAD NEVER SEEN A TREE.
    """
    assert ("LINE", "ANGUS") in found(columns(script))


def test_a_cover_page_is_front_matter() -> None:
    cover = "THE SKERRY\nPost-production script\nProducer: Ann Lee\n\nVISION\tTIMECODE\tSOUND\n"
    segments = labelled("columns", cover + columns(LIGHTHOUSE))
    assert [s.text for s in segments if s.kind is Kind.FRONT] == [
        "THE SKERRY", "Post-production script", "Producer: Ann Lee", "VISION", "TIMECODE", "SOUND",
    ]  # fmt: skip
    assert segments[6].text == "Waves on rock"


def test_a_stray_mark_is_kept_and_is_neither_note_nor_speech() -> None:
    assert ("UNPLACED", "“") in found("“\t10.00.02\tTHE TIDE COMES FIRST.\n")


def test_dots_by_themselves_in_the_speech_column_are_a_pause() -> None:
    assert ("SOUND", "…") in found("MS\t10.00.14\tMORAG\n\t\tHe never sang at home.\n\t\t…\n\t\tNot once.\n")


def test_both_forms_of_one_table_say_the_same() -> None:
    assert lines(read(columns(LIGHTHOUSE))) == lines(read(flattened(LIGHTHOUSE)))


@pytest.mark.parametrize("document", [columns(LIGHTHOUSE), columns(LIGHTHOUSE).replace("\t", "\t\t")])
def test_the_layout_knows_its_own(document: str) -> None:
    assert layout.score(readers.from_text(document).rows) > 0.9
    assert read(document).source.layout == "columns"


@pytest.mark.parametrize(
    "document",
    [
        flattened(LIGHTHOUSE),
        "name\tborn\tdied\nAngus\t1866\t1931\nMorag\t1899\t1980\n",
        "Born\t12.05.36\tObán\nDied\t07.11.17\tSkye\nWed\t03.03.18\tMull\nBorn\t01.02.14\tIona\n",
    ],
)
def test_the_layout_does_not_claim_what_is_none_of_its_own(document: str) -> None:
    assert layout.score(readers.from_text(document).rows) == 0
