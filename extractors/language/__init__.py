"""Language: sentences, phrases, dates, numerals, and which language a text is in."""
