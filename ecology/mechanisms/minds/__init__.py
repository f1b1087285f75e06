"""How trust, energy and knowledge move."""
