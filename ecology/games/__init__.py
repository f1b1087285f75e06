"""The coopetition game, the shadow of the future, and the division of effort."""
