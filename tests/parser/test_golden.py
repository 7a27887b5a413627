"""What comes out of the samples is what was read and found right."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.parser.documents import GOLDEN


def load_regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_regenerate", GOLDEN / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


regenerate = load_regenerate()


def test_the_files_are_what_comes_out_now() -> None:
    changed = [line for path, content in regenerate.made() for line in regenerate.changes(path, content)]
    assert not changed, "\n".join(["if this is meant: python tests/golden/regenerate.py", *changed[:60]])


def test_no_file_outlives_its_sample() -> None:
    made = {path for path, _ in regenerate.made()}
    assert {path for form, folder in regenerate.FOLDERS.items() for path in folder.rglob(f"*.{form}")} == made


def test_a_change_is_shown_before_it_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    film = tmp_path / "film.srt"
    monkeypatch.setattr(regenerate, "PROJECT", tmp_path)
    monkeypatch.setattr(regenerate, "made", lambda: iter([(film, b"THE TIDE\r\n")]))
    assert regenerate.main(["--check"]) == 1
    assert not film.exists()
    assert regenerate.main([]) == 0
    assert film.read_bytes() == b"THE TIDE\r\n"
    assert capsys.readouterr().out.count("+THE TIDE\n") == 2
    assert regenerate.main(["--check"]) == 0
    film.write_bytes(b"THE TIDE\n")
    assert regenerate.main(["--check"]) == 1
    assert "only line ends differ" in capsys.readouterr().out
