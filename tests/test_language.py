"""Tags of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript.errors import InvalidSetting
from transcript.language import language_tag


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("pt_br", "pt-BR"),
        (" es-419 ", "es-419"),
        ("zh-hant-TW", "zh-Hant-TW"),
        ("sr-LATN", "sr-Latn"),
        ("zh-cmn-Hans-CN", "zh-cmn-Hans-CN"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("de-CH-1901", "de-CH-1901"),
        ("de-DE-u-co-phonebk", "de-DE-u-co-phonebk"),
        ("en-US-x-twain", "en-US-x-twain"),
        ("x-Archive", "x-archive"),
        ("und", "und"),
    ],
)
def test_a_tag_gets_its_usual_spelling(typed: str, tag: str) -> None:
    assert language_tag(typed) == tag
    assert language_tag(tag) == tag


@pytest.mark.parametrize(
    "typed", ["", "e", "english language", "en-", "-en", "en--GB", "en-GB-US", "français", "e1", "x"]
)
def test_what_is_no_tag_is_refused(typed: str) -> None:
    with pytest.raises(InvalidSetting, match=r"no language tag: .*; give one by BCP 47, such as en, pt-BR or zh-Hant"):
        language_tag(typed)


@given(st.text("abcxyz019-_ ", max_size=40) | st.text(max_size=20))
def test_any_text_is_a_tag_in_its_usual_spelling_or_refused(typed: str) -> None:
    try:
        tag = language_tag(typed)
    except InvalidSetting:
        return
    assert tag.lower() == typed.strip().replace("_", "-").lower()
    assert language_tag(tag) == tag
