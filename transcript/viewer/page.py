"""One self-contained HTML file of a transcript and its subtitles.

The page's data stand in it as JSON, which its script shows as text only; a Content-Security-Policy lets that script
and that style sheet run by their digests and nothing else, and keeps the page off the network.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from transcript.colours import speaker_colours
from transcript.delivery import Delivery
from transcript.exporters import DEFAULT_OPTIONS, transcript_json
from transcript.exporters.labels import labelled
from transcript.exporters.ready import cue_spans, ready
from transcript.exporters.safety import clean, encodable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transcript.colours import Colour
    from transcript.exporters.labels import Part
    from transcript.labels import Labels
    from transcript.model import Problem, Subtitle, Transcript

LABELS: Labels = "change"
"""When speakers are labelled unless told otherwise: as in SRT."""

_STYLES = ("page.css", "transcript.css", "timeline.css", "player.css", "print.css")
# In this order: each uses what stands in those before it.
_SCRIPTS = (
    "dom.js",
    "timecode.js",
    "programme.js",
    "player.js",
    "subtitles.js",
    "transcript.js",
    "timeline.js",
    "search.js",
    "editing.js",
    "saving.js",
    "keyboard.js",
    "page.js",
)
_PLAIN_DELIVERY = Delivery()
# Every `<`, so that no text can end the element that the data stand in, or open a comment in it.
_SAFE_IN_HTML = {"<": r"\u003c", "\u2028": r"\u2028", "\u2029": r"\u2029"}


def page(
    transcript: Transcript,
    subtitles: Sequence[Subtitle] = (),
    delivery: Delivery = _PLAIN_DELIVERY,
    *,
    broken: Iterable[Problem] = (),
    video: str | None = None,
) -> bytes:
    """The HTML file (UTF-8) in which a transcript is read, heard and corrected.

    subtitles: those shown over the film, in the order of their times; they should have been made with the labels that
    are shown. delivery: of it the labels (None: on change of speaker), the line length, colours and italics of the
    subtitles. broken: what is told of the subtitles, beside the transcript's own problems. video: the film's address,
    as a browser finds it from where the page will lie (`film.mp4`, `../rushes/film.mp4`); without one the page waits
    for a film to be dropped on it.

    The page holds the transcript whole, and saves it as format "transcript/1" (see `exporters.transcript_json`), with
    what was corrected on it. Raises OutputRefused for a subtitle that does not end after it begins.
    """
    style = _joined(_STYLES)
    script = _joined(_SCRIPTS)
    document = transcript_json.write(transcript, (), DEFAULT_OPTIONS).content
    view = _view(transcript, subtitles, delivery, broken, video)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(script)}",
            f"style-src {_digest(style)}",
            f"media-src blob:{' file: ' + _SAME_PLACE if video else ''}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    return (
        Template(_read("page.html"))
        .substitute(
            policy=policy,
            title=escape(clean(transcript.source.name)),
            style=style,
            script=script,
            transcript=_in_html(_compact(document)),
            view=_in_html(_json(view)),
        )
        .encode()
    )


_SAME_PLACE = "'self'"  # a page that lies on a server finds the film beside it there


def _view(
    transcript: Transcript,
    subtitles: Sequence[Subtitle],
    delivery: Delivery,
    broken: Iterable[Problem],
    video: str | None,
) -> Mapping[str, object]:
    """What the page needs beside the transcript itself."""
    made, _ = ready(transcript, subtitles, DEFAULT_OPTIONS, "the page", needed=False)
    colours = {clean(name): one for name, one in speaker_colours(transcript).items()} if delivery.colours else {}
    policy = delivery.labels or LABELS
    parts, _ = labelled(made, policy, delivery.rules.line_length, cue_spans(transcript))
    return {
        # An object of JavaScript puts names such as 7 before all others: the order of speakers stands by itself.
        "speakers": [encodable(name) for name in transcript_json.speaker_index(transcript)],
        "subtitles": [
            [subtitle.start, subtitle.end, [_part(part, colours, delivery) for part in shown], subtitle.cues]
            for subtitle, shown in zip(made, parts, strict=True)
        ],
        "rules": delivery.rules.name,
        "broken": [
            {**transcript_json.problem_entry(problem), "start": problem.subtitle and problem.subtitle.start}
            for problem in broken
        ],
        "video": video,
    }


def _part(part: Part, colours: Mapping[str, Colour], delivery: Delivery) -> list[object]:
    """What one speaker says: text, how much of it is the label, colour, whether it is set in italics."""
    colour = colours.get(part.speaker) if part.speaker is not None else None
    italic = delivery.italics and part.voice_over
    return [part.text, len(part.label.encode("utf-16-le")) // 2, colour.rgb if colour else None, italic]


def _joined(names: Iterable[str]) -> str:
    return "\n".join(_read(name) for name in names)


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _json(value: object) -> bytes:
    import msgspec

    return msgspec.json.encode(value)


def _compact(document: bytes) -> bytes:
    import msgspec

    compact: bytes = msgspec.json.format(document, indent=-1)
    return compact


def _in_html(content: bytes) -> str:
    text = content.decode()
    for character, escaped in _SAFE_IN_HTML.items():
        text = text.replace(character, escaped)
    return text
