"""How people change what they do."""
