"""Figures of the classics, each in the style of its paper."""
