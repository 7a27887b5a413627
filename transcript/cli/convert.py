"""transcript convert"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli import outputs
from transcript.cli.conforming import conform_options, conformed, tell
from transcript.cli.delivery import asked_options, delivery_options
from transcript.cli.listening import audio_option, listened, refuse_misplaced
from transcript.cli.options import FORMAT, NamedPath, asked_reading, reading_options, scripts_argument
from transcript.cli.refusals import WrongUse, for_each, refusals, refuse_each
from transcript.cli.reports import once_each, problem_lines, recognised, say, unseen
from transcript.cli.scripts import STDIN, Reading, keeps_transcript, load, named, place
from transcript.cli.sections import FILES, SHOWN, SectionedCommand, options_of
from transcript.errors import InvalidSetting, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from transcript.api import Made
    from transcript.conform import Conforming
    from transcript.delivery import Delivery
    from transcript.model import Transcript
    from transcript.spotting.pace import Speech

    _Part: TypeAlias = tuple[Transcript, Sequence[outputs.Output]]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options say about what is written. kept, names: see `spotting.sentence_case`."""

    delivery: Delivery
    audio: Path | None
    changes: Conforming | None
    sentence_case: bool
    kept: frozenset[str]
    names: frozenset[str]
    split: bool


@click.command(cls=SectionedCommand)
@scripts_argument
@options_of(FILES)(
    "-o", "output", metavar="FILE", type=NamedPath(allow_dash=True), help="Write to FILE; - is standard output."
)
@options_of(FILES)(
    "--to", "formats", type=FORMAT, metavar="FORMAT", multiple=True, help="Format to write; repeatable. [srt]"
)
@options_of(FILES)(
    "--out-dir", metavar="DIR", type=NamedPath(path_type=Path), help="Write into DIR, made where missing."
)
@delivery_options
@audio_option
@conform_options
@options_of(SHOWN)(
    "--case",
    type=click.Choice(["keep", "sentence"]),
    default="keep",
    show_default=True,
    help="sentence: narration in capitals gets sentence case, names as the script writes them elsewhere and as --cast "
    "and --alias name people.",
)
@options_of(SHOWN)(
    "--keep-capitals",
    "kept",
    metavar="WORD",
    multiple=True,
    help="With --case sentence: write WORD in capitals, or as given where it has small letters too, such as McDonald; "
    "repeatable.",
)
@options_of(FILES)(
    "--reels",
    type=click.Choice(["join", "split"]),
    default="join",
    show_default=True,
    help="What becomes of reels, whose timecodes start again: join lays them end to end in one file; split writes "
    "film.reel1.srt, film.reel2.srt, …, each with times from its own start.",
)
@options_of(FILES)("--force", is_flag=True, help="Overwrite outputs that exist.")
@reading_options
def command(
    reading: Reading,
    scripts: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    out_dir: Path | None,
    case: str,
    kept: tuple[str, ...],
    reels: str,
    delivery: Delivery,
    audio: Path | None,
    changes: Conforming | None,
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
    transcript convert film.txt --audio film.mp4
    transcript convert *.txt --to json --cast cast.toml --out-dir archive

    A cast file names speakers and their other spellings:

    \b
    [cast]
    NATALIYA = ["NATASHA", "NATALYA"]

    Exit codes: 0 done; 1 a script or one of its formats was refused, or an output kept (the others are done); 2 wrong
    use, such as an unknown option or a script that is not there.
    """
    if kept and case != "sentence":
        raise WrongUse("--keep-capitals counts where capitals are brought to sentence case; add --case sentence")
    refuse_misplaced(scripts, audio)
    planned = outputs.plan(scripts, outputs.Destination(output, formats, out_dir))
    wishes = _Wishes(
        delivery, audio, changes, case == "sentence", frozenset(kept), reading.names, split=reels == "split"
    )
    if wishes.split:
        outputs.refuse_stdout(planned)
    if delivery.only:
        _refuse_whole(planned)

    def convert(script: str) -> None:
        if not wishes.split:
            outputs.refuse_existing(planned[script], force=force)  # before any work is done
        _convert(script, reading, planned, wishes, force=force)

    # What is written to standard output, and the bar of the sound, would run into another bar.
    printed = any(output.path is None for of_script in planned.values() for output in of_script)
    if for_each(scripts, convert, None if printed or audio else "converting"):
        click.get_current_context().exit(1)


def _convert(
    script: str, reading: Reading, planned: Mapping[str, Sequence[outputs.Output]], wishes: _Wishes, *, force: bool
) -> None:
    """Write the outputs of one script. Nothing is written before everything is made.

    A format that cannot carry the script does not stop the others; each that was refused is told at last.
    """
    transcript = load(script, reading)
    if wishes.sentence_case:
        from transcript.spotting import sentence_case

        transcript = sentence_case(transcript, wishes.kept, wishes.names)
    parts: list[_Part] = [(transcript, planned[script])]
    reels = [reel.number for reel in transcript.timing.reels]
    speechless: list[str] = []
    if wishes.split and len(reels) > 1:
        if wishes.audio is not None:
            raise WrongUse("--audio is the sound of one file, not of several reels; leave --reels split out")
        from transcript.reels import reel

        parts = [(reel(transcript, number), outputs.of_reel(number, planned[script])) for number in reels]
        if _has_subtitles(transcript, wishes):
            parts, speechless = _with_subtitles(parts, wishes)
    as_read = [part for part, _ in parts]
    parts = [(conformed(script, transcript, part, wishes.changes), of_part) for part, of_part in parts]
    wanted = [output for _, of_part in parts for output in of_part]
    if wishes.split:
        outputs.refuse_collisions({**planned, script: wanted})
        outputs.refuse_existing(wanted, force=force)

    spoken = [listened(script, part, wishes.audio) for part, _ in parts]
    with refusals(named(script)):
        made = [
            _made(part, said, of_part, wishes, transcript)
            for (part, said), (_, of_part) in zip(spoken, parts, strict=True)
        ]
    exported = [
        file
        for of_made, (_, of_part) in zip(made, parts, strict=True)
        for file in zip(_possible(of_part, of_made), of_made.files, strict=True)
    ]
    refused = [
        _refusal(script, output, of_made.refused[output.format], alone=len(wanted) == 1)
        for of_made, (_, of_part) in zip(made, parts, strict=True)
        for output in of_part
        if output.format in of_made.refused
    ]
    if exported:
        outputs.write([(output, file.content) for output, file in exported])
        _say_what_was_made(script, transcript, [output for output, _ in exported], made, wishes)
        for line in speechless:
            say(f"{named(script)}: {line}")
        for before, (after, _) in zip(as_read, parts, strict=True):
            tell(script, before, after, wishes.changes)
        problems = once_each((output.format, problem) for output, file in exported for problem in file.problems)
        for line in problem_lines(place(script, transcript), problems):
            say(line)
    refuse_each(refused)


def _possible(wanted: Sequence[outputs.Output], made: Made) -> list[outputs.Output]:
    return [output for output in wanted if output.format not in made.refused]


def _refusal(script: str, output: outputs.Output, error: TranscriptError, *, alone: bool) -> str:
    """Why an output could not be made; which one it is goes without saying where it is the only one."""
    error.path = named(script)
    if not alone:
        error.found = f"{output} is not written: {error.found}"
    return str(error)


def _say_what_was_made(
    script: str, transcript: Transcript, written: Sequence[outputs.Output], made: Sequence[Made], wishes: _Wishes
) -> None:
    names = ", ".join(str(output) for output in written)
    broken = [problem for of_part in made for problem in of_part.broken]
    checked = _checked(script, transcript, written) if broken else script
    reading_it = asked_reading() if checked == script else ""
    more = unseen(checked, transcript, _told_by_check(made, wishes), broken, reading_it)
    say(f"{named(script)} -> {names}: {recognised(transcript)}{more}")


def _refuse_whole(planned: Mapping[str, Sequence[outputs.Output]]) -> None:
    """Refuse --only where no output can leave anything out."""
    from transcript.exporters import find_format, require_selecting

    wanted = dict.fromkeys(output.format for of_script in planned.values() for output in of_script)
    try:
        require_selecting([find_format(name) for name in wanted])
    except InvalidSetting as error:
        raise WrongUse(str(error)) from None


def _has_subtitles(transcript: Transcript, wishes: _Wishes) -> bool:
    from transcript.spotting.notes import shows_notes

    delivery = wishes.delivery
    return bool(transcript.cues) or shows_notes(transcript, sdh=delivery.sdh, titles=delivery.titles)


def _with_subtitles(parts: Sequence[_Part], wishes: _Wishes) -> tuple[list[_Part], list[str]]:
    """The reels without subtitles of those in which nothing is to be shown, and what is to be said of these."""
    from transcript.exporters import FORMATS

    kept: list[_Part] = []
    lines: list[str] = []
    for part, of_part in parts:
        shown = _has_subtitles(part, wishes)
        left_out = [output for output in of_part if FORMATS[output.format].holds_only_speech and not shown]
        kept.append((part, tuple(output for output in of_part if output not in left_out)))
        if left_out:
            number = part.timing.reels[0].number
            lines.append(f"there is no speech in reel {number}, and no {', '.join(map(str, left_out))}")
    return kept, lines


def _made(
    transcript: Transcript,
    said: Sequence[Speech] | None,
    wanted: Sequence[outputs.Output],
    wishes: _Wishes,
    programme: Transcript,
) -> Made:
    from transcript.api import make_possible

    return make_possible(transcript, [output.format for output in wanted], wishes.delivery, said, programme)


def _checked(script: str, transcript: Transcript, wanted: Sequence[outputs.Output]) -> str:
    """Where transcript check finds the broken rules: in the script, but finished subtitles it checks as they stand."""
    from transcript.exporters import FORMATS

    if transcript.source.layout != "subtitles" or keeps_transcript(script):
        return script
    made = next((output for output in wanted if FORMATS[output.format].needs_subtitles), None)
    if made is None:
        return script
    return STDIN if made.path is None else str(made.path)


def _told_by_check(made: Sequence[Made], wishes: _Wishes) -> str:
    """The options under which transcript check lists the broken rules that are counted here."""
    from transcript.exporters import find_format

    labels = next((of_part.labels for of_part in made if of_part.labels), None)
    told = "" if labels in (None, find_format("srt").labels) else f" --labels {labels}"
    heard = f" --audio {shlex.quote(str(wishes.audio))}" if wishes.audio else ""
    return f"{asked_options()}{told}{heard}"
