"""The output folder: records, originals, the change feed and the catalogue."""
