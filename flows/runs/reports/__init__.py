"""What a run tells of itself: report, alarms, progress, and the page for Prefect."""
