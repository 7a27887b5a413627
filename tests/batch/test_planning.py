"""Which files are scripts, and what their outputs are called."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.batch.trees import root_of, run, write_script
from transcript.batch.planning import Beside, Job, Naming, Refusal, plan
from transcript.file_names import folded
from transcript.stores.local import LocalStore
from transcript.stores.store import File, Folder


def planned(folder: Path, *ends: str, split: bool = False) -> list[Job | Refusal | Beside]:
    return list(plan(LocalStore(folder), Naming("", ends or (".srt",), split)))


def jobs(folder: Path, *ends: str, split: bool = False) -> dict[str, str]:
    """The scripts with what their outputs are called."""
    return {found.path: found.stem for found in planned(folder, *ends, split=split) if isinstance(found, Job)}


def beside(folder: Path) -> set[str]:
    return {found.path for found in planned(folder) if isinstance(found, Beside)}


def put(folder: Path, *names: str) -> None:
    for name in names:
        write_script(folder / name)


def test_everything_that_may_be_a_script_is_found_in_all_folders(tmp_path: Path) -> None:
    put(tmp_path, "film.txt", "a/moon.docx", "a/b/sea.srt", "a/picture.jpg", ".hidden/film.txt", "a/~$moon.docx")
    assert jobs(tmp_path) == {"film.txt": "film", "a/moon.docx": "a/moon", "a/b/sea.srt": "a/b/sea"}


def test_scripts_of_one_name_have_outputs_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, "film.docx", "film.pdf", "Film.txt", "moon.pdf")
    found = jobs(tmp_path)
    assert found == {"film.docx": "film.docx", "film.pdf": "film.pdf", "Film.txt": "Film.txt", "moon.pdf": "moon"}


def test_what_is_called_like_outputs_stands_back_behind_its_script(tmp_path: Path) -> None:
    outputs = ["film.srt", "film.json", "film.shots.vtt", "film.reel2.srt", "pair.txt.srt", "pair.md.reel1.vtt"]
    put(tmp_path, "film.txt", "pair.txt", "pair.md", *outputs)
    assert set(jobs(tmp_path)) == {"film.txt", "pair.txt", "pair.md"}
    assert beside(tmp_path) == set(outputs)


def test_a_script_called_like_another_with_a_suffix_is_a_script(tmp_path: Path) -> None:
    put(tmp_path, "film.docx", "film.docx.txt")
    assert set(jobs(tmp_path)) == {"film.docx", "film.docx.txt"}


def test_json_counts_where_it_keeps_a_transcript(tmp_path: Path) -> None:
    (tmp_path / "film.json").write_text('{"format": "transcript/1"}', encoding="utf-8")
    (tmp_path / "settings.json").write_text('{"colour": "red"}', encoding="utf-8")
    assert jobs(tmp_path) == {"film.json": "film"}


def test_no_output_of_a_reel_has_the_name_of_that_of_another_script(tmp_path: Path) -> None:
    put(tmp_path, "film.txt", "film.reel1.txt")
    assert len(jobs(tmp_path)) == 2
    refused = [found for found in planned(tmp_path, split=True) if isinstance(found, Refusal)]
    assert [found.path for found in refused] == ["film.reel1.txt"]
    assert "those of film.txt; rename one" in str(refused[0].reason)


def test_outputs_of_earlier_runs_are_no_scripts(tmp_path: Path) -> None:
    """Beside finished subtitles, in a folder of outputs within, and where two scripts have one name."""
    put(tmp_path, "film.txt", "pair.txt", "pair.md")
    sea = tmp_path / "sea.srt"
    sea.write_text("1\n00:00:01,000 --> 00:00:02,000\nThe sea.\n", encoding="utf-8")
    before = jobs(tmp_path)
    assert run(root_of(tmp_path, None, ("vtt",))).report.converted == 4
    assert run(root_of(tmp_path, tmp_path / "out", ("vtt", "srt"))).report.converted == 4
    assert jobs(tmp_path) == before


def test_what_a_batch_has_made_is_no_script_when_its_script_is_gone_or_it_was_changed(tmp_path: Path) -> None:
    put(tmp_path, "film.txt", "a/moon.txt", "other.txt")
    assert run(root_of(tmp_path, None, ("srt", "json"))).report.converted == 3
    assert run(root_of(tmp_path, tmp_path / "out", ("vtt",))).report.converted == 3
    for name in ("film.txt", "a/moon.txt"):
        (tmp_path / name).unlink()
    (tmp_path / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nCorrected.\n", encoding="utf-8")
    assert jobs(tmp_path) == {"other.txt": "other"}
    assert {"film.srt", "film.json", "a/moon.srt", "out/a/moon.vtt"} <= beside(tmp_path)
    assert run(root_of(tmp_path, None, ("srt", "json"))).report.unchanged == 1
    shutil.move(tmp_path / "a", tmp_path / "b")
    shutil.move(tmp_path, moved := tmp_path.with_name("moved"))
    assert jobs(moved) == {"other.txt": "other", "b/moon.json": "b/moon"}, "under another name it is known no more"


def test_what_stood_there_before_its_script_is_a_script_without_it(tmp_path: Path) -> None:
    """No batch has made it: subtitles that lay beside a script, and stayed."""
    put(tmp_path, "film.txt")
    (tmp_path / "film.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nBy hand.\n", encoding="utf-8")
    run(root_of(tmp_path, None, ("srt",)))
    assert jobs(tmp_path) == {"film.txt": "film"}
    (tmp_path / "film.txt").unlink()
    assert jobs(tmp_path) == {"film.srt": "film"}


def test_receipts_are_read_only_where_outputs_lie_without_their_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        put(tmp_path, f"film{number}.txt")
    run(root_of(tmp_path, None, ("srt", "vtt")))
    (tmp_path / "film7.txt").unlink()
    read: list[str] = []
    really = LocalStore.read

    def reading(store: LocalStore, path: str, most: int = -1) -> bytes:
        read.append(path)
        return really(store, path, most)

    monkeypatch.setattr(LocalStore, "read", reading)
    assert len(jobs(tmp_path)) == 19
    assert len(read) == 2, "whether a batch was there, and the receipt of the script that is gone"


def test_a_file_that_is_named_itself_is_a_script(tmp_path: Path) -> None:
    put(tmp_path, "film.txt")
    run(root_of(tmp_path, tmp_path / "out", ("json",)))
    found = list(plan(LocalStore(tmp_path / "out", "film.json"), Naming("", (".srt",))))
    assert [(one.path, one.stem) for one in found if isinstance(one, Job)] == [("film.json", "film")]


def test_folders_are_left_out_by_whatever_way_one_comes_to_them(tmp_path: Path) -> None:
    put(tmp_path, "film.txt", "out/film.srt")
    (tmp_path / "way").symlink_to("out")
    found = plan(LocalStore(tmp_path), Naming("", (".srt",)), frozenset({"out"}))
    assert [one.path for one in found] == ["film.txt"]


def test_links_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path, "a/film.txt", "elsewhere.txt")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "a/copy.txt").symlink_to("film.txt")
    (tmp_path / "a/moon.txt").symlink_to("../elsewhere.txt")
    (tmp_path / "dead.txt").symlink_to("nowhere.txt")
    assert set(jobs(tmp_path)) == {"a/film.txt", "a/moon.txt", "elsewhere.txt"}


_parts = st.sampled_from(
    ["film", "Film", "FILM", "fi lm", "film.reel1", "film.reel2", "Ä", unicodedata.normalize("NFD", "ä")]
)
_suffixes = st.sampled_from(
    [".txt", ".md", ".docx", ".srt", ".vtt", ".json", ".csv", ".shots.vtt", ".TXT", ".txt.srt", ".docx.txt"]
)
_names = st.frozensets(st.builds(lambda part, suffix: part + suffix, _parts, _suffixes), max_size=8)


class OneFolder:
    """A store that holds one folder of empty files."""

    only = None

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def folders(self, without: frozenset[str] = frozenset()) -> list[Folder]:
        return [Folder("", tuple(File(name, 0) for name in sorted(self.names)))]

    def read(self, path: str, most: int = -1) -> bytes:
        from transcript.errors import MissingDocument

        if path not in self.names:
            raise MissingDocument("the file is not there any more")
        return b'{"format": "transcript/1"}'


@given(_names, st.sets(st.sampled_from([".srt", ".json", ".vtt", ".shots.vtt"]), min_size=1), st.booleans())
def test_no_two_scripts_have_an_output_in_common_on_any_file_system(
    names: frozenset[str], ends: set[str], split: bool
) -> None:
    found = list(plan(OneFolder(names), Naming("", tuple(ends), split)))  # type: ignore[arg-type]
    outputs = [
        folded(one.stem + reel + end)
        for one in found
        if isinstance(one, Job)
        for end in ends
        for reel in (["", ".reel1", ".reel2"] if split else [""])
    ]
    assert len(outputs) == len(set(outputs))
    assert sorted(one.path for one in found) == sorted(names), "every file is something"


@pytest.mark.parametrize("name", ["film.txt", "Film.PDF", "fílm.docx"])
def test_a_script_by_itself_gives_its_name_to_its_outputs(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert jobs(tmp_path) == {name: name.rpartition(".")[0]}


def test_reels_that_were_written_apart_stand_for_themselves_without_their_script(tmp_path: Path) -> None:
    put(tmp_path, "a/film.reel1.srt", "a/film.reel2.srt", "a/film.reel2.vtt", "b/film.reel1.srt", "b/film.srt")
    assert jobs(tmp_path, ".json") == {
        "a/film.reel1.srt": "a/film.reel1",
        "a/film.reel2.srt": "a/film.reel2",
        "b/film.srt": "b/film",
    }


def test_a_page_that_transcript_made_is_no_script(tmp_path: Path) -> None:
    put(tmp_path, "page.html")
    (tmp_path / "view.html").write_text('<!doctype html>\n<head>\n<meta name="generator" content="transcript">\n')
    assert jobs(tmp_path) == {"page.html": "page"}
