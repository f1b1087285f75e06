"""Policies: dated, costed bundles of levers that amend the terms organisations meet."""
