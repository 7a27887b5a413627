"""transcript convert --offset, --stretch, --recut; --fps for a transcript that is kept as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pysrt
import pytest

from tests.cli.conftest import Run
from tests.test_reels import TWO_REELS

EDL = """\
TITLE: SECOND CUT
FCM: NON-DROP FRAME
001  FILM     V     C        10:00:14:00 10:00:30:00 10:00:00:00 10:00:16:00
002  BL       V     C        00:00:00:00 00:00:02:00 10:00:16:00 10:00:18:00
003  FILM     V     C        10:00:00:00 10:00:09:00 10:00:18:00 10:00:27:00
"""


@pytest.fixture(autouse=True)
def cut(folder: Path) -> None:
    (folder / "new.edl").write_text(EDL, encoding="utf-8")


def converted(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("convert", *arguments, "--to", "json", "-o", "-")
    assert result.exit_code == 0, result.stderr
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def cues(made: dict[str, Any]) -> list[tuple[str, float, str]]:
    return [(cue["timecode"], cue["start"], cue["line"].split()[0]) for cue in made["cues"]]


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["--offset", "+00:00:10"], ("10:00:12", 12.0)),
        (["--offset", "00:00:10"], ("10:00:12", 12.0)),
        (["--offset", "-00:00:01"], ("10:00:01", 1.0)),
        (["--offset=-00:00:01"], ("10:00:01", 1.0)),
        (["--offset", "-1.5"], ("10:00:00", 0.5)),
        (["--offset", "+00:00:10:05", "--fps", "25"], ("10:00:12", 12.2)),
    ],
)
def test_offset_moves_everything(run: Run, arguments: list[str], first: tuple[str, float]) -> None:
    made = converted(run, "film.txt", *arguments)
    assert cues(made)[0] == (*first, "IN")
    assert made["timing"]["start"] == "10:00:00"


def test_every_output_is_moved_and_the_command_says_so(run: Run, folder: Path) -> None:
    result = run("convert", "film.txt", "--to", "srt", "--to", "vtt", "--to", "json", "--offset", "+00:01:00")
    assert "film.txt: moved +00:01:00: programme start 10:00:00, 4 cues\n" in result.stderr
    assert pysrt.open(str(folder / "film.srt"))[0].start.ordinal // 1000 == 62
    assert "\n00:01:02." in (folder / "film.vtt").read_text(encoding="utf-8")


def test_what_falls_before_the_start_is_left_out_and_said(run: Run) -> None:
    result = run("convert", "film.txt", "-o", "-", "--offset", "-00:00:10")
    assert "THE GREAT EASTERN" not in result.stdout
    assert "warning before-programme-start" in result.stderr


def test_what_falls_before_midnight_is_said_once(run: Run) -> None:
    result = run("convert", "film.txt", "--to", "csv", "-o", "-", "--offset", "-99:00:00", "--fps", "25")
    said = [line for line in result.stderr.splitlines() if "timecode-before-zero" in line]
    assert len(said) == 1
    assert said[0].endswith("times fall before 00:00:00; files with timecode show them on the day before")
    assert ",07:00:02" in result.stdout  # 99 hours before 10:00:02, four days


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--offset 0", "--offset +0 s moves nothing: programme start 10:00:00, 4 cues"),
        (
            "--stretch 25:25",
            "taken to count 25 frames a second, --stretch 25:25 moves nothing: programme start 10:00:00, 25 frames a",
        ),
        (
            "--fps 25 --stretch 25:25 --offset +2",
            "--stretch 25:25 moves nothing, moved +2 s: programme start 10:00:00, 25 frames a second, 4 cues",
        ),
    ],
)
def test_a_change_that_changes_nothing_is_said_to(run: Run, arguments: str, said: str) -> None:
    result = run("convert", "film.txt", "-o", "-", "--to", "json", *arguments.split())
    assert f"film.txt: {said}" in result.stderr


def test_stretch_keeps_frames_and_tells_the_rate(run: Run) -> None:
    made = converted(run, "film.txt", "--stretch", "25:24000/1001")
    assert made["timing"]["frame_rate"] == "23.976"
    assert cues(made)[2] == ("10:00:14", 14.598, "Nobody")
    assert converted(run, "film.txt", "--fps", "25", "--stretch", "25:23.976") == made


def test_a_recut_moves_divides_and_lists(run: Run) -> None:
    result = run("convert", "film.txt", "--fps", "25", "--recut", "new.edl", "-o", "-", "--to", "json")
    made = json.loads(result.stdout)
    assert cues(made) == [("10:00:00", 0.0, "Nobody"), ("10:00:06", 6.0, "TWO"), ("10:00:20", 20.0, "IN")]
    assert [shot["note"] for shot in made["shots"]] == ["MS", "Map", "Harbour at dawn"]
    assert "film.txt: recut by new.edl: programme start 10:00:00, 25 frames a second, 3 cues\n" in result.stderr
    line = "film.txt:3: info cue-cut-away NARRATOR at 10:00:09 is cut away: IT WAS THE LONGEST EVER MADE.\n"
    assert line in result.stderr
    assert [problem["code"] for problem in made["problems"]] == ["cue-cut-away", "shot-cut-away"]


def test_recut_then_stretched_then_moved(run: Run) -> None:
    told = ["--offset", "+00:00:10", "--stretch", "25:24", "--recut", "new.edl"]
    made = converted(run, "film.txt", *told)
    assert [start for _, start, _ in cues(made)] == [10.0, 16.25, 30.833]
    steps = "--recut new.edl --fps 25", "--stretch 25:24", "--offset +00:00:10"
    name = "film.txt"
    for number, step in enumerate(steps):
        run("convert", name, *step.split(), "-o", f"{number}.json")
        name = f"{number}.json"
    assert cues(json.loads(Path(name).read_text(encoding="utf-8"))) == cues(made)


def test_a_recut_asks_for_the_frame_rate(run: Run) -> None:
    result = run("convert", "film.txt", "--recut", "new.edl", "-o", "-")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "Error: film.txt: the script counts whole seconds, and an EDL counts frames; give the frame rate of the film, "
        "such as --fps 25"
    )


def test_a_wrong_line_of_the_edl_is_named(run: Run, folder: Path) -> None:
    (folder / "new.edl").write_text(EDL.replace("10:00:27:00", "10:00:27:25"), encoding="utf-8")
    result = run("convert", "film.txt", "--fps", "25", "--recut", "new.edl", "-o", "-")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: new.edl:5: 10:00:27:25 does not exist; at 25 frames a second")
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code", "found"),
    [
        (["--offset", "soon"], 2, "no offset: 'soon'; write it as +00:00:10"),
        (["--stretch", "1.001"], 2, "no stretch: '1.001'; write it as FROM:TO, such as 25:24000/1001"),
        (["--recut", "old.edl"], 2, "old.edl: there is no such EDL; check its name"),
        (["--recut", "film.txt"], 1, "film.txt: the EDL has no events; an event is such as 001 TAPE V C"),
        (["--fps", "24", "--stretch", "25:24"], 1, "film.txt: the script counts 24 frames a second"),
        (["--offset", "00:00:00:12"], 1, "film.txt: 00:00:00:12 counts frames but the frame rate is not known"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Run, arguments: list[str], code: int, found: str) -> None:
    result = run("convert", "film.txt", "-o", "-", *arguments)
    assert result.exit_code == code
    assert found in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_reels_are_moved_each_and_recut_none(run: Run, folder: Path) -> None:
    (folder / "reels.txt").write_text(TWO_REELS, encoding="utf-8")
    run("convert", "reels.txt", "--reels", "split", "--offset", "+00:00:10", "--to", "json")
    second = json.loads((folder / "reels.reel2.json").read_text(encoding="utf-8"))
    assert cues(second)[0][:2] == ("10:00:13", 13.0)
    assert [sound["timecode"] for sound in second["sounds"]] == ["10:00:22"]
    for reels in ("split", "join"):
        result = run("convert", "reels.txt", "--fps", "25", "--reels", reels, "--recut", "new.edl", "-o", "x.srt")
        assert result.exit_code == 1
        assert "reels.txt: the script has 2 reels, whose timecodes start again, and an EDL is of one" in result.stderr


def test_the_frame_rate_of_a_transcript_that_is_kept_as_json_is_told_afterwards(run: Run) -> None:
    run("convert", "film.txt", "-o", "film.json")
    for rate in ("25", "29.97", "29.97df"):
        told, read = (converted(run, name, "--fps", rate) for name in ("film.json", "film.txt"))
        assert told["timing"] == read["timing"]
        assert cues(told) == cues(read)
        assert told["shots"] == read["shots"]
    assert run("show", "film.json", "--fps", "25").exit_code == 0


def test_another_rate_than_its_own_is_refused_with_the_way_out(run: Run) -> None:
    run("convert", "film.txt", "--fps", "25", "-o", "film.json")
    result = run("convert", "film.json", "--fps", "24")
    assert result.exit_code == 1
    assert "film.json: the script counts 25 frames a second, not 24" in result.stderr
    assert "--stretch 25:24" in result.stderr
    assert run("convert", "film.json", "--fps", "25", "-o", "-").exit_code == 0
