r"""SubRip (.srt), written through pysrt.

There is no standard; what importers agree on is kept: subtitles numbered from 1 without holes and in order,
`HH:MM:SS,mmm`, lines ended by CR LF (the habit of SubRip, a Windows program; readers that take LF
take it too), UTF-8 without a byte order mark (which some readers take for a part of the first number).

Players read markup out of the text although SRT has none: `<word>`, `{\an8}` and `{y:i}` would vanish from the screen,
`\N` would break the line, `-->` would end the subtitle. Where a text happens to hold such a thing its brackets and
backslashes are exchanged for similar characters (‹word›, (/an8), --›) and a problem says so; any other `<`, `>`, `{`
and `}` stays.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.labels import emphasised, labelled
from transcript.exporters.ready import cue_spans, ready, span_of
from transcript.model import Problem, Severity, Span, Subtitle, Transcript

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG = re.compile(r"<(?:\S|\s++/?\s*+[A-Za-z])[^>]*>")
_OVERRIDE = re.compile(r"\{(?:\\|[A-Za-z]:)[^}]*\}")
_SIGN = re.compile(r"-->|\\[Nnh]")
_HARMLESS = str.maketrans("<>{}\\", "‹›()/")
_TWO_DIGIT_HOURS = 100 * 3_600_000


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles as SRT, by default with a label on each change of speaker."""
    # pysrt: times are made of whole milliseconds (floats would be rounded again), each item gets two of its own (an
    # item keeps and changes the objects it is given), and line ends are said (else they are the machine's).
    from pysrt import SubRipFile, SubRipItem, SubRipTime

    policy = options.labels or FORMAT.labels
    made, problems = ready(
        transcript,
        subtitles,
        options,
        FORMAT.name,
        named=policy != "never",
        safe_text=_without_markup,
        safe_name=_without_brackets,
    )
    spans = cue_spans(transcript)
    texts, long_labels = labelled(made, policy, options.line_length, spans)
    items = SubRipFile(eol="\r\n")
    for number, (subtitle, parts) in enumerate(zip(made, texts, strict=True), 1):
        text = "\n".join(
            emphasised(part.text, part.label) if options.italics and part.voice_over else part.text for part in parts
        )
        start, end = SubRipTime(milliseconds=subtitle.start), SubRipTime(milliseconds=subtitle.end)
        items.append(SubRipItem(number, start, end, text))
    written = StringIO(newline="")
    items.write_into(written)

    late = [_past_99_hours(span_of(made[-1], spans), options)] if made and made[-1].end >= _TWO_DIGIT_HOURS else []
    return Exported(written.getvalue().encode(), (*problems, *long_labels, *late))


def _without_markup(text: str) -> str:
    for markup, end in ((_TAG, ">"), (_OVERRIDE, "}"), (_SIGN, "")):
        # What is open behind the last end is no markup: to look there for an end from every place would take for ever.
        place = text.rfind(end) + len(end)
        text = markup.sub(lambda found: found[0].translate(_HARMLESS), text[:place]) + text[place:]
    return text


def _without_brackets(name: str) -> str:
    # In a name none may stay: with the text behind it, it could make up a tag.
    return name.translate(_HARMLESS)


def _past_99_hours(span: Span, options: ExportOptions) -> Problem:
    # A programme that is itself as long as that has no other start from which its times would be shorter.
    advice = "leave --programme-time out" if options.programme_time else "write vtt, whose hours may have more digits"
    return Problem(
        "hours-past-99",
        Severity.WARNING,
        "times of 100 hours and more are written with three digits, which some readers of srt do not take",
        span,
        advice,
    )


FORMAT = Format(
    name="srt",
    suffix=".srt",
    description="SubRip subtitles, for nearly every player and editing tool",
    keeps="subtitles with their times and lines, speakers as labels in the text; on request sounds and titles as "
    "subtitles, voice-over as italics",
    loses="shots, qualifiers, problems; colours of speakers; frames (times are in milliseconds)",
    read_by="video players, streaming services, YouTube, Premiere Pro, DaVinci Resolve",
    checked="read back by pysrt, srt, pysubs2 and ffmpeg",
    write=write,
    aliases=("subrip",),
    needs_subtitles=True,
    labels="change",
)
