"""An archive into its index: what is new, changed, moved and gone, what fails, and what happens when it is killed."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest

import transcript
from tests.search.archives import contents, script, write
from transcript.errors import MissingDocument
from transcript.search import indexing, reading, schema
from transcript.search.indexing import IndexReport, fill, index
from transcript.search.reading import Outcome, Task, read
from transcript.search.schema import UnusableIndex, connect, writing
from transcript.workers import crew

_INDEX = "import sys; from transcript.search.indexing import index; index(sys.argv[2:], sys.argv[1])"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    write(tmp_path / "archive", 1857, 1858, 1866)
    return tmp_path / "archive"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts are read in this process, in order: quicker where the reading is not what a test is about."""
    monkeypatch.setattr(indexing, "read_all", _read_at_once)


def _read_at_once(tasks: Iterable[Task], jobs: int) -> Iterator[tuple[Task, Outcome]]:
    assert jobs > 0
    return ((task, read(task)) for task in tasks)


def counts(report: IndexReport) -> dict[str, int]:
    """What there is to count in a report."""
    named = ("new", "changed", "moved", "gone", "unchanged")
    found = {name: getattr(report, name) for name in named} | {
        "skipped": len(report.skipped),
        "failed": len(report.failed),
    }
    return {name: number for name, number in found.items() if number}


def fresh(db: Path, *paths: Path) -> dict[str, list[Any]]:
    """What a new index of these holds."""
    other = db.with_name("fresh.db")
    other.unlink(missing_ok=True)
    index(paths, other)
    return contents(other)


def names(db: Path) -> list[str]:
    with closing(connect(db)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM programmes ORDER BY path")]


def test_an_archive_is_read_by_several_processes(archive: Path, db: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert counts(index([archive], db, jobs=3, progress=lambda done, of: seen.append((done, of)))) == {"new": 3}
    assert seen == [(1, 3), (2, 3), (3, 3)]
    held = contents(db)
    assert [row[1] for row in held["programmes"]] == ["1857.txt", "1858.txt", "1866.txt"]
    read = transcript.read(archive / "1866.txt")
    assert [row[-4] for row in held["cues"] if row[0].endswith("1866.txt")] == [cue.line for cue in read.cues]
    assert ("newfoundland", 3, 3) in held["vocabulary"]
    assert held == fresh(db, archive)


def test_nothing_is_done_twice(archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (archive / "review.txt").write_text("A film that everybody should see.\n")
    first = index([archive], db)
    assert counts(first) == {"new": 3, "failed": 1}
    monkeypatch.setattr(indexing, "read_all", None)  # not even asked
    before = contents(db)
    again = index([archive], db)
    assert counts(again) == {"unchanged": 3, "failed": 1}
    assert again.failed == first.failed
    assert contents(db) == before


@pytest.mark.usefixtures("at_once")
def test_new_changed_and_gone(archive: Path, db: Path) -> None:
    index([archive], db)
    (archive / "1857.txt").write_text(script(1857).replace("ANNA FIELD", "CYRUS FIELD"))
    (archive / "1858.txt").unlink()
    write(archive, 1865)
    assert counts(index([archive], db)) == {"new": 1, "changed": 1, "gone": 1, "unchanged": 1}
    assert contents(db) == fresh(db, archive)
    with closing(connect(db)) as connection:
        speakers = [name for (name,) in connection.execute("SELECT name FROM speakers ORDER BY name")]
    assert speakers == ["ANNA FIELD", "CYRUS FIELD", "NARRATOR"]
    (archive / "1866.txt").unlink()
    (archive / "1865.txt").unlink()
    assert counts(index([archive], db)) == {"gone": 2, "unchanged": 1}
    assert [row[0] for row in contents(db)["speakers"]] == ["CYRUS FIELD", "NARRATOR"]


@pytest.mark.usefixtures("at_once")
def test_a_file_that_was_only_touched_is_unchanged(archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index([archive], db)
    os.utime(archive / "1857.txt", ns=(1, 1))
    assert counts(index([archive], db)) == {"unchanged": 3}
    assert contents(db) == fresh(db, archive)
    monkeypatch.setattr(indexing, "read_all", None)
    assert counts(index([archive], db)) == {"unchanged": 3}


@pytest.mark.usefixtures("at_once")
def test_a_file_under_a_new_name_is_not_read_again(archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index([archive], db)
    (archive / "sea").mkdir()
    (archive / "1857.txt").rename(archive / "sea" / "first attempt.txt")
    monkeypatch.setattr(reading, "_entry", None)
    assert counts(index([archive], db)) == {"moved": 1, "unchanged": 2}
    monkeypatch.undo()
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_one_file_that_is_gone_and_two_copies_of_it(archive: Path, db: Path) -> None:
    index([archive], db)
    (archive / "1857.txt").rename(archive / "a.txt")
    shutil.copy(archive / "a.txt", archive / "b.txt")
    assert counts(index([archive], db)) == {"moved": 1, "new": 1, "unchanged": 2}
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_only_the_folders_given_are_looked_at(archive: Path, db: Path) -> None:
    write(archive.with_name("other"), 1865)
    index([archive, archive.with_name("other")], db)
    (archive / "1857.txt").unlink()
    assert counts(index([archive.with_name("other")], db)) == {"unchanged": 1}
    assert names(db) == ["1857.txt", "1858.txt", "1866.txt", "1865.txt"]
    assert counts(index([archive / "1858.txt"], db)) == {"unchanged": 1}
    assert counts(index([archive], db)) == {"gone": 1, "unchanged": 2}


def test_bad_files_stop_nothing_and_are_listed(archive: Path, db: Path) -> None:
    (archive / "empty.docx").touch()
    (archive / "broken.docx").write_bytes(b"PK\x03\x04 and then nothing")
    (archive / "locked.pdf").write_bytes(b"%PDF-1.7 but no more")
    (archive / "review.txt").write_text("A film that everybody should see.\n")
    report = index([archive], db)
    assert counts(report) == {"new": 3, "failed": 4}
    assert [Path(left.path).name for left in report.failed] == [
        "broken.docx",
        "empty.docx",
        "locked.pdf",
        "review.txt",
    ]
    assert all(left.reason for left in report.failed)
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_what_failed_is_tried_again_when_it_changes(archive: Path, db: Path) -> None:
    bad = archive / "1869.txt"
    bad.write_text("The film of 1869.\n")
    assert counts(index([archive], db)) == {"new": 3, "failed": 1}
    bad.write_text(script(1869))
    assert counts(index([archive], db)) == {"new": 1, "unchanged": 3}
    assert contents(db)["failures"] == []
    bad.write_text("No script at all.\n")
    assert counts(index([archive], db)) == {"unchanged": 3, "failed": 1}
    assert contents(db) == fresh(db, archive)
    bad.unlink()
    assert counts(index([archive], db)) == {"unchanged": 3}
    assert contents(db) == fresh(db, archive)


def test_what_could_not_be_seen_is_tried_again_at_once(
    archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = "import os; from transcript.search import reading as r; r.read = lambda task: os.kill(os.getpid(), 9);"
    with monkeypatch.context() as patch:
        patch.setattr(crew, "_SERVE", bomb + crew._SERVE)
        assert counts(index([archive], db)) == {"failed": 3}
    assert counts(index([archive], db)) == {"new": 3}
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_another_version_of_transcript_reads_everything_again(
    archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "review.txt").write_text("A film that everybody should see.\n")
    index([archive], db)
    monkeypatch.setattr(transcript, "__version__", "99")
    assert counts(index([archive], db)) == {"changed": 3, "failed": 1}
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_outputs_of_a_script_do_not_double_its_lines(archive: Path, db: Path) -> None:
    film = transcript.read(archive / "1866.txt")
    for place in ("1866", "kept/other name"):
        (archive / place).parent.mkdir(exist_ok=True)
        for suffix in ("json", "srt", "vtt"):
            (archive / f"{place}.{suffix}").write_bytes(transcript.export(film, suffix))
    report = index([archive], db)
    assert counts(report) == {"new": 3, "skipped": 6}
    assert {left.reason for left in report.skipped} == {
        f"an output of {os.path.realpath(archive)}/1866.txt, which is in the index"
    }
    assert contents(db) == fresh(db, archive)
    # Without their script they stand in for it: the one that keeps most.
    (archive / "1866.txt").unlink()
    assert counts(index([archive], db)) == {"new": 2, "gone": 1, "unchanged": 2, "skipped": 4}
    assert [Path(row[0]).name for row in contents(db)["programmes"]][2:] == ["1866.json", "other name.json"]
    assert contents(db) == fresh(db, archive)
    # One that cannot be read makes room for the next.
    (archive / "1866.json").write_text('{"format": "transcript/1"}')
    assert counts(index([archive], db)) == {"new": 1, "unchanged": 3, "skipped": 3, "failed": 1}
    assert contents(db) == fresh(db, archive)
    # The script comes back, and nobody speaks twice.
    write(archive, 1866)
    assert counts(index([archive], db)) == {"new": 1, "unchanged": 2, "skipped": 6}
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_a_script_that_cannot_be_read_leaves_its_outputs(archive: Path, db: Path) -> None:
    (archive / "1866.srt").write_bytes(transcript.export(transcript.read(archive / "1866.txt"), "srt"))
    (archive / "1866.txt").write_text("lost\n")
    assert counts(index([archive], db)) == {"new": 3, "failed": 1}
    assert names(db) == ["1857.txt", "1858.txt", "1866.srt"]


def test_a_missing_folder_makes_no_index(tmp_path: Path, db: Path) -> None:
    with pytest.raises(MissingDocument):
        index([tmp_path / "missing"], db)
    assert not db.exists()


def test_a_foreign_file_is_no_index(archive: Path) -> None:
    with pytest.raises(UnusableIndex, match="no index of transcript"):
        index([archive], archive / "1866.txt")
    assert (archive / "1866.txt").read_text() == script(1866)


@pytest.mark.usefixtures("at_once")
def test_a_full_disk_keeps_what_was_written(archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(archive, *range(1600, 1800))
    monkeypatch.setattr(indexing, "_BATCH_FILES", 10)

    def narrow(path: Path, *, write: bool = False) -> sqlite3.Connection:
        connection = connect(path, write=write)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 6}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "connect", narrow)
        with pytest.raises(UnusableIndex, match="the disk is full; make room and run transcript index again"):
            index([archive], db)
    written = len(names(db))
    assert 0 < written < 203
    assert counts(index([archive], db)) == {"new": 203 - written, "unchanged": written}
    assert contents(db) == fresh(db, archive)


@pytest.mark.usefixtures("at_once")
def test_while_another_writes_it_waits_and_then_says_so(
    archive: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 0.1)
    refused = pytest.raises(UnusableIndex, match="another program is writing to this index; wait")
    with closing(connect(db, write=True)) as other, writing(other), refused:
        index([archive], db)
    assert counts(index([archive], db)) == {"new": 3}


def test_two_at_once_lose_nothing(tmp_path: Path, db: Path) -> None:
    archive, other = tmp_path / "archive", tmp_path / "other"
    write(archive, *range(1800, 1830))
    write(other, *range(1700, 1730))
    command = [sys.executable, "-c", _INDEX, str(db)]
    runs = [subprocess.Popen([*command, *map(str, paths)]) for paths in ([archive, other], [archive], [other])]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert contents(db) == fresh(db, archive, other)


def test_a_reader_sees_whole_batches_while_an_indexer_writes(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "archive", *range(1800, 1840))
    monkeypatch.setattr(indexing, "read_all", _read_at_once)
    monkeypatch.setattr(indexing, "_BATCH_FILES", 10)
    connect(db, write=True).close()
    seen = []
    with closing(connect(db)) as reader:

        def look(_done: int, _of: int) -> None:
            (programmes,) = reader.execute("SELECT count(*) FROM programmes").fetchone()
            (found,) = reader.execute("SELECT count(*) FROM lines WHERE lines MATCH 'eastern'").fetchone()
            table = schema.words_table(reader)
            (words,) = reader.execute(
                f"SELECT coalesce(sum(cues), 0) FROM {table} WHERE word = 'eastern'"  # noqa: S608
            ).fetchone()
            seen.append((programmes, found, words))

        index([tmp_path / "archive"], db, progress=look)
        look(0, 0)
    assert sorted(set(seen)) == [(number, number, number) for number in (0, 10, 20, 30, 40)]


def test_transcripts_go_straight_into_memory(archive: Path) -> None:
    with closing(connect(schema.IN_MEMORY)) as memory:
        fill(memory, ((place.name, transcript.read(place)) for place in archive.iterdir()))
        assert memory.execute("SELECT count(*) FROM lines WHERE lines MATCH 'line : newfoundland'").fetchone() == (3,)
        assert schema.words_table(memory) == "vocabulary"


# ---- killed ----


def _killed(archive: Path, db: Path, file: int, seconds: float) -> None:
    """Index the archive in another process and kill that, so many seconds after so many files are done."""
    context = multiprocessing.get_context("fork")
    heard, said = context.Pipe(duplex=False)

    def look(done: int, _of: int) -> None:
        if done == file:
            said.send(done)

    def work() -> None:
        look(0, 0)
        index([archive], db, progress=look)

    process = context.Process(target=work)
    process.start()
    said.close()
    with suppress(EOFError):  # the archive may have fewer files
        heard.recv()
        sleep(seconds)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()


@pytest.mark.usefixtures("at_once")
def test_killed_at_any_moment_the_next_run_finishes_the_work(
    tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_BATCH_FILES", 3)  # many small transactions
    archive = tmp_path / "archive"
    draw = Random(6)  # noqa: S311
    write(archive, *range(1800, 1830))
    index([archive], db)
    cut_short = 0
    for moment in range(20):
        for year in draw.sample(range(1800, 1830), 8):
            place = archive / f"{year}.txt"
            turn = draw.randrange(4)
            if turn == 0:
                place.unlink(missing_ok=True)
            elif turn == 1 and place.exists():
                place.rename(archive / f"{year} {moment}.txt")
            elif turn == 2:
                place.write_text("lost\n")
            else:
                place.write_text(script(year).replace("CABLE", f"CABLE {moment}"))
        _killed(archive, db, draw.randrange(16, 28), draw.choice([0, draw.random() / 100]))
        with closing(connect(db)) as reader:
            (found,) = reader.execute("SELECT count(*) FROM lines WHERE lines MATCH 'newfoundland'").fetchone()
            assert reader.execute("SELECT count(*) FROM programmes").fetchone() == (found,)
            (changes, counted) = reader.execute("SELECT changes, counted FROM state").fetchone()
            cut_short += changes != counted
        if moment % 4 == 3:
            index([archive], db)
            assert contents(db) == fresh(db, archive)
    assert cut_short, "some runs were killed between two transactions"


@pytest.mark.usefixtures("at_once")
def test_killed_while_it_makes_the_index(archive: Path, db: Path) -> None:
    draw = Random(6)  # noqa: S311
    for _ in range(10):
        for file in db.parent.glob("archive.db*"):
            file.unlink()
        _killed(archive, db, 0, draw.random() / 50)
        index([archive], db)
        assert counts(index([archive], db)) == {"unchanged": 3}


def test_killed_with_its_readers_it_leaves_none_behind(tmp_path: Path, db: Path) -> None:
    write(tmp_path / "archive", *range(1800, 1850))
    mark = f"TRANSCRIPT_TEST={tmp_path}"
    environment = {**os.environ, "TRANSCRIPT_TEST": str(tmp_path)}
    run = subprocess.Popen([sys.executable, "-c", _INDEX, db, tmp_path / "archive"], env=environment)
    until = monotonic() + 30
    while len(_processes(mark)) < 2 and monotonic() < until:
        sleep(0.01)
    assert len(_processes(mark)) >= 2, "it reads in other processes"
    run.kill()
    run.wait()
    while _processes(mark) and monotonic() < until:
        sleep(0.01)
    assert not _processes(mark)
    index([tmp_path / "archive"], db)
    assert contents(db) == fresh(db, tmp_path / "archive")


def _processes(mark: str) -> list[str]:
    """The processes with this in their environment."""
    if not Path("/proc/self/environ").exists():
        pytest.skip("there is no /proc to look processes up in")
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in place.read_bytes().split(b"\0"):
                found.append(place.parent.name)
        except OSError:  # it has just ended
            continue
    return found
