"""Decisions: outcomes, elections, dissents and disqualification."""
