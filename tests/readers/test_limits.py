"""How much a document may hold, and how somebody says that theirs may hold more."""

from __future__ import annotations

import io
import os
import re
import threading
import zipfile
from dataclasses import fields
from pathlib import Path

import pytest

from tests.readers.packages import docx, paragraph, refusal_of, rows_of
from transcript import readers
from transcript.errors import InvalidSetting, UnreadableDocument
from transcript.readers import Limits
from transcript.readers.limits import read_limit, with_limits

MB = 1024**2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("unpacked=1GB", ("unpacked", 1024 * MB)),
        ("size = 300 MB", ("size", 300 * MB)),
        ("SIZE=12kb", ("size", 12 * 1024)),
        ("size=900b", ("size", 900)),
        ("memory=4g", ("memory", 4096 * MB)),
        ("cells=5000000", ("cells", 5_000_000)),
        ("page-characters=9", ("page_characters", 9)),
    ],
)
def test_a_limit_is_read_as_people_type_it(typed: str, meant: tuple[str, int]) -> None:
    assert read_limit(typed) == meant


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("unpacked", "write NAME=VALUE, such as unpacked=1GB; there are size, unpacked, parts"),
        ("depth=9", "no limit: 'depth=9'"),
        ("cells=5MB", "write a whole number, such as 5000"),
        ("size=1.5GB", "write bytes, such as 900000, 500KB, 200MB or 1GB"),
        ("size=-1", "no limit of size: '-1'"),
        ("size=", "no limit of size: ''"),
        ("pages=0", "it is from 1 to"),
        ("size=9999999999999999GB", "it is from 1 to"),
        ("size=" + "9" * 5000, "no limit of size"),
    ],
)
def test_what_is_no_limit_is_told_apart(typed: str, found: str) -> None:
    with pytest.raises(InvalidSetting, match=re.escape(found)):
        read_limit(typed)


def test_of_limits_that_are_told_twice_the_last_holds() -> None:
    assert with_limits([("cells", 5), ("cells", 7)]) == Limits(cells=7)
    assert with_limits([], Limits(pages=3)) == Limits(pages=3)


def test_a_refusal_says_what_was_found_what_the_limit_is_and_how_it_is_raised() -> None:
    large = docx(paragraph("Gate"), {"word/media/film.mov": bytes(3 * MB), "word/document.xml": b" " * 3 * MB})
    line = refusal_of(large, "film.docx", Limits(unpacked=2 * MB))
    assert line == (
        "film.docx: the document unpacks to more than 2 MB; save the script itself as a document of its own, "
        "or raise the limit as far as it takes, such as with --limit unpacked=4MB"
    )
    assert read_limit("unpacked=4MB") == ("unpacked", 4 * MB)


def test_what_is_advised_is_enough() -> None:
    data = b"Gate\n10.00.00\nNARRATOR\nIT WAS HERE\n" * 20
    line = refusal_of(data, "film.txt", Limits(lines=10, size=100))
    assert "or read all of it with --limit size=" in line
    told = [read_limit(line.rpartition(" ")[2])]
    line = refusal_of(data, "film.txt", with_limits(told, Limits(lines=10, size=100)))
    assert "the document has 80 lines, more than 10" in line
    told.append(read_limit(line.rpartition(" ")[2]))
    assert readers.from_bytes(data, "film.txt", limits=with_limits(told, Limits(lines=10, size=100))).rows


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.docx"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * MB)  # of which nothing is on the disk
    with pytest.raises(UnreadableDocument, match=r"film\.docx: the file has 100 GB, more than 256 MB; .*size=200GB"):
        readers.read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "film.txt"
    os.mkfifo(path)

    def pour() -> None:
        with path.open("wb", buffering=0) as pipe:
            try:
                while True:
                    pipe.write(b"Gate\n" * 1000)
            except BrokenPipeError:
                return

    writer = threading.Thread(target=pour, daemon=True)
    writer.start()
    with pytest.raises(UnreadableDocument, match="more than 20 KB"):
        readers.read(path, limits=Limits(size=20 * 1024))
    writer.join()


def test_a_string_has_the_limits_of_a_file() -> None:
    with pytest.raises(UnreadableDocument, match="film: the file has 5 bytes, more than 4 bytes"):
        readers.from_text("Gate\n", "film", limits=Limits(size=4))
    with pytest.raises(UnreadableDocument, match="the document has 9 lines, more than 8"):
        readers.from_text("a\tb\tc\r\n" * 2 + "\n" * 3, limits=Limits(lines=8))


def test_the_parts_of_a_package_are_limited_together() -> None:
    header = (
        '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>'
        + " " * MB
        + "Film</w:t></w:r></w:p></w:hdr>"
    )
    others = {f"word/h{number}.xml": header for number in range(5)}
    related = {f"r{number}": f"header h{number}.xml" for number in range(5)}
    body = "<w:sectPr>" + "".join(f'<w:headerReference r:id="{identity}"/>' for identity in related) + "</w:sectPr>"
    film = docx(paragraph("Gate") + body, others, related)
    assert len(rows_of(film)) == 6 - 4  # headers that say the same stand once
    assert "unpacks to more than 4 MB" in refusal_of(film, limits=Limits(unpacked=4 * MB))


def test_pictures_in_a_document_are_not_unpacked() -> None:
    film = docx(paragraph("Gate"), {"word/media/gate.bmp": bytes(5 * MB)})
    assert [row.cells for row in readers.from_bytes(film, "film.docx", limits=Limits(unpacked=MB)).rows] == [("Gate",)]


def test_a_package_of_too_many_files_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(30):
            archive.writestr(f"word/{number}.xml", "")
    assert "a package of 30 files, more than 20" in refusal_of(packed.getvalue(), limits=Limits(parts=20))


@pytest.mark.parametrize("field", fields(Limits), ids=lambda field: field.name)
def test_every_limit_has_words_and_an_option_of_its_own(field: object) -> None:
    from transcript.readers.limits import beyond

    name = getattr(field, "name", "")
    line = str(beyond(Limits(), name))
    option, value = read_limit(line.rpartition("--limit ")[2])
    assert option == name
    assert value >= 2 * getattr(Limits(), name)
