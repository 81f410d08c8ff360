"""Accuracy against annotations."""
