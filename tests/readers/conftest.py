"""Programs that write documents for the readers to read."""

from tests.oracles.libreoffice import libreoffice

__all__ = ["libreoffice"]
