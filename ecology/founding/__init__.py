"""Founding: from a published shape, a folder or a graph to a sector in its first month."""
