"""Which files of an archive are scripts, and which are outputs of others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.search.archives import script
from transcript.errors import MissingDocument
from transcript.search.walking import Archive, made_from, walk

KEPT = '{{"format": "transcript/1", "source": {{"name": "film.txt", "layout": "", "sha256": "{}"}}}}'


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(KEPT.format("0" * 64) if name.endswith(".json") else script(1866), encoding="utf-8")


def scripts(archive: Archive, folder: Path) -> list[str]:
    return [os.path.relpath(found.place, folder) for one in archive.programmes for found in one.scripts]


def groups(archive: Archive) -> list[tuple[list[str], list[str]]]:
    return [
        ([found.place.name for found in one.scripts], [found.place.name for found in one.outputs])
        for one in archive.programmes
    ]


def test_scripts_are_known_by_how_their_names_end(tmp_path: Path) -> None:
    make(
        tmp_path, "a.txt", "B.DOCX", "c/d.pdf", "c/e.odt", "c/rushes.mov", "c/picture.png", "c/archive.db", "no-suffix"
    )
    assert scripts(walk([tmp_path]), tmp_path) == ["B.DOCX", "a.txt", "c/d.pdf", "c/e.odt"]


def test_a_file_that_is_named_is_one_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, "no-suffix", ".hidden.txt", "film.txt", "film.srt")
    named = walk([tmp_path / "no-suffix", tmp_path / ".hidden.txt", tmp_path / "film.srt", tmp_path])
    assert groups(named) == [(["film.srt"], []), (["no-suffix"], []), ([".hidden.txt"], []), (["film.txt"], [])]


def test_outputs_stand_behind_a_script_that_is_named_too(tmp_path: Path) -> None:
    make(tmp_path, "film.txt", "film.srt")
    assert groups(walk([tmp_path / "film.txt", tmp_path])) == [(["film.txt"], ["film.srt"])]


def test_hidden_files_and_marks_of_open_documents_are_none(tmp_path: Path) -> None:
    make(tmp_path, ".film.txt", "._film.txt", "~$film.docx", ".git/film.txt", "__MACOSX/film.txt", "film.txt")
    assert scripts(walk([tmp_path]), tmp_path) == ["film.txt"]


def test_outputs_stand_behind_the_script_of_their_name(tmp_path: Path) -> None:
    make(tmp_path, "film.docx", "film.srt", "film.shots.vtt", "film.reel2.srt", "film.json", "film.fr.srt", "other.srt")
    assert groups(walk([tmp_path])) == [
        (["film.docx"], ["film.json", "film.reel2.srt", "film.srt", "film.shots.vtt"]),
        ([], ["film.fr.srt"]),
        ([], ["other.srt"]),
    ]


def test_outputs_with_the_whole_name_of_a_script_stand_behind_that_one(tmp_path: Path) -> None:
    make(tmp_path, "film.odt", "film.odt.reel1.vtt", "film.odt.reel2.vtt", "Film.RTF", "film.rtf.json", "film.srt")
    archive = walk([tmp_path])
    assert groups(archive) == [
        (["Film.RTF", "film.odt"], ["film.srt"]),
        ([], ["film.odt.reel1.vtt"]),
        ([], ["film.odt.reel2.vtt"]),
        ([], ["film.rtf.json"]),
    ]
    behind = [[found.place.name for found in one.originals] for one in archive.programmes]
    assert behind == [["Film.RTF", "film.odt"], ["film.odt"], ["film.odt"], ["Film.RTF"]]


def test_outputs_in_another_folder_are_programmes_of_their_own(tmp_path: Path) -> None:
    make(tmp_path, "film.docx", "out/film.vtt", "out/film.srt", "out/film.json")
    assert groups(walk([tmp_path])) == [(["film.docx"], []), ([], ["film.json", "film.srt", "film.vtt"])]


def test_json_of_other_programs_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, "film.json")
    (tmp_path / "package.json").write_text('{"name": "film"}')
    assert groups(walk([tmp_path])) == [([], ["film.json"])]
    assert made_from(tmp_path / "film.json") == "0" * 64
    assert made_from(tmp_path / "package.json") is None


def test_links_that_go_in_circles_are_followed_once(tmp_path: Path) -> None:
    make(tmp_path, "a/film.txt", "elsewhere/other.txt")
    archive = tmp_path / "a"
    (archive / "self").symlink_to(archive)
    (archive / "up").symlink_to(tmp_path)
    (archive / "again.txt").symlink_to(archive / "film.txt")
    (archive / "nowhere.txt").symlink_to(tmp_path / "missing.txt")
    assert scripts(walk([archive]), archive) == ["film.txt", "up/elsewhere/other.txt"]


def test_a_link_to_a_script_elsewhere_is_a_script(tmp_path: Path) -> None:
    make(tmp_path, "elsewhere/film.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "elsewhere" / "film.txt")
    assert scripts(walk([tmp_path / "a"]), tmp_path) == ["a/link.txt"]
    assert scripts(walk([tmp_path]), tmp_path) == ["a/link.txt"], "once, whatever leads to it"


def test_a_folder_given_twice_is_looked_through_once(tmp_path: Path) -> None:
    make(tmp_path, "a/film.txt")
    assert scripts(walk([tmp_path, tmp_path / "a", tmp_path / "a" / ".."]), tmp_path) == ["a/film.txt"]


def test_what_an_archive_covers(tmp_path: Path) -> None:
    make(tmp_path, "a/film.txt", "ab/film.txt", "film.txt")
    archive = walk([tmp_path / "a", tmp_path / "film.txt"])
    root = os.path.realpath(tmp_path)
    assert archive.covers(f"{root}/a/gone/film.txt")
    assert archive.covers(f"{root}/film.txt")
    assert not archive.covers(f"{root}/ab/film.txt")
    assert not archive.covers(f"{root}/other.txt")


def test_names_that_are_no_text_are_shown_as_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(script(1866))
    (found,) = (found for one in walk([tmp_path]).programmes for found in one.scripts)
    assert found.path.endswith("caf\\xe9.txt")
    assert found.place.read_text() == script(1866)


def test_pipes_and_the_like_are_no_scripts(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert walk([tmp_path]).programmes == ()
    (unreadable,) = walk([tmp_path / "pipe.txt"]).unreadable
    assert unreadable.reason == "this is no plain file"


def test_a_folder_that_may_not_be_read_is_not_taken_for_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/film.txt", "b/film.txt")
    usual = Path.iterdir

    def forbidding(place: Path) -> Iterator[Path]:
        if place.name == "a":
            raise PermissionError(13, "Permission denied")
        return usual(place)

    monkeypatch.setattr(Path, "iterdir", forbidding)  # root may read everything
    archive = walk([tmp_path])
    root = os.path.realpath(tmp_path)
    assert archive.unreadable == ((f"{root}/a", "it cannot be read (permission denied)"),)
    assert scripts(archive, tmp_path) == ["b/film.txt"]
    assert not archive.covers(f"{root}/a/film.txt")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MissingDocument, match="there is no such file or folder"):
        walk([tmp_path / "missing"])


def test_reels_that_were_written_apart_stand_for_themselves_without_their_script(tmp_path: Path) -> None:
    make(tmp_path, "a/film.reel1.srt", "a/film.reel2.srt", "a/film.reel2.vtt", "b/film.reel1.srt", "b/film.srt")
    assert groups(walk([tmp_path])) == [
        ([], ["film.reel1.srt"]),
        ([], ["film.reel2.srt", "film.reel2.vtt"]),
        ([], ["film.srt", "film.reel1.srt"]),
    ]


def test_a_page_that_transcript_made_is_no_script(tmp_path: Path) -> None:
    make(tmp_path, "page.html", "view.html")
    (tmp_path / "view.html").write_text('<!doctype html>\n<head>\n<meta name="generator" content="transcript">\n')
    assert scripts(walk([tmp_path]), tmp_path) == ["page.html"]
