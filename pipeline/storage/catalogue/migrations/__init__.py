"""The catalogue's tables, step by step, as alembic applies them."""
