"""Selects as a paper edit: a table in CSV with a row for each, in the order of the reel.

RFC 4180 with a byte order mark, as `exporters.csv_table` has it; no cell can run as a formula. In and Out are labels of
programme time, Out being the first that is not taken; whole seconds where the script has no frame rate.
"""

from __future__ import annotations

from transcript.cue_sheet import VOICE_OVER, guarded
from transcript.exporters.safety import clean
from transcript.search.selects.reel import Select

COLUMNS = ("No.", "Programme", "In", "Out", "Duration", "Speaker", "V/O", "Text", "Shot", "Cues", "Path")


def write(reel: tuple[Select, ...], title: str) -> tuple[bytes, tuple[str, ...]]:  # noqa: ARG001 - a table has none
    """The selects as rows under COLUMNS."""
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, select in enumerate(reel, 1):
        writer.writerow([guarded(clean(cell)) for cell in _cells(number, select)])
    return text.getvalue().encode("utf-8-sig"), ()


def _cells(number: int, select: Select) -> tuple[str, ...]:
    cues = select.hit.cues
    return (
        str(number),
        select.programme.name,
        str(select.source_in),
        str(select.source_out),
        str(select.duration),
        select.hit.speaker or "",
        VOICE_OVER if any(cue.voice_over for cue in cues) else "",
        select.hit.line,
        " / ".join(select.shots),
        ", ".join(str(cue.number) for cue in cues),
        select.programme.path,
    )
