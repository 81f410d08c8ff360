"""Motions and questions of council members: who submitted them, and what they ask."""
