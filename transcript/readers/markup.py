"""XML from strangers: nothing is fetched, nothing expands, and memory is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcript.errors import UnreadableDocument
from transcript.readers.limits import Limits, check

if TYPE_CHECKING:
    from lxml.etree import _Element

_ADVICE = "open the document in its own program and save a new copy"


def parse(data: bytes, name: str, limits: Limits) -> _Element:
    """The root of an XML part, without comments. name: what to call it where it is refused (UnreadableDocument)."""
    from lxml import etree

    check_markup(data, limits)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join((error.msg or "no XML").split())
        if "depth" in reason:  # libxml2 goes further only where it also lets entities grow
            raise UnreadableDocument(
                f"the elements of {name} stand within each other to a depth that no document has", _ADVICE
            ) from None
        raise UnreadableDocument(f"the document is damaged ({name}: {reason})", _ADVICE) from None
    if root.getroottree().docinfo.internalDTD is not None:
        # No format read here has one; entities that grow without end, or name other files, come in them.
        raise UnreadableDocument(f"{name} declares entities of its own, as no word processor does", _ADVICE)
    return root


def check_markup(data: bytes, limits: Limits) -> None:
    """Refuse markup that would take far more memory as a tree than it does as text."""
    check(limits, "markup", data.count(b"<") + data.count(b"="))
