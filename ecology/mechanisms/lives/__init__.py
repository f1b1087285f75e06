"""How partnerships advance, deepen, break and end."""
