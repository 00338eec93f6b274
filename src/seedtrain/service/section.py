"""One section of a run by itself: the life cycle or the park."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from seedtrain.errors import InputError, finding
from seedtrain.model.document import Document
from seedtrain.service.run import Run

if TYPE_CHECKING:
    from seedtrain.report import Opening, Table
    from seedtrain.results.assessment import Assessment
    from seedtrain.results.driver import Driver
    from seedtrain.results.indicator import Indicator
    from seedtrain.results.verdict import Verdict
    from seedtrain.service.supply_risk import SupplyRisk

Part = Literal["lifecycle", "park"]
_INPUTS = {"lifecycle": ("programmes.", "catalog:production_rules"), "park": ("park.", "catalog:parks.")}
"""Paths of the inputs that belong to a part."""
_OF_THE_WHOLE = ("report.change.measure", "report.change.nothing")
"""Sentences that speak of all claims of a scenario; a part has its own."""
_BARE = ("growth", "value", "platforms")
"""Tables that are shown without a row, for their note says what is missing."""
_KEY = {"lifecycle": "programmes", "park": "park"}


@dataclass(frozen=True)
class Section:
    """What a run says of one part of its scenario.

    ``assessment``: that of the run, with the indicators, series and verdicts of the part alone, and the
    inputs that move its indicators most.
    """

    run: Run
    part: Part

    @cached_property
    def assessment(self) -> "Assessment":
        """The assessment of the part."""
        whole = self.run.assessment
        indicators = tuple(one for one in whole.indicators if is_of(one.id, self.part))
        return replace(
            whole,
            profiles={},
            capacities=(),
            timetable=None,
            simulation=None,
            indicators=indicators,
            series=tuple(one for one in whole.series if is_of(one.id, self.part)),
            verdicts=tuple(one for one in whole.verdicts if rests_on(one, self.part)),
            drivers=self._drivers(indicators),
        )

    @cached_property
    def _risks(self) -> "tuple[SupplyRisk, ...]":
        """What the stages that wait for batches risk."""
        from seedtrain.service.section_supply import risks

        return risks(self.run.assessment, self.run.chain)

    def _drivers(self, indicators: "tuple[Indicator, ...]") -> "tuple[Driver, ...]":
        """The inputs that move the main indicators of the part most; all of them where none is a main one."""
        from seedtrain.assess.drivers import drivers

        if not any(one.headline for one in indicators):
            indicators = tuple(replace(one, headline=True) for one in indicators)
        return drivers(self.run.document.scenario, indicators, self.run.chain.inputs)

    def opening(self) -> "Opening":
        """Return the five sentences and the assumptions as they read for the part."""
        from seedtrain.messages import Message
        from seedtrain.report import opening

        said = opening(self.assessment)
        if said.what_to_change.key in _OF_THE_WHOLE:
            name = said.what_to_change.key.rpartition(".")[2]
            changed = Message(f"sections.change.{name}", said.what_to_change.params)
            said = replace(said, what_to_change=changed)
        if not self.assessment.verdicts:
            futures = {"futures": self.assessment.replications}
            said = replace(said, how_sure=Message("sections.sure.no_claim", futures))
        return said

    def tables(self) -> "tuple[Table, ...]":
        """Return the tables of the part, its verdicts, and what these hinge on; none that says nothing."""
        from seedtrain.report.tables.lifecycle import lifecycle_tables
        from seedtrain.report.tables.park import park_tables
        from seedtrain.service.section_supply import supply_tables
        from seedtrain.service.section_verdicts import verdict_tables

        whole, own = self.run.assessment, self.assessment
        made = (
            (*lifecycle_tables(own), *supply_tables(whole, self.run.chain))
            if self.part == "lifecycle"
            else park_tables(own)
        )
        judged = verdict_tables(whole, own.verdicts)
        return tuple(table for table in (*made, *judged) if table.rows or (table.note and table.id in _BARE))

    def facts(self, lang: str = "en", *, files: Sequence[str] = ()) -> dict[str, Any]:
        """Return the facts of the run with the ``kpis`` and ``verdicts`` of the part alone.

        Those of the life cycle also say what the stages that wait for batches risk (``supply_risk``).

        ``files``: what the run wrote.
        """
        from seedtrain.report import facts

        found = facts(self.assessment, lang, files=files)
        if self.part == "lifecycle":
            found["supply_risk"] = [each.facts() for each in self._risks]
        return found


def check_part(document: Document, part: Part) -> None:
    """Raise :class:`InputError` where the scenario has nothing for ``part``."""
    scenario = document.scenario
    if not (scenario.programmes if part == "lifecycle" else scenario.park):
        raise InputError([finding("CLI-030", path=_KEY[part], value=scenario.id, key=_KEY[part])])


def is_of(name: str, part: Part) -> bool:
    """Whether an indicator or series is one of ``part``.

    To the life cycle belong a new line's way to its first commercial batch, and the supply of an order, which
    waits for an approval.
    """
    family, _, rest = name.partition(".")
    if part == "lifecycle" and (family == "lines" or (family == "orders" and rest.endswith(".supply"))):
        return True
    return family == part


def rests_on(verdict: "Verdict", part: Part) -> bool:
    """Whether a verdict compares values of ``part``, rests on its inputs, or lacks one of them."""
    compares = any(is_of(name.partition("@")[0], part) for name in verdict.refers_to)
    return compares or any(path.startswith(_INPUTS[part]) for path in (*verdict.rests_on, *verdict.missing))
