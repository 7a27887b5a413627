"""transcript search --dataset: what is printed of hits in a dataset, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SCRIPT, Run
from tests.cli.test_search import SECOND
from tests.dataset.datasets import write_dataset
from transcript.reading import Reading, read_bytes


@pytest.fixture
def dataset(folder: Path) -> Path:
    """The dataset of film.txt and second.txt, in the working folder."""
    scripts = {name: read_bytes(text.encode(), name, Reading()) for name, text in NAMED.items()}
    return write_dataset(folder, scripts)


NAMED = {"film.txt": SCRIPT, "second.txt": SECOND}


@pytest.mark.usefixtures("dataset")
class TestInADataset:
    def test_each_hit_is_a_line_in_the_order_of_scripts_and_time(self, run: Run) -> None:
        made = run("search", "cable* OR longest", "--dataset", "cues.parquet", "--from", "10:00:05")
        assert made.exit_code == 0
        assert made.stdout.splitlines() == [
            "/archive/film.txt:10:00:09: NARRATOR: IT WAS THE LONGEST EVER MADE.",
            "/archive/second.txt:10:00:08: ANNA FIELD: They never believed that a cable could cross the",
            "/archive/second.txt:10:00:18: NARRATOR: BUT THE CABLES LANDED.",
        ]
        assert made.stderr.startswith("3 hits in ")

    def test_a_phrase_over_a_cut(self, run: Run) -> None:
        made = run("search", '"cross the ocean"', "--dataset", ".")
        assert made.stdout == (
            "/archive/second.txt:10:00:08: ANNA FIELD: They never believed that a cable could cross the"
            " ocean, and they said so.\n"
        )

    def test_counts_and_json_know_them_all(self, run: Run) -> None:
        assert run("search", "cable*", "--dataset", "cues.parquet", "--count").stdout == "4\n"
        told = json.loads(run("search", "cable*", "--dataset", "cues.parquet", "--limit", "1", "--json").stdout)
        assert (told["total"], len(told["hits"])) == (4, 1)
        assert told["hits"][0]["cues"][0]["start"] == 2.0

    def test_speakers_as_an_index_finds_them(self, run: Run) -> None:
        made = run("search", "--speaker", "feild", "--dataset", "cues.parquet", "--count")
        assert made.stdout == "3\n"
        made = run("search", "--speaker", "fields", "--exact", "--dataset", "cues.parquet")
        assert made.exit_code == 2
        assert made.stderr == "Error: nobody is called 'fields'; the nearest names are ANNA FIELD\n"

    def test_hits_become_selects(self, run: Run, folder: Path) -> None:
        made = run("search", "cable*", "--dataset", "cues.parquet", "-o", "cable.edl", "--fps", "25")
        assert made.exit_code == 0
        assert (folder / "cable.edl").read_text().count("FROM CLIP NAME") == 4

    def test_a_cue_that_shares_its_timecode_is_cut_out_after_the_one_ahead(self, run: Run, tmp_path: Path) -> None:
        text = (
            "10:00:00\tANN\tSo tell me what kind of work you do when you are not out on the boat.\n"
            "\tBOB\tOnly poetry.\n10:00:40\tANN\tThank you.\n"
        )
        place = write_dataset(tmp_path / "talk", {"talk.txt": read_bytes(text.encode(), "talk.txt", Reading())})
        made = run("search", "poetry", "--dataset", str(place), "--to", "csv")
        assert made.exit_code == 0
        cut_in, cut_out = made.stdout.splitlines()[1].split(",")[2:4]
        assert "10:00:00" < cut_in < cut_out < "10:00:40"

    @pytest.mark.parametrize(
        ("arguments", "code", "refused"),
        [
            (("moon", "--fuzzy", "1"), 2, "--fuzzy needs all words of the archive, which a dataset does not tell; "),
            (("moon", "--stem"), 2, "--stem needs all words of the archive, which a dataset does not tell; "),
            (
                ("moon", "--sort", "relevance"),
                2,
                "hits in a dataset are in the order of scripts and time, not ranked; ",
            ),
            (("moon", "--index", "archive.db"), 2, "--index and --dataset are both named; choose which to search"),
            (("moon", "landing"), 2, "--dataset is searched whole, and landing is too much; a query of several words"),
            ((), 2, "there is nothing to search for; give a query such as moon, or --speaker, --regex, --shot"),
            (('"moon',), 2, "character 1 of the query: a quote is not closed"),
        ],
    )
    def test_what_it_cannot_answer_is_refused_in_a_line(
        self, run: Run, arguments: tuple[str, ...], code: int, refused: str
    ) -> None:
        made = run("search", *arguments, "--dataset", "cues.parquet")
        assert made.exit_code == code
        assert made.stderr.startswith(f"Error: {refused}")
        assert made.stderr.count("\n") == 1

    def test_the_order_by_time_may_be_named(self, run: Run) -> None:
        assert run("search", "cable", "--dataset", "cues.parquet", "--sort", "time", "--count").stdout == "3\n"


def test_a_page_says_that_there_may_be_more(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    script = read_bytes(SECOND.encode(), "second.txt", Reading())
    write_dataset(folder, {f"{number:03}.txt": script for number in range(40)}, partitions=16)
    made = run("search", "cable*", "--dataset", "cues.parquet", "--limit", "1")
    assert made.stdout == "/archive/000.txt:10:00:02: NARRATOR: IN MOSCOW KHRUSHCHEV HEARD OF THE CABLE.\n"
    assert made.stderr.startswith("hits 1 to 1 in ")
    assert made.stderr.endswith(" ms; there may be more in scripts after these, --count counts them all\n")


def test_places_without_a_dataset(run: Run, folder: Path) -> None:
    made = run("search", "moon", "--dataset", "cues.parquet")
    assert made.exit_code == 1
    assert made.stderr == (
        "Error: cues.parquet: there is no dataset of cues;"
        " transcript convert SCRIPTS --recursive --to parquet makes one in cues.parquet\n"
    )
    made = run("search", "moon", "--dataset", "")
    assert (made.exit_code, made.stderr) == (2, "Error: an empty name names no dataset; leave --dataset out\n")
    made = run("search", "moon", "--scheduler", "tcp://127.0.0.1:1")
    assert (made.exit_code, made.stderr) == (2, "Error: --scheduler is for datasets; name one with --dataset\n")


def test_without_pyarrow(dataset: Path) -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None; from transcript.cli import main;"
        f" sys.argv = ['transcript', 'search', 'moon', '--dataset', {str(dataset)!r}]; main()"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert made.returncode == 1
    assert made.stderr.startswith(
        "Error: this needs pyarrow, which is not installed; pip install 'transcript[cluster]'"
    )
    assert made.stderr.count("\n") == 1
