"""Names of outputs that say something else than what will be written."""

from __future__ import annotations

from mimetypes import MimeTypes
from pathlib import Path

from transcript.cli.refusals import WrongUse

_ALSO = {("ttml", ".xml"), ("fcpxml", ".xml"), ("otio", ".json")}
"""Formats by another suffix than their own, which says no more than what they are made of."""


def refuse_other_format(file: str, wanted: str) -> None:
    """Refuse a file whose name says another format than the one that is asked for."""
    from transcript.exporters import find_format, format_of_file

    said, asked = format_of_file(Path(file).name), find_format(wanted)
    if said is None or (wanted, said.suffix) in _ALSO:
        return
    # film.vtt may hold shots, and film.json the words of a podcast: the end of the name is the same.
    if said.suffix.rpartition(".")[2] != asked.suffix.rpartition(".")[2]:
        raise WrongUse(f"{file} is named as {said.name}, and --to asks for {wanted}; end it in {asked.suffix}")


def refuse_other_kind(file: Path, written: str, suffix: str) -> None:
    """Refuse a file whose name says that it holds something else than a picture or a page.

    written: what will be written. suffix: what such a file ends in.
    """
    from transcript.exporters import format_of_file

    kinds = MimeTypes()  # those that Python knows itself, whatever the machine adds to them
    said = kinds.guess_type(f"film{file.suffix}")
    if said == kinds.guess_type(f"film{suffix}") or (said == (None, None) and format_of_file(file.name) is None):
        return
    raise WrongUse(f"{file}: what is written is {written}; end it in {suffix}")
