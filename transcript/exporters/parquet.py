"""The cues as a table in Parquet, for DuckDB, pandas, Spark and whatever else counts over many programmes.

The columns are those of `transcript.dataset.tables`, and so is the file: one that holds a single programme, which
`transcript search --dataset` reads too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.errors import OutputRefused
from transcript.exporters.base import Exported, ExportOptions, Format
from transcript.exporters.safety import encodable, text_changed
from transcript.file_names import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transcript.model import Problem, Subtitle, Transcript


def write(transcript: Transcript, _subtitles: Sequence[Subtitle], _options: ExportOptions) -> Exported:
    """Write the cues as Parquet."""
    from transcript.dataset.tables import Entry, as_bytes, table
    from transcript.extra import NotInstalled

    source = transcript.source
    stem = stem_of(source.name)
    try:
        rows = table(transcript, stem, source.name)
        content = as_bytes({stem: rows}, {stem: Entry(source.sha256, "", source.name)})
    except NotInstalled as error:
        raise OutputRefused(f"{FORMAT.name} needs pyarrow, which is not installed", error.advice) from None
    return Exported(content, tuple(_changed(transcript)))


def _changed(transcript: Transcript) -> Iterator[Problem]:
    """What cannot stand in UTF-8: half characters."""
    notes = {shot.number: shot for shot in transcript.shots}
    shown = {cue.shot for cue in transcript.cues if cue.shot is not None}
    texts = [(text, cue.span) for cue in transcript.cues for text in (cue.speaker, cue.qualifier, cue.line)]
    texts += [(notes[number].note, notes[number].span) for number in sorted(shown & notes.keys())]
    for text, span in texts:
        if text is not None and encodable(text) != text:
            yield text_changed(text, encodable(text), span, FORMAT.name)


FORMAT = Format(
    name="parquet",
    suffix=".parquet",
    description="table of cues for programs that scan archives: DuckDB, pandas, Spark, transcript search --dataset",
    keeps="cues with speaker, voice-over, qualifier, timecode, start and end in milliseconds, words, whether the "
    "speech goes on in the next, and the note of the shot they start in; start and frame rate of the programme, other "
    "spellings of speakers",
    loses="shots in which nobody begins to speak, sizes and times of shots, sounds, titles, problems, how the times "
    "came about, source lines; frames of the end (times are in milliseconds beside the timecode)",
    read_by="DuckDB, pandas, Spark, Polars, Arrow",
    checked="read back by DuckDB and pandas; Spark's types by the schema, without Spark",
    write=write,
    needs_speech=True,
    needs_times=False,
)
