"""From blocks to items, handlings and sections."""
