"""The report, in plain words."""
