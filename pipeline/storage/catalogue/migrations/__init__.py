"""Alembic migrations of the catalogue's tables."""
