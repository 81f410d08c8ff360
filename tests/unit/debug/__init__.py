"""What operators and developers look at when a value is wrong or a source is new."""
