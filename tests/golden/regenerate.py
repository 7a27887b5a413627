#!/usr/bin/env python3
"""Write again what comes out of the samples, and show what changed.

    python tests/golden/regenerate.py           writes what is out of date and shows each change
    python tests/golden/regenerate.py --check   writes nothing; exit 1 where a file is out of date

Read the changes before they are committed: the tests hold the program to these files from then on. What an editor
would open stands in samples/output, the JSON export beside this script.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = PROJECT / "samples"
FOLDERS = {"json": PROJECT / "tests" / "golden", "srt": SAMPLES / "output", "vtt": SAMPLES / "output"}


def made() -> Iterator[tuple[Path, bytes]]:
    """Each file that comes out of the samples, as it comes out now."""
    import transcript

    for sample in sorted(SAMPLES.glob("*.txt")):
        script = transcript.read(sample)
        for form, folder in FOLDERS.items():
            yield folder / f"{sample.stem}.{form}", transcript.export(script, to=form)
    for sample in sorted((SAMPLES / "layouts").iterdir()):
        script = transcript.read(sample)
        yield FOLDERS["json"] / "layouts" / f"{sample.stem}.json", transcript.export(script, to="json")


def changes(path: Path, content: bytes) -> list[str]:
    """What differs from the file that is there, as a unified diff."""
    before = path.read_bytes() if path.exists() else b""
    name = path.relative_to(PROJECT).as_posix()
    old, new = (text.decode().splitlines() for text in (before, content))
    found = list(unified_diff(old, new, f"{name} as it was", f"{name} as it is made now", lineterm=""))
    return found or ([] if before == content else [f"{name}: only line ends differ"])


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is out of date")
    check = options.parse_args(arguments).check
    stale = False
    for path, content in made():
        found = changes(path, content)
        if found:
            stale = True
            sys.stdout.write("\n".join(found) + "\n")
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    return int(check and stale)


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    sys.exit(main())
