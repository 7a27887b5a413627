"""transcript view"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from transcript.cli import outputs
from transcript.cli.delivery import viewing_options
from transcript.cli.listening import audio_option, listened
from transcript.cli.options import NamedPath, reading_options, script_argument
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import WrongUse, refusals
from transcript.cli.reports import recognised, say
from transcript.cli.scripts import STDIN, load, named
from transcript.cli.sections import FILES, SHOWN, TIMES, SectionedCommand, options_of
from transcript.cli.suffixes import refuse_other_kind
from transcript.file_names import stem_of
from transcript.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.delivery import Delivery
    from transcript.model import Transcript
    from transcript.spotting.pace import Speech

_ELSEWHERE = "-o writes elsewhere"


@click.command(cls=SectionedCommand)
@script_argument
@options_of(FILES)(
    "-o",
    "output",
    metavar="FILE",
    type=NamedPath(allow_dash=True),
    help="Write to FILE, by default film.html beside film.txt; - is standard output.",
)
@options_of(FILES)("--force", is_flag=True, help="Overwrite a page that exists.")
@options_of(TIMES)(
    "--video",
    metavar="FILE",
    type=NamedPath(path_type=Path),
    help="The film, which the page plays from where it lies; it begins at the programme start (see --start). Without "
    "it, drop the film on the page.",
)
@audio_option
@viewing_options
@options_of(SHOWN)(
    "--case",
    type=click.Choice(["keep", "sentence"]),
    default="keep",
    show_default=True,
    help="sentence: narration in capitals gets sentence case.",
)
@reading_options
def command(
    reading: Reading,
    script: str,
    output: str | None,
    case: str,
    delivery: Delivery,
    video: Path | None,
    audio: Path | None,
    *,
    force: bool,
) -> None:
    """Make a page to see, hear and correct a script on.

    The page is one HTML file that any browser opens, without a network: the transcript with shots, sounds and problems
    where they are, a timeline, and the film with its subtitles as `transcript convert` writes them. Speakers, timecodes
    and words are corrected on it by a double click; what it saves is read by every command.

    \b
    transcript view film.docx --video film.mp4
    transcript view film.txt --rules bbc --colours -o film.html
    transcript convert film.json --to srt      what the page has saved, as subtitles

    Exit codes: 0 done; 1 the script was refused or a page kept; 2 wrong use.
    """
    page = outputs.Output("html", _page(script, output))
    outputs.refuse_collisions({script: (page,)})
    if page.path is not None:
        refuse_other_kind(page.path, "a page of HTML", ".html")
    outputs.refuse_existing((page,), force=force, elsewhere=_ELSEWHERE)
    address = None if video is None else _address(video, page.path)
    with progress_bar("reading", counted=None):
        transcript = load(script, reading)
    if case == "sentence":
        from transcript.spotting import sentence_case

        transcript = sentence_case(transcript, names=reading.names)
    transcript, said = listened(script, transcript, audio)
    with refusals(named(script)), progress_bar("making the page", counted=None):
        content = _made(transcript, said, delivery, address)
    outputs.write([(page, content)], elsewhere=_ELSEWHERE)
    say(f"{named(script)} -> {page}: {recognised(transcript)}")


def _page(script: str, output: str | None) -> Path | None:
    """Where the page is written; None for standard output."""
    if output == outputs.STDOUT or (output is None and script == STDIN):
        return None
    if output is None:
        return Path(script).parent / f"{stem_of(Path(script).name)}.html"
    return outputs.file_of(output)


def _address(video: Path, page: Path | None) -> str:
    """The address of a film as a browser finds it from the page."""
    if not video.is_file():
        raise WrongUse(f"{video}: there is no such film; name the file with --video")
    folder = Path() if page is None else page.parent
    try:
        way = Path(os.path.relpath(video.absolute(), folder.absolute()))
    except ValueError:  # on another drive
        return video.absolute().as_uri()
    # "./" keeps a name such as c:film.mp4 from being read as a scheme.
    return quote(os.fsencode(f"./{way.as_posix()}"), safe="/")


def _made(transcript: Transcript, said: Sequence[Speech] | None, delivery: Delivery, video: str | None) -> bytes:
    from transcript.spotting import spot
    from transcript.viewer import page
    from transcript.viewer.page import LABELS

    labels = delivery.labels or LABELS
    shown = {"dual": delivery.dual, "sdh": delivery.sdh, "titles": delivery.titles}
    spotted = spot(transcript, delivery.rules, labels, **shown, said=said)
    return page(transcript, spotted.subtitles, delivery, broken=spotted.problems, video=video)
