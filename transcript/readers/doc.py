"""Old Word documents (.doc), through a converter that is installed: LibreOffice, antiword or catdoc.

The format is a file system of its own with the text in pieces; LibreOffice keeps all of it, antiword tables and
paragraphs, catdoc the text with tabs between cells. Nothing in the document is run or fetched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from transcript.errors import UnreadableDocument
from transcript.readers import docx, text
from transcript.readers.blocks import Block, Cell, Paragraph, rows, table_rows
from transcript.readers.limits import Limits, check
from transcript.readers.markup import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from transcript.model import Row

NAME = "doc"
SUFFIXES = (".doc", ".dot")
DESCRIPTION = "old Word documents, where LibreOffice, antiword or catdoc is installed"
EXAMPLE = "a table of shot | timecode | speech, or paragraphs such as 00.45 ANN LEE"

_OFFICES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# Settings of the private profile: no macros, no links brought up to date, and every request for a picture or text that
# stands elsewhere to a proxy that is none (port 9, discard), for LibreOffice loads linked pictures whatever it is told.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetFTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetFTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""
_INSTALL = (
    "install LibreOffice (Debian: apt install libreoffice-writer; else libreoffice.org), antiword or catdoc, "
    "or save it as .docx"
)


def read(data: bytes, _encoding: str | None, limits: Limits) -> tuple[tuple[Row, ...], str]:
    """The rows of an old Word document. Raises UnreadableDocument where nothing installed can convert it."""
    converters = [
        (path, convert)
        for names, convert in ((_OFFICES, _by_office), (("antiword",), _by_antiword), (("catdoc",), _by_catdoc))
        if (path := next(filter(None, map(shutil.which, names)), None)) is not None
    ]
    if not converters:
        raise UnreadableDocument("no program that reads old Word documents (.doc) is installed", _INSTALL)
    failures = []
    with tempfile.TemporaryDirectory(prefix="transcript-", ignore_cleanup_errors=True) as folder:
        for number, (path, convert) in enumerate(converters):
            room = Path(folder, str(number))
            room.mkdir()
            source = room / "script.doc"
            source.write_bytes(data)
            try:
                found = convert(path, source, limits)
            except _Failure as failure:
                failures.append(f"{Path(path).stem}: {failure}")
                continue
            return found, "utf-8"
    raise UnreadableDocument(
        f"the old Word document (.doc) cannot be converted ({'; '.join(failures)})",
        "it may be damaged or have a password: open it and save it as .docx",
    )


class _Failure(Exception):
    """A converter could not do it, and why."""


def _by_office(path: str, source: Path, limits: Limits) -> tuple[Row, ...]:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    _run(
        [
            path,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(source.parent),
            str(source),
        ],
        limits,
    )
    converted = source.with_suffix(".docx")
    if not converted.is_file():
        raise _Failure("nothing came out of it")
    return docx.read(_bounded(converted, limits), None, limits)[0]


def _by_antiword(path: str, source: Path, limits: Limits) -> tuple[Row, ...]:
    """Through DocBook, the one of its forms that keeps the cells of tables apart."""
    written = _run([path, "-x", "db", "-m", "UTF-8.txt", str(source)], limits)
    # What it says of the document type names a file elsewhere and nothing that is needed.
    _, _, book = written.partition(b"<book")
    if not book:
        raise _Failure("nothing came out of it")
    return rows(_docbook(parse(b"<book" + book, "the converted document", limits), limits), limits)


def _docbook(parent: _Element, limits: Limits) -> Iterator[Block]:
    tables = 0
    for element in parent.iter("title", "para", "informaltable"):
        if element.tag == "informaltable":
            tables += 1
            placed = [
                [Cell(column, _lines(entry)) for column, entry in enumerate(row.iter("entry"))]
                for row in element.iter("row")
            ]
            yield from table_rows(placed, tables, limits)
        elif element.find("informaltable") is None:
            yield Paragraph(_lines(element))


def _lines(element: _Element) -> str:
    lines = "".join(map(str, element.itertext())).strip().split("\n")
    return "\n".join(line.strip() for line in lines)


def _by_catdoc(path: str, source: Path, limits: Limits) -> tuple[Row, ...]:
    written = _run([path, "-w", "-d", "utf-8", str(source)], limits)
    found = text.rows(written.decode("utf-8", "replace"), limits)
    if not found:
        raise _Failure("nothing came out of it")
    return found


def _run(command: list[str], limits: Limits) -> bytes:
    """What a program writes, within bounds of time and size. Raises _Failure."""
    output = Path(command[-1]).with_suffix(".out")
    with output.open("wb") as written:
        try:
            process = subprocess.Popen(  # noqa: S603, a program of a known name, given a file of our own
                command,
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise _Failure(str(error.strerror).lower()) from None
        try:
            status = process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            raise _Failure(f"not done after {limits.seconds} seconds") from None
        except BaseException:  # also an interrupt by the user must leave nothing running
            _kill(process)
            raise
    if status:
        raise _Failure(f"it gave up with status {status}")
    return _bounded(output, limits)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and those it has started."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _bounded(path: Path, limits: Limits) -> bytes:
    check(limits, "unpacked", path.stat().st_size)
    return path.read_bytes()
