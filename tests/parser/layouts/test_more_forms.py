"""Forms of scripts beyond the samples: continuity lists, typewritten columns, exports of services and of archives.

One programme of a minute, in each form that people keep such programmes in.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parser.documents import lines, notes, read, unblank
from tests.parser.layouts.labels import assert_nothing_lost, ends, rows_of, shots, spoken, table
from transcript.errors import NotAScript
from transcript.model import Kind, Transcript
from transcript.parser.evidence.headings import take_heading
from transcript.parser.evidence.texts import note_odds, sound_odds
from transcript.parser.layouts import columns
from transcript.parser.paragraphs.names import form_odds
from transcript.parser.tables.grid import is_time
from transcript.parser.tables.gutters import column_starts, parted

PEAT = [
    (4, "NARRATOR", "For six hundred years they cut the peat by hand.", "Bog at dawn"),
    (13, "NORA KELL", "My father could read the bank like a newspaper.", "Nora on the bank"),
    (22, "NARRATOR", "Nora Kell has the last licence in the parish.", "CU spade"),
    (31, "DR. IAN FROST", "What we lose with every sod is a page of the climate.", "Frost with a core"),
    (42, "NORA KELL", "He weighs it, I burn it. We get on very well.", "Two of them laughing"),
    (53, "NARRATOR", "In March the machines came as far as the road.", "Still, machines 1958"),
    (64, "DR. IAN FROST", "And then one of them went in up to the cab.", "Frost at the edge"),
    (75, "NORA KELL", "You can still see the chimney in a dry summer.", "Chimney in water"),
]
"""Second, speaker, line and shot."""


def tc(second: int, mark: str = ":", start: int = 36000) -> str:
    hours, rest = divmod(start + second, 3600)
    return f"{hours:02}{mark}{rest // 60:02}{mark}{rest % 60:02}"


def clock(second: int) -> str:
    return f"{second // 60:02}:{second % 60:02}"


TOLD = [(tc(second), who, line) for second, who, line, _ in PEAT]
FROM_ZERO = [(tc(second, start=0), who, line) for second, who, line, _ in PEAT]
SEEN = [(tc(second), shot) for second, _, _, shot in PEAT]


def told(document: str) -> list[tuple[str, str | None, str]]:
    return lines(read(document))


# --- tables ------------------------------------------------------------------------------------------------------


def test_a_continuity_list_with_timecodes_of_shots_and_of_speech() -> None:
    header = ("SHOT", "TC", "DESCRIPTION", "SPOT", "TC IN", "TC OUT", "CHARACTER", "DIALOGUE")
    apart = table(
        header,
        *(
            row
            for n, (at, who, line, shot) in enumerate(PEAT, 1)
            for row in (
                (str(n), tc(at), shot, "", "", "", "", ""),
                ("", "", "", str(n), tc(at + 1), tc(at + 7), who, line),
            )
        ),
    )
    together = table(
        header,
        *(
            (str(n), tc(at), shot, "", tc(at + 1), tc(at + 7), who, line)
            for n, (at, who, line, shot) in enumerate(PEAT)
        ),
    )
    for rows in (apart, together):
        assert spoken(columns, rows) == [(tc(at + 1), who, line) for at, who, line, _ in PEAT]
        assert shots(columns, rows) == SEEN
        assert ends(columns, rows) == [str(at + 7) for at, *_ in PEAT]
        assert_nothing_lost(columns, rows)


def test_the_times_of_a_source_tape_are_still_no_times_of_speech() -> None:
    rows = table(
        ("TC", "Time", "Speaker", "Text"),
        *((tc(at), tc(900 - 7 * at, start=3600), who, line) for at, who, line, _ in PEAT),
    )
    assert spoken(columns, rows) == TOLD


def test_a_column_of_timecodes_that_also_names_who_speaks() -> None:
    rows = table(("Time / Who", "Words"), *((f"{tc(at)}\n{who}", f"{line}\nSo it is.") for at, who, line, _ in PEAT))
    assert spoken(columns, rows) == [(time, who, f"{line} So it is.") for time, who, line in TOLD]
    assert_nothing_lost(columns, rows)


def test_a_column_of_timecodes_that_also_tells_the_shots() -> None:
    rows = table(*((f"{tc(at)}\n{shot}", f"{who}\n{line}") for at, who, line, shot in PEAT))
    assert spoken(columns, rows) == TOLD
    assert shots(columns, rows) == SEEN


@pytest.mark.parametrize("header", ["Tid|Bilde|Lyd", "Czas|Obraz|Dźwięk", "Aika|Kuva|Ääni", "Ura|Slika|Zvok i govor"])
def test_a_header_in_any_language_is_no_speech(header: str) -> None:
    rows = table(tuple(header.split("|")), *((tc(at), shot, f"{who}: {line}") for at, who, line, shot in PEAT))
    assert spoken(columns, rows) == TOLD
    assert shots(columns, rows) == SEEN


def test_a_header_set_in_two_lines() -> None:
    rows = table(
        ("SHOT", "TIMECODE", "SCENE /", "OUT", "DIALOGUE"),
        ("#", "IN", "ACTION", "", ""),
        *((str(n), tc(at), shot, tc(at + 7), f"{who}: {line}") for n, (at, who, line, shot) in enumerate(PEAT, 1)),
        number=0,
    )
    assert spoken(columns, rows) == TOLD
    assert ends(columns, rows) == [str(at + 7) for at, *_ in PEAT]


def test_out_times_in_the_row_below_as_a_page_sets_them() -> None:
    rows = [("TIMECODE", "VISION", "AUDIO")]
    outs = [at - 1 for at, *_ in PEAT[1:]] + [84]
    for (at, who, line, shot), out in zip(PEAT, outs, strict=True):
        rows += [(tc(at), shot, f"{who}: {line[:20]}"), (tc(out), "", line[20:]), ("", "", "So it is.")]
    made = table(*rows, number=0)
    assert [time for time, *_ in spoken(columns, made)] == [time for time, *_ in TOLD]
    assert ends(columns, made)[:3] == ["12", "21", "30"]


def test_names_in_rows_of_their_own() -> None:
    rows = table(
        ("TC", "TEXT"), *(row for at, who, line, _ in PEAT for row in (("", who), (tc(at), line)))
    )  # fmt: skip
    assert spoken(columns, rows) == TOLD


def test_a_table_for_each_speech() -> None:
    rows = [
        row
        for n, (at, who, line, _) in enumerate(PEAT, 1)
        for row in table((tc(at), who), (line, ""), number=n)
    ]  # fmt: skip
    assert spoken(columns, rows) == TOLD


def test_a_name_with_an_office_above_speech() -> None:
    offices = {"NORA KELL": "NORA KELL – Turf cutter", "DR. IAN FROST": "DR. IAN FROST – Geologist"}
    rows = table(("TC", "SYNC"), *((tc(at), f"{offices.get(who, who)}\n{line}") for at, who, line, _ in PEAT))
    assert spoken(columns, rows) == TOLD
    assert take_heading("NORA KELL – Turf cutter").qualifier == "Turf cutter"
    assert take_heading("Jean-Luc Dray").name == "Jean-Luc Dray"


def test_music_cues_and_captions_beside_speech() -> None:
    first, *rest = PEAT
    rows = table(
        ("TIME", "PICTURE", "SOUND"),
        (tc(first[0]), "ASTON: Nora Kell\nTurf cutter", f"MUSIC IN: ‘Slow Water’ (H. Brandt)\n{first[1]}: {first[2]}"),
        *((tc(at), shot, f"{who}: {line}") for at, who, line, shot in rest),
    )
    kinds = {segment.text: segment.kind for segment in columns.segments(rows)}
    assert kinds["MUSIC IN: ‘Slow Water’ (H. Brandt)"] is Kind.SOUND
    assert kinds["ASTON: Nora Kell"] is kinds["Turf cutter"] is Kind.TITLE
    assert spoken(columns, rows) == TOLD


def test_who_sings_is_no_sound() -> None:
    assert sound_odds("SFX: WIND IN THE REEDS") > 2
    assert form_odds("ATMOS") is None
    assert form_odds("SONG") is not None
    assert sound_odds("Music: it was all that we had, and we had it every night of the week.") < 0


def test_wide_digits_as_in_japanese_tables() -> None:
    wide = str.maketrans("0123456789:", "０１２３４５６７８９：")
    rows = table(("TC", "Text"), *((tc(at).translate(wide), f"{who}: {line}") for at, who, line, _ in PEAT))
    assert spoken(columns, rows) == TOLD


def test_several_speakers_in_one_cell() -> None:
    cells = [
        (tc(PEAT[at][0]), "\n".join(f"{who}\n{line}" for _, who, line, _ in PEAT[at : at + 4])) for at in range(0, 8, 4)
    ]
    rows = table(("TIME", "SOUND"), *cells)
    assert [(who, line) for _, who, line in spoken(columns, rows)] == [(who, line) for _, who, line in TOLD]


def test_shots_told_in_sentences_are_no_translation() -> None:
    seen = ["The camera drifts over the bog and the wide dark water.", "She looks up from the spade, and then at him."]
    rows = table(*((seen[n % 2], tc(at), f"{who}\n{line}") for n, (at, who, line, _) in enumerate(PEAT)))
    assert spoken(columns, rows) == TOLD
    assert [shot for _, shot in shots(columns, rows)] == seen * 4


# --- columns of plain text ---------------------------------------------------------------------------------------


def typewritten(*widths: int) -> str:
    """The programme with its columns kept apart by blanks, speech wrapped in the last."""
    typed = []
    for at, who, line, shot in PEAT:
        words = f"{who}: {line}".split()
        typed.append(tc(at).ljust(widths[0]) + shot.ljust(widths[1]) + " ".join(words[:6]))
        typed.append(" " * sum(widths) + " ".join(words[6:]) + "\n")
    return "THE LAST TURF".ljust(50) + "Page 1\n\n" + "\n".join(typed)


def test_columns_kept_apart_by_blanks() -> None:
    script = read(typewritten(10, 26))
    assert script.source.layout == "columns"
    assert lines(script) == TOLD
    assert notes(script) == SEEN
    assert_nothing_lost(columns, rows_of(typewritten(10, 26)))


def test_numbered_lines_of_a_court_reporter() -> None:
    page = "\n".join(
        row
        for n, (at, who, line, _) in enumerate(PEAT)
        for row in (
            f"{tc(at)} {2 * n + 1:2}  {'A.' if who == 'NORA KELL' else 'Q.'}   {line[:20].strip()}",
            f"{tc(at + 3)} {2 * n + 2:2}       {line[20:].strip()}",
        )
    )
    script = read(page)
    assert {cue.speaker for cue in script.cues} == {"Q", "A"}
    assert not any(char.isdigit() and cue.line.startswith(char) for cue in script.cues for char in cue.line[:1])


@given(st.lists(st.text(" ab:0.\u00a0", max_size=60), max_size=12))
def test_cutting_at_columns_loses_nothing(texts: list[str]) -> None:
    starts = column_starts([*texts, *typewritten(10, 26).splitlines()], is_time)
    for text in texts if len(starts) > 1 else ():
        assert unblank("".join(parted(text, starts, is_time))) == unblank(text)


def test_blanks_within_a_screenplay_make_no_columns() -> None:
    page = "\n".join(f"{tc(at)}\n{' ' * 26}{who}\n{' ' * 15}{line}\n" for at, who, line, _ in PEAT)
    assert column_starts(page.splitlines(), is_time) == ()
    assert told(page) == TOLD


# --- services and tools ------------------------------------------------------------------------------------------


def whisper(second: int, line: str, after: int) -> str:
    return f"[00:{clock(second)}.000 --> 00:{clock(after)}.500]  {line}"


@pytest.mark.parametrize("name", ["", "[SPEAKER_00]: "])
def test_brackets_around_a_range_are_none_of_the_speech(name: str) -> None:
    script = read("\n".join(whisper(at, name + line, at + 6) for at, _, line, _ in PEAT))
    assert [(str(cue.timecode), cue.line) for cue in script.cues] == [(time, line) for time, _, line in FROM_ZERO]
    assert {cue.speaker for cue in script.cues} == ({"SPEAKER_00"} if name else {None})


@pytest.mark.parametrize(
    "form",
    [
        "@{0} - **{1}**\n{2}\n",
        "> {0} {1}: {2}\n",
        "{1} {0} {2}\n",
        "{1}\t\t{0}\n{2}\n",
        "[{0}]\n{1}\n“{2}”\n",
        "00h{0}s  {1}: {2}",
        "00:{0}/12  {1}: {2}",
        "{1} ({0}.312)\n{2}\n",
    ],
)
def test_names_and_times_as_services_set_them(form: str) -> None:
    stamps = [clock(at).replace(":", "m") if "h{0}s" in form else clock(at) for at, *_ in PEAT]
    names = ["Narrator" if who == "NARRATOR" else who.title() for _, who, _, _ in PEAT]
    texts = [line for _, _, line, _ in PEAT]
    script = read("\n".join(form.format(*parts) for parts in zip(stamps, names, texts, strict=True)))
    assert [str(cue.timecode)[:8] for cue in script.cues] == [time for time, *_ in FROM_ZERO]
    assert [cue.speaker for cue in script.cues] == names
    assert [cue.line.strip("“”") for cue in script.cues] == texts


def test_times_that_a_page_reads_out() -> None:
    def words(second: int) -> str:
        minutes, rest = divmod(second, 60)
        return f"{minutes} minute, {rest} seconds" if minutes else f"{rest} seconds"

    page = "".join(f"{at // 60}:{at % 60:02}\n{words(at)}\n{line}\n" for at, _, line, _ in PEAT)
    assert [(time, line) for time, _, line in told(page)] == [(time, line) for time, _, line in FROM_ZERO]


def test_how_long_something_takes_is_said_elsewhere() -> None:
    page = "".join(f"{at // 60}:{at % 60:02}\n{line}\n" for at, _, line, _ in PEAT) + "1:20\n20 seconds\n"
    script = read(page)
    assert script.cues[-1].line == "20 seconds"


def ending(stamps: list[int]) -> list[str | None]:
    """The timecodes under which the lines stand, where a timecode ends each paragraph."""
    said = [" ".join([line] * (1 + (n * 7) % 3)) for n, (_, _, line, _) in enumerate(PEAT)]
    typed = (f"{who}: {text} ({clock(at)})" for at, (_, who, _, _), text in zip(stamps, PEAT, said, strict=True))
    script = read("\n\n".join(typed))
    return [str(cue.timecode) for cue in script.cues]


def test_a_timecode_at_the_end_of_a_paragraph_is_where_it_began_or_ended_as_its_words_tell() -> None:
    lengths = [4 * (1 + (n * 7) % 3) for n in range(len(PEAT))]
    begun = [10 + sum(lengths[:n]) for n in range(len(PEAT))]
    ended = [10 + sum(lengths[: n + 1]) for n in range(len(PEAT))]
    assert ending(begun) == [tc(at, start=0) for at in begun]
    assert ending(ended)[1:] == [tc(at, start=0) for at in ended[:-1]]


def test_timecodes_with_slips_in_front_of_paragraphs() -> None:
    slips = {13: "1O:00:13", 31: "10:0031", 53: "10:00:533"}
    script = read("\n\n".join(f"{slips.get(at, tc(at))}  {who}: {line}" for at, who, line, _ in PEAT))
    assert lines(script) == TOLD
    assert sum(problem.code == "timecode-malformed" for problem in script.problems) == len(slips)


def test_a_shot_beside_its_range_and_who_speaks_below() -> None:
    script = read("\n".join(f"{tc(at)} - {tc(at + 7)}  {shot}\n{who}: “{line}”\n" for at, who, line, shot in PEAT))
    assert [(time, who, line.strip("“”")) for time, who, line in lines(script)] == TOLD
    assert notes(script) == SEEN


def test_headings_of_scenes_are_shown() -> None:
    page = "".join(
        f"{'EXT. BOG ROAD – DAY' + chr(10) * 2 if n % 4 == 0 else ''}{tc(at)}   {who}\n    {line}\n\n"
        for n, (at, who, line, _) in enumerate(PEAT)
    )
    assert told(page) == TOLD
    assert note_odds("I. KELL - CROSS") < 3 < note_odds("INT. BARN - NIGHT")


def test_page_heads_in_the_middle_of_a_mission() -> None:
    def page(number: int) -> str:
        return f"(GOSS NET 1)          Tape 2/{number}\n                      Page {number}\n\n"

    def entry(second: int, line: str) -> str:
        return f"00 00 {clock(second).replace(':', ' ')}  CDR      {line}\n\n"

    script: Transcript = read(
        page(1) + "".join(entry(at, line) for at, _, line, _ in PEAT[:4])
        + page(2) + "".join(entry(at, line) for at, _, line, _ in PEAT[4:])
    )  # fmt: skip
    assert [cue.line for cue in script.cues] == [line for _, _, line, _ in PEAT]


# --- what is no script -------------------------------------------------------------------------------------------


def test_a_timetable_is_no_shot_list() -> None:
    shot_list = "{0} Unit call at the bog\n{1} Wide shot, breakfast\n{2} Close up, spade\n{3} Two men digging\n"
    with pytest.raises(NotAScript, match="no timecoded script"):
        read(shot_list.format("07:30", "08:00", "08:45", "09:15"))
    assert notes(read(shot_list.format("07:31", "08:02", "08:46", "09:15")))
    assert notes(read(shot_list.format("00:00", "00:15", "00:45", "01:30")))  # noted to the quarter of a minute


@pytest.mark.parametrize(
    ("head", "name"), [("TITLE: BOG\nFCM: NON-DROP FRAME", "EDL"), ("Heading\nFIELD_DELIM\tTABS\nFPS\t25", "ALE")]
)
def test_lists_of_editing_tools_are_refused_by_name(head: str, name: str) -> None:
    events = "".join(
        f"{n:03}  A003  V  C  {tc(at)}:00 {tc(at + 5)}:00 {tc(at)}:00 {tc(at + 5)}:00\n"
        for n, (at, *_) in enumerate(PEAT)
    )
    with pytest.raises(NotAScript, match=name):
        read(f"{head}\n\n{events}")


def test_shots_in_brackets_beside_their_timecodes() -> None:
    script = read("\n".join(f"[{tc(at)}] [{shot}]\n{who}: {line}\n" for at, who, line, shot in PEAT))
    assert lines(script) == TOLD
    assert notes(script) == [(time, f"[{shot}]") for time, shot in SEEN if "laughing" not in shot]
    assert [sound.note for sound in script.sounds] == ["[Two of them laughing]"]
