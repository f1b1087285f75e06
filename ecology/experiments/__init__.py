"""Runs, pairs and comparisons."""
