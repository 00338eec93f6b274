"""Laws of the door for units: a text is read or refused, never anything else."""

import math

from hypothesis import example, given, settings
from hypothesis import strategies as st

from seedtrain.quantities import DIMENSIONS, Language, QuantityError, canonical, format_quantity

PIECES = [
    *(
        "5",
        "1.5e3",
        ".5",
        "-",
        ",",
        " ",
        "/",
        "*",
        "**",
        "^",
        "(",
        ")",
        "2",
        "²",
        "%",
        "·",
        "_",
        "[",
        "1e400",
    ),
    *(
        "L",
        "g",
        "m",
        "k",
        "M",
        "d",
        "h",
        "a",
        "min",
        "degC",
        "°C",
        "K",
        "mol",
        "CNY",
        "元",
        "万",
        "亿",
        "batch",
    ),
    *(
        "per",
        "million",
        "person",
        "working",
        "hour",
        "day",
        "item",
        "cells",
        "mu",
        "亩",
        "nan",
        "inf",
        "\n",
        "e",
    ),
]
KINDS = {"syntax", "unknown_unit", "dimension", "nan"}
LANGUAGES: tuple[Language, ...] = ("en", "zh")
NAMES = st.sampled_from(sorted(DIMENSIONS))


def _read(text: str, dimension: str) -> None:
    """Check that the answer is a finite float that can be shown, or a refusal of a known kind."""
    refused: list[QuantityError] = []
    value = 0.0
    try:
        value = canonical(text, dimension)
    except QuantityError as error:
        refused.append(error)
    assert all(error.kind in KINDS and len(error.found) <= 40 for error in refused)
    assert math.isfinite(value)
    for lang in LANGUAGES:
        assert "e+" not in format_quantity(value, dimension, lang)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8), name=NAMES)
@example(pieces=["5 degC**2/K"], name="temperature")
@example(pieces=["5 degC/L*L"], name="temperature")
@example(pieces=["5 K*m/m"], name="temperature")
@example(pieces=["1e308 t"], name="mass")
def test_pieces_of_units_are_read_or_refused(pieces: list[str], name: str) -> None:
    """Units put together at random never break the reader."""
    _read("".join(pieces), name)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(max_size=100), name=NAMES)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    """Neither does any other text."""
    _read(text, name)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(value=st.floats(-1e15, 1e15), name=NAMES.filter(lambda name: name != "fraction"))
def test_a_float_written_in_its_canonical_unit_comes_back(value: float, name: str) -> None:
    """What is written with all its digits in the canonical unit is read as the same float."""
    assert canonical(f"{value!r} {DIMENSIONS[name].unit}", name) == value
