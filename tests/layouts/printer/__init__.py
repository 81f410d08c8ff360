"""Prints a meeting by choices: elements of a page, and beside them what of the truth they tell."""
