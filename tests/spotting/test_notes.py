"""Sound notes and titles find their place among the words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import sound, title
from tests.spotting import speech
from transcript.labels import Labels
from transcript.model import Role, Sound, Span, Subtitle, Title, Transcript
from transcript.spotting import PRESETS, Preset, quality, spot
from transcript.spotting.notes import with_notes

NETFLIX = PRESETS["netflix"]


def noted(
    *spoken: Subtitle, sounds: list[Sound] | None = None, titles: list[Title] | None = None, preset: Preset = NETFLIX
) -> list[tuple[int, int, str]]:
    """In time, out time and text of every subtitle; nothing may be left out."""
    script = builders.transcript(sounds=sounds or [], titles=titles or [])
    shown, problems = with_notes(spoken, script, preset, "never", sdh=True, titles=True)
    assert problems == []
    return [(one.start, one.end, " | ".join(one.lines)) for one in shown]


def spoken(text: str, start: int, end: int, speaker: str = "ANN") -> Subtitle:
    return builders.subtitle(*text.split(" | "), speaker=speaker, start=start, end=end)


def test_a_note_stands_at_its_time_where_nobody_speaks() -> None:
    assert noted(
        spoken("We went home.", 2000, 4000), spoken("It was late.", 20_000, 22_000), sounds=[sound("10:00:10", "Music")]
    ) == [(2000, 4000, "We went home."), (10_000, 12_000, "[Music]"), (20_000, 22_000, "It was late.")]


def test_titles_are_no_sounds_and_both_only_on_request() -> None:
    script = builders.transcript(sounds=[sound("10:00:10", "Music")], titles=[title("10:00:20", "1866", line=7)])
    for sdh, titles, roles in (
        (False, False, []),
        (True, False, [Role.SOUND]),
        (False, True, [Role.TITLE]),
        (True, True, [Role.SOUND, Role.TITLE]),
    ):
        subtitles = spot(script, NETFLIX, sdh=sdh, titles=titles).subtitles
        assert [subtitle.role for subtitle in subtitles] == roles
        assert all(subtitle.speaker is None and subtitle.cues == () for subtitle in subtitles)
    assert spot(script, NETFLIX, titles=True).subtitles[0].note == Span(7, 7)


def test_a_note_gives_way_to_the_words_by_a_second_or_two() -> None:
    before, after = spoken("We went home.", 8000, 10_300), spoken("It was late.", 13_000, 15_000)
    assert noted(before, after, sounds=[sound("10:00:10", "Music")])[1] == (10_384, 12_384, "[Music]")
    # Clocks are rounded down, so it rather comes late; a second early is the most.
    assert noted(before, after, sounds=[sound("10:00:12", "Music")])[1] == (12_000, 12_916, "[Music]")
    late = spoken("It was late.", 12_500, 15_000)
    assert noted(before, late, sounds=[sound("10:00:12", "Music")])[1] == (11_582, 12_416, "[Music]")


def test_no_gap_is_left_that_flickers() -> None:
    shown = noted(
        spoken("We went home.", 8000, 9800), spoken("It was late.", 12_200, 15_000), sounds=[sound("10:00:10", "Music")]
    )
    assert shown[1] == (9884, 12_116, "[Music]")


def test_notes_of_one_time_follow_each_other() -> None:
    assert noted(sounds=[sound("10:00:42", "TITLE MUSIC")], titles=[title("10:00:42", "THE RED FILES", line=2)]) == [
        (42_000, 43_500, "[TITLE MUSIC]"),
        (43_584, 45_584, "THE RED FILES"),
    ]


def test_notes_keep_their_order_where_the_later_one_would_be_nearer_before_the_words() -> None:
    words = spoken("Did you hear?", 10_500, 12_500)
    assert noted(words, titles=[title("10:00:11", "Valentia"), title("10:00:11", "1866", line=2)]) == [
        (10_500, 12_500, "Did you hear?"),
        (12_584, 13_916, "Valentia"),
        (14_000, 16_000, "1866"),
    ]


def test_a_long_note_is_cut_like_speech() -> None:
    text = "This film is for all those who laid the cable across the ocean, and for those who did not come home again."
    shown = noted(titles=[title("10:00:10", text)])
    assert " ".join(line for _, _, lines in shown for line in lines.split(" | ")) == text
    assert len(shown) == 2
    assert shown[0][2].endswith("ocean,")
    assert shown[1][0] - shown[0][1] == 84


def test_a_sound_without_room_joins_the_words_on_the_screen() -> None:
    script = builders.transcript(sounds=[sound("10:00:10", "Foghorn", line=9)])
    words = [
        spoken("We went home | through the fog of the night.", 4000, 10_900),
        spoken("Did you hear?", 11_000, 16_000),
    ]
    shown, problems = with_notes(words, script, NETFLIX, "change", sdh=True, titles=False)
    assert problems == []
    assert shown == (
        words[0],
        replace(words[1], lines=("-[Foghorn]", "-Did you hear?"), speakers=(None, "ANN"), note=Span(9, 9)),
    )


def test_what_has_no_room_is_left_out_and_told() -> None:
    script = builders.transcript(
        sounds=[sound("10:00:10", "Foghorn", line=9)], titles=[title("10:00:11", "Valentia", line=12)]
    )
    words = (spoken("We went home | through the fog.", 6000, 16_000),)
    shown, problems = with_notes(words, script, NETFLIX, "never", sdh=True, titles=True)
    assert shown == words
    assert [(problem.code, problem.span) for problem in problems] == [
        ("sound-no-room", Span(9, 9)),
        ("title-no-room", Span(12, 12)),
    ]
    assert "00:00:11.000" in problems[1].message
    assert problems[1].fix


def test_a_sound_leaves_room_for_the_label_and_the_reader() -> None:
    script = builders.transcript(sounds=[sound("10:00:10", "Foghorn")])
    full, short = spoken("We went home through the fog of night.", 6000, 16_000), spoken("Did you hear?", 6000, 7000)
    assert len(with_notes([full], script, NETFLIX, "never", sdh=True, titles=False)[1]) == 0
    assert len(with_notes([full], script, NETFLIX, "change", sdh=True, titles=False)[1]) == 1
    quick = [replace(short, start=9900, end=10_800), replace(full, start=10_900, lines=("One line.", "Another."))]
    assert len(with_notes(quick, script, NETFLIX, "never", sdh=True, titles=False)[1]) == 1


def test_a_title_never_shares_with_words() -> None:
    script = builders.transcript(titles=[title("10:00:10", "Valentia")])
    words = (spoken("Did you hear?", 4000, 16_000),)
    shown, problems = with_notes(words, script, NETFLIX, "never", sdh=True, titles=True)
    assert shown == words
    assert len(problems) == 1


texts = st.lists(speech.words, min_size=1, max_size=12).map(" ".join)
timecodes = st.integers(0, 60).map(lambda second: f"10:{second // 60:02}:{second % 60:02}")


@given(
    speech.transcripts(),
    st.lists(st.builds(sound, timecodes, texts), max_size=5),
    st.lists(st.builds(title, timecodes, texts), max_size=5),
    speech.presets,
    st.sampled_from(get_args(Labels)),
)
def test_notes_break_no_rule_and_change_no_words(
    transcript: Transcript, sounds: list[Sound], titles: list[Title], preset: Preset, labels: Labels
) -> None:
    script = replace(transcript, sounds=tuple(sounds), titles=tuple(titles))
    plain = spot(script, preset, labels)
    spotting = spot(script, preset, labels, sdh=True, titles=True)
    shown = spotting.subtitles
    assert [(one.start, one.end, one.cues) for one in shown if one.role is Role.SPEECH] == [
        (one.start, one.end, one.cues) for one in plain.subtitles
    ]
    assert all(earlier.start < later.start and earlier.end <= later.start for earlier, later in pairwise(shown))
    alone = {number for number, one in enumerate(shown, 1) if one.role is not Role.SPEECH}
    beside = alone | {number - 1 for number in alone}
    told = {"gap", "overlap"}
    for broken in quality.check(shown, preset):
        assert broken.number not in (beside if broken.rule in told else alone) or broken.rule in _TASTE, broken


# What a text that has no better place to break at, or a programme without room, leaves no choice about.
_TASTE = {"break-after-article", "break-in-phrase", "edge-near-shot-change"}
