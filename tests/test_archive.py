"""Which shot notes say archive or stills."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.builders import notes
from transcript.archive import is_archive


@pytest.mark.parametrize(
    "note",
    [
        "ARCHIVE",
        "Archive, launch pad b/w",
        "Archival film of the pier",
        "Soldiers in archive footage",
        "Arch. footage, Dover",
        "LIBRARY: launch",
        "LIBRARY Rocket launch",
        "Launch, library",
        "Launch (library)",
        "Library shot of a ship",
        "STOCK",
        "Stock footage, city",
        "File footage, minister",
        "Newsreel",
        "Home movies, garden",
        "STILL",
        "Stills, newspaper headlines",
        "Still, packet ship 1840s",
        "Still Gagarin",
        "CU still Gagarin",
        "STILL GAGARIN AT HIS DESK",
        "Gagarin still",
        "Still of Gagarin",
        "Still 12",
        "Still!",
        "Freeze frame / still",
        "PHOTO",
        "Photograph of Field",
        "Korolev in a photo",
        "Rostrum, The Times 1815",
        "Lightning, b/w",
        "Crowd B&W",
        "bw",
        "Black and white film of a crowd",
        "Crowd, black and white",
        "© Pathé",
        "(c) British Pathé",
        "Courtesy NASA",
        "Courtesy of the family",
        "By kind permission of the museum",
        "Archivmaterial Hafen",
        "Wochenschau 1943, s/w",
        "Mit freundlicher Genehmigung des Bundesarchivs",
        "Images d’archives",
        "Foule, N&B",
        "Imágenes de archivo",
        "Immagini di repertorio",
        "Cinegiornale Luce",
        "Кинохроника, ч/б",
        "Архивные кадры",
    ],
)
def test_archive_and_stills(note: str) -> None:
    assert is_archive(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "MS",
        "Gate",
        "Archivist at his desk",
        "Archivar am Tisch",
        "L’archiviste",
        "Архивист",
        "In the archive",
        "Archive building, dusk",
        "Int. library, shelves",
        "Library of Congress, exterior",
        "Stock exchange",
        "Rolling stock",
        "Livestock",
        "Photographer at work",
        "Photo studio",
        "Man still there",
        "Still there",
        "Still raining",
        "STILL IN BED",
        "They still work here",
        "Ann stands still",
        "Still waters",
        "Distillery",
        "Black and white dog",
        "Courtesy car",
        "Newsreader",
        "Arch of Triumph",
        "CU file on desk",
    ],
)
def test_what_is_neither(note: str) -> None:
    assert not is_archive(note)


@given(notes)
def test_any_note_may_be_asked_about(note: str) -> None:
    assert is_archive(f"Archive, {note}")
    assert is_archive(note) in (True, False)
