"""WebVTT (.vtt), written from the W3C recommendation: UTF-8, LF, numbered cues, times with hours.

`&`, `<` and `>` are escaped, so that neither a tag nor `-->` can arise from a text; each cue of a known speaker stands
in a voice span, whose end tag may be left out because it spans the whole cue.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transcript.clock import clock
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.labels import emphasised, labelled
from transcript.exporters.ready import cue_spans, ready
from transcript.exporters.safety import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from transcript.model import Subtitle, Transcript

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles as WebVTT, each with its speaker as a voice. Labels are for the eye besides: on request only."""
    made, problems = ready(transcript, subtitles, options, FORMAT.name, safe_name=_with_single_blanks)
    texts, long_labels = labelled(made, options.labels or FORMAT.labels, options.line_length, cue_spans(transcript))
    cues = []
    for subtitle, (lines, label) in zip(made, texts, strict=True):
        text = escaped("\n".join(lines))
        if options.italics and subtitle.voice_over:
            text = emphasised(text, escaped(label))
        voice = f"<v {_annotation(subtitle.speaker)}>" if subtitle.speaker else ""
        cues.append((subtitle.start, subtitle.end, voice + text))
    source = transcript.source
    return Exported(document(source.name, cues, source.language), (*problems, *long_labels))


def document(source: str, cues: Iterable[tuple[int, int, str]], language: str | None = None) -> bytes:
    """A WebVTT file of `cues`: start and end in milliseconds, and a payload that is already safe.

    Notes name the `source` and the `language`, where they can stand in a note as they are. WebVTT has no place
    for the language of a file (w3c/webvtt, issue 259): the page or the manifest that plays it says it (`srclang`). The
    lines `Language: en` below WEBVTT that some services write break the W3C's own parser, and `<lang>` around every cue
    is for words in another language than the file's.
    """
    blocks = ["WEBVTT"]
    for what, said in (("Made from", source), ("Language:", language)):
        if said and said == clean(said) and "-->" not in said:
            blocks.append(f"NOTE {what} {said}")
    blocks += (
        f"{number}\n{clock(start)} --> {clock(end)}\n{payload}" for number, (start, end, payload) in enumerate(cues, 1)
    )
    return ("\n\n".join(blocks) + "\n").encode()


def escaped(text: str) -> str:
    """`text` as it stands in a cue: `&`, `<` and `>` as character references."""
    return text.translate(_ESCAPES)


def _annotation(name: str) -> str:
    return name.replace("&", "&amp;").replace(">", "&gt;")


def _with_single_blanks(name: str) -> str:
    # Readers fold blanks in an annotation.
    return re.sub(" {2,}", " ", name)


FORMAT = Format(
    name="vtt",
    suffix=".vtt",
    description="WebVTT subtitles, for the web and for players that know speakers",
    keeps="subtitles with their times and lines, the speaker of each as a voice, voice-over as italics on request; "
    "the language as a note",
    loses="shots (see vtt-shots), sounds, titles, qualifiers, problems; frames (times are in milliseconds)",
    write=write,
    aliases=("webvtt",),
    needs_subtitles=True,
)
