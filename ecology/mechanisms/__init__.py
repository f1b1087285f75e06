"""What happens in each phase of the month, one file a phase."""
