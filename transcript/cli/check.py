"""transcript check"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transcript.cli.corrections import template
from transcript.cli.delivery import subtitle_options
from transcript.cli.options import reading_options, scripts_argument
from transcript.cli.refusals import WrongUse, for_each, refusals
from transcript.cli.reports import problem_lines, recognised, say
from transcript.cli.scripts import Reading, keeps_transcript, label, load, named, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.delivery import Delivery
    from transcript.model import Problem, Segment, Transcript

_LINE_BREAKS = str.maketrans("\r\n", "  ")


@click.command()
@scripts_argument
@subtitle_options
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a JSON array.")
@click.option("--segments", is_flag=True, help="Print every stretch of the script instead: line, tab, kind, tab, text.")
@click.option(
    "--corrections-template",
    "as_template",
    is_flag=True,
    help="Print a corrections file made from the problems instead: what was guessed, to be changed where it is wrong.",
)
@reading_options
def command(
    reading: Reading,
    scripts: tuple[str, ...],
    delivery: Delivery | None,
    *,
    as_json: bool,
    segments: bool,
    as_template: bool,
) -> None:
    """List what is doubtful in scripts, line by line.

    Each problem is one line, `path:line: severity code message`, so that editors can jump to it. With --rules, the
    subtitles that convert would write as srt are held against a preset's rules too, with the speakers' labels that srt
    has by default (or those of --labels). With --segments, everything that stands in the script is printed in its order
    with what it was taken for, so that you can hold it against the document: nothing is left out.

    \b
    transcript check film.txt
    transcript check film.txt --rules netflix
    transcript check *.txt --json | jq 'group_by(.code)[] | {code: .[0].code, times: length}'
    transcript check film.txt --segments | grep UNPLACED
    transcript check film.txt --corrections-template > film.toml

    Exit codes: 0 no problem is an error (there may be warnings); 1 one is, or a script was refused; 2 wrong use.
    --segments exits with 0 unless the script is refused.
    """
    if segments and (as_json or delivery):
        raise WrongUse("--segments prints the script, not its problems; leave --json and --rules out")
    if as_template and (as_json or delivery or segments):
        raise WrongUse("--corrections-template goes with no other form of output; leave the others out")
    if (segments or as_template) and len(scripts) > 1:
        raise WrongUse(f"{'--segments' if segments else '--corrections-template'} prints one script; name one")
    if (segments or as_template) and keeps_transcript(scripts[0]):
        option = "--segments" if segments else "--corrections-template"
        raise WrongUse(f"{scripts[0]}: a transcript in JSON holds no segments; {option} is for scripts")
    entries: list[object] = []
    errors = False

    def check(script: str) -> None:
        nonlocal errors
        if segments:
            _print_segments(label(script, reading).segments)
            return
        transcript = load(script, reading)
        if as_template:
            click.echo(template(transcript), nl=False)
            return
        with refusals(named(script)):
            broken = _broken(transcript, delivery)
        problems = sorted([*transcript.problems, *broken], key=lambda problem: problem.span)
        errors = errors or any(problem.severity.value == "error" for problem in problems)
        if as_json:
            entries.extend(_entry(place(script, transcript), problem) for problem in problems)
        else:
            click.echo("".join(f"{line}\n" for line in problem_lines(place(script, transcript), problems)), nl=False)
        more = f", {len(broken)} more in the subtitles" if broken else ""
        say(f"{named(script)}: {recognised(transcript)}{more}")

    refused = for_each(scripts, check)
    if as_json:
        import json

        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    if errors or refused:
        click.get_current_context().exit(1)


def _broken(transcript: Transcript, delivery: Delivery | None) -> Sequence[Problem]:
    """Where the subtitles of an SRT file break the rules of a preset, and what else there is to say of the file."""
    if delivery is None or not (transcript.cues and transcript.timing.timed):
        return ()
    from transcript.api import make

    made = make(transcript, ["srt"], delivery)
    return [*made.broken, *made.files[0].problems]


def _entry(path: str, problem: Problem) -> dict[str, object]:
    from transcript.exporters.transcript_json import problem_entry

    return {"path": path, **problem_entry(problem)}


def _print_segments(segments: Sequence[Segment]) -> None:
    """The exact text of each segment; where one spans lines, a space stands for the line break."""
    click.echo(
        "".join(
            f"{segment.number}\t{segment.kind.value}\t{segment.text.translate(_LINE_BREAKS)}\n" for segment in segments
        ),
        nl=False,
    )
