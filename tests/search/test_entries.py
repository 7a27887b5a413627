"""What the index holds of a transcript."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from struct import pack

from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import cue, shot, transcript
from tests.search.archives import contents
from transcript.clock import milliseconds
from transcript.exporters.safety import encodable
from transcript.exporters.transcript_json import speaker_index
from transcript.model import Cue, Speaker, Timing, Transcript
from transcript.search.entries import cuts, entry, lines_text
from transcript.search.folding import fold
from transcript.search.heard import heard
from transcript.search.indexing import fill
from transcript.search.schema import CUT_WORDS, IN_MEMORY, connect, writing
from transcript.search.writing import remove
from transcript.talk import spoken_words

FILM = transcript(
    cues=[
        cue("NARRATOR", "10:00:02", "In 1866 the Great Eastern — sailed", lasting=7, shot=1),
        cue("NARRATOR", "10:00:09", "from Ireland.", lasting=2, shot=1),
        cue("ANNA FIELD", "10:00:14", "Nobody thought that it would work.", lasting=Fraction(5, 2), shot=2),
        cue(None, "10:00:20", "…", shot=2),
    ],
    shots=[shot("10:00:00", "Harbour at dawn"), shot("10:00:14", "Anna", size="MS"), shot("10:00:30", "Map")],
    speakers=[Speaker("NARRATOR", ("NARR",)), Speaker("ANNA FIELD"), Speaker("Józef Ålund", ("JOSEF ALUND", "Józef"))],
)


def test_a_programme_as_rows() -> None:
    made = entry(FILM)
    assert tuple(row[:-2] for row in made.cues) == (
        (1, 0, "10:00:02", 2000, 9000, False, 0, True, "In 1866 the Great Eastern — sailed", None),
        (2, 0, "10:00:09", 9000, 11000, False, 0, False, "from Ireland.", None),
        (3, 1, "10:00:14", 14000, 16500, False, 1, False, "Nobody thought that it would work.", None),
        (4, None, "10:00:20", 20000, 24000, False, 1, False, "…", None),
    )
    assert [
        (row[3] if first is None else first, row[4] if last is None else last)
        for row, (first, last) in ((row, row[-2:]) for row in made.cues)
    ] == heard(FILM)
    assert None in made.cues[0][-2:], "what is as the timecodes say is not kept twice"
    assert made.shots == (
        (1, "10:00:00", 0, 6000, None, "Harbour at dawn", 0, 1),
        (2, "10:00:14", 14000, 20000, "MS", "Anna", 2, 3),
        (3, "10:00:30", 30000, 36000, None, "Map", None, None),
    )
    assert made.speakers == (
        ("NARRATOR", ("narrator", "narr"), 2, 8, 9000),
        ("ANNA FIELD", ("anna field",), 1, 6, 2500),
        ("Józef Ålund", ("jozef alund", "josef alund", "jozef"), 0, 0, 0),
    )
    assert made.cuts == ((0, "Great Eastern sailed from Ireland."),)
    assert (made.words, made.duration_ms, made.start) == (14, 24000, "10:00:00")
    assert made.texts == (
        (0, pack("<2I", 0, 1), 34, "In 1866 the Great Eastern — sailed\nfrom Ireland."),
        (1, pack("<I", 2), 34, "Nobody thought that it would work."),
        (None, pack("<I", 3), 1, "…"),
    )


def test_without_timecodes_there_are_no_times() -> None:
    made = entry(replace(FILM, timing=Timing(FILM.timing.start, timed=False)))
    assert {(*row[2:5], *row[-2:]) for row in made.cues} == {(None,) * 5}
    assert {row[1:4] for row in made.shots} == {(None, None, None)}
    assert (made.start, made.duration_ms) == (None, None)


def runs_on(first: Cue, second: Cue) -> bool:
    return bool(entry(transcript(cues=[first, second])).cues[0][7])


def test_a_speech_goes_on_over_a_timecode() -> None:
    ann, bob = cue("ANN", "10:00:02", "We choose to go", lasting=2), cue("BOB", "10:00:04", "to the moon.")
    assert runs_on(ann, replace(bob, speaker="ANN"))
    assert not runs_on(ann, bob)
    assert not runs_on(ann, replace(bob, speaker="ANN", reel=2))
    assert runs_on(replace(ann, speaker=None), replace(bob, speaker=None))


def test_a_silence_after_a_sentence_ends_a_speech() -> None:
    later = cue("ANN", "10:05:00", "to the moon.")
    assert runs_on(cue("ANN", "10:00:02", "We choose to go"), later), "in mid-sentence it goes on"
    assert runs_on(cue("ANN", "10:00:02", "We choose to go..."), later)
    assert not runs_on(cue("ANN", "10:00:02", "We chose to go."), later)
    assert not runs_on(cue("ANN", "10:00:02", "“We chose to go!”"), later)
    assert runs_on(cue("ANN", "10:00:02", "We chose to go.", lasting=296), later)


def test_words_around_a_cut_may_stand_in_several_cues() -> None:
    lines = ["one two three four five six", "seven", "— eight nine", "ten", "eleven"]
    assert list(cuts([spoken_words(line) for line in lines], [True, True, True, False, False])) == [
        (0, "four five six seven eight nine"),
        (1, "five six seven eight nine ten"),
        (2, "seven eight nine ten"),
    ]


@given(st.lists(st.tuples(st.lists(builders.plain_words.filter(str.isalnum), max_size=6), st.booleans()), max_size=8))
def test_every_phrase_over_a_cut_stands_in_the_words_around_it(speech: Sequence[tuple[list[str], bool]]) -> None:
    spoken, joined = [words for words, _ in speech], [on for _, on in speech[:-1]] + [False] * bool(speech)
    found = dict(cuts(spoken, joined))
    for place, on in enumerate(joined):
        first = last = place
        while first and joined[first - 1]:
            first -= 1
        while joined[last]:
            last += 1
        before = [word for words in spoken[first : place + 1] for word in words][-CUT_WORDS:]
        after = [word for words in spoken[place + 1 : last + 1] for word in words][:CUT_WORDS]
        assert found.get(place, "").split() == (before + after if on and before and after else [])


@given(builders.lines)
def test_a_text_has_a_row_for_each_line(line: str) -> None:
    rows = lines_text([line, "x", line]).split("\n")
    assert [len(row) for row in rows] == [len(line), 1, len(line)]


@given(st.fractions(min_value=-10_000, max_value=10_000))
def test_milliseconds_are_those_of_the_exports(time: Fraction) -> None:
    assert milliseconds(time) == round(time * 1000)


def test_names_are_compared_without_case_accents_and_blanks() -> None:
    assert fold(" Jo\u0301zef  ÅLUND ") == fold("JÓZEF ALUND") == "jozef alund"
    assert fold("Straße") == fold("STRASSE")
    assert fold("Королёв") == fold("КОРОЛЕВ")


@given(builders.transcripts())
def test_any_transcript_goes_in_and_out(made: Transcript) -> None:
    with closing(connect(IN_MEMORY)) as index:
        empty = contents(index)
        fill(index, [("a", made), ("b", FILM)])
        held = contents(index)
        assert [row[-4:-2] for row in held["cues"] if row[0] == "a"] == [
            (encodable(cue.line), None if cue.qualifier is None else encodable(cue.qualifier))
            for cue in sorted(made.cues, key=lambda cue: repr(("a", cue.number - 1)))
        ]
        said = speaker_index(made)
        if len({encodable(name) for name in said}) == len(said):
            assert {row[1:] for row in held["appearances"] if row[0] == "a"} == {
                (encodable(name), len(one["cues"]), one["words"], round(one["seconds"] * 1000))
                for name, one in said.items()
            }
        with writing(index):
            remove(index, ["a", "c"])
        with closing(connect(IN_MEMORY)) as other:
            fill(other, [("b", FILM)])
            assert {**contents(index), "vocabulary": [], "counted": []} == {
                **contents(other),
                "vocabulary": [],
                "counted": [],
            }
        with writing(index):
            remove(index, ["b"])
        assert {**contents(index), "vocabulary": [], "counted": []} == {**empty, "counted": []}
