"""Links between records: translations, agenda and minutes, and the history of a matter."""
