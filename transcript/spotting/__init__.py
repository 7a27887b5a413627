"""From a transcript to subtitles: word times, cuts, lines, times, and the case of narration."""

from transcript.spotting.casing import sentence_case
from transcript.spotting.ends import settle_ends
from transcript.spotting.presets import PRESETS, Preset
from transcript.spotting.spot import Spotting, spot

__all__ = ["PRESETS", "Preset", "Spotting", "sentence_case", "settle_ends", "spot"]
