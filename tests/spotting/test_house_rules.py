"""A house's own figures, as people write them, become a preset or are refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcript
from transcript.errors import InvalidSetting, MissingDocument
from transcript.spotting import PRESETS, Preset
from transcript.spotting.house_rules import KEYS, house_rules, overridden

NETFLIX = PRESETS["netflix"]


def test_a_file_changes_what_it_names_and_leaves_the_rest_to_its_base(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        """\
# The rules of Harbour Films
base = "netflix"
line-length = 40
max-cps = 18.5
min-duration = 1.2
gap = 0.12
""",
        encoding="utf-8",
    )
    assert transcript.read_rules(path) == replace(
        NETFLIX,
        name="house.toml",
        line_length=40,
        max_cps=Fraction(37, 2),
        min_duration_ms=1200,
        gap_ms=120,
        source="house.toml, based on netflix",
    )


def test_a_file_without_a_base_limits_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text("line-length = 37\nlines = 3\nmax-wpm = 170\n", encoding="utf-8")
    assert transcript.read_rules(str(path)) == Preset(
        name="house.toml",
        line_length=37,
        lines=3,
        target_wpm=170,
        max_wpm=170,
        min_duration_ms=None,
        max_duration_ms=None,
        gap_ms=0,
        source="house.toml",
    )


def test_the_rules_of_a_file_serve_wherever_a_preset_does(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('base = "bbc"\nline-length = 20\n', encoding="utf-8")
    script = transcript.parse("NARRATOR 10.00.02\nIN 1866 THE GREAT EASTERN SAILED.\n10.00.09\nSHE SANK.\n")
    house = transcript.read_rules(path)
    lines = [line for subtitle in transcript.subtitles(script, house) for line in subtitle.lines]
    assert lines
    assert max(map(len, lines)) <= 20
    assert transcript.export(script, "srt", rules=house) == transcript.export(
        script, "srt", rules=replace(transcript.PRESETS["bbc"], line_length=20)
    )
    with pytest.raises(InvalidSetting, match="read a house's own file with read_rules"):
        transcript.subtitles(script, str(path))


@pytest.mark.parametrize(
    ("key", "typed", "field", "value"),
    [
        ("line-length", "38", "line_length", 38),
        ("lines", "1", "lines", 1),
        ("lines", "2.0", "lines", 2),
        ("target-cps", "12.5", "target_cps", Fraction(25, 2)),
        ("max-cps", "25", "max_cps", 25),
        ("target-wpm", "150", "target_wpm", 150),
        ("max-wpm", "190", "max_wpm", 190),
        ("min-duration", "0.9", "min_duration_ms", 900),
        ("min-duration", "0.83334", "min_duration_ms", 834),  # a minimum is rounded up
        ("max-duration", "6.0006", "max_duration_ms", 6000),  # a maximum down
        ("gap", "0.0834", "gap_ms", 84),
        ("gap", "0", "gap_ms", 0),
        ("close-gap", "0.48", "close_gap_ms", 480),
    ],
)
def test_each_figure_is_exact(key: str, typed: str, field: str, value: object) -> None:
    assert getattr(overridden(NETFLIX, {key: Decimal(typed)}), field) == value


class TestTargetAndMaximum:
    def test_a_maximum_below_the_target_brings_it_down(self) -> None:
        slow = overridden(NETFLIX, {"max-cps": 15})
        assert (slow.target_cps, slow.max_cps) == (15, 15)

    def test_a_maximum_above_the_target_leaves_it(self) -> None:
        assert overridden(NETFLIX, {"max-cps": 18}).target_cps == 17

    def test_a_maximum_is_the_target_where_there_was_none(self) -> None:
        assert overridden(PRESETS["channel4"], {"max-cps": 17}).target_cps == 17

    def test_words_a_minute_are_limited_beside_characters_a_second(self) -> None:
        both = overridden(NETFLIX, {"max-wpm": 180})
        assert (both.max_cps, both.max_wpm, both.target_wpm) == (20, 180, 180)

    @given(st.integers(1, 100), st.integers(1, 100))
    def test_the_target_is_never_above_the_maximum(self, target: int, most: int) -> None:
        asked = {"target-cps": target, "max-cps": most}
        if target > most:
            with pytest.raises(InvalidSetting, match="a target above the maximum"):
                overridden(NETFLIX, asked)
        else:
            made = overridden(NETFLIX, asked)
            assert (made.target_cps, made.max_cps) == (target, most)


REFUSED = [
    ('base = "netflix"\nmax-cpss = 18', 2, "there is no rule 'max-cpss'; did you mean max-cps?"),
    ('base = "netflix"\nmax_cps = 18', 2, "there is no rule 'max_cps'; did you mean max-cps?"),
    ('base = "netflix"\n\nfont = "Arial"', 3, f"there is no rule 'font'; known are {', '.join(KEYS)}"),
    ('[rules]\nbase = "netflix"', 1, f"there is no rule 'rules'; known are {', '.join(KEYS)}"),
    ('base = "hbo"', 1, f'base is no preset: "hbo"; choose from {", ".join(PRESETS)}'),
    ("base = 5", 1, f"base is no preset: 5; choose from {', '.join(PRESETS)}"),
    ('base = "bbc"\nlines = 0', 2, "lines is 0, which cannot be; it goes from 1 to 4 lines"),
    ('base = "bbc"\nlines = 2.5', 2, "lines is no whole number: 2.5; write it such as lines = 2"),
    ('base = "bbc"\nlines = "2"', 2, 'lines is no number: "2"; write it such as lines = 2'),
    ('base = "bbc"\nlines = true', 2, "lines is no number: true; write it such as lines = 2"),
    ('base = "bbc"\nlines = [2]', 2, "lines is no number: a list; write it such as lines = 2"),
    ('base = "bbc"\nline-length = -1', 2, "line-length is -1, which cannot be; it goes from 10 to 100 characters"),
    ('base = "bbc"\nmax-cps = 0.0', 2, "max-cps is 0.0, which cannot be; it goes from 1 to 100 characters a second"),
    ('base = "bbc"\nmax-cps = nan', 2, "max-cps is no number: NaN; write it such as max-cps = 20"),
    ('base = "bbc"\nmax-cps = inf', 2, "max-cps is no number: Infinity; write it such as max-cps = 20"),
    ('base = "bbc"\nmax-cps = 1e99999999999999999999', 2, "max-cps is no number: NaN; write it such as max-cps = 20"),
    ('base = "bbc"\nmax-cps = 1.2345678', 2, "max-cps has more than 6 decimals; write it such as max-cps = 20"),
    ('base = "bbc"\ngap = 84', 2, "gap is 84, which cannot be; it goes from 0 to 10 seconds"),
    ('base = "bbc"\nmin-duration = 834', 2, "min-duration is 834, which cannot be; it goes from 0.1 to 30 seconds"),
    (
        'base = "netflix"\ntarget-cps = 30',
        2,
        "target-cps is 30 and max-cps 20; a target above the maximum needs another max-cps too",
    ),
    (
        'base = "netflix"\nmin-duration = 8',
        2,
        "min-duration is 8 seconds and max-duration 7; a min-duration above it needs another max-duration too",
    ),
    (
        'base = "netflix"\nmax-duration = 0.5',
        2,
        "min-duration is 0.834 seconds and max-duration 0.5; a max-duration below it needs another min-duration too",
    ),
    (
        'base = "netflix"\nclose-gap = 0.05',
        2,
        "close-gap is 0.05 seconds and gap 0.084; gaps shorter than close-gap are closed to gap: it has to be longer",
    ),
    (
        "lines = 2",
        None,
        (
            'the rules say neither line-length nor what they are based on; write line-length = 42, or base = "netflix" '
            "for what the file does not say"
        ),
    ),
    (
        "line-length = 40",
        None,
        (
            'the rules say neither lines nor what they are based on; write lines = 2, or base = "netflix" for what the '
            "file does not say"
        ),
    ),
]


@pytest.mark.parametrize(("content", "line", "says"), REFUSED)
def test_what_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, content: str, line: int | None, says: str
) -> None:
    path = tmp_path / "house.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidSetting) as refusal:
        transcript.read_rules(path)
    where = f"{path}:{line}" if line else f"{path}"
    assert str(refusal.value) == f"{where}: {says}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"base netflix", "house.toml:1: the rules file is no TOML (expected '=' after a key"),
        (b'base = "bbc"\nlines = ' + b"1" * 5000, "house.toml: the rules file is no TOML (exceeds the limit"),
        (b"lines = " + b"[" * 50_000, "house.toml: the rules file is no TOML (maximum recursion depth exceeded"),
        (b'base = "bbc"\n# caf\xe9', "house.toml:2: the rules file is no UTF-8; save it as UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_refused_and_so_is_none_at_all(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "house.toml"
    with pytest.raises(MissingDocument, match="there is no such rules file"):
        transcript.read_rules(path)
    path.write_bytes(content)
    with pytest.raises(InvalidSetting) as refusal:
        transcript.read_rules(path)
    assert says in str(refusal.value)


def _made(table: dict[str, object]) -> Preset | InvalidSetting:
    try:
        return house_rules(table, "house")
    except InvalidSetting as refusal:
        return refusal


_VALUES = st.integers() | st.decimals() | st.booleans() | st.text(max_size=5) | st.none() | st.lists(st.none())


@given(
    st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), _VALUES | st.sampled_from(list(PRESETS)), max_size=5)
)
def test_any_table_is_a_preset_that_can_be_kept_or_is_refused_in_one_line(table: dict[str, object]) -> None:
    made = _made(table)
    if isinstance(made, InvalidSetting):
        assert made.advice
        assert len(str(made)) < 500
        return
    assert made.lines >= 1
    assert made.line_length >= 10
    for target, most in ((made.target_cps, made.max_cps), (made.target_wpm, made.max_wpm)):
        assert most is None or (target is not None and target <= most)
    assert made.max_duration_ms is None or made.shortest_ms <= made.max_duration_ms
