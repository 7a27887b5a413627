"""What becomes of the outputs of one script from run to run."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch.trees import files, root_of, run, script, write_script
from transcript.batch.work import State
from transcript.delivery import Delivery
from transcript.errors import OutputRefused
from transcript.stores.local import LocalStore

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return write_script(tmp_path / "scripts/film.txt")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_what_is_unchanged_is_not_made_again(film: Path, out: Path) -> None:
    order = root_of(film.parent, out, ("srt", "json"))
    assert run(order).report.converted == 1
    before = {path: path.stat().st_mtime_ns for path in out.glob("film.*")}
    assert set(files(out)) == {"film.json", "film.srt"}
    assert run(order).report.unchanged == 1
    assert {path: path.stat().st_mtime_ns for path in out.glob("film.*")} == before


def test_a_changed_script_and_changed_options_make_the_outputs_anew(film: Path, out: Path) -> None:
    run(root_of(film.parent, out))
    write_script(film, "Nobody thought that it would work.")
    assert run(root_of(film.parent, out)).report.converted == 1
    assert "Nobody thought" in (out / "film.srt").read_text(encoding="utf-8")
    assert run(root_of(film.parent, out, labels="never")).report.converted == 1
    assert "ANN" not in (out / "film.srt").read_text(encoding="utf-8")


def test_a_format_that_is_asked_for_later_is_made_by_itself(film: Path, out: Path) -> None:
    run(root_of(film.parent, out))
    made = (out / "film.srt").stat().st_mtime_ns
    assert run(root_of(film.parent, out, ("srt", "vtt"))).report.converted == 1
    assert set(files(out)) == {"film.srt", "film.vtt"}
    assert (out / "film.srt").stat().st_mtime_ns == made
    assert run(root_of(film.parent, out, ("vtt",))).report.unchanged == 1


def test_an_output_that_is_gone_is_made_again(film: Path, out: Path) -> None:
    run(root_of(film.parent, out))
    before = files(out)
    (out / "film.srt").unlink()
    assert run(root_of(film.parent, out)).report.converted == 1
    assert files(out) == before


def test_an_output_that_was_left_empty_is_made_again(film: Path, out: Path) -> None:
    """A machine that loses its power may leave a file without what was written into it."""
    order = root_of(film.parent, out)
    run(order)
    made = (out / "film.srt").read_bytes()
    (out / "film.srt").write_bytes(b"")
    ran = run(order)
    assert ran.kept == set()
    assert (out / "film.srt").read_bytes() == made


def test_an_output_that_holds_nothing_is_made_once(film: Path, out: Path) -> None:
    film.write_text("".join(f"10:00:{second}:24 ANN LEE: The tide comes first.\n" for second in range(10, 15)), "utf-8")
    root = root_of(film.parent, out, ("avid-markers",))
    wishes = replace(root.order.wishes, delivery=Delivery(only="archive"))
    root = root._replace(order=replace(root.order, wishes=wishes))
    run(root)
    assert (out / "film.markers.txt").read_bytes() == b"", "no shot of it is from an archive"
    assert run(root).report.unchanged == 1


def test_an_output_changed_by_hand_is_kept_and_named(film: Path, out: Path) -> None:
    order = root_of(film.parent, out, ("srt", "vtt"))
    run(order)
    (out / "film.srt").write_text("corrected", encoding="utf-8")
    ran = run(order)
    assert ran.kept == {str(out / "film.srt")}
    assert ran.report.whole, "it holds what is in the script, and more"
    write_script(film, "The script has changed too.")
    for state in (State.CONVERTED, State.UNCHANGED):
        ran = run(order)
        assert [outcome.state for outcome in ran.outcomes] == [state]
        assert ran.kept == {str(out / "film.srt")}
        assert not ran.report.whole, "what is in the script now is not in it"
        assert "changed too" in (out / "film.vtt").read_text(encoding="utf-8")
    assert (out / "film.srt").read_text(encoding="utf-8") == "corrected"
    (out / "film.srt").unlink()
    assert run(order).report.whole
    assert "changed too" in (out / "film.srt").read_text(encoding="utf-8")


def test_an_output_that_stood_there_before_is_kept(film: Path, out: Path) -> None:
    out.mkdir()
    (out / "film.srt").write_text("by hand", encoding="utf-8")
    ran = run(root_of(film.parent, out))
    assert (ran.kept, ran.report.whole) == ({str(out / "film.srt")}, False)
    assert (out / "film.srt").read_text(encoding="utf-8") == "by hand"


def test_force_overwrites_and_what_comes_back_by_hand_is_kept_again(film: Path, out: Path) -> None:
    run(root_of(film.parent, out))
    (out / "film.srt").write_text("corrected", encoding="utf-8")
    assert run(root_of(film.parent, out, force=True)).kept == set()
    assert "tide" in (out / "film.srt").read_text(encoding="utf-8")
    (out / "film.srt").write_text("corrected", encoding="utf-8")
    assert run(root_of(film.parent, out)).kept == {str(out / "film.srt")}
    assert (out / "film.srt").read_text(encoding="utf-8") == "corrected"


@pytest.mark.parametrize("force", [False, True])
def test_a_script_is_never_written_over(tmp_path: Path, force: bool) -> None:
    captions = b"1\n00:00:01,000 --> 00:00:02,000\nThe sea is very wide and it is very deep too.\n"
    (tmp_path / "sea.srt").write_bytes(captions)
    for _ in range(2):
        ran = run(root_of(tmp_path, None, ("srt", "vtt"), force=force))
        assert "would be written over the script; write elsewhere with --out-dir" in ran.refused[0]
        assert (tmp_path / "sea.srt").read_bytes() == captions
        assert (tmp_path / "sea.vtt").exists()
        assert not ran.report.whole


def test_a_format_that_refuses_does_not_stop_the_others(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "layouts/untimed.txt", tmp_path / "talk.txt")
    order = root_of(tmp_path, tmp_path / "out", ("srt", "json"))
    for state in (State.CONVERTED, State.UNCHANGED):
        ran = run(order)
        assert ran.outcomes[0].state is state
        assert "talk.srt is not written: the script has no timecodes" in ran.refused[0]
        assert (ran.report.formats, ran.report.whole) == (1, False)
    assert set(files(tmp_path / "out")) == {"talk.json"}
    for _ in range(2):
        ran = run(root_of(tmp_path, tmp_path / "out", ("srt",)))
        assert (ran.report.failed, ran.report.formats) == (1, 0), "where nothing could be made the script has failed"


def test_a_script_that_fails_says_why_and_harms_no_other(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    write_script(scripts / "film.txt")
    (scripts / "empty.txt").write_bytes(b"")
    (scripts / "review.txt").write_text("A fine film.\n", encoding="utf-8")
    (scripts / "broken.docx").write_bytes(bytes(range(256)) * 8)
    for _ in range(2):
        ran = run(root_of(scripts, tmp_path / "out"))
        assert ran.report.failed == 3
        assert set(files(tmp_path / "out")) == {"film.srt"}
        said = " ".join(ran.refused)
        assert f"{scripts / 'empty.txt'}: the document is empty; check" in said
        assert f"{scripts / 'review.txt'}: no timecoded script" in said
        assert f"{scripts / 'broken.docx'}: this looks like" in said


def test_a_defect_is_told_as_one(film: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("unexpected\nthing")

    monkeypatch.setattr("transcript.reading.read_bytes", fail)
    (said,) = run(root_of(film.parent, out)).refused
    assert said == f"{film}: transcript failed on it, which is a defect of transcript (ValueError: unexpected thing)"


def test_what_stands_in_the_way_of_an_output_is_named(film: Path, out: Path) -> None:
    (out / "film.srt").mkdir(parents=True)
    (said,) = run(root_of(film.parent, out)).refused
    assert said == f"{film}: {out / 'film.srt'} stands in the way: there is something else than a file; move it away"


def test_outputs_of_a_script_that_is_still_there_are_not_written_over(tmp_path: Path, out: Path) -> None:
    """Two archives that are converted into one folder, one after the other."""
    first, second = (
        write_script(tmp_path / name / "film.txt", words) for name, words in (("a", "One."), ("b", "Two."))
    )
    run(root_of(first.parent, out))
    (said,) = run(root_of(second.parent, out)).refused
    assert f"{out / 'film.*'} was made of {first}; write elsewhere with --out-dir; --force overwrites" in said
    first.rename(first.with_name("moved.txt"))
    assert run(root_of(second.parent, out)).report.converted == 1
    assert "Two." in (out / "film.srt").read_text(encoding="utf-8")


def test_a_script_that_moved_with_its_archive_has_its_outputs_already(tmp_path: Path, out: Path) -> None:
    film = write_script(tmp_path / "a/film.txt")
    run(root_of(film.parent, out))
    film.parent.rename(tmp_path / "b")
    assert run(root_of(tmp_path / "b", out)).report.unchanged == 1


def test_a_run_that_ends_between_any_two_writes_is_finished_by_the_next(
    film: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any of the files that it puts down, receipts among them, with and without outputs that stood before."""
    order = root_of(film.parent, out, ("srt", "vtt", "json"))
    write, writes = LocalStore.write, 0

    def count(self: LocalStore, path: str, content: bytes) -> None:
        nonlocal writes
        if writes == 0:
            raise KeyboardInterrupt
        writes -= 1
        write(self, path, content)

    monkeypatch.setattr(LocalStore, "write", count)
    for words in ("The first version.", "The second version."):
        write_script(film, words)
        for before in range(5):
            writes = before
            with suppress(KeyboardInterrupt):
                run(order)
        writes = -1
        ran = run(order)
        assert ran.kept == set()
        run(root_of(film.parent, tmp_path / f"fresh {words}", ("srt", "vtt", "json")))
        assert files(out) == files(tmp_path / f"fresh {words}")


@pytest.mark.parametrize(
    "name",
    [
        "my film's “first” cut.txt",
        "Zürich.txt",
        "Zu\u0308rich.txt",
        "x" * 245 + ".txt",
        "-rf.txt",
        "new\nline.txt",
        os.fsdecode(b"caf\xe9.txt"),
    ],
)
def test_names_are_taken_as_they_are(tmp_path: Path, out: Path, name: str) -> None:
    write_script(tmp_path / "scripts" / name)
    order = root_of(tmp_path / "scripts", out)
    assert run(order).report.converted == 1
    assert (out / (name[:-4] + ".srt")).is_file()
    assert run(order).report.unchanged == 1


def test_a_name_too_long_for_its_output_is_refused(tmp_path: Path, out: Path) -> None:
    write_script(tmp_path / "scripts" / ("x" * 250 + ".md"))
    (said,) = run(root_of(tmp_path / "scripts", out, ("vtt-shots",))).refused
    assert f"({os.strerror(errno.ENAMETOOLONG).lower()})" in said
    assert said.endswith("give the script a shorter name")


def test_reels_have_outputs_of_their_own(tmp_path: Path, out: Path) -> None:
    """The reels of a programme whose timecode starts again, joined or apart from run to run."""
    reel = script().replace("MS\t", "\t")
    (tmp_path / "film.txt").write_text(reel + "REEL TWO\n" + reel, encoding="utf-8")
    reels = {"film.reel1.srt", "film.reel2.srt"}
    apart, joined = root_of(tmp_path, out, split=True), root_of(tmp_path, out)
    assert run(apart).report.converted == 1
    assert set(files(out)) == reels
    assert run(apart).report.unchanged == 1
    assert run(joined).report.converted == 1
    assert set(files(out)) == {*reels, "film.srt"}
    (tmp_path / "film.txt").write_text(script("All is new.") + "REEL TWO\n" + reel, encoding="utf-8")
    for order in (joined, apart):
        assert run(order).report.converted == 1
        assert run(order).kept == set(), "they are as transcript made them, in whichever run"
    assert set(files(out)) == {*reels, "film.srt"}
    assert all(b"All is new." in files(out)[name] for name in ("film.srt", "film.reel1.srt"))


def test_nothing_is_raised_where_nothing_can_be_written(film: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: LocalStore, path: str, content: bytes) -> None:
        raise OutputRefused(f"{path} cannot be written (no space left on device)", "make room and run it again")

    monkeypatch.setattr(LocalStore, "write", full)
    (said,) = run(root_of(film.parent, out)).refused
    assert "none of its outputs is written" in said
    assert said.endswith("(no space left on device); make room and run it again")
