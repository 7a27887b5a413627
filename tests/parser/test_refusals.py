"""Documents that are no timecoded scripts are refused with what was looked for and found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.parser.documents import LIGHTHOUSE, flattened, read
from transcript import readers
from transcript.errors import InvalidSetting, NotAScript
from transcript.parser import LAYOUTS, ParseSettings, parse

NOT_SCRIPTS = {
    "a review": "The Lamp (2019)\n\nA moving film about three keepers.\n\nIt runs 58 minutes.\n\nFour stars.\n",
    "a synopsis with a running time": "The Lamp\n\nRunning time: 00:58:12\n\nMorag remembers her father.\n" * 3,
    "showings": "".join(f"Skerry Hall\n\n{day:02}.11.{88 - day:02}\n\nDoors at seven.\n\n" for day in range(1, 29)),
    "a table of people": "name\tborn\tdied\nAngus\t1866\t1931\nMorag\t1899\t1980\n",
    "nothing but figures": "\n".join(str(number * 7919) for number in range(200)),
    "nothing but timecodes": "\n\n".join(f"10.00.{second:02}" for second in range(60)),
    "one timecode in a letter": "Dear Ann,\n\nat\n\n10.14.53\n\nthe picture jumps.\n" + "It was not so before.\n" * 60,
    "one line": "NARRATOR",
    "right to left": "שלום עולם\n\nمرحبا بالعالم\n" * 20,
}


@pytest.mark.parametrize("text", NOT_SCRIPTS.values(), ids=NOT_SCRIPTS.keys())
def test_what_is_no_script_is_refused(text: str) -> None:
    with pytest.raises(NotAScript) as refusal:
        read(text)
    assert refusal.value.path == "film.txt"
    assert "looked for" in refusal.value.found
    assert "found" in refusal.value.found
    assert refusal.value.advice


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("text", ["NARRATOR", "10.00.02", "The tide comes first.\nThe boats come after.\n", "…"])
def test_a_layout_that_is_asked_for_makes_no_script_of_nothing(text: str, layout: str) -> None:
    with pytest.raises(NotAScript):
        read(text, ParseSettings(layout=layout))


def test_an_unknown_layout_is_named_with_those_there_are() -> None:
    with pytest.raises(InvalidSetting, match=r"no layout called 'rows'.*columns-flattened"):
        read(flattened(LIGHTHOUSE), ParseSettings(layout="rows"))


NAMES = ("episode-article.txt", "film-page-with-quotes.txt", "series-page-with-reviews.txt", "series-synopsis.txt")


@pytest.mark.parametrize("name", NAMES)
def test_real_pages_about_films_are_refused(shared: Path, name: str) -> None:
    document = readers.read(shared / "scripts" / "not-scripts" / name)
    with pytest.raises(NotAScript, match=r"looked for .* found"):
        parse(document)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NARRATOR", "found 0 in 1 line with text; if"),
        ("The tide.\n\nThe boats.\n", "found 0 in 2 lines with text; if"),
        (
            "\n\n".join(f"10.00.{second:02}" for second in range(4)),
            "found 4 in 4 lines with text, but in no known layout",
        ),
    ],
)
def test_what_was_found_is_said_as_far_as_it_is_known(text: str, found: str) -> None:
    with pytest.raises(NotAScript, match=re.escape(found)):
        read(text)


def test_a_talk_among_other_text_may_be_read_without_times() -> None:
    talk = (
        "**Ann Lee:** We went down to the harbour at night, and there was nobody.\n\n**Karl Holm:** And then?\n\n" * 3
    )
    with pytest.raises(NotAScript) as refusal:
        read("The boats had been sold, and the quay was empty for a year.\n\n" * 40 + talk)
    assert refusal.value.advice == "if it is a talk all the same, read it without times with --layout untimed"
    assert parse(readers.from_text(talk), ParseSettings(layout="untimed")).cues


def test_a_script_whose_timecodes_got_lost_is_refused_as_such() -> None:
    lines = ("Quay", "NARRATOR", "THE BOATS CAME IN.", "MS", "ANNA V/O", "We heard them.", "CU", "NARRATOR", "FOG.")
    text = "\n\n".join(lines)
    with pytest.raises(NotAScript, match="timecodes got lost: 5 headings and shot sizes"):
        parse(readers.from_text(text))
