"""Cues as records: each cell of a table in a line of its own, behind the name of its column."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.parser.documents import lines, notes, read
from tests.parser.layouts.labels import assert_nothing_lost, rows_of
from tests.parser.layouts.test_more_forms import PEAT, TOLD, tc
from transcript.errors import NotAScript
from transcript.model import Kind
from transcript.parser import ParseSettings, parse
from transcript.parser.corrections import Correction
from transcript.parser.layouts import records
from transcript.readers import from_text

LABELS = {
    "in": "IN",
    "out": "OUT",
    "speaker": "SPEAKER",
    "text": "TEXT",
}
GERMAN = {"in": "Anfang", "out": "Ende", "speaker": "Sprecher", "text": "Untertitel"}


def record(cue: tuple[int, str, str, str], order: tuple[str, ...], labels: dict[str, str], mark: str = ": ") -> str:
    at, who, line, _ = cue
    values = {"in": tc(at), "out": tc(at + 7), "speaker": who, "text": line}
    return "\n".join(f"{labels[field]}{mark}{values[field]}" for field in order)


@pytest.mark.parametrize("order", list(permutations(LABELS)))
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_records_in_any_order(order: tuple[str, ...], between: str) -> None:
    script = read(between.join(record(cue, order, LABELS) for cue in PEAT))
    assert script.source.layout == "records"
    assert lines(script) == TOLD
    assert all(cue.end - cue.start == 7 for cue in script.cues)


@pytest.mark.parametrize("mark", [": ", " : ", ":\u00a0", " = "])
def test_records_in_another_language_and_with_other_marks(mark: str) -> None:
    order = ("in", "out", "speaker", "text")
    assert lines(read("\n\n".join(record(cue, order, GERMAN, mark) for cue in PEAT))) == TOLD


def test_records_with_all_that_a_table_may_hold() -> None:
    head = "THE PEAT ROAD\nLanguage: English\nDuration: 1 minute\n\n"
    cues = (
        f"Cue {n}\nTC IN: {tc(at)}  TC OUT: {tc(at + 7)}\nPicture: {shot}\n"
        f"CHARACTER: {who}\nDIALOGUE: {line}\nNote: ok\n"
        for n, (at, who, line, shot) in enumerate(PEAT, 1)
    )
    page = head + "\n".join(cues) + "\nEND\n"
    script = read(page)
    assert lines(script) == TOLD
    assert notes(script) == [(tc(at), shot) for at, _, _, shot in PEAT]
    assert_nothing_lost(records, rows_of(page))


def test_speech_in_several_lines_and_names_inside_it() -> None:
    cues = (
        f"IN: {tc(at)}\nSOUND: {who}: {' '.join(line.split()[:3])}\n{' '.join(line.split()[3:])}\n"
        for at, who, line, _ in PEAT
    )
    assert lines(read("\n".join(cues))) == TOLD


def test_a_record_without_a_speaker_goes_on_with_the_last() -> None:
    script = read(
        "START: 10:00:04\nSPEAKER: NORA KELL\nTEXT: My father could read the bank.\n\n"
        "START: 10:00:09\nTEXT: Like a newspaper, he said.\n\n"
        "START: 10:00:15\nSPEAKER: IAN FROST\nTEXT: What we lose is a page of the climate.\n"
    )
    assert [cue.speaker for cue in script.cues] == ["NORA KELL", "NORA KELL", "IAN FROST"]


def test_a_correction_keeps_the_order_of_a_record() -> None:
    page = "\n\n".join(record(cue, ("text", "speaker", "in", "out"), LABELS) for cue in PEAT)
    second = PEAT[1][2]
    corrected = ParseSettings(corrections=(Correction(6, text=second[:9], kind=Kind.SOUND),))
    script = parse(from_text(page), corrected)
    assert lines(script)[1] == (tc(PEAT[1][0]), "NORA KELL", second[9:].strip())
    assert [(str(sound.timecode), sound.note) for sound in script.sounds] == [(tc(PEAT[1][0]), second[:9])]


def test_names_before_speech_are_no_labels() -> None:
    script = read("\n\n".join(f"TIME: {tc(at)}\n{who}: {line}" for at, who, line, _ in PEAT))
    assert script.source.layout != "records"
    assert lines(script) == TOLD


@pytest.mark.parametrize(
    "page",
    [
        "From: Nora\nTo: Ian\nText: Bring the spade.\n\nFrom: Ian\nTo: Nora\nText: Which one?\n",
        "Time: noon\nText: Bring the spade.\n\nTime: night\nText: Which one?\n",
    ],
)
def test_letters_are_no_records(page: str) -> None:
    assert records.score(rows_of(page)) == 0
    with pytest.raises(NotAScript):
        read(page)
