"""transcript convert"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli import outputs
from transcript.cli.delivery import delivery_options
from transcript.cli.options import FORMAT, NamedPath, reading_options, scripts_argument
from transcript.cli.refusals import for_each, refusals
from transcript.cli.reports import once_each, problem_lines, recognised, say, unseen
from transcript.cli.scripts import Reading, load, named, place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from transcript.api import Made
    from transcript.delivery import Delivery
    from transcript.model import Transcript

    _Part: TypeAlias = tuple[Transcript, Sequence[outputs.Output]]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options say about what is written."""

    delivery: Delivery
    sentence_case: bool
    split: bool


@click.command()
@scripts_argument
@click.option(
    "-o", "output", metavar="FILE", type=NamedPath(allow_dash=True), help="Write to FILE; - is standard output."
)
@click.option(
    "--to", "formats", type=FORMAT, metavar="FORMAT", multiple=True, help="Format to write; repeatable. [srt]"
)
@click.option("--out-dir", metavar="DIR", type=NamedPath(path_type=Path), help="Write into DIR, made where missing.")
@delivery_options
@click.option(
    "--case",
    type=click.Choice(["keep", "sentence"]),
    default="keep",
    show_default=True,
    help="sentence: narration in capitals gets sentence case, names as the script writes them elsewhere.",
)
@click.option(
    "--reels",
    type=click.Choice(["join", "split"]),
    default="join",
    show_default=True,
    help="What becomes of reels, whose timecodes start again: join lays them end to end in one file; split writes "
    "film.reel1.srt, film.reel2.srt, …, each with times from its own start.",
)
@click.option("--force", is_flag=True, help="Overwrite outputs that exist.")
@reading_options
def command(
    reading: Reading,
    scripts: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    out_dir: Path | None,
    case: str,
    reels: str,
    delivery: Delivery,
    *,
    force: bool,
) -> None:
    """Turn scripts into subtitles and data.

    Without -o or --to, film.srt is written beside film.txt. A line on standard error says what was recognised: layout,
    encoding, programme start, cues, speakers and problems. An output that exists is kept unless --force, for it may
    have been corrected by hand. SCRIPT may be - for standard input, which is written to standard output, or film.json
    that convert has written.

    \b
    transcript convert film.txt
    transcript convert film.txt --to srt --to vtt --to json --out-dir out
    transcript convert film.txt -o film.vtt --case sentence --rules bbc
    transcript convert film.docx --to srt --to json --reels split
    transcript convert *.txt --to json --cast cast.toml --out-dir archive

    A cast file names speakers and their other spellings:

    \b
    [cast]
    NATALIYA = ["NATASHA", "NATALYA"]

    Exit codes: 0 done; 1 a script was refused or an output kept (the others are done); 2 wrong use, such as an unknown
    option or a script that is not there.
    """
    planned = outputs.plan(scripts, outputs.Destination(output, formats, out_dir))
    wishes = _Wishes(delivery, case == "sentence", split=reels == "split")
    if wishes.split:
        outputs.refuse_stdout(planned)

    def convert(script: str) -> None:
        if not wishes.split:
            outputs.refuse_existing(planned[script], force=force)  # before any work is done
        _convert(script, reading, planned, wishes, force=force)

    if for_each(scripts, convert):
        click.get_current_context().exit(1)


def _convert(
    script: str, reading: Reading, planned: Mapping[str, Sequence[outputs.Output]], wishes: _Wishes, *, force: bool
) -> None:
    """Write all outputs of one script. Nothing is written before everything is made."""
    transcript = load(script, reading)
    if wishes.sentence_case:
        from transcript.spotting import sentence_case

        transcript = sentence_case(transcript)
    parts: list[_Part] = [(transcript, planned[script])]
    reels = [reel.number for reel in transcript.timing.reels]
    speechless: list[str] = []
    if wishes.split and len(reels) > 1:
        from transcript.reels import reel

        parts = [(reel(transcript, number), outputs.of_reel(number, planned[script])) for number in reels]
        if transcript.cues:
            parts, speechless = _with_speech(parts)
    wanted = [output for _, of_part in parts for output in of_part]
    if wishes.split:
        outputs.refuse_collisions({**planned, script: wanted})
        outputs.refuse_existing(wanted, force=force)

    with refusals(named(script)):
        made = [_made(part, of_part, wishes) for part, of_part in parts]
    exported = [file for of_part in made for file in of_part.files]
    outputs.write([(output, file.content) for output, file in zip(wanted, exported, strict=True)])
    names = ", ".join(str(output) for output in wanted)
    broken = [problem for of_part in made for problem in of_part.broken]
    more = unseen(script, transcript, _told_by_check(made, wishes), broken)
    say(f"{named(script)} -> {names}: {recognised(transcript)}{more}")
    for line in speechless:
        say(f"{named(script)}: {line}")
    problems = once_each(problem for file in exported for problem in file.problems)
    for line in problem_lines(place(script, transcript), problems):
        say(line)


def _with_speech(parts: Sequence[_Part]) -> tuple[list[_Part], list[str]]:
    """The reels without subtitles of those in which nobody speaks, and what is to be said of these."""
    from transcript.exporters import FORMATS

    kept: list[_Part] = []
    lines: list[str] = []
    for part, of_part in parts:
        left_out = [output for output in of_part if FORMATS[output.format].needs_subtitles and not part.cues]
        kept.append((part, tuple(output for output in of_part if output not in left_out)))
        if left_out:
            number = part.timing.reels[0].number
            lines.append(f"there is no speech in reel {number}, and no {', '.join(map(str, left_out))}")
    return kept, lines


def _made(transcript: Transcript, wanted: Sequence[outputs.Output], wishes: _Wishes) -> Made:
    from transcript.api import make

    return make(transcript, [output.format for output in wanted], wishes.delivery)


def _told_by_check(made: Sequence[Made], wishes: _Wishes) -> str:
    """The options under which transcript check lists the broken rules that are counted here."""
    from transcript.exporters import find_format

    labels = next((of_part.labels for of_part in made if of_part.labels), None)
    told = "" if labels in (None, find_format("srt").labels) else f" --labels {labels}"
    return f"--rules {wishes.delivery.rules.name}{told}"
