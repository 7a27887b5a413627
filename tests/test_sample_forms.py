"""The sample script says the same in every form that users keep scripts in."""

from __future__ import annotations

import json
from difflib import unified_diff
from pathlib import Path

import pytest

import transcript
from tests.conftest import program
from tests.test_samples_source import gold, make
from transcript.readers import read

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TEXT = SAMPLES / "atlantic-cable.txt"
DOCUMENTS = [SAMPLES / "forms" / f"atlantic-cable.{suffix}" for suffix in make.CONVERSIONS]
FORMS = [SAMPLES / "atlantic-cable.tab.txt", SAMPLES / "forms" / "atlantic-cable.csv", *DOCUMENTS]


def said(path: Path) -> list[str]:
    """What comes out of a script as JSON, a line each, but for where it stands in which file."""
    if path.suffix == ".doc":
        program("soffice", "libreoffice")  # reads old Word documents
    exported = json.loads(transcript.export(transcript.read(path), to="json"))
    lines = [json.dumps(exported["timing"]), json.dumps(exported["speakers"])]
    for kind in ("cues", "shots", "sounds", "titles", "problems"):
        lines += (f"{kind} {json.dumps(entry | {'lines': None}, ensure_ascii=False)}" for entry in exported[kind])
    return lines


def difference(path: Path) -> list[str]:
    return list(unified_diff(said(TEXT), said(path), TEXT.name, path.name, lineterm="", n=0))


def test_the_text_is_read_as_it_is_annotated() -> None:
    script = transcript.read(TEXT)
    notes: list[str] = []
    spoken: list[str] = []
    for _, kind, text in gold(TEXT):
        if kind == "SHOT":
            notes.append(text)
        elif kind == "SHOT+":
            notes[-1] += f" {text}"
        elif kind.startswith("LINE"):
            spoken += text.split()
    meant = {text.rpartition(" -> ")[2].replace(".", ":") for _, kind, text in gold(TEXT) if kind == "TC"}
    assert [shot.note for shot in script.shots] == notes
    assert " ".join(cue.line for cue in script.cues).split() == spoken
    times = [cue.timecode for cue in script.cues] + [shot.timecode for shot in script.shots]
    assert set(map(str, times)) <= meant


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name.removeprefix("atlantic-cable."))
def test_every_form_gives_the_same_cues_and_shots(path: Path) -> None:
    assert not difference(path)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.suffix[1:])
def test_the_head_of_the_pages_is_none_of_the_script(path: Path) -> None:
    if path.suffix == ".doc":
        program("soffice", "libreoffice")
    rows = read(path).rows
    front = [" ".join(row.cells) for row in rows if row.front]
    assert "Atlantic cable: post-production script" in front
    assert any(text.startswith("Page") for text in front)
    assert sum(row.cells == ("Waves", "10.00.00", "") for row in rows) == 1


def test_documents_made_anew_say_the_same(tmp_path: Path) -> None:
    program("soffice", "libreoffice")
    room = tmp_path / "room"
    room.mkdir()
    for suffix, content in make.converted(make.pages()["atlantic-cable"], room):
        made = tmp_path / f"atlantic-cable.{suffix}"
        made.write_bytes(content)
        assert not difference(made), suffix
