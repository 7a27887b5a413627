"""transcript convert"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from transcript.cli import outputs
from transcript.cli.batch import FOLDER, Batch, batch_options, convert_all, refuse_single
from transcript.cli.conforming import asked_changes, conform_options, refusing, tell
from transcript.cli.delivery import asked_options, delivery_options
from transcript.cli.listening import audio_option, listened, refuse_misplaced
from transcript.cli.options import FORMAT, NamedPath, asked_reading, reading_options, scripts_argument
from transcript.cli.refusals import Refused, WrongUse, for_each, refusals, refuse_each
from transcript.cli.reports import once_each, recognised, say, tell_problems, unseen
from transcript.cli.scripts import STDIN, keeps_transcript, load, named, place
from transcript.cli.sections import FILES, SHOWN, SectionedCommand, options_of
from transcript.cli.shells import quoted
from transcript.cli.suffixes import refuse_other_format
from transcript.converting import Wishes
from transcript.errors import InvalidSetting, TranscriptError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transcript.conform import Conforming
    from transcript.converting import Files, Prepared
    from transcript.delivery import Delivery
    from transcript.model import Transcript
    from transcript.reading import Reading


@click.command(cls=SectionedCommand)
@scripts_argument
@options_of(FILES)(
    "-o", "output", metavar="FILE", type=NamedPath(allow_dash=True), help="Write to FILE; - is standard output."
)
@options_of(FILES)(
    "--to", "formats", type=FORMAT, metavar="FORMAT", multiple=True, help="Format to write; repeatable. [srt]"
)
@options_of(FILES)(
    "--out-dir", metavar="DIR", type=FOLDER, help="Write into DIR, a folder, made where missing, or a URL; see below."
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
@batch_options
@reading_options
def command(
    reading: Reading,
    scripts: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    out_dir: Path | str | None,
    case: str,
    kept: tuple[str, ...],
    reels: str,
    delivery: Delivery,
    audio: Path | None,
    changes: Conforming | None,
    batch: Batch,
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

    With --recursive SCRIPT is a folder. Its tree comes again in --out-dir; without it outputs lie beside their scripts.
    Run it again whenever something has changed, or after it was stopped: scripts whose content and options are as they
    were are not converted again, and outputs that were changed by hand are kept and named. What it needs to know of
    them lies in the folder .transcript of the outputs.

    \b
    transcript convert scripts --recursive --to vtt --to json --out-dir subtitles

    SCRIPT and DIR may be URLs of object storage, such as s3://bucket/folder/, and SCRIPT one of the web. Endpoint and
    credentials come from the environment, such as AWS_ENDPOINT_URL and AWS_ACCESS_KEY_ID. One script at a URL is
    converted as a folder of one is. With --scheduler the workers of a Dask cluster do the work: they need the same
    transcript, the same folders or URLs in reach, and credentials of their own.

    With --to parquet and --recursive the cues of all scripts make one dataset, cues.parquet in the folder of the
    outputs, which DuckDB, pandas and Spark read and transcript search --dataset searches.

    \b
    transcript convert s3://scripts/ --recursive --to vtt --out-dir s3://subtitles/ --scheduler tcp://10.0.0.5:8786

    Exit codes: 0 done; 1 a script or one of its formats was refused, or an output kept (the others are done); 2 wrong
    use, such as an unknown option or a script that is not there.
    """
    if kept and case != "sentence":
        raise WrongUse("--keep-capitals counts where capitals are brought to sentence case; add --case sentence")
    from transcript.stores.remote import is_url, plain

    with refusals():
        scripts = tuple(map(plain, scripts))
    refuse_misplaced(scripts, audio)
    destination = outputs.Destination(output, formats, out_dir if isinstance(out_dir, Path) else None)
    outputs.refuse_unclear(destination)
    wishes = Wishes(
        formats=outputs.formats(destination),
        delivery=delivery,
        changes=changes,
        sentence_case=case == "sentence",
        kept=frozenset(kept),
        names=reading.names,
        split=reels == "split",
    )
    if output not in (None, outputs.STDOUT) and len(wishes.formats) == 1:
        refuse_other_format(output, wishes.formats[0])
    if delivery.only:
        _refuse_whole(wishes.formats)
    if output is not None and is_url(output):
        raise WrongUse("-o names a file of this machine; --out-dir may be a URL")
    url = next((place for place in (*scripts, out_dir) if isinstance(place, str) and is_url(place)), None)
    if batch.recursive or url is not None:
        asked = "--recursive" if batch.recursive else f"the URL {url}"
        refuse_single(scripts, destination, reading, wishes, audio, asked)
        convert_all(scripts, None if out_dir is None else str(out_dir), reading, wishes, batch, force=force)
        return
    planned = outputs.plan(scripts, destination)
    if wishes.split:
        outputs.refuse_stdout(planned)

    def convert(script: str) -> None:
        _refuse_folder(script)
        if not wishes.split:
            outputs.refuse_existing(planned[script], force=force)  # before any work is done
        _convert(script, reading, planned, wishes, audio, force=force)

    # What is written to standard output, and the bar of the sound, would run into another bar.
    printed = any(output.path is None for of_script in planned.values() for output in of_script)
    if for_each(scripts, convert, None if printed or audio else "converting"):
        click.get_current_context().exit(1)


def _convert(
    script: str,
    reading: Reading,
    planned: Mapping[str, Sequence[outputs.Output]],
    wishes: Wishes,
    audio: Path | None,
    *,
    force: bool,
) -> None:
    """Write the outputs of one script. Nothing is written before everything is made.

    A format that cannot carry the script does not stop the others; each that was refused is told at last.
    """
    from transcript.converting import make_files, prepare

    transcript = load(script, reading)
    with refusing(script):
        prepared = prepare(transcript, wishes)
    if audio is not None and len(prepared.parts) > 1:
        raise WrongUse("--audio is the sound of one file, not of several reels; leave --reels split out")
    places = {
        (one.format, part.reel): one if part.reel is None else outputs.of_reel(part.reel, one)
        for part in prepared.parts
        for one in planned[script]
        if one.format in part.formats
    }
    wanted = list(places.values())
    if wishes.split:
        outputs.refuse_collisions({**planned, script: wanted})
        outputs.refuse_existing(wanted, force=force)
    spoken = [listened(script, part.transcript, audio) for part in prepared.parts]
    heard = [part._replace(transcript=ended) for part, (ended, _) in zip(prepared.parts, spoken, strict=True)]
    with refusals(named(script)):
        made = make_files(prepared._replace(parts=tuple(heard)), wishes.delivery, [said for _, said in spoken])
    files = [
        (places[file.format, file.reel], file.made) for file in made.files if not isinstance(file.made, TranscriptError)
    ]
    refused = [
        _refusal(script, places[file.format, file.reel], file.made, alone=len(wanted) == 1)
        for file in made.files
        if isinstance(file.made, TranscriptError)
    ]
    if files:
        outputs.write([(output, file.content) for output, file in files])
        written = [output for output, _ in files]
        _say_what_was_made(script, prepared, made, planned[script], written, wishes.delivery, audio)
        for part in heard:
            tell(script, part.as_read, part.transcript, wishes.changes)
        problems = once_each((output.format, problem) for output, file in files for problem in file.problems)
        tell_problems(place(script, prepared.whole), problems)
    refuse_each(refused)


def _refusal(script: str, output: outputs.Output, error: TranscriptError, *, alone: bool) -> str:
    """Why an output could not be made; which one it is goes without saying where it is the only one."""
    error.path = named(script)
    if not alone:
        error.found = f"{output} is not written: {error.found}"
    return str(error)


def _say_what_was_made(
    script: str,
    prepared: Prepared,
    made: Files,
    planned: Sequence[outputs.Output],
    written: Sequence[outputs.Output],
    delivery: Delivery,
    audio: Path | None,
) -> None:
    names = ", ".join(str(output) for output in written)
    transcript = prepared.whole
    checked = _checked(script, transcript, written) if made.broken else script
    reading_it = asked_reading() if checked == script else ""
    told = _told_by_check(made, delivery, audio, [output.format for output in written])
    changed = asked_changes() if checked == script else ""
    more = unseen(checked, transcript, f"{told}{changed}", made.broken, reading_it)
    say(f"{named(script)} -> {names}: {recognised(transcript)}{more}")
    for number, formats in prepared.speechless:
        left_out = (str(outputs.of_reel(number, one)) for one in planned if one.format in formats)
        say(f"{named(script)}: there is no speech in reel {number}, and no {', '.join(left_out)}")


def _refuse_folder(script: str) -> None:
    if os.path.isdir(script):  # noqa: PTH112 - Path.is_dir raises where it may not look
        raise Refused(f"{script}: this is a folder; add --recursive to convert everything in it")


def _refuse_whole(formats: Sequence[str]) -> None:
    """Refuse --only where no output can leave anything out."""
    from transcript.exporters import find_format, require_selecting

    try:
        require_selecting([find_format(name) for name in formats])
    except InvalidSetting as error:
        raise WrongUse(str(error)) from None


def _checked(script: str, transcript: Transcript, wanted: Sequence[outputs.Output]) -> str:
    """Where transcript check finds the broken rules: in the script, but finished subtitles it checks as they stand."""
    from transcript.exporters import FORMATS

    if transcript.source.layout != "subtitles" or keeps_transcript(script):
        return script
    made = next((output for output in wanted if FORMATS[output.format].needs_subtitles), None)
    if made is None:
        return script
    return STDIN if made.path is None else str(made.path)


def _told_by_check(made: Files, delivery: Delivery, audio: Path | None, formats: Sequence[str]) -> str:
    """The options under which transcript check lists the broken rules that are counted here.

    formats: those that were made, in their order; the rules are counted in the first that shows subtitles.
    """
    from transcript.exporters import ExportOptions, find_format

    told = "" if made.labels in (None, find_format("srt").labels) else f" --labels {made.labels}"
    shown = next((form for form in map(find_format, formats) if form.shows_subtitles), find_format("srt"))
    asked = ExportOptions(colours=delivery.colours, line_length=delivery.rules.line_length)
    longest = shown.longest_line(asked)
    room = "" if longest == asked.line_length else f" --line-length {longest}"
    heard = f" --audio {quoted(str(audio))}" if audio else ""
    return f"{asked_options()}{room}{told}{heard}"
