"""What became of each cue between two versions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from tests.builders import cue, transcripts
from tests.builders import transcript as script_of
from tests.comparing.versions import LINES, later, programme, with_line
from transcript.comparing import Change, Kind, compare
from transcript.comparing.wording import typed
from transcript.model import Provenance, Timing, Transcript
from transcript.timecode import FrameRate

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def only(old: Transcript, new: Transcript) -> Change:
    (change,) = compare(old, new)
    return change


def test_a_version_held_against_itself_has_no_change() -> None:
    assert compare(programme(), programme()) == ()


def test_a_word_that_was_put_for_another_is_a_rewording() -> None:
    change = only(programme(), with_line(3, "Nobody believed that it would work, you know."))
    assert change.kinds == (Kind.REWORDED,)
    assert (change.old[0].number, change.new[0].line) == (3, "Nobody believed that it would work, you know.")
    assert change.moved == 0


@pytest.mark.parametrize(
    "line", ["NOBODY THOUGHT THAT IT WOULD WORK, YOU KNOW.", "Nobody thought that it would work -- you know!"]
)
def test_other_capitals_or_punctuation_are_the_same_words_typed_otherwise(line: str) -> None:
    assert only(programme(), with_line(3, line)).kinds == (Kind.RETYPED,)


def test_blanks_are_no_change() -> None:
    assert compare(programme(), with_line(6, "They  found it. ")) == ()


def test_a_cue_that_moved_tells_by_how_much() -> None:
    lines = [*LINES[:3], ("10:00:18", *LINES[3][1:]), *LINES[4:]]
    change = only(programme(), programme(lines))
    assert (change.kinds, change.moved) == ((Kind.MOVED,), Fraction(-2))


def test_what_is_new_and_what_is_gone() -> None:
    lines = [*LINES[:2], ("10:00:12", "ANNA", "We had seen three of them break already."), *LINES[3:]]
    dropped, added = compare(programme(), programme(lines))
    assert (dropped.kinds, dropped.old[0].speaker, dropped.new) == ((Kind.DROPPED,), "ANNA", ())
    assert (added.kinds, added.old, added.new[0].number) == ((Kind.ADDED,), (), 3)
    assert added.moved is None


def test_a_new_speaker_is_told_but_not_its_capitals() -> None:
    lines = [*LINES[:2], (LINES[2][0], "TOM", LINES[2][2]), (LINES[3][0], "Narrator", LINES[3][2]), *LINES[4:]]
    change = only(programme(), programme(lines))
    assert (change.kinds, change.old[0].speaker, change.new[0].speaker) == ((Kind.SPEAKER,), "ANNA", "TOM")


def test_speakers_are_not_compared_with_a_version_that_names_none() -> None:
    assert compare(programme(), programme((at, None, line) for at, _, line in LINES)) == ()


def test_a_cue_that_was_split_and_one_that_was_joined() -> None:
    first, second = "In 1866 the Great Eastern sailed from Ireland", "with a cable in her hold."
    split = programme([("10:00:02", "NARRATOR", first), ("10:00:06", "NARRATOR", second), *LINES[1:]])
    change = only(programme(), split)
    assert (change.kinds, len(change.old), len(change.new)) == ((Kind.SPLIT,), 1, 2)
    change = only(split, programme())
    assert (change.kinds, len(change.old), len(change.new)) == ((Kind.JOINED,), 2, 1)


def test_words_that_went_over_to_the_next_cue_are_a_recut_of_both() -> None:
    recut = programme(
        [
            ("10:00:02", "NARRATOR", "In 1866 the Great Eastern sailed from Ireland with a cable"),
            ("10:00:08", "NARRATOR", "in her hold. It was the longest that anybody had ever made."),
            *LINES[2:],
        ]
    )
    change = only(programme(), recut)
    assert change.kinds == (Kind.RECUT,)
    assert (len(change.old), len(change.new)) == (2, 2)


def test_a_scene_that_was_put_elsewhere_is_found_again() -> None:
    lines = [LINES[4], *LINES[:4], LINES[5]]
    times = [at for at, _, _ in LINES]
    changes = compare(programme(), programme((at, who, line) for at, (_, who, line) in zip(times, lines, strict=True)))
    assert [change.moved for change in changes] == [-24, 7, 5, 6, 6]
    assert [change.elsewhere for change in changes] == [True, False, False, False, False]
    assert all(change.kinds == (Kind.MOVED,) for change in changes)


def test_what_is_short_is_not_sought_elsewhere() -> None:
    """`Yes.` at the end is not the `Yes.` of the beginning."""
    old, new = [("10:00:00", "TOM", "Yes."), *LINES], [*LINES, ("10:00:40", "TOM", "Yes.")]
    assert [change.kinds for change in compare(programme(old), programme(new))] == [(Kind.DROPPED,), (Kind.ADDED,)]


def test_a_script_agrees_with_its_own_subtitles() -> None:
    """Subtitles are cut otherwise and count milliseconds; the words and who says them are the same."""
    script = transcript.read(SAMPLES / "atlantic-cable.txt")
    subtitles = transcript.read(SAMPLES / "output" / "atlantic-cable.srt")
    kinds = {kind for change in compare(script, subtitles) for kind in change.kinds}
    assert kinds <= {Kind.SPLIT, Kind.JOINED, Kind.RECUT, Kind.MOVED}


def test_less_than_a_second_is_no_move_against_a_clock_of_whole_seconds() -> None:
    fine = later(programme(), Fraction(7, 10))
    assert compare(programme(), fine) == ()
    assert [change.moved for change in compare(programme(), later(programme(), Fraction(13, 10)))] == [
        Fraction(13, 10)
    ] * 6


def test_where_both_count_frames_one_frame_is_a_move() -> None:
    counted = replace(programme(), timing=Timing(programme().timing.start, FrameRate(Fraction(25))))
    assert len(compare(counted, later(counted, Fraction(1, 25)))) == 6


def test_estimated_times_say_nothing_of_a_move() -> None:
    old = programme()
    guessed = replace(old, cues=tuple(replace(one, time=Provenance.ESTIMATED) for one in later(old, 3).cues))
    assert compare(old, guessed) == ()


def test_an_out_time_that_changed_is_a_move_of_the_end() -> None:
    old = script_of(cues=[replace(cue("TOM", "10:00:02", "They found it."), end_given=True)])
    new = replace(old, cues=(replace(old.cues[0], end=old.cues[0].end + 1),))
    change = only(old, new)
    assert (change.kinds, change.moved, change.end_moved) == ((Kind.MOVED,), Fraction(0), Fraction(1))


def test_scripts_without_timecodes_are_compared_by_their_words() -> None:
    old, new = (replace(one, timing=replace(one.timing, timed=False)) for one in (programme(), later(programme(), 9)))
    assert compare(old, new) == ()


def test_writing_without_blanks_is_compared_by_its_characters() -> None:
    old, new = (programme([("10:00:02", "李", line)]) for line in ("海底電纜從愛爾蘭出發", "海底電纜從英格蘭出發"))
    assert only(old, new).kinds == (Kind.REWORDED,)


# ---- whatever the versions ----

words = st.lists(st.sampled_from("a the sea ship cable of storm Yes, no — We've 7".split()), max_size=8).map(" ".join)
spoken = st.tuples(st.sampled_from(["ANN", "TOM", None]), words)
versions = st.lists(spoken, max_size=12).map(
    lambda said: programme((f"10:00:{place:02}", who, line) for place, (who, line) in enumerate(said))
)


@given(transcripts())
def test_nothing_changed_between_anything_and_itself(script: Transcript) -> None:
    assert compare(script, script) == ()


@given(versions)
def test_nothing_changed_however_often_cues_say_the_same(script: Transcript) -> None:
    assert compare(script, script) == ()


def _accounted(old: Transcript, new: Transcript) -> None:
    changes = compare(old, new)
    numbers = [cue.number for change in changes for cue in change.old]
    others = [cue.number for change in changes for cue in change.new]
    assert len(set(numbers)) == len(numbers)
    assert len(set(others)) == len(others)
    left = [cue for cue in old.cues if cue.number not in numbers]
    same = [cue for cue in new.cues if cue.number not in others]
    assert len(left) == len(same)
    for before, after in zip(left, same, strict=True):
        assert typed([before]) == typed([after])
    for change in changes:
        assert change.kinds
        assert len(set(change.kinds)) == len(change.kinds)
        assert bool(change.old and change.new) is not (change.kinds in ((Kind.ADDED,), (Kind.DROPPED,)))
        assert list(change.old) == sorted(change.old, key=lambda cue: cue.number)
        assert list(change.new) == sorted(change.new, key=lambda cue: cue.number)


@given(versions, versions)
def test_every_cue_of_either_version_is_accounted_for_once(old: Transcript, new: Transcript) -> None:
    _accounted(old, new)


@given(transcripts(), transcripts())
def test_so_is_every_cue_of_any_two_documents(old: Transcript, new: Transcript) -> None:
    _accounted(old, new)


@given(versions, st.randoms(use_true_random=False))
def test_what_was_only_put_in_another_order_is_never_new_words(script: Transcript, random: object) -> None:
    turned = replace(script, cues=tuple(replace(one, number=n) for n, one in enumerate(reversed(script.cues), 1)))
    assert sum(len(change.old) for change in compare(script, turned)) <= len(script.cues)
