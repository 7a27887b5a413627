"""transcript diff"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import click

from transcript.cli.options import SCRIPT, reading_options
from transcript.cli.progress import progress_bar
from transcript.cli.refusals import Refused, WrongUse
from transcript.cli.reports import count, recognised, say
from transcript.cli.scripts import STDIN, load, named, place
from transcript.cli.sections import PRINTED, SectionedCommand, options_of
from transcript.cli.shells import as_text
from transcript.cli.tables import terminal
from transcript.reading import Reading

if TYPE_CHECKING:
    from rich.text import Text

    from transcript.comparing import Change, Kind, Passage, Piece, Told
    from transcript.model import Cue, Transcript

_CONTEXT = 5
"""Words that are shown on either side of those that differ, where many are the same."""
_OPENING = 9
"""Words that are shown of cues whose words are the same."""
_STYLES = {"same": "", "deleted": "red strike", "inserted": "green underline"}
# As wdiff marks them.
_MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}


class _Versions(NamedTuple):
    """The two that are compared: the documents that their lines count in, and what was read."""

    old_place: str
    old: Transcript
    new_place: str
    new: Transcript

    @property
    def starts(self) -> tuple[str, str] | None:
        """The programme starts where they differ. Subtitles mostly count from 0, which says nothing of a script's."""
        starts = self.old.timing.start, self.new.timing.start
        alike = (self.old.source.layout == "subtitles") == (self.new.source.layout == "subtitles")
        timed = self.old.timing.timed and self.new.timing.timed
        return (str(starts[0]), str(starts[1])) if timed and alike and starts[0] != starts[1] else None


class _Line(NamedTuple):
    """One thing that is told. when: timecode, and by how much it moved; who: speakers; words: with their marks."""

    place: str
    number: int
    kinds: str
    when: str
    who: str
    words: tuple[Piece, ...]


@click.command(cls=SectionedCommand)
@click.argument("old", type=SCRIPT)
@click.argument("new", type=SCRIPT)
@options_of(PRINTED)("--json", "as_json", is_flag=True, help="Print every change as JSON, with the words that differ.")
@reading_options
def command(reading: Reading, old: str, new: str, *, as_json: bool) -> None:
    """Show what changed between two versions of a script or of subtitles, cue by cue.

    Cues are told that were moved, reworded, retyped (other capitals or punctuation), split, joined or recut, added or
    dropped, or have a new speaker. What moved together is told once, and so is what holds for most cues, or for
    everything somebody says. Anything that convert reads can be held against anything else, a script against its
    subtitles too; the words decide what belongs together. Shots, sounds and titles are not compared.

    \b
    transcript diff film.v1.docx film.v2.docx
    transcript diff film.txt film.corrected.srt
    transcript diff film.v1.srt film.v2.srt | grep reworded
    transcript diff film.v1.json film.v2.json --json | jq '.changes[] | select(.moved > 1)'

    In a pipe each change is one line, `path:line: kind timecode SPEAKER: words`, with words as wdiff marks them:
    [-deleted-] and {+inserted+}. Lines are those of the new version, of what was dropped those of the old one.

    Exit codes: 0 nothing differs; 1 something does; 2 a script was refused, or wrong use, as diff itself has them.
    """
    if old == new == STDIN:
        raise WrongUse("standard input is one version; name a file for the other")
    from transcript.comparing import compare, told

    with _trouble(), progress_bar("comparing") as progress:
        before = load(old, reading)
        progress(1, 3)
        after = load(new, reading)
        progress(2, 3)
        changes = compare(before, after)
        lines = told(before, after, changes)
    versions = _Versions(place(old, before), before, place(new, after), after)
    if as_json:
        click.echo(_json(versions, changes))
    elif sys.stdout.isatty():
        _print_rich(versions, lines)
    else:
        click.echo("".join(f"{_plain(line)}\n" for line in _lines(versions, lines)), nl=False)
    for script, transcript in ((old, before), (new, after)):
        say(f"{named(script)}: {recognised(transcript)}")
    say(f"{named(old)} -> {named(new)}: {_summary(before, changes)}")
    if changes or versions.starts:
        click.get_current_context().exit(1)


@contextmanager
def _trouble() -> Iterator[None]:
    """1 says that versions differ: what keeps them from being compared is said by 2, as diff does."""
    try:
        yield
    except Refused as error:
        raise WrongUse(error.message) from None


def _lines(versions: _Versions, lines: Told) -> list[_Line]:
    """What is told once, then change by change."""
    from transcript.comparing import Mark, Piece

    def once(number: int, kinds: str, text: str) -> _Line:
        return _Line(versions.new_place, number, kinds, "", "", (Piece(Mark.SAME, text),))

    found = []
    if versions.starts:
        found.append(once(1, "start", "the programme starts at {} instead of {}".format(*reversed(versions.starts))))
    if lines.speed is not None:
        was, now = lines.speed
        text = f"all runs as frames at {was} a second do at {now}, to a tenth of a second (--stretch {was}:{now})"
        found.append(once(1, "moved", text))
    found += [once(passage.first.span.first, "moved", _moved_together(passage)) for passage in lines.passages]
    found += [
        once(1, "speaker", f"{one.old} is called {one.new} throughout ({count(one.changes, 'change')})")
        for one in lines.renamed
    ]
    if lines.recased:
        found.append(once(1, "retyped", f"capitals and small letters, in {count(lines.recased, 'change')}"))
    for kinds, changes in lines.widely:
        names = ",".join(kind.value for kind in kinds)
        what = "are cut otherwise" if len(kinds) > 1 else "have other capitals or punctuation"
        found.append(once(1, names, f"most cues {what}, in {count(changes, 'change')}"))
    return found + [_line(versions, change) for change in lines.rest]


def _moved_together(passage: Passage) -> str:
    by = f"by {_signed(passage.moved)}{' past others' if passage.elsewhere else ''}"
    if passage.whole:
        return f"all {by}"
    if passage.on:
        return f"all {by} from {passage.first.timecode} on ({count(passage.cues, 'cue')})"
    return f"{by} from {passage.first.timecode} to {passage.last.timecode} ({count(passage.cues, 'cue')})"


def _line(versions: _Versions, change: Change) -> _Line:
    from transcript.comparing import Kind

    cues, where, version = (
        (change.new, versions.new_place, versions.new) if change.new else (change.old, versions.old_place, versions.old)
    )
    when = [str(cues[0].timecode)] if version.timing.timed else []
    if Kind.MOVED in change.kinds:
        when += _moves(change)
    if not {Kind.SPLIT, Kind.JOINED, Kind.RECUT}.isdisjoint(change.kinds):
        when.append(f"{len(change.old)} into {len(change.new)}")
    who = _names(cues)
    if Kind.SPEAKER in change.kinds:
        who = f"{_names(change.old) or 'nobody'} -> {who or 'nobody'}"
    return _Line(where, cues[0].span.first, ",".join(map(_value, change.kinds)), " ".join(when), who, _shown(change))


def _value(kind: Kind) -> str:
    return kind.value


def _moves(change: Change) -> list[str]:
    moves = [_signed(change.moved)] if change.moved else []
    if change.end_moved is not None and change.end_moved != (change.moved or 0):
        moves.append(f"out {_signed(change.end_moved)}")
    return [*moves, "past others"] if change.elsewhere else moves


def _names(cues: Sequence[Cue]) -> str:
    return ", ".join(dict.fromkeys(cue.speaker for cue in cues if cue.speaker))


def _shown(change: Change) -> tuple[Piece, ...]:
    """The words of a change: those that differ among some of the others, or the first where none does."""
    from transcript.comparing import Kind, Mark, wording

    pieces = wording(change)
    if {Kind.REWORDED, Kind.RETYPED}.isdisjoint(change.kinds):
        whole = not change.old or not change.new
        return pieces if whole else tuple(_opening(piece) for piece in pieces if piece.mark is not Mark.DELETED)[:1]
    return tuple(
        _shortened(piece, first=not place, last=place == len(pieces) - 1) if piece.mark is Mark.SAME else piece
        for place, piece in enumerate(pieces)
    )


def _opening(piece: Piece) -> Piece:
    from transcript.comparing import Mark

    words = piece.text.split()
    return piece._replace(mark=Mark.SAME, text=" ".join(words[:_OPENING]) + (" …" if len(words) > _OPENING else ""))


def _shortened(piece: Piece, *, first: bool, last: bool) -> Piece:
    """Words that are the same, without those in their middle, or far from any that differ."""
    words = piece.text.split()
    head, tail = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
    if len(words) <= head + tail + 2:
        return piece
    shown = [*words[:head], "…", *(words[-tail:] if tail else [])]
    blank = " " if piece.text[-1:].isspace() else ""
    return piece._replace(text=" ".join(shown) + blank)


def _plain(line: _Line) -> str:
    text = "".join(_marked(piece) for piece in line.words)
    who = f"{line.who}:" if line.who else ""
    told = " ".join(part for part in (line.kinds, line.when, who, text) if part)
    return " ".join(f"{line.place}:{line.number}: {told}".splitlines()).rstrip()


def _marked(piece: Piece) -> str:
    """Words between their marks, with the blank that follows them behind these."""
    before, behind = _MARKS[piece.mark.value]
    bare = piece.text.rstrip()
    blank = " " if bare != piece.text or before else ""
    return f"{before}{bare}{behind}{blank}"


def _print_rich(versions: _Versions, lines: Told) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console = terminal()
    marked = console.color_system is None
    for line in _lines(versions, lines):
        parts = [Text(line.kinds, "yellow"), Text(line.when, "bold"), Text(line.who, "cyan")]
        where = Text(f"{line.place}:{line.number}", "dim")
        head = Text("  ").join([*(part for part in parts if part), where])
        console.print(head, Padding(_styled(line.words, marked=marked), (0, 0, 0, 2)), sep="\n")


def _styled(pieces: Sequence[Piece], *, marked: bool) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces:
        if marked:
            text.append(_marked(piece))
            continue
        bare = piece.text.rstrip()
        text.append(bare, _STYLES[piece.mark.value])
        text.append(" ")
    text.rstrip()
    return text


def _signed(move: Fraction) -> str:
    """`+2.5 s`, to the millisecond, or `-0:10:30` from a minute on."""
    sign = "-" if move < 0 else "+"
    thousandths = round(abs(move) * 1000)
    seconds, rest = divmod(thousandths, 1000)
    decimals = f".{rest:03}".rstrip("0") if rest else ""
    if seconds < 60:
        return f"{sign}{seconds}{decimals} s"
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{decimals}"


def _summary(old: Transcript, changes: Sequence[Change]) -> str:
    unchanged = len(old.cues) - sum(len(change.old) for change in changes)
    kinds = Counter(kind.value for change in changes for kind in change.kinds)
    kinds["new speaker"] = kinds.pop("speaker", 0)
    return ", ".join(
        [f"{count(unchanged, 'cue')} unchanged", *(f"{number} {name}" for name, number in kinds.items() if number)]
    )


def _json(versions: _Versions, changes: Sequence[Change]) -> str:
    import json

    from transcript.comparing import Kind, wording

    def entry(change: Change) -> dict[str, object]:
        differ = not {Kind.REWORDED, Kind.RETYPED}.isdisjoint(change.kinds)
        return {
            "kinds": [kind.value for kind in change.kinds],
            "moved": _seconds(change.moved),
            "end_moved": _seconds(change.end_moved),
            "elsewhere": change.elsewhere,
            "old": [_cue(cue) for cue in change.old],
            "new": [_cue(cue) for cue in change.new],
            "words": [[piece.mark.value, piece.text.strip()] for piece in wording(change)] if differ else None,
        }

    whole = {
        "old": as_text(versions.old_place),
        "new": as_text(versions.new_place),
        "starts": [str(versions.old.timing.start), str(versions.new.timing.start)],
        "unchanged": len(versions.old.cues) - sum(len(change.old) for change in changes),
        "changes": [entry(change) for change in changes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _cue(cue: Cue) -> dict[str, object]:
    return {
        "number": cue.number,
        "speaker": cue.speaker,
        "timecode": str(cue.timecode),
        "start": _seconds(cue.start),
        "end": _seconds(cue.end),
        "line": cue.line,
        "lines": list(cue.span),
    }


def _seconds(time: Fraction | None) -> float | None:
    """To the millisecond, as exports have it."""
    return None if time is None else round(time * 1000) / 1000
