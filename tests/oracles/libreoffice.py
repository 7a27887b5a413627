"""LibreOffice, which writes the documents that users have: one document in many formats."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import program


class LibreOffice:
    """`convert` gives a document in another format, as LibreOffice saves it."""

    def __init__(self, path: str, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self._count = 0

    def convert(self, content: bytes, suffix: str, to: str) -> bytes:
        """to: a suffix, with the name of the export filter after a colon where LibreOffice has several."""
        self._count += 1
        room = self._folder / str(self._count)
        room.mkdir()
        source = room / f"source.{suffix}"
        source.write_bytes(content)
        subprocess.run(
            [
                self._path,
                f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                to,
                "--outdir",
                str(room / "made"),
                str(source),
            ],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=180,
        )
        (made,) = (room / "made").iterdir()
        return made.read_bytes()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """The machine's LibreOffice; without it the test cannot run."""
    return LibreOffice(program("soffice", "libreoffice"), tmp_path_factory.mktemp("libreoffice"))
