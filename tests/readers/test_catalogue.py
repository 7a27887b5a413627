"""The list of what can be read is complete."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import transcript.readers
from transcript.readers import READERS, SUBTITLES
from transcript.readers.catalogue import readable


def test_every_reader_is_listed_once() -> None:
    modules = [import_module(f"transcript.readers.{found.name}") for found in pkgutil.iter_modules(readers_path())]
    readers = {module.NAME for module in modules if hasattr(module, "read") and hasattr(module, "NAME")}
    names = [one.name for one in readable()]
    assert len(names) == len(set(names)) == len(READERS) + len(SUBTITLES)
    assert set(names) == readers


def test_each_says_what_its_files_end_in_what_they_are_and_how_they_look() -> None:
    for one in readable():
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in one.suffixes)
        assert one.suffixes
        assert one.description
        assert one.example
        assert "\n" not in one.description + one.example
    suffixes = [suffix for one in readable() for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_asking_for_the_list_imports_no_library_of_a_reader() -> None:
    heavy = "{'lxml', 'openpyxl', 'pypdfium2', 'charset_normalizer'}"
    code = (
        f"import sys; from transcript.readers.catalogue import readable; readable(); print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def readers_path() -> list[str]:
    return list(transcript.readers.__path__)
