"""The dataset of a batch: all cues of its scripts, and of no others."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.batch.trees import root_of, script, write_script
from tests.cli.conftest import Run
from transcript.batch.cues import Partition, partitions_of
from transcript.batch.planning import Job
from transcript.batch.work import Chunk
from transcript.dataset.partitions import FOLDER, PARTITIONS
from transcript.search import connect, index
from transcript.stores.local import LocalStore

pyarrow_dataset = pytest.importorskip("pyarrow.dataset")


def rows(out: Path) -> list[tuple[str, str | None, str]]:
    """Programme, speaker and line of each cue in the dataset of a folder, in order."""
    columns = pyarrow_dataset.dataset(out / FOLDER, partitioning="hive").to_table(["programme", "speaker", "line"])
    return sorted(zip(*(columns[name].to_pylist() for name in ("programme", "speaker", "line")), strict=True))


def said(out: Path) -> dict[str, str]:
    """What Ann says, by programme."""
    return {programme: line for programme, speaker, line in rows(out) if speaker == "ANN LEE"}


@pytest.fixture
def tree(folder: Path) -> Path:
    """Three scripts in a folder."""
    for name in ("a.txt", "sub/b.txt", "sub/c.txt"):
        write_script(folder / "in" / name, f"This is {name[-5]}.")
    return folder


def convert(run: Run, *options: str) -> str:
    made = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "out", "--jobs", "1", *options)
    assert made.exit_code == 0, made.stderr
    return made.stderr


def test_all_cues_of_a_tree_make_one_dataset(run: Run, tree: Path) -> None:
    convert(run, "--to", "srt")
    assert said(tree / "out") == {"a": "This is a.", "sub/b": "This is b.", "sub/c": "This is c."}
    assert sorted(path.name for path in (tree / "out").glob("*")) == [".transcript", "a.srt", FOLDER, "sub"]


def test_what_has_changed_comes_anew_and_the_rest_stays(run: Run, tree: Path) -> None:
    convert(run)
    before = {path: path.read_bytes() for path in (tree / "out" / FOLDER).rglob("*.parquet") if path.is_file()}
    assert " 3 unchanged," in convert(run)
    assert {path: path.read_bytes() for path in before} == before
    write_script(tree / "in" / "sub" / "b.txt", "This is new.")
    write_script(tree / "in" / "d.txt", "This is d.")
    (tree / "in" / "sub" / "c.txt").unlink()
    assert " 2 converted, 1 unchanged," in convert(run)
    assert said(tree / "out") == {"a": "This is a.", "sub/b": "This is new.", "d": "This is d."}
    fresh = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "fresh")
    assert fresh.exit_code == 0
    assert rows(tree / "out") == rows(tree / "fresh")


def test_a_script_that_cannot_be_read_any_more_keeps_its_cues(run: Run, tree: Path) -> None:
    convert(run)
    (tree / "in" / "a.txt").write_text("no script\n")
    made = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 1
    assert said(tree / "out")["a"] == "This is a."


def test_the_counts_are_those_of_the_index(run: Run, tree: Path) -> None:
    convert(run)
    index([tree / "in"], tree / "archive.db", jobs=1)
    with closing(connect(tree / "archive.db")) as archive:
        counted = dict(
            archive.execute("SELECT name, sum(cues) FROM appearances JOIN speakers ON id = speaker GROUP BY name")
        )
    assert Counter(speaker for _, speaker, _ in rows(tree / "out")) == counted


def test_a_dataset_that_cannot_be_gone_on_with_is_refused(run: Run, tree: Path) -> None:
    convert(run)
    (tree / "out" / FOLDER / PARTITIONS).write_text("{}")
    made = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 1
    assert f"{FOLDER}/{PARTITIONS}" in made.stderr.replace("\\", "/")


def test_a_partition_that_is_damaged_fails_its_scripts(run: Run, tree: Path) -> None:
    convert(run)
    (part,) = (path for path in (tree / "out" / FOLDER).rglob("cues.parquet") if path.is_file())
    part.write_bytes(b"no Parquet")
    made = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 1
    assert "0 converted, 0 unchanged, 3 failed" in made.stderr
    assert part.read_bytes() == b"no Parquet"


def test_several_folders_are_refused(run: Run, tree: Path) -> None:
    write_script(tree / "more" / "x.txt")
    made = run("convert", "in", "more", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 2
    assert "one dataset of one folder" in made.stderr


def test_the_number_of_partitions_is_said_once(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    assert partitions_of(store, 5000) == (64, True)
    assert partitions_of(store, 1_000_000) == (64, False)


def test_scripts_tried_one_by_one_take_nothing_out_of_their_partition(tmp_path: Path) -> None:
    partition = Partition(LocalStore(tmp_path), 0, "/in", frozenset({"a", "b"}))
    root = root_of(tmp_path)
    jobs = Job("a.txt", "a", 1), Job("b.txt", "b", 1)
    assert list(Chunk(root.order, jobs, partition).apart()) == [
        Chunk(root.order, (job,), partition._replace(stems=None)) for job in jobs
    ]


def test_reels_stay_one_programme(run: Run, tree: Path) -> None:
    (tree / "in" / "reels.txt").write_text(script("Reel one.") + script("Reel two."))
    convert(run, "--to", "srt", "--reels", "split")
    assert {programme for programme, _, _ in rows(tree / "out")} == {"a", "sub/b", "sub/c", "reels"}
