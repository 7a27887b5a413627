"""What a batch remembers of its outputs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from transcript.batch import receipts
from transcript.batch.receipts import Made, mark
from transcript.converting import Wishes
from transcript.delivery import Delivery
from transcript.errors import OutputRefused
from transcript.reading import Reading
from transcript.stores.local import LocalStore
from transcript.stores.store import OWN

MADE = {"srt": Made("00", "mark", {".srt": ["11"]}, [], None), "vtt": Made("00", "mark", {}, [], "no times")}


def test_a_receipt_says_what_it_was_told(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    receipts.save(store, "a/film", "/scripts/film.txt", MADE)
    found = receipts.load(store, "a/film")
    assert found is not None
    assert (found.source, found.made, found.known) == ("/scripts/film.txt", MADE, {".srt": ["11"]})
    assert receipts.load(LocalStore(tmp_path.parent), "a/film", tmp_path.name) == found
    assert receipts.load(store, "a/other") is None


def test_names_of_any_length_and_any_bytes_have_receipts(tmp_path: Path) -> None:
    for stem in ("x" * 250, os.fsdecode(b"\xff\xfe"), "a/b" * 200, "Ä", "A\u0308"):
        receipts.save(LocalStore(tmp_path), stem, receipts.shown_address(stem), MADE)
        assert receipts.load(LocalStore(tmp_path), stem) is not None
    assert len(list((tmp_path / OWN / "receipts").rglob("*.json"))) == 5


def _ends_in(end: str) -> bytes:
    made = {"srt": {"sha256": "", "mark": "", "files": {end: []}}}
    return json.dumps({"format": "transcript-receipt/1", "source": "", "made": made}).encode()


def _only_receipt(folder: Path) -> Path:
    (place,) = (folder / OWN / "receipts").rglob("*.json")
    return place


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": "transcript-receipt/2", "source": ""}',
        _ends_in("/../../x"),
        _ends_in(".s/../x"),
        _ends_in("x"),
    ],
)
def test_what_is_no_receipt_says_nothing(tmp_path: Path, content: bytes) -> None:
    receipts.save(LocalStore(tmp_path), "film", "", MADE)
    _only_receipt(tmp_path).write_bytes(content)
    assert receipts.load(LocalStore(tmp_path), "film") is None


def test_a_receipt_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    receipts.save(LocalStore(tmp_path), "film", "", MADE)
    place = _only_receipt(tmp_path)
    place.unlink()
    place.mkdir()
    with pytest.raises(OutputRefused, match=r"receipts/.*json: there is something else than a file; move it away"):
        receipts.load(LocalStore(tmp_path), "film")
    with pytest.raises(OutputRefused, match=r"none of its outputs is written: .*; move the folder away"):
        receipts.save(LocalStore(tmp_path), "film", "", MADE)


def test_the_mark_is_another_for_every_other_option() -> None:
    delivery = Delivery()
    plain = mark(Reading(), Wishes(formats=(), delivery=delivery))
    assert plain == mark(Reading(), Wishes(formats=(), delivery=Delivery()))
    others = [
        mark(Reading(encoding="cp1251"), Wishes(formats=(), delivery=delivery)),
        mark(Reading(aliases=(("A", "B"),)), Wishes(formats=(), delivery=delivery)),
        mark(Reading(aliases=(("B", "A"),)), Wishes(formats=(), delivery=delivery)),
        mark(Reading(), Wishes(formats=(), delivery=Delivery(labels="never"))),
        mark(Reading(), Wishes(formats=(), delivery=delivery, kept=frozenset({"A", "B"}))),
        mark(Reading(), Wishes(formats=(), delivery=delivery, split=True)),
    ]
    assert len({plain, *others}) == len(others) + 1
    kept = [mark(frozenset(names)) for names in (["A", "B", "C"], ["C", "B", "A"])]
    assert kept[0] == kept[1], "whatever order a set has in this run"
