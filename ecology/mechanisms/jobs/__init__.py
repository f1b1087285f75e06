"""People leave, are hired, arrive and hand over."""
