"""From labelled stretches to cues, shots, sounds, titles and people."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.parser.documents import LIGHTHOUSE, codes, columns, flattened, lines, notes, read
from transcript.model import Kind, Provenance, Severity, Shot, Sound, Span, Speaker, Title, Transcript
from transcript.parser import ParseSettings
from transcript.timecode import Timecode


def film(script: str, *, start: str | None = None, **aliases: str) -> Transcript:
    """The transcript of a table with its tabs kept."""
    settings = ParseSettings(
        layout="columns", start=None if start is None else Timecode.parse(start), aliases=tuple(aliases.items())
    )
    return read(columns(script), settings)


class TestCues:
    def test_a_cue_begins_at_each_heading_and_at_each_timecode_also_in_mid_sentence(self) -> None:
        script = film("""
            Waves | 10.00.02 | NARRATOR
                  |          | THE KEEPERS WERE THREE
            Boat  | 10.00.08 | AND NOT ONE OF THEM
                  |          | COULD SWIM.
            MS    | 10.00.12 | MORAG
                  |          | He never learnt it.
        """)
        assert lines(script) == [
            ("10:00:02", "NARRATOR", "THE KEEPERS WERE THREE"),
            ("10:00:08", "NARRATOR", "AND NOT ONE OF THEM COULD SWIM."),
            ("10:00:12", "MORAG", "He never learnt it."),
        ]
        assert [cue.number for cue in script.cues] == [1, 2, 3]
        assert [cue.start for cue in script.cues] == [2, 8, 12]
        assert [cue.shot for cue in script.cues] == [1, 2, 3]
        assert [cue.span for cue in script.cues] == [Span(2, 2), Span(3, 4), Span(6, 6)]

    def test_two_headings_under_one_timecode_are_two_cues(self) -> None:
        script = film("""
            MS | 10.00.02 | MORAG V/O
               |          | Did you see the boat?
               |          | ANGUS V/O
               |          | I never saw it.
        """)
        assert lines(script) == [
            ("10:00:02", "MORAG", "Did you see the boat?"),
            ("10:00:02", "ANGUS", "I never saw it."),
        ]

    def test_the_line_is_kept_as_typed(self) -> None:
        script = film("""
            MS | 10.00.02 | MORAG
               |          | He said…so  they say -- "no.
        """)
        assert script.cues[0].line == 'He said…so  they say -- "no.'

    def test_speech_before_any_heading_is_nobody_s(self) -> None:
        script = film("Waves | 10.00.02 | and the tide came in over the rock.\n")
        assert lines(script) == [("10:00:02", None, "and the tide came in over the rock.")]

    def test_a_heading_that_goes_on_is_the_same_person(self) -> None:
        script = film("""
            MS   | 10.00.02 | MORAG
                 |          | He went up every night.
            Lamp | 10.00.08 | MORAG cont…
                 |          | And he sang.
        """)
        assert [cue.speaker for cue in script.cues] == ["MORAG", "MORAG"]
        assert script.speakers == (Speaker("MORAG"),)

    def test_a_heading_holds_beyond_the_next_timecode(self) -> None:
        script = film("""
            Waves on rock | 10.00.00 | NARRATOR
                          |          | THE TIDE COMES FIRST.
                          | 10.00.05 | MORAG
            MS            | 10.00.06 | So now they think it was me.
        """)
        assert [cue.speaker for cue in script.cues] == ["NARRATOR", "MORAG"]

    def test_what_a_heading_says_besides_the_name_is_its_qualifier(self) -> None:
        script = film("""
            MS | 10.00.02 | MORAG V/O (SPEAKING GAELIC)
               |          | Chaidh e suas.
        """)
        (cue,) = script.cues
        assert (cue.speaker, cue.voice_over, cue.qualifier) == ("MORAG", True, "SPEAKING GAELIC")

    def test_a_script_without_notes_is_a_script(self) -> None:
        script = film("""
              | 10.00.02 | NARRATOR
              |          | THE TIDE COMES FIRST.
        """)
        assert lines(script) == [("10:00:02", "NARRATOR", "THE TIDE COMES FIRST.")]
        assert script.shots == ()
        assert script.cues[0].shot is None


class TestVoiceOver:
    def test_it_ends_inside_the_speech_where_a_bare_size_shows_the_speaker(self) -> None:
        script = film("""
            Lamp   | 10.00.02 | MORAG V/O
                   |          | You could hear the wind.
            Stairs | 10.00.08 | It sang in the glass,
            MS     | 10.00.14 | he said.
            Sea    | 10.00.20 | And out there nobody heard.
        """)
        assert [cue.voice_over for cue in script.cues] == [True, True, False, False]

    def test_a_size_with_the_speaker_s_name_shows_the_speaker_too(self) -> None:
        script = film("""
            Lamp     | 10.00.02 | MORAG V/O
                     |          | You could hear the wind.
            MS Morag | 10.00.08 | It sang in the glass.
        """)
        assert [cue.voice_over for cue in script.cues] == [True, False]

    def test_a_size_of_something_else_does_not(self) -> None:
        script = film("""
            Lamp    | 10.00.02 | MORAG V/O
                    |          | You could hear the wind.
            CU lamp | 10.00.08 | It sang in the glass.
        """)
        assert [cue.voice_over for cue in script.cues] == [True, True]

    def test_narration_is_voice_over_whatever_is_shown(self) -> None:
        script = film("""
            Lamp | 10.00.02 | NARRATOR
                 |          | THE LAMP WAS NEVER OUT.
            MS   | 10.00.08 | NOT FOR ONE NIGHT OF THE WAR.
        """)
        assert [cue.voice_over for cue in script.cues] == [True, True]


class TestShots:
    def test_the_timecode_that_follows_a_note_is_its_own(self) -> None:
        script = film("""
            Waves on rock | 10.00.00 |
                          | 10.00.03 | NARRATOR
                          |          | THE TIDE COMES FIRST.
            Gulls, quay   | 10.00.08 | THE BOATS COME AFTER.
        """)
        assert notes(script) == [("10:00:00", "Waves on rock"), ("10:00:08", "Gulls, quay")]

    def test_a_note_without_one_stands_at_the_time_that_is_running(self) -> None:
        script = film("""
            Waves     | 10.00.00 | NARRATOR
                      |          | THE TIDE COMES FIRST.
            CU anchor |          | THE BOATS COME AFTER.
            Gulls     | 10.00.08 | AND THEN THE GULLS.
        """)
        assert notes(script) == [("10:00:00", "Waves"), ("10:00:00", "CU anchor"), ("10:00:08", "Gulls")]

    def test_a_shot_ends_where_the_next_begins(self) -> None:
        script = film("""
            Waves on rock | 10.00.00 | NARRATOR
            Gulls, quay   | 10.00.08 | THE BOATS COME AFTER.
                          | 10.00.15 | AND THEN THE GULLS.
        """)
        assert [shot.start for shot in script.shots] == [0, 8]
        assert [shot.end for shot in script.shots] == [8, 15]

    def test_a_note_that_wraps_is_one_shot(self) -> None:
        script = film("""
            Painting, battle of | 10.00.00 | NARRATOR
            Camperdown          |          | THE WAR TOOK TWO OF HIS SONS.
            MS                  | 10.00.08 | MORAG
        """)
        assert script.shots[0] == Shot(
            number=1,
            timecode=Timecode(10, 0, 0),
            start=Fraction(0),
            end=Fraction(8),
            note="Painting, battle of Camperdown",
            span=Span(1, 2),
            typed="10.00.00",
        )

    @pytest.mark.parametrize(
        ("note", "size"),
        [("MS", "MS"), ("CU lamp", "CU"), ("Picture, WS of the skerry", "WS"), ("Waves", None), ("Ms Lee", None)],
    )
    def test_its_size(self, note: str, size: str | None) -> None:
        assert film(f"{note} | 10.00.02 | THE TIDE COMES FIRST.").shots[0].size == size


class TestSoundsAndTitles:
    def test_a_note_beside_a_timecode_has_the_timecode_that_follows(self) -> None:
        script = film("""
            Waves       | 10.00.00 | THE TIDE COMES FIRST.
            TITLE MUSIC | 10.00.36 |
                        | 10.00.39 | SERIES TITLES
            MS          | 10.00.50 | MORAG
        """)
        assert script.sounds == (Sound(Timecode(10, 0, 36), Fraction(36), "TITLE MUSIC", Span(2, 2)),)
        assert script.titles == (Title(Timecode(10, 0, 39), Fraction(39), "SERIES TITLES", Span(3, 3)),)

    def test_in_the_speech_column_they_stand_at_the_time_that_is_running(self) -> None:
        script = film("""
            MS    | 10.00.02 | MORAG
                  |          | He never sang at home.
                  |          | (PAUSE)
            Gulls | 10.00.08 | Not once.
        """)
        assert [(str(sound.timecode), sound.note) for sound in script.sounds] == [("10:00:02", "(PAUSE)")]
        assert [cue.line for cue in script.cues] == ["He never sang at home.", "Not once."]


class TestMissingHeadings:
    SCRIPT = f"""{LIGHTHOUSE}
        MS    | 10.01.03 | MORAG
              |          | And then they put a motor in.
        Motor | 10.01.09 | THE LAST KEEPER WENT ASHORE IN MAY.
              | 10.01.15 | NOBODY LIVES HERE NOW.
        MS    | 10.01.20 | MORAG
              |          | Nobody at all.
    """

    @pytest.mark.parametrize("document", [columns(SCRIPT), flattened(SCRIPT)], ids=["columns", "flattened"])
    def test_narration_in_capitals_after_another_s_speech_is_the_narrator_s(self, document: str) -> None:
        script = read(document)
        assert [(cue.speaker, cue.voice_over) for cue in script.cues[-4:]] == [
            ("MORAG", False), ("NARRATOR", True), ("NARRATOR", True), ("MORAG", False),
        ]  # fmt: skip
        (problem,) = script.problems
        assert (problem.code, problem.severity) == ("heading-missing", Severity.WARNING)
        assert "MORAG" in problem.message
        assert problem.span == script.cues[-3].span

    def test_where_everyone_is_typed_in_capitals_nothing_tells_the_narrator(self) -> None:
        script = film(self.SCRIPT.upper())
        assert "heading-missing" not in codes(script)
        assert {cue.speaker for cue in script.cues[-4:]} == {"MORAG"}

    def test_a_word_of_stress_is_the_speaker_s_own(self) -> None:
        script = film(f"""{LIGHTHOUSE}
            MS    | 10.01.03 | MORAG
                  |          | They put a motor in. I said:
            Motor | 10.01.09 | NEVER!
            Sea   | 10.01.15 | And they did.
        """)
        assert [cue.speaker for cue in script.cues[-3:]] == ["MORAG"] * 3
        assert codes(script) == []


class TestPeople:
    SCRIPT = """
        MS | 10.00.02 | KRYUKOV
           |          | We built it in a shed.
        MS | 10.00.08 | NATASHA
           |          | It was cold in there.
        MS | 10.00.12 | KRYKOV
           |          | So cold.
        MS | 10.00.16 | KRYUKOV
           |          | And we sang.
    """

    def test_a_misspelt_name_stands_under_the_usual_one_with_a_problem(self) -> None:
        script = film(self.SCRIPT)
        assert [cue.speaker for cue in script.cues] == ["KRYUKOV", "NATASHA", "KRYUKOV", "KRYUKOV"]
        assert script.speakers == (Speaker("KRYUKOV", ("KRYKOV",)), Speaker("NATASHA"))
        (problem,) = script.problems
        assert (problem.code, problem.severity, problem.span) == ("speaker-spelling", Severity.WARNING, Span(5, 5))
        assert "KRYKOV (once)" in problem.message
        assert "KRYUKOV (2 times)" in problem.message

    def test_an_alias_of_the_user_s_is_no_problem(self) -> None:
        script = film(self.SCRIPT, NATASHA="NATALIYA", KRYKOV="KRYUKOV")
        assert [cue.speaker for cue in script.cues] == ["KRYUKOV", "NATALIYA", "KRYUKOV", "KRYUKOV"]
        assert script.speakers == (Speaker("KRYUKOV", ("KRYKOV",)), Speaker("NATALIYA", ("NATASHA",)))
        assert script.problems == ()

    def test_initials_stay_another_speaker_and_are_told(self) -> None:
        script = film("""
            MS | 10.00.04 | ANN LEE
               |          | We slept in the ship.
            MS | 10.00.08 | AL
               |          | It was cold in there.
            MS | 10.00.12 | AL
               |          | So cold.
        """)
        assert [cue.speaker for cue in script.cues] == ["ANN LEE", "AL", "AL"]
        (problem,) = script.problems
        assert (problem.code, problem.severity, problem.span) == ("speaker-short", Severity.INFO, Span(3, 3))
        assert problem.message == "AL (2 times) may be ANN LEE (once), by the initials: kept as two speakers"
        assert problem.fix == "if they are one, join them with --alias AL='ANN LEE'"


class TestTimecodes:
    def test_a_given_time_says_so(self) -> None:
        (cue, *_) = film("Waves | 10.00.02 | THE TIDE COMES FIRST.").cues
        assert (cue.time, cue.typed) == (Provenance.GIVEN, "10.00.02")

    def test_a_mended_one_keeps_what_was_typed(self) -> None:
        script = film("""
            Waves | 10.14.53 | THE TIDE COMES FIRST.
            Gulls | 10.15.56 | THE BOATS COME AFTER.
            MS    | 10.15.00 | AND THEN THE GULLS.
            Boats | 10.15.08 | AND THEN THE NIGHT.
        """)
        cue, shot = script.cues[1], script.shots[1]
        assert (str(cue.timecode), cue.time, cue.typed) == ("10:14:56", Provenance.REPAIRED, "10.15.56")
        assert (str(shot.timecode), shot.time, shot.typed) == ("10:14:56", Provenance.REPAIRED, "10.15.56")
        (problem,) = script.problems
        assert (problem.code, problem.severity, problem.span) == (
            "timecode-out-of-order", Severity.WARNING, Span(2, 2),
        )  # fmt: skip
        assert problem.message == "10.15.56 is out of order between 10:14:53 and 10:15:00: read as 10:14:56"

    def test_a_malformed_one_too(self) -> None:
        script = film("""
            Waves | 10.52.30 | THE TIDE COMES FIRST.
            Gulls | 10.52.376 | THE BOATS COME AFTER.
            MS    | 10.52.40 | AND THEN THE GULLS.
        """)
        assert str(script.cues[1].timecode) == "10:52:37"
        assert codes(script) == ["timecode-malformed"]

    def test_what_nothing_fits_stands_at_the_time_before_it_and_is_an_error(self) -> None:
        script = film("""
            Waves | 10.00.00 | THE TIDE COMES FIRST.
            Gulls | 10.00.05 | THE BOATS COME AFTER.
            MS    | 27.88.91 | AND THEN THE GULLS.
            Boats | 10.00.11 | AND THEN THE NIGHT.
        """)
        cue = script.cues[2]
        assert (str(cue.timecode), cue.time, cue.typed) == ("10:00:05", Provenance.ESTIMATED, "27.88.91")
        (problem,) = script.problems
        assert (problem.code, problem.severity) == ("timecode-malformed", Severity.ERROR)

    def test_one_kept_out_among_those_in_order(self) -> None:
        script = film("""
            Waves | 10.00.00 | THE TIDE COMES FIRST.
            Gulls | 10.00.05 | THE BOATS COME AFTER.
            MS    | 14.33.21 | AND THEN THE GULLS.
            Boats | 10.00.11 | AND THEN THE NIGHT.
            Lamp  | 10.00.15 | AND THE LAMP.
        """)
        assert [str(cue.timecode)[3:] for cue in script.cues] == ["00:00", "00:05", "00:05", "00:11", "00:15"]
        assert codes(script) == ["timecode-out-of-order"]

    def test_an_in_line_remark_is_no_timecode(self) -> None:
        script = film("""
            MS | 10.00.02 | MORAG
               |          | And then [unintelligible 10:15:36] he went.
        """)
        assert script.cues[0].line == "And then [unintelligible 10:15:36] he went."


class TestProgrammeStart:
    @pytest.mark.parametrize(
        ("first", "start", "seconds"),
        [
            ("10.00.00", "10:00:00", 0),
            ("10.00.07", "10:00:00", 7),
            ("01.12.30", "01:00:00", 750),
            ("00.00.04", "00:00:00", 4),
            ("09.59.30", "10:00:00", -30),  # pre-roll of the next hour
            ("09.58.59", "09:00:00", 3539),
        ],
    )
    def test_it_is_the_whole_hour_at_or_below_the_first_timecode(self, first: str, start: str, seconds: int) -> None:
        script = film(f"Waves | {first} | THE TIDE COMES FIRST.")
        assert str(script.timing.start) == start
        assert script.cues[0].start == seconds

    def test_the_user_sets_it(self) -> None:
        script = film("Waves | 10.00.07 | THE TIDE COMES FIRST.", start="09:59:50")
        assert str(script.timing.start) == "09:59:50"
        assert script.cues[0].start == 17

    def test_whole_seconds_have_no_frame_rate(self) -> None:
        assert film("Waves | 10.00.07 | THE TIDE COMES FIRST.").timing.frame_rate is None


def test_what_fits_no_kind_is_a_problem_with_its_line() -> None:
    script = film("""
        “     | 10.00.02 | THE TIDE COMES FIRST.
        Gulls | 10.00.08 | THE BOATS COME AFTER.
    """)
    (problem,) = script.problems
    assert (problem.code, problem.span) == ("unplaced", Span(1, 1))
    assert "“" in problem.message


def test_a_transcript_knows_its_source_and_every_stretch_of_it() -> None:
    script = read(flattened(LIGHTHOUSE))
    assert (script.source.name, script.source.layout) == ("film.txt", "columns-flattened")
    assert len(script.source.sha256) == 64
    assert [segment.text for segment in script.segments if segment.kind is Kind.SPEAKER] == [
        "NARRATOR", "MORAG", "NARRATOR", "MORAG V/O", "NARRATOR",
    ]  # fmt: skip
