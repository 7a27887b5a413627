"""IMSC files of any text, as the player of browsers shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders import subtitle, subtitles, transcript
from transcript.exporters import Exported, ExportOptions, export
from transcript.model import Role, Subtitle

if TYPE_CHECKING:
    from tests.oracles.imsc import ImscPlayer


def any_files() -> list[tuple[tuple[Subtitle, ...], Exported]]:
    """Some hundred files of any text."""
    made = []

    @settings(
        max_examples=200,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(subtitles(), st.booleans())
    def collect(shown: tuple[Subtitle, ...], styled: bool) -> None:
        made.append((shown, export("ttml", transcript(), shown, ExportOptions(colours=styled, italics=styled))))

    collect()
    return made


def test_it_finds_the_errors_of_a_file_that_has_some(imsc_player: ImscPlayer) -> None:
    content = export("ttml", transcript(), [subtitle("Hello.")]).content.decode()
    (played,) = imsc_player.read([content.replace('tts:color="#ffffff"', 'tts:color="pale"')])
    assert played.errors


def test_any_file_is_played_without_a_complaint(imsc_player: ImscPlayer) -> None:
    files = any_files()
    results = imsc_player.read([exported.content.decode() for _, exported in files])
    for (shown, exported), played in zip(files, results, strict=True):
        assert played.errors == [], exported.content
        if not exported.problems:
            at = {round(one.time * 1000): one.regions.get("bottom", "") for one in played.shown}
            assert [at[one.start] for one in shown] == ["\n".join(one.lines) for one in shown]


def test_titles_and_speech_at_one_time_have_their_places(imsc_player: ImscPlayer) -> None:
    title = subtitle("The Moon", speaker=None, role=Role.TITLE, start=1000, end=3000)
    content = export("ttml", transcript(), [title, subtitle("Hello.", start=2000, end=4000)]).content.decode()
    (played,) = imsc_player.read([content])
    assert [(one.time, one.regions) for one in played.shown if one.regions] == [
        (1, {"top": "The Moon"}),
        (2, {"bottom": "Hello.", "top": "The Moon"}),
        (3, {"bottom": "Hello."}),
    ]
