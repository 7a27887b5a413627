"""XML from strangers: nothing is fetched, nothing expands, and memory is bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcript.errors import UnreadableDocument
from transcript.readers.limits import Limits, check

if TYPE_CHECKING:
    from lxml.etree import _Element

_ADVICE = "open the document in its own program and save a new copy"


class Fixed(NamedTuple):
    """Limits of libxml2 itself: elements within each other, characters of a name, and of one piece of text or markup.

    It would go further in XML only where it also lets entities grow.
    """

    depth: int = 256
    name: int = 50_000
    piece: int = 10_000_000


_OF_XML = Fixed()


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
        if "entity amplification" in reason:
            raise _declares_entities(name) from None
        damaged = UnreadableDocument(f"the document is damaged ({name}: {reason})", _ADVICE)
        raise (beyond_fixed(reason, name, _OF_XML) or damaged) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_entities(name)
    return root


def _declares_entities(name: str) -> UnreadableDocument:
    """No format read here has any; those that grow without end, or name other files, come so."""
    return UnreadableDocument(f"{name} declares entities of its own, as no word processor does", _ADVICE)


def beyond_fixed(reason: str, name: str, fixed: Fixed) -> UnreadableDocument | None:
    """The refusal of markup that goes beyond what libxml2 reads; None where its reason is another.

    No name in a reason is taken for what libxml2 says, for names hold no blanks. name: what to call the markup.
    """
    if "Excessive depth" in reason:
        held = f"elements within each other, more than {fixed.depth:,} deep"
    elif "Name too long" in reason:
        held = f"a name of more than {fixed.name:,} characters"
    elif any(said in reason for said in ("limit exceeded", "too long", "too big")):
        held = f"a piece of text or markup of more than {fixed.piece:,} characters"
    else:
        return None
    return UnreadableDocument(f"{name} holds {held}", "no option raises this limit; save the script without it")


def check_markup(data: bytes, limits: Limits) -> None:
    """Refuse markup that would take far more memory as a tree than it does as text."""
    check(limits, "markup", data.count(b"<") + data.count(b"="))
