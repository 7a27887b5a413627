"""transcript diff."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import SCRIPT
from tests.cli.test_show import on_a_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

OTHER_WORDS = ("LONGEST EVER", "LONGEST CABLE EVER")


@pytest.fixture
def versions(folder: Path) -> Path:
    """film.txt, and new.txt: a word put in, a speaker changed, everything from 10.00.09 on two seconds later."""
    text = SCRIPT.replace(*OTHER_WORDS).replace("ANNA FIELD", "TOM HALL")
    for at in ("09", "14", "20"):
        text = text.replace(f"10.00.{at}", f"10.00.{int(at) + 2:02}")
    (folder / "new.txt").write_text(text, encoding="utf-8")
    return folder


def test_what_does_not_differ_is_left_in_silence_and_exits_with_0(run: Run, folder: Path) -> None:
    (folder / "copy.txt").write_text(SCRIPT, encoding="utf-8")
    result = run("diff", "film.txt", "copy.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == "film.txt -> copy.txt: 4 cues unchanged"


def test_in_a_pipe_each_change_is_one_line_and_what_moved_is_told_once(run: Run, versions: Path) -> None:
    result = run("diff", "film.txt", "new.txt")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "new.txt:3: moved all by +2 s from 10:00:11 on (3 cues)",
        "new.txt:3: reworded 10:00:11 NARRATOR: IT WAS THE LONGEST {+CABLE+} EVER MADE.",
        "new.txt:5: speaker 10:00:16 ANNA FIELD -> TOM HALL: Nobody thought that it would work, you know. [laughs]",
    ]
    assert result.stderr.splitlines()[-1] == "film.txt -> new.txt: 1 cue unchanged, 1 reworded, 3 moved, 1 new speaker"


def test_what_is_gone_has_its_line_in_the_old_version(run: Run, folder: Path) -> None:
    gone = "".join(line for line in SCRIPT.splitlines(keepends=True) if "LONGEST" not in line)
    (folder / "short.txt").write_text(gone, encoding="utf-8")
    assert run("diff", "film.txt", "short.txt").stdout.splitlines() == [
        "film.txt:3: dropped 10:00:09 NARRATOR: [-IT WAS THE LONGEST EVER MADE.-]"
    ]
    assert run("diff", "short.txt", "film.txt").stdout.splitlines() == [
        "film.txt:3: added 10:00:09 NARRATOR: {+IT WAS THE LONGEST EVER MADE.+}"
    ]


def test_a_script_is_held_against_its_corrected_subtitles(run: Run, folder: Path) -> None:
    run("convert", "film.txt", "-o", "film.srt")
    corrected = (folder / "film.srt").read_text(encoding="utf-8").replace("NEWFOUNDLAND", "NOVA SCOTIA")
    (folder / "film.srt").write_text(corrected, encoding="utf-8")
    told = run("diff", "film.txt", "film.srt").stdout
    assert "[-NEWFOUNDLAND.-] {+NOVA SCOTIA.+}" in told
    assert "start" not in told  # subtitles count from 0, which is no change


def test_json_holds_every_change_with_the_words_that_differ(run: Run, versions: Path) -> None:
    told = json.loads(run("diff", "film.txt", "new.txt", "--json").stdout)
    assert told["unchanged"] == 1
    assert [(change["kinds"], change["moved"]) for change in told["changes"]] == [
        (["reworded", "moved"], 2.0),
        (["speaker", "moved"], 2.0),
        (["moved"], 2.0),
    ]
    reworded, respoken, _ = told["changes"]
    assert reworded["words"][1:] == [["inserted", "CABLE"], ["same", "EVER MADE."]]
    assert (reworded["old"][0]["timecode"], reworded["new"][0]["timecode"]) == ("10:00:09", "10:00:11")
    assert respoken["words"] is None


def test_a_subtitle_that_was_put_behind_others_is_told_to_stand_past_them(run: Run, folder: Path) -> None:
    lines = [f"Number {place} speaks of {what}." for place, what in enumerate("sea harbour cable storm ship".split())]
    for name, order in (("old.srt", lines), ("new.srt", [*lines[1:4], lines[0], lines[4]])):
        blocks = [
            f"{n}\n00:00:{5 * n:02},000 --> 00:00:{5 * n + 4:02},000\n{line}\n" for n, line in enumerate(order, 1)
        ]
        (folder / name).write_text("\n".join(blocks), encoding="utf-8")
    told = run("diff", "old.srt", "new.srt").stdout.splitlines()
    assert told[-1] == "new.srt:14: moved 00:00:20 +15 s past others Number 0 speaks of sea."
    changes = json.loads(run("diff", "old.srt", "new.srt", "--json").stdout)["changes"]
    assert [change["elsewhere"] for change in changes] == [False, False, False, True]


def test_another_programme_start_is_a_difference(run: Run, folder: Path) -> None:
    (folder / "us.txt").write_text(SCRIPT.replace("10.00.", "01.00."), encoding="utf-8")
    result = run("diff", "film.txt", "us.txt")
    assert result.exit_code == 1
    assert result.stdout == "us.txt:1: start the programme starts at 01:00:00 instead of 10:00:00\n"


def test_on_a_terminal_words_are_coloured_and_without_colour_marked(versions: Path) -> None:
    coloured = on_a_terminal(versions, "diff", "film.txt", "new.txt", exit_code=1)
    assert "LONGEST \x1b[4;32mCABLE\x1b[0m EVER" in coloured
    plain = on_a_terminal(versions, "diff", "film.txt", "new.txt", columns=60, exit_code=1, NO_COLOR="1")
    assert "\x1b" not in plain
    assert "LONGEST {+CABLE+} EVER" in plain
    assert max(map(len, plain.split("film.txt: ")[0].splitlines())) <= 60


def test_square_brackets_of_the_script_are_text_on_a_terminal(versions: Path) -> None:
    assert "[laughs]" in on_a_terminal(versions, "diff", "film.txt", "new.txt", exit_code=1)


def test_one_version_may_be_standard_input(run: Run, versions: Path) -> None:
    assert run("diff", "film.txt", "-", stdin=SCRIPT).exit_code == 0
    assert run("diff", "-", "-", stdin=SCRIPT).exit_code == 2


def test_options_of_reading_hold_for_both(run: Run, versions: Path) -> None:
    told = run("diff", "film.txt", "new.txt", "--alias", "TOM HALL=ANNA FIELD").stdout
    assert "speaker" not in told


@pytest.mark.parametrize("versions_named", [("film.txt", "gone.txt"), ("review.txt", "film.txt")])
def test_what_cannot_be_compared_exits_with_2_as_diff_does(
    run: Run, folder: Path, versions_named: tuple[str, str]
) -> None:
    (folder / "review.txt").write_text("A moving film about a cable.\nFive stars.\n", encoding="utf-8")
    result = run("diff", *versions_named)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
