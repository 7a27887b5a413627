"""A package by name, so that no package of that name which is installed can stand before it (pycaption brings one)."""
