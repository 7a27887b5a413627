"""Every format that is made from the JSON of a script is the one that is made from the script, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

import transcript as api
from transcript.errors import OutputRefused
from transcript.exporters import FORMATS
from transcript.exporters.transcript_json import read_transcript
from transcript.model import Transcript

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SCRIPTS = sorted([*SAMPLES.glob("*.txt"), *(SAMPLES / "layouts").iterdir()])


def made(script: Transcript, form: str) -> bytes | str:
    """The file, or why there is none."""
    try:
        return api.export(script, form, sdh=True, titles=True, italics=True, colours=True)
    except OutputRefused as refusal:
        return str(refusal)


def same_in_every_format(script: Transcript) -> None:
    kept = read_transcript(api.export(script, "json"), "film.json")
    assert kept == script
    for form in FORMATS:
        assert made(kept, form) == made(script, form), form


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    same_in_every_format(api.read(path))


@pytest.mark.parametrize("rate", ["25", "23.976", "29.97df"])
def test_the_sample_with_frames(rate: str) -> None:
    same_in_every_format(api.read(SAMPLES / "atlantic-cable.txt", frame_rate=rate))


@pytest.mark.parametrize("rate", [None, "25", "29.97df"])
def test_the_moon_mission(shared: Path, rate: str | None) -> None:
    same_in_every_format(api.read(shared / "scripts" / "moon-mission-part-1.txt", frame_rate=rate))
