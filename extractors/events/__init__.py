"""Event frames: who did what, when and how many, in one clause, as data with one matcher."""
