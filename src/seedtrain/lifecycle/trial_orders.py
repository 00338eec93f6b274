"""Orders of a trial: its campaigns of substance and of filled items, by date, as demand of the schedule."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np

from seedtrain.catalog import table
from seedtrain.lifecycle.route import StageTerms, route_of
from seedtrain.lifecycle.trial import campaigns, need_of
from seedtrain.messages import Wording, say
from seedtrain.model.block import changed
from seedtrain.model.demand import Order
from seedtrain.model.inputs import Inputs
from seedtrain.model.programme import Programme
from seedtrain.model.scenario import Scenario
from seedtrain.model.trial import Trial
from seedtrain.model.value import Value
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Draws

_KINDS = {"substance": Wording("substance", "原液"), "fill": Wording("filling", "灌装")}


def with_trials(scenario: Scenario, stage_start: Mapping[tuple[str, str], Draws]) -> Scenario:
    """Return ``scenario`` with the orders of its trials added to its own.

    ``stage_start``: the day each stage begins (ordinals), of which the base counts: decisions are taken once.
    The first campaign is due when the stage begins, less the time to fill, pack and ship; further ones are
    spread evenly over the stage. A filling is made from the substance of its campaign and starts when that is
    released; the stage waits for the filling of the first. A stage that begins after the horizon, or before
    ``as_of``, orders nothing.
    """
    orders = dict(scenario.orders)
    for id_, programme in scenario.programmes.items():
        if programme.trials:
            for key, order in _orders(scenario, id_, programme, stage_start):
                orders[key] = order
    return scenario if len(orders) == len(scenario.orders) else changed(scenario, orders=orders)


def is_of_trial(order: Order) -> bool:
    """Whether an order was made from the plan of a trial."""
    return order.path.startswith("programmes.")


def supply_lead(order: Order, inputs: Inputs) -> Draws | float:
    """Time from release to the hospitals of a trial's filling, shape (1 + n,); 0 for other orders. [d]"""
    if not is_of_trial(order):
        return 0.0
    return np.asarray(inputs.draw(table("stages")["any.trial.pack_lead"].value) / 24.0)


def _orders(
    scenario: Scenario, id_: str, programme: Programme, stage_start: Mapping[tuple[str, str], Draws]
) -> Iterator[tuple[str, Order]]:
    inputs = Inputs(World(0, 0))
    today = scenario.as_of or scenario.horizon.start
    for terms in route_of(programme):
        trial = programme.trials.get(terms.stage)
        begins = stage_start.get((id_, terms.stage))
        if trial is None or begins is None or not math.isfinite(begins[0]):
            continue
        if not today.toordinal() <= begins[0] < scenario.horizon.end.toordinal():
            continue
        number = campaigns(trial)
        length = 0.0 if terms.duration is None else float(inputs.draw(terms.duration)[0]) / 24.0
        for place in range(number):
            wanted = date.fromordinal(int(begins[0] + length * place / number))
            made_from = trial.made_from
            for kind, order in _campaign(scenario, programme, terms, trial, wanted, inputs):
                key = f"{id_}-{terms.stage}-{kind}-{place + 1}".replace("_", "-")
                if place == 0 and kind == "fill":
                    order = changed(order, programme=id_, stage=terms.stage)
                if number > 1 and order.name is not None:
                    order = changed(order, name=_numbered(order.name, place + 1))
                yield key, changed(order, made_from=list(made_from))
                made_from = [key]


def _campaign(
    scenario: Scenario,
    programme: Programme,
    terms: StageTerms,
    trial: Trial,
    wanted: date,
    inputs: Inputs,
) -> Iterator[tuple[str, Order]]:
    """The substance and the filling of one campaign that hospitals want on a day."""
    need = need_of(trial, scenario.products[trial.item], terms, inputs)
    share = 1.0 / campaigns(trial)
    rows = table("stages")
    packed = wanted - timedelta(days=math.ceil(rows["any.trial.pack_lead"].value.base / 24.0))
    released = packed - timedelta(days=math.ceil(rows["any.trial.fill_lead"].value.base / 24.0))
    today = scenario.as_of or scenario.horizon.start
    path = f"{programme.path}.trials.{terms.stage}"
    if trial.substance is not None:
        whole = Order(product=trial.substance, suite=trial.substance_suite, purpose="clinical")
        yield (
            "substance",
            changed(
                whole,
                path=f"{path}.substance",
                origin=trial.origin,
                name=_words(programme, terms, "substance"),
                mass=_value(share * need.mass, "mass", f"{path}.substance", trial),
                earliest_start=today,
                due=max(released, today),
            ),
        )
    yield (
        "fill",
        changed(
            Order(product=trial.item, suite=trial.fill_suite, purpose="clinical"),
            path=f"{path}.fill",
            origin=trial.origin,
            name=_words(programme, terms, "fill"),
            items=_value(np.ceil(share * need.items), "count", f"{path}.fill", trial),
            earliest_start=today if trial.substance is None else max(released, today),
            due=max(packed, today),
        ),
    )


def _words(programme: Programme, terms: StageTerms, kind: str) -> Wording:
    """What a reader calls the order."""
    name = programme.name or Wording(programme.path.rpartition(".")[2])
    label = _KINDS[kind]
    return Wording(
        f"{name.en}, {say(f'stage.{terms.stage}', 'en')}: {label.en}",
        f"{name.render('zh')}（{say(f'stage.{terms.stage}', 'zh')}）{label.zh}",
    )


def _numbered(name: Wording, place: int) -> Wording:
    return Wording(f"{name.en} {place}", f"{name.render('zh')}{place}")


def _value(draws: Draws, dimension: str, path: str, trial: Trial) -> Value:
    base = float(draws[0])
    return Value(base, dimension, f"{base:.6g}", trial.origin, path)
