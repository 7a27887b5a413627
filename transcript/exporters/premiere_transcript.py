"""Static transcripts for Premiere Pro in JSON (Adobe's transcript schema 1.0.0): words with their times, for editing
by text.

The schema is closed: every key is there and no other, a speaker's id is a UUID of version 4, a language is one of a
list or `??-??`, and there is at least one segment. A segment is one speech, one speaker's words without a break. Times
are seconds from the programme start, where the clip must begin.

Ids are made of the document and the name, so that the same script gives the same file again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from transcript.errors import OutputRefused
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.passages import in_order, json_file
from transcript.exporters.safety import clean, shown, text_changed
from transcript.exporters.timeline import before_start
from transcript.model import Problem, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.model import Cue, Subtitle, Transcript
    from transcript.spotting.pace import Speech, Word

# The share of words whose estimated start lies within half a second of the true one, measured on narrated films whose
# word times are known, with timecodes as sparse as those of real scripts.
_CONFIDENCE = 0.65

UNKNOWN_LANGUAGE = "??-??"
# The languages of the schema. Where one is there in several countries or scripts, the first is that of a tag that says
# neither, as Unicode's likely subtags have it.
LANGUAGES = (
    "en-us en-gb zh-hk cmn-hans cmn-hant es-es de-de fr-fr ja-jp pt-br pt-pt ko-kr it-it ru-ru hi-in nb-no sv-se nl-nl "
    "da-dk id-id th-th vi-vn ms-my tr-tr pl-pl fil-ph te-in ml-in pa-in"
).split()
_SAME_LANGUAGE = {"no": "nb", "nn": "nb", "tl": "fil"}
_CHINESE = ("zh", "cmn", "yue")
_NOBODY = "Unknown"


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the words of the speeches. Raises OutputRefused where nothing is left that can stand in the file."""
    language, problems = _language(transcript.source.language)
    names: dict[str | None, str] = {}
    segments: list[tuple[dict[str, Any], Span]] = []
    for speech in options.said:
        cue = transcript.cues[speech.words[0].cue]
        words, changed = _words(speech, transcript.cues)
        problems += changed
        if not words:
            continue
        if cue.speaker not in names:
            names[cue.speaker] = clean(cue.speaker or "") or _NOBODY
            problems += _name_changed(cue, names[cue.speaker])
        segments.append((_segment(words, _id(transcript, cue.speaker), language, transcript.source.language), cue.span))
    if not segments:
        raise OutputRefused(
            f"none of the speech can stand in {FORMAT.name}: it ends before the programme start or shows nothing",
            "set an earlier start with --start",
        )
    problems += in_order([(segment["start"], span) for segment, span in segments], FORMAT.name)
    made = {
        "language": language,
        "speakers": [{"id": _id(transcript, speaker), "name": name} for speaker, name in names.items()],
        "segments": sorted((segment for segment, _ in segments), key=lambda segment: segment["start"]),
    }
    return Exported(json_file(made), tuple(problems))


def _words(speech: Speech, cues: Sequence[Cue]) -> tuple[list[Word], list[Problem]]:
    """The words that can stand in the file: none is empty, none before zero."""
    problems = []
    made = []
    for word in speech.words:
        text = clean(word.text)
        if text != word.text:
            problems.append(text_changed(word.text, text, cues[word.cue].span, FORMAT.name))
        if text and (word.start >= 0 or word.end > 0):
            made.append(word._replace(text=text, start=max(word.start, 0)))
    first, last = speech.words[0], speech.words[-1]
    if first.start < 0:
        what = f"the speech {shown(' '.join(word.text for word in speech.words))}"
        early = before_start(what, cues[first.cue].span, FORMAT.name, gone=last.end <= 0)
        problems.append(replace(early, fix="set an earlier start with --start"))
    return made, problems


def _segment(words: Sequence[Word], speaker: str, language: str, tag: str | None) -> dict[str, Any]:
    from transcript.spotting.phrases import sentence_ends

    start, end = words[0].start, max(word.end for word in words)
    # A speech that breaks off is over as well.
    ends = [*sentence_ends([word.text for word in words], tag)[:-1], True]
    return {
        "speaker": speaker,
        "language": language,
        "start": start / 1000,
        "duration": (end - start) / 1000,
        "words": [
            {
                "text": word.text,
                "start": word.start / 1000,
                "duration": (word.end - word.start) / 1000,
                "confidence": _CONFIDENCE,
                "eos": ends_sentence,
                "tags": [],
                "type": "word" if any(map(str.isalnum, word.text)) else "punctuation",
            }
            for word, ends_sentence in zip(words, ends, strict=True)
        ],
    }


def _id(transcript: Transcript, speaker: str | None) -> str:
    from hashlib import sha256
    from uuid import UUID

    source = transcript.source
    named = [source.sha256 or source.name, *([] if speaker is None else [speaker])]
    return str(UUID(bytes=sha256("\0".join(named).encode("utf-8", "surrogatepass")).digest()[:16], version=4))


def _language(tag: str | None) -> tuple[str, list[Problem]]:
    """The language as the schema has it, and what is to be said where that is not what the tag says."""
    if tag is None:
        return UNKNOWN_LANGUAGE, []
    primary, *rest = tag.lower().split("-")
    alike = [known for known in LANGUAGES if known.split("-")[0] == _SAME_LANGUAGE.get(primary, primary)]
    if primary in _CHINESE:
        code, sure = _chinese(primary, rest), bool(rest) or primary == "yue"
    elif tag.lower() in LANGUAGES:
        code, sure = tag.lower(), True
    else:
        code, sure = (alike[0], len(alike) == 1 and not rest) if alike else (UNKNOWN_LANGUAGE, False)
    if sure:
        return code, []
    advice = "say which is meant, such as --language en-GB" if len(alike) > 1 else ""
    what = f"Premiere Pro has a list of languages: {shown(tag)} is written as {code} in {FORMAT.name}"
    return code, [Problem("language-changed", Severity.INFO, what, Span(1, 1), advice)]


def _chinese(primary: str, rest: Sequence[str]) -> str:
    if primary == "yue" or "hk" in rest:
        return "zh-hk"
    return "cmn-hant" if {"hant", "tw", "mo"} & set(rest) else "cmn-hans"


def _name_changed(cue: Cue, name: str) -> list[Problem]:
    if cue.speaker is None:
        what = f"{FORMAT.name} wants a name for everyone who speaks: whom the script does not name is {name} in it"
        return [Problem("speaker-unnamed", Severity.INFO, what, cue.span)]
    return [text_changed(cue.speaker, name, cue.span, FORMAT.name)] if name != cue.speaker else []


FORMAT = Format(
    name="premiere-transcript",
    suffix=".prtranscript.json",
    description="transcript for Premiere Pro: Text panel > Transcript > Import Static Transcript",
    keeps="speeches with speaker, words with their times, ends of sentences; the language",
    loses="shots, sounds, titles; voice-over, qualifiers, problems; frames (times are in milliseconds)",
    read_by="Premiere Pro",
    checked="valid against the closed JSON Schema; no independent reader exists",
    write=write,
    aliases=("premiere", "premiere-json"),
    needs_words=True,
)
