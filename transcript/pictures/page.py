"""The pictures as one self-contained HTML page, which runs nothing and fetches nothing.

Each picture is an image in the page, in which no script would run either; a Content-Security-Policy lets in these
images and the style sheet, by its digest, and nothing else. The figures that are drawn stand below as a table.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from transcript.pictures.drawing import along_the_film, by_itself, shot_lengths, talk_time

if TYPE_CHECKING:
    from transcript.pictures.course import Course, Voice


def page(course: Course) -> bytes:
    """The HTML file (UTF-8) with the pictures of a programme. Raises InvalidSetting where matplotlib is missing."""
    style = _read("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rights = (
        "default-src 'none'",
        "img-src data:",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    lengths = ", ".join(f"{one.name}: {one.shots}" for one in course.shots)
    pictures = (
        (
            along_the_film(course),
            f"Who speaks when, and how fast the subtitles are to be read. {_said_of_reading(course)}",
        ),
        (by_itself(talk_time, course), "Talk time of each speaker, as in the table below"),
        (by_itself(shot_lengths, course), f"Lengths of shots. {lengths}"),
    )
    return (
        Template(_read("page.html"))
        .substitute(
            policy="; ".join(rights),
            title=escape(course.name),
            style=style,
            summary=escape(f"{_clock(course.duration_ms)}, {len(course.voices)} speakers. {_said_of_reading(course)}."),
            figures="\n".join(_figure(*picture) for picture in pictures),
            speakers="\n".join(map(_row, course.voices)),
        )
        .encode()
    )


def _said_of_reading(course: Course) -> str:
    reading = course.reading
    if reading.limit is None:
        return f"{reading.rules} sets no limit to the reading speed of subtitles"
    above = len(reading.above())
    return f"{above} of {len(reading.speeds)} subtitles are above {reading.limit:g} {reading.unit} ({reading.rules})"


def _figure(picture: bytes, said: str) -> str:
    data = base64.b64encode(picture).decode()
    return f'<figure><img alt="{escape(said)}" src="data:image/svg+xml;base64,{data}"></figure>'


def _row(voice: Voice) -> str:
    talk = voice.talk
    pace = "" if talk.words_a_minute is None else talk.words_a_minute
    cells = (voice.name, talk.cues, talk.words, _clock(talk.milliseconds), pace)
    return f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in cells)}</tr>"


def _clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    seconds = (milliseconds + 500) // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
