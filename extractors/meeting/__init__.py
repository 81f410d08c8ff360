"""The meeting: when and where it was held, and who was there."""
