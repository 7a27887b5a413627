"""Hostile input for readers, parser and exporters: no traceback, no hang, no growth without bound."""
