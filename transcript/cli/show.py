"""transcript show"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

import click

from transcript.cli.options import reading_options, script_argument
from transcript.cli.reports import recognised, say
from transcript.cli.scripts import load, named
from transcript.cli.sections import SectionedCommand
from transcript.cli.tables import blank, terminal, width_of
from transcript.model import Cue, Provenance, Shot, Sound, Title
from transcript.reading import Reading

if TYPE_CHECKING:
    from rich.text import Text

    from transcript.model import Transcript

_SPEAKER_COLOURS = ("cyan", "green", "magenta", "blue", "bright_cyan", "bright_green", "bright_magenta", "bright_blue")


# Columns of a terminal: a longer name is folded; in less room than this, lines stand below their timecodes.
_SPEAKER_WIDTH, _LINE_WIDTH = 22, 30


class _Entry(NamedTuple):
    """One line of the table: a cue, or a shot, title or sound that stands between cues."""

    timecode: str
    typed: str  # the timecode as it stands in the script, where it was mended
    kind: str
    speaker: str
    qualifier: str
    text: str
    voice_over: bool = False


@click.command(cls=SectionedCommand)
@script_argument
@reading_options
def command(reading: Reading, script: str) -> None:
    """Show a script as a table of cues: timecode, speaker and line, with shot notes, titles and sounds between them.

    On a terminal the table is coloured and fitted to the window (NO_COLOR=1 takes the colour away; in a narrow window
    the line stands below timecode and speaker); a timecode that was mended stands with the one that is typed in the
    script. In a pipe each cue is one line.

    \b
    transcript show film.txt
    transcript show film.txt | grep LEONOV
    transcript show film.txt --encoding mac_roman

    Exit codes: 0 done; 1 the script was refused; 2 wrong use.
    """
    transcript = load(script, reading)
    if sys.stdout.isatty():
        _print_rich(transcript)
    else:
        click.echo("".join(f"{line}\n" for line in _plain(transcript)), nl=False)
    say(f"{named(script)}: {recognised(transcript)}")


def _entries(transcript: Transcript) -> list[_Entry]:
    """Everything in programme order; where times are equal, in the order of the script."""
    items: list[Cue | Shot | Sound | Title] = [
        *transcript.shots,
        *transcript.titles,
        *transcript.sounds,
        *transcript.cues,
    ]
    items.sort(key=lambda item: (item.start, item.span))
    return [_entry(item, timed=transcript.timing.timed) for item in items]


def _entry(item: Cue | Shot | Sound | Title, *, timed: bool) -> _Entry:
    timecode = str(item.timecode) if timed else ""
    if isinstance(item, Cue):
        return _Entry(
            timecode, _typed(item), "cue", item.speaker or "", item.qualifier or "", item.line, item.voice_over
        )
    if isinstance(item, Shot):
        return _Entry(timecode, _typed(item), "shot", "", "", item.note)
    if isinstance(item, Title):
        return _Entry(timecode, "", "title", "", "", item.text)
    return _Entry(timecode, "", "sound", "", "", item.note)


def _typed(item: Cue | Shot) -> str:
    return item.typed if item.time is Provenance.REPAIRED and item.typed else ""


def _plain(transcript: Transcript) -> Iterator[str]:
    entries = _entries(transcript)
    names = [_heading(entry) if entry.kind == "cue" else f"[{entry.kind}]" for entry in entries]
    width = max(map(width_of, names), default=0)
    for entry, name in zip(entries, names, strict=True):
        mended = f"  (typed {entry.typed})" if entry.typed else ""
        yield " ".join(f"{entry.timecode}  {name}{blank(name, width)}  {entry.text}{mended}".splitlines())


def _heading(entry: _Entry) -> str:
    return f"{entry.speaker} ({entry.qualifier})" if entry.qualifier else entry.speaker


def _print_rich(transcript: Transcript) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = terminal()
    speakers = dict.fromkeys(cue.speaker or "" for cue in transcript.cues)
    colours = {name: _SPEAKER_COLOURS[place % len(_SPEAKER_COLOURS)] for place, name in enumerate(speakers)}
    rows = [_styled(entry, colours) for entry in _entries(transcript)]
    timecodes = max((_widest(timecode) for timecode, _, _ in rows), default=0)
    names = min(max((_widest(speaker) for _, speaker, _ in rows), default=0), _SPEAKER_WIDTH)
    if console.width < timecodes + names + _LINE_WIDTH + 4:
        for timecode, speaker, line in rows:
            head = Text("  ").join(part for part in (timecode, speaker) if part)
            console.print(head, Padding(line, (0, 0, 0, 2)), sep="\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("timecode", no_wrap=True)
    table.add_column("speaker", max_width=_SPEAKER_WIDTH, min_width=names, overflow="fold")
    table.add_column("line", ratio=1, min_width=_LINE_WIDTH, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _styled(entry: _Entry, colours: Mapping[str, str]) -> tuple[Text, Text, Text]:
    """Timecode, speaker and line as they look on a terminal."""
    from rich.text import Text

    timecode = Text(entry.timecode, "bold" if entry.kind == "cue" else "dim")
    if entry.typed:
        timecode.append(f"\ntyped {entry.typed}", "yellow")
    if entry.kind != "cue":
        return timecode, Text(entry.kind, "dim"), Text(entry.text, "dim")
    speaker = Text(entry.speaker, colours[entry.speaker])
    if entry.qualifier:
        speaker.append(f" ({entry.qualifier})", "dim")
    return timecode, speaker, Text(entry.text, "italic" if entry.voice_over else "")


def _widest(text: Text) -> int:
    return max(map(width_of, text.plain.splitlines()), default=0)
