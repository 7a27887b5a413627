from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.spotting.speech import script, transcripts
from transcript.audio.align import Place, chain
from transcript.audio.edges import Stretch
from transcript.audio.placing import placed, sure
from transcript.model import Transcript
from transcript.spotting.pace import Speech, Word, speeches

LATE = script("ANN 10:00:02 It was late.")


def _times(said: tuple[Speech, ...]) -> list[tuple[int, int]]:
    return [(word.start, word.end) for speech in said for word in speech.words]


def _said(*words: tuple[str, int, int]) -> tuple[Speech, ...]:
    return (Speech(tuple(Word(text, start, end, 0) for text, start, end in words)),)


IT_WAS_LATE = _said(("It", 2000, 2200), ("was", 2200, 2400), ("late.", 2400, 2800))


def test_heard_words_stand_where_they_are_heard() -> None:
    heard = {0: Place(0, 2.5, 2.6), 1: Place(1, 2.6, 2.9), 2: Place(2, 2.9, 3.4)}
    assert _times(placed(IT_WAS_LATE, LATE.cues, heard, ())) == [(2500, 2600), (2600, 2900), (2900, 3400)]


def test_a_word_between_heard_ones_is_placed_between_them() -> None:
    heard = {0: Place(0, 2.5, 2.6), 2: Place(2, 3.0, 3.4)}
    assert _times(placed(IT_WAS_LATE, LATE.cues, heard, ()))[1] == (2600, 3000)


def test_words_beside_a_heard_one_move_along() -> None:
    heard = {1: Place(1, 2.7, 2.9)}
    assert _times(placed(IT_WAS_LATE, LATE.cues, heard, ())) == [(2500, 2700), (2700, 2900), (2900, 3300)]


def test_speech_that_is_not_heard_moves_to_the_voice_near_it() -> None:
    assert _times(placed(IT_WAS_LATE, LATE.cues, {}, [Stretch(2.3, 3.1)])) == [(2300, 2500), (2500, 2700), (2700, 3100)]
    assert placed(IT_WAS_LATE, LATE.cues, {}, [Stretch(8.0, 9.0)]) == IT_WAS_LATE


def test_a_word_long_before_its_timecode_is_not_believed() -> None:
    heard = {0: Place(0, 0.5, 0.6), 1: Place(1, 1.6, 1.8)}
    assert sure(IT_WAS_LATE, LATE.cues, heard) == {1: heard[1]}


def test_the_chain_leaves_out_what_runs_backwards_or_faster_than_anyone_speaks() -> None:
    words = [Word(text, 0, 0, 0) for text in "nobody had any right to think".split()]
    places = [Place(0, 1.0, 1.4), Place(1, 1.4, 1.5), Place(2, 9.0, 9.2), Place(3, 1.7, 2.0)]
    places += [Place(4, 2.0, 2.1), Place(5, 2.001, 2.2)]
    assert [place.word for place in chain(words, places)] == [0, 1, 3, 4]
    assert chain(words, []) == []


@st.composite
def _heard(draw: st.DrawFn, transcript: Transcript) -> dict[int, Place]:
    """Words heard in order at any times near those expected."""
    words = [word for speech in speeches(transcript) for word in speech.words]
    found: dict[int, Place] = {}
    clock = 0.0
    for number, word in enumerate(words):
        if draw(st.booleans()):
            clock = max(clock, word.start / 1000 + draw(st.floats(-3, 3)))
            found[number] = Place(number, clock, clock + draw(st.floats(0.03, 0.6)))
            clock = found[number].end
    return found


_voices = st.lists(st.tuples(st.floats(0, 40), st.floats(0.1, 5))).map(
    lambda pairs: [Stretch(begin, begin + length) for begin, length in sorted(pairs)]
)


@given(transcripts(), _voices, st.booleans(), st.data())
def test_words_stay_in_order_and_given_times_are_kept(
    transcript: Transcript, voice: list[Stretch], given_ends: bool, data: st.DataObject
) -> None:
    if given_ends:
        transcript = replace(transcript, cues=tuple(replace(cue, end_given=True) for cue in transcript.cues[:1]))
    said = speeches(transcript)
    times = placed(said, transcript.cues, data.draw(_heard(transcript)), voice)
    assert [[word.text for word in speech.words] for speech in times] == [
        [word.text for word in speech.words] for speech in said
    ]
    assert all(start <= end for start, end in _times(times))
    assert all(before[1] <= after[0] for before, after in pairwise(_times(times)))
    if given_ends and said:
        assert (_times(times)[0][0], _times(times)[-1][1]) == (_times(said)[0][0], _times(said)[-1][1])
