"""How a script is to be read: what is told of it, where the rest is found out, and reading it so."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from transcript.errors import InvalidSetting, TranscriptError
from transcript.file_names import JSON, suffix_of

if TYPE_CHECKING:
    from transcript.model import Transcript
    from transcript.parser import ParseSettings
    from transcript.parser.corrections import Correction
    from transcript.readers import Limits
    from transcript.timecode import FrameRate, Timecode

# A transcript that was kept has been read already, but for the rate of the film, which may be told later.
_ALSO_FOR_KEPT = frozenset(("frame_rate", "limits"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What is told of scripts. encoding: a codec's name. limits: how much a document may hold, None for the usual.

    For the rest see `transcript.parser.ParseSettings`.
    """

    encoding: str | None = None
    layout: str | None = None
    text: str | None = None
    language: str | None = None
    start: Timecode | None = None
    frame_rate: FrameRate | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()
    limits: Limits | None = None

    @property
    def names(self) -> frozenset[str]:
        """People, as the aliases and the cast file name them."""
        return frozenset(name for pair in self.aliases for name in pair)

    @property
    def of_parsing(self) -> tuple[str, ...]:
        """The fields that are told and say how to parse: a transcript that was kept is not parsed again."""
        told = (field.name for field in fields(self) if getattr(self, field.name))
        return tuple(name for name in told if name not in _ALSO_FOR_KEPT)

    @property
    def bounds(self) -> Limits:
        """How much a document may hold."""
        from transcript.readers import Limits

        return self.limits or Limits()

    @property
    def settings(self) -> ParseSettings:
        """What the parser is told."""
        from transcript.parser import ParseSettings

        return ParseSettings(
            layout=self.layout,
            start=self.start,
            frame_rate=self.frame_rate,
            aliases=self.aliases,
            corrections=self.corrections,
            text=self.text,
            language=self.language,
        )


def read_bytes(data: bytes, name: str, reading: Reading) -> Transcript:
    """The transcript of the script that a file of that name holds, or the one kept in it where it is JSON by its name.

    Raises UnreadableDocument, NotAScript, InvalidTimecode and InvalidSetting.
    """
    from transcript.readers.limits import check

    if suffix_of(name) == JSON:
        if reading.of_parsing:
            given = ", ".join(reading.of_parsing)
            raise InvalidSetting("a transcript in JSON is read as it is", f"leave {given} out", path=name)
        check(reading.bounds, "size", len(data))
        return read_kept(data, name, reading)
    from transcript import readers
    from transcript.api import transcribe

    try:
        document = readers.from_bytes(data, name, encoding=reading.encoding, limits=reading.bounds)
        return transcribe(document, reading.settings)
    except TranscriptError as error:
        error.path = name
        raise


def read_kept(data: bytes, name: str, reading: Reading) -> Transcript:
    """The transcript kept in the bytes of a JSON file, with the film's rate where that is told."""
    from transcript.exporters.transcript_json import read_transcript

    transcript = read_transcript(data, name)
    if reading.frame_rate is None:
        return transcript
    from transcript.conform import with_rate

    return with_rate(transcript, reading.frame_rate)
