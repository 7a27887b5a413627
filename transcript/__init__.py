"""Timecoded documentary scripts into structured cues, subtitles and data.

    import transcript

    script = transcript.read("film.txt")
    for cue in script.cues:
        print(cue.timecode, cue.speaker, cue.line)
    Path("film.srt").write_bytes(transcript.export(script, to="srt"))

Names are resolved when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; importing typing would cost more than all of this module
if TYPE_CHECKING:
    from transcript.api import export, parse, read, subtitles
    from transcript.comparing import compare
    from transcript.delivery import read_rules
    from transcript.errors import TranscriptError
    from transcript.model import (
        Cue,
        Kind,
        Problem,
        Provenance,
        Reel,
        Row,
        Segment,
        Severity,
        Shot,
        Sound,
        Source,
        Span,
        Speaker,
        Subtitle,
        Timing,
        Title,
        Transcript,
    )
    from transcript.parser.corrections import Correction
    from transcript.readers.limits import Limits
    from transcript.reels import reel
    from transcript.spotting import PRESETS, Preset, sentence_case
    from transcript.timecode import FrameRate, Timecode

__version__ = "0.1.0"

__all__ = [
    "PRESETS",
    "Correction",
    "Cue",
    "FrameRate",
    "Kind",
    "Limits",
    "Preset",
    "Problem",
    "Provenance",
    "Reel",
    "Row",
    "Segment",
    "Severity",
    "Shot",
    "Sound",
    "Source",
    "Span",
    "Speaker",
    "Subtitle",
    "Timecode",
    "Timing",
    "Title",
    "Transcript",
    "TranscriptError",
    "__version__",
    "compare",
    "export",
    "parse",
    "read",
    "read_rules",
    "reel",
    "sentence_case",
    "subtitles",
]

_HOMES = {
    "export": "api",
    "parse": "api",
    "read": "api",
    "subtitles": "api",
    "reel": "reels",
    "sentence_case": "spotting",
    "PRESETS": "spotting",
    "Preset": "spotting",
    "read_rules": "delivery",
    "compare": "comparing",
    "Correction": "parser.corrections",
    "Limits": "readers.limits",
    "TranscriptError": "errors",
    "FrameRate": "timecode",
    "Timecode": "timecode",
}


if not TYPE_CHECKING:  # type checkers know the names from above, and no others

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
