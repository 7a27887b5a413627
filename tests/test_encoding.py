"""Names of encodings."""

from __future__ import annotations

import pytest

from transcript.encoding import encoding_name
from transcript.errors import InvalidSetting


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "cp1252", "mac_roman", "utf-16", "shift_jis", "iso-8859-5"])
def test_encodings_of_documents_are_taken_as_they_are_named(name: str) -> None:
    assert encoding_name(name) == name


@pytest.mark.parametrize("name", ["klingon", "", "utf\0", "é", "\ud800"])
def test_what_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(InvalidSetting, match="no encoding is called"):
        encoding_name(name)


@pytest.mark.parametrize(
    "name", ["unicode_escape", "Unicode-Escape", "raw_unicode_escape", "punycode", "idna", "undefined", "charmap"]
)
def test_codecs_of_other_things_are_refused(name: str) -> None:
    with pytest.raises(InvalidSetting, match="no documents are written in"):
        encoding_name(name)


@pytest.mark.parametrize("name", ["rot13", "hex", "base64", "zlib", "bz2", "quopri", "uu"])
def test_codecs_that_make_no_text_are_refused(name: str) -> None:
    with pytest.raises(InvalidSetting, match="no documents are written in"):
        encoding_name(name)
