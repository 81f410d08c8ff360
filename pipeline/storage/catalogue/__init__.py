"""The catalogue: a database of sources, documents, versions, runs and changes."""

from pipeline.storage.catalogue.catalogue import Catalogue, Document, Version, open_catalogue, read_catalogue

__all__ = ["Catalogue", "Document", "Version", "open_catalogue", "read_catalogue"]
