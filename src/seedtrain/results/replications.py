"""How many replications a simulation has where nobody says: for the command line and for the use cases."""

REPLICATIONS = 10_000
"""The standard error of a probability is then at most 0.5 %."""
