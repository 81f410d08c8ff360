"""From lines to blocks: headers and footers, annexes, paragraphs."""
