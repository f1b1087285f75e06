"""Real files in."""
