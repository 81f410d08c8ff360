"""What commands print: records, tags, progress, the catalogue."""
