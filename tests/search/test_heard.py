"""From when to when cues are heard."""

from __future__ import annotations

from hypothesis import given

import transcript as package
from tests import builders
from transcript.clock import milliseconds
from transcript.model import Transcript
from transcript.search.heard import heard
from transcript.spotting.pace import speeches

SHARED = """\
10:00:00\tANN\tSo tell me what kind of work you do when you are not out on the boat with your brothers.
\tBOB\tOnly poetry.
\tANN\tAnd what do you write it on, paper or one of those machines that everybody has nowadays?
\tBOB\tPaper.
10:00:40\tANN\tThank you for coming here today.
"""
DENSE = """\
10:00:00\tANN\tThe tide comes in twice a day.
10:00:04\tBOB\tHis dream was the lighthouse.
10:00:05\tANN\tWhen he was a boy he used to row over to the island by himself.
10:00:11\tBOB\tNobody knew.
"""


def test_cues_under_one_timecode_are_heard_one_after_another() -> None:
    script = package.parse(SHARED)
    asked, answered, again, last, thanked = heard(script)
    assert asked.start == 0
    assert asked.end <= answered.start < answered.end <= again.start < last.start
    assert answered.end - answered.start < 2500
    assert thanked.start == 40_000


def test_a_cue_lasts_until_its_words_are_said_also_past_the_next_timecode() -> None:
    script = package.parse(DENSE)
    assert milliseconds(script.cues[1].end) == 5000
    told = heard(script)[1]
    assert told.start == 4000
    assert told.end > 5500


@given(builders.transcripts())
def test_a_stretch_holds_every_word_of_its_cue(script: Transcript) -> None:
    stretches = heard(script)
    assert len(stretches) == len(script.cues)
    for speech in speeches(script):
        for word in speech.words:
            assert stretches[word.cue].start <= word.start
            assert stretches[word.cue].end >= word.end
    for cue, stretch in zip(script.cues, stretches, strict=True):
        assert stretch.end >= milliseconds(cue.end)
