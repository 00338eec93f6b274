"""The portfolio of a scenario: which programmes to go on with, when, and what limits it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import InputError, finding
from seedtrain.messages import Message, Wording
from seedtrain.model.parse import parse_value
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Origin, RawValue
from seedtrain.quantities import quantiles
from seedtrain.quantities.amount import Amount
from seedtrain.quantities.errors import QuantityError
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Quantity, Table, rows
from seedtrain.service.documents import open_document
from seedtrain.service.years_columns import column

if TYPE_CHECKING:
    from seedtrain.lifecycle.portfolio import Limit, Portfolio, PortfolioProblem
    from seedtrain.results.indicator import Draws


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best choice, the problem it answers, and the value of each programme in each sampled world."""

    scenario: Scenario
    problem: "PortfolioProblem"
    found: "Portfolio"
    worth: "Mapping[str, Draws]"

    def facts(self) -> dict[str, Any]:
        """Return the choice as plain data."""
        value = self._value()
        found = self.found
        return {
            "scenario": self.scenario.id,
            "objective_cny": found.objective,
            "bound_cny": found.bound,
            "gap": found.gap,
            "status": "optimal",
            "broken": list(found.broken),
            "solver": found.solver,
            "unlimited_cny": found.unlimited,
            "value_cny": dict(zip(("p10", "p50", "p90"), value, strict=True)),
            "programmes": [
                {
                    "programme": each.id,
                    "chosen": each.id in found.begun,
                    "years_put_off": found.begun.get(each.id),
                    "value_cny": each.value,
                }
                for each in self.problem.candidates
            ],
            "limits": [
                {
                    "limit": each.id,
                    "kind": each.kind,
                    "there": each.there.tolist(),
                    "used": self._used(each).tolist(),
                    "one_more_adds_cny": found.gains[each.id],
                }
                for each in self.problem.limits
            ],
        }

    def tables(self) -> tuple[Table, Table]:
        """Return the programmes with what becomes of them, and the limits with what one more is worth."""
        low, middle, high = self._value()
        params = {
            "objective": Amount(self.found.objective, "money"),
            "unlimited": Amount(self.found.unlimited, "money"),
            "low": Amount(low, "money"),
            "middle": Amount(middle, "money"),
            "high": Amount(high, "money"),
        }
        programmes = Table(
            id="portfolio",
            title=Message("portfolio.title"),
            columns=(
                column("portfolio_programme"),
                column("decision"),
                column("value_mean", right=True),
                column("value_p10", right=True, priority=3),
                column("value_p90", right=True, priority=3),
                column("spending", right=True, priority=2),
            ),
            rows=rows(self._programmes()),
            note=Message("portfolio.note", params),
        )
        limits = Table(
            id="portfolio-limits",
            title=Message("portfolio.limits"),
            columns=(
                column("limit_name"),
                column("one_more_is", right=True, priority=2),
                column("fullest_year", right=True),
                column("use", right=True),
                column("one_more_adds", right=True),
            ),
            rows=rows(self._limits()),
            note=Message("portfolio.limits.note"),
        )
        return programmes, limits

    def _value(self) -> tuple[float, float, float]:
        """P10, P50 and P90 of the value of the choice over the sampled worlds. [CNY]"""
        grown = 1.0 + self.problem.rate
        total = np.sum(
            [self.worth[id_] / grown**delay for id_, delay in self.found.begun.items()] or [np.zeros(2)],
            axis=0,
        )
        return quantiles(total[1:] if len(total) > 1 else total)

    def _programmes(self) -> list[list[Cell]]:
        lines: list[list[Cell]] = []
        for each in self.problem.candidates:
            drawn = self.worth[each.id]
            low, _, high = quantiles(drawn[1:] if len(drawn) > 1 else drawn)
            spent = float(each.uses["budget"].sum())
            lines.append(
                [
                    _programme(self.scenario, each.id),
                    self._decision(each.id),
                    *(Quantity(value, "money") for value in (each.value, low, high, spent)),
                ]
            )
        return lines

    def _decision(self, id_: str) -> Message:
        delay = self.found.begun.get(id_)
        if delay is None:
            return Message("portfolio.left")
        return Message("portfolio.later", {"years": delay}) if delay else Message("portfolio.now")

    def _limits(self) -> list[list[Cell]]:
        lines: list[list[Cell]] = []
        for each in self.problem.limits:
            used = self._used(each)
            with np.errstate(divide="ignore", invalid="ignore"):
                shares = np.where(used > 0.0, used / each.there, 0.0)
            fullest = int(np.argmax(shares))
            lines.append(
                [
                    _limit(self.scenario, each),
                    _one_more(each),
                    fullest + 1,
                    share(float(min(shares[fullest], 1.0))),
                    Quantity(self.found.gains[each.id], "money"),
                ]
            )
        return lines

    def _used(self, limit: "Limit") -> "np.ndarray[Any, np.dtype[np.float64]]":
        used = np.zeros(self.problem.years)
        for place, each in enumerate(self.problem.candidates):
            if each.id in self.found.begun:
                used += self.problem.use(place, limit.id, self.found.begun[each.id])
        return used


def chosen(name: str, changes: Mapping[str, str | None], budget: str, replications: int, seed: int) -> Chosen:
    """Choose among the programmes of a scenario that ships or of a file.

    ``budget``: money a year, as ``300 million CNY/a``; the scenario's when empty. Raises :class:`InputError`
    for a budget that is none, and as :func:`seedtrain.lifecycle.portfolio.problem_of` and ``choose`` do.
    """
    document = open_document(name, changes)
    money = None if not budget else _money(budget)
    from seedtrain.lifecycle.portfolio import choose, problem_of
    from seedtrain.model.inputs import Inputs
    from seedtrain.quantities.streams import World

    problem, worth = problem_of(document.scenario, Inputs(World(replications, seed)), money)
    return Chosen(document.scenario, problem, choose(problem), worth)


def _money(text: str) -> float:
    from seedtrain.model.parse import Bounds

    try:
        return parse_value(RawValue(text, Origin(), "--budget"), "money_per_time", Bounds(above=0.0)).base
    except QuantityError as wrong:
        raise InputError(
            [finding(wrong.code, path="--budget", value=text, expected=wrong.expected, found=wrong.found)]
        ) from None


def _programme(scenario: Scenario, id_: str) -> Wording:
    return scenario.programmes[id_].name or Wording(id_)


def _limit(scenario: Scenario, limit: "Limit") -> Message | Wording:
    if limit.kind == "budget":
        return Message("portfolio.limit.budget", {"sum": Amount(float(limit.there[0]), "money")})
    if limit.kind == "platform":
        assert scenario.park is not None
        return scenario.park.platforms[limit.id].name or Wording(limit.id)
    return Message("portfolio.limit.suite", {"suites": limit.id.replace("+", ", ")})


def _one_more(limit: "Limit") -> Message:
    if limit.kind == "budget":
        return Message("portfolio.more.budget", {"sum": Amount(float(limit.one_more[0]), "money")})
    return Message(f"portfolio.more.{limit.kind}")
