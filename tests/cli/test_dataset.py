"""The dataset of a batch: all cues of its scripts, and of no others."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.batch.trees import script, write_script
from tests.cli.conftest import Run
from transcript.batch.cues import begun, is_too_small
from transcript.dataset.partitions import FOLDER, PARTITIONS
from transcript.search import connect, index
from transcript.stores.local import LocalStore
from transcript.stores.store import OWN

pyarrow_dataset = pytest.importorskip("pyarrow.dataset")


def rows(out: Path) -> list[tuple[str, str | None, str]]:
    """Programme, speaker and line of each cue in the dataset of a folder, in order."""
    columns = pyarrow_dataset.dataset(out / FOLDER, partitioning="hive").to_table(["programme", "speaker", "line"])
    return sorted(zip(*(columns[name].to_pylist() for name in ("programme", "speaker", "line")), strict=True))


def said(out: Path) -> dict[str, str]:
    """What Ann says, by programme."""
    return {programme: line for programme, speaker, line in rows(out) if speaker == "ANN LEE"}


def part_of(out: Path) -> Path:
    """The file of the only partition."""
    (part,) = (path for path in (out / FOLDER).rglob("cues.parquet") if path.is_file())
    return part


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
    assert said(tree / "out")["sub/c"] == "This is c."
    assert " 0 converted, 3 unchanged," in convert(run, "--gone")
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


def test_a_partition_that_is_damaged_stops_nothing_else(run: Run, tree: Path) -> None:
    convert(run)
    part = part_of(tree / "out")
    part.write_bytes(b"no Parquet")
    write_script(tree / "in" / "a.txt", "This is new.")
    made = run("convert", "in", "-r", "--to", "parquet", "--to", "srt", "--out-dir", "out")
    assert made.exit_code == 1
    assert "3 converted, 0 unchanged, 1 failed" in made.stderr
    assert "delete the folder cues.parquet and run it again" in made.stderr
    assert (tree / "out" / "a.srt").exists()
    assert part.read_bytes() == b"no Parquet"
    convert(run, "--to", "srt", "--force")
    assert said(tree / "out") == {"a": "This is new.", "sub/b": "This is b.", "sub/c": "This is c."}


def test_a_dataset_that_was_deleted_is_made_again(run: Run, tree: Path) -> None:
    convert(run)
    shutil.rmtree(tree / "out" / FOLDER)
    assert " 3 converted," in convert(run)
    assert len(said(tree / "out")) == 3


def test_what_was_put_down_before_a_run_was_stopped_is_taken_over_by_the_next(run: Run, tree: Path) -> None:
    convert(run)
    part = part_of(tree / "out")
    stopped = part.read_bytes()
    write_script(tree / "in" / "a.txt", "This is new.")
    with patch("transcript.batch.run.Plan._merged", return_value=iter(())):
        convert(run)
    assert part.read_bytes() == stopped
    assert " 0 converted, 3 unchanged," in convert(run)
    assert said(tree / "out")["a"] == "This is new."
    assert [path for path in (tree / "out" / OWN / "cues").rglob("*") if path.is_file()] == []


def test_nothing_goes_where_all_scripts_are_gone(run: Run, tree: Path) -> None:
    convert(run)
    (tree / "in").rename(tree / "elsewhere")
    (tree / "in").mkdir()
    made = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "out", "--gone")
    assert made.exit_code == 1
    assert len(said(tree / "out")) == 3


def test_other_folders_and_single_scripts_leave_the_rest_alone(run: Run, tree: Path) -> None:
    convert(run)
    write_script(tree / "in2" / "x.txt", "This is x.")
    assert run("convert", "in2", "-r", "--to", "parquet", "--out-dir", "out", "--gone").exit_code == 0
    assert run("convert", "in/a.txt", "-r", "--to", "parquet", "--out-dir", "out", "--gone").exit_code == 0
    convert(run, "--gone")
    assert set(said(tree / "out")) == {"a", "sub/b", "sub/c", "x"}


def test_what_was_made_of_another_script_is_not_replaced(run: Run, tree: Path) -> None:
    convert(run)
    write_script(tree / "in2" / "a.txt", "This is another.")
    made = run("convert", "in2", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 1
    assert "was made of" in made.stderr
    assert said(tree / "out")["a"] == "This is a."


def test_scripts_of_one_name_are_programmes_of_their_own(run: Run, tree: Path) -> None:
    write_script(tree / "in" / "a.md", "This is Markdown.")
    write_script(tree / "in" / "a.md.txt", "This collides.")
    made = run("convert", "in", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 1
    assert "rename one of them" in made.stderr
    assert {"a.md", "a.txt"} <= set(said(tree / "out")) or {"a", "a.md"} <= set(said(tree / "out"))


def test_several_folders_make_one_dataset(run: Run, tree: Path) -> None:
    write_script(tree / "more" / "x.txt", "This is x.")
    made = run("convert", "in", "more", "-r", "--to", "parquet", "--out-dir", "out")
    assert made.exit_code == 0
    assert set(said(tree / "out")) == {"in/a", "in/sub/b", "in/sub/c", "more/x"}


def test_it_counts_for_folders_only(run: Run, tree: Path) -> None:
    made = run("convert", "in/a.txt", "--to", "parquet", "--gone")
    assert made.exit_code == 2
    assert "--gone counts for folders" in made.stderr


def test_the_number_of_partitions_is_said_once(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    made = begun(store, 5000)
    assert made.number == 64
    assert begun(store, 1_000_000) == made
    assert is_too_small(made, 1_000_000)
    assert not is_too_small(made, 20_000)


def test_reels_stay_one_programme(run: Run, tree: Path) -> None:
    (tree / "in" / "reels.txt").write_text(script("Reel one.") + script("Reel two."))
    convert(run, "--to", "srt", "--reels", "split")
    assert {programme for programme, _, _ in rows(tree / "out")} == {"a", "sub/b", "sub/c", "reels"}
