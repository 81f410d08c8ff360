"""Tests on real documents, which lie beside the project."""
