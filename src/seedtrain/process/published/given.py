"""Inputs of published cases, from the catalogue."""

from seedtrain.catalog import table


def given(case: str, name: str) -> float:
    """Return an input of a case as a number; its unit is in its name."""
    return table("validation_inputs")[f"{case}-{name}"].value.base
