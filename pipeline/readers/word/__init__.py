"""Readers for Word documents."""
