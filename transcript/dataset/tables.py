"""The cues of programmes as Arrow tables, and such tables as a file in Parquet.

A row is a cue, with the same numbers as in JSON and in the index. The types are those that every reader of Parquet
takes for what they are: text, whole numbers with a sign, true and false. Names and notes are kept once for many rows,
which no reader notices.

The rows of a file are in the order of programmes and of cues in them. What is known of each programme beside its cues
(its start and frame rate, the names of its speakers, of which script it was made) stands in the metadata of the file,
under MANIFEST, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from transcript.clock import milliseconds
from transcript.errors import TranscriptError
from transcript.exporters.safety import encodable
from transcript.extra import needed
from transcript.talk import runs_on
from transcript.timecode import FrameRate

if TYPE_CHECKING:
    import pyarrow as pa

    from transcript.model import Transcript

FORM = "transcript-cues/1"
MANIFEST = b"transcript.manifest"
_PROGRAMME = b"transcript.programme"

GROUP_ROWS = 122_880
"""Rows of a row group at most: what DuckDB scans with one thread, and Spark with one task."""

COLUMNS: Mapping[str, tuple[str, bool, str]] = {
    "programme": ("string", False, "path of the script in its tree of folders, without its suffix"),
    "number": ("int32", False, "number of the cue in its programme, from 1"),
    "speaker": ("string", True, "usual name of who speaks; null where the script names nobody"),
    "voice_over": ("bool", False, "whether it is spoken over the picture"),
    "qualifier": ("string", True, "what the heading says beside the name"),
    "timecode": ("string", True, "programme time as a label, HH:MM:SS or HH:MM:SS:FF; null where there are no times"),
    "start": ("int64", True, "milliseconds from the programme start; null where there are no times"),
    "end": ("int64", True, "milliseconds from the programme start; null where there are no times"),
    "line": ("string", False, "the words as typed"),
    "runs_on": ("bool", False, "whether the next row is the same speaker's and goes on with the same speech"),
    "shot": ("string", True, "note of the shot in which the cue starts"),
    "source": ("string", False, "path of the script"),
    "language": ("string", True, "BCP 47 tag of the spoken language; null where nothing says it"),
}
"""The columns: type, whether it may be null, and what it means, with its unit."""

# What says the same in many rows; lines hardly ever do.
_DICTIONARIES = ["programme", "speaker", "qualifier", "timecode", "shot", "source", "language"]
_DELTAS = {"number": "DELTA_BINARY_PACKED", "start": "DELTA_BINARY_PACKED", "end": "DELTA_BINARY_PACKED"}
_ZSTD_LEVEL = 3


class UnusableDataset(TranscriptError):
    """A file or folder is no dataset of transcript, or one that this version cannot use."""


class Entry(msgspec.Struct, frozen=True):
    """What a programme in a dataset was made of.

    sha256: of the script. mark: of the options by which it was read. source: where the script stands.
    """

    sha256: str
    mark: str
    source: str


class Facts(msgspec.Struct, frozen=True):
    """What is known of a programme beside its cues.

    name: of the script, without its folder. start: of the programme, as a label; None without times. frame_rate: None
    in scripts of whole seconds. speakers: everyone who speaks or is known, with the other spellings of the name.
    """

    name: str
    start: str | None
    frame_rate: str | None
    drop_frame: bool
    speakers: dict[str, list[str]]


class Programme(msgspec.Struct, frozen=True):
    """A programme of a file: its stem, how many rows it has, what it was made of, and what is known of it."""

    stem: str
    rows: int
    entry: Entry
    facts: Facts


class _Manifest(msgspec.Struct, frozen=True):
    form: str
    programmes: list[Programme] = []


@cache
def schema() -> pa.Schema:
    """The columns as Arrow knows them; what each means is said under `comment` in its metadata."""
    pa = needed("pyarrow")
    return pa.schema(
        pa.field(name, pa.type_for_alias(kind), nullable, metadata={"comment": meaning})
        for name, (kind, nullable, meaning) in COLUMNS.items()
    )


def table(transcript: Transcript, programme: str, source: str) -> pa.Table:
    """The cues of a transcript, a row each.

    programme: the path of the script in its tree, without its suffix. source: the path of the script. Raises
    NotInstalled.
    """
    pa = needed("pyarrow")
    cues = transcript.cues
    timed = transcript.timing.timed
    notes = {shot.number: encodable(shot.note) for shot in transcript.shots}
    ends = [milliseconds(cue.end) for cue in cues]
    joined = [runs_on(cue, after, end) for cue, after, end in zip(cues, cues[1:], ends, strict=False)]
    always = {
        "programme": address(programme),
        "source": address(source),
        "language": _text(transcript.source.language),
    }
    columns: dict[str, Sequence[object]] = {name: [text] * len(cues) for name, text in always.items()} | {
        "number": [cue.number for cue in cues],
        "speaker": [_text(cue.speaker) for cue in cues],
        "voice_over": [cue.voice_over for cue in cues],
        "qualifier": [_text(cue.qualifier) for cue in cues],
        "timecode": [str(cue.timecode) if timed else None for cue in cues],
        "start": [milliseconds(cue.start) if timed else None for cue in cues],
        "end": [end if timed else None for end in ends],
        "line": [encodable(cue.line) for cue in cues],
        "runs_on": [*joined, False] if cues else [],
        "shot": [None if cue.shot is None else notes.get(cue.shot) for cue in cues],
    }
    told = {_PROGRAMME: _json(_facts(transcript))}
    arrays = [pa.array(columns[field.name], field.type) for field in schema()]
    return pa.Table.from_arrays(arrays, schema=schema().with_metadata(told))


def address(path: str) -> str:
    """A path as a dataset holds it: bytes of it that are no text are written out, so that no two paths become one."""
    return path.encode("utf-8", "backslashreplace").decode()


def _text(text: str | None) -> str | None:
    return None if text is None else encodable(text)


def _facts(transcript: Transcript) -> Facts:
    timing = transcript.timing
    known = {speaker.name: speaker.aliases for speaker in transcript.speakers}
    named = dict.fromkeys([*known, *(cue.speaker for cue in transcript.cues if cue.speaker is not None)])
    return Facts(
        name=encodable(transcript.source.name),
        start=str(timing.start) if timing.timed else None,
        frame_rate=None if timing.frame_rate is None else str(FrameRate(timing.frame_rate.rate)),
        drop_frame=timing.frame_rate is not None and timing.frame_rate.drop,
        speakers={encodable(name): [encodable(alias) for alias in known.get(name, ())] for name in named},
    )


def as_bytes(tables: Mapping[str, pa.Table], manifest: Mapping[str, Entry]) -> bytes:
    """A file in Parquet of some programmes, by their stems: the same bytes for the same programmes.

    tables: of `table` or `read_partition`. manifest: of what each was made. A programme without cues has no rows, and
    is known nevertheless. Row groups end where programmes do, unless one alone is too long for that.
    """
    pa, parquet = needed("pyarrow"), needed("pyarrow.parquet")

    stems = sorted(tables, key=address)
    programmes = [Programme(stem, tables[stem].num_rows, manifest[stem], _told(tables[stem])) for stem in stems]
    file = pa.BufferOutputStream()
    with parquet.ParquetWriter(
        file,
        schema(),
        compression="zstd",
        compression_level=_ZSTD_LEVEL,
        use_dictionary=_DICTIONARIES,
        column_encoding=_DELTAS,
        write_statistics=True,
        write_page_index=True,
    ) as writer:
        for group in _groups([tables[stem] for stem in stems]):
            # In one piece, or else the pages would tell what came from where.
            rows = pa.concat_tables(part.replace_schema_metadata(None) for part in group).combine_chunks()
            writer.write_table(rows, row_group_size=GROUP_ROWS)
        writer.add_key_value_metadata({MANIFEST: _json(_Manifest(FORM, programmes))})
    content: bytes = file.getvalue().to_pybytes()
    return content


def _groups(tables: Iterable[pa.Table]) -> Iterator[list[pa.Table]]:
    """As many tables together as fit into a row group."""
    group: list[pa.Table] = []
    rows = 0
    for one in tables:
        if group and rows + one.num_rows > GROUP_ROWS:
            yield group
            group, rows = [], 0
        if one.num_rows:
            group.append(one)
            rows += one.num_rows
    if group:
        yield group


def _told(programme: pa.Table) -> Facts:
    return msgspec.convert(json.loads(programme.schema.metadata[_PROGRAMME]), Facts)


def read_partition(content: bytes) -> tuple[dict[str, Entry], dict[str, pa.Table]]:
    """What each programme of a file was made of, and its rows, by their stems. Raises UnusableDataset."""
    pa, parquet = needed("pyarrow"), needed("pyarrow.parquet")

    try:
        file = parquet.ParquetFile(pa.BufferReader(content))
        programmes = programmes_of(file.metadata)
        rows = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnusableDataset(f"it is no file in Parquet, or a damaged one ({_first_line(error)})") from None
    tables = {}
    first = 0
    for one in programmes:
        told = {_PROGRAMME: _json(one.facts)}
        tables[one.stem] = rows.slice(first, one.rows).replace_schema_metadata(told)
        first += one.rows
    return {one.stem: one.entry for one in programmes}, tables


def programmes_of(metadata: pa.parquet.FileMetaData) -> list[Programme]:
    """The programmes of a file, in the order of its rows, by its metadata. Raises UnusableDataset."""
    told = (metadata.metadata or {}).get(MANIFEST)
    if told is None:
        raise UnusableDataset("it is Parquet, but no dataset of cues", "make one with transcript convert --to parquet")
    try:
        manifest = msgspec.convert(json.loads(told), _Manifest)
    except (ValueError, msgspec.ValidationError):
        raise _other_form("unknown") from None
    if manifest.form != FORM:
        raise _other_form(manifest.form)
    if sum(one.rows for one in manifest.programmes) != metadata.num_rows:
        raise UnusableDataset("what it says of its programmes is not true of its rows", "convert the scripts again")
    return manifest.programmes


def _other_form(form: str) -> UnusableDataset:
    return UnusableDataset(f"its form is {form}, and this version reads {FORM}", "convert the scripts again")


def _json(value: msgspec.Struct) -> bytes:
    """In letters without accents, so that it also holds names of files that are no text."""
    return json.dumps(msgspec.to_builtins(value), separators=(",", ":"), sort_keys=True).encode()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(". ")
