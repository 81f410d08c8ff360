"""Reporting of runs: report, alarms, progress, and HTML pages."""
