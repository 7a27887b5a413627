"""Documents that want to harm whoever reads them: nothing is expanded, fetched, run or written anywhere."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest
from lxml import etree

from tests.readers.packages import docx, odt, paragraph, refusal_of, texts_of, word_part, zipped
from transcript import read_rules, readers
from transcript.cli.cast import read_cast
from transcript.cli.corrections import read_corrections
from transcript.errors import InvalidSetting, TranscriptError
from transcript.readers import doc

WORDS = "the words of another file"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(WORDS)
    return path


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection and no program can be made, and none is tried."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a document wants to go out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "system", refuse)


def with_entity(declared: str, part: str) -> str:
    return f"<!DOCTYPE x [{declared}]>{part}"


def ttml(text: str) -> bytes:
    return f'<tt xmlns="http://www.w3.org/ns/ttml"><body><p begin="1s" end="2s">{text}</p></body></tt>'.encode()


LINKED_PAGE = (
    b'<!DOCTYPE html SYSTEM "http://localhost:9/x.dtd"><html><head><link rel=stylesheet href="http://localhost:9/x.css">'
    b'<script src="http://localhost:9/x.js"></script><meta http-equiv=refresh content="0;url=http://localhost:9/">'
    b'</head><body><img src="http://localhost:9/x.png"><iframe src="file:///etc/passwd"></iframe><p>Gate</p></body>'
)
INCLUDING = (
    b'<?xml version="1.0"?><?xml-stylesheet href="http://localhost:9/x.xsl"?><tt xmlns="http://www.w3.org/ns/ttml" '
    b'xmlns:xi="http://www.w3.org/2001/XInclude"><body><p begin="1s" end="2s">Gate'
    b'<xi:include href="file:///etc/passwd" parse="text"/></p></body></tt>'
)
LINKED_RTF = (
    rb'{\rtf1 {\field{\*\fldinst INCLUDETEXT "http://localhost:9/x"}{\fldrslt Gate}}'
    rb"{\*\template http://localhost:9/x.dot}{\object\objautlink{\*\objdata 0105}}\par}"
)
WORD = word_part("document", "<w:body><w:p><w:r><w:t>Gate &e;</w:t></w:r></w:p></w:body>")


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "ttml", "html", "svg"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY e SYSTEM "{file}">',
        '<!ENTITY % d SYSTEM "{file}"> %d; <!ENTITY e "x">',
        '<!ENTITY e SYSTEM "http://localhost:9/e">',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;&b;&b;&b;&b;">',
    ],
    ids=["file", "parameter", "network", "expansion"],
)
def test_entities_are_never_expanded_or_fetched(kind: str, declared: str, secret: Path) -> None:
    declared = declared.format(file=secret.as_uri())
    made = {
        "docx": lambda: docx("", {"word/document.xml": with_entity(declared, WORD)}),
        "odt": lambda: odt("", others={"content.xml": with_entity(declared, "<x>&e;</x>")}),
        "xlsx": lambda: zipped({"xl/workbook.xml": with_entity(declared, "<workbook>&e;</workbook>")}),
        "ttml": lambda: with_entity(declared, ttml("&e;").decode()).encode(),
        "html": lambda: with_entity(declared, "<html><body><p>Gate &e;</p></body></html>").encode(),
        "svg": lambda: with_entity(declared, "<html><svg>&e;</svg><p>Gate</p></html>").encode(),
    }[kind]()
    try:
        found = " ".join(texts_of(made, f"film.{kind}"))
    except TranscriptError as refusal:
        found = str(refusal)
    assert WORDS not in found
    assert "aaaa" * 50 not in found


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0"?><!DOCTYPE tt SYSTEM "http://localhost:9/tt.dtd">' + ttml("Gate"),
        LINKED_PAGE,
        INCLUDING,
        LINKED_RTF,
    ],
    ids=["dtd", "html", "xinclude", "rtf"],
)
def test_what_a_document_refers_to_is_never_opened(data: bytes) -> None:
    try:
        found = " ".join(texts_of(data))
    except TranscriptError as refusal:
        found = str(refusal)
    assert "Gate" in found or "declares entities" in found
    assert "root:" not in found


@pytest.mark.usefixtures("sealed")
def test_links_and_templates_of_a_word_document_are_left_alone() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" TargetMode="External" Target="http://localhost:9/t.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        '<Relationship Id="b" TargetMode="External" Target="file:///etc/passwd" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/>'
        '<Relationship Id="c" Target="../../../../etc/passwd" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"/></Relationships>'
    )
    body = paragraph("Gate") + '<w:sectPr><w:headerReference r:id="b"/><w:footerReference r:id="c"/></w:sectPr>'
    film = docx(body, {"word/_rels/document.xml.rels": relations})
    assert texts_of(film) == ["Gate"]


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("suffix", ["docm", "dotm", "docx"])
def test_macros_are_so_many_bytes_beside_the_text(suffix: str) -> None:
    film = docx(
        paragraph("Gate"),
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1AutoOpen Shell", "word/vbaData.xml": "<x/>"},
    )
    assert texts_of(film, f"film.{suffix}") == ["Gate"]


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "..\\out.txt", "word/../../out.txt", "C:/out.txt"])
def test_what_an_archive_calls_its_files_is_written_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "in" / "side"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    film = io.BytesIO(docx(paragraph("Gate")))
    with zipfile.ZipFile(film, "a") as archive:
        archive.writestr(name, "out")
    (inside / "film.docx").write_bytes(film.getvalue())
    before = sorted(tmp_path.rglob("*"))
    assert [row.cells for row in readers.read(inside / "film.docx").rows] == [("Gate",)]
    assert sorted(tmp_path.rglob("*")) == before
    assert not Path(name).is_absolute() or not Path(name).exists()


@pytest.mark.skipif(os.name != "posix", reason="made of a shell script")
def test_libreoffice_is_told_to_run_no_macro_and_to_ask_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its settings are its own: whatever the user has allowed, this document may not."""
    told = tmp_path / "told"
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    settings = "${1#-env:UserInstallation=file://}/user/registrymodifications.xcu"
    program.write_text(f'#!/bin/sh\n/bin/cp "{settings}" {told}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(doc, "_OFFICES", ("soffice",))
    monkeypatch.setenv("PATH", str(program.parent))
    assert "cannot be converted" in refusal_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    name = "{http://openoffice.org/2001/registry}name"
    values = {prop.get(name): prop.findtext("value") for prop in etree.parse(told).iter("prop")}
    assert values["DisableMacrosExecution"] == "true"
    assert values["MacroSecurityLevel"] == "3"  # very high: none but of trusted folders, of which there are none
    assert values["BlockUntrustedRefererLinks"] == "true"
    assert values["Link"] == "2"  # links are never brought up to date
    assert values["ooInetProxyType"] == "2"
    assert (values["ooInetHTTPSProxyName"], values["ooInetHTTPSProxyPort"]) == ("127.0.0.1", "9")


HOSTILE_TOML = {
    "brackets": "a = " + "[" * 100_000,
    "tables": "a = " + "{a = " * 100_000,
    "parts": ".".join("a" * 100_000) + " = 1",
    "header": "[" + ".".join("a" * 100_000) + "]",
    "size": "# " + "a" * 3 * 1024**2,
    "digits": "a = " + "9" * 100_000,
    "exponent": "a = 1e999999999999999999999",
    "cut short": '[cast]\n"ANN" = ["' + "A" * 100_000,
    "controls": "a = \x00",
}


@pytest.mark.parametrize("read", [read_cast, read_corrections, read_rules], ids=["cast", "corrections", "rules"])
@pytest.mark.parametrize("text", HOSTILE_TOML.values(), ids=HOSTILE_TOML)
def test_a_hostile_file_of_settings_is_refused_in_a_line(read: object, text: str, tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text(text)
    with pytest.raises(InvalidSetting) as refusal:
        read(path)  # type: ignore[operator]
    line = str(refusal.value)
    assert line.startswith(str(path))
    assert len(line.splitlines()) == 1
    assert len(line) < 1_000


def test_a_file_of_settings_that_is_no_file_ends(tmp_path: Path) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("there is no endless file")
    with pytest.raises(InvalidSetting, match="more than 2 MB"):
        read_rules("/dev/zero")


def test_a_page_in_a_folder_of_secrets_is_a_page(tmp_path: Path, secret: Path) -> None:
    page = f'<html><body><object data="{secret.as_uri()}"></object><embed src="secret.txt"/><p>Gate</p></body></html>'
    (tmp_path / "film.html").write_text(page)
    assert [row.cells for row in readers.read(tmp_path / "film.html").rows] == [("Gate",)]


def test_an_endless_zip_of_itself_is_one_archive_and_no_more() -> None:
    inner = zipped({"word/document.xml": "<x/>"})
    assert refusal_of(docx("", {"word/document.xml": inner}))
