"""SRT of any text, as the reader most players share has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings

from tests.builders import markup_lines, sound_lines, sound_names, subtitle, subtitles, transcript
from transcript.exporters import ExportOptions, export

if TYPE_CHECKING:
    from tests.oracles.ffmpeg import FFmpeg
    from transcript.model import Subtitle

NEVER = ExportOptions(labels="never")


def test_ffmpeg_hides_what_the_exporter_guards_against(ffmpeg: FFmpeg) -> None:
    times = "1\n00:00:00,000 --> 00:00:01,000\n"
    for text, shown in [("{\\an8}up", "up"), ("a <3> b", "a  b"), ("one\\Ntwo", "one\ntwo")]:
        hidden = ffmpeg.read(f"{times}{text}\n".encode())
        assert [cue.text.replace("{\\an8}", "") for cue in hidden] == [shown]
        (kept,) = ffmpeg.read(export("srt", transcript(), [subtitle(text)], NEVER).content)
        assert len(kept.text) == len(text)


def test_ffmpeg_shows_every_subtitle_as_it_was_meant(ffmpeg: FFmpeg) -> None:
    shown: list[Subtitle] = []

    @settings(max_examples=250, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    @given(subtitles(sound_lines, sound_names, most=3) | subtitles(markup_lines, sound_names, most=3))
    def collect(made: tuple[Subtitle, ...]) -> None:
        shown.extend(made)

    collect()
    # One file holds them all, one after the other.
    shown = [replace(one, start=2000 * place, end=2000 * place + 1999) for place, one in enumerate(shown)]
    exported = export("srt", transcript(), shown, NEVER)
    read = ffmpeg.read(exported.content)
    assert [(found.start, found.end) for found in read] == [(one.start, one.end) for one in shown]
    changed = 0
    for one, found in zip(shown, read, strict=True):
        # Where markup was guarded against, every character is still shown, some of them by a similar one.
        text = "\n".join(one.lines)
        assert len(found.text) == len(text)
        assert found.text == text or set(text) & set("<>{}\\")
        changed += found.text != text
    assert changed == len(exported.problems)
