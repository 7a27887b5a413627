"""What is written can be read again: subtitles come back with the same speakers, words and times.

Tables are read again in test_cue_sheet.py, the JSON in test_json.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

import transcript as api
from transcript.exporters import find_format
from transcript.model import Subtitle, Transcript

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORMS = ["srt", "vtt", "ttml"]
SCRIPTS = [
    path for path in sorted([*SAMPLES.glob("*.txt"), *(SAMPLES / "layouts").iterdir()]) if path.stem != "untimed"
]


def shown(subtitles: Sequence[Subtitle]) -> list[tuple[str | None, str, int, int]]:
    return [(one.speaker, " ".join(one.lines), one.start, one.end) for one in subtitles]


def read_again(path: Path) -> list[tuple[str | None, str, int, int]]:
    script = api.read(path)
    return [(one.speaker, one.line, round(one.start * 1000), round(one.end * 1000)) for one in script.cues]


def subtitles_as_in(form: str, script: Transcript) -> Sequence[Subtitle]:
    return api.subtitles(script, labels=find_format(form).labels)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_subtitles_of_samples(path: Path, form: str, tmp_path: Path) -> None:
    script = api.read(path)
    made = tmp_path / f"film.{form}"
    made.write_bytes(api.export(script, form))
    meant, read = shown(subtitles_as_in(form, script)), read_again(made)
    assert [one[:2] for one in read] == [one[:2] for one in meant]
    assert all(
        abs(a - b) <= _moved(form, script)
        for one, other in zip(read, meant, strict=True)
        for a, b in zip(one[2:], other[2:], strict=True)
    )


def _moved(form: str, script: Transcript) -> Fraction:
    """Milliseconds by which a time may be moved: half a frame where the format has its times on frames."""
    rate = script.timing.frame_rate
    return 500 / rate.rate if form == "ttml" and rate is not None else Fraction(0)


@pytest.mark.parametrize("form", FORMS)
def test_subtitles_of_the_moon_mission(form: str, tmp_path: Path, shared: Path) -> None:
    script = api.read(shared / "scripts" / "moon-mission-part-1.txt")
    made = tmp_path / f"film.{form}"
    made.write_bytes(api.export(script, form))
    unlike = [
        (one, other)
        for one, other in zip(shown(subtitles_as_in(form, script)), read_again(made), strict=True)
        if one != other
    ]
    # SRT names a speaker on change only: an interviewee's words in capitals pass for narration, and that is said.
    assert [one[1:] for one, _ in unlike] == [other[1:] for _, other in unlike]
    assert len(unlike) == [problem.code for problem in api.read(made).problems].count("heading-missing")
    assert len(unlike) == (form == "srt")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_an_srt_with_every_speaker_named(path: Path, tmp_path: Path) -> None:
    script = api.read(path)
    made = tmp_path / "film.srt"
    made.write_bytes(api.export(script, "srt", labels="always"))
    assert read_again(made) == shown(api.subtitles(script, labels="always"))


def test_without_labels_an_srt_names_nobody(tmp_path: Path) -> None:
    script = api.read(SAMPLES / "atlantic-cable.txt")
    made = tmp_path / "film.srt"
    made.write_bytes(api.export(script, "srt", labels="never"))
    again = read_again(made)
    assert {speaker for speaker, *_ in again} == {None}
    assert [rest for _, *rest in again] == [rest for _, *rest in shown(api.subtitles(script, labels="never"))]
