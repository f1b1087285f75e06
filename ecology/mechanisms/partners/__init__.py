"""Who works with whom: opportunities, asking, and what is founded."""
