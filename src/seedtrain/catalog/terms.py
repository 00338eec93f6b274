"""Terms of money that a study of one recipe takes where none are asked for."""

PRICE_YEAR = 2023
"""The last year that every table of money knows."""
DEFAULT_REGION = "CN"
"""A row of the location factors."""
CURVE, ITEMISED = "curve", "itemised"
"""How the capital of a line is estimated: by announced plants, or by its equipment and factors."""
