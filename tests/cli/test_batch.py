"""transcript convert --recursive: whole folders."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.batch.trees import files, write_script
from tests.cli.test_show import on_a_terminal
from transcript.stores.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    from tests.cli.conftest import Run

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def scripts(folder: Path) -> Path:
    """A folder of scripts in folders, in the working folder."""
    for name in ("film.txt", "a/moon.md", "a/b/sea.txt"):
        write_script(folder / "scripts" / name, f"This is {name}.")
    return folder / "scripts"


def summary(result: Result) -> str:
    """The last line, without the seconds."""
    return re.sub(r" in [\d.]+ s(, [\d.]+ a second)?", "", result.stderr.splitlines()[-1])


def test_a_tree_of_scripts_becomes_a_tree_of_outputs(run: Run, folder: Path, scripts: Path) -> None:
    arguments = ("convert", "scripts", "--recursive", "--to", "vtt", "--to", "json", "--out-dir", "out", "--jobs", "2")
    first = run(*arguments)
    assert (first.exit_code, first.stdout) == (0, "")
    assert summary(first) == "out: 3 converted, 0 unchanged, 0 failed: 9 cues, 0 problems"
    stems = ("film", "a/moon", "a/b/sea")
    assert set(files(folder / "out")) == {stem + end for stem in stems for end in (".vtt", ".json")}
    again = run(*arguments)
    assert again.exit_code == 0
    assert summary(again) == "out: 0 converted, 3 unchanged, 0 failed"


def test_outputs_are_those_of_a_single_convert(run: Run, folder: Path, scripts: Path) -> None:
    shutil.copytree(SAMPLES / "layouts", scripts / "layouts")
    run("convert", "scripts", "-r", "--to", "json", "--case", "sentence", "--out-dir", "out")
    for script in sorted((scripts / "layouts").iterdir()):
        assert run("convert", str(script), "--to", "json", "--case", "sentence", "--out-dir", "one").exit_code == 0
        name = f"{script.stem}.json"
        assert (folder / "out/layouts" / name).read_bytes() == (folder / "one" / name).read_bytes()


def test_without_a_folder_for_them_outputs_lie_beside_their_scripts(run: Run, folder: Path, scripts: Path) -> None:
    write_script(scripts / "film.md", "Another film.")
    assert run("convert", "scripts", "-r").exit_code == 0
    assert {name for name in files(scripts) if name.endswith(".srt")} == {
        "film.txt.srt",
        "film.md.srt",
        "a/moon.srt",
        "a/b/sea.srt",
    }
    again = run("convert", "scripts", "-r")
    assert again.exit_code == 0
    assert summary(again) == "0 converted, 4 unchanged, 0 failed; 4 files left out as outputs of scripts"


def test_the_folder_of_outputs_may_lie_in_that_of_the_scripts(run: Run, folder: Path, scripts: Path) -> None:
    for converted, unchanged in ((3, 0), (0, 3)):
        result = run("convert", "scripts", "-r", "--out-dir", "scripts/out")
        assert result.exit_code == 0
        assert summary(result).startswith(f"scripts/out: {converted} converted, {unchanged} unchanged, 0 failed")
    # What lies there now is known to be made of scripts that are there.
    assert summary(run("convert", "scripts", "-r", "--to", "vtt")).startswith("3 converted, 0 unchanged, 0 failed")


def test_several_folders_lie_side_by_side_in_that_of_the_outputs(run: Run, folder: Path, scripts: Path) -> None:
    write_script(folder / "more/film.txt")
    assert run("convert", "scripts", "more", "film.txt", "-r", "--out-dir", "out").exit_code == 0
    assert set(files(folder / "out")) == {
        "film.srt",
        "more/film.srt",
        "scripts/film.srt",
        "scripts/a/moon.srt",
        "scripts/a/b/sea.srt",
    }


def test_each_failure_is_reported_and_all_others_are_done(run: Run, folder: Path, scripts: Path) -> None:
    (scripts / "empty.txt").write_bytes(b"")
    (scripts / "a/review.txt").write_text("A fine film.\nFour stars.\n", encoding="utf-8")
    shutil.copy(SAMPLES / "layouts/untimed.txt", scripts / "talk.txt")
    for made in ("3 converted, 0 unchanged", "0 converted, 3 unchanged"):
        result = run("convert", "scripts", "-r", "--out-dir", "out")
        assert result.exit_code == 1
        said = {line.partition(": ")[0]: line.partition(": ")[2] for line in result.stderr.splitlines()}
        assert said["scripts/empty.txt"] == "the document is empty; check that it is the right one and was saved"
        assert said["scripts/a/review.txt"] == (
            "no timecoded script: 0 timecodes in 2 lines with text; looked for timecodes such as 10.00.02 in lines or "
            "columns of their own or before the text"
        )
        assert said["scripts/talk.txt"].startswith("out/talk.srt is not written: the script has no timecodes")
        assert said["out"].startswith(f"{made}, 3 failed")


def test_an_output_changed_by_hand_is_named_in_every_run(run: Run, folder: Path, scripts: Path) -> None:
    run("convert", "scripts", "-r", "--out-dir", "out")
    (folder / "out/film.srt").write_text("corrected", encoding="utf-8")
    for _ in range(2):
        result = run("convert", "scripts", "-r", "--out-dir", "out")
        assert result.exit_code == 0, "the script says what it said"
        assert "out/film.srt: kept as changed by hand; --force overwrites it\n" in result.stderr
        assert "1 output kept as changed by hand" in result.stderr
    write_script(scripts / "film.txt", "The script has changed as well.")
    assert run("convert", "scripts", "-r", "--out-dir", "out").exit_code == 1
    assert (folder / "out/film.srt").read_text(encoding="utf-8") == "corrected"
    assert run("convert", "scripts", "-r", "--out-dir", "out", "--force").exit_code == 0
    assert "changed as well" in (folder / "out/film.srt").read_text(encoding="utf-8")


def test_how_far_it_has_come_is_shown_from_the_start_script_by_script(
    run: Run, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[float, float]] = []

    @contextmanager
    def bar(*_: object, **__: object) -> Iterator[Callable[[float, float], None]]:
        yield lambda done, of: shown.append((done, of))

    monkeypatch.setattr("transcript.cli.batch.progress_bar", bar)
    run("convert", "scripts", "-r", "--out-dir", "out")
    assert shown == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_what_is_the_same_for_many_refusals_is_said_with_the_first(run: Run, folder: Path, scripts: Path) -> None:
    for number in range(3):
        (scripts / f"empty{number}.txt").write_bytes(b"")
        shutil.copy(SAMPLES / "layouts/untimed.txt", scripts / f"talk{number}.txt")
        (scripts / f"review{number}.txt").write_text("A fine film.\n" * 9, encoding="utf-8")
    for _ in range(2):
        *lines, last = run("convert", "scripts", "-r", "--out-dir", "out", "--jobs", "1").stderr.splitlines()
        assert last.startswith("out: ")
        found = {line.partition(": ")[0]: line.partition(": ")[2] for line in lines}
        assert len(lines) == len(found) == 9
        for kind, advice in (("empty", "check that it is"), ("talk", "write json"), ("review", "looked for timecodes")):
            told = [found[f"scripts/{kind}{number}.txt"].replace(f"{kind}{number}", kind) for number in range(3)]
            assert [advice in line for line in told].count(True) == 1
            assert max(told, key=len).startswith(f"{min(told, key=len)}; ")
        assert found["scripts/review2.txt"].startswith("no timecoded script: 0 timecodes in 9 lines with text")


def test_an_output_changed_by_hand_that_other_options_would_change_is_named_as_such(
    run: Run, folder: Path, scripts: Path
) -> None:
    run("convert", "scripts", "-r", "--out-dir", "out")
    (folder / "out/film.srt").write_text("corrected", encoding="utf-8")
    result = run("convert", "scripts", "-r", "--out-dir", "out", "--labels", "never")
    kept = "out/film.srt: kept as changed by hand, though the script or the options have changed since; --force overw"
    assert kept in result.stderr


def test_outputs_beside_a_script_that_was_deleted_are_left_alone(run: Run, folder: Path, scripts: Path) -> None:
    run("convert", "scripts", "-r")
    (scripts / "film.txt").unlink()
    before = files(scripts)
    again = run("convert", "scripts", "-r")
    assert again.exit_code == 0, again.stderr
    assert summary(again) == "0 converted, 2 unchanged, 0 failed; 3 files left out as outputs of scripts"
    assert files(scripts) == before


def test_other_options_make_everything_anew(run: Run, folder: Path, scripts: Path) -> None:
    run("convert", "scripts", "-r", "--out-dir", "out")
    assert summary(run("convert", "scripts", "-r", "--out-dir", "out", "--labels", "never")).startswith(
        "out: 3 converted"
    )
    assert summary(run("convert", "scripts", "-r", "--out-dir", "out", "--alias", "ANN=ANNA")).startswith(
        "out: 3 converted"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "found"),
    [
        (["empty"], 1, "Error: there are no scripts in empty"),
        (["made"], 1, "there are no scripts in made: 1 file is an output of transcript; name a file itself to convert"),
        (["scripts", "--gone"], 2, "--gone lets go of cues of the dataset; add --to parquet, or leave it out"),
        (["nowhere"], 2, "nowhere: there is no such file or folder; check its name"),
        (["scripts", "scripts"], 2, "scripts is given twice; give it once"),
        (["scripts", "./scripts/"], 2, "scripts/ is given twice, also as scripts; give it once"),
        (["scripts", "scripts/a"], 2, "scripts/a lies in scripts; leave one of them out"),
        (["scripts/film.txt", "film.txt", "--out-dir", "out"], 2, "would both be written to out/film; run it once for"),
        (["scripts", "--out-dir", "film.txt"], 2, "film.txt is a file, not a folder; name another with --out-dir"),
        (["scripts", "--out-dir", "/proc/nowhere"], 1, "/proc/nowhere cannot be written to"),
        (["-"], 2, "standard input is for one script"),
        (["scripts", "-o", "film.srt"], 2, "-o is for one script"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(
    run: Run, folder: Path, scripts: Path, arguments: list[str], code: int, found: str
) -> None:
    (folder / "empty").mkdir()
    run("convert", "film.txt", "--recursive", "--out-dir", "made")
    result = run("convert", "--recursive", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert found in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_a_folder_that_another_run_writes_into_is_left_alone(run: Run, folder: Path, scripts: Path) -> None:
    with LocalStore(Path("out")).held():
        result = run("convert", "scripts", "-r", "--out-dir", "out")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: another run is writing into out; wait until it has finished, or name another folder with --out-dir\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="this system has no such names")
def test_names_of_any_bytes_are_done_and_shown(run: Run, folder: Path) -> None:
    names = ["my “film's” cut.txt", "Zürich.txt", "Zu\u0308rich 2.txt", "x" * 245 + ".txt", os.fsdecode(b"caf\xe9.txt")]
    for name in names:
        write_script(folder / "scripts" / name)
    (folder / "scripts" / os.fsdecode(b"\xe9mpty.txt")).write_bytes(b"")
    result = run("convert", "scripts", "-r", "--out-dir", "out")
    assert summary(result).startswith("out: 5 converted, 0 unchanged, 1 failed")
    assert {path.name for path in (folder / "out").glob("*.srt")} == {name[:-4] + ".srt" for name in names}
    assert "mpty.txt: the document is empty" in result.stderr


def test_on_a_terminal_a_bar_shows_how_many_a_second_and_the_time_left(folder: Path) -> None:
    for number in range(150):
        write_script(folder / f"scripts/film{number}.txt", f"This is number {number}. " * 60)
    printed = on_a_terminal(folder, "convert", "scripts", "-r", "--out-dir", "out", "--jobs", "1", columns=100)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed)
    assert re.search(r"converting \S+ +\d+/150 [\d.]+ scripts/s \d:\d\d:\d\d left", plain)
    assert "out: 150 converted, 0 unchanged, 0 failed in " in plain
