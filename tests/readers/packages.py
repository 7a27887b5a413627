"""Documents made by hand: the parts of zipped packages, with just what a test is about in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

import pytest

from transcript.errors import UnreadableDocument
from transcript.model import Row
from transcript.readers import Limits, from_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *((name, name) for name in "office text table style manifest".split()),
        ("draw", "drawing"),
    )
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # The type stands at the front of the file for all to see (OpenDocument 1.3, part 2, 3.3).
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return packed.getvalue()


def docx(body: str, others: Mapping[str, str | bytes] | None = None, related: Mapping[str, str] | None = None) -> bytes:
    """A Word document with that body. others: more parts; related: id -> "kind part" that the document refers to."""
    relations = "".join(
        f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in ((key, value.split()) for key, value in (related or {}).items())
    )
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{R}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
            "word/document.xml": word_part("document", f"<w:body>{body}</w:body>"),
            **(others or {}),
        }
    )


def word_part(name: str, content: str) -> str:
    return f"<w:{name} {_WORD_SPACES}>{content}</w:{name}>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*texts: str) -> str:
    """A paragraph of runs, one for each text; one that begins with "<" is taken as it is."""
    return "<w:p>" + "".join(text if text.startswith("<") else run(text) for text in texts) + "</w:p>"


def cell(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    cells = tuple(one if one.startswith(("<w:tc", "<w:sdt")) else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def odt(body: str, styles: str = "", pages: str = "", others: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text. styles: its automatic styles; pages: its page styles."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF_SPACES}><office:master-styles>{pages}"
            "</office:master-styles></office:document-styles>",
            **(others or {}),
        }
    )


def rows_of(data: bytes, name: str = "film") -> tuple[Row, ...]:
    return from_bytes(data, name).rows


def texts_of(data: bytes, name: str = "film") -> list[str]:
    """The cells of each row, parted by bars."""
    return ["|".join(row.cells) for row in rows_of(data, name)]


def refusal_of(data: bytes, name: str = "film", limits: Limits | None = None) -> str:
    """What is said of a document that cannot be read: one line, with what to do."""
    with pytest.raises(UnreadableDocument) as refusal:
        from_bytes(data, name, limits=limits or Limits())
    assert "\n" not in str(refusal.value)
    assert refusal.value.advice
    return str(refusal.value)
