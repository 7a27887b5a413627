"""Names of encodings: `utf-8`, `cp1252`, `mac_roman` (Python's codecs)."""

from __future__ import annotations

import codecs
from contextlib import suppress

from transcript.errors import InvalidSetting

_ADVICE = "use a name such as utf-8, cp1252 or mac_roman"
# Codecs that make text of bytes, but of program code, domain names or nothing at all.
_NOT_OF_DOCUMENTS = frozenset({"charmap", "idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})


def encoding_name(text: str) -> str:
    """The name as given. Raises InvalidSetting where it names no encoding, or none in which documents are written."""
    try:
        name = codecs.lookup(text).name.replace("-", "_")
    except (LookupError, ValueError):
        raise InvalidSetting(f"no encoding is called {text!r}", _ADVICE) from None
    try:
        with suppress(UnicodeError):  # one byte may be no text in it
            b"x".decode(text)
    except LookupError:  # how Python says that a codec makes bytes of bytes, or text of text
        name = "undefined"
    if name in _NOT_OF_DOCUMENTS:
        raise InvalidSetting(f"no documents are written in {text!r}", _ADVICE)
    return text
