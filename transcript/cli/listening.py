"""The option that gives a command the sound of the film."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from transcript.cli.options import NamedPath
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import WrongUse, refusals
from transcript.cli.reports import say
from transcript.cli.scripts import named
from transcript.cli.sections import TIMES, options_of

if TYPE_CHECKING:
    from transcript.model import Transcript
    from transcript.spotting.pace import Speech

audio_option = options_of(TIMES)(
    "--audio",
    metavar="FILE",
    type=NamedPath(path_type=Path),
    help="Set the subtitles on the words as they are said in this film or sound file (needs ffmpeg and "
    "transcript[audio]).",
)


def refuse_misplaced(scripts: Sequence[str], audio: Path | None, *, subtitles: bool = True) -> None:
    """One sound is one film's, and counts where there are subtitles."""
    if audio is not None and not subtitles:
        raise WrongUse("--audio counts in the rules of subtitles; name these with --rules")
    if audio is not None and len(scripts) > 1:
        raise WrongUse("--audio is the sound of one film; name one script")


def listened(script: str, transcript: Transcript, audio: Path | None) -> tuple[Transcript, Sequence[Speech] | None]:
    """A transcript whose cues end with the words that are heard, and these; without a sound as it was."""
    if audio is None or not transcript.timing.timed:
        return transcript, None
    from transcript.api import with_sound

    with refusals(), progress_bar("listening", counted=False) as progress:
        ended, heard = with_sound(transcript, audio, lambda part: progress(part, 1))
    say(f"{named(script)}: {heard.report}")
    return ended, heard.speeches
