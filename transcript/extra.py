"""What archives need beside transcript itself, named clearly where it is not installed."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from transcript.errors import TranscriptError

INSTALL = "pip install 'transcript[cluster]', from a checkout pip install -e '.[cluster]'"


class NotInstalled(TranscriptError):
    """A package that is not part of every installation is missing."""


def needed(name: str) -> ModuleType:
    """A module of the packages that come with the extra `cluster`. Raises NotInstalled."""
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise NotInstalled(f"this needs {package}, which is not installed", INSTALL) from None
