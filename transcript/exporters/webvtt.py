"""WebVTT (.vtt), written from the W3C recommendation: UTF-8, LF, numbered cues, times with hours.

`&`, `<` and `>` are escaped, so that neither a tag nor `-->` can arise from a text; each cue of a known speaker stands
in a voice span, whose end tag may be left out because it spans the whole cue. Where speakers share a cue, each line
stands in a voice span of its own.

Colours are classes (`<c.yellow>`) that bear the names of the recommendation's default classes. Chromium gives those no
colour of their own, so a STYLE block does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.clock import clock
from transcript.colours import Colour, speaker_colours
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.labels import Part, emphasised, labelled
from transcript.exporters.ready import cue_spans, ready
from transcript.exporters.safety import clean, with_single_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from transcript.model import Subtitle, Transcript

_CLASSES = {Colour.WHITE: "white", Colour.YELLOW: "yellow", Colour.CYAN: "cyan", Colour.GREEN: "lime"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write(transcript: Transcript, subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write subtitles as WebVTT, each with its speaker as a voice. Labels are for the eye besides: on request only."""
    made, problems = ready(transcript, subtitles, options, FORMAT.name, safe_name=with_single_blanks)
    texts, long_labels = labelled(made, options.labels or FORMAT.labels, options.line_length, cue_spans(transcript))
    colours = _classes(options.programme or transcript) if options.colours else {}
    cues = []
    for subtitle, parts in zip(made, texts, strict=True):
        shared = len(parts) > 1
        payload = "\n".join(_marked_up(part, colours, italics=options.italics, shared=shared) for part in parts)
        cues.append((subtitle.start, subtitle.end, payload))
    source = transcript.source
    style = _style(colours.values())
    return Exported(document(source.name, cues, source.language, style), (*problems, *long_labels))


def document(source: str, cues: Iterable[tuple[int, int, str]], language: str | None = None, style: str = "") -> bytes:
    """A WebVTT file of `cues`: start and end in milliseconds, and a payload that is already safe.

    style: CSS without blank lines and `-->`. Notes name the `source` and the `language`, where they can stand in a note
    as they are. WebVTT has no place for the language of a file (w3c/webvtt, issue 259): the page or the manifest that
    plays it says it (`srclang`). The lines `Language: en` below WEBVTT that some services write break the W3C's own
    parser, and `<lang>` around every cue is for words in another language than the file's.
    """
    blocks = ["WEBVTT"]
    for what, said in (("Made from", source), ("Language:", language)):
        if said and said == clean(said) and "-->" not in said:
            blocks.append(f"NOTE {what} {said}")
    if style:
        blocks.append(f"STYLE\n{style}")
    blocks += (
        f"{number}\n{clock(start)} --> {clock(end)}\n{payload}" for number, (start, end, payload) in enumerate(cues, 1)
    )
    return ("\n\n".join(blocks) + "\n").encode()


def _marked_up(part: Part, colours: Mapping[str, Colour], *, italics: bool, shared: bool) -> str:
    """What one speaker says, in voice, colour and italics. shared: others speak in the same cue."""
    text = escaped(part.text)
    if italics and part.voice_over:
        text = emphasised(text, escaped(part.label))
    if part.speaker is None:
        return text
    if part.speaker in colours:
        text = f"<c.{_CLASSES[colours[part.speaker]]}>{text}</c>"
    return f"<v {_annotation(part.speaker)}>{text}{'</v>' if shared else ''}"


def _classes(transcript: Transcript) -> dict[str, Colour]:
    """The colour of each speaker, by the name as it stands in a voice."""
    return {with_single_blanks(clean(name)): colour for name, colour in speaker_colours(transcript).items()}


def _style(colours: Iterable[Colour]) -> str:
    used = sorted(set(colours), key=list(_CLASSES).index)
    return "\n".join(f"::cue(.{_CLASSES[colour]}) {{ color: {colour.rgb} }}" for colour in used)


def escaped(text: str) -> str:
    """`text` as it stands in a cue: `&`, `<` and `>` as character references."""
    return text.translate(_ESCAPES)


def _annotation(name: str) -> str:
    return name.replace("&", "&amp;").replace(">", "&gt;")


FORMAT = Format(
    name="vtt",
    suffix=".vtt",
    description="WebVTT subtitles, for the web and for players that know speakers",
    keeps="subtitles with their times and lines, the speaker of each as a voice; the language as a note; on request "
    "sounds and titles as subtitles, voice-over as italics, colours of speakers",
    loses="shots (see vtt-shots), qualifiers, problems; frames (times are in milliseconds)",
    read_by="web browsers, video and podcast players, streaming services",
    checked="parsed by the W3C's webvtt-parser, shown by Chromium, read back by webvtt-py",
    write=write,
    aliases=("webvtt",),
    needs_subtitles=True,
)
