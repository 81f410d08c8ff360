"""Reader for HTML, and the listing pages of portals."""
