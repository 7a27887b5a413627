"""transcript check"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from transcript.cli.conforming import conform_options, refusing
from transcript.cli.corrections import template
from transcript.cli.delivery import subtitle_options
from transcript.cli.listening import audio_option, listened, refuse_misplaced
from transcript.cli.options import reading_options, scripts_argument
from transcript.cli.problem_forms import csv_text, json_text
from transcript.cli.refusals import Refused, WrongUse, for_each, refusals
from transcript.cli.reports import in_subtitles, problem_lines, recognised, say
from transcript.cli.scripts import keeps_transcript, label, load_with_document, named, place
from transcript.cli.sections import PRINTED, SectionedCommand, options_of
from transcript.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from transcript.cli.problem_forms import Placed
    from transcript.conform import Conforming
    from transcript.delivery import Delivery
    from transcript.model import Problem, Segment, Transcript
    from transcript.readers import Document
    from transcript.spotting import Preset
    from transcript.spotting.pace import Speech

_CHANGES = "--recut, --stretch and --offset"
_LINE_BREAKS = str.maketrans("\r\n", "  ")


@click.command(cls=SectionedCommand)
@scripts_argument
@subtitle_options
@audio_option
@conform_options
@options_of(PRINTED)("--json", "as_json", is_flag=True, help="Print the problems as a JSON array.")
@options_of(PRINTED)("--csv", "as_csv", is_flag=True, help="Print the problems as a table for a spreadsheet.")
@options_of(PRINTED)(
    "--segments", is_flag=True, help="Print every stretch of the script instead: line, tab, kind, tab, text."
)
@options_of(PRINTED)(
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
    audio: Path | None,
    changes: Conforming | None,
    *,
    as_json: bool,
    as_csv: bool,
    segments: bool,
    as_template: bool,
) -> None:
    """List what is doubtful in scripts, line by line.

    Each problem is one line, `path:line: severity code message`, so that editors can jump to it. With --rules, the
    subtitles that convert would write as srt are held against a preset's rules too, with the speakers' labels that srt
    has by default (or those of --labels). Finished subtitles (srt, vtt, sbv, ass, ttml) are held against them as they
    stand in the file, with their own lines and times. With --segments, everything that stands in the script is printed
    in its order with what it was taken for, so that you can hold it against the document: nothing is left out.

    \b
    transcript check film.txt
    transcript check film.txt --rules netflix
    transcript check delivery.srt --rules house.toml --max-cps 18
    transcript check delivery.vtt --rules bbc --csv > breaks.csv
    transcript check *.txt --json | jq 'group_by(.code)[] | {code: .[0].code, times: length}'
    transcript check film.txt --segments | grep UNPLACED
    transcript check film.txt --corrections-template > film.toml

    A house's own rules, on the basis of a preset:

    \b
    base = "netflix"
    line-length = 40
    max-cps = 18
    min-duration = 1.2

    Exit codes: 0 no problem is an error (there may be warnings); 1 one is, or a script was refused; 2 wrong use.
    --segments exits with 0 unless the script is refused.
    """
    as_table = as_json or as_csv
    if as_json and as_csv:
        raise WrongUse("--json and --csv are two forms of one list; choose one")
    if segments and (as_table or delivery):
        raise WrongUse("--segments prints the script, not its problems; leave --json, --csv and --rules out")
    if as_template and (as_table or delivery or segments):
        raise WrongUse("--corrections-template goes with no other form of output; leave the others out")
    if segments or as_template:
        _refuse_all_but_one_script(scripts, "--segments" if segments else "--corrections-template")
    refuse_misplaced(scripts, audio, subtitles=delivery is not None)
    _refuse_changes_without(delivery, changes)
    found: list[Placed] = []
    errors = False

    def check(script: str) -> None:
        nonlocal errors
        if segments:
            _print_segments(_segments(script, reading))
            return
        transcript, document = load_with_document(script, reading)
        if as_template:
            click.echo(template(transcript), nl=False)
            return
        captions = document is not None and bool(document.captions)
        fitted = _fitted(script, transcript, changes, captions=captions)
        fitted, said = listened(script, fitted, None if captions else audio)
        with refusals(named(script)):
            broken, of_format = _broken(fitted, said, document, delivery)
        problems = sorted([*fitted.problems, *broken, *of_format], key=lambda problem: problem.span)
        errors = errors or any(problem.severity.value == "error" for problem in problems)
        if as_table:
            found.extend((place(script, transcript), problem) for problem in problems)
        else:
            click.echo("".join(f"{line}\n" for line in problem_lines(place(script, transcript), problems)), nl=False)
        say(f"{named(script)}: {recognised(transcript)}{in_subtitles(len(broken))}{_in_writing(len(of_format))}")

    refused = for_each(scripts, check)
    if as_json:
        click.echo(json_text(found))
    elif as_csv:
        click.echo(csv_text(found), nl=False)
    if errors or refused:
        click.get_current_context().exit(1)


def _refuse_all_but_one_script(scripts: Sequence[str], option: str) -> None:
    if len(scripts) > 1:
        raise WrongUse(f"{option} prints one script; name one")
    if option == "--corrections-template" and keeps_transcript(scripts[0]):
        raise WrongUse(f"{named(scripts[0])}: a transcript in JSON is read as it is; {option} is for scripts")


def _segments(script: str, reading: Reading) -> Sequence[Segment]:
    """Every stretch of a script; a transcript in JSON has kept them."""
    if not keeps_transcript(script):
        return label(script, reading).segments
    transcript, _ = load_with_document(script, reading)
    if not transcript.segments:
        again = f"write it again from {transcript.source.name}"
        raise Refused(f"{named(script)}: the JSON holds no segments, as none did once; {again}")
    return transcript.segments


def _refuse_changes_without(delivery: Delivery | None, changes: Conforming | None) -> None:
    if changes and delivery is None:
        raise WrongUse(f"{_CHANGES} count in the rules of subtitles; name these with --rules")


def _fitted(script: str, transcript: Transcript, changes: Conforming | None, *, captions: bool) -> Transcript:
    """The transcript as convert fits it to the film. captions: it is finished subtitles."""
    if changes is None:
        return transcript
    if captions:
        raise WrongUse(f"{named(script)}: finished subtitles are checked as they stand; leave {_CHANGES} out")
    from transcript.conform import conform

    with refusing(script):
        return conform(transcript, changes)


def _in_writing(changed: int) -> str:
    """How many problems there are of an SRT file that are none of its rules; convert lists them itself."""
    return f", {changed:,} more in writing them as srt" if changed else ""


def _broken(
    transcript: Transcript, said: Sequence[Speech] | None, document: Document | None, delivery: Delivery | None
) -> tuple[Sequence[Problem], Sequence[Problem]]:
    """Where the subtitles of an SRT file break the rules of a preset, and what else there is to say of the file.

    Those of a document that is finished subtitles are the ones in it.
    """
    if delivery is None:
        return (), ()
    if document is not None and document.captions:
        return _broken_as_they_stand(transcript, document, delivery.rules), ()
    from transcript.spotting.notes import shows_notes

    noted = shows_notes(transcript, sdh=delivery.sdh, titles=delivery.titles)
    if not ((transcript.cues or noted) and transcript.timing.timed):
        return (), ()
    from transcript.api import make

    made = make(transcript, ["srt"], delivery, said)
    return made.broken, made.files[0].problems


def _broken_as_they_stand(transcript: Transcript, document: Document, rules: Preset) -> Sequence[Problem]:
    from transcript.readers.standing import standing
    from transcript.spotting import quality

    shown = standing(document.captions, transcript.timing.frame_rate)
    broken = quality.check([one.subtitle for one in shown], rules, language=transcript.source.language)
    return [
        quality.problem(one, subtitle, span, number)
        for one in broken
        for number, subtitle, span in [shown[one.number - 1]]
    ]


def _print_segments(segments: Sequence[Segment]) -> None:
    """The exact text of each segment; where one spans lines, a space stands for the line break."""
    click.echo(
        "".join(
            f"{segment.number}\t{segment.kind.value}\t{segment.text.translate(_LINE_BREAKS)}\n" for segment in segments
        ),
        nl=False,
    )
