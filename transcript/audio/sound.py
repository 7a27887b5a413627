"""The sound of a film as samples, decoded by the system's ffmpeg."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from os import PathLike, fspath
from pathlib import Path
from typing import IO, TYPE_CHECKING

from transcript.errors import InvalidSetting, MissingDocument, UnreadableDocument

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Samples a second: what the acoustic model was trained on."""

_EXTRA = ("numpy", "num2words", "pocketsphinx")


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound of a film: 16-bit samples of one channel, SAMPLE_RATE a second, from the file's beginning."""

    samples: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE

    def between(self, begin: float, end: float) -> NDArray[np.int16]:
        """The samples between two times in seconds, as far as there are any."""
        return self.samples[max(round(begin * SAMPLE_RATE), 0) : max(round(end * SAMPLE_RATE), 0)]


@contextmanager
def open_sound(path: str | PathLike[str]) -> Iterator[Sound]:
    """The first sound track of an audio or film file that ffmpeg reads; it is gone when the block is left.

    It is decoded to a temporary file of 115 MB an hour, of which only what is being listened to is in memory. Raises
    MissingDocument, UnreadableDocument where there is no sound, and InvalidSetting where ffmpeg or a
    package of the extra is missing.
    """
    file = _local(path)
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise InvalidSetting("ffmpeg is not installed, which reads the sound", "install it, or go without the sound")
    _refuse_without_extra()
    import numpy as np

    with tempfile.TemporaryFile() as decoded:
        _decode(ffmpeg, file, decoded)
        size = decoded.tell() // 2
        if size == 0:
            raise UnreadableDocument("there is no sound in the file", "give a film or an audio file", path=file)
        samples = np.memmap(decoded, dtype="<i2", mode="r", shape=(size,))
        yield Sound(samples)


def _refuse_without_extra() -> None:
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        found = f"listening needs {', '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not installed"
        raise InvalidSetting(found, "pip install 'transcript[audio]'")


def _local(path: str | PathLike[str]) -> Path:
    file = Path(fspath(path))
    if not file.exists():
        raise MissingDocument("there is no such file", "give the film or its sound", path=file)
    if not file.is_file():
        raise UnreadableDocument("that is no file", "give the film or its sound", path=file)
    return file


def _decode(ffmpeg: str, file: Path, decoded: IO[bytes]) -> None:
    command = [
        *(ffmpeg, "-nostdin", "-hide_banner", "-v", "error"),
        # Playlists name other files; none is fetched from the network. `file:` keeps any name from being an option.
        *("-protocol_whitelist", "file,pipe", "-i", f"file:{file.resolve()}"),
        # Sound that begins after the picture is filled up from the file's beginning.
        *("-map", "0:a:0", "-af", "aresample=async=1:first_pts=0"),
        *("-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "s16le", "pipe:1"),
    ]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=decoded, stderr=subprocess.PIPE, check=False)  # noqa: S603
    decoded.seek(0, 2)
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == 0:
        return
    if "matches no streams" in said:
        raise UnreadableDocument("there is no sound in the file", "give a film or an audio file", path=file)
    last = said.splitlines()[-1] if said else f"exit code {done.returncode}"
    last = last.removeprefix(f"file:{file.resolve()}: ")
    raise UnreadableDocument(f"ffmpeg cannot read the sound ({last})", "give a film or an audio file", path=file)
