"""The script as a table in CSV, for spreadsheets, paper edits and archive clearance: see `exporters.cue_sheet`.

RFC 4180: commas, CRLF, quotation marks where they are needed. UTF-8 with a byte order mark, without which Excel takes
the file for another encoding; Python reads it as `utf-8-sig`. No cell can run as a formula: a text that begins like one
gets an apostrophe before it (OWASP, CSV injection), which transcript takes off when it reads the table again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.cue_sheet import Column, guarded
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.cue_sheet import sheet_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transcript.model import Subtitle, Transcript


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], options: ExportOptions) -> Exported:
    """Write the table as CSV."""
    import csv
    import io

    rows, problems = sheet_rows(transcript, options, FORMAT.name, guarded)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.value for column in Column)
    writer.writerows(row.cells for row in rows)
    return Exported(text.getvalue().encode("utf-8-sig"), tuple(problems))


FORMAT = Format(
    name="csv",
    suffix=".csv",
    description="table of cues, shots, sounds and titles, for spreadsheets, paper edits and archive clearance",
    keeps="everything with in, out and duration: speakers, voice-over, qualifiers, sizes, how the times came about, "
    "source lines",
    loses="problems, other spellings of speakers; of times what is less than a frame, or a second in a script that "
    "counts seconds",
    read_by="Excel, LibreOffice, Numbers, Google Sheets, databases",
    checked="read back by Python's csv, LibreOffice and transcript itself",
    write=write,
    needs_times=False,
    selects=True,
)
