"""The table whose tabs became blanks: columns told from the timecode in the midst of a line, case, words and sizes."""

from __future__ import annotations

import pytest

from tests.parser.documents import LIGHTHOUSE, columns, flattened, joined, kinds, labelled, lines, notes, read
from transcript import readers
from transcript.model import Kind
from transcript.parser.layouts import columns_joined as layout


def found(script: str) -> list[tuple[str, str]]:
    """What is made of lines behind those of a film that show what the document is."""
    before = labelled("columns-joined", joined(LIGHTHOUSE))
    return kinds(labelled("columns-joined", joined(LIGHTHOUSE) + script)[len(before) :])


def test_a_film_is_read_as_with_its_tabs() -> None:
    script, tabbed = read(joined(LIGHTHOUSE)), read(columns(LIGHTHOUSE))
    assert script.source.layout == "columns-joined"
    assert lines(script) == lines(tabbed)
    assert notes(script) == notes(tabbed)


def test_blank_lines_between_the_lines_change_nothing() -> None:
    assert lines(read(joined(LIGHTHOUSE).replace("\n", "\n\n"))) == lines(read(joined(LIGHTHOUSE)))


def test_what_stands_before_the_line_of_the_first_timecode_is_the_cover() -> None:
    document = f"THE SKERRY\nFinal script, 3 May 2019\n{joined(LIGHTHOUSE)}"
    assert [text for kind, text in kinds(labelled("columns-joined", document)) if kind == "FRONT"] == [
        "THE SKERRY",
        "Final script, 3 May 2019",
    ]


def test_several_timecodes_in_a_line() -> None:
    line = "MS 10.02.01 and he looked at the lamp very seriously Still, keeper & lamp 10.02.06 and said nothing.\n"
    assert found(line) == [
        ("SHOT", "MS"),
        ("TIMECODE", "10.02.01"),
        ("LINE", "and he looked at the lamp very seriously"),
        ("SHOT", "Still, keeper & lamp"),
        ("TIMECODE", "10.02.06"),
        ("LINE", "and said nothing."),
    ]


def test_a_slip_in_a_timecode_keeps_it_one() -> None:
    assert ("TIMECODE", "10.02.011") in found("Lamp room 10.02.011 NARRATOR\nTHE LAMP WAS LIT AT DUSK.\n")


@pytest.mark.parametrize("spoken", ["Born 4.10.57 in Oban.", "It cost 1,000,000 pounds.", "At 10.15 the bell rang."])
def test_dates_and_numbers_in_speech_are_no_timecodes(spoken: str) -> None:
    assert found(f"10.02.01 MORAG\n{spoken}\n")[-1] == ("LINE", spoken)


@pytest.mark.parametrize(
    ("line", "note", "speech"),
    [
        ("MS We wondered whose name it was.", "MS", "We wondered whose name it was."),
        ("Sky THE KEEPERS OF THE LIGHT WENT HOME.", "Sky", "THE KEEPERS OF THE LIGHT WENT HOME."),
        ("Books on desk etc.. TO JUSTIFY HIS QUEST", "Books on desk etc..", "TO JUSTIFY HIS QUEST"),
    ],
)
def test_a_note_before_speech_without_a_timecode(line: str, note: str, speech: str) -> None:
    assert found(f"10.02.01 NARRATOR\nTHE BOAT CAME IN.\n{line}\n")[-2:] == [("SHOT", note), ("LINE", speech)]


@pytest.mark.parametrize(
    "document",
    [
        columns(LIGHTHOUSE),
        flattened(LIGHTHOUSE),
        "".join(f"Ann Lee 00:00:{second}\nThe tide comes first.\n" for second in range(10, 30)),
        "".join(f"Ann Lee {second} 00:00:{second} The tide comes first.\n" for second in range(10, 13)),
        "".join(f"00:00:{second} The tide number {second} comes first.\n" for second in range(10, 30)),
        "".join(f"Arrival of boat number {second} 00:00:{second}\n" for second in range(10, 30)),
        "".join(f"{second:03} AX V C 00:00:{second} 00:00:59 01:00:{second} 01:00:59\n" for second in range(10, 30)),
        "".join(f"[00:00:{second}] ANN LEE: The tide comes first.\n" for second in range(10, 30)),
    ],
)
def test_other_layouts_are_left_to_themselves(document: str) -> None:
    assert layout.score(readers.from_text(document).rows) == 0.0


def test_every_character_stays() -> None:
    document = joined(LIGHTHOUSE)
    segments = labelled("columns-joined", document)
    assert "".join("".join(segment.text.split()) for segment in segments) == "".join(document.split())
    assert all(segment.kind is not Kind.UNPLACED for segment in segments)
