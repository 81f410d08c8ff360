"""Tests of single parts, in the order of the tree."""
