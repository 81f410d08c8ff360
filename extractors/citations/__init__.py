"""Sources of law that an item cites: acts, their sections, and other sources."""
