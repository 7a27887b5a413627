"""The pictures themselves, as SVG and on their page."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from lxml import etree, html

from tests.builders import cue, shot, subtitle, transcript
from transcript import PRESETS
from transcript.errors import InvalidSetting
from transcript.model import Transcript
from transcript.pictures import Course, course, page, svg

pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'transcript[pictures]'")

HOSTILE = '<script>alert(1)</script>"&]]>$x_$'


def programme(*names: str, name: str = "film.txt") -> Transcript:
    return transcript(
        cues=[cue(who, f"10:{place:02}:00", "The tide comes first.", lasting=20) for place, who in enumerate(names)],
        shots=[shot("10:00:00", "Sea", lasting=5)],
        name=name,
    )


def shown(*names: str, name: str = "film.txt") -> Course:
    return course(programme(*names, name=name), [subtitle("x" * 90)], PRESETS["netflix"])


def texts(picture: bytes) -> list[str]:
    """What can be read in a picture, which is text in it."""
    root = etree.fromstring(picture)
    return ["".join(map(str, found.itertext())) for found in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_picture_can_be_read() -> None:
    told = texts(svg(shown("ANN", "TOM")))
    assert told.count("ANN") == 2  # who speaks when, and talk time
    assert {"Who speaks when", "Lengths of shots", "0:20", "10:00:00"} <= set(told)
    assert "Reading speed of the subtitles, characters a second (netflix: at most 20)" in told


def test_the_same_script_gives_the_same_bytes_in_any_run() -> None:
    code = (
        "import sys; from tests.pictures.test_pictures import shown, svg, page; one = shown('ANN', 'TOM');"
        "sys.stdout.buffer.write(svg(one) + page(one))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=120).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1] == svg(shown("ANN", "TOM")) + page(shown("ANN", "TOM"))


@pytest.mark.parametrize(
    "name", [HOSTILE, "_hidden", r"\frac{", "$", "a\x00b\ud800", "海底電纜", "\u202eevil", "x" * 500]
)
def test_any_name_is_shown_as_text_and_runs_nothing(name: str) -> None:
    one = shown(name, "TOM", name=name)
    drawn = svg(one)
    assert not list(etree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}script"))
    assert one.voices[0].name[:27] in " ".join(texts(drawn))
    document = html.document_fromstring(page(one).decode())
    assert not list(document.iter("script", "iframe", "object"))
    assert one.voices[0].name in [cell.text for cell in document.iter("td")]


def test_a_page_lets_in_its_own_style_and_pictures_and_nothing_else() -> None:
    document = html.document_fromstring(page(shown("ANN")).decode())
    policy = next(meta.get("content", "") for meta in document.iter("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert all("style" not in element.attrib for element in document.iter())
    pictures = [(image.get("alt", ""), image.get("src", "")) for image in document.iter("img")]
    assert all(said and source.startswith("data:image/svg+xml;base64,") for said, source in pictures)
    assert len([etree.fromstring(base64.b64decode(source.partition(",")[2])) for _, source in pictures]) == 3
    assert not re.search(rb"""(?:src|href)=["'](?:https?:)?//""", page(shown("ANN")))


def test_a_crowd_shares_the_last_row() -> None:
    told = texts(svg(shown(*(f"SPEAKER {number:02}" for number in range(40)))))
    assert told.count("17 others") == 2


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_ten_speakers_have_colours_of_their_own_that_stand_out_on_white_and_on_black() -> None:
    drawn = svg(shown(*(f"SPEAKER {number:02}" for number in range(10)))).decode()
    bars = set(re.findall(r"fill: (#[0-9a-f]{6}); stroke: \1", drawn)) - {"#767676"}  # of the axes
    assert len(bars) == 10
    for colour in bars:
        assert 1.05 / (luminance(colour) + 0.05) >= 3
        assert (luminance(colour) + 0.05) / 0.05 >= 3


@pytest.mark.parametrize("rules", sorted(PRESETS))
def test_all_rules_can_be_drawn(rules: str) -> None:
    assert svg(course(programme("ANN"), [subtitle("x" * 90)], PRESETS[rules]))


def test_a_programme_without_shots_or_subtitles_can_be_drawn() -> None:
    bare = replace(programme("ANN"), shots=())
    assert "Lengths of shots" in texts(svg(course(bare, (), PRESETS["netflix"])))


def test_without_matplotlib_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InvalidSetting, match=r"transcript\[pictures\]"):
        svg(shown("ANN"))
