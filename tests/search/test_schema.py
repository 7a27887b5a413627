"""Opening an index: made where there is none, refused where it is something else."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.search.archives import refusal
from transcript.search import schema
from transcript.search.schema import APPLICATION_ID, IN_MEMORY, VERSION, UnusableIndex, connect, refusing, writing


@pytest.fixture
def index(tmp_path: Path) -> Path:
    place = tmp_path / "archive.db"
    connect(place, write=True).close()
    return place


def test_an_index_says_in_its_header_what_it_is(index: Path) -> None:
    header = index.read_bytes()[:100]
    assert header[:16] == b"SQLite format 3\0"
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == VERSION
    assert not list(index.parent.glob("archive.db-*")), "one file is left"


def test_in_memory_the_tables_are_the_same(index: Path) -> None:
    tables = "SELECT name, sql FROM sqlite_schema ORDER BY name"
    with closing(connect(IN_MEMORY)) as memory, closing(connect(index)) as file:
        assert memory.execute(tables).fetchall() == file.execute(tables).fetchall()


def test_without_a_file_readers_are_told_how_to_make_one(tmp_path: Path) -> None:
    message = refusal(tmp_path / "archive.db")
    assert message == f"{tmp_path}/archive.db: there is no index here; " + schema._NO_INDEX
    assert "transcript index" in message
    assert not (tmp_path / "archive.db").exists()


def test_an_empty_file_becomes_an_index_by_writing_only(tmp_path: Path) -> None:
    place = tmp_path / "archive.db"
    place.touch()
    assert "this is an empty file" in refusal(place)
    connect(place, write=True).close()
    connect(place).close()


@pytest.mark.parametrize("write", [False, True])
def test_foreign_files_are_refused_and_left_alone(tmp_path: Path, *, write: bool) -> None:
    text, other = tmp_path / "film.txt", tmp_path / "other.db"
    text.write_text("10:00:00 NARRATOR\n" * 100)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine(x)")
    before = text.read_bytes(), other.read_bytes()
    assert "no index of transcript" in refusal(text, write=write)
    assert "no index of transcript" in refusal(other, write=write)
    assert "this is a folder" in refusal(tmp_path, write=write)
    assert (text.read_bytes(), other.read_bytes()) == before


@pytest.mark.parametrize(
    ("version", "advice"), [(VERSION + 1, "use a newer transcript"), (VERSION - 1, "make it again")]
)
@pytest.mark.parametrize("write", [False, True])
def test_indexes_of_another_form_are_refused(index: Path, version: int, advice: str, *, write: bool) -> None:
    with closing(sqlite3.connect(index)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    message = refusal(index, write=write)
    assert f"form {version}, and this version of transcript knows form {VERSION}" in message
    assert advice in message


def test_names_of_files_may_hold_anything(tmp_path: Path) -> None:
    place = tmp_path / "who? 100% #1 é.db"
    connect(place, write=True).close()
    connect(place).close()
    assert [file.name for file in tmp_path.iterdir()] == [place.name]


def test_there_is_no_index_in_a_folder_that_is_missing(tmp_path: Path) -> None:
    assert "there is no folder" in refusal(tmp_path / "missing" / "archive.db", write=True)


def test_readers_cannot_write(index: Path) -> None:
    refused = pytest.raises(UnusableIndex, match="may not be written")
    with closing(connect(index)) as connection, refused, refusing(index):
        connection.execute("DELETE FROM cues")


def test_readers_work_while_a_writer_writes(index: Path) -> None:
    with closing(connect(index, write=True)) as writer, closing(connect(index)) as reader:
        with writing(writer):
            writer.execute("INSERT INTO speakers(name, folded) VALUES('ANN', 'ann')")
            assert reader.execute("SELECT count(*) FROM speakers").fetchone() == (0,)
        assert reader.execute("SELECT count(*) FROM speakers").fetchone() == (1,)


def test_what_fails_half_way_leaves_nothing(index: Path) -> None:
    with closing(connect(index, write=True)) as writer:
        with suppress(ZeroDivisionError), writing(writer):
            writer.execute("INSERT INTO speakers(name, folded) VALUES('ANN', 'ann')")
            raise ZeroDivisionError
        assert writer.execute("SELECT count(*) FROM speakers").fetchone() == (0,)


def test_a_second_writer_waits_and_then_says_so(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 0.1)
    refused = pytest.raises(UnusableIndex, match="another program is writing")
    with closing(connect(index, write=True)) as first, closing(connect(index, write=True)) as second:
        first.execute("BEGIN IMMEDIATE")
        with refused, refusing(index):
            second.execute("BEGIN IMMEDIATE")


def test_a_full_disk_is_named_and_undoes_the_batch(index: Path) -> None:
    with closing(connect(index, write=True)) as writer:
        (pages,) = writer.execute("PRAGMA page_count").fetchone()
        writer.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(UnusableIndex, match="the disk is full; make room"), refusing(index), writing(writer):
            writer.execute("INSERT INTO texts VALUES(1, NULL, 1, x'', 1, ?)", ("x" * 100_000,))
        assert writer.execute("SELECT count(*) FROM texts").fetchone() == (0,)


def test_a_damaged_index_is_named(index: Path) -> None:
    data = bytearray(index.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    index.write_bytes(data)
    with pytest.raises(UnusableIndex, match="damaged"), refusing(index), closing(connect(index)) as connection:
        connection.execute("SELECT * FROM programmes").fetchall()


def test_errors_of_the_program_are_not_blamed_on_the_file(index: Path) -> None:
    with closing(connect(index)) as connection, pytest.raises(sqlite3.OperationalError), refusing(index):
        connection.execute("SELECT nonsense")


def test_an_index_without_tables_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "archive.db"
    with closing(connect(place, write=True)) as connection:
        connection.execute("DROP TABLE cues")
    for write in (False, True):
        with pytest.raises(UnusableIndex, match="tables of this index are missing"):
            connect(place, write=write)
