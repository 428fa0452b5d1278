"""Journeys that are not yet seen to pass every time are not collected until they are."""

collect_ignore = ["browser/test_doors.py", "browser/test_journey.py", "up/test_processes.py"]
