"""What a scenario holds, in tables: the packaged ones, and one of them."""

from seedtrain.messages import Message, Wording
from seedtrain.model.claim import Claim
from seedtrain.model.document import Document
from seedtrain.model.scenario import Scenario
from seedtrain.report.table import Cell, Table, rows
from seedtrain.service.columns import column
from seedtrain.service.documents import open_document, packaged


def listed() -> Table:
    """Return the packaged scenarios: name, title, document and date, number of claims."""
    lines: list[list[Cell]] = []
    for name in packaged():
        scenario = open_document(name).scenario
        origin = scenario.provenance
        lines.append(
            [name, scenario.title, origin.publisher, origin.published.isoformat(), str(len(scenario.claims))]
        )
    return Table(
        id="list",
        title=Message("service.list.title"),
        columns=(
            column("name"),
            column("title"),
            column("publisher", priority=2),
            column("published", priority=1),
            column("claims", right=True),
        ),
        rows=rows(lines),
    )


def shown(document: Document) -> tuple[Table, ...]:
    """Return what a scenario is about: its facts in a few lines, its suites, orders and claims."""
    scenario = document.scenario
    found = (_facts(document), _suites(scenario), _orders(scenario), _claims(scenario))
    return tuple(table for table in found if table.rows)


def _facts(document: Document) -> Table:
    scenario, origin = document.scenario, document.scenario.provenance
    counts = (
        ("sites", len(scenario.sites)),
        ("products", len(scenario.products)),
        ("programmes", len(scenario.programmes)),
        ("investments", len(scenario.investments)),
        ("claims", len(scenario.claims)),
        ("observations", len(scenario.observations)),
    )
    holds = [Message(f"service.holds.{name}", {"n": n}) for name, n in counts if n]
    if scenario.park is not None:
        holds.append(Message("service.holds.park"))
    lines: list[tuple[str, str | Message | Wording]] = [
        ("id", scenario.id),
        ("title", scenario.title),
        ("document", origin.title),
        ("publisher", origin.publisher),
        ("published", origin.published.isoformat()),
        ("confidence", origin.confidence or Message("service.confidence.high")),
        ("as_of", str(scenario.as_of)),
        ("horizon", f"{scenario.horizon.start} .. {scenario.horizon.end}"),
        ("money", f"{scenario.money.currency} {scenario.money.price_year}"),
        ("holds", _joined(holds)),
        ("hash", document.input_hash),
    ]
    return Table(
        id="facts",
        title=Message("service.show.facts"),
        columns=(column("fact"), column("value")),
        rows=rows((Message(f"service.fact.{name}"), cell) for name, cell in lines),
    )


def _joined(parts: list[Message]) -> Wording:
    return Wording(
        ", ".join(part.render("en") for part in parts), "、".join(part.render("zh") for part in parts)
    )


def _suites(scenario: Scenario) -> Table:
    lines = [
        [
            site.name or site_id,
            suite.name or suite_id,
            ", ".join(suite.modalities),
            unit.unit_class,
            unit.count.text,
            unit.volume.text if unit.volume is not None else None,
        ]
        for site_id, site in scenario.sites.items()
        for suite_id, suite in site.suites.items()
        for unit in suite.units.values()
    ]
    return Table(
        id="suites",
        title=Message("service.show.suites"),
        columns=(
            column("site", priority=3),
            column("suite"),
            column("modalities", priority=2),
            column("unit_class"),
            column("count", right=True),
            column("volume", right=True),
        ),
        rows=rows(lines),
    )


def _orders(scenario: Scenario) -> Table:
    lines = []
    for order_id, order in scenario.orders.items():
        amount = order.batches or order.mass or order.items
        due = order.due.isoformat() if order.due is not None else f"{order.programme}, {order.stage}"
        lines.append(
            [order.name or order_id, order.product, amount.text if amount is not None else None, due]
        )
    return Table(
        id="orders",
        title=Message("service.show.orders"),
        columns=(column("order"), column("product"), column("amount", right=True), column("due")),
        rows=rows(lines),
    )


def _claims(scenario: Scenario) -> Table:
    return Table(
        id="claims",
        title=Message("service.show.claims"),
        columns=(
            column("claim"),
            column("kind"),
            column("text"),
            column("readings", priority=2),
        ),
        rows=rows(_claim(claim_id, claim) for claim_id, claim in scenario.claims.items()),
    )


def _claim(claim_id: str, claim: Claim) -> list[str | Message | Wording]:
    return [claim_id, Message(f"service.kind.{claim.kind}"), claim.text, ", ".join(claim.readings)]
