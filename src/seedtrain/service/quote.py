"""Quotes for batches that a client asks for: date, price, terms; for the planner or for the client."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from seedtrain.errors import Finding, InputError, finding
from seedtrain.model.commercial import OrderState
from seedtrain.model.scenario import Scenario
from seedtrain.model.site import Purpose
from seedtrain.service.quote_view import QuoteView
from seedtrain.service.schedule_plant import Progress, scenario_plant
from seedtrain.service.settings import checked_settings
from seedtrain.service.simulate_settings import AS_WRITTEN, kinds_named

if TYPE_CHECKING:
    from seedtrain.assess.quote import Ask
    from seedtrain.report import Table

MOST_BATCHES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteOptions:
    """What is asked for, as texts; empty for what is not said."""

    product: str
    batches: str = "1"
    by: str = ""
    asked: str = ""
    suite: str = ""
    purpose: str = "commercial"
    state: str = "option"
    terms: str = ""
    client: str = ""
    vary: str = AS_WRITTEN


class Quoted(QuoteView):
    """A quote that can be told as facts, tables and a page."""

    def facts(self) -> dict[str, Any]:
        """Return the quote as plain data."""
        from seedtrain.service.quote_facts import quote_facts

        return quote_facts(self)

    def tables(self) -> "tuple[Table, ...]":
        """Return the answer in a few lines, price by part, terms, and for the planner what is displaced."""
        from seedtrain.service.quote_tables import quote_tables

        return quote_tables(self)

    def page(self, lang: str) -> str:
        """Return the report: one HTML file that loads nothing."""
        from importlib.metadata import version

        from seedtrain.messages import say
        from seedtrain.report.engines import engine_page
        from seedtrain.service.quote_tables import slot_chart

        facts = say("engines.page.facts", lang, name=self.scenario.id, version=version("seedtrain"))
        return engine_page(self.tables(), [slot_chart(self, lang)], facts, lang)

    def save(self, folder: Path, lang: str) -> Path:
        """Write report, results and circumstances into a folder; return it. Raises as ``save_result``."""
        from seedtrain.service.plan_folder import save_result

        settings = {"command": "quote", "name": self.scenario.id, **self.settings}
        return save_result(folder, self.facts(), self.page, settings, lang)


def quote(
    name: str,
    options: QuoteOptions,
    *,
    replications: int = 1000,
    seed: int = 1,
    is_for_client: bool = False,
    progress: Progress | None = None,
) -> Quoted:
    """Quote batches on top of what a scenario has promised.

    Raises :class:`InputError` with every finding of the scenario, or of the options; SCH-040 where nothing
    can make what is asked for.
    """
    settings = checked_settings(replications=replications, seed=seed)
    tell = progress or (lambda _: None)
    plant = scenario_plant(name, settings["replications"], settings["seed"], tell, may_be_empty=True)
    ask = asked(plant.scenario, options)
    from seedtrain.assess.quote import client_view, quoted

    found = quoted(plant.scenario, plant.profiles, plant.batches, plant.inputs, ask, tell)
    return Quoted(
        scenario=plant.scenario,
        quote=client_view(found) if is_for_client else found,
        settings=settings,
        is_for_client=is_for_client,
    )


def asked(scenario: Scenario, options: QuoteOptions) -> "Ask":
    """Return the options checked against the scenario. Raises :class:`InputError` with a finding for each."""
    from seedtrain.assess.quote import Ask
    from seedtrain.flow.plant import hours
    from seedtrain.model.referable import suites

    findings: list[Finding] = []

    def known(path: str, value: str, names: "tuple[str, ...]", *, may_be_empty: bool = False) -> None:
        if value not in names and not (may_be_empty and not value):
            findings.append(finding("SCN-016", path=path, value=value, near=", ".join(names)))

    def day(path: str, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            findings.append(finding("SCN-017", path=path, value=text))
            return None

    known("--product", options.product, tuple(scenario.products))
    known("--suite", options.suite, tuple(suites(scenario)), may_be_empty=True)
    known("--purpose", options.purpose, get_args(Purpose))
    known("--state", options.state, get_args(OrderState))
    known("--terms", options.terms, tuple(scenario.terms) or ("–",), may_be_empty=True)
    count = int(options.batches) if options.batches.isascii() and options.batches.isdigit() else 0
    if not 1 <= count <= MOST_BATCHES:
        expected = f"1 .. {MOST_BATCHES}"
        findings.append(finding("CLI-007", path="--batches", value=options.batches, expected=expected))
    since = scenario.as_of if not options.asked else day("--asked", options.asked)
    by = day("--by", options.by) if options.by else None
    if since is not None and by is not None and by < since:
        findings.append(finding("SCN-020", path="--by", value=by, start=since))
    vary = kinds_named(options.vary, findings)
    if findings or since is None:
        raise InputError(findings)
    return Ask(
        product=options.product,
        batches=count,
        asked_h=hours(scenario, since),
        by_h=None if by is None else hours(scenario, by) + 24.0,
        suite=options.suite,
        purpose=options.purpose,  # type: ignore[arg-type]
        state=options.state,  # type: ignore[arg-type]
        terms=options.terms,
        client=options.client,
        vary=vary,
    )
