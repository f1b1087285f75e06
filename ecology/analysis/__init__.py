"""From results to effects with honest uncertainty."""
