"""What a line is: a label, a meeting reference, a case number."""
