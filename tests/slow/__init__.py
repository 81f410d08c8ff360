"""Tests that start processes or servers."""
