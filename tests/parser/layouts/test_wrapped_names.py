"""Names that narrow columns part, names before speech in brackets, and what is measured inside speech."""

from __future__ import annotations

import textwrap

import pytest

from tests.parser.documents import lines, read
from tests.parser.layouts.labels import rows_of, spoken, told
from tests.parser.layouts.test_more_forms import FROM_ZERO, PEAT, TOLD, clock, tc
from transcript.model import Row
from transcript.parser.evidence.headings import unwrapped
from transcript.parser.layouts import columns
from transcript.parser.paragraphs.names import name_at
from transcript.parser.paragraphs.times import time_at

TELLERS = {"NORA KELL": "MARGARET HOLLOWAY", "DR. IAN FROST": "PROF. IAN FROST"}
WRAPPED = [(at, TELLERS.get(who, who), line) for at, who, line, _ in PEAT]


def page(*columns: list[list[str]]) -> list[Row]:
    """Rows as a page gives them, one for each typed line; columns: for each cue the lines of its cell."""
    rows: list[tuple[str, ...]] = []
    for cells in zip(*columns, strict=True):
        height = max(map(len, cells))
        rows += zip(*([*cell, *[""] * (height - len(cell))] for cell in cells), strict=True)
    return [Row(number, cells) for number, cells in enumerate(rows, 1)]


def times() -> list[list[str]]:
    return [["TIMECODE"], *([tc(at)] for at, *_ in WRAPPED)]


def test_names_in_two_lines_of_a_column_of_their_own() -> None:
    names = [["SPEAKER"], *(who.rsplit(" ", 1) for _, who, _ in WRAPPED)]
    texts = [["TEXT"], *(textwrap.wrap(line, 26) for *_, line in WRAPPED)]
    assert spoken(columns, page(times(), names, texts)) == [(tc(at), who, line) for at, who, line in WRAPPED]


def test_names_in_two_lines_above_speech() -> None:
    for end in ("", ":"):
        cells = [["DIALOGUE"]]
        for _, who, line in WRAPPED:
            said = ["NARRATOR", f"(V.O.){end}"] if who == "NARRATOR" else textwrap.wrap(who + end, 12)
            cells.append([*said, *textwrap.wrap(line, 12)])
        script = told(columns, page(times(), cells))
        assert [(str(cue.timecode), cue.speaker, cue.line) for cue in script.cues] == [
            (tc(at), who, line) for at, who, line in WRAPPED
        ]
        assert [cue.voice_over for cue in script.cues] == [who == "NARRATOR" for _, who, _ in WRAPPED]


def test_another_voice_below_is_no_part_of_a_name() -> None:
    rows = page(
        [["TC"], ["10:00:04"], ["10:00:13"], ["10:00:22"]],
        [["SPEAKER"], ["NORA KELL", "IAN FROST"], ["IAN FROST"], ["NORA KELL"]],
        [["TEXT"], ["You can still see –", "The chimney."], ["In a dry summer."], ["We know that well."]],
    )
    assert [who for _, who, _ in spoken(columns, rows)] == ["NORA KELL", "IAN FROST", "IAN FROST", "NORA KELL"]


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [("MARGARET", "HOLLOWAY", "MARGARET HOLLOWAY"), ("HOLLO-", "WAY", "HOLLOWAY"), ("Jean-", "Luc", "Jean-Luc")],
)
def test_parted_names_in_one_line(above: str, below: str, name: str) -> None:
    assert unwrapped(above, below) == name


JAPANESE = [
    (2, "ナレーション", "毎年春になると、川は塩を運んでくる。"),
    (13, "イングリッド", "祖母は「はい」と言っていました。"),
    (24, "ナレーション", "十一歳のときからここで働いている。"),
    (35, "ヴァルガ教授", "六週間ですよ。"),
]
CHINESE = [
    (2, "旁白", "每年春天，河流从山上带来盐。"),
    (13, "李明", "我的祖母说：盐是山的眼泪。"),
    (24, "旁白", "李明从十一岁起就在这里工作。"),
    (35, "王教授", "她说的唱歌是结晶的声音。"),
]


@pytest.mark.parametrize("opening", ["「{}」", "『{}』"])
def test_japanese_speech_in_brackets_behind_a_name(opening: str) -> None:
    wanted = [(tc(at), who, line) for at, who, line in JAPANESE]
    typed = [(tc(at), who + opening.format(line)) for at, who, line in JAPANESE]
    assert lines(read("\n\n".join("\n".join(cue) for cue in typed))) == wanted
    assert lines(read("\n".join("\t".join(cue) for cue in [("TC", "音声"), *typed]))) == wanted


def test_chinese_speech_behind_a_wide_colon() -> None:
    for form in ("{} {}：{}\n", "{}\n{}：{}\n\n"):
        assert lines(read("".join(form.format(tc(at), who, line) for at, who, line in CHINESE))) == [
            (tc(at), who, line) for at, who, line in CHINESE
        ]


def test_a_quotation_inside_a_sentence_names_nobody() -> None:
    name = name_at("彼は「はい」と言った。", 0)
    assert name is None or name.place == "alone"


@pytest.mark.parametrize("lead", ["T={}", "at {} —", "At {} -"])
def test_words_before_timecodes(lead: str) -> None:
    script = read("".join(f"{lead.format(clock(at))} {who}: {line}\n\n" for at, who, line, _ in PEAT))
    assert lines(script) == FROM_ZERO


def test_the_time_of_day_in_a_sentence_is_no_timecode() -> None:
    assert time_at("At 10:30 the machines came.", 0) is None


def test_measured_pauses_are_not_said() -> None:
    script = read("\n\n".join(f"[{time}] {who}: {line} [5.2s]" for time, who, line in TOLD))
    assert lines(script) == TOLD
    assert [sound.note for sound in script.sounds] == ["[5.2s]"] * len(TOLD)
    inside = read("\n\n".join(f"{who}  [{time}]\n{line[:20]} [pause 1s] {line[20:]}" for time, who, line in TOLD))
    assert [sound.note for sound in inside.sounds] == ["[pause 1s]"] * len(TOLD)
    assert not any("[" in cue.line for cue in inside.cues)


def test_rows_of_a_table_keep_their_pauses_apart() -> None:
    rows = rows_of("TC\tText\n" + "".join(f"{time}\t{line} [2s]\n" for time, _, line in TOLD))
    assert [line for *_, line in spoken(columns, rows)] == [line for *_, line in TOLD]
