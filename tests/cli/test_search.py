"""transcript search: queries, what is printed, and selects."""

from __future__ import annotations

import csv
import io
import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click import unstyle

from tests.cli.conftest import SCRIPT, Run
from transcript.conform import read_edl
from transcript.search.indexing import index

SECOND = """\
Launch pad\t10.00.00\tNARRATOR
\t10.00.02\tIN MOSCOW KHRUSHCHEV HEARD OF THE CABLE.
MS\t10.00.08\tANNA FIELD
\t\tThey never believed that a cable could cross the
\t10.00.12\tocean, and they said so.
Archive, ship\t10.00.18\tNARRATOR
\t\tBUT THE CABLES LANDED.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with film.txt and second.txt, and their index archive.db."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "film.txt").write_text(SCRIPT, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    assert index([folder], folder / "archive.db").new == 2
    return folder


@pytest.fixture
def archive(library: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same as the working folder, to be read only."""
    monkeypatch.chdir(library)
    return library


def lines(run: Run, *arguments: str) -> list[str]:
    made = run("search", *arguments)
    assert made.exit_code == 0, made.stderr
    return made.stdout.splitlines()


@pytest.mark.usefixtures("archive")
class TestInAnIndex:
    def test_each_hit_is_a_line_with_programme_timecode_and_speaker(self, run: Run) -> None:
        made = run("search", "longest", "--index", "archive.db")
        assert made.exit_code == 0
        assert made.stdout == "film.txt:10:00:09: NARRATOR: IT WAS THE LONGEST EVER MADE.\n"
        assert made.stderr.startswith("1 hit in ")

    def test_the_index_in_the_working_folder_is_searched_by_default(self, run: Run) -> None:
        assert len(lines(run, "cable")) == 3

    def test_a_phrase_over_a_cut_is_one_line(self, run: Run) -> None:
        assert lines(run, '"cross the ocean"') == [
            "second.txt:10:00:08: ANNA FIELD: They never believed that a cable could cross the ocean, and they said so."
        ]

    def test_filters_narrow_it(self, run: Run) -> None:
        assert len(lines(run, "cable", "--speaker", "anna field")) == 1
        assert len(lines(run, "cable*", "--shot", "archive")) == 1
        assert len(lines(run, "cable", "--programme", "second*")) == 2
        assert len(lines(run, "cable*", "--from", "10:00:05")) == 2
        assert len(lines(run, "cable*", "--to", "10:00:05")) == 2
        assert len(lines(run, "cable", "--in-vision")) == 1
        assert len(lines(run, "cable", "--voice-over")) == 2

    def test_hours_may_be_left_out_of_a_timecode(self, run: Run) -> None:
        made = run("search", "cable*", "--from", "00:05", "--to", "75:10")
        assert made.exit_code == 0
        assert made.stderr.splitlines()[:2] == [
            "00:05 is read as 00:00:05, minutes and seconds",
            "75:10 is read as 01:15:10, minutes and seconds",
        ]
        assert run("search", "cable", "--from", "10:75").exit_code == 2

    def test_a_folder_is_all_below_it(self, run: Run, archive: Path) -> None:
        assert len(lines(run, "cable", "--programme", archive.name)) == 3
        assert len(lines(run, "cable", "--programme", archive.name.upper())) == 3
        made = run("search", "cable", "--programme", archive.name[1:])
        assert made.exit_code == 2
        assert f"no programme is called '{archive.name[1:]}', nor a folder of programmes" in made.stderr

    def test_names_that_are_no_neighbours_are_not_named(self, run: Run) -> None:
        made = run("search", "cable", "--speaker", "nosuchperson")
        assert made.stderr == (
            "Error: nobody is called 'nosuchperson'; no name is like it; part of one will do, as in 'kor*'\n"
        )
        made = run("search", "cable", "--programme", "nosuchfilm")
        assert "nearest" not in made.stderr
        made = run("search", "cable", "--programme", "secund.txt")
        assert "the nearest names are second.txt; * stands for anything" in made.stderr

    def test_a_query_may_be_left_out(self, run: Run) -> None:
        assert len(lines(run, "--speaker", "ANNA FIELD")) == 3
        assert lines(run, "--regex", r"\b18\d\d\b")[0].startswith("film.txt:10:00:02: NARRATOR: IN 1866")
        assert len(lines(run, "--shot", "ship")) == 2

    def test_a_slip_in_the_name_of_a_speaker_says_whose_lines_they_are(self, run: Run) -> None:
        made = run("search", "cable", "--speaker", "Ana Field")
        assert made.stdout.count("\n") == 1
        assert "the lines of ANNA FIELD" in made.stderr
        exact = run("search", "cable", "--speaker", "Ana Field", "--exact")
        assert exact.exit_code == 2
        assert "the nearest names are ANNA FIELD" in exact.stderr

    def test_slips_and_stems(self, run: Run) -> None:
        assert lines(run, "Khruschev") == []
        made = run("search", "Khruschev", "--fuzzy", "2")
        assert "KHRUSHCHEV" in made.stdout
        assert "khruschev also as khrushchev" in made.stderr
        assert len(lines(run, "cables", "--stem")) == 4

    def test_nothing_found_says_so_with_the_nearest_words(self, run: Run) -> None:
        made = run("search", "Khruschev")
        assert (made.exit_code, made.stdout) == (0, "")
        first, second = made.stderr.splitlines()
        assert first.startswith("no hits in ")
        assert second == "khruschev stands nowhere in the scripts: did you mean khrushchev?"
        assert run("search", "longest ocean").stderr.count("\n") == 1  # both words are there, in no line together

    def test_order_limit_offset(self, run: Run) -> None:
        everything = lines(run, "cable*", "--sort", "time")
        assert [line.split(": ")[0] for line in everything] == [
            "film.txt:10:00:02",
            "second.txt:10:00:02",
            "second.txt:10:00:08",
            "second.txt:10:00:18",
        ]
        made = run("search", "cable*", "--sort", "time", "--limit", "2", "--offset", "1")
        assert made.stdout.splitlines() == everything[1:3]
        assert made.stderr.startswith("hits 2 to 3 of 4 in ")
        assert run("search", "cable", "--offset", "9").stderr.startswith("none left of 3 hits")

    def test_context_is_marked_as_grep_marks_it(self, run: Run) -> None:
        assert lines(run, "longest OR believed", "--sort", "time", "--context", "1") == [
            "film.txt-10:00:02- NARRATOR: IN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.",
            "film.txt:10:00:09: NARRATOR: IT WAS THE LONGEST EVER MADE.",
            "film.txt-10:00:14- ANNA FIELD: Nobody thought that it would work, you know. [laughs]",
            "--",
            "second.txt-10:00:02- NARRATOR: IN MOSCOW KHRUSHCHEV HEARD OF THE CABLE.",
            "second.txt:10:00:08: ANNA FIELD: They never believed that a cable could cross the",
            "second.txt-10:00:12- ANNA FIELD: ocean, and they said so.",
        ]

    def test_count(self, run: Run) -> None:
        made = run("search", "cable*", "--count", "--limit", "1")
        assert (made.stdout, made.stderr) == ("4\n", "")

    def test_json(self, run: Run) -> None:
        found = json.loads(run("search", "moscow", "--json", "--context", "1").stdout)
        assert (found["total"], found["approximate"]) == (1, False)
        (hit,) = found["hits"]
        assert (hit["programme"], hit["programme_start"], hit["frame_rate"]) == ("second.txt", "10:00:00", None)
        assert Path(hit["path"]).samefile("second.txt")
        (cue,) = hit["cues"]
        assert cue["line"][slice(*cue["marks"][0])] == "MOSCOW"
        assert cue["shot"] == "Launch pad"
        assert (cue["speaker"], cue["timecode"], cue["start"]) == ("NARRATOR", "10:00:02", 2.0)
        assert [one["number"] for one in hit["after"]] == [2]

    def test_csv(self, run: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(run("search", '"cross the ocean"', "--csv").stdout)))
        assert [(row["programme"], row["cue"], row["timecode"], row["start"], row["speaker"]) for row in rows] == [
            ("second.txt", "2", "10:00:08", "00:00:08.000", "ANNA FIELD"),
            ("second.txt", "3", "10:00:12", "00:00:12.000", "ANNA FIELD"),
        ]

    @pytest.mark.parametrize(
        ("query", "where", "what"),
        [
            ('moon "lunar', "character 6 of the query", "a quote is not closed"),
            ("moon AND", "character 6 of the query", "AND has nothing after it"),
            ("(moon", "character 1 of the query", "a parenthesis is not closed"),
            ("--", "character 1 of the query", "no word in the query"),
        ],
    )
    def test_a_query_that_cannot_be_meant_says_where_and_what(
        self, run: Run, query: str, where: str, what: str
    ) -> None:
        made = run("search", "--", query)
        assert made.exit_code == 2
        assert where in made.stderr
        assert what in made.stderr

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ((), "there is nothing to search for"),
            (("lunar", "module"), "a query of several words stands in quotes: 'lunar module'"),
            (("lunar", "module", "film.txt"), "a query of several words stands in quotes: 'lunar module' film.txt"),
            (("NEAR(lunar module 5)",), "NEAR has no comma before 5; write it as NEAR(lunar module, 5)"),
            (("lunar", "module", "--index", "archive.db"), "stands in quotes: 'lunar module'"),
            (("cable", "--json", "--csv"), "choose one"),
            (("cable", "--count", "-o", "a.edl"), "leave --json, --csv and --count out"),
            (("cable", "--exact"), "give one with --speaker"),
            (("--speaker", "ANNA", "--fuzzy", "1"), "--fuzzy is about the words of a query"),
            (("cable", "--fps", "25"), "--fps counts in selects"),
            (("cable", "--to", "10:00:00", "--to", "10:00:01"), "--to is given twice"),
            (("cable", "--to", "fcpxml"), "choose from otio, resolve-edl, srt, csv"),
            (("cable", "--to", "10:99:00"), "a minute or second past 59"),
            (("cable", "-o", "reel.mov"), "does not say its form"),
            (("cable", "-o", "nowhere/reel.edl"), "there is no folder nowhere"),
            (("cable", "--programme", "third*"), "no programme is called 'third*'"),
            (("--regex", "(cable"), "of the pattern"),
            (("cable", "--fuzzy", "9"), "--fuzzy"),
        ],
    )
    def test_wrong_use(self, run: Run, arguments: tuple[str, ...], said: str) -> None:
        made = run("search", *arguments)
        assert made.exit_code == 2, made.output
        assert said in made.stderr
        assert made.stdout == ""


class TestInScripts:
    def test_files_and_folders_are_searched_without_an_index(self, run: Run, folder: Path) -> None:
        (folder / "more").mkdir()
        (folder / "more" / "second.txt").write_text(SECOND, encoding="utf-8")
        assert lines(run, "cable", "film.txt", "more", "--sort", "time") == [
            "film.txt:10:00:02: NARRATOR: IN 1866 THE GREAT EASTERN SAILED FROM IRELAND WITH A CABLE IN HER HOLD.",
            f"more{os.sep}second.txt:10:00:02: NARRATOR: IN MOSCOW KHRUSHCHEV HEARD OF THE CABLE.",
            f"more{os.sep}second.txt:10:00:08: ANNA FIELD: They never believed that a cable could cross the",
        ]
        assert not (folder / "archive.db").exists()

    def test_an_index_and_the_scripts_themselves_give_the_same(self, run: Run, archive: Path) -> None:
        for query in ("cable", "cable* NOT moscow", '"cross the ocean"', "NEAR(cable hold, 3)", "--speaker=anna"):
            assert lines(run, query, "--sort", "time") == lines(run, query, "film.txt", "second.txt", "--sort", "time")

    def test_many_files_are_read_by_several_processes(self, run: Run, folder: Path) -> None:
        for number in range(6):
            (folder / f"part{number}.txt").write_text(SECOND, encoding="utf-8")
        assert len(lines(run, "moscow", ".")) == 6

    def test_where_a_query_is_left_out_the_first_word_may_be_a_file(self, run: Run) -> None:
        assert len(lines(run, "--speaker", "ANNA", "film.txt")) == 1
        assert len(lines(run, "--regex", "longest", ".")) == 1

    def test_a_file_that_cannot_be_read_stops_nothing(self, run: Run, folder: Path) -> None:
        (folder / "review.txt").write_text("Four stars.\n", encoding="utf-8")
        made = run("search", "cable", "film.txt", "review.txt")
        assert made.exit_code == 1
        assert made.stdout.count("\n") == 1
        assert made.stderr.startswith("review.txt: no timecoded script")

    def test_a_finished_subtitle_file_is_searched_where_there_is_no_script(self, run: Run, folder: Path) -> None:
        assert run("convert", "film.txt").exit_code == 0
        (folder / "film.txt").unlink()
        assert len(lines(run, "longest", ".")) == 1

    def test_without_anything_to_search_it_says_what_to_name(self, run: Run) -> None:
        made = run("search", "cable")
        assert made.exit_code == 2
        assert "there is no archive.db in this folder to search; name an index with --index" in made.stderr
        made = run("search", "film.txt")
        assert made.exit_code == 2
        assert "what is to be found in film.txt? Give a query before it" in made.stderr
        made = run("search", "cable", "--index", "none.db")
        assert made.exit_code == 1
        assert "there is no index here" in made.stderr


def test_many_hits_are_told_in_one_manner(run: Run, tmp_path: Path) -> None:
    script = "".join(f"10.{n // 60:02}.{n % 60:02}\tANN\tCable {n}.\n" for n in range(1030))
    (tmp_path / "long.txt").write_text(script, encoding="utf-8")
    told = [run("search", "cable", str(tmp_path / "long.txt"), *more).stderr for more in ((), ("--offset", "1009"))]
    assert told[0].startswith("1,030 hits in ")
    assert told[1].startswith("hits 1,010 to 1,030 of 1,030 in ")


def test_selects_hold_the_words_of_cues_that_share_a_timecode(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text(
        "10:00:00\tANN\tSo tell me what kind of work you do when you are not out on the boat with your brothers.\n"
        "\tBOB\tOnly poetry.\n"
        "\tANN\tAnd what do you write it on, paper or one of those machines that everybody has nowadays?\n"
        "10:00:40\tANN\tThank you for coming here today.\n",
        encoding="utf-8",
    )
    made = run("search", '"only poetry"', str(tmp_path / "talk.txt"), "-o", str(tmp_path / "p.edl"), "--fps", "25")
    assert made.exit_code == 0
    (event,) = read_edl((tmp_path / "p.edl").read_text(encoding="utf-8")).events
    first, last = event.source_in.label_seconds, event.source_out.label_seconds
    assert 10 * 3600 < first <= last < 10 * 3600 + 40
    assert last - first <= 3


@pytest.mark.usefixtures("archive")
class TestSelects:
    def test_a_search_ends_on_the_timeline(self, run: Run, tmp_path: Path) -> None:
        made = run("search", "cable", "--sort", "time", "-o", str(tmp_path / "cable.edl"), "--fps", "25")
        assert made.exit_code == 0, made.stderr
        assert made.stdout == ""
        said = made.stderr.splitlines()
        assert said[0] == f"{tmp_path / 'cable.edl'}: 3 selects"
        edl = read_edl((tmp_path / "cable.edl").read_text(encoding="utf-8"))
        assert [(event.clip, str(event.source_in)) for event in edl.events] == [
            ("film", "10:00:02:00"),
            ("second", "10:00:02:00"),
            ("second", "10:00:08:00"),
        ]

    @pytest.mark.parametrize(
        ("form", "begins"), [("srt", "1\r\n00:00:00,000"), ("csv", "\ufeffNo.,Programme"), ("otio", "{")]
    )
    def test_to_says_the_form_and_without_a_file_it_goes_to_standard_output(
        self, run: Run, form: str, begins: str
    ) -> None:
        made = run("search", "cable", "--to", form, "--fps", "25")
        assert made.exit_code == 0, made.stderr
        assert made.stdout_bytes.decode().startswith(begins)
        assert "<stdout>: 3 selects" in made.stderr

    def test_to_takes_a_last_timecode_too(self, run: Run) -> None:
        made = run("search", "cable", "--to", "10:00:05", "--to", "csv")
        assert "<stdout>: 2 selects" in made.stderr

    def test_a_file_that_exists_is_kept(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "cable.csv").write_text("mine", encoding="utf-8")
        made = run("search", "cable", "-o", str(tmp_path / "cable.csv"))
        assert made.exit_code == 1
        assert "cable.csv exists and is kept; --force overwrites" in made.stderr
        assert (tmp_path / "cable.csv").read_text(encoding="utf-8") == "mine"
        assert run("search", "cable", "-o", str(tmp_path / "cable.csv"), "--force").exit_code == 0

    def test_frames_need_a_rate(self, run: Run, tmp_path: Path) -> None:
        made = run("search", "cable", "-o", str(tmp_path / "cable.otio"))
        assert made.exit_code == 1
        assert "such as --fps 25" in made.stderr
        assert not (tmp_path / "cable.otio").exists()

    def test_no_hits_make_no_file(self, run: Run, tmp_path: Path) -> None:
        made = run("search", "zeppelin", "-o", str(tmp_path / "cable.csv"))
        assert made.exit_code == 1
        assert "there are no hits" in made.stderr
        assert not (tmp_path / "cable.csv").exists()


def on_a_terminal(folder: Path, columns: int, *arguments: str) -> str:
    """What a terminal of so many columns shows of a search."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    leading, following = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color", "NO_COLOR": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "transcript", "search", *arguments],
        cwd=folder,
        env=environment,
        stdin=following,
        stdout=following,
        stderr=subprocess.DEVNULL,
    )
    os.close(following)
    shown = b""
    while select.select([leading], [], [], 60)[0]:
        try:
            more = os.read(leading, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not more:
            break
        shown += more
    os.close(leading)
    assert process.wait(60) == 0
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_the_hit_in_colour_and_the_shot_below_its_line(archive: Path) -> None:
    shown = on_a_terminal(archive, 80, "moscow")
    assert "\x1b[1;33mMOSCOW\x1b[0m" in shown
    assert "▸ Launch pad" in shown
    assert shown.startswith("\x1b[35msecond.txt\x1b[0m\n")


@pytest.mark.parametrize("columns", [30, 80, 120])
def test_a_terminal_of_any_width_holds_every_line(archive: Path, columns: int) -> None:
    shown = unstyle(on_a_terminal(archive, columns, "cable", "--context", "1"))
    assert max(map(len, shown.splitlines())) <= columns


def test_of_a_very_long_line_a_terminal_shows_what_stands_around_the_hit(tmp_path: Path) -> None:
    line = f"{'first words ' * 60}the needle {'last words ' * 60}".strip()
    (tmp_path / "long.txt").write_text(f"Gate\t10.00.00\tANN LEE\n\t10.00.02\t{line}\n{SECOND}", encoding="utf-8")
    shown = " ".join(unstyle(on_a_terminal(tmp_path, 80, "needle", "long.txt")).split())
    assert "words the needle last" in shown
    assert shown.count("…") == 2
    assert len(shown) < 500


@pytest.mark.usefixtures("archive")
class TestArguments:
    def test_a_query_may_be_longer_than_any_file_name(self, run: Run) -> None:
        made = run("search", '"' + "cable " * 50 + '"')
        assert made.exit_code == 0, made.stderr
        assert made.stderr.startswith("no hits")

    @pytest.mark.parametrize("option", ["--limit", "--offset", "--context"])
    def test_a_number_beyond_counting_is_wrong_use(self, run: Run, option: str) -> None:
        made = run("search", "cable", option, "9" * 20)
        assert made.exit_code == 2
        assert f"{option[2:]} {'9' * 20}; give a number from 0 to" in made.stderr

    def test_the_largest_numbers_are_taken(self, run: Run) -> None:
        most = str((1 << 31) - 1)
        made = run("search", "cable", "--limit", most, "--offset", most, "--context", most)
        assert made.exit_code == 0, made.stderr

    def test_an_empty_file_name_is_wrong_use(self, run: Run) -> None:
        made = run("search", "cable", "")
        assert made.exit_code == 2
        assert "an empty name names no file or folder" in made.stderr

    def test_timecodes_the_wrong_way_round_are_wrong_use(self, run: Run) -> None:
        made = run("search", "cable", "--from", "10:00:10", "--to", "10:00:05")
        assert made.exit_code == 2
        assert "from 10:00:10 to 10:00:05 there is nothing" in made.stderr

    def test_edl_is_the_edl_there_is(self, run: Run) -> None:
        made = run("search", "cable", "--to", "edl", "--fps", "25")
        assert made.exit_code == 0, made.stderr
        assert made.stdout.startswith("TITLE: cable\n")

    def test_where_nothing_is_found_it_is_said_what_was_looked_for(self, run: Run) -> None:
        made = run("search", "Khruschev", "--fuzzy", "2", "--speaker", "anna")
        assert made.exit_code == 0, made.stderr
        assert made.stderr.startswith("no hits in ")
        assert "the lines of ANNA FIELD" in made.stderr
        assert "also as khrushchev" in made.stderr.lower()


def two_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with archive.db and the folders 1962 and cable, a script in each."""
    monkeypatch.chdir(tmp_path)
    for folder, script in (("1962", SCRIPT), ("cable", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "film [1].txt").write_text(script, encoding="utf-8")
    assert index([tmp_path / "1962", tmp_path / "cable"], tmp_path / "archive.db").new == 2


@pytest.mark.parametrize("glob", ["cable/film [[]1].txt", "cable/film [1].txt", "./cable/*", "CABLE/f*", "*/cable/*"])
def test_a_programme_is_named_as_its_hits_are(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, glob: str
) -> None:
    two_folders(tmp_path, monkeypatch)
    found = lines(run, "cable", "--programme", glob)
    assert found
    assert all(line.startswith("cable/film [1].txt:") for line in found)


@pytest.mark.parametrize("glob", ["cable/19*", "films/cable/*", "films/cable", "films/cable/", "FILMS/c*", "*/cable"])
def test_a_glob_begins_at_any_folder_and_of_a_folder_means_all_below(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, glob: str
) -> None:
    for folder, script in (("cable", SCRIPT), ("cables", SECOND)):
        (tmp_path / "films" / folder / "1962").mkdir(parents=True)
        (tmp_path / "films" / folder / "1962" / "film.txt").write_text(script, encoding="utf-8")
    (tmp_path / "films" / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "films" / "elsewhere")
    index([tmp_path / "films"], tmp_path / "archive.db")
    found = lines(run, "cable", "--programme", glob, "--index", str(tmp_path / "archive.db"))
    assert found
    assert glob == "FILMS/c*" or all("/films/cable/1962/film.txt:" in line for line in found)
    assert run("search", "cable", "--programme", "ilms/*", "--index", str(tmp_path / "archive.db")).exit_code == 2


def test_a_glob_without_a_folder_is_about_names(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two_folders(tmp_path, monkeypatch)
    assert run("search", "cable", "--programme", "cab*").exit_code == 2


def test_a_first_word_that_is_a_folder_too_is_the_query_for_the_index(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_folders(tmp_path, monkeypatch)
    query = run("search", "cable", "--speaker", "NARRATOR")
    assert "cable is taken as the query, in archive.db; to search the file or folder, write ./cable" in query.stderr
    assert all("cable" in line.lower().split(": ", 1)[1] for line in query.stdout.splitlines())

    folder = run("search", "./cable", "--speaker", "NARRATOR")
    assert "is taken as" not in folder.stderr
    assert "IN MOSCOW KHRUSHCHEV" in folder.stdout

    (tmp_path / "archive.db").unlink()
    alone = run("search", "cable", "--speaker", "NARRATOR")
    assert "cable is taken as a file or folder, and there is no query" in alone.stderr
    assert alone.stdout == folder.stdout


@pytest.mark.parametrize("searched", [("film.txt",), ("--dataset", "cues.parquet"), ("--index", "archive.db")], ids=str)
def test_ctrl_c_is_one_line(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch, searched: tuple[str, ...]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for module in ("search.straight.read_straight", "dataset.finding.find", "search.finding.search"):
        monkeypatch.setattr(f"transcript.{module}", stopped)
    made = run("search", "cable", *searched)
    assert (made.exit_code, made.stdout, made.stderr) == (1, "", "Error: the search was stopped before it was done\n")


@pytest.mark.usefixtures("archive")
def test_a_word_that_nobody_says_but_somebody_is_called_points_to_the_speaker(run: Run) -> None:
    made = run("search", "Field cable")
    assert made.stdout == ""
    last = made.stderr.splitlines()[-1]
    assert last == "field stands nowhere in the lines, but it is the name of ANNA FIELD: --speaker field has those"
    assert lines(run, "cable", "--speaker", "field")


@pytest.mark.parametrize("place", ["data", "data/cues.parquet"])
def test_a_dataset_that_is_given_as_a_folder_of_scripts_points_to_its_option(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "film.txt").write_text(SCRIPT, encoding="utf-8")
    assert run("convert", "--recursive", "scripts", "--to", "parquet", "--out-dir", "data").exit_code == 0
    made = run("search", "cable", place)
    assert made.exit_code == 1
    found = "Error: there are no scripts in these folders, but a dataset: search it with"
    assert made.stderr == f"{found} --dataset {place}\n"
    assert lines(run, "cable", "--dataset", place)
    made = run("search", "cable", "--dataset", place, "--fuzzy", "1")
    assert made.exit_code == 2
    assert made.stderr.startswith("Error: --fuzzy needs all words of the archive")
