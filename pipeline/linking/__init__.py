"""Several records: twins in two languages, agenda and minutes, and the history of a matter."""
