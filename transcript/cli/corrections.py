"""Corrections files: read, and written from the problems of a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.errors import InvalidSetting, TranscriptError
from transcript.toml_file import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from transcript.model import Problem, Transcript
    from transcript.parser.corrections import Correction

_FORM = "write [[correction]] and below it line = 145 and one or more of kind, speaker, timecode"
_KEYS = ("line", "text", "kind", "speaker", "timecode")


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections in a TOML file, each a table `[[correction]]`. Raises MissingDocument and InvalidSetting."""
    table, _ = read_toml(path, "corrections file", _FORM)
    entries = table.pop("correction", [])
    if table or not isinstance(entries, list):
        extra = next(iter(table), "correction")
        raise InvalidSetting(f"a corrections file holds [[correction]] only, not {extra!r}", _FORM, path=path)
    return tuple(_correction(number, entry, path) for number, entry in enumerate(entries, 1))


def _correction(number: int, entry: object, path: Path) -> Correction:
    from transcript.model import Kind
    from transcript.parser.corrections import Correction
    from transcript.timecode import Timecode

    def refuse(found: str, advice: str = _FORM) -> InvalidSetting:
        return InvalidSetting(f"correction {number}: {found}", advice, path=path)

    if not isinstance(entry, dict):
        raise refuse("it is no table")
    unknown = [key for key in entry if key not in _KEYS]
    if unknown:
        raise refuse(f"there is no key {unknown[0]!r}", f"known are {', '.join(_KEYS)}")
    line = entry.get("line")
    if not isinstance(line, int) or isinstance(line, bool) or line < 1:
        raise refuse("it needs line = and a number")
    texts = {key: entry[key] for key in _KEYS[1:] if key in entry}
    wrong = next((key for key, value in texts.items() if not isinstance(value, str) or not value.strip()), None)
    if wrong:
        raise refuse(f"{wrong} needs a text in quotes")
    if not texts.keys() - {"text"}:
        raise refuse("it says nothing", _FORM)
    kind = texts.get("kind")
    if kind is not None and kind.upper() not in Kind.__members__:
        raise refuse(f"there is no kind {kind!r}", f"kinds are {', '.join(Kind.__members__)}")
    try:
        timecode = Timecode.parse(texts["timecode"]) if "timecode" in texts else None
    except TranscriptError as error:
        raise refuse(error.found, error.advice) from None
    return Correction(
        line, texts.get("text"), Kind[kind.upper()] if kind is not None else None, texts.get("speaker"), timecode
    )


def template(transcript: Transcript) -> str:
    """A corrections file that says what was guessed, one entry for each problem that can be corrected."""
    entries = "\n".join(_entry(transcript, problem) for problem in transcript.problems)
    advice = "change what is wrong. What stays holds, and is no problem any more."
    return f"# Corrections for {transcript.source.name}: {advice}\n\n{entries}"


def _entry(transcript: Transcript, problem: Problem) -> str:
    line = problem.span.first
    return "".join(
        f"{text}\n"
        for text in (
            f"# line {line}: {problem.code} {problem.message}",
            "[[correction]]",
            f"line = {line}",
            *_guess(transcript, problem),
        )
    )


def _guess(transcript: Transcript, problem: Problem) -> Iterator[str]:
    """What was made of the place, as the keys of a correction."""
    line = problem.span.first
    if problem.code.startswith("timecode-"):
        typed = next((s.text for s in transcript.segments if s.number == line and s.kind.value == "TIMECODE"), "")
        placed = [*((cue.typed, cue.timecode) for cue in transcript.cues)]
        placed += [(shot.typed, shot.timecode) for shot in transcript.shots]
        meant = next((str(timecode) for there, timecode in placed if there == typed), "HH:MM:SS")
        yield f'timecode = "{meant}"'
    elif problem.code in ("heading-missing", "speaker-spelling"):
        speaker = next((cue.speaker for cue in transcript.cues if cue.span.last >= line and cue.speaker), "")
        yield f"speaker = {_quoted(speaker)}"
    else:
        segment = next((s for s in transcript.segments if s.number == line), None)
        yield f"text = {_quoted(segment.text if segment else '')}"
        yield f'kind = "{segment.kind.value if segment else "UNPLACED"}"'


def _quoted(text: str) -> str:
    """A text as a TOML string: a JSON string is one."""
    import json

    return json.dumps(text, ensure_ascii=False)
