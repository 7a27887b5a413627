"""Transcripts as podcasts, archives and speech recognition write them: long talks, breaks, and what tools leave out."""

from __future__ import annotations

import pytest

from transcript import readers
from transcript.errors import NotAScript
from transcript.model import Kind, Transcript
from transcript.parser import parse


def found(text: str) -> Transcript:
    """What becomes of a document whose layout nobody names."""
    return parse(readers.from_text(text.lstrip("\n")))


def spoken(script: Transcript) -> list[tuple[str, str | None, str]]:
    return [(str(cue.timecode), cue.speaker, cue.line) for cue in script.cues]


def of_kind(script: Transcript, kind: Kind) -> list[str]:
    return [segment.text for segment in script.segments if segment.kind is kind]


PARAGRAPHS = """
A lighthouse is a promise made in stone, and somebody has to keep it every night of the year.

The first keepers burned wood, and then coal, and then whale oil, which was the cleanest of the three.

When the lens came from Paris in forty crates nobody on the island knew what to do with it.
"""


def test_minutes_and_seconds_go_over_into_hours() -> None:
    """One long talk fills the first hour under a single timecode, and the questions come after it."""
    script = found(f"""
**[00:00] SPEAKER_00:** Thank you all for coming out to the rock in this weather.
{PARAGRAPHS}
**[1:02:29] SPEAKER_01:** How long did it take them to put the lens together?

**[1:02:41] SPEAKER_00:** Two winters, and the first one they only counted the crates.

**[1:03:10] SPEAKER_01:** And did it work at once?
""")
    first = script.cues[0]
    assert (str(first.timecode), first.speaker) == ("00:00:00", "SPEAKER_00")
    assert first.line.endswith("nobody on the island knew what to do with it.")
    assert [str(cue.timecode) for cue in script.cues[1:]] == ["01:02:29", "01:02:41", "01:03:10"]
    assert not of_kind(script, Kind.FRONT)
    assert not script.problems


def test_hours_bring_their_frames_with_them() -> None:
    minutes = "".join(
        f"**Ann Lee:** [{minute:02}:10] We counted the gulls again in minute {minute}, and there were more.\n\n"
        for minute in range(44, 60)
    )
    script = found(f"{minutes}**Bo Dahl:** [01:02:10.20] That is more gulls than anybody needs on one rock.\n")
    assert str(script.cues[-1].timecode) == "01:02:10:20"
    assert [problem.code for problem in script.problems] == ["frame-rate-assumed"]


def test_the_frames_of_what_is_marked_inside_speech_tell_the_rate_too() -> None:
    script = found("""
[01:00:02.20] We came in with the tide and [unintelligible 01:00:04.28] all the way to the pier.

[01:00:12.03] Nobody had told us that the pier was gone, and so we tied up to the church.
""")
    assert script.timing.frame_rate is not None
    assert script.timing.frame_rate.nominal == 30


def test_what_is_said_before_the_first_timecode_is_speech_where_names_stand_without_one() -> None:
    """Nobody is made up either: the rows with a timecode and no name go on with who was named last."""
    script = found("""
**Ann Lee:** If the lamp goes out they will be in for a surprise, every one of them.

Lamps go out all the time, and it takes a night to find out why.

**Bo Dahl:** That is right, and it used to be seen in another way when I began here.

[00:35] The keepers then slept beside the lamp, and they woke when it fell silent.

**Ann Lee:** So why does it matter now that nobody sleeps there?

**Cy Moore:** I think you mentioned the winter of the two wrecks, and that says it all.

**Bo Dahl:** [01:07] The wrecks were what closed the harbour, and not the lamp.

**Cy Moore:** I would put it the other way around, if you ask me.

**Ann Lee:** Let us hear both of you on that after the news.
""")
    assert [(cue.speaker, cue.line.split()[0]) for cue in script.cues[:3]] == [
        ("Ann Lee", "If"),
        ("Bo Dahl", "That"),
        ("Bo Dahl", "The"),
    ]
    assert [speaker.name for speaker in script.speakers] == ["Ann Lee", "Bo Dahl", "Cy Moore"]
    assert not of_kind(script, Kind.FRONT)


def test_what_never_speaks_is_no_speaker() -> None:
    script = found("""
**Ann Lee:** [00:04] We are back on the rock, and the kettle is on.

**Jingle:** [00:21] to [00:29]

**Bo Dahl:** It is always on, that kettle, from the first ferry to the last.

**Break:** [00:42]

**Ann Lee:** You keep bees out here as well, or so I was told on the ferry.

**Bo Dahl:** Two hives, and they are better sailors than I am.

**Break:** [00:55]

**Ann Lee:** Welcome back, the kettle is on again and the bees are in.
""")
    assert [speaker.name for speaker in script.speakers] == ["Ann Lee", "Bo Dahl"]
    assert [(str(sound.timecode), sound.note) for sound in script.sounds] == [
        ("00:00:21", "Jingle"),
        ("00:00:42", "Break"),
        ("00:00:55", "Break"),
    ]
    assert [str(cue.timecode) for cue in script.cues] == [
        "00:00:04",
        "00:00:21",
        "00:00:42",
        "00:00:42",
        "00:00:55",
    ]
    assert of_kind(script, Kind.END) == ["to [00:29]"]


def test_a_page_that_goes_on_is_no_sound() -> None:
    script = found("""
00:00:04 ANN: The ferry is late again today.

00:00:09 BO: It is always late when you bring the bees.

CONTINUED:

00:00:15 ANN: They have a ticket like everybody else.

00:00:19 BO: Do they sit?
""")
    assert not script.sounds


def test_what_a_tool_heard_is_read_however_little_it_is() -> None:
    script = found("""
**[00:02] SPEAKER_00:** Thank you.

**[00:48] SPEAKER_01:** Thank you. Thank you.

**[03:41] SPEAKER_00:** Thank you.

**[06:28] SPEAKER_01:** Thank you. Bye.

**[09:46] SPEAKER_00:** !!!!!!!!
""")
    assert [cue.speaker for cue in script.cues] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_00", "SPEAKER_01"]
    assert of_kind(script, Kind.UNPLACED) == ["!!!!!!!!"]


@pytest.mark.parametrize("head", ["**[00:13] SPEAKER_00:**", "[00:13] Speaker 1:", "**[00:00:13] Ann Lee:**"])
def test_a_talk_under_a_single_timecode(head: str) -> None:
    script = found(f"{head} Good evening, and mind the third step, it has been loose since the spring.\n{PARAGRAPHS}")
    assert len(script.cues) == 1
    assert str(script.cues[0].timecode) == "00:00:13"
    assert script.cues[0].line.startswith("Good evening")
    assert script.cues[0].line.endswith("what to do with it.")


@pytest.mark.parametrize(
    "text",
    [
        f"The film begins with a voice. [00:13] Ann Lee: Good evening, and mind the third step.\n{PARAGRAPHS}",
        f"[00:13] Ann Lee: Good evening, and mind the third step.\n{PARAGRAPHS}",
        f"12:30 Ann Lee: Good evening, and mind the third step.\n{PARAGRAPHS}",
        f"# Quality\n\nRead on 12 May.\n\n**[00:13] SPEAKER_00:** Good evening, and mind the step.\n{PARAGRAPHS}",
        "**[00:13] SPEAKER_00:** Good evening to you all out there.\n\n- two names are wrong\n\n- one is missing\n",
    ],
)
def test_prose_with_a_timecode_in_it_is_no_talk(text: str) -> None:
    with pytest.raises(NotAScript):
        found(text)


def test_a_name_may_begin_with_a_digit() -> None:
    script = found("""
[00:11] **2ndMate**: We came in with the tide, all four of us.
[00:19] **2ndMate**: Nobody had told us that the pier was gone.
[00:27] **2ndMate**: So we tied up to the church.
[00:33] **2ndMate**: 3rd of May it was, and cold.
""")
    assert {cue.speaker for cue in script.cues} == {"2ndMate"}
    script = found("""
Ann Lee: 00:00:05

We start at four, if the ferry does.

0xBEE5: 00:00:15

It never does, and you know it.

Ann Lee: 00:00:21

Then we start at five, as we always do.

0xBEE5: 00:00:29

Five it is, and I bring the bees.

Ann Lee: 00:00:36

Leave the bees at home this time.

Ann Lee and 0xBEE5: 00:00:41

Bye.
""")
    assert [cue.speaker for cue in script.cues] == ["Ann Lee", "0xBEE5"] * 2 + ["Ann Lee", "Ann Lee and 0xBEE5"]


def test_a_figure_before_a_colon_is_no_name() -> None:
    script = found("""
[00:11] ANN LEE: There were three reasons for it, and we knew them all.
[00:19] 1st: the pier was gone.
[00:27] 90s: nobody had paid for it.
[00:33] BO DAHL: And the third one was the weather.
[00:41] ANN LEE: It was always the weather.
""")
    assert [speaker.name for speaker in script.speakers] == ["ANN LEE", "BO DAHL"]


def test_who_speaks_now_and_then_is_no_running_head() -> None:
    rows = [
        f"{'Unknown Speaker' if second % 64 == 0 else 'Ann Lee'}  {second // 60}:{second % 60:02}\n"
        f"We counted {second} gulls on the pier, and then we counted them again.\n"
        for second in range(8, 400, 8)
    ]
    script = found("\n".join(rows))
    assert sum(cue.speaker == "Unknown Speaker" for cue in script.cues) == 6
    assert not of_kind(script, Kind.FRONT)


def test_a_number_may_be_all_that_is_said() -> None:
    script = found("""
Ann Lee (00:00:05):
How sure are you that the bees will come back in the spring?

Bo Dahl (00:00:11):
100%.

Ann Lee (00:00:13):
And how many were there when you last looked into the hive?

Bo Dahl (00:00:19):
... 4000.

Ann Lee (00:00:22):
That is a lot of bees for one rock.
""")
    assert [cue.line for cue in script.cues if cue.speaker == "Bo Dahl"] == ["100%.", "... 4000."]


def test_a_short_sentence_with_a_sound_behind_it_is_said() -> None:
    script = found("""
00:00:04 You don't even have a chance to keep out of it.

00:00:09 Great task. (laughs)

00:00:11 It is a little strange if you have not seen it before.

00:00:15 Then let us see it now.

00:00:17 Transcription by Quill & Sons
""")
    assert not script.shots
    assert [cue.line for cue in script.cues][1] == "Great task. (laughs)"
    assert of_kind(script, Kind.FRONT) == ["Transcription by Quill & Sons"]


def test_paragraphs_with_a_timecode_of_their_own_go_on_with_who_was_named() -> None:
    script = found("""
Ann Lee (00:00:00):
Way too many keepers say sorry for how they want to keep the light.

Bo Dahl (00:01:01):
Today my guest is Ann Lee, who kept the light for thirty years.

(00:01:27):
We speak about the lens, the ledger, and the winter of the two wrecks.

(00:01:44):
She wrote the ledger in pencil, because the ink froze in the first week.

(00:02:02):
The second week was worse, and so the second page is very short indeed.

(00:02:17):
And about the bees, which she says she does not want to speak about.

(00:02:41):
Nobody had asked her about the bees, and so she had never had to say no.

(00:03:06):
Ann, thank you so much for being here.

Ann Lee (00:03:12):
It was on my way.
""")
    assert script.source.layout == "speaker-clock"
    assert [cue.speaker for cue in script.cues] == ["Ann Lee", *["Bo Dahl"] * 7, "Ann Lee"]


def test_a_name_in_brackets_may_hold_a_bracket() -> None:
    script = found("""
[Ann Lee (harbour master)] [00:05] We start at four, if the ferry does.
[Bo Dahl] [00:11] It never does.
[Ann Lee (harbour master)] [00:14] Then we start at five, as we always do.
[Bo Dahl] [00:19] Five it is.
""")
    assert [speaker.name for speaker in script.speakers] == ["Ann Lee", "Bo Dahl"]


ARCHIVE = """
0:00:22 > 0:00:25This is the story of a quest.

0:00:25 > 0:00:29It begins in a harbour, with a boat that nobody wanted.

0:00:31 > 0:00:33DOG BARKS

0:00:33 > 0:00:371953 was a year like any other.

0:00:37 > 0:00:40- Did you buy it? - I did.
"""


def test_ranges_that_the_words_touch() -> None:
    """As pages of subtitle archives have them, sounds in capitals."""
    script = found(ARCHIVE)
    assert script.source.layout == "ranges"
    assert [(str(cue.timecode), int(cue.end), cue.line) for cue in script.cues] == [
        ("00:00:22", 25, "This is the story of a quest."),
        ("00:00:25", 29, "It begins in a harbour, with a boat that nobody wanted."),
        ("00:00:33", 37, "1953 was a year like any other."),
        ("00:00:37", 40, "- Did you buy it? - I did."),
    ]
    assert [(str(sound.timecode), sound.note) for sound in script.sounds] == [("00:00:31", "DOG BARKS")]


def test_two_ranges_are_enough() -> None:
    script = found("\n\n".join(ARCHIVE.strip().split("\n\n")[:2]))
    assert [int(cue.end) for cue in script.cues] == [25, 29]


def test_narration_in_capitals_under_ranges_is_no_sound() -> None:
    script = found("""
0:00:22 > 0:00:25THIS IS THE STORY

0:00:25 > 0:00:29OF A BOAT THAT NOBODY WANTED

0:00:31 > 0:00:33AND OF THE MAN WHO BOUGHT IT

0:00:33 > 0:00:37I bought it for the price of the paint.
""")
    assert len(script.cues) == 4


@pytest.mark.parametrize("arrow", ["-->", "→"])
def test_ranges_in_seconds(arrow: str) -> None:
    lines = (
        "Dave is here.",
        "Hello.",
        "You are back on the rock, I see, and dry.",
        "18,",
        "It is exciting to be back.",
    )
    times = ((0, 62), (118, 166), (590, 1038), (6110, 6175), (6210, 6390))
    rows = [f"[{a / 100:.2f} {arrow} {b / 100:.2f}]  {line}" for (a, b), line in zip(times, lines, strict=True)]
    script = found("\n".join(rows))
    assert [cue.line for cue in script.cues] == list(lines)
    assert [(float(cue.start), float(cue.end)) for cue in script.cues] == [(a / 100, b / 100) for a, b in times]
