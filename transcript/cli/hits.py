"""Hits of a search: on a terminal, as lines, as JSON, as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, NamedTuple

import click

from transcript.cli.archives import shown_path
from transcript.cli.tables import terminal, width_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from transcript.search.results import FoundCue, Hit, Results

COLUMNS = ("path", "programme", "cue", "timecode", "start", "end", "speaker", "voice_over", "line", "shot", "score")
_HIT = "bold yellow"
_TOGETHER = 1000  # pieces that are printed at once
# Columns of a terminal: a longer name is folded; in less room than this for the line, it stands below the name.
_SPEAKER_WIDTH, _LINE_WIDTH = 22, 40
# Of a longer line than this, so many characters stand on either side of the words found, the first few of them.
_LONG_LINE, _AROUND, _MOST_STRETCHES = 600, 150, 3


# For a terminal


class _Row(NamedTuple):
    timecode: Text
    speaker: Text
    line: Text


def print_hits(hits: Sequence[Hit]) -> None:
    """Hits below the name of their programme, with the words found in colour and the shot below the line."""
    console = terminal()
    rows = [(hit.programme.path, _rows(hit)) for hit in hits]
    everything = [row for _, of_hit in rows for row in of_hit]
    timecodes = max((width_of(row.timecode.plain) for row in everything), default=0)
    names = min(max((width_of(row.speaker.plain) for row in everything), default=0), _SPEAKER_WIDTH)
    narrow = console.width < timecodes + names + _LINE_WIDTH + 4
    context = any(hit.before or hit.after for hit in hits)
    for path, group in groupby(rows, key=lambda one: one[0]):
        console.print(shown_path(path), style="magenta", overflow="fold", markup=False)
        for place, (_, of_hit) in enumerate(group):
            if place and context:
                console.print("--", style="dim")
            for row in of_hit:
                console.print(_stacked(row) if narrow else _aligned(row, timecodes, names))
        console.print()


def _rows(hit: Hit) -> list[_Row]:
    from rich.text import Text

    shot: str | None = None
    rows = []
    for cue in (*hit.before, *hit.cues, *hit.after):
        found = cue in hit.cues
        line = _told(cue, found=found)
        if found and cue.shot and cue.shot != shot:
            line.append(f"\n▸ {' '.join(cue.shot.split())}", "dim italic")
            shot = cue.shot
        rows.append(_Row(Text(cue.timecode or "", "bold" if found else "dim"), _speaker(cue, found=found), line))
    return rows


def _told(cue: FoundCue, *, found: bool) -> Text:
    """The line with the words found in colour; of a very long one, what stands around them."""
    from rich.text import Text

    line = Text(cue.line.replace("\n", " "), "" if found else "dim")
    for start, end in cue.marks:
        line.stylize(_HIT, start, end)
    if len(line) <= _LONG_LINE:
        return line
    parts: list[Text] = []
    last = 0
    for first, end in _around(cue):
        parts += [Text("… ", "dim") if first > last else Text(""), line[first:end]]
        last = end
    return Text.assemble(*parts, Text(" …", "dim") if last < len(line) else "")


def _around(cue: FoundCue) -> list[tuple[int, int]]:
    """The stretches of a line around the words found, whole words and at most so many of them; else its beginning."""
    line = cue.line
    stretches: list[tuple[int, int]] = []
    for start, end in cue.marks[:_MOST_STRETCHES] or ((0, 0),):
        first = line.rfind(" ", 0, max(0, start - _AROUND)) + 1
        last = line.find(" ", end + _AROUND)
        last = len(line) if last < 0 else last
        if stretches and first <= stretches[-1][1] + 1:
            stretches[-1] = stretches[-1][0], last
        else:
            stretches.append((first, last))
    return stretches


def _speaker(cue: FoundCue, *, found: bool) -> Text:
    from rich.text import Text

    name = Text(cue.speaker or "", "cyan" if found else "dim")
    if cue.voice_over:
        name.append(" V/O" if cue.speaker else "V/O", "dim")
    return name


def _aligned(row: _Row, timecodes: int, names: int) -> RenderableType:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=timecodes, no_wrap=True)
    table.add_column(width=names, overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    table.add_row(*row)
    return table


def _stacked(row: _Row) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    head = Text("  ").join(part for part in (row.timecode, row.speaker) if part)
    return Group(head, Padding(row.line, (0, 0, 0, 2)))


# For a pipe


def hit_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """Hits a line each, as `path:timecode: SPEAKER: line`.

    Cues around them are `path-timecode- SPEAKER: line`, as grep has it. Where a script has no timecodes, the number of
    the cue stands in their place.
    """
    context = any(hit.before or hit.after for hit in hits)
    for place, hit in enumerate(hits):
        if place and context:
            yield "--\n"
        yield from (_line(hit, cue, "-", cue.line) for cue in hit.before)
        yield _line(hit, hit.cues[0], ":", hit.line)
        yield from (_line(hit, cue, "-", cue.line) for cue in hit.after)


def _line(hit: Hit, cue: FoundCue, mark: str, said: str) -> str:
    where = f"{shown_path(hit.programme.path)}{mark}{cue.timecode or f'cue {cue.number}'}{mark}"
    return " ".join(f"{where} {f'{cue.speaker}: ' if cue.speaker else ''}{said}".splitlines()) + "\n"


# For programs


def json_parts(results: Results) -> Iterator[str]:
    """The results as a JSON object, piece by piece.

    Times are in seconds from the programme start, as in the json format. marks: where in the line the words found
    stand, as pairs of characters, the second excluded.
    """
    import json

    told = {
        "total": results.total,
        "approximate": results.approximate,
        "estimated": results.estimated,
        "speakers": results.speakers,
        "spellings": dict(results.spellings),
        "left_out": dict(results.left_out),
    }
    yield json.dumps(told, ensure_ascii=False, indent=2).removesuffix("\n}") + ',\n  "hits": ['
    for place, hit in enumerate(results.hits):
        entry = json.dumps(_entry(hit), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        yield f"{',' if place else ''}\n    {entry}"
    yield "\n  ]\n}\n" if results.hits else "]\n}\n"


def _entry(hit: Hit) -> dict[str, object]:
    programme = hit.programme
    return {
        "path": programme.path,
        "programme": programme.name,
        "programme_start": programme.start,
        "frame_rate": programme.frame_rate,
        "drop_frame": programme.drop_frame,
        "score": hit.score,
        "cues": [_cue_entry(cue) for cue in hit.cues],
        "before": [_cue_entry(cue) for cue in hit.before],
        "after": [_cue_entry(cue) for cue in hit.after],
    }


def _cue_entry(cue: FoundCue) -> dict[str, object]:
    return {
        "number": cue.number,
        "speaker": cue.speaker,
        "timecode": cue.timecode,
        "start": None if cue.start_ms is None else cue.start_ms / 1000,
        "end": None if cue.end_ms is None else cue.end_ms / 1000,
        "voice_over": cue.voice_over,
        "qualifier": cue.qualifier,
        "line": cue.line,
        "marks": cue.marks,
        "shot": cue.shot,
    }


def csv_rows(hits: Sequence[Hit]) -> Iterator[str]:
    """A table of the cues found under COLUMNS, row by row. Times are `HH:MM:SS.mmm` from the programme start.

    The cues of a phrase over a cut have a row each; those around hits have none.
    """
    import csv
    from io import StringIO

    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    for row in chain([COLUMNS], (_cells(hit, cue) for hit in hits for cue in hit.cues)):
        writer.writerow(row)
        yield table.getvalue()
        table.seek(0)
        table.truncate()


def _cells(hit: Hit, cue: FoundCue) -> list[str]:
    from transcript.clock import clock
    from transcript.cue_sheet import guarded

    cells = (
        hit.programme.path,
        hit.programme.name,
        cue.number,
        cue.timecode or "",
        "" if cue.start_ms is None else clock(cue.start_ms),
        "" if cue.end_ms is None else clock(cue.end_ms),
        cue.speaker or "",
        "yes" if cue.voice_over else "",
        cue.line,
        cue.shot or "",
        "" if hit.score is None else f"{hit.score:.4f}",
    )
    return [guarded(str(cell)) for cell in cells]


def print_parts(parts: Iterator[str]) -> None:
    """Print pieces of a text as they come: of a whole archive there may be many."""
    while some := "".join(islice(parts, _TOGETHER)):
        click.echo(some, nl=False)
