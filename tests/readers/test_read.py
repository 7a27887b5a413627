"""Files -> documents, and what is said of files that are none."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from transcript import readers
from transcript.errors import MissingDocument, TranscriptError, UnreadableDocument
from transcript.model import Row


def refusal_of(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as refusal:
        readers.read(path)
    line = str(refusal.value)
    assert "\n" not in line
    assert line.startswith(str(path))
    assert refusal.value.advice
    return line


def test_a_document_knows_its_name_its_encoding_and_its_bytes(tmp_path: Path) -> None:
    data = "Gate\n10.00.00\nThe café\n".encode("cp1252")
    (tmp_path / "film.txt").write_bytes(data)
    document = readers.read(tmp_path / "film.txt")
    assert document.name == "film.txt"
    assert document.encoding == "cp1252"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.rows[-1] == Row(3, ("The café",))


def test_standard_input_is_a_document_too() -> None:
    document = readers.read(None, stdin=b"Gate\n10.00.00\n")
    assert (document.name, len(document.rows)) == ("<stdin>", 2)


def test_a_string_is_a_document_too() -> None:
    text = "Gate\n10.00.00\nCafé\n"
    document = readers.from_text(text, "film.txt")
    assert document == readers.from_bytes(text.encode(), "film.txt")


def test_a_missing_file_is_refused_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "moon-mission.txt").write_text("10.00.00")
    with pytest.raises(MissingDocument, match=r"no such file; did you mean .*moon-mission\.txt\?"):
        readers.read(tmp_path / "moon-misson.txt")
    with pytest.raises(MissingDocument, match="no such file; check the folder's name"):
        readers.read(tmp_path / "nowhere" / "film.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "this is a folder" in refusal_of(tmp_path)


@pytest.mark.parametrize(("content", "found"), [(b"", "is empty"), (b" \n\n\t\r\n", "nothing but blank lines")])
def test_a_document_without_text_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "film.txt"
    path.write_bytes(content)
    assert found in refusal_of(path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so no mode would do
    assert "cannot be read (permission denied)" in refusal_of(tmp_path / "film.txt")


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal_of(tmp_path / ("x" * 5000))
    assert "cannot be read" in refusal_of(tmp_path / "a\0b")


def zipped(name: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, "<xml/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (zipped("film.txt"), "a zip archive"),
        (zipped("ppt/presentation.xml"), "a PowerPoint presentation"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an Office 97 file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"\0\0\0\x20ftypisom\0\0", "an MP4 or QuickTime film"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a WAV recording"),
    ],
)
def test_what_no_reader_takes_is_called_by_its_name(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "film.txt"
    path.write_bytes(content)
    line = refusal_of(path)
    assert f"this looks like {found}" in line
    assert "save the script as .docx, .pdf, .odt, .rtf, .html, .csv, .xlsx or plain text" in line


def test_bytes_that_are_no_text_are_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "film.txt"
    path.write_bytes(b"10.00.00\n\0\0\0\x01\x02")
    assert "this looks like a binary file (a NUL byte at offset 9)" in refusal_of(path)


@pytest.mark.parametrize("opening", ["RIFF RAFF", "ID3 tags", "GIF8 is a name", "MZ", "PK", "Rar!"])
def test_a_script_may_begin_with_letters_that_mark_other_files(opening: str) -> None:
    assert (
        readers.from_text(f"{opening}\n10.00.00").rows == readers.from_bytes(f"{opening}\n10.00.00".encode(), "").rows
    )


def test_a_file_name_that_is_no_text_still_names_its_document(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text("10.00.00", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert readers.read(path).name == "caf\ufffd.txt"


def test_an_error_inside_a_file_says_the_whole_path(tmp_path: Path) -> None:
    path = tmp_path / "film.txt"
    path.write_bytes(b"Gate\ncaf\xe9")
    with pytest.raises(TranscriptError) as refusal:
        readers.read(path, encoding="ascii")
    assert str(refusal.value).startswith(f"{path}:2: byte 0xe9 at offset 8 is no ascii")
