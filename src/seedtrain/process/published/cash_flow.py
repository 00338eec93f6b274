"""The cash flow of a published economic report: depreciation, unit cost, net present value."""

from collections.abc import Mapping

from seedtrain.process.finance import START_OF_YEAR, net_present_value, straight_line
from seedtrain.process.published.given import given


def _of(name: str) -> float:
    return given("cash-flow", name)


def flows() -> list[float]:
    """Cash flow of each year [thousand USD]: spend, then revenue less cost, depreciation added back.

    Fixed capital is spent over three years, the last with working capital and the start of operation;
    capital is depreciated for ten years from then; salvage and working capital come back in the last year.
    """
    capital = _of("dfc-kusd")
    worn = straight_line(capital, _of("salvage"), _of("depreciation-years"))
    spent = [-capital * _of(f"spend-{year}") for year in (1, 2, 3)]
    spent[2] += -_of("working-capital-kusd") + _of("y3-revenue") - _of("y3-opex") + worn
    years = int(_of("life-years"))
    last_worn = 2 + int(_of("depreciation-years"))
    for year in range(4, years + 1):
        if year <= last_worn:
            spent.append(_of("revenue-kusd") - _of("operating-cost-kusd") + worn)
        else:
            spent.append(_of("revenue-kusd") - _of("operating-cost-after-depreciation"))
    spent[-1] += _of("working-capital-kusd") + _of("salvage") * capital
    return spent


def cash_flow() -> Mapping[str, float]:
    """Return our figures by the id of the row."""
    return {
        "V17.depreciation": straight_line(_of("dfc-kusd"), _of("salvage"), _of("depreciation-years")),
        "V17.unit-cost": _of("operating-cost-kusd") * 1000.0 / _of("annual-kg"),
        "V17.batches": _of("annual-kg") / _of("batch-kg"),
        "V17.npv-7": net_present_value(flows(), 0.07, START_OF_YEAR),
        "V17.npv-9": net_present_value(flows(), 0.09, START_OF_YEAR),
    }
