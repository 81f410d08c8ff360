"""Municipal bodies and municipalities."""
