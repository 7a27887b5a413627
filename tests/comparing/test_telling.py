"""What is told once of many changes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.builders import START
from tests.comparing.versions import later, long_programme, programme
from transcript.comparing import Kind, Told, compare, told
from transcript.model import Timing, Transcript
from transcript.timecode import FrameRate


def between(old: Transcript, new: Transcript) -> Told:
    return told(old, new, compare(old, new))


def test_a_programme_that_moved_as_a_whole_is_told_once() -> None:
    found = between(programme(), later(programme(), 2))
    (passage,) = found.passages
    assert (passage.moved, passage.cues, passage.whole, passage.on) == (Fraction(2), 6, True, True)
    assert found.rest == ()


def test_what_moved_from_somewhere_on_is_told_once() -> None:
    found = between(long_programme(), later(long_programme(), 2, since=25))
    (passage,) = found.passages
    assert (passage.moved, str(passage.first.timecode), passage.on, passage.whole) == (
        Fraction(2),
        "10:02:00",
        True,
        False,
    )
    assert found.rest == ()


def test_what_moved_in_the_middle_has_an_end() -> None:
    moved = later(later(long_programme(), 2, since=25), -2, since=35)
    (passage,) = between(long_programme(), moved).passages
    assert (passage.first.number, passage.last.number, passage.cues, passage.on) == (25, 34, 10, False)


def test_a_cue_that_moved_by_more_than_its_neighbours_is_told_by_itself() -> None:
    moved = later(long_programme(), 2, since=25)
    odd = replace(moved.cues[39], start=moved.cues[39].start + 1)
    found = between(long_programme(), replace(moved, cues=(*moved.cues[:39], odd, *moved.cues[40:])))
    assert [(passage.first.number, passage.on) for passage in found.passages] == [(25, True)]
    assert [(change.new[0].number, change.moved, change.kinds) for change in found.rest] == [
        (40, Fraction(3), (Kind.MOVED,))
    ]


def test_a_cue_that_stayed_where_it_was_parts_what_moved() -> None:
    moved = later(long_programme(), 2)
    stayed = replace(moved, cues=(*moved.cues[:29], long_programme().cues[29], *moved.cues[30:]))
    found = between(long_programme(), stayed)
    assert [(passage.first.number, passage.last.number) for passage in found.passages] == [(1, 29), (31, 60)]


def test_a_reworded_cue_that_moved_with_the_others_is_only_reworded() -> None:
    moved = later(long_programme(), 2)
    reworded = replace(moved.cues[9], line="Number 9 writes of the island and of the harbour.")
    found = between(long_programme(), replace(moved, cues=(*moved.cues[:9], reworded, *moved.cues[10:])))
    assert [change.kinds for change in found.rest] == [(Kind.REWORDED,)]


def test_an_out_time_that_moved_otherwise_is_not_told_by_the_passage() -> None:
    old = long_programme()
    given = replace(old, cues=tuple(replace(one, end_given=True) for one in old.cues))
    moved = later(given, 2)
    longer = replace(moved.cues[5], end=moved.cues[5].end + 1)
    found = between(given, replace(moved, cues=(*moved.cues[:5], longer, *moved.cues[6:])))
    assert [(change.new[0].number, change.end_moved) for change in found.rest] == [(6, Fraction(3))]


def in_other_order(first: int, last: int, to: int) -> Transcript:
    """The long programme with the cues from first to last put behind the cue `to`; the times stay in their order."""
    lines = [(one.speaker, one.line) for one in long_programme().cues]
    moved = lines[first - 1 : last]
    order = [*lines[: first - 1], *lines[last:to], *moved, *lines[to:]]
    return programme(
        (str(one.timecode), who, line) for one, (who, line) in zip(long_programme().cues, order, strict=True)
    )


def test_a_scene_that_was_put_behind_others_is_told_once() -> None:
    found = between(long_programme(), in_other_order(11, 14, to=30))
    assert [(passage.moved, passage.cues, passage.elsewhere) for passage in found.passages] == [
        (Fraction(-20), 16, False),
        (Fraction(80), 4, True),
    ]
    assert found.rest == ()


def test_a_cue_that_was_put_behind_others_is_told_to_stand_past_them() -> None:
    (change,) = between(long_programme(), in_other_order(11, 11, to=16)).rest
    assert (change.kinds, change.moved, change.elsewhere) == ((Kind.MOVED,), Fraction(25), True)


def test_a_change_of_speed_does_not_tell_of_another_order() -> None:
    timing = Timing(START, FrameRate(Fraction(25)))
    old, new = replace(long_programme(), timing=timing), in_other_order(11, 11, to=12)
    factor = Fraction(25) / Fraction(24000, 1001)
    late = {one.line: one for one in long_programme().cues}
    cues = tuple(replace(one, start=late[one.line].start * factor, end=late[one.line].end * factor) for one in new.cues)
    found = between(old, replace(new, timing=timing, cues=cues))
    assert found.speed is not None
    assert [change.elsewhere for change in found.rest] == [True]


def test_a_film_at_another_frame_rate_is_told_once() -> None:
    timing = Timing(START, FrameRate(Fraction(25)))
    old = replace(long_programme(), timing=timing)
    factor = Fraction(25) / Fraction(24000, 1001)
    new = replace(old, cues=tuple(replace(one, start=one.start * factor, end=one.end * factor) for one in old.cues))
    found = between(old, new)
    assert found.speed is not None
    assert tuple(map(str, found.speed)) == ("25", "23.976")
    assert (found.passages, found.rest) == ((), ())


def test_somebody_who_is_called_otherwise_throughout_is_told_once() -> None:
    old = long_programme()
    renamed = replace(
        old, cues=tuple(replace(one, speaker="DR FIELD" if one.speaker == "ANNA" else one.speaker) for one in old.cues)
    )
    found = between(old, renamed)
    assert [(one.old, one.new, one.changes) for one in found.renamed] == [("ANNA", "DR FIELD", 20)]
    assert found.rest == ()


def test_lines_that_went_to_somebody_else_are_told_one_by_one() -> None:
    old = long_programme()
    given = replace(old, cues=tuple(replace(one, speaker="TOM") if one.speaker == "ANNA" else one for one in old.cues))
    found = between(old, given)
    assert (found.renamed, len(found.rest)) == ((), 20)


def test_capitals_brought_to_sentence_case_are_told_once() -> None:
    new = long_programme()
    shouted = replace(
        new,
        cues=tuple(replace(one, line=one.line.upper()) if one.speaker == "NARRATOR" else one for one in new.cues),
    )
    found = between(shouted, new)
    assert (found.recased, found.rest) == (20, ())


def test_cuts_that_are_other_ones_nearly_everywhere_are_told_once() -> None:
    old = long_programme()
    halves = [
        (str(one.timecode), one.speaker, part)
        for one in old.cues
        for part in (one.line[: one.line.index(" speaks")], one.line[one.line.index("speaks") :])
    ]
    found = between(old, programme(halves))
    assert found.widely == (((Kind.SPLIT, Kind.JOINED, Kind.RECUT), 60),)
    assert found.rest == ()
