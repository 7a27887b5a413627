"""TTML and what it was called before."""

from __future__ import annotations

import pytest

from tests.readers.captions import Cue, cues_of, front_of, refusal_of, rows_of, said_in, unplaced_in

SPACES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
    'xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tts="http://www.w3.org/ns/ttml#styling"'
)


def ttml(body: str, head: str = "", root: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<tt {SPACES} {root}><head>{head}</head>{body}</tt>'


def one(typed: str, root: str = "", around: str = "") -> tuple[str, str]:
    """Start and end of a paragraph with these attributes."""
    cue = cues_of(ttml(f"<body {around}><div><p {typed}>Gate</p></div></body>", root=root))[0]
    return cue.start, cue.end


def test_paragraphs_are_cues() -> None:
    text = ttml(
        '<body><div><p begin="00:00:01.000" end="00:00:02.500">Every <span tts:fontStyle="italic">morning</span>'
        '<br/>the   boats\n      leave.</p>\n<p begin="3s" dur="1.25s">Fish &amp; chips</p></div></body>'
    )
    assert [(row.number, row.cells) for row in rows_of(text)] == [
        (1, ("00:00:01.000", "00:00:02.500", "", "Every morning\nthe boats leave.")),
        (2, ("00:00:03.000", "00:00:04.250", "", "Fish & chips")),
    ]


@pytest.mark.parametrize(
    ("typed", "root", "start", "end"),
    [
        ('begin="1.5s" end="2s"', "", "00:00:01.500", "00:00:02.000"),
        ('begin="1500ms" dur="500ms"', "", "00:00:01.500", "00:00:02.000"),
        ('begin="0.5h" end="31m"', "", "00:30:00.000", "00:31:00.000"),
        ('begin="00:00:01:12" end="00:00:02:00"', 'ttp:frameRate="25"', "00:00:01.480", "00:00:02.000"),
        ('begin="30f" end="60f"', 'ttp:frameRate="30"', "00:00:01.000", "00:00:02.000"),
        ('begin="10000000t" end="20000000t"', 'ttp:tickRate="10000000"', "00:00:01.000", "00:00:02.000"),
        (
            'begin="00:01:00:00" end="01:00:00:00"',
            'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:timeBase="smpte"',
            "00:01:00.060",
            "01:00:03.600",
        ),
        (
            'begin="00:01:00:02" end="01:00:00:00"',
            'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:timeBase="smpte" ttp:dropMode="dropNTSC"',
            "00:01:00.060",
            "00:59:59.996",
        ),
        ('begin="00:00:01:12" end="00:00:02:00"', "", "00:00:01:12", "00:00:02:00"),
        ('begin="00:00:01,500" end="00:00:02,000"', "", "00:00:01.500", "00:00:02.000"),
    ],
)
def test_times_in_all_their_forms(typed: str, root: str, start: str, end: str) -> None:
    assert one(typed, root) == (start, end)


def test_times_count_from_where_their_container_begins() -> None:
    assert one('begin="1s" end="2s"', around='begin="1h"') == ("01:00:01.000", "01:00:02.000")
    assert one('begin="1s"', around='begin="10s" end="20s"') == ("00:00:11.000", "00:00:20.000")


def test_a_sequence_goes_on_where_the_one_before_ended() -> None:
    text = ttml('<body><div timeContainer="seq"><p dur="2s">Gate</p><p begin="1s" dur="2s">Pier</p></div></body>')
    assert [(cue.start, cue.end) for cue in cues_of(text)] == [
        ("00:00:00.000", "00:00:02.000"),
        ("00:00:03.000", "00:00:05.000"),
    ]


def test_agents_are_speakers() -> None:
    head = (
        '<metadata><ttm:title>The Harbour</ttm:title><ttm:agent xml:id="ann" type="person">'
        '<ttm:name type="alias">Ann</ttm:name><ttm:name type="full">Ann Lee</ttm:name></ttm:agent></metadata>'
    )
    text = ttml(
        '<body><div ttm:agent="ann"><p begin="1s" end="2s">Nobody.</p><p begin="2s" end="3s" ttm:agent="bob">No.</p>'
        '<p begin="3s" end="4s">Who? <span ttm:agent="bob">Nobody.</span></p></div></body>',
        head,
    )
    assert said_in(text) == [("Ann Lee", "Nobody."), ("bob", "No."), ("Ann Lee", "Who?"), ("bob", "Nobody.")]
    assert front_of(text) == ["The Harbour", "Ann", "Ann Lee"]


def test_spans_with_times_of_their_own_are_cues_of_their_own() -> None:
    text = ttml(
        '<body><div><p><span begin="1s" end="2s">Gate</span> <span begin="2s" end="3s">Pier</span></p></div></body>'
    )
    assert cues_of(text) == [
        Cue("00:00:01.000", "00:00:02.000", "", "Gate"),
        Cue("00:00:02.000", "00:00:03.000", "", "Pier"),
    ]


def test_a_label_in_the_text_is_a_speaker_where_there_is_no_agent() -> None:
    assert said_in(ttml('<body><div><p begin="1s" end="2s">ANN LEE: Nobody.</p></div></body>')) == [
        ("ANN LEE", "Nobody.")
    ]


def test_a_paragraph_without_an_end_is_seen() -> None:
    text = ttml('<body><div><p begin="1s" end="2s">Gate</p><p begin="3s">Pier</p><p>Quay</p></div></body>')
    assert said_in(text) == [("", "Gate")]
    assert unplaced_in(text) == [(2, "00:00:03.000 Pier"), (3, "Quay")]


@pytest.mark.parametrize("space", ["http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1"])
def test_drafts_are_read_too(space: str) -> None:
    text = (
        f'<tt:tt xmlns:tt="{space}"><tt:body><tt:div><tt:p begin="1s" end="2s">Gate</tt:p></tt:div></tt:body></tt:tt>'
    )
    assert said_in(text) == [("", "Gate")]


def test_other_encodings_are_read_as_declared() -> None:
    text = ttml('<body><div><p begin="1s" end="2s">Café</p></div></body>').replace("UTF-8", "UTF-16")
    assert said_in(text.encode("utf-16")) == [("", "Café")]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (ttml('<body><div><p begin="1s" end="2s">Gate</div></body>'), "damaged"),
        (ttml('<body><div><p begin="1s" end="2s">Gate</p>')[:-12], "damaged"),
        (ttml('<body><div><p begin="soon" end="2s">Gate</p></div></body>'), "'soon' is no time"),
        (ttml("<body><div/></body>"), "has no cue"),
        (
            ttml('<body><p begin="1s" end="2s">G</p></body>', root='ttp:frameRate="0"'),
            "frame or tick rate that is none",
        ),
        (ttml('<body><p begin="1t" end="2t">G</p></body>', root='ttp:tickRate="0"'), "tick rate of 0"),
        (ttml("<body>" + "<div>" * 300 + "</div>" * 300 + "</body>"), "elements within each other, more than 256 deep"),
        (ttml('<body begin="1s"><p begin="00:00:01:12" end="2s">G</p></body>'), "does not say at which rate"),
    ],
)
def test_what_cannot_be_read_is_refused(content: str, found: str) -> None:
    assert found in refusal_of(content)


def test_entities_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    text = ttml('<body><div><p begin="1s" end="2s">&e9;</p></div></body>').replace(
        "<tt ", f'<!DOCTYPE tt [<!ENTITY e0 "boats">{bomb}]><tt ', 1
    )
    assert "entit" in refusal_of(text)


def test_other_files_are_not_fetched() -> None:
    text = ttml('<body><div><p begin="1s" end="2s">&log;</p></div></body>').replace(
        "<tt ", '<!DOCTYPE tt [<!ENTITY log SYSTEM "file:///etc/hostname">]><tt ', 1
    )
    assert "entities" in refusal_of(text)
