"""Searching: `searching` leads, by the index (`order`, `sampled`), by `cuts` and by patterns (`patterned`)."""

from transcript.search.finding.searching import SECONDS, Archive, count, search

__all__ = ["SECONDS", "Archive", "count", "search"]
