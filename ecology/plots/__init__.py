"""Figures, made from frames and returned."""
