"""What was claimed, as an interval in canonical units."""

from datetime import date

from seedtrain.messages import Message, Wording
from seedtrain.model.claim import Claim
from seedtrain.model.parse import parse_value
from seedtrain.model.value import Value
from seedtrain.quantities.amount import Amount
from seedtrain.results.verdict import Claimed

ABOUT = 0.10
"""Relative tolerance of ``~``, and the shortfall that ``~<`` (nearly) allows."""
EXACT = 0.05
"""Relative tolerance of an area, price or date given without an operator."""


def claimed(claim: Claim, as_of: date) -> Claimed:
    """Return the interval that ``claim`` states; an end is ``None`` where it is open.

    Rules: ``~`` plus or minus 10 %; ``~<`` from 0.9 of the value to the value; a pair means inside; no
    operator means at least for a target or forecast, plus or minus 5 % for an area or price, a sum planned
    or spent among them (for a date: of the time from ``as_of`` to it), and exactly the value otherwise.
    """
    said = claim.said
    if said.measure == "truth":
        text = Message("claimed.truth")
        return Claimed(op=said.op, low=1.0, high=1.0, dimension=said.dimension, text=text)
    if said.op == "in":
        low, high = (
            None if raw is None else parse_value(raw, said.dimension) for raw in (said.low, said.high)
        )
        assert low is not None
        assert high is not None
        text = Message("claimed.in", {"low": _written(low), "high": _written(high)})
        return Claimed(op="in", low=low.base, high=high.base, dimension=said.dimension, text=text)
    if said.value is None:
        joined = Wording(
            ", ".join(each.en for each in said.items), "、".join(each.render("zh") for each in said.items)
        )
        names = Message("claimed.items", {"items": joined})
        return Claimed(op=said.op, low=None, high=None, dimension=said.dimension, text=names)
    value = parse_value(said.value, said.dimension)
    low_end, high_end = _interval(claim, value.base, as_of)
    word = _WORDS[said.op] if said.op else _unstated(claim)
    kind = "claimed.day" if said.dimension == "date" else "claimed"
    text = Message(f"{kind}.{word}", {"value": _written(value)})
    return Claimed(op=said.op, low=low_end, high=high_end, dimension=said.dimension, text=text)


_WORDS = {"~": "about", "~<": "nearly", ">": "above", ">=": "least", "<": "below", "<=": "most", "=": "exact"}


def _written(value: Value) -> Wording:
    """The value as written; in Chinese, with Chinese units."""
    return Wording(value.text, Amount(value.base, value.dimension).render("zh"))


def _interval(claim: Claim, value: float, as_of: date) -> tuple[float | None, float | None]:
    op = claim.said.op
    if op in (">", ">="):
        return value, None
    if op in ("<", "<="):
        return None, value
    if op == "~":
        return value - ABOUT * abs(value), value + ABOUT * abs(value)
    if op == "~<":
        return (1.0 - ABOUT) * value, value
    if op == "=":
        return value, value
    unstated = _unstated(claim)
    if unstated == "least":
        return value, None
    if unstated == "close":
        wide = EXACT * (abs(value - as_of.toordinal()) if claim.said.measure == "date" else abs(value))
        return value - wide, value + wide
    return value, value


def _unstated(claim: Claim) -> str:
    """What a value without an operator means. A sum of money that is planned or spent is a price."""
    is_ahead = claim.kind in ("target", "forecast")
    is_sum = claim.said.dimension == "money" and not is_ahead
    if claim.said.measure in ("area", "price", "date") or is_sum:
        return "close"
    return "least" if is_ahead else "exact"
