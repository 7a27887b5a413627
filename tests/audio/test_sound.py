from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.audio import speaking
from tests.conftest import program
from transcript.audio import sound
from transcript.audio.sound import SAMPLE_RATE, open_sound
from transcript.errors import InvalidSetting, MissingDocument, UnreadableDocument


def _tone(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    times = np.arange(round(seconds * speaking.RATE)) / speaking.RATE
    return (8000 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


@pytest.mark.parametrize("name", ["film.wav", "-i.wav", "http:film.wav", "a b'c%d.wav"])
def test_the_sound_of_a_file_is_one_channel_at_the_models_rate(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("ffmpeg")
    speaking.write_film(tmp_path / name, _tone(2.5))
    monkeypatch.chdir(tmp_path)
    with open_sound(name) as opened:
        assert opened.seconds == pytest.approx(2.5, abs=0.01)
        assert np.abs(opened.between(1, 2)).max() > 5000
        assert len(opened.between(1, 2)) == SAMPLE_RATE


def test_sound_that_begins_after_the_picture_keeps_its_place(tmp_path: Path) -> None:
    ffmpeg = program("ffmpeg")
    tone, film = speaking.write_film(tmp_path / "tone.wav", _tone(2)), tmp_path / "film.mkv"
    picture = ["-f", "lavfi", "-i", "color=black:size=16x16:rate=25:duration=5"]
    subprocess.run(
        [ffmpeg, "-v", "error", *picture, "-itsoffset", "3", "-i", tone, "-map", "0:v", "-map", "1:a", film], check=True
    )
    with open_sound(film) as opened:
        assert np.abs(opened.between(0, 2.9)).max() < 100
        assert np.abs(opened.between(3.1, 4.9)).max() > 5000


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    silent = tmp_path / "silent.mkv"
    picture = ["-f", "lavfi", "-i", "color=black:size=16x16:rate=25:duration=1"]
    subprocess.run([program("ffmpeg"), "-v", "error", *picture, silent], check=True)
    with pytest.raises(UnreadableDocument, match=r"silent\.mkv: there is no sound in the file"), open_sound(silent):
        pass


def test_what_is_no_film_is_refused_in_one_line(tmp_path: Path) -> None:
    program("ffmpeg")
    script = tmp_path / "film.txt"
    script.write_text("10.00.04 NARRATOR ON A BEACH")
    cannot = pytest.raises(UnreadableDocument, match=r"film\.txt: ffmpeg cannot read the sound \(")
    with cannot as refused, open_sound(script):
        pass
    assert "\n" not in str(refused.value)


def test_a_playlist_fetches_nothing_from_the_network(tmp_path: Path) -> None:
    program("ffmpeg")
    playlist = tmp_path / "film.m3u8"
    playlist.write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/film.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(UnreadableDocument), open_sound(playlist):
        pass


def test_a_file_that_is_not_there_is_a_slip_in_the_command(tmp_path: Path) -> None:
    with pytest.raises(MissingDocument, match="there is no such file"), open_sound(tmp_path / "film.wav"):
        pass
    with pytest.raises(UnreadableDocument, match="that is no file"), open_sound(tmp_path):
        pass


def test_without_ffmpeg_or_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = speaking.write_film(tmp_path / "film.wav", _tone(0.5))
    with monkeypatch.context() as without:
        without.setattr(sound, "find_spec", lambda _: None)
        without.setattr(shutil, "which", lambda _: "/usr/bin/ffmpeg")
        with pytest.raises(InvalidSetting, match=r"pip install 'transcript\[audio\]'"), open_sound(film):
            pass
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InvalidSetting, match="ffmpeg is not installed"), open_sound(film):
        pass
