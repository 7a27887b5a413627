"""The table whose tabs became line ends: columns told from blank lines, case, words and width."""

from __future__ import annotations

import pytest

from tests.parser.documents import LIGHTHOUSE, columns, flattened, kinds, labelled, lines, notes, read
from transcript import readers
from transcript.model import Kind
from transcript.parser.layouts import columns_flattened as layout


def found(script: str) -> list[tuple[str, str]]:
    """What is made of a table's rows behind those of a film that show the typist's habits."""
    before = labelled("columns-flattened", flattened(LIGHTHOUSE))
    return kinds(labelled("columns-flattened", flattened(LIGHTHOUSE + script))[len(before) :])


def test_the_first_rows_of_a_script() -> None:
    document = (
        "Waves on rock\n\n\n10.00.00\n\n\n\n\n\n10.00.03\nNARRATOR\n\n\n\n\n\n\n\nFOR A HUNDRED YEARS THE KEEPERS OF\n"
    )
    assert kinds(labelled("columns-flattened", document)) == [
        ("SHOT", "Waves on rock"),
        ("TIMECODE", "10.00.00"),
        ("TIMECODE", "10.00.03"),
        ("SPEAKER", "NARRATOR"),
        ("LINE", "FOR A HUNDRED YEARS THE KEEPERS OF"),
    ]


def test_a_film_is_read_as_its_typist_saw_it() -> None:
    script = read(flattened(LIGHTHOUSE))
    assert lines(script) == [
        ("10:00:03", "NARRATOR", "FOR A HUNDRED YEARS THE KEEPERS OF"),
        ("10:00:08", "NARRATOR", "THE SKERRY CLIMBED THESE STEPS EACH NIGHT TO LIGHT THE LAMP."),
        (
            "10:00:14",
            "MORAG",
            "My father went up at dusk and came down when the sun was over the hill, every day of his life.",
        ),
        ("10:00:22", "NARRATOR", "ONE HUNDRED AND NINETY STEPS, AND A CAN OF OIL IN EITHER HAND. NOBODY"),
        ("10:00:29", "NARRATOR", "EVER COUNTED THEM TWICE."),
        ("10:00:34", "MORAG", "You could hear the wind in the glass. It sang, he said, and he would sing with it."),
        ("10:00:43", "MORAG", "We never heard him sing at home, not once."),
        ("10:00:49", "NARRATOR", "EVERY SECOND TUESDAY A BOAT BROUGHT BREAD, OIL AND LETTERS. IN WINTER IT"),
        ("10:00:57", "NARRATOR", "OFTEN DID NOT COME AT ALL."),
    ]
    assert notes(script) == [
        ("10:00:00", "Waves on rock"),
        ("10:00:08", "Still, the tower"),
        ("10:00:14", "MS"),
        ("10:00:22", "Stairs, looking up"),
        ("10:00:29", "Oil cans"),
        ("10:00:34", "CU lamp"),
        ("10:00:43", "MS"),
        ("10:00:49", "Archive, supply boat"),
        ("10:00:57", "Rough sea"),
    ]


@pytest.mark.parametrize(
    ("above", "note", "below"),
    [
        # a note in small letters behind narration in capitals
        ("THE BOARD SENT A SECOND KEEPER AND A", "Quay, men waving", "THIRD, FOR TWO MEN ALONE WILL FIGHT."),
        # a shot size
        ("THE LAMP WAS NEVER OUT, NOT FOR ONE", "MS", "NIGHT OF THE WAR. HE SAW TO THAT."),
        # words that open notes, and the sentence reads on without them
        ("HE COUNTED EVERY SHIP THAT PASSED BY", "Still, log book 1904", "AND WROTE DOWN HER NAME AND HER FLAG."),
        ("THE OIL CAME OUT IN TINS OF HUNDREDS OF", "Archive, oil store", "GALLONS, AND NONE WAS EVER SPILT."),
        # a note typed as if it were spoken
        ("WHEN THE RELIEF BOAT COULD NOT LAND, THE", "Day, skerry in distance", "KEEPERS WENT ON ALONE FOR WEEKS."),
    ],
)
def test_a_note_glued_to_narration_in_capitals(above: str, note: str, below: str) -> None:
    assert found(f"""
               | 10.01.03 | NARRATOR
               |          | {above}
        +{note} | 10.01.09 | {below}
    """) == [
        ("TIMECODE", "10.01.03"),
        ("SPEAKER", "NARRATOR"),
        ("LINE", above),
        ("SHOT", note),
        ("TIMECODE", "10.01.09"),
        ("LINE", below),
    ]


@pytest.mark.parametrize(
    ("above", "note", "below"),
    [
        ("He would not hear of the mainland, he told us. It was not", "MS", "for him, all that company."),
        ("There was a light in the fog, he said, that could be only", "Day, relief boat in distance", "the boat."),
        ("We waited on the quay with the coats and the bread and", "Archive, quay", "nobody said a word."),
    ],
)
def test_a_note_glued_to_an_interview(above: str, note: str, below: str) -> None:
    assert found(f"""
               | 10.01.03 | MORAG V/O
               |          | {above}
        +{note} | 10.01.09 | {below}
    """)[2:] == [("LINE", above), ("SHOT", note), ("TIMECODE", "10.01.09"), ("LINE", below)]


@pytest.mark.parametrize(
    "spoken",
    [
        "Still, he went up there every night of the winter.",
        "Archive or no archive, nobody wrote his name down.",
        "Close up it was a little thing, that lamp of his.",
        "And he said, still nobody comes.",
    ],
)
def test_speech_that_begins_with_a_word_of_notes_is_speech(spoken: str) -> None:
    assert ("LINE", spoken) in found(f"""
        MS | 10.01.03 | MORAG
           |          | {spoken}
        MS | 10.01.12 | NARRATOR
    """)


def test_capitals_inside_an_interview_are_spoken() -> None:
    table = f"""{LIGHTHOUSE}
        MS  | 10.01.03 | MORAG
            |          | He was up there THE WHOLE WINTER. ALONE. I mean it,
            |          | THE WHOLE WINTER, and never said a word of it after.
        Sea | 10.01.12 | NARRATOR
    """
    script = read(flattened(table))
    assert lines(script)[-1] == (
        "10:01:03",
        "MORAG",
        "He was up there THE WHOLE WINTER. ALONE. I mean it, THE WHOLE WINTER, and never said a word of it after.",
    )
    assert "heading-missing" not in [problem.code for problem in script.problems]


def test_a_note_that_wraps_interleaves_with_the_speech() -> None:
    assert found("""
        Painting, battle of    | 10.01.03 | NARRATOR
        Camperdown             |          | THE WAR HAD TAKEN TWO OF HIS SONS.
        Gulls                  | 10.01.09 | HE NEVER SPOKE OF IT.
    """) == [
        ("SHOT", "Painting, battle of"),
        ("TIMECODE", "10.01.03"),
        ("SPEAKER", "NARRATOR"),
        ("SHOT+", "Camperdown"),
        ("LINE", "THE WAR HAD TAKEN TWO OF HIS SONS."),
        ("SHOT", "Gulls"),
        ("TIMECODE", "10.01.09"),
        ("LINE", "HE NEVER SPOKE OF IT."),
    ]


def test_titles_and_sounds_are_neither_notes_nor_speech() -> None:
    assert found("""
        TITLE MUSIC | 10.01.03 |
                    | 10.01.06 | SERIES TITLES
        (foghorn)   | 10.01.20 |
        Fog         | 10.01.24 | NARRATOR
                    |          | THEN CAME THE FOG.
                    | 10.01.28 | END CREDITS
                    | 10.01.50 | -END-
    """) == [
        ("SOUND", "TITLE MUSIC"),
        ("TIMECODE", "10.01.03"),
        ("TIMECODE", "10.01.06"),
        ("TITLE", "SERIES TITLES"),
        ("SOUND", "(foghorn)"),
        ("TIMECODE", "10.01.20"),
        ("SHOT", "Fog"),
        ("TIMECODE", "10.01.24"),
        ("SPEAKER", "NARRATOR"),
        ("LINE", "THEN CAME THE FOG."),
        ("TIMECODE", "10.01.28"),
        ("TITLE", "END CREDITS"),
        ("TIMECODE", "10.01.50"),
        ("TITLE", "-END-"),
    ]


@pytest.mark.parametrize("heading", ["MORAG cont…", "MORAG V/O", "MORAG (READING)", "ANGUS MACLEOD V/O", "SPEAKER 2:"])
def test_headings_of_every_form(heading: str) -> None:
    assert ("SPEAKER", heading) in found(f"""
        Stairs | 10.01.03 | {heading}
               |          | And nobody ever asked him why he did it, you know.
    """)


def test_a_stray_quotation_mark_is_kept_out_of_the_speech() -> None:
    segments = found("""
        Oil | 10.01.03 | NARRATOR
            |          | THE LETTERS WERE ALL OF ONE KIND. “
            |          | THEY ASKED FOR BREAD AND FOR NEWS.
    """)
    assert ("LINE", "THE LETTERS WERE ALL OF ONE KIND.") in segments
    assert ("UNPLACED", "“") in segments


def test_a_quotation_over_several_rows_keeps_its_marks() -> None:
    segments = found("""
        Oil | 10.01.03 | NARRATOR
            |          | HE WROTE TO THE BOARD IN MAY. “SEND
            |          | US BREAD, AND A NEW COAT FOR ANGUS.”
    """)
    assert not [text for kind, text in segments if kind == "UNPLACED"]


def test_a_timecode_in_the_line_of_its_speech_is_taken_apart() -> None:
    document = flattened(LIGHTHOUSE).replace("10.00.29\nEVER", "10.00.29 EVER")
    assert lines(read(document)) == lines(read(flattened(LIGHTHOUSE)))
    assert notes(read(document)) == notes(read(flattened(LIGHTHOUSE)))


def test_a_cover_page_is_front_matter() -> None:
    cover = "THE SKERRY\n\nPost-production script\nProducer: Ann Lee\n\n\n\n\n"
    segments = labelled("columns-flattened", cover + flattened(LIGHTHOUSE))
    assert [s.text for s in segments if s.kind is Kind.FRONT] == [
        "THE SKERRY", "Post-production script", "Producer: Ann Lee",
    ]  # fmt: skip


def test_the_layout_knows_its_own() -> None:
    assert layout.score(readers.from_text(flattened(LIGHTHOUSE)).rows) > 0.8
    assert read(flattened(LIGHTHOUSE)).source.layout == "columns-flattened"


@pytest.mark.parametrize(
    "document",
    [
        columns(LIGHTHOUSE),
        "A film about a lamp.\n\nIt was shown at 10.30 on Tuesday.\n\nFour stars.\n",
        "".join(f"A moving film.\n\n{day:02}.11.{88 - day:02}\n\n" for day in range(1, 30, 3)),
    ],
)
def test_the_layout_does_not_claim_what_is_none_of_its_own(document: str) -> None:
    assert layout.score(readers.from_text(document).rows) == 0
