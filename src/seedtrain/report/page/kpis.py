"""Indicators with a bar from P10 to P90, drawn relative to the median."""

import math

from seedtrain.messages import say
from seedtrain.report.names import label
from seedtrain.report.page.markup import details, esc, solid
from seedtrain.report.show import show
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

_WIDTH = 120.0
_HEADERS = ("indicator", "base", "p10", "p50", "p90", "range")
_LEAST, _MOST = 0.05, 0.5
_TILES = 12


def tiles(assessment: Assessment, lang: str) -> str:
    """The first headline indicators as large numbers."""
    told = [one for one in assessment.indicators if one.headline and one.quantiles is not None]
    parts = []
    for indicator in told[:_TILES]:
        spread = indicator.quantiles
        assert spread is not None
        low, middle, high = (esc(show(value, indicator.dimension, lang)) for value in spread)
        between = "" if low == high else f'<span class="range">{solid(low)} – {solid(high)}</span>'
        parts.append(
            f'<div class="tile"><span class="name">{esc(label(assessment, indicator).render(lang))}</span>'
            f'<span class="figure">{middle}</span>{between}</div>'
        )
    return f'<div class="tiles">{"".join(parts)}</div>' if parts else ""


def kpi_table(assessment: Assessment, lang: str) -> str:
    """All indicators: the headline ones at once, the others to be opened."""
    first = [one for one in assessment.indicators if one.headline]
    rest = [one for one in assessment.indicators if not one.headline]
    shown = _table(assessment, first, lang) if first else ""
    if not rest:
        return shown
    others = _table(assessment, rest, lang)
    return shown + (
        details(say("report.page.more_kpis", lang, n=len(rest)), others, kind="more") if first else others
    )


def _table(assessment: Assessment, indicators: list[Indicator], lang: str) -> str:
    headers = [say(f"report.column.{name}", lang) for name in _HEADERS]
    head = "".join(
        f'<th scope="col" class="{"left" if place in (0, 5) else "right"}">{esc(words)}</th>'
        for place, words in enumerate(headers)
    )
    dated = _reach([one for one in indicators if one.dimension == "date"])
    plain = _reach([one for one in indicators if one.dimension != "date"])
    body = "".join(
        _row(assessment, one, headers, dated if one.dimension == "date" else plain, lang)
        for one in indicators
    )
    caption = esc(say("report.table.kpis", lang))
    return (
        f'<div class="scroll"><table class="stacks kpis"><caption class="hidden">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(assessment: Assessment, indicator: Indicator, headers: list[str], reach: float, lang: str) -> str:
    spread = indicator.quantiles
    name = (
        f'<th scope="row" data-label="{esc(headers[0])}">{esc(label(assessment, indicator).render(lang))}'
        f'<code class="sub">{esc(indicator.id)}</code></th>'
    )
    if spread is None:
        lacking = esc(say("report.kpi.missing", lang, paths=", ".join(indicator.missing)))
        return f'<tr>{name}<td colspan="5" class="left">{lacking}</td></tr>'
    values = (indicator.base, *spread)
    cells = "".join(
        f'<td data-label="{esc(header)}" class="right"><span>{_value(indicator, value, lang)}</span></td>'
        for header, value in zip(headers[1:5], values, strict=True)
    )
    return (
        f'<tr>{name}{cells}<td data-label="{esc(headers[5])}" class="left">{_bar(indicator, reach)}</td></tr>'
    )


def _value(indicator: Indicator, value: float | None, lang: str) -> str:
    return esc(show(value, indicator.dimension, lang))


def _ends(indicator: Indicator) -> tuple[float, float] | None:
    """P10 and P90 as distance from the median: in days for a date, else as a share of the median."""
    spread = indicator.quantiles
    if spread is None or not all(math.isfinite(value) for value in spread):
        return None
    low, middle, high = spread
    size = 1.0 if indicator.dimension == "date" else abs(middle)
    return ((low - middle) / size, (high - middle) / size) if size > 0 else None


def _reach(indicators: list[Indicator]) -> float:
    """Half the width of the scale: the widest distance, at least 5 %, at most 50 % (dates: no limit)."""
    dated = any(one.dimension == "date" for one in indicators)
    widest = max((abs(end) for one in indicators for end in _ends(one) or ()), default=0.0)
    return max(widest, 1.0) if dated else min(max(widest, _LEAST), _MOST)


def _bar(indicator: Indicator, reach: float) -> str:
    ends = _ends(indicator)
    if ends is None:
        return ""
    half = _WIDTH / 2
    left, right = (half + half * max(-1.0, min(1.0, end / reach)) for end in ends)
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDTH:.0f} 14" width="{_WIDTH:.0f}" height="14" aria-hidden="true">'
        f'<line x1="0" y1="7" x2="{_WIDTH:.0f}" y2="7" class="axis"/>'
        f'<rect x="{left:.1f}" y="3.5" width="{max(right - left, 1.5):.1f}" height="7" rx="3.5"'
        ' class="span"/>'
        f'<line x1="{half:.0f}" y1="1" x2="{half:.0f}" y2="13" class="mid"/></svg>'
    )
