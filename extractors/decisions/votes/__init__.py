"""Votes: one model, and the layouts in which minutes print them."""
