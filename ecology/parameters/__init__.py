"""Parameters of the model, in groups; each is declared once, as `declared` says.

Those with `ends` are open choices: they can change the sign of a headline result, and are swept to these values.
"""

from ecology.parameters.parameters import Declaration, Parameters, declarations
from ecology.parameters.play import Game

__all__ = ["Declaration", "Game", "Parameters", "declarations"]
