"""Tags of languages: `en`, `pt-BR`, `zh-Hant` (BCP 47, RFC 5646)."""

from __future__ import annotations

import re

from transcript.errors import InvalidSetting

# RFC 5646, 2.1: language (with extensions of it), script, region, variants, extensions, private use.
_TAG = re.compile(
    r"(?:(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*)"
    r"(?P<private>-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+)"
)


def language_tag(text: str) -> str:
    """A tag in its usual spelling: `pt-BR` for `PT_br`. Raises InvalidSetting where it has not the form of a tag.

    Whether there is such a language is not looked up: archives have tags of their own.
    """
    form = _TAG.fullmatch(text.strip().replace("_", "-").lower())
    if form is None:
        raise InvalidSetting(f"no language tag: {text!r}", "give one by BCP 47, such as en, pt-BR or zh-Hant")
    if form["language"] is None:
        return form[0]
    script, region = form["script"], form["region"]
    parts = (form["language"], script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part) + form["variants"] + form["extensions"] + (form["private"] or "")
