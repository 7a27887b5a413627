"""What holds for every layout of paragraphs: nothing is lost, the samples are read as they were labelled by hand."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import assume, given

from tests.parser.documents import typed_characters
from tests.parser.layouts.paragraph_scripts import documents, given_back, gold, read, rows, sample
from transcript.model import Kind
from transcript.parser.layouts import named, speaker_clock, stamped, untimed

LAYOUTS = (stamped, named, speaker_clock, untimed)
every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)


@every_layout
def test_the_sample_is_read_as_it_was_labelled_by_hand(layout: ModuleType) -> None:
    segments = layout.segments(rows(sample(layout).read_text(encoding="utf-8")))
    assert [(segment.number, segment.kind, segment.text) for segment in segments] == gold(layout)


@every_layout
def test_the_sample_fits_its_layout_best(layout: ModuleType) -> None:
    typed = rows(sample(layout).read_text(encoding="utf-8"))
    scores = {other.NAME: other.score(typed) for other in LAYOUTS}
    assert max(scores, key=lambda name: scores[name]) == layout.NAME
    assert scores[layout.NAME] >= 0.5


@every_layout
def test_every_word_of_the_sample_that_is_spoken_stands_in_a_cue(layout: ModuleType) -> None:
    script = read(layout, sample(layout).read_text(encoding="utf-8"))
    spoken = " ".join(text for _, kind, text in gold(layout) if kind is Kind.LINE)
    assert " ".join(cue.line for cue in script.cues).split() == spoken.split()
    assert "unplaced" not in {problem.code for problem in script.problems}


@every_layout
@given(text=documents)
def test_the_segments_give_back_every_character_in_order(layout: ModuleType, text: str) -> None:
    assume(text.strip())
    typed = rows(text)
    assert given_back(layout.segments(typed)) == typed_characters(typed)


@every_layout
@given(text=documents)
def test_the_fit_is_a_share(layout: ModuleType, text: str) -> None:
    assume(text.strip())
    assert 0 <= layout.score(rows(text)) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "It was 10.30 when the train left.\n\nBy 11.15 we had passed the border.\nNote: papers were not always kept.\n",
        "12.05.2015 Meeting of the board\n13.06.2015 Second meeting\n14.07.2015 Summer break\n",
        "09.00 Registration\n09.30 Welcome\n10.00 Keynote by Ann Lee: The Sea\n11.15 Coffee\n13.00 Lunch\n",
        "Flour: 500 g\nWater: 350 ml\nTime: 1:30 h\n\nMix the flour and water. Rest 0:30.\nBake for 45:00.\n",
        "[10:31] <ann> morning all\n[10:32] <bob> morning\n[11:02] <ann> anyone seen the build fail?\n",
        "[10:31:05] connection opened\n[10:31:09] connection closed\n[10:44:51] retry\n[13:20:01] timeout\n",
        "0:00 Intro\n1:35 The harbour\n4:20 Ann Lee\n9:45 The mill\n14:02 Credits\n",
        "Ann Lee 3:45\nBob Ray 3:47\nCarl Poe 3:51\nDora Quin 4:01\n",
        "Title: A film\nDirector: Ann Lee\nProducer: Bob Ray\nYear: 2014\nRunning time: 0:52:00\n",
        "Fix: the parser keeps lines.\nAdd: a new command.\nFix: stamps past 59 minutes.\nFix: docs.\nAdd: tests.\n",
        "Weir: a low dam across a river.\nSluice: a gate that lets water through.\nLeat: a channel to a mill.\n",
        "From: Ann Lee\nTo: Bob Ray\nDate: Mon, 12 May 2015 10:31:05\n\nThe weir is down. I saw it at 10:30.\n",
    ],
    ids="prose dates schedule recipe chat log chapters results credits changes glossary letter".split(),
)
@every_layout
def test_what_is_no_script_fits_no_layout(layout: ModuleType, text: str) -> None:
    assert layout.score(rows(text)) < 0.5
