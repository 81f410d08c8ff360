"""Fonts whose map to characters is wrong, and how it is repaired."""
