"""A folder of this machine: written to whole or not at all, by one batch at a time, and nowhere else."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.batch.trees import left_over
from transcript.errors import MissingDocument, OutputRefused, UnreadableDocument
from transcript.stores.local import LocalStore
from transcript.stores.store import BEGUN, OWN, File, Folder, Unreadable


def test_a_file_is_put_there_whole_with_the_mode_of_the_one_before(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    with store.held() as held:
        held.write("a/b/film.srt", b"first")
        (tmp_path / "a/b/film.srt").chmod(0o640)
        held.write("a/b/film.srt", b"second")
    assert store.read("a/b/film.srt") == b"second"
    assert store.read("a/b/film.srt", 3) == b"sec"
    assert stat.S_IMODE((tmp_path / "a/b/film.srt").stat().st_mode) == 0o640
    assert left_over(tmp_path) == []


def test_one_batch_at_a_time(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    with store.held():
        with pytest.raises(OutputRefused, match=r"another run is writing into .*; wait until it has finished, or"):
            store.held().__enter__()
        LocalStore(tmp_path / "elsewhere").held().__enter__()
    with store.held():
        pass


def test_a_process_that_has_outlived_its_batch_writes_nothing(tmp_path: Path) -> None:
    """The batch was killed, another one is at work or done: what comes late would go over its outputs."""
    with LocalStore(tmp_path).held() as old:
        old.write("film.srt", b"old")
    with pytest.raises(OutputRefused):
        old.write("film.srt", b"late")
    with LocalStore(tmp_path).held() as new:
        new.write("film.srt", b"new")
        with pytest.raises(OutputRefused):
            old.write("film.srt", b"late")
    assert (tmp_path / "film.srt").read_bytes() == b"new"
    assert left_over(tmp_path) == []


def test_what_a_killed_batch_has_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / OWN / "tmp/0123/99.half"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half of an out")
    with LocalStore(tmp_path).held():
        assert not left.exists()


def test_links_that_lead_out_are_not_written_through(tmp_path: Path) -> None:
    root, outside = tmp_path / "out", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "film.srt").write_bytes(b"theirs")
    (root / "way").symlink_to(outside)
    (root / "film.srt").symlink_to(outside / "film.srt")
    with LocalStore(root).held() as store:
        for path in ("way/film.srt", "way/new/film.srt", "../film.srt", "a/../../film.srt", "../outside/film.srt"):
            with pytest.raises(OutputRefused, match=r"leads out of"):
                store.write(path, b"ours")
        store.write("film.srt", b"ours")
    assert (outside / "film.srt").read_bytes() == b"theirs"
    assert not (root / "film.srt").is_symlink()
    assert sorted(path.name for path in tmp_path.rglob("*.srt")) == ["film.srt", "film.srt"]


@pytest.mark.parametrize("link", [OWN, BEGUN, f"{OWN}/tmp"])  # noqa: S108 - no folder of the system
def test_what_a_batch_keeps_for_itself_is_not_kept_elsewhere(tmp_path: Path, link: str) -> None:
    """In an archive that somebody has packed, these names may be links to anything."""
    root, outside = tmp_path / "out", tmp_path / "outside"
    (outside / "tmp").mkdir(parents=True)
    (outside / "tmp/precious").write_bytes(b"theirs")
    place = root / link
    place.parent.mkdir(parents=True)
    place.symlink_to(
        outside / "tmp/precious" if link == BEGUN else outside / "tmp" if link.endswith("tmp") else outside
    )
    with pytest.raises(OutputRefused, match=r"is a link; remove it, or name another folder"):
        LocalStore(root).held().__enter__()
    assert (outside / "tmp/precious").read_bytes() == b"theirs"


def test_what_stands_in_the_way_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a file")
    with LocalStore(tmp_path).held() as store, pytest.raises(OutputRefused, match=r"a file stands where its folder is"):
        store.write("a/film.srt", b"ours")


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "make room and run it again"),
        (errno.EACCES, "check its permissions"),
        (errno.EROFS, "name another folder with --out-dir"),
    ],
)
def test_a_write_that_fails_leaves_nothing_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str
) -> None:
    def fail(self: Path, content: bytes) -> int:
        raise OSError(code, os.strerror(code))

    with LocalStore(tmp_path).held() as store:
        monkeypatch.setattr(Path, "write_bytes", fail)
        with pytest.raises(OutputRefused, match=rf"film.srt cannot be written \(.*\); {advice}"):
            store.write("film.srt", b"ours")
    assert not (tmp_path / "film.srt").exists()
    assert left_over(tmp_path) == []


def test_another_disk_may_hang_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.replace

    def across(self: Path, target: Path) -> Path:
        if self.parent != target.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", across)
    with LocalStore(tmp_path).held() as store:
        store.write("disk/film.srt", b"ours")
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["film.srt"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "film.srt")
    with pytest.raises(UnreadableDocument, match=r"something else than a file; move it away"):
        LocalStore(tmp_path).read("film.srt")
    with pytest.raises(MissingDocument):
        LocalStore(tmp_path).read("other.srt")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o000)
    assert any(isinstance(found, Unreadable) for found in LocalStore(tmp_path).folders())
    (tmp_path / "locked").chmod(0o700)


def test_one_file_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "film.txt").write_bytes(b"12345")
    (tmp_path / "other.txt").write_bytes(b"")
    (found,) = LocalStore(tmp_path, "film.txt").folders()
    assert isinstance(found, Folder)
    assert found.files == (File("film.txt", 5),)


def test_a_root_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputRefused, match=r"cannot be written to .*; name another folder with --out-dir"):
        LocalStore(tmp_path / "file/out").held().__enter__()


def test_folders_that_vanish_are_not_made_anew(tmp_path: Path) -> None:
    with LocalStore(tmp_path / "out").held() as store:
        shutil.rmtree(tmp_path / "out")
        with pytest.raises(OutputRefused):
            store.write("film.srt", b"ours")
