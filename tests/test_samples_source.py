"""The samples and their annotation are what the tables in samples/source give."""

from __future__ import annotations

import csv
import importlib.util
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MAKE = PROJECT / "samples" / "make.py"
TABLES = sorted((PROJECT / "samples" / "source").glob("*.table"))
SCRIPTS = [PROJECT / "samples" / f"{table.stem}{form}.txt" for table in TABLES for form in ("", ".tab", ".joined")]


def load_make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_make", MAKE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = load_make()


def gold(script: Path) -> list[tuple[int, str, str]]:
    """The annotation of a sample: line number, kind, text."""
    lines = (PROJECT / "tests" / "golden" / f"{script.stem}.tsv").read_text(encoding="utf-8").splitlines()
    return [(int(number), kind, text) for number, kind, text in (line.split("\t") for line in lines)]


def typed(kind: str, text: str) -> str:
    return text.partition(" -> ")[0] if kind == "TC" else text


def test_files_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, MAKE, "--check"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), "run: python samples/make.py"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_annotation_gives_back_every_character_on_its_line(script: Path) -> None:
    annotated: dict[int, str] = {}
    for number, kind, text in gold(script):
        annotated[number] = annotated.get(number, "") + "".join(typed(kind, text).split())
    lines = enumerate(script.read_text(encoding="utf-8").splitlines(), start=1)
    assert annotated == {number: "".join(line.split()) for number, line in lines if line.strip()}


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_forms_hold_the_same_pieces_in_the_same_order(table: Path) -> None:
    forms = [
        [(kind, text) for _, kind, text in gold(script)] for script in SCRIPTS if script.name.startswith(table.stem)
    ]
    assert forms == forms[:1] * 3


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_programme_runs_on_in_the_timecodes_as_meant(table: Path) -> None:
    script = PROJECT / f"{table.stem}.txt"
    meant = [text.rpartition(" -> ")[2] for _, kind, text in gold(script) if kind == "TC"]
    assert all(re.fullmatch(r"\d\d\.[0-5]\d\.[0-5]\d", timecode) for timecode in meant)
    assert meant == sorted(meant)
    assert meant[0] == "10.00.00"
    assert meant[-1] > "10.12.00"


def test_a_wrapped_row_takes_the_next_note_and_every_gap_of_real_scripts_is_there() -> None:
    """The flattened cable script has the traits its layout is recognised and read by."""
    script = PROJECT / "samples" / "atlantic-cable.txt"
    rows = gold(script)
    glued = [above[2] for above, below in pairwise(rows) if above[0] == below[0] and below[1] in ("SHOT", "SHOT+")]
    beside = [above for above, below in pairwise(rows) if above[1][:4] == "LINE" and below[1] in ("SHOT", "SHOT+")]
    assert 0.2 < len(glued) / len(beside) < 0.33

    def blank_lines(before: str, after: str) -> set[int]:
        return {
            below[0] - above[0] - 1
            for above, below in pairwise(rows)
            if (above[1], below[1]) == (before, after) and above[0] != below[0]
        }

    assert blank_lines("LINE", "LINE") >= {0, 1, 3, 5, 6, 7}
    assert blank_lines("SHOT", "TC") >= {0, 1, 2, 3}
    assert blank_lines("SPK", "LINE") >= {1, 7}
    assert blank_lines("TC", "TC") >= {1, 5}


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_the_table_of_a_document_holds_every_word(table: Path) -> None:
    with (PROJECT / "samples" / "forms" / f"{table.stem}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    words = Counter(word for row in rows for cell in row for word in cell.split())
    assert words == Counter((PROJECT / "samples" / f"{table.stem}.txt").read_text(encoding="utf-8").split())
    assert {len(row) for row in rows} == {3}


def test_a_note_goes_back_to_its_row_and_speech_keeps_its_lines(tmp_path: Path) -> None:
    table = tmp_path / "film.table"
    table.write_text(
        """
        SHOT  Still, boats at the | 10.00.02 | SPK  NARRATOR
                                  |          | LINE THE TIDE COMES IN.  IT
        SHOT+ quay                |          | LINE COMES IN. | JUNK “
                                  | 10.00.09 | SPK  MORAG
        SHOT+ & nets              |          | LINE <It> goes out.
        SHOT  Fog                 |          | SOUND (PAUSE)
        """,
        encoding="utf-8",
    )
    rows = make.tabled(make.read(table))
    assert [(row.note, row.timecode) for row in rows] == [
        ("Still, boats at the quay & nets", "10.00.02"),
        ("", "10.00.09"),
        ("Fog", ""),
    ]
    assert rows[0].lines == (("NARRATOR", True), ("THE TIDE COMES IN.  IT", True), ("COMES IN. “", False))
    page = make.as_page(rows, "Film & sea")
    assert "<text:p>THE TIDE COMES IN. <text:s/>IT<text:line-break/>COMES IN. “</text:p>" in page
    assert "<text:p>Film &amp; sea</text:p>" in page
    assert "<text:p>&lt;It&gt; goes out.</text:p>" in page
    assert make.as_csv(rows).splitlines()[:2] == [
        '"Still, boats at the quay & nets",10.00.02,"NARRATOR',
        "THE TIDE COMES IN.  IT",
    ]


def test_documents_are_out_of_date_where_they_or_their_table_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(PROJECT / "samples" / "forms", forms)
    assert make.outdated(forms) == []
    (forms / "atlantic-cable.rtf").unlink()
    assert make.outdated(forms) == ["atlantic-cable"]
    shutil.copy(PROJECT / "samples" / "forms" / "atlantic-cable.rtf", forms)
    assert make.outdated(forms) == []
    with (forms / "atlantic-cable.docx").open("ab") as file:
        file.write(b" ")
    assert make.outdated(forms) == ["atlantic-cable"]
    monkeypatch.setattr(make, "pages", lambda: {"atlantic-cable": "another page"})
    assert make.outdated(PROJECT / "samples" / "forms") == ["atlantic-cable"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("SHOT  Quay", "three cells"),
        ("Quay | 10.00.00 |", "KIND text"),
        ("SHOT | 10.00.00 |", "KIND text"),
        ("SHOT  Quay | 10.00.00 | SHOT  Mast", "KIND text"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, line: str, message: str) -> None:
    table = tmp_path / "film.table"
    table.write_text(f"# film\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"film\.table:3: .*{message}"):
        make.read(table)
