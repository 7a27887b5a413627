"""transcript convert --reels: one file for all reels, or one for each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pysrt
import pytest

from tests.cli.conftest import SCRIPT, Run
from tests.test_reels import TWO_REELS


@pytest.fixture(autouse=True)
def reels(folder: Path) -> None:
    (folder / "reels.txt").write_text(TWO_REELS, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.suffix not in ("", ".txt"))


def test_by_default_reels_are_laid_end_to_end_in_one_file(run: Run, folder: Path) -> None:
    result = run("convert", "reels.txt")
    assert ", programme start 10:00:00, 2 reels, 8 cues, " in result.stderr
    assert names(folder) == ["reels.srt"]
    starts = [item.start.ordinal for item in pysrt.open(str(folder / "reels.srt"))]
    assert starts == sorted(starts)
    assert run("convert", "reels.txt", "--reels", "join", "-o", "-").stdout_bytes == (folder / "reels.srt").read_bytes()


def test_split_writes_a_file_for_each_reel_with_times_from_its_own_start(run: Run, folder: Path) -> None:
    result = run("convert", "reels.txt", "--reels", "split", "--to", "srt", "--to", "vtt", "--to", "json")
    assert result.stderr.startswith("reels.txt -> reels.reel1.srt, reels.reel1.vtt, reels.reel1.json, reels.reel2.srt")
    assert ", 2 reels, 8 cues, " in result.stderr
    assert names(folder) == sorted(f"reels.reel{number}.{form}" for number in (1, 2) for form in ("srt", "vtt", "json"))
    for number, text, second in ((1, "IN 1866", 2), (2, "THE SECOND", 3)):
        first = pysrt.open(str(folder / f"reels.reel{number}.srt"))[0]
        assert text in first.text
        assert first.start.ordinal // 1000 == second
    second_reel = json.loads((folder / "reels.reel2.json").read_text(encoding="utf-8"))
    assert second_reel["timing"]["reels"] == [{"number": 2, "start": "10:00:00", "offset": 0.0}]
    assert {cue["reel"] for cue in second_reel["cues"]} == {2}
    assert list(second_reel["speakers"]) == ["NARRATOR", "TOM REEVE"]


def test_a_speaker_has_one_colour_in_all_reels(run: Run, folder: Path) -> None:
    # In the first reel alone Anna says less than Tom, in the whole she says most.
    anna, tom = "Nobody thought that it would work, you know.", "They fished for it for weeks."
    script = TWO_REELS.replace(tom, f"{tom} {tom * 3}").replace(
        "TOM REEVE\n", f"ANNA FIELD\n\t\t{anna * 9}\n\t10.00.16\tTOM REEVE\n"
    )
    script = script.replace(
        "\tNARRATOR\n\t\tTWO WEEKS LATER IT REACHED",
        "\tTOM REEVE\n\t\tAnd then, two weeks and two days and two hours later, it reached",
    )
    (folder / "reels.txt").write_text(script, encoding="utf-8")
    asked = ("--fps", "25", "--to", "resolve-edl", "--to", "avid-markers", "--to", "vtt", "--colours")
    run("convert", "reels.txt", *asked)
    run("convert", "reels.txt", *asked, "--reels", "split")

    def colours(name: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for form, pattern in {
            "edl": r"\|C:ResolveColor(?P<colour>\w+) \|M:(?P<who>[A-Z ]+) \|",
            "markers.txt": r"(?m)^(?P<who>[A-Z ]+)\t[\d:]+\t\w+\t(?P<colour>\w+)",
            "vtt": r"<v (?P<who>[A-Z ]+)><c\.(?P<colour>\w+)>",
        }.items():
            for one in re.finditer(pattern, (folder / f"{name}.{form}").read_text(encoding="utf-8")):
                found.setdefault(f"{form} {one['who']}", set()).add(one["colour"])
        return found

    whole, first, second = (colours(name) for name in ("reels", "reels.reel1", "reels.reel2"))
    assert {who for who in whole if "ANNA" in who or "TOM" in who} <= first.keys() & second.keys()
    assert {who.split()[0] for who in first} == {"edl", "markers.txt", "vtt"}
    assert first == {who: whole[who] for who in first}
    assert second == {who: whole[who] for who in second}


def test_programme_time_is_each_reels_own_when_split_and_runs_on_when_joined(run: Run, folder: Path) -> None:
    run("convert", "reels.txt", "--programme-time", "--reels", "split")
    run("convert", "reels.txt", "--programme-time")
    hours_10 = 36_000_000
    assert pysrt.open(str(folder / "reels.reel2.srt"))[0].start.ordinal // 1000 == (hours_10 + 3000) // 1000
    split = [item.start.ordinal for item in pysrt.open(str(folder / "reels.reel1.srt"))]
    joined = [item.start.ordinal for item in pysrt.open(str(folder / "reels.srt"))]
    assert joined[: len(split)] == split
    assert joined[len(split)] > max(split)


def test_the_number_stands_before_the_suffix_of_the_file_that_is_named(run: Run, folder: Path) -> None:
    for arguments in (["-o", "out.shots.vtt"], ["-o", "Out.SRT"], ["-o", "out.data", "--to", "json"]):
        assert run("convert", "reels.txt", "--reels", "split", *arguments).exit_code == 0
    assert names(folder) == [
        "Out.reel1.SRT",
        "Out.reel2.SRT",
        "out.reel1.data",
        "out.reel1.shots.vtt",
        "out.reel2.data",
        "out.reel2.shots.vtt",
    ]


def test_a_script_of_one_reel_is_written_as_always(run: Run, folder: Path) -> None:
    result = run("convert", "film.txt", "reels.txt", "--reels", "split", "--out-dir", "out")
    assert result.exit_code == 0
    assert "film.txt -> out/film.srt: " in result.stderr
    assert "reel" not in result.stderr.partition("\n")[0]
    assert names(folder) == ["film.srt", "reels.reel1.srt", "reels.reel2.srt"]


def test_problems_of_all_reels_are_counted(run: Run) -> None:
    joined = run("convert", "reels.txt", "-o", "all.json").stderr
    split = run("convert", "reels.txt", "-o", "each.json", "--reels", "split").stderr
    assert joined.partition("columns")[2] == split.partition("columns")[2]


def test_a_file_of_a_reel_that_exists_is_kept(run: Run, folder: Path) -> None:
    (folder / "reels.reel2.srt").write_text("corrected by hand", encoding="utf-8")
    result = run("convert", "reels.txt", "--reels", "split")
    assert result.exit_code == 1
    assert "reels.reel2.srt exists and is kept" in result.stderr
    assert names(folder) == ["reels.reel2.srt"]
    assert run("convert", "reels.txt", "--reels", "split", "--force").exit_code == 0
    assert "THE SECOND" in (folder / "reels.reel2.srt").read_text(encoding="utf-8")


def test_a_file_of_the_whole_script_stands_in_nobodys_way(run: Run, folder: Path) -> None:
    (folder / "reels.srt").write_text("corrected by hand", encoding="utf-8")
    assert run("convert", "reels.txt", "--reels", "split").exit_code == 0
    assert (folder / "reels.srt").read_text(encoding="utf-8") == "corrected by hand"


def test_a_reel_is_never_written_over_another_script_nor_over_its_output(run: Run, folder: Path) -> None:
    (folder / "reels.reel1.srt").write_text(SCRIPT, encoding="utf-8")
    (folder / "film.txt").unlink()
    (folder / "film.txt").symlink_to(folder / "reels.reel1.srt")
    result = run("convert", "reels.txt", "film.txt", "--reels", "split", "--force")
    assert result.exit_code == 1
    assert "reels.reel1.srt is the script itself" in result.stderr
    assert (folder / "reels.reel1.srt").read_text(encoding="utf-8") == SCRIPT

    (folder / "reels.reel2.txt").write_text(SCRIPT, encoding="utf-8")
    result = run("convert", "reels.txt", "reels.reel2.txt", "--reels", "split", "--out-dir", "out")
    assert result.exit_code == 1
    assert "reels.reel2.txt and reels.txt would both be written to out/reels.reel2.srt" in result.stderr
    assert names(folder / "out") == ["reels.reel2.srt"]


@pytest.mark.parametrize("arguments", [["reels.txt", "-o", "-"], ["-"]])
def test_reels_are_not_split_onto_standard_output(run: Run, arguments: list[str]) -> None:
    result = run("convert", *arguments, "--reels", "split", stdin=TWO_REELS)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--reels split writes a file for each reel; name them with -o FILE or --out-dir" in result.stderr


def test_standard_input_is_split_into_files_that_are_named(run: Run, folder: Path) -> None:
    assert run("convert", "-", "-o", "out.srt", "--reels", "split", stdin=TWO_REELS).exit_code == 0
    assert names(folder) == ["out.reel1.srt", "out.reel2.srt"]


def test_sentence_case_learns_names_from_the_whole_script(run: Run, folder: Path) -> None:
    script = TWO_REELS.replace("They fished for it", "The Great Eastern fished for it")
    (folder / "reels.txt").write_text(script, encoding="utf-8")
    run("convert", "reels.txt", "--reels", "split", "--case", "sentence")
    said = " ".join((folder / "reels.reel1.srt").read_text(encoding="utf-8").split())
    assert "the Great Eastern sailed" in said


def test_a_reel_without_speech_gets_no_subtitles(run: Run, folder: Path) -> None:
    shots = "".join(f"Map {number}\t10.00.{number}\t\n" for number in range(10, 50, 4))
    (folder / "reels.txt").write_text(SCRIPT + "\nPART TWO\n" + shots, encoding="utf-8")
    result = run("convert", "reels.txt", "--reels", "split", "--to", "srt", "--to", "json")
    assert result.exit_code == 0
    assert names(folder) == ["reels.reel1.json", "reels.reel1.srt", "reels.reel2.json"]
    assert "reels.txt: there is no speech in reel 2, and no reels.reel2.srt" in result.stderr
