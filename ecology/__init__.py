"""A simulator of a cultural sector."""
