"""Shot notes that wrap in their cell, and notes that only stand near each other."""

from __future__ import annotations

import pytest

from tests.parser.documents import columns, flattened, labelled
from transcript.model import Kind

NARROW = "".join(
    f"Note of some twenty {place} | 10.00.{place:02} | THE TIDE COMES IN AND THE BOATS GO\n" for place in range(10)
)
"""Rows enough to show how wide the note column is."""


def notes(script: str, layout: str) -> list[str]:
    """The notes of a table behind rows that show its column, each with all its pieces."""
    document = {"columns": columns, "columns-flattened": flattened}[layout](NARROW + script)
    found: list[str] = []
    for segment in labelled(layout, document):
        if segment.kind is Kind.SHOT and segment.continues:
            found[-1] += " / " + segment.text
        elif segment.kind is Kind.SHOT:
            found.append(segment.text)
    return found[10:]


@pytest.mark.parametrize("layout", ["columns", "columns-flattened"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Painting, battle of", "New Orleans"),  # a phrase does not end on `of`
        ("Keepers on the stair,", "oil cans in hand"),
        ("Archive, first ever", "footage of the lamp"),
        ("Lightship in fog with", "harbour behind"),
    ],
)
def test_a_note_that_wraps_beside_speech_is_one_note(first: str, second: str, layout: str) -> None:
    script = f"""
        {first} | 10.00.20 | A BOAT CAME OUT OF THE FOG, AND THE
        {second} |         | KEEPERS RAN DOWN TO THE LANDING.
        MS       | 10.00.30 | MORAG
    """
    assert notes(script, layout) == [f"{first} / {second}", "MS"]


@pytest.mark.parametrize("layout", ["columns", "columns-flattened"])
def test_a_note_may_wrap_over_three_rows(layout: str) -> None:
    script = """
        Rostrum, letter to the | 10.00.20 | THE BOARD WROTE THAT NO MAN COULD
        lighthouse board with  |          | LIVE THERE IN WINTER, AND SENT TWO
        the seal broken        |          | MEN TO LIVE THERE ALL THE SAME.
        MS                     | 10.00.30 | MORAG
    """
    assert notes(script, layout) == ["Rostrum, letter to the / lighthouse board with / the seal broken", "MS"]


@pytest.mark.parametrize("layout", ["columns", "columns-flattened"])
@pytest.mark.parametrize("second", ["MS", "CU lamp", "Still, lamp room", "Archive, supply boat", "Aerial, skerry"])
def test_what_opens_a_note_is_a_new_one(second: str, layout: str) -> None:
    script = f"""
        Waves on rock | 10.00.20 | THE SKERRY LIES TWELVE MILES OUT.
        {second}      | 10.00.24 | NOBODY HAD EVER LANDED THERE IN MAY.
    """
    assert notes(script, layout) == ["Waves on rock", second]


@pytest.mark.parametrize("layout", ["columns", "columns-flattened"])
def test_a_note_that_does_not_fill_its_column_has_ended(layout: str) -> None:
    script = """
        Gulls  | 10.00.20 | THE SKERRY LIES TWELVE MILES OUT.
        Harbour | 10.00.24 | NOBODY HAD EVER LANDED THERE IN MAY.
    """
    assert notes(script, layout) == ["Gulls", "Harbour"]


@pytest.mark.parametrize("layout", ["columns", "columns-flattened"])
def test_a_note_that_ends_on_a_preposition_goes_on_beyond_a_heading(layout: str) -> None:
    script = """
        Still, landing party at | 10.00.20 | THE SKERRY LIES TWELVE MILES OUT.
                                | 10.00.24 | MORAG
        Trinity Bay             |          | Nobody had ever landed there in
                                |          | May, and nobody landed now.
    """
    assert notes(script, layout) == ["Still, landing party at / Trinity Bay"]


@pytest.mark.parametrize("layout", ["columns", "columns-flattened"])
@pytest.mark.parametrize("date", ["1858", "Sept 1858", "5th August 1858", "mai 1858"])
def test_a_date_is_no_shot_but_dates_the_one_above(date: str, layout: str) -> None:
    script = f"""
        Still, keeper's log | 10.00.20 | THE SKERRY LIES TWELVE MILES OUT.
        {date}              | 10.00.24 | NOBODY HAD EVER LANDED THERE IN MAY.
    """
    assert notes(script, layout) == [f"Still, keeper's log / {date}"]
