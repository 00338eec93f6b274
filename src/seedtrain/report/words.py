"""Small parts that sentences are made of: counted nouns, lists, clauses, ranges."""

from collections.abc import Sequence
from math import isinf

from seedtrain.messages import LANGUAGES, Message, Wording
from seedtrain.report.names import label
from seedtrain.report.show import number, share, worded
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

Part = Message | Wording


def counted(noun: str, count: float) -> Message:
    """Say how many: the row ``report.count.<noun>.one`` or ``.many`` with ``n``."""
    return Message(f"report.count.{noun}.{'one' if count == 1 else 'many'}", {"n": number(count)})


def listing(parts: Sequence[Part]) -> Part:
    """Join one or more names as a list: ``a, b and c``. Raises ``IndexError`` on none."""
    return parts[0] if len(parts) == 1 else chain("and", [chain("comma", parts[:-1]), parts[-1]])


def tally(parts: Sequence[Part]) -> Part:
    """Join one or more short statements: ``a, b and c``. Raises ``IndexError`` on none."""
    return parts[0] if len(parts) == 1 else chain("also", [chain("comma", parts[:-1]), parts[-1]])


def clauses(parts: Sequence[Part]) -> Part:
    """Join one or more clauses of a sentence: ``a; b; c``. Raises ``IndexError`` on none."""
    return chain("semicolon", parts)


def chain(link: str, parts: Sequence[Part]) -> Part:
    """Fold parts two by two with the row ``report.list.<link>``. Raises ``IndexError`` on none."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Message(f"report.list.{link}", {"first": whole, "second": part})
    return whole


def bare(text: Part) -> Wording:
    """Return a text without its full stop, to stand inside a sentence."""
    en, zh = (text.render(lang).strip().rstrip(".。") for lang in LANGUAGES)
    return Wording(en=en, zh=zh)


def within(assessment: Assessment, indicator: Indicator) -> Message:
    """Say an indicator with its median and range: ``batches released 203 (190 to 209)``.

    Raises ``ValueError`` for an indicator that can't be told.
    """
    spread = indicator.quantiles
    if spread is None:
        raise ValueError(f"indicator {indicator.id!r} can't be told")
    reached = indicator.where_reached
    if indicator.dimension == "date" and isinf(spread[1]) and reached is not None:
        low, middle, high = (worded(value, "date") for value in reached[1])
        params = {"label": label(assessment, indicator), "share": share(reached[0])}
        return Message("report.clause.seldom", params | {"value": middle, "low": low, "high": high})
    return ranged(label(assessment, indicator), spread, indicator.dimension)


def ranged(
    name: Part, spread: tuple[float, float, float], dimension: str, *, on: Part | None = None
) -> Message:
    """Say ``name`` with P50 and, where they differ, P10 and P90 (canonical units); ``on`` says when."""
    low, middle, high = (worded(value, dimension) for value in spread)
    params = {"label": name, "value": middle, "low": low, "high": high, "on": on}
    if dimension == "date" and isinf(spread[2]) and not isinf(spread[1]):
        return Message("report.clause.may_never", params)
    if low == high:
        return Message("report.clause.exactly" if on is None else "report.clause.exactly_on", params)
    return Message("report.clause.range" if on is None else "report.clause.range_on", params)
