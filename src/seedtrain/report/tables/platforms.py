"""The shared service platforms of a zone as tables: what they carry, what limits them, which is next."""

from collections.abc import Mapping

from seedtrain.messages import Message, Wording
from seedtrain.quantities import quantiles
from seedtrain.report.names import named
from seedtrain.report.table import Cell, Table, column, rows
from seedtrain.report.tables.measures import quantities
from seedtrain.report.words import chain, listing
from seedtrain.results.assessment import Assessment
from seedtrain.results.indicator import Indicator

_STEM = "park.platform."
_USE = "use."
_HOURS_A_MONTH = 365.25 * 24.0 / 12.0
_NEXT = ("gain", "bought", "more_revenue", "build_cost", "months_per_million", "return")
_NONE = "sections.next_platform.none"
_CATALOGUE = "platform_prices."
Known = Mapping[str, Mapping[str, Indicator]]


def platform_tables(assessment: Assessment) -> tuple[Table, ...]:
    """Return the load of each platform, the resources that limit it, and what one more would give."""
    known = _known(assessment)
    return platforms(assessment, known), limits(assessment, known), next_platform(assessment, known)


def platforms(assessment: Assessment, known: Known) -> Table:
    """Return each platform: opening, load over capacity, queue, mean wait, revenue."""
    return Table(
        id="platforms",
        title=Message("sections.platforms.title"),
        columns=(
            column("platform"),
            column("opens", right=True, priority=2),
            column("load_p10", right=True, priority=4),
            column("load_p50", right=True),
            column("load_p90", right=True, priority=3),
            column("queue_p50", right=True, priority=3),
            column("wait_p50", right=True),
            column("wait_p90", right=True, priority=3),
            column("outside_share", right=True, priority=4),
            column("revenue", right=True),
            column("revenue_outside", right=True, priority=4),
        ),
        rows=rows(
            _platform(named(assessment.names, "platforms", name), each) for name, each in known.items()
        ),
        note=_note(assessment, known),
    )


def limits(assessment: Assessment, known: Known) -> Table:
    """Return what each platform needs of its rooms, people and patients, over what it has."""
    listed: list[list[Cell]] = [
        [
            named(assessment.names, "platforms", name),
            Message(f"resource.{what.removeprefix(_USE)}"),
            *quantities(one),
        ]
        for name, each in known.items()
        for what, one in each.items()
        if what.startswith(_USE)
    ]
    return Table(
        id="limits",
        title=Message("sections.limits.title"),
        columns=(
            column("platform"),
            column("resource"),
            column("load_p10", right=True),
            column("load_p50", right=True),
            column("load_p90", right=True),
        ),
        rows=rows(listed),
        note=Message("sections.limits.note") if listed else None,
    )


def next_platform(assessment: Assessment, known: Known) -> Table:
    """Return what one platform more of each kind saves its users, earns and costs."""
    told = {
        name: each
        for name, each in known.items()
        if _median(each.get("bought")) or _median(each.get("build_cost"))
    }
    return Table(
        id="next-platform",
        title=Message("sections.next_platform.title"),
        columns=(
            column("platform"),
            column("gain", right=True),
            column("bought", right=True),
            column("more_revenue", right=True, priority=2),
            column("build_cost", right=True, priority=2),
            column("months_per_million", right=True),
            column("return", right=True, priority=3),
        ),
        rows=rows(
            [
                named(assessment.names, "platforms", name),
                *(quantities(each.get(what))[1] for what in _NEXT),
            ]
            for name, each in told.items()
        ),
        note=_next_note(assessment, told) if told else None,
    )


def _known(assessment: Assessment) -> dict[str, dict[str, Indicator]]:
    """Indicators of each platform by what they tell."""
    found: dict[str, dict[str, Indicator]] = {}
    for one in assessment.indicators:
        if one.id.startswith(_STEM):
            rest = one.id.removeprefix(_STEM)
            head, is_use, resource = rest.partition(f".{_USE}")
            name, what = (
                (head, f"{_USE}{resource}") if is_use else (rest.rpartition(".")[0], rest.rpartition(".")[2])
            )
            found.setdefault(name, {})[what] = one
    return found


def _platform(name: Wording, known: Mapping[str, Indicator]) -> list[Cell]:
    opens, load, queue, wait = (
        quantities(known.get(what)) for what in ("opens", "utilisation", "queue", "wait")
    )
    told = (quantities(known.get(what))[1] for what in ("outside", "revenue", "revenue_outside"))
    return [name, opens[1], *load, queue[1], *wait[1:], *told]


def _note(assessment: Assessment, known: Known) -> Message | None:
    """Say what is missing to tell load, revenue or shares."""
    lacking = [one for each in known.values() for one in each.values() if one.missing]
    said: list[Message] = []
    loads = dict.fromkeys(path for one in lacking for path in one.missing if path.endswith(".load"))
    if loads:
        said.append(Message("sections.platforms.missing", {"paths": ", ".join(loads)}))
    unpriced = [
        named(assessment.names, "platforms", name)
        for name, each in known.items()
        if any(path.endswith(".price") for one in each.values() for path in one.missing)
    ]
    if unpriced:
        said.append(Message("sections.platforms.no_price", {"names": listing(unpriced)}))
    recalled = [
        named(assessment.names, "platforms", name)
        for name, each in known.items()
        if "revenue" in each and any(_CATALOGUE in path for path in each["revenue"].rests_on)
    ]
    if recalled:
        said.append(Message("sections.platforms.recalled", {"names": listing(recalled)}))
    users = dict.fromkeys(path for one in lacking for path in one.missing if path.endswith("users"))
    if users:
        said.append(Message("sections.platforms.no_users", {"paths": ", ".join(users)}))
    gains = [_median(each.get("bought")) for each in known.values()]
    if any(gain is not None for gain in gains) and not any(gains):
        said.append(Message(_NONE))
    return _joined(said)


def _next_note(assessment: Assessment, told: Known) -> Message:
    """Say which platform to build next: by months for its cost where all costs are known, else by months."""
    bought = {name: _median(each.get("bought")) for name, each in told.items()}
    for_cost = {name: _median(each.get("months_per_million")) for name, each in told.items()}
    best = max(bought, key=lambda name: bought[name] or 0.0)
    if not bought[best]:
        return Message(_NONE)
    unknown = [name for name, value in for_cost.items() if value is None and bought[name]]
    if not unknown:
        best = max(for_cost, key=lambda name: for_cost[name] or 0.0)
        months = f"{for_cost[best] or 0.0:,.2g}"
        words = {"platform": named(assessment.names, "platforms", best), "months": months}
        return Message("sections.next_platform.best", words)
    months = f"{(bought[best] or 0.0) / _HOURS_A_MONTH:,.1f}"
    words = {"platform": named(assessment.names, "platforms", best), "months": months}
    names = listing([named(assessment.names, "platforms", name) for name in unknown])
    said = [
        Message("sections.platforms.next", words),
        Message("sections.next_platform.no_cost", {"names": names}),
    ]
    return _joined(said) or said[0]


def _median(one: Indicator | None) -> float | None:
    return None if one is None or one.draws is None else quantiles(one.draws[1:])[1]


def _joined(said: list[Message]) -> Message | None:
    """The sentences one after another; ``None`` without any."""
    joined = chain("sentence", said) if said else None
    assert joined is None or isinstance(joined, Message)
    return joined
