"""transcript convert"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli import outputs
from transcript.cli.options import FORMAT, RULES, reading_options, scripts_argument
from transcript.cli.refusals import for_each, refusals
from transcript.cli.scripts import Reading, load, once_each, problem_lines, recognised, say, shown, unseen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transcript.exporters import Exported
    from transcript.labels import Labels
    from transcript.model import Problem, Transcript


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options say about subtitles and the files made of them."""

    rules: str
    labels: Labels | None
    sentence_case: bool
    programme_time: bool
    italics: bool
    split: bool


@click.command()
@scripts_argument
@click.option(
    "-o", "output", metavar="FILE", type=click.Path(allow_dash=True), help="Write to FILE; - is standard output."
)
@click.option(
    "--to", "formats", type=FORMAT, metavar="FORMAT", multiple=True, help="Format to write; repeatable. [srt]"
)
@click.option("--out-dir", metavar="DIR", type=click.Path(path_type=Path), help="Write into DIR, made where missing.")
@click.option("--rules", type=RULES, default="netflix", show_default=True, help="Readability rules of the subtitles.")
@click.option(
    "--labels",
    type=click.Choice(["never", "change", "always"]),
    help="When a speaker's name stands before the words; by default as is usual in the format.",
)
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
@click.option(
    "--programme-time",
    is_flag=True,
    help="Keep programme time (10:00:02) instead of counting from its start: of each reel its own where they are "
    "split; joined, it runs on from the first reel's start.",
)
@click.option("--italics", is_flag=True, help="Set voice-over in italics where the format has them.")
@click.option("--force", is_flag=True, help="Overwrite outputs that exist.")
@reading_options
def command(
    reading: Reading,
    scripts: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    out_dir: Path | None,
    rules: str,
    labels: Labels | None,
    case: str,
    reels: str,
    *,
    programme_time: bool,
    italics: bool,
    force: bool,
) -> None:
    """Turn scripts into subtitles and data.

    Without -o or --to, film.srt is written beside film.txt. A line on standard error says what was recognised: layout,
    encoding, programme start, cues, speakers and problems. An output that exists is kept unless --force, for it may
    have been corrected by hand. SCRIPT may be - for standard input, which is written to standard output.

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
    wishes = _Wishes(rules, labels, case == "sentence", programme_time, italics, split=reels == "split")
    if wishes.split:
        outputs.refuse_stdout(planned)

    def convert(script: str) -> None:
        if not force and not wishes.split:
            outputs.refuse_existing(planned[script])  # before any work is done
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
    parts = [(transcript, planned[script])]
    reels = [reel.number for reel in transcript.timing.reels]
    if wishes.split and len(reels) > 1:
        from transcript.reels import reel

        parts = [(reel(transcript, number), outputs.of_reel(number, planned[script])) for number in reels]
    wanted = [output for _, of_part in parts for output in of_part]
    if wishes.split:
        outputs.refuse_collisions({**planned, script: wanted})
        if not force:
            outputs.refuse_existing(wanted)

    made: list[tuple[outputs.Output, Exported]] = []
    broken: list[Problem] = []
    with refusals(shown(script)):
        for part, of_part in parts:
            files, problems = _made(part, of_part, wishes)
            made += files
            broken += problems
    for output, exported in made:
        outputs.write(output, exported.content)
    names = ", ".join(str(output) for output in wanted)
    counted = " ".join(["--rules", wishes.rules, *(f"--labels {policy}" for policy in _policies(wanted, wishes)[:1])])
    say(f"{shown(script)} -> {names}: {recognised(transcript)}{unseen(script, transcript, counted, broken)}")
    for line in problem_lines(script, once_each(problem for _, exported in made for problem in exported.problems)):
        say(line)


def _made(
    transcript: Transcript, wanted: Sequence[outputs.Output], wishes: _Wishes
) -> tuple[list[tuple[outputs.Output, Exported]], Sequence[Problem]]:
    """The files of a transcript, and where its subtitles, as the first format labels them, break the rules."""
    from transcript.exporters import FORMATS, ExportOptions, export
    from transcript.spotting import PRESETS, spot

    options = ExportOptions(
        labels=wishes.labels,
        programme_time=wishes.programme_time,
        italics=wishes.italics,
        line_length=PRESETS[wishes.rules].line_length,
    )
    policies = _policies(wanted, wishes)
    spotted = {policy: spot(transcript, PRESETS[wishes.rules], policy) for policy in policies}
    made = []
    for output in wanted:
        form = FORMATS[output.format]
        subtitles = spotted[wishes.labels or form.labels].subtitles if form.needs_subtitles else ()
        made.append((output, export(output.format, transcript, subtitles, options)))
    return made, spotted[policies[0]].problems if policies else ()


def _policies(wanted: Sequence[outputs.Output], wishes: _Wishes) -> list[Labels]:
    """How the formats that are made of subtitles label speakers: subtitles leave room for labels, so each is cut so."""
    from transcript.exporters import FORMATS

    forms = [FORMATS[output.format] for output in wanted]
    return list(dict.fromkeys(wishes.labels or form.labels for form in forms if form.needs_subtitles))
