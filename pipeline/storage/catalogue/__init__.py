"""The catalogue: what is known of every source, document, version, run and change, in a database."""

from pipeline.storage.catalogue.catalogue import Catalogue, Document, Version, open_catalogue, read_catalogue

__all__ = ["Catalogue", "Document", "Version", "open_catalogue", "read_catalogue"]
