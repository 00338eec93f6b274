"""Park to batch: what companies of a zone come to, level by level, down to the batches of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from seedtrain.errors import Finding, InputError, finding
from seedtrain.messages import Message
from seedtrain.model.parse import Bounds, parse_value
from seedtrain.model.scenario import Scenario
from seedtrain.model.value import Origin, RawValue
from seedtrain.quantities import quantiles
from seedtrain.quantities.amount import Amount
from seedtrain.quantities.errors import QuantityError
from seedtrain.report.show import share
from seedtrain.report.table import Cell, Quantity, Table, rows
from seedtrain.service.documents import open_document
from seedtrain.service.years_columns import column
from seedtrain.service.zone_target import stated_target

if TYPE_CHECKING:
    from seedtrain.assess.levels import Levels, Question, Visits

MOST_COMPANIES = 5000
_DAYS_A_MONTH = 365.25 / 12.0
_STAGES = ("ind", "phase_1", "phase_2", "phase_3", "filing", "commercial")


@dataclass(frozen=True, slots=True)
class Zone:
    """The levels found for a scenario; ``claim`` that states the target, where its user gave none."""

    scenario: Scenario
    found: "Levels"
    claim: str = ""

    def answer(self) -> tuple[Message, ...]:
        """Return the answer in sentences, level by level: molecules, batches, lines, output, platform."""
        found, place = self.found, self._year
        low, middle, high = _spread(found.phase_3)
        asked, there = _spread(found.asked[:, place]), float(np.median(found.there[1:, place]))
        fill = _spread(found.filled[:, place])
        said = [
            Message(
                "zone.answer.molecules",
                {
                    "companies": _count(_spread(found.companies)[1]),
                    "by": found.question.by,
                    "molecules": _count(_spread(found.molecules)[1]),
                    "middle": _count(middle),
                    "low": _count(low),
                    "high": _count(high),
                    "approved": _count(_spread(found.approved)[1]),
                },
            ),
            Message(
                "zone.answer.batches",
                {
                    "year": found.years[place],
                    "middle": _count(asked[1]),
                    "low": _count(asked[0]),
                    "high": _count(asked[2]),
                    "vessels": _count(np.ceil(_spread(found.vessels[:, place])[1])),
                    "more": _count(np.ceil(_spread(found.vessels[:, place])[2])),
                },
            ),
        ]
        if there > 0.0:
            params = {
                "there": _count(there),
                "share": share(fill[1]),
                "low": share(fill[0]),
                "high": share(fill[2]),
            }
            said.append(Message("zone.answer.lines", params))
            said.append(self._when_short())
        else:
            said.append(Message("zone.answer.no_lines", {"first": self._first_asked()}))
        said.append(self._output(place))
        best = max(found.visits, key=_bought, default=None)
        if best is not None and _bought(best) > 0.0:
            bought = {
                "platform": best.name,
                "months": f"{_bought(best):.1f}",
                "share": share(_mean(best.elsewhere)),
            }
            said.append(Message("zone.answer.platform", bought))
        return tuple(said)

    def tables(self) -> tuple[Table, ...]:
        """Return molecules by stage, batches and lines by year, lines, and platforms; none that is empty."""
        made = (self._answered(), self._molecules(), self._years(), self._lines(), self._platforms())
        return tuple(each for each in made if each.rows)

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """Return everything as plain data."""
        found = self.found
        return {
            "scenario": self.scenario.id,
            "as_of": None if self.scenario.as_of is None else self.scenario.as_of.isoformat(),
            "by": found.question.by.isoformat(),
            "answer": [each.render(lang) for each in self.answer()],
            "companies": _facts(found.companies),
            "molecules": _facts(found.molecules),
            "phase_3": _facts(found.phase_3),
            "approved": _facts(found.approved),
            "stages": {stage: _facts(draws) for stage, draws in found.stages.items()},
            "years": [
                {
                    "year": year,
                    "batches_asked": _facts(found.asked[:, place]),
                    "batches_there": _facts(found.there[:, place]),
                    "vessels_2000_L": _facts(found.vessels[:, place]),
                    "share_filled": _facts(found.filled[:, place]),
                    "output_cny": _facts(found.output[:, place]),
                }
                for place, year in enumerate(found.years)
                if year >= found.told_from
            ],
            "platforms": [
                {
                    "platform_class": each.platform_class,
                    "visits": _facts(each.number),
                    "wait_d": _facts(each.wait_d),
                    "share_elsewhere": _facts(each.elsewhere),
                    "one_more_saves_d": _facts(each.gain_d),
                    "one_more_saves_months_in_all": _bought(each),
                }
                for each in found.visits
            ],
        }

    @property
    def _year(self) -> int:
        """Place of the year of the day asked."""
        return self.found.years.index(self.found.question.by.year)

    def _when_short(self) -> Message:
        """The years in which more is asked than the lines make, in the median, and the vessels that lack."""
        found = self.found
        short = {
            year: float(np.median(np.maximum(found.asked - found.there, 0.0)[1:, place]))
            for place, year in enumerate(found.years)
            if np.median(found.asked[1:, place]) > np.median(found.there[1:, place])
        }
        if not short:
            return Message("zone.answer.enough", {"last": found.years[-1]})
        worst = max(short, key=lambda year: short[year])
        place = found.years.index(worst)
        one = float(np.median(found.asked[1:, place] / np.maximum(found.vessels[1:, place], 1e-9)))
        return Message(
            "zone.answer.short",
            {
                "years": ", ".join(map(str, short)),
                "vessels": _count(max(1.0, np.ceil(short[worst] / max(one, 1e-9)))),
                "worst": worst,
            },
        )

    def _first_asked(self) -> int:
        found = self.found
        for place, year in enumerate(found.years):
            if np.median(found.vessels[1:, place]) >= 0.5:
                return year
        return found.years[-1]

    def _output(self, place: int) -> Message:
        found = self.found
        low, middle, high = (Amount(value, "money") for value in _spread(found.output[:, place]))
        params: dict[str, object] = {"year": found.years[place], "low": low, "middle": middle, "high": high}
        target = found.question.target
        if target is None:
            return Message("zone.answer.no_target", params)
        part = found.output[1:, place] / target
        params |= {
            "target": Amount(target, "money"),
            "part": share(float(np.median(part))),
            "chance": share(float((part >= 1.0).mean())),
        }
        if self.claim:
            return Message("zone.answer.stated", params | {"claim": self.claim})
        return Message("zone.answer.target", params)

    def _answered(self) -> Table:
        return Table(
            id="zone-answer",
            title=Message("zone.title.answer"),
            columns=(column("answer"),),
            rows=rows([each] for each in self.answer()),
        )

    def _molecules(self) -> Table:
        found = self.found
        lines: list[list[Cell]] = [
            [Message("zone.row.companies"), *map(_count, _spread(found.companies))],
            [Message("zone.row.molecules"), *map(_count, _spread(found.molecules))],
        ]
        lines += [
            [
                Message("zone.row.stage", {"stage": Message(f"stage.{stage}")}),
                *map(_count, _spread(found.stages[stage])),
            ]
            for stage in _STAGES
            if stage in found.stages
        ]
        return Table(
            id="zone-molecules",
            title=Message("zone.title.molecules", {"by": found.question.by}),
            columns=(column("level"), *_quantile_columns()),
            rows=rows(lines),
        )

    def _years(self) -> Table:
        found = self.found
        return Table(
            id="zone-years",
            title=Message("zone.title.years"),
            columns=(
                column("year"),
                column("asked_p10", right=True, priority=3),
                column("asked_p50", right=True),
                column("asked_p90", right=True, priority=2),
                column("there_p50", right=True),
                column("vessels_p50", right=True),
                column("vessels_p90", right=True, priority=2),
                column("filled", right=True),
                column("output_p50", right=True),
            ),
            rows=rows(
                [
                    str(year),
                    *map(_count, _spread(found.asked[:, place])),
                    _count(float(np.median(found.there[1:, place]))),
                    *(_count(np.ceil(value)) for value in _spread(found.vessels[:, place])[1:]),
                    share(_spread(found.filled[:, place])[1]) if found.lines else None,
                    Quantity(_spread(found.output[:, place])[1], "money"),
                ]
                for place, year in enumerate(found.years)
                if year >= found.told_from
            ),
            note=Message("zone.note.years"),
        )

    def _lines(self) -> Table:
        return Table(
            id="zone-lines",
            title=Message("zone.title.lines"),
            columns=(column("zone_line"), column("opens_p50", right=True), column("batches_a", right=True)),
            rows=rows(
                [
                    each.name,
                    _day(float(np.median(each.opens[1:]))),
                    _count(float(np.median(each.batches_a[1:]))),
                ]
                for each in self.found.lines
            ),
        )

    def _platforms(self) -> Table:
        return Table(
            id="zone-platforms",
            title=Message("zone.title.platforms"),
            columns=(
                column("zone_platform"),
                column("visits", right=True, priority=2),
                column("wait_p50", right=True),
                column("wait_p90", right=True, priority=2),
                column("elsewhere", right=True),
                column("bought", right=True),
            ),
            rows=rows(
                [
                    each.name,
                    _count(_spread(each.number)[1]),
                    *(Quantity(24.0 * value, "time") for value in _spread(each.wait_d)[1:]),
                    share(_mean(each.elsewhere)),
                    f"{_bought(each):,.1f}",
                ]
                for each in sorted(self.found.visits, key=_bought, reverse=True)
            ),
            note=Message("zone.note.platforms"),
        )


def zone(
    name: str, changes: Mapping[str, str | None], asked: Mapping[str, str], replications: int, seed: int
) -> Zone:
    """Answer what the companies of a zone come to.

    ``asked``: the texts of ``companies``, ``over``, ``by`` and ``target``; an empty one is not given, and the
    target is then that of a claim. Raises
    :class:`InputError` for one that can't be used, all at once, and as
    :func:`seedtrain.assess.levels.levels` does.
    """
    question = _question(asked)
    scenario = open_document(name, changes).scenario
    from seedtrain.assess.levels import levels
    from seedtrain.model.inputs import Inputs
    from seedtrain.quantities.streams import World

    stated = None if question.target is not None else stated_target(scenario)
    if stated is not None:
        question = replace(question, target=stated[1])
    found = levels(scenario, question, Inputs(World(replications, seed)))
    return Zone(scenario, found, "" if stated is None else stated[0])


def _question(asked: Mapping[str, str]) -> "Question":
    from seedtrain.assess.levels import Question

    findings: list[Finding] = []
    try:
        by = date.fromisoformat(asked.get("by") or "2030-12-31")
    except ValueError:
        findings.append(finding("SCN-017", path="--by", value=asked["by"]))
        by = date(2030, 12, 31)
    companies = _number(asked, "companies", MOST_COMPANIES, findings)
    over = _number(asked, "over", 40, findings)
    target = None
    if asked.get("target"):
        try:
            raw = RawValue(asked["target"], Origin(), "--target")
            target = parse_value(raw, "money", Bounds(above=0.0)).base
        except QuantityError as wrong:
            findings.append(
                finding(
                    wrong.code,
                    path="--target",
                    value=asked["target"],
                    expected=wrong.expected,
                    found=wrong.found,
                )
            )
    if findings:
        raise InputError(findings)
    return Question(by=by, companies=companies, over_a=3.0 if over is None else over, target=target)


def _number(asked: Mapping[str, str], name: str, most: int, findings: list[Finding]) -> float | None:
    text = asked.get(name, "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
        return float(text)
    findings.append(finding("CLI-007", path=f"--{name}", value=text, expected=f"1 .. {most}"))
    return None


def _spread(draws: "np.ndarray[Any, np.dtype[np.float64]]") -> tuple[float, float, float]:
    return quantiles(draws[1:] if len(draws) > 1 else draws)


def _facts(draws: "np.ndarray[Any, np.dtype[np.float64]]") -> dict[str, float]:
    return dict(zip(("base", "p10", "p50", "p90"), (float(draws[0]), *_spread(draws)), strict=True))


def _mean(draws: "np.ndarray[Any, np.dtype[np.float64]]") -> float:
    return float(draws[1:].mean() if len(draws) > 1 else draws[0])


def _bought(each: "Visits") -> float:
    """Months that one platform more saves all visits together, mean."""
    return _mean(each.gain_d * each.number) / _DAYS_A_MONTH


def _count(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == round(value) else f"{value:.1f}"


def _day(value: float) -> Message | str:
    return date.fromordinal(int(value)).isoformat() if np.isfinite(value) else Message("zone.open_already")


def _quantile_columns() -> tuple[Any, ...]:
    return tuple(column(key, right=True) for key in ("p10", "p50", "p90"))
