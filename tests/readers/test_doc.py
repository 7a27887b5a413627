"""Old Word documents -> rows, through what is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.conftest import program
from tests.oracles.libreoffice import LibreOffice
from tests.readers.packages import cell, docx, paragraph, refusal_of, row, rows_of, table, texts_of
from transcript.readers import Limits, doc

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")

SCRIPT = docx(
    paragraph("THE PIER – žluť")
    + table(
        row("Shot", "TC", "Speech"),
        row("Gate", "10.00.02", cell(paragraph("NARRATOR") + paragraph("IT WAS HERE"))),
        widths=(2000, 1500, 5000),
    )
    + "".join(paragraph(f"Spoken line number {number} of the film about the pier.") for number in range(40))
)


@contextmanager
def asked_for() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, named by http.server
            """Tests print nothing of their own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def old_script(libreoffice: LibreOffice) -> bytes:
    return libreoffice.convert(SCRIPT, "docx", "doc:MS Word 97")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the only one where programs are found."""
    monkeypatch.setattr(doc, "_OFFICES", ("soffice",))
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    path.chmod(0o755)


def is_gone(process: int) -> bool:
    """Whether a process has ended; where it has not yet, after a tenth of a second."""
    told = subprocess.run(["/bin/ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    if told.stdout.strip()[:1] in ("", "Z"):
        return True
    time.sleep(0.1)
    return False


@pytest.mark.parametrize("name", ["film.doc", "film.docx", "film.txt"])
def test_libreoffice_keeps_everything(old_script: bytes, name: str) -> None:
    assert rows_of(old_script, name) == rows_of(SCRIPT)


def test_nothing_that_a_document_refers_to_is_fetched(libreoffice: LibreOffice) -> None:
    with asked_for() as (address, asked):
        page = f"<html><body><p>Gate</p><img src='{address}gate.png'><p>10.00.00</p></body></html>".encode()
        linked = libreoffice.convert(page, "html", "doc:MS Word 97")
        assert address.encode() in linked
        assert asked  # LibreOffice by itself fetches it
        asked.clear()
        assert texts_of(linked) == ["Gate", "10.00.00"]
        assert asked == []


def test_antiword_keeps_tables_and_paragraphs(
    old_script: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = program("antiword")
    monkeypatch.setattr(shutil, "which", lambda name: path if name == "antiword" else None)
    assert texts_of(old_script) == texts_of(SCRIPT)


def test_catdoc_keeps_the_text_with_tabs_between_cells(old_script: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program("catdoc")
    monkeypatch.setattr(shutil, "which", lambda name: path if name == "catdoc" else None)
    assert texts_of(old_script)[:5] == [
        "THE PIER – žluť",
        "Shot|TC|Speech",
        "Gate|10.00.02|NARRATOR",
        "IT WAS HERE",
        "Spoken line number 0 of the film about the pier.",
    ]


def test_where_nothing_is_installed_the_message_says_what_to_install(installed: Path) -> None:
    line = refusal_of(OLD, "film.doc")
    assert "no program that reads old Word documents (.doc) is installed" in line
    assert (
        "install LibreOffice (Debian: apt install libreoffice-writer; else libreoffice.org), antiword or catdoc" in line
    )


@pytest.mark.skipif(os.name != "posix", reason="made of shell scripts")
class TestConverters:
    """Converters that do not do what they should; the next one is tried."""

    def test_the_next_one_is_tried(self, installed: Path) -> None:
        install(installed, "soffice", "exit 1")
        install(installed, "antiword", "exit 0")
        install(installed, "catdoc", "echo Gate; echo 10.00.00")
        assert texts_of(OLD) == ["Gate", "10.00.00"]

    def test_a_document_that_none_converts_is_refused_with_what_each_did(self, installed: Path) -> None:
        install(installed, "soffice", "exit 0")
        install(installed, "antiword", "exit 3")
        install(installed, "catdoc", "exit 0")
        line = refusal_of(OLD, "film.doc")
        assert "soffice: nothing came out of it; antiword: it gave up with status 3; catdoc: nothing" in line
        assert "it may be damaged or have a password" in line

    def test_one_that_hangs_is_ended_with_all_it_has_started(self, installed: Path, tmp_path: Path) -> None:
        install(installed, "soffice", f"sleep 300 & echo $! > {tmp_path}/started; wait")
        assert "soffice: not done after 1 seconds" in refusal_of(OLD, limits=Limits(seconds=1))
        started = int((tmp_path / "started").read_text())
        assert any(is_gone(started) for _ in range(100))

    def test_one_that_cannot_be_run_is_passed_over(self, installed: Path) -> None:
        install(installed, "soffice", "")
        (installed / "soffice").write_bytes(b"\x7fELF no program")
        install(installed, "catdoc", "echo Gate")
        assert texts_of(OLD) == ["Gate"]

    def test_more_text_than_any_script_has_is_refused(self, installed: Path) -> None:
        install(installed, "catdoc", "head -c 5000 /dev/zero")
        assert "unpacks to 4.9 KB, more than 1,000 bytes" in refusal_of(OLD, limits=Limits(unpacked=1000))

    def test_nothing_is_left_behind(self, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        install(installed, "catdoc", "echo Gate")
        assert texts_of(OLD) == ["Gate"]
        assert list(tmp_path.iterdir()) == [installed]
