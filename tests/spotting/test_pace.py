"""Word times: what the script says exactly holds, and the rest is where a speaker would be."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.spotting import speech
from transcript import read
from transcript.model import Cue, Kind, Provenance, Segment, Sound, Span, Transcript
from transcript.spotting import sentence_case
from transcript.spotting.pace import Speech, Word, speeches
from transcript.spotting.spoken import said
from transcript.timecode import Timecode

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SENTENCES = (
    "The ship left the harbour before dawn, and nobody on the quay knew where she was bound. "
    "Two years later her captain told the story, though few believed him. "
    "He had carried the cable through storm and ice until the line fell silent. "
    "When they hauled it back on deck, the copper had parted. "
)


def timed(transcript: Transcript) -> list[Word]:
    return [word for said in speeches(transcript) for word in said.words]


def narrated(pace: float, *, every: float, noise: float, seed: int = 1) -> tuple[Transcript, list[float]]:
    """A narration at a known pace with a timecode about every `every` seconds, off by `noise`; and its true times."""
    chance = random.Random(seed)  # noqa: S311
    truth, cues = [], []
    clock, words, due = 2.0, (SENTENCES * 4).split(), 0.0
    line: list[str] = []
    stamp = 2
    for word in words:
        if clock >= due and line:
            cues.append(builders.cue("NARRATOR", f"10:{stamp // 60:02}:{stamp % 60:02}", " ".join(line), lasting=0))
            line, stamp = [], int(clock + chance.uniform(-noise, noise))
        if clock >= due:
            due = clock + every
        truth.append(clock)
        line.append(word)
        length = said(word)
        clock += pace * (length.sound + length.clause + length.sentence)
    cues.append(builders.cue("NARRATOR", f"10:{stamp // 60:02}:{stamp % 60:02}", " ".join(line), lasting=0))
    spans = [replace(cue, span=Span(number, number)) for number, cue in enumerate(cues, 1)]
    return builders.transcript(cues=spans), truth


@pytest.mark.parametrize("pace", [0.8, 1.0, 1.4])
def test_a_steady_narration_is_found_between_noisy_timecodes(pace: float) -> None:
    transcript, truth = narrated(pace, every=6, noise=1.2)
    errors = [abs(word.start / 1000 - true) for word, true in zip(timed(transcript), truth, strict=True)]
    assert median(errors) < 0.5
    assert max(errors) < 1.5


def test_the_pace_of_each_speaker_is_their_own() -> None:
    lines = []
    second = 0
    for turn in range(12):
        name, lasting = ("SLOW", 20) if turn % 2 else ("QUICK", 9)
        lines.append(f"{name} 10:{second // 60:02}:{second % 60:02} {SENTENCES}"[:160])
        second += lasting
    words = timed(speech.script("\n".join(lines)))
    quick, slow = (sum(word.end - word.start for word in words if word.cue % 2 == turn) for turn in (0, 1))
    assert slow > 1.2 * quick


def test_a_long_silence_inside_one_speakers_words_is_found_where_the_next_sentence_has_its_timecode() -> None:
    words = timed(
        speech.script("""
            NARRATOR 10:00:02 The ship left the harbour before dawn.
            +        10:00:40 Nobody knew where she was bound.
        """)
    )
    last, first = next((a, b) for a, b in pairwise(words) if a.cue != b.cue)
    assert last.end < 7000
    assert 40_000 <= first.start < 41_000


def test_a_sound_between_cues_parts_their_speech() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left
        +        10:00:04 the harbour.
    """)
    assert len(speeches(transcript)) == 1
    pause = Sound(Timecode(10, 0, 3), Fraction(3), "(PAUSE)", Span(2, 2))
    assert len(speeches(replace(transcript, sounds=(pause,)))) == 2


def test_a_sound_in_the_row_of_a_table_parts_what_it_stands_between() -> None:
    """One row of a table may hold speech, a pause and what is said after it."""
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left
        +        10:00:04 the harbour.
    """)
    pause = Sound(Timecode(10, 0, 5), Fraction(5), "(PAUSE)", Span(2, 2))
    line, sound = Segment(2, Kind.LINE, "the harbour."), Segment(2, Kind.SOUND, "(PAUSE)")
    behind = replace(transcript, sounds=(pause,), segments=(*transcript.segments, line, sound))
    before = replace(transcript, sounds=(pause,), segments=(*transcript.segments, sound, line))
    assert len(speeches(behind)) == 1
    assert len(speeches(before)) == 2


def test_a_continued_heading_in_mid_sentence_does_not_part_it() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left
        NARRATOR 10:00:04 the harbour.
    """)
    assert len(speeches(transcript)) == 2
    headings = (Segment(1, Kind.SPEAKER, "NARRATOR"), Segment(2, Kind.SPEAKER, "NARRATOR cont…"))
    assert len(speeches(replace(transcript, segments=headings))) == 1


def in_rows(text: str) -> Transcript:
    """The same as `speech.script`, with `/` between the typed rows of a cue."""
    transcript = speech.script(text)
    cues, segments = [], [segment._replace(number=100 * segment.number) for segment in transcript.segments]
    for place, cue in enumerate(transcript.cues, 1):
        rows = [row.strip() for row in cue.line.split("/")]
        segments += [Segment(100 * place + number, Kind.LINE, row) for number, row in enumerate(rows, 1)]
        cues.append(replace(cue, line=" ".join(rows), span=Span(100 * place, 100 * place + len(rows))))
    return replace(transcript, cues=tuple(cues), segments=tuple(segments))


FULL_ROWS = "THE SHIP HAD LEFT THE HARBOUR BEFORE DAWN / AND NOBODY ON THE QUAY HAD BEEN TOLD BY / "


def test_a_row_that_ends_early_with_much_room_after_it_ends_a_sentence_without_a_stop() -> None:
    script = f"""
        NARRATOR 10:00:02 {FULL_ROWS * 5}HER OWNERS WHERE SHE WAS BOUND THAT DAY.
        NARRATOR 10:00:40 THE COMPANY AT HOME / WAS IN A DISMAL STATE
        +        10:00:50 ITS CHAIRMAN HAD ORDERED THE CAPTAIN / TO TURN AND CARRY THE CABLE HOME.
    """
    words = timed(in_rows(script))
    last, first = next((a, b) for a, b in pairwise(words) if b.text == "ITS")
    assert first.start - last.end > 2000
    assert 50_000 <= first.start < 51_250
    full = script.replace("IN A DISMAL STATE", "IN A STATE OF UTTER AND DISMAL DISARRAY SO")
    words = timed(in_rows(full))
    last, first = next((a, b) for a, b in pairwise(words) if b.text == "ITS")
    assert first.start - last.end < 500


def test_words_are_said_at_the_same_times_in_capitals_and_in_sentence_case() -> None:
    rows = in_rows(f"""
        NARRATOR 10:00:02 {FULL_ROWS * 5}HER OWNERS WHERE SHE WAS BOUND THAT DAY.
        +        10:00:40 THE COMPANY AT HOME / WAS IN A DISMAL STATE
        +        10:00:45 ITS CHAIRMAN HAD ORDERED THE CAPTAIN / TO TURN AND CARRY
        +        10:00:51 THE CABLE HOME. / NOBODY ASKED THEM WHY SHE SAILED SO LATE.
    """)
    recased = sentence_case(rows)
    assert recased.cues != rows.cues
    assert [word[1:] for word in timed(recased)] == [word[1:] for word in timed(rows)]


def test_the_moon_mission_is_said_at_the_same_times_in_sentence_case(shared: Path) -> None:
    typed = read(shared / "scripts" / "moon-mission-part-1.txt")
    assert [word[1:] for word in timed(sentence_case(typed))] == [word[1:] for word in timed(typed)]


def test_a_paragraph_begins_at_its_timecode_and_a_row_only_near_it() -> None:
    """A shot change is typed beside the row in which it falls; a paragraph is broken where its timecode stands."""
    phrase = "her owners had told nobody on the quay and / nobody asked them why she sailed so late in"
    stamps = [2, 22, 42, 64, 82, 102]  # the fourth is two seconds late for the pace of the others
    rows = in_rows(
        "\n".join(
            f"{'NARRATOR' if stamp == 2 else '+'} 10:{stamp // 60:02}:{stamp % 60:02} {' / '.join([phrase] * 4)}"
            for stamp in stamps
        )
    )
    paragraphs = replace(
        rows,
        segments=tuple(segment for segment in rows.segments if segment.kind is not Kind.LINE)
        + tuple(Segment(cue.span.first, Kind.LINE, cue.line) for cue in rows.cues),
    )

    def fourth(transcript: Transcript) -> float:
        return next(word.start / 1000 for word in timed(transcript) if word.cue == 3)

    assert 64 <= fourth(paragraphs) < 65
    assert fourth(rows) < 64


def test_speech_pauses_longer_before_a_timecode_than_within_a_cue() -> None:
    sentences = [sentence + "." for sentence in SENTENCES.split(". ") if sentence.strip(". ")]
    spoken_at, text = 2, []
    for turn in range(12):
        pair = f"{sentences[turn % 3]} {sentences[(turn + 1) % 3]}"
        text.append(f"{'+' if turn else 'NARRATOR'} 10:{spoken_at // 60:02}:{spoken_at % 60:02} {pair}")
        spoken_at += 10
    words = timed(speech.script("\n".join(text)))
    inside = [b.start - a.end for a, b in pairwise(words) if a.cue == b.cue and a.text[-1] == "."]
    between = [b.start - a.end for a, b in pairwise(words) if a.cue != b.cue]
    assert median(between) > median(inside)


def test_a_timecode_out_of_order_moves_no_words() -> None:
    transcript = speech.script("""
        NARRATOR 10:00:02 The ship left the harbour before dawn.
        ANN      10:59:59 I remember it.
        NARRATOR 10:00:12 Nobody knew where she was bound.
    """)
    starts = {word.cue: word.start for word in reversed(timed(transcript))}
    assert starts[0] < starts[1] < starts[2] < 13_000


class TestMinutesWithoutSpeech:
    """Lines with timecodes of their own and little else, as logs and lists of chapters have them."""

    LINES = (
        (5, "Arrival of the boats"),
        (120, "Unloading the catch at the quay"),
        (390, "The auction begins"),
        (670, "Boats leave again at night"),
    )

    @staticmethod
    def said(*lines: tuple[int, str]) -> list[list[Word]]:
        text = [
            f"{'+' if place else 'NARRATOR'} 10:{second // 60:02}:{second % 60:02} {words}"
            for place, (second, words) in enumerate(lines)
        ]
        words = timed(speech.script("\n".join(text)))
        return [[word for word in words if word.cue == cue] for cue in range(len(lines))]

    @pytest.mark.parametrize("end", ["", ".", ",", ". And they wave", " –"])
    @pytest.mark.parametrize("count", [2, 4])
    def test_a_line_is_said_in_one_breath_from_its_timecode_on(self, end: str, count: int) -> None:
        lines = [(second, words + end) for second, words in self.LINES[:count]]
        for (second, _), words in zip(lines, self.said(*lines), strict=True):
            assert second * 1000 <= words[0].start < second * 1000 + 1000
            assert words[-1].end - words[0].start < 600 * len(words)

    def test_the_next_speech_is_another(self) -> None:
        text = "NARRATOR 10:00:05 Arrival of the boats\n+ 10:02:00 Unloading the catch"
        assert len(speeches(speech.script(text))) == 2

    def test_so_is_a_list_whose_lines_stand_but_seconds_apart(self) -> None:
        """One such line may be said slowly; where most of them would have to be, they are over before the next."""
        lines = [(place * 8 + 5, words) for place, (_, words) in enumerate((*self.LINES, *self.LINES))]
        for (second, _), words in zip(lines, self.said(*lines), strict=True):
            assert second * 1000 <= words[0].start < second * 1000 + 1000
            assert words[-1].end - words[0].start < 3500

    def test_words_that_run_on_in_the_next_row_stay_joined_over_a_few_seconds(self) -> None:
        rows = ((2, "The ship left the harbour before dawn and nobody"), (6, "on the quay knew where she was bound"))
        first, second = self.said(*rows)
        assert second[0].start - first[-1].end < 300

    @given(
        st.lists(
            st.tuples(st.lists(speech.words, min_size=1, max_size=30), st.integers(1, 600)), min_size=2, max_size=8
        )
    )
    def test_no_word_is_said_long_before_its_own_timecode(self, rows: list[tuple[list[str], int]]) -> None:
        lines, second = [], 2
        for typed, room in rows:
            lines.append((second, " ".join(typed)))
            second += room
        for (second, _), words in zip(lines, self.said(*lines), strict=True):
            assert words[0].start > (second - 15) * 1000


class TestMoreWordsThanTheirTimeHolds:
    """Somebody left timecodes out, or jotted them down all at once."""

    def test_they_make_nobody_speak_faster_elsewhere(self) -> None:
        usual = f"ANN 10:00:02 {SENTENCES}\nBOB 10:05:00 Well.\nANN 10:06:00 {SENTENCES}\nBOB 10:09:00 Well.\n"
        crowd = f"ANN 10:10:00 {SENTENCES * 9}\nBOB 10:10:01 So.\nANN 10:10:02 {SENTENCES * 9}\nBOB 10:10:03 So.\n"
        crowded, alone = (speeches(speech.script(text))[0] for text in (usual + crowd, usual))
        assert characters_a_second(crowded) == pytest.approx(characters_a_second(alone), rel=0.1)
        assert 10 < characters_a_second(crowded) < 20


class TestOneTimecodeForMany:
    def test_what_several_say_under_one_timecode_takes_its_time(self) -> None:
        transcript = speech.script("""
            ANN 10:00:02 Well, this is the first thing that I wanted to tell you about it.
            BOB 10:00:02 And this is what I had to say to that, a good while later on.
            ANN 10:00:02 Nobody wrote down when we said all this, you know.
            BOB 10:01:30 It was long ago.
        """)
        first, second, third, last = speeches(transcript)
        for said_here in (first, second, third):
            assert 2000 <= said_here.words[-1].end - said_here.words[0].start <= 7000
        assert 2000 <= first.words[0].start < 3000
        assert third.words[-1].end < 20_000
        assert 90_000 <= last.words[0].start < 91_000

    def test_they_share_the_time_until_the_next_where_it_is_short(self) -> None:
        transcript = speech.script(f"""
            ANN 10:00:02 {SENTENCES}
            BOB 10:00:02 {SENTENCES}
            ANN 10:00:02 {SENTENCES}
            BOB 10:00:26 It was long ago.
        """)
        lengths = [one.words[-1].end - one.words[0].start for one in speeches(transcript)[:3]]
        assert sum(lengths) > 22_000
        assert max(lengths) < 1.2 * min(lengths)

    def test_two_short_words_may_well_be_said_in_one_second(self) -> None:
        """Each has its own timecode then, and what comes next is said no sooner than its own tells."""
        quick = timed(speech.script("ANN 10:00:02 Yes.\nBOB 10:00:02 No.\nANN 10:00:05 Perhaps."))
        apart = timed(speech.script("ANN 10:00:02 Yes.\nBOB 10:00:03 No.\nANN 10:00:05 Perhaps."))
        assert quick[1].start < 3300 < apart[1].start
        assert quick[2].start >= 5000

    def test_of_one_time_the_typed_one_counts_and_not_what_was_reckoned_to_be_there(self) -> None:
        """What stands above the first timecode begins with the programme, and so does what stands beside it."""
        transcript = speech.script("""
            ANN 10:00:00 The anchor line is free, and the valves are closed.
            BOB 10:00:00 Mark.
            ANN 10:00:09 Rising, two metres a second, and very quiet up here.
        """)
        first, *others = transcript.cues
        opened = replace(transcript, cues=(replace(first, time=Provenance.ESTIMATED, typed=None), *others))
        assert timed(opened)[10].text == "Mark."
        assert timed(opened)[10].start < 1000
        assert timed(transcript)[10].start > 2000

    def test_what_stands_behind_a_timecode_nobody_can_read_is_said_when_its_turn_comes(self) -> None:
        transcript = speech.script("""
            ANN 10:00:02 The ship had left the harbour before dawn, and nobody knew where she was bound.
            BOB 10:00:02 Two years later her captain told the story.
            ANN 10:00:20 Few believed him.
        """)
        one, two, three = transcript.cues
        unread = replace(two, time=Provenance.ESTIMATED, typed="10:0?:??")
        _, second, third = speeches(replace(transcript, cues=(one, unread, three)))
        assert 5000 < second.words[0].start < second.words[-1].end < 12_000
        assert 20_000 <= third.words[0].start < 21_000

    @given(st.lists(st.tuples(st.lists(speech.words, min_size=1, max_size=20), st.booleans()), min_size=1, max_size=12))
    def test_nobody_is_left_without_time_where_there_is_room_until_the_next_timecode(
        self, turns: list[tuple[list[str], bool]]
    ) -> None:
        """Timecodes leave half a second a word, for as many speeches as stand under each."""
        lines, second, due = [], 2, 2
        for place, (words, stamped) in enumerate(turns):
            second = due if stamped else second
            lines.append(f"{'AB'[place % 2]} 10:{second // 60:02}:{second % 60:02} {' '.join(words)}")
            due += 2 + len(words) // 2
        for said_here in speeches(speech.script("\n".join(lines))):
            assert said_here.words[-1].end - said_here.words[0].start >= 75 * len(said_here.words)  # “the”, said fast

    @pytest.mark.parametrize("name", ["mission.txt", "named.txt", "stamped.txt"])
    def test_the_samples_are_said_at_a_speakers_pace(self, name: str) -> None:
        document = read(SAMPLES / "layouts" / name)
        rates = [characters_a_second(one) for one in speeches(document) if len(one.words) > 2]
        assert 9 < median(rates) < 22

    def test_in_an_interview_with_a_timecode_every_two_minutes_everybody_has_their_time(self, shared: Path) -> None:
        found = speeches(read(shared / "scripts" / "oral-history.csv"))
        rates = [characters_a_second(one) for one in found]
        assert 10 < median(rates) < 18
        assert max(rates) < 30


def characters_a_second(said_here: Speech) -> float:
    lasting = said_here.words[-1].end - said_here.words[0].start
    return sum(len(word.text) + 1 for word in said_here.words) * 1000 / max(lasting, 1)


@given(speech.transcripts())
def test_words_are_whole_in_order_and_keep_the_bounds_of_their_speech(transcript: Transcript) -> None:
    found = speeches(transcript)
    words = [word for said in found for word in said.words]
    assert [word.text for word in words] == speech.words_of_cues(transcript)
    assert all(word.start <= word.end for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert words == [] or words[0].start >= 0
    rising = [cue.start for cue in transcript.cues if cue.line.split()]
    if rising == sorted(rising):
        for said_here in found:
            first = said_here.words[0]
            assert transcript.cues[first.cue].start * 1000 <= first.start


def test_on_measured_recordings_subtitles_sit_on_their_words(shared: Path) -> None:
    """Clause starts, where subtitles begin, on scripts as sparse as real ones; joining the dots gives 0.6 s."""
    sys.path.insert(0, str(shared / "tools"))
    try:
        make_timed_script = __import__("make_timed_script")
    finally:
        sys.path.pop(0)
    medians = []
    for recording in sorted((shared / "recordings").glob("*.json"))[:6]:
        measured = [
            (text.strip(), begin, end) for text, begin, end in json.loads(recording.read_text("utf-8")) if text.strip()
        ]
        rows = list(make_timed_script.columns(measured, random.Random(1)))  # noqa: S311
        words = timed(from_columns(rows))
        truth = [begin for text, begin, _ in measured for _ in text.split()]
        errors = [
            abs(word.start / 1000 - begin)
            for before, word, begin in zip(words, words[1:], truth[1:], strict=False)
            if before.text[-1] in ".,?!"
        ]
        medians.append(median(errors))
    assert mean(medians) < 0.45


def from_columns(rows: list[str]) -> Transcript:
    """The transcript of `note⇥timecode⇥text` rows."""
    cues: list[Cue] = []
    segments: list[Segment] = []
    stamp, begun = "", 0
    for number, row in enumerate(rows, 1):
        if not row:
            continue
        _, timecode, text = row.split("\t")
        if text == "NARRATOR":
            segments.append(Segment(number, Kind.SPEAKER, text))
            stamp, begun = timecode, number
            continue
        segments.append(Segment(number, Kind.LINE, text))
        if timecode or stamp:
            first = begun if stamp else number
            at = (stamp or timecode).replace(".", ":")
            cues.append(builders.cue("NARRATOR", at, text, lines=(first, number), lasting=0))
            stamp = ""
        else:
            cues[-1] = replace(cues[-1], line=f"{cues[-1].line} {text}", span=Span(cues[-1].span.first, number))
    return replace(builders.transcript(cues=cues), segments=tuple(segments))
