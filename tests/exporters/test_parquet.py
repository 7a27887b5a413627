"""Parquet: one programme as a table, which other programs read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings

import transcript as api
from tests.builders import cue, shot, transcript, transcripts
from transcript.dataset.tables import read_partition
from transcript.errors import OutputRefused
from transcript.exporters import export
from transcript.exporters.safety import encodable
from transcript.model import Transcript

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "atlantic-cable.txt"


def test_duckdb_and_pandas_read_the_same(tmp_path: Path) -> None:
    script = api.read(SAMPLE)
    file = tmp_path / "film.parquet"
    file.write_bytes(api.export(script, "parquet"))
    rows = duckdb.execute(f"SELECT speaker, timecode, start, line FROM '{file}' ORDER BY number").fetchall()  # noqa: S608
    kept = json.loads(api.export(script, "json"))["cues"]
    assert rows == [(one["speaker"], one["timecode"], round(one["start"] * 1000), one["line"]) for one in kept]
    frame = pd.read_parquet(file, engine="pyarrow")
    assert list(zip(frame.speaker, frame.timecode, frame.start, frame.line, strict=True)) == rows
    assert set(frame.programme) == {"atlantic-cable"}
    assert set(frame.source) == {"atlantic-cable.txt"}
    assert set(frame.shot.dropna()) <= {one.note for one in script.shots}
    assert list(frame.runs_on[:3]) == [True, True, False]


def test_the_same_script_gives_the_same_file() -> None:
    assert api.export(api.read(SAMPLE), "parquet") == api.export(api.read(SAMPLE), "parquet")


@settings(max_examples=60)
@given(transcripts())
def test_whatever_a_script_holds_comes_back_or_is_said(made: Transcript) -> None:
    if not any(one.line.strip() for one in made.cues):
        with pytest.raises(OutputRefused, match="there is no speech in it"):
            export("parquet", made)
        return
    exported = export("parquet", made)
    (rows,) = read_partition(exported.content)[1].values()
    assert rows.column("line").to_pylist() == [encodable(one.line) for one in made.cues]
    assert rows.column("speaker").to_pylist() == [
        None if one.speaker is None else encodable(one.speaker) for one in made.cues
    ]
    notes = {one.number: one.note for one in made.shots}
    texts = [text for one in made.cues for text in (one.speaker, one.qualifier, one.line, notes.get(one.shot or 0))]
    changed = {text for text in texts if text is not None and encodable(text) != text}
    assert bool(exported.problems) == bool(changed)
    assert {one.code for one in exported.problems} <= {"text-changed-for-format"}


def test_what_is_changed_is_said() -> None:
    made = transcript(cues=[cue("ANN", "10:00:01", "half \ud800 a smile", shot=1)], shots=[shot("10:00:00", "Sea")])
    (problem,) = export("parquet", made).problems
    assert problem.message == "'half \\ud800 a smile' cannot stand in parquet and is written as 'half � a smile'"


def test_a_name_that_is_no_text_is_kept_apart_from_others() -> None:
    made = transcript(cues=[cue("ANN", "10:00:01", "Hello.")])
    made = replace(made, source=replace(made.source, name="fil\udcffm.txt"))
    ((stem, rows),) = read_partition(export("parquet", made).content)[1].items()
    assert (stem, rows.column("programme").to_pylist()) == ("fil\udcffm", ["fil\\udcffm"])


def test_without_pyarrow_it_says_what_to_install_and_nothing_else_needs_it() -> None:
    program = f"""
import sys
sys.modules["pyarrow"] = None
from click.testing import CliRunner
from transcript.cli import cli
convert = ["convert", {str(SAMPLE)!r}, "-o", "-", "--to"]
for arguments in (["formats"], [*convert, "srt"], ["--help"], ["search", "--help"]):
    made = CliRunner().invoke(cli, arguments)
    assert made.exit_code == 0, made.output
made = CliRunner().invoke(cli, [*convert, "parquet"])
print(made.exit_code, made.stderr)
"""
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert made.stdout.startswith("1 ")
    assert "parquet needs pyarrow, which is not installed; pip install 'transcript[cluster]'" in made.stdout
