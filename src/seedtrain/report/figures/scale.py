"""The unit of an axis: the one in which its numbers are short, in either language."""

from dataclasses import dataclass

from seedtrain.messages import say
from seedtrain.quantities import DIMENSIONS
from seedtrain.report.show import HOURS_A_YEAR

_MONEY = {
    "en": ((1e9, "bn CNY"), (1e6, "million CNY"), (1e3, "thousand CNY")),
    "zh": ((1e8, "亿元"), (1e4, "万元")),
}
_MASS = ((1e6, "t"), (1e3, "kg"))
_AREA = {"en": ((2000.0 / 3.0, "mu"),), "zh": ((2000.0 / 3.0, "亩"),)}
_LAND = 1e5


@dataclass(frozen=True, slots=True)
class Scale:
    """``unit`` of an axis and the factor from canonical units to it."""

    factor: float
    unit: str


def scale(most: float, dimension: str, lang: str) -> Scale:
    """Choose the unit for values of up to ``most`` canonical units of ``dimension``."""
    symbol = DIMENSIONS[dimension].symbol
    if dimension == "count":
        return Scale(1e-4, "万") if lang == "zh" and abs(most) >= 1e6 else Scale(1.0, "")
    if dimension == "fraction":
        return Scale(100.0, "%")
    if dimension == "time":
        return Scale(1 / 24, say("report.word.days", lang)) if abs(most) >= 72 else Scale(1.0, symbol)
    if dimension == "rate":
        return Scale(HOURS_A_YEAR, say("report.word.a_year", lang))
    steps: tuple[tuple[float, str], ...] = ()
    if dimension == "money":
        steps = _MONEY[lang]
    elif dimension == "mass":
        steps = _MASS
    elif dimension == "area" and abs(most) >= _LAND:
        steps = _AREA[lang]
    for size, unit in steps:
        if abs(most) >= size:
            return Scale(1.0 / size, unit)
    return Scale(1.0, symbol.replace("CNY", "元") if lang == "zh" else symbol)
