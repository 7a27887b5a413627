"""The cues of programmes as rows, and files of them: as the JSON and the index have them, and as other programs do."""

from __future__ import annotations

import io
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from pyarrow import parquet

from tests.builders import cue, shot, transcript, transcripts
from tests.dataset.datasets import entry, index_of, new, rows_of, samples, write_dataset
from transcript.dataset import tables
from transcript.dataset.tables import COLUMNS, UnusableDataset, as_bytes, read_partition, schema, table
from transcript.exporters import export
from transcript.model import Speaker, Timing, Transcript
from transcript.search.entries import entry as index_entry
from transcript.timecode import Timecode


def test_a_row_says_what_a_cue_is() -> None:
    made = transcript(
        cues=[
            replace(cue("NARRATOR", "10:00:02", "In 1866 the cable", shot=1), voice_over=True),
            replace(cue("NARRATOR", "10:00:05", "was laid.", number=2), qualifier="OOV"),
        ],
        shots=[shot("10:00:00", "Waves at dusk")],
    )
    made = replace(made, source=replace(made.source, language="en"))
    first, second = table(made, "1866/cable", "/scripts/1866/cable.docx").to_pylist()
    assert first == {
        "programme": "1866/cable",
        "number": 1,
        "speaker": "NARRATOR",
        "voice_over": True,
        "qualifier": None,
        "timecode": "10:00:02",
        "start": 2000,
        "end": first["end"],
        "line": "In 1866 the cable",
        "runs_on": True,
        "shot": "Waves at dusk",
        "source": "/scripts/1866/cable.docx",
        "language": "en",
    }
    assert (second["number"], second["qualifier"], second["shot"], second["runs_on"]) == (2, "OOV", None, False)


def test_a_script_without_timecodes_has_no_times() -> None:
    made = transcript(cues=[cue("ANN", "10:00:00", "Hello.")])
    (row,) = table(replace(made, timing=Timing(Timecode(0, 0, 0), timed=False)), "film", "film.txt").to_pylist()
    assert (row["timecode"], row["start"], row["end"]) == (None, None, None)


@given(transcripts())
def test_numbers_are_those_of_the_json_and_the_index(made: Transcript) -> None:
    rows = table(made, "film", "film.txt").to_pylist()
    kept = json.loads(export("json", made).content)["cues"]
    assert [(row["number"], row["timecode"]) for row in rows] == [(one["number"], one["timecode"]) for one in kept]
    assert [row["start"] for row in rows] == [round(one.start * 1000) for one in made.cues]
    assert [
        (row["number"], row["timecode"], row["start"], row["end"], row["voice_over"], row["runs_on"], row["line"])
        for row in rows
    ] == [(one[0], one[2], one[3], one[4], one[5], one[7], one[8]) for one in index_entry(made).cues]


def test_every_type_is_one_that_all_readers_take_for_what_it_is(tmp_path: Path) -> None:
    """Spark reads text, signed whole numbers and booleans as such; it knows no unsigned ones, and no dictionaries."""
    root = write_dataset(tmp_path, samples(), partitions=2)
    plain = {"string", "int32", "int64", "bool"}
    assert {kind for kind, _, _ in COLUMNS.values()} <= plain
    for path in root.rglob("*.parquet"):
        file = parquet.ParquetFile(path)
        assert {str(field.type) for field in file.schema_arrow} <= plain
        physical = {(one.physical_type, one.logical_type.type) for one in map(file.schema.column, range(len(COLUMNS)))}
        assert physical <= {("BYTE_ARRAY", "STRING"), ("INT32", "NONE"), ("INT64", "NONE"), ("BOOLEAN", "NONE")}
        # A column in lists or structures would have a path.
        assert [file.schema.column(number).path for number in range(len(COLUMNS))] == list(COLUMNS)


def test_what_a_column_means_stands_in_the_file() -> None:
    made = as_bytes({"film": rows_of("film.txt", transcript(cues=[]))}, {"film": entry("film.txt")})
    for field in parquet.read_schema(io.BytesIO(made)):
        assert field.metadata[b"comment"].decode() == COLUMNS[field.name][2]


def test_a_file_gives_back_what_was_put_into_it_and_is_the_same_again() -> None:
    archive = new(samples())
    content = as_bytes({stem: rows for stem, (rows, _) in archive.items()}, {s: e for s, (_, e) in archive.items()})
    entries, rows = read_partition(content)
    assert entries == {stem: one for stem, (_, one) in archive.items()}
    assert {stem: one.to_pylist() for stem, one in rows.items()} == {s: r.to_pylist() for s, (r, _) in archive.items()}
    assert as_bytes(rows, entries) == content
    # Neither the order in which programmes come matters, nor where their rows come from.
    backwards = {stem: archive[stem][0] if place % 2 else rows[stem] for place, stem in enumerate(reversed(archive))}
    assert as_bytes(backwards, entries) == content


@settings(max_examples=50)
@given(transcripts())
def test_hostile_names_and_lines_come_back(made: Transcript) -> None:
    for stem in ("film", "a/\udc80b\n", "ü/'\"; DROP TABLE"):
        rows = table(made, stem, f"{stem}.txt")
        entries, back = read_partition(as_bytes({stem: rows}, {stem: entry(f"{stem}.txt")}))
        assert (entries, back[stem].to_pylist()) == ({stem: entry(f"{stem}.txt")}, rows.to_pylist())
        assert back[stem].schema.metadata == rows.schema.metadata


def test_row_groups_end_where_programmes_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "GROUP_ROWS", 10)
    archive = {
        f"film-{number}.txt": transcript(cues=[cue("ANN", "10:00:00", f"Line {at}.", number=at) for at in range(cues)])
        for number, cues in enumerate((4, 6, 1, 0, 25, 3))
    }
    made = new(archive)
    content = as_bytes({stem: rows for stem, (rows, _) in made.items()}, {s: e for s, (_, e) in made.items()})
    metadata = parquet.ParquetFile(io.BytesIO(content)).metadata
    # The programme of 25 rows alone is longer than a row group.
    assert [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)] == [10, 1, 10, 10, 5, 3]
    assert {stem: rows.to_pylist() for stem, rows in read_partition(content)[1].items()} == {
        stem: rows.to_pylist() for stem, (rows, _) in made.items()
    }


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", "it is no file in Parquet, or a damaged one"),
        (b"PAR1 and so on", "it is no file in Parquet, or a damaged one"),
        (None, "it is Parquet, but no dataset of cues; make one with transcript convert --to parquet"),
    ],
)
def test_what_is_no_dataset_is_refused(content: bytes | None, refused: str) -> None:
    if content is None:
        file = pa.BufferOutputStream()
        parquet.write_table(pa.table({"line": ["Hello."]}), file)
        content = file.getvalue().to_pybytes()
    with pytest.raises(UnusableDataset, match=refused):
        read_partition(content)


def test_a_later_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "FORM", "transcript-cues/9")
    content = as_bytes({"film": rows_of("film.txt", transcript(cues=[]))}, {"film": entry("film.txt")})
    monkeypatch.undo()
    with pytest.raises(
        UnusableDataset, match="its form is transcript-cues/9, and this version reads transcript-cues/1"
    ):
        read_partition(content)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Transcript]]:
    """The dataset of the samples, and a programme with names that need quotes."""
    archive = samples()
    archive['odd/it\'s "odd".txt'] = replace(
        transcript(
            cues=[cue('O\'NEIL; "X"', "10:00:01", "semi;colon, 'quote'\nand a new line"), cue(None, "10:00:09", "?")]
        ),
        speakers=(Speaker('O\'NEIL; "X"', ("ONEIL",)),),
    )
    return write_dataset(tmp_path_factory.mktemp("tree"), archive), archive


def test_duckdb_counts_what_the_index_counts(tree: tuple[Path, dict[str, Transcript]]) -> None:
    root, archive = tree
    counted = duckdb.execute(f"""
        SELECT speaker, count(*), sum("end" - start) FROM read_parquet('{root}/**/*.parquet', hive_partitioning = true)
        GROUP BY speaker
    """).fetchall()  # noqa: S608 - our own folder
    with closing(index_of(archive)) as connection:
        of_index = connection.execute(
            "SELECT speakers.name, count(*), sum(end_ms - start_ms) FROM cues"
            " LEFT JOIN speakers ON speakers.id = cues.speaker GROUP BY speakers.name"
        ).fetchall()
    assert sorted(counted, key=repr) == sorted(of_index, key=repr)
    assert len(counted) > 10


def test_pandas_reads_it_as_plain_columns(tree: tuple[Path, dict[str, Transcript]]) -> None:
    root, archive = tree
    frame = pd.read_parquet(root, engine="pyarrow")
    with closing(index_of(archive)) as connection:
        of_index = dict(
            connection.execute(
                "SELECT speakers.name, count(*) FROM cues JOIN speakers ON speakers.id = cues.speaker"
                " GROUP BY speakers.name"
            ).fetchall()
        )
    assert frame.groupby("speaker").size().to_dict() == of_index
    assert set(frame.columns) == {*schema().names, "part"}
    assert frame["number"].dtype == "int32"
    assert frame["voice_over"].dtype == "bool"
    assert not any(isinstance(frame[name].dtype, pd.CategoricalDtype) for name in schema().names)
    programme = frame[frame.programme == 'odd/it\'s "odd"']
    assert list(programme.line) == ["semi;colon, 'quote'\nand a new line", "?"]
