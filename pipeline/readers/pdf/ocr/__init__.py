"""Scanned pages: their images, and tesseract."""
