"""Many WebVTT files made by Hypothesis, and the cues that a reader should find in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings

from tests.builders import cue, markup_lines, sound_lines, sound_names, subtitles, transcript, transcripts
from transcript.exporters import Exported, ExportOptions, export

if TYPE_CHECKING:
    from transcript.model import Subtitle, Transcript


class ReadCue(NamedTuple):
    """A cue as a reader has it: identifier, times in milliseconds, text without markup, name of the voice."""

    id: str
    start: int
    end: int
    text: str
    voice: str | None


class MadeFile(NamedTuple):
    """One exported file, and the cues that were meant; none are said where the exporter reports a change."""

    exported: Exported
    meant: list[ReadCue] | None

    @property
    def text(self) -> str:
        return self.exported.content.decode()


_MANY = settings(
    max_examples=250, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck), deadline=None
)


def subtitle_files() -> list[MadeFile]:
    """Files of the format vtt, of any text and names."""
    made: list[MadeFile] = []

    @_MANY
    @given(subtitles(sound_lines, sound_names) | subtitles(markup_lines, sound_names) | subtitles(most=3))
    def make(shown: tuple[Subtitle, ...]) -> None:
        script = transcript(cues=[cue(one.speaker, "10:00:02", "Hello.") for one in shown])
        exported = export("vtt", script, shown, ExportOptions(italics=True, colours=True))
        meant = [
            ReadCue(str(number), one.start, one.end, "\n".join(one.lines), one.speaker)
            for number, one in enumerate(shown, 1)
        ]
        made.append(MadeFile(exported, None if exported.problems else meant))

    make()
    # Else the comparison that every test makes would be of nothing.
    assert sum(file.meant is not None for file in made) > len(made) // 4
    return made


def shot_files(name: str) -> list[tuple[Transcript, Exported]]:
    """Transcripts, and their files of the format vtt-shots or vtt-chapters."""
    made: list[tuple[Transcript, Exported]] = []

    @_MANY
    @given(transcripts())
    def make(script: Transcript) -> None:
        made.append((script, export(name, script)))

    make()
    return made
