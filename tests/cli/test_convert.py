"""transcript convert: where outputs go, what is said, and what is refused."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pysrt
import pytest
import webvtt

if TYPE_CHECKING:
    from click.testing import Result

    from tests.cli.conftest import Run


def one_line(result: Result, exit_code: int) -> str:
    """The refusal that a run ended with: one line on standard error and nothing else."""
    assert result.exit_code == exit_code, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Error: ")
    return result.stderr.removeprefix("Error: ").strip()


def test_without_options_an_srt_is_written_beside_the_script(run: Run, folder: Path) -> None:
    result = run("convert", "film.txt")
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["film.srt", "film.txt"]
    subtitles = pysrt.open(str(folder / "film.srt"), encoding="utf-8", error_handling=pysrt.ERROR_RAISE)
    words = " ".join(item.text for item in subtitles).split()
    assert words[:4] == ["NARRATOR:", "IN", "1866", "THE"]


def test_one_line_on_standard_error_says_what_was_recognised(run: Run) -> None:
    result = run("convert", "film.txt")
    assert result.stdout == ""
    assert result.stderr == (
        "film.txt -> film.srt: columns, utf-8, programme start 10:00:00, 4 cues, 2 speakers, 0 problems\n"
    )


def test_problems_are_counted_with_the_command_that_lists_them(run: Run, folder: Path) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8")
    (folder / "my film.txt").write_text(script.replace("10.00.09", "10.00.90"), encoding="utf-8")
    result = run("convert", "my film.txt")
    assert re.search(r" 1 problem.*\(transcript check .*'my film.txt'\)\n", result.stderr)


def test_the_suffix_of_the_output_tells_the_format(run: Run, folder: Path) -> None:
    assert run("convert", "film.txt", "-o", "out.vtt").exit_code == 0
    captions = webvtt.read(str(folder / "out.vtt"))
    assert captions[0].voice == "NARRATOR"


def test_a_format_that_is_asked_for_wins_over_the_suffix(run: Run, folder: Path) -> None:
    assert run("convert", "film.txt", "-o", "out.txt", "--to", "json").exit_code == 0
    assert json.loads((folder / "out.txt").read_text(encoding="utf-8"))["format"] == "transcript/1"


@pytest.mark.parametrize(
    ("file", "form"), [("out.vtt", "vtt-shots"), ("out.json", "podcast-json"), ("out.xml", "ttml")]
)
def test_a_suffix_that_says_less_is_no_other_format(run: Run, folder: Path, file: str, form: str) -> None:
    assert run("convert", "film.txt", "-o", file, "--to", form).exit_code == 0
    assert (folder / file).exists()


def test_several_formats_and_scripts_go_into_a_folder_that_is_made(run: Run, folder: Path) -> None:
    (folder / "Part 1. Dawn").write_bytes((folder / "film.txt").read_bytes())
    formats = ["--to", "srt", "--to", "vtt", "--to", "json"]
    result = run("convert", "film.txt", "Part 1. Dawn", *formats, "--out-dir", "a/b")
    assert result.exit_code == 0
    stems = ("Part 1. Dawn", "film")
    assert sorted(path.name for path in (folder / "a/b").iterdir()) == sorted(
        stem + suffix for stem in stems for suffix in (".srt", ".vtt", ".json")
    )


def test_standard_input_goes_to_standard_output(run: Run, folder: Path) -> None:
    script = (folder / "film.txt").read_bytes()
    result = run("convert", "-", stdin=script)
    assert result.exit_code == 0
    assert result.stdout.startswith("1\n00:00:0")
    assert result.stderr.startswith("<stdin> -> <stdout>: columns")
    assert run("convert", "-", "--to", "json", stdin=script).stdout.startswith("{")
    assert run("convert", "film.txt", "-o", "-").stdout_bytes == result.stdout_bytes
    assert [path.name for path in folder.iterdir()] == ["film.txt"]


def test_standard_input_goes_to_a_file(run: Run, folder: Path) -> None:
    assert run("convert", "-", "-o", "film.srt", stdin=(folder / "film.txt").read_bytes()).exit_code == 0
    assert (folder / "film.srt").is_file()


def test_an_output_that_exists_is_kept_unless_forced(run: Run, folder: Path) -> None:
    (folder / "film.srt").write_text("corrected by hand", encoding="utf-8")
    line = one_line(run("convert", "film.txt", "--to", "srt", "--to", "vtt"), 1)
    assert line.startswith("film.srt exists and is kept; --force")
    assert (folder / "film.srt").read_text(encoding="utf-8") == "corrected by hand"
    assert not (folder / "film.vtt").exists()
    assert run("convert", "film.txt", "--force").exit_code == 0
    assert "GREAT EASTERN" in (folder / "film.srt").read_text(encoding="utf-8")


def test_an_output_is_renamed_into_place_and_keeps_the_mode_of_the_one_before(run: Run, folder: Path) -> None:
    assert run("convert", "film.txt").exit_code == 0
    new = folder / "film.srt"
    mask = os.umask(0)
    os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o666 & ~mask
    new.chmod(0o640)
    before = new.stat().st_ino
    assert run("convert", "film.txt", "--force").exit_code == 0
    assert new.stat().st_ino != before
    assert new.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_and_a_device_is_not_replaced(run: Run, folder: Path) -> None:
    (folder / "shelf").mkdir()
    (folder / "film.srt").symlink_to(folder / "shelf/real.srt")
    assert run("convert", "film.txt").exit_code == 0
    assert (folder / "film.srt").is_symlink()
    assert (folder / "shelf/real.srt").is_file()
    assert run("convert", "film.txt", "--to", "srt", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


def test_a_failed_write_leaves_nothing_behind(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert one_line(run("convert", "film.txt"), 1) == "film.srt cannot be written (no space left on device)"
    assert [path.name for path in folder.iterdir()] == ["film.txt"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["film.txt", "film.txt"], "film.txt is given twice"),
        (["film.txt", "other.txt", "-o", "out.srt"], "-o names one file for 2 scripts in 1 format"),
        (["film.txt", "-o", "out.srt", "--to", "srt", "--to", "vtt"], "-o names one file for 1 script in 2 formats"),
        (["film.txt", "-o", "out.srt", "--out-dir", "out"], "give one of them"),
        (["film.txt", "-o", "film.txt", "--to", "srt"], "film.txt is the script itself"),
        (["film.txt", "-o", "./sub/../film.txt", "--to", "srt"], "film.txt is the script itself"),
        (["film.txt", "-o", "out.doc"], "out.doc does not say its format; end it in one of .srt"),
        (["film.txt", "-o", "sub"], "sub is a folder; write into it with --out-dir sub"),
        (["film.txt", "-o", "sub", "--to", "srt"], "sub is a folder; write into it with --out-dir sub"),
        (["film.txt", "-o", "nowhere/out.srt"], "there is no folder nowhere"),
        (["film.txt", "--out-dir", "other.txt"], "other.txt is a file, not a folder"),
        (["film.txt", "--out-dir", "other.txt/deep/out"], "other.txt is a file, not a folder"),
        (
            ["film.txt", "sub/film.txt", "--out-dir", "out"],
            "sub/film.txt and film.txt would both be written to out/film.srt",
        ),
        (["film.txt", "film.md"], "film.md and film.txt would both be written to film.srt"),
        (["-", "film.txt", "-", "--to", "srt"], "<stdin> is given twice"),
        (["-", "--to", "srt", "--to", "vtt"], "two formats of <stdin> would both be written to <stdout>"),
        (["-", "--out-dir", "out"], "standard input has no name"),
    ],
)
def test_two_things_are_never_written_to_one_place_nor_over_a_script(
    run: Run, folder: Path, arguments: list[str], found: str
) -> None:
    (folder / "sub").mkdir()
    for name in ("other.txt", "sub/film.txt", "film.md"):
        (folder / name).write_bytes((folder / "film.txt").read_bytes())
    before = sorted(folder.rglob("*"))
    assert found in one_line(run("convert", *arguments), 2)
    assert sorted(folder.rglob("*")) == before


def test_an_srt_is_not_written_over_a_script_that_is_called_srt(run: Run, folder: Path) -> None:
    (folder / "film.txt").rename(folder / "film.srt")
    assert "film.srt is the script itself" in one_line(run("convert", "film.srt", "--force"), 2)
    (folder / "linked.txt").symlink_to(folder / "film.srt")
    assert "out.srt is the script itself" not in run("convert", "linked.txt", "-o", "out.srt").stderr
    assert "film.srt is the script itself" in one_line(run("convert", "linked.txt", "-o", "film.srt", "--force"), 2)


def test_a_refused_script_does_not_stop_the_others(run: Run, folder: Path) -> None:
    (folder / "review.txt").write_text("A moving film about a cable.\nFive stars.\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    result = run("convert", "review.txt", "missing.txt", "empty.txt", "film.txt")
    assert result.exit_code == 1
    starts = [line.split(":")[1].strip() if line.startswith("Error") else line for line in result.stderr.splitlines()]
    assert starts[:3] == ["review.txt", "missing.txt", "empty.txt"]
    assert starts[3].startswith("film.txt -> film.srt")
    assert sorted(path.name for path in folder.glob("*.srt")) == ["film.srt"]


@pytest.mark.parametrize("name", ["review.txt", "empty.txt", "folder", "picture.txt"])
def test_what_is_no_script_is_refused_in_one_line(run: Run, folder: Path, name: str) -> None:
    (folder / "review.txt").write_text("A moving film about a cable.\nFive stars.\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "folder").mkdir()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    assert one_line(run("convert", name, "-o", "out.srt"), 1).startswith(f"{name}: ")
    assert not (folder / "out.srt").exists()


def test_a_script_that_is_not_there_is_wrong_use(run: Run) -> None:
    assert one_line(run("convert", "flim.txt"), 2) == "flim.txt: there is no such file; did you mean film.txt?"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], "Missing argument 'SCRIPT...'"),
        (["film.txt", "--to", "word"], "no export format is called 'word'; choose from srt, vtt"),
        (["film.txt", "--rules", "hbo"], "no preset is called 'hbo'; choose from netflix"),
        (["film.txt", "--layout", "poem"], "no layout is called 'poem'; choose from"),
        (["film.txt", "--start", "ten"], "no timecode: 'ten'; write it as HH:MM:SS"),
        (["film.txt", "--fps", "fast"], "no frame rate: 'fast'; give one such as 25"),
        (["film.txt", "--alias", "NATASHA"], "no alias: 'NATASHA'; write it as SPELLING=NAME"),
        (["film.txt", "--alias", "A=B", "--alias", "A=C"], "A stands for both B and C"),
        (["film.txt", "--encoding", "klingon"], "no encoding is called 'klingon'; use a name such as utf-8"),
        (["film.txt", "--encoding", "punycode"], "no documents are written in 'punycode'; use a name such as utf-8"),
        (["film.txt", "--encoding", "rot13"], "no documents are written in 'rot13'"),
        ([""], "an empty name"),
        (["film.txt", "-o", ""], "an empty name"),
        (["film.txt", "--out-dir", ""], "an empty name"),
        (["film.txt", "--cast", ""], "an empty name"),
        (["film.txt", "--labels", "often"], "'often' is not one of"),
        (["film.txt", "-o", "x.srt", "--to", "vtt"], "x.srt is named as srt, and --to asks for vtt; end it in .vtt"),
        (["film.txt", "--loud"], "No such option"),
    ],
)
def test_wrong_use_says_what_would_be_right(run: Run, arguments: list[str], found: str) -> None:
    result = run("convert", *arguments)
    assert result.exit_code == 2
    assert found in result.stderr


def test_a_document_in_another_encoding_is_read_as_told(run: Run, folder: Path) -> None:
    script = (folder / "film.txt").read_text(encoding="utf-8").replace("Nobody", "“Nobody”")
    (folder / "mac.txt").write_bytes(script.encode("mac_roman"))
    assert "“Nobody”" in run("convert", "mac.txt", "-o", "-").stdout
    assert "ÒNobodyÓ" in run("convert", "mac.txt", "-o", "-", "--encoding", "cp1252").stdout
    assert "byte 0xd2 at offset" in one_line(run("convert", "mac.txt", "-o", "-", "--encoding", "ascii"), 1)


def test_times_count_from_the_programme_start_or_are_programme_time(run: Run) -> None:
    zero_based = pysrt.from_string(run("convert", "film.txt", "-o", "-").stdout)
    kept = pysrt.from_string(run("convert", "film.txt", "-o", "-", "--programme-time").stdout)
    earlier = pysrt.from_string(run("convert", "film.txt", "-o", "-", "--start", "09:59:50").stdout)
    assert zero_based[0].start.ordinal >= 2_000
    assert kept[0].start.ordinal == zero_based[0].start.ordinal + 36_000_000
    assert earlier[0].start.ordinal == zero_based[0].start.ordinal + 10_000


def test_what_is_said_before_a_later_start_is_left_out_and_said(run: Run) -> None:
    result = run("convert", "film.txt", "-o", "-", "--start", "10:00:13")
    assert "GREAT EASTERN" not in result.stdout
    assert re.search(r"^00:00:0[12],\d+ --> [^\n]+\nANNA FIELD: Nobody thought", result.stdout, re.MULTILINE)
    assert "ends before the programme start and is left out of srt" in result.stderr


def test_labels_are_written_as_asked(run: Run) -> None:
    assert "NARRATOR:" not in run("convert", "film.txt", "-o", "-", "--labels", "never").stdout
    changed = run("convert", "film.txt", "-o", "-", "--labels", "change").stdout
    always = run("convert", "film.txt", "-o", "-", "--labels", "always").stdout
    assert changed.count("NARRATOR:") == 2
    assert always.count("NARRATOR:") > 2


def test_narration_in_capitals_gets_sentence_case_on_request(run: Run) -> None:
    assert "IN 1866 THE GREAT EASTERN" in run("convert", "film.txt", "-o", "-", "--labels", "never").stdout
    mended = run("convert", "film.txt", "-o", "-", "--labels", "never", "--case", "sentence").stdout
    assert "It was the longest ever made." in mended


def test_voice_over_is_set_in_italics_on_request(run: Run) -> None:
    assert "<i>" not in run("convert", "film.txt", "-o", "-").stdout
    assert "<i>" in run("convert", "film.txt", "-o", "-", "--italics").stdout


def test_the_json_names_the_speakers_as_told(run: Run) -> None:
    aliased = run("convert", "film.txt", "-o", "-", "--to", "json", "--alias", "ANNA FIELD=ANNA FIELDING").stdout
    speakers = json.loads(aliased)["speakers"]
    assert speakers["ANNA FIELDING"]["aliases"] == ["ANNA FIELD"]


SHOTS = """\
00:00:32 Arrival of the boats 00:00:51
00:00:51 Men haul the nets ashore 00:01:10
00:01:10 Women gut the herring on the quay 00:01:42
00:01:42 Barrels are rolled to the station 00:02:05
"""


def test_a_list_of_shots_makes_no_subtitles(run: Run, folder: Path) -> None:
    (folder / "shots.txt").write_text(SHOTS, encoding="utf-8")
    line = one_line(run("convert", "shots.txt"), 1)
    assert line.startswith("shots.txt: there is no speech in it, and the format srt is made of subtitles; ")
    assert not (folder / "shots.srt").exists()
    result = run("convert", "shots.txt", "--to", "json", "--to", "vtt-shots", "--to", "vtt-chapters")
    assert result.exit_code == 0
    assert "Men haul the nets ashore" in (folder / "shots.chapters.vtt").read_text(encoding="utf-8")


def test_a_refusal_does_not_advise_what_was_done(run: Run, folder: Path) -> None:
    (folder / "review.txt").write_text("A moving film about a cable.\nFive stars.\n", encoding="utf-8")
    assert "name its layout with --layout" in one_line(run("convert", "review.txt"), 1)
    line = one_line(run("convert", "review.txt", "--layout", "columns"), 1)
    assert line.endswith("it was read as columns: leave --layout out, or name another")


def test_a_format_that_is_refused_does_not_stop_the_others(run: Run, folder: Path) -> None:
    wanted = ("srt", "ebu-stl", "csv", "fcpxml")
    result = run("convert", "film.txt", "--fps", "12.5", *(part for name in wanted for part in ("--to", name)))
    assert result.exit_code == 1
    first, *_, stl, fcpxml = result.stderr.splitlines()
    assert first.startswith("film.txt -> film.srt, film.csv: ")
    assert stl == (
        "Error: film.txt: film.stl is not written: ebu-stl counts 25 or 30 frames a second, and the film runs at 25/2; "
        "if it is shown at 25, give --stretch 25/2:25, else choose a format without frames, such as ttml, or leave "
        "ebu-stl out"
    )
    assert fcpxml.startswith("Error: film.txt: film.fcpxml is not written: 25/2 frames a second cannot stand in fcpxml")
    assert sorted(path.name for path in folder.iterdir()) == ["film.csv", "film.srt", "film.txt"]


def test_where_all_formats_are_refused_each_is_told_and_nothing_else(run: Run, folder: Path) -> None:
    (folder / "untimed.txt").write_text("ANN: Hello there.\nBEN: Good day to you.\n" * 9, encoding="utf-8")
    result = run("convert", "untimed.txt", "--layout", "untimed", "--to", "srt", "--to", "vtt")
    assert result.exit_code == 1
    assert [line.partition(" written: ")[0] for line in result.stderr.splitlines()] == [
        "Error: untimed.txt: untimed.srt is not",
        "Error: untimed.txt: untimed.vtt is not",
    ]
    assert not [*folder.glob("untimed.[sv]*")]


def test_a_script_with_a_refused_format_does_not_stop_the_next(run: Run, folder: Path) -> None:
    (folder / "shots.txt").write_text(SHOTS, encoding="utf-8")
    result = run("convert", "shots.txt", "film.txt", "--to", "json", "--to", "srt")
    assert result.exit_code == 1
    assert "Error: shots.txt: shots.srt is not written: there is no speech in it" in result.stderr
    made = sorted(path.name for path in folder.iterdir() if path.suffix != ".txt")
    assert made == ["film.json", "film.srt", "shots.json"]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("srt", "no subtitle is left after the programme start 10:00:00 in srt; give a smaller --offset or an earlier"),
        ("vtt", "no subtitle is left after the programme start 10:00:00 in vtt"),
        ("ttml", "no subtitle is left after the programme start 10:00:00 in ttml"),
        ("ebu-stl", "no subtitle is left after 00:00:00 in ebu-stl; give a smaller --offset"),
        ("scc", "no subtitle is left after 00:00:00 in scc; give a smaller --offset"),
        ("avid-subcap", "no subtitle is left after 00:00:00 in avid-subcap; give a smaller --offset"),
        ("vtt-shots", "no shot is left after the programme start 10:00:00 in vtt-shots"),
        ("vtt-chapters", "no shot is left after the programme start 10:00:00 in vtt-chapters"),
        ("podcast-json", "no speech is left after the programme start 10:00:00 in podcast-json"),
        ("aapb-json", "no speech is left after the programme start 10:00:00 in aapb-json"),
    ],
)
def test_an_empty_file_is_never_written_over_a_good_one(run: Run, folder: Path, form: str, found: str) -> None:
    (folder / "good.file").write_text("good", encoding="utf-8")
    asked = ("--to", form, "-o", "good.file", "--fps", "25", "--offset", "-99:00:00", "--force")
    assert found in one_line(run("convert", "film.txt", *asked), 1)
    assert (folder / "good.file").read_text(encoding="utf-8") == "good"


def test_problems_are_told_once_for_each_format_with_the_number_of_the_others(run: Run) -> None:
    wanted = ("--to", "resolve-edl", "--to", "avid-markers", "--to", "fcpxml")
    told = run("convert", "film.txt", "--fps", "25", *wanted).stderr
    merged = re.findall(r"markers-merged (.*)", told)
    assert merged == [
        "markers that begin on one frame are one in resolve-edl: NARRATOR (and 2 more like this)",
        "markers that begin on one frame are one in fcpxml: NARRATOR (and 2 more like this)",
    ]
    early = run("convert", "film.txt", "-o", "-", "--start", "10:00:13").stderr
    assert re.search(r"keep programme time with --programme-time \(and \d+ more like this\)\n", early)
