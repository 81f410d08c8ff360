"""Persons: names, roles, contact details, and lines that list them."""
