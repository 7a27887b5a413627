"""Bytes -> text in the encoding they were written in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from transcript.errors import InvalidSetting, UnreadableDocument
from transcript.readers.encodings import decode

ENGLISH = (
    "10.00.02\nNARRATOR\n\nIT WAS THE COLD WAR’S BEST KEPT SECRET – AN “EMPTY” HANGAR.\n\nWe didn’t know… did we?\n"
)
FRENCH = "10.00.02\nNARRATEUR\n\nC’était l’été où la fusée s’éleva à Baïkonour, après tant d’années… « enfin ».\n"
POLISH = "10.00.02\nLEKTOR\n\nRakieta wzniosła się nad stepem, gdzieś daleko zadrżało źdźbło trawy. Łąka też.\n"
RUSSIAN = "10.00.02\nДИКТОР\n\nРакета поднялась над степью, и все замолчали. Никто не знал, что будет дальше.\n"
GREEK = "10.00.02\nΑΦΗΓΗΤΗΣ\n\nΟ πύραυλος υψώθηκε πάνω από τη στέπα και όλοι σώπασαν.\n"
JAPANESE = "10.00.02\nナレーター\n\nロケットは草原の上に上がり、みんなが黙った。\n"


@pytest.mark.parametrize("script", [ENGLISH, FRENCH, POLISH, RUSSIAN, GREEK, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(script: str, encoding: str) -> None:
    assert decode(script.encode(encoding))[0] == script


@pytest.mark.parametrize("script", [ENGLISH, FRENCH])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_evident_from_its_nul_bytes(script: str, encoding: str) -> None:
    assert decode(script.encode(encoding)) == (script, encoding)


@pytest.mark.parametrize(
    ("script", "encoding"),
    [(ENGLISH, "cp1252"), (ENGLISH, "mac_roman"), (FRENCH, "cp1252"), (FRENCH, "mac_roman")],
)
def test_older_files_of_windows_and_the_mac_are_told_apart(script: str, encoding: str) -> None:
    assert decode(script.encode(encoding)) == (script, encoding)


@pytest.mark.parametrize(
    ("script", "encoding"),
    [(POLISH, "cp1250"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (GREEK, "cp1253"), (JAPANESE, "shift_jis")],
)
def test_other_alphabets_are_recognised_by_their_letters(script: str, encoding: str) -> None:
    assert decode((script * 5).encode(encoding))[0] == script * 5


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("The café was closed.", "cp1252"),
        ("The café was closed.", "mac_roman"),
        ("He didn’t know.", "cp1252"),
        ("He didn’t know.", "mac_roman"),
        ("THE COLD WAR’S SECRET", "mac_roman"),
        ("L'ÉTÉ DE LA LIBERTÉ", "cp1252"),
        ("AS POSIÇÕES DOS AVIÕES não mudaram", "cp1252"),
        ("El Niño was late that year.", "cp1252"),
        ("It cost £5.", "cp1252"),
    ],
)
def test_one_accent_in_a_whole_script_is_enough(line: str, encoding: str) -> None:
    script = "10.00.02\nNARRATOR\n\nIt was the winter before the war.\n" * 20 + line
    assert decode(script.encode(encoding))[0] == script


def test_the_user_has_the_last_word() -> None:
    data = "café".encode("cp1252")
    assert decode(data, "cp1250") == ("café", "cp1250")
    assert decode(data, "mac_roman") == ("cafÈ", "mac_roman")


def test_a_mark_is_no_text_when_the_encoding_is_named() -> None:
    assert decode("Gate".encode("utf-8-sig"), "utf-8")[0] == "Gate"


@pytest.mark.parametrize("encoding", ["latin-15-and-a-half", "hex", "rot13", ""])
def test_an_encoding_that_there_is_not_is_refused(encoding: str) -> None:
    with pytest.raises(InvalidSetting, match="no encoding is called"):
        decode(b"Gate", encoding)


def test_what_cannot_be_decoded_is_refused_with_its_line_and_byte() -> None:
    with pytest.raises(UnreadableDocument, match="byte 0xe9 at offset 12 ") as refusal:
        decode("Gate\r\n\r\nThe café".encode("cp1252")[:12] + b"\xe9", "utf-8")
    assert refusal.value.line == 3
    assert "--encoding" in refusal.value.advice


def test_utf_8_with_a_slip_is_not_read_as_something_else() -> None:
    # Every quote would come out as â€™ otherwise.
    data = FRENCH.encode() + b"\ncaf\xe9"
    with pytest.raises(UnreadableDocument, match="byte 0xe9") as refusal:
        decode(data)
    assert refusal.value.line == 6


def test_a_mark_promises_its_encoding() -> None:
    with pytest.raises(UnreadableDocument, match="no utf-8"):
        decode(codecs.BOM_UTF8 + "café".encode("cp1252"))
    with pytest.raises(UnreadableDocument, match="no utf-16-le") as refusal:
        decode(codecs.BOM_UTF16_LE + "Gate\n10.00.00\n".encode("utf-16-le") + b"\x00\xd8")
    assert refusal.value.line == 3


@pytest.mark.parametrize("data", [b"Gate\n10\x0000\n", b"\x00\x01\x02\x03", bytes(range(256)) * 8])
def test_nul_bytes_are_no_text(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="binary file"):
        decode(data)


def test_bytes_that_are_no_text_in_any_encoding_are_refused() -> None:
    with pytest.raises(UnreadableDocument):
        decode(bytes(byte for byte in range(1, 256)) * 4)


@given(st.text())
def test_any_text_in_utf_8_comes_back(content: str) -> None:
    data = content.encode("utf-8")
    if b"\0" not in data:
        assert decode(data)[0] == content.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_or_read_as_the_encoding_that_is_named(data: bytes) -> None:
    try:
        found, encoding = decode(data)
    except UnreadableDocument:
        reject()
    assert decode(data, encoding)[0] == found
