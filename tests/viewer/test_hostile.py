"""A script that tries to run something when it is looked at."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests import builders
from transcript import subtitles
from transcript.delivery import Delivery
from transcript.model import Problem, Provenance, Severity, Source, Span, Speaker
from transcript.viewer import page

if TYPE_CHECKING:
    from tests.viewer.conftest import Opened

ATTACKS = [
    "<img src=x onerror=pwned=1>",
    "</script><script>pwned=1</script>",
    "<!--<script>pwned=1",
    "]]><svg onload=pwned=1>",
    "\"><iframe srcdoc='<script>parent.pwned=1</script>'>",
    "</title></style><style>*{display:none}</style>",
    "javascript:pwned=1//${pwned=1}`+(pwned=1)+`",
    "__proto__",
    "constructor",
    "\u2028\u2029\u202e&lt;b&gt;",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_text_in_every_field(opened: Opened, attack: str) -> None:
    cue = replace(
        builders.cue(attack, "10:00:02", f"First {attack} last.", qualifier=attack),
        typed=attack,
        time=Provenance.REPAIRED,
    )
    script = replace(
        builders.transcript(
            cues=[cue, builders.cue(f"{attack}2", "10:00:08", attack, lines=(2, 2))],
            shots=[builders.shot("10:00:00", attack)],
            sounds=[builders.sound("10:00:06", attack)],
            titles=[builders.title("10:00:06", attack)],
            problems=[Problem(attack, Severity.ERROR, attack, Span(1, 1), attack)],
            speakers=[Speaker(attack, (attack,)), Speaker(f"{attack}2")],
        ),
        source=Source(attack, attack, attack, attack, language="en"),
    )
    made = subtitles(script, labels="always", sdh=True, titles=True)
    screen = opened(page(script, made, Delivery(labels="always"), broken=script.problems, video=None))
    shown = screen.page
    assert shown.text_content("#cue-1 .line") == f"First {attack} last."
    assert shown.text_content("#cue-1 .who") == attack
    assert attack in (shown.text_content(".row.sound .note") or "")
    assert attack in (shown.text_content(".problem") or "")
    screen.press("ArrowDown", "ArrowRight")
    screen.search(attack)
    screen.correct("#cue-2 .line", f"{attack} {attack}")
    screen.correct("#cue-2 .who", f"{attack}3")
    screen.press("p", "?", "Escape")
    shown.hover("#position")
    assert shown.locator("script").count() == 3
    assert shown.locator("#rows :is(img, svg, iframe, style, script, b b)").count() == 0
    assert shown.evaluate("'pwned' in window") is False
    assert json.loads(screen.saved())["cues"][0]["line"] == f"First {attack} last."
