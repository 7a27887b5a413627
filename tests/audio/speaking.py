"""Films to listen to: a script spoken by espeak-ng between its timecodes, with or without a bed of music and noise.

Every sentence is spoken by itself, so that it is known when it begins.
"""

from __future__ import annotations

import subprocess
import wave
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tests.conftest import program
from transcript.spotting.spoken import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from transcript.model import Cue, Transcript
    from transcript.spotting.pace import Speech

RATE = 22_050
VOICES = ("en-gb", "en-us", "en-gb-scotland", "en-gb-x-rp")
OTHER_VOICES = ("en-us+f3", "en-gb+m3", "en-gb-scotland+f2", "en-us+m7")


@dataclass(frozen=True)
class Film:
    """Samples, and when each sentence begins in them: seconds by its cue and the number of its first word in that."""

    samples: NDArray[np.float32]
    begins: dict[tuple[int, int], float]


def start_of(transcript: Transcript, seconds: int) -> Transcript:
    """The cues in the first so many seconds of a programme."""
    return replace(transcript, cues=tuple(cue for cue in transcript.cues if cue.start < seconds))


def spoken(transcript: Transcript, *, voices: Sequence[str] = VOICES, words_a_minute: int = 165, seed: int = 1) -> Film:
    """A film in which every cue's sentences begin near their timecodes, each speaker with a voice."""
    chance = np.random.default_rng(seed)
    cues = transcript.cues
    names = list(dict.fromkeys(cue.speaker for cue in cues))
    length = round((float(cues[-1].start) + 30) * RATE)
    samples = np.zeros(length, np.float32)
    begins: dict[tuple[int, int], float] = {}
    free = 0.0
    for sentence, expected, room in _sentences(cues, chance):
        index, at, _ = sentence[0]
        voice = voices[names.index(cues[index].speaker) % len(voices)]
        text = " ".join(word for _, _, word in sentence)
        said = _say(text, voice, words_a_minute)
        if len(said) / RATE > room:
            said = _say(text, voice, min(round(words_a_minute * len(said) / RATE / room), 280))
        begin = max(expected, free)
        begins[index, at] = begin
        place = round(begin * RATE)
        samples[place : place + len(said)] += said[: length - place]
        free = begin + len(said) / RATE + 0.15
    return Film(samples, begins)


def _sentences(
    cues: Sequence[Cue], chance: np.random.Generator
) -> list[tuple[list[tuple[int, int, str]], float, float]]:
    """The words of each sentence as (cue, number in it, text), with its second and the seconds it has."""
    words = [(index, at, word) for index, cue in enumerate(cues) for at, word in enumerate(cue.line.split())]
    sentences: list[list[tuple[int, int, str]]] = [[]]
    for word in words:
        last = sentences[-1][-1] if sentences[-1] else None
        if last and (ends_sentence(last[2]) or cues[last[0]].speaker != cues[word[0]].speaker):
            sentences.append([])
        sentences[-1].append(word)
    times = []
    for sentence in sentences:
        index, at, _ = sentence[0]
        cue = cues[index]
        share = at / len(cue.line.split())
        times.append(float(cue.start) + share * float(cue.end - cue.start) + chance.uniform(0.0, 0.8))
    rooms = [max(after - before - 0.3, 0.5) for before, after in zip(times, [*times[1:], times[-1] + 20], strict=True)]
    return list(zip(sentences, times, rooms, strict=True))


def _say(text: str, voice: str, words_a_minute: int) -> NDArray[np.float32]:
    espeak = program("espeak-ng")
    plain = text.lower().replace("…", ", ").replace("--", ",")
    done = subprocess.run(
        [espeak, "-v", voice, "-s", str(words_a_minute), "--stdout", "--", plain], capture_output=True, check=True
    )
    samples = np.frombuffer(done.stdout[44:], "<i2").astype(np.float32)
    loud = np.flatnonzero(np.abs(samples) > 200)
    spoken: NDArray[np.float32] = samples[loud[0] : loud[-1]]
    return spoken


def with_bed(samples: NDArray[np.float32], decibels: float) -> NDArray[np.float32]:
    """Chords that change every two seconds, and rumble, so much against the voice."""
    chance = np.random.default_rng(1)
    count = len(samples)
    rumble = np.cumsum(chance.standard_normal(count)) / 50
    rumble -= np.convolve(rumble, np.ones(501) / 501, "same")
    chords = np.zeros(count)
    for begin in range(0, count, 2 * RATE):
        times = np.arange(len(chords[begin : begin + 2 * RATE])) / RATE
        root = 220 * 2 ** (chance.integers(-5, 6) / 12)
        for ratio in (1, 1.26, 1.5, 2, 3):
            chords[begin : begin + 2 * RATE] += np.sin(2 * np.pi * root * ratio * times) * np.exp(-0.8 * times)
    bed = rumble / rumble.std() + chords / chords.std()
    voice = samples[np.abs(samples) > 100]
    level = np.sqrt(np.mean(voice**2)) if len(voice) else 3000.0
    film: NDArray[np.float32] = (samples + bed * level / bed.std() * 10 ** (decibels / 20)).astype(np.float32)
    return film


def write_film(path: Path, samples: NDArray[np.float32]) -> Path:
    loudest = float(np.abs(samples).max()) or 1.0
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * min(1.0, 30_000 / loudest)).astype("<i2").tobytes())
    return path


def errors(said: Sequence[Speech], film: Film) -> list[float]:
    """How far off each sentence begins, in seconds."""
    found = []
    counted: dict[int, int] = {}
    for speech in said:
        for word in speech.words:
            at = counted[word.cue] = counted.get(word.cue, -1) + 1
            if (word.cue, at) in film.begins:
                found.append(abs(word.start / 1000 - film.begins[word.cue, at]))
    return found
