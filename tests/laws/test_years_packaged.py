"""Life cycle and park on every packaged scenario: told in both languages, in order, from their inputs."""

import numpy as np
import pytest

from seedtrain import lifecycle, park
from seedtrain.model.inputs import Inputs
from seedtrain.quantities.streams import World
from seedtrain.results.indicator import Indicator, by_id
from seedtrain.results.series import Series
from seedtrain.service.documents import open_document, packaged


def told(name: str) -> tuple[list[Indicator], list[Series]]:
    """Indicators and series of both engines on a packaged scenario."""
    scenario, drawn = open_document(name).scenario, Inputs(World(100, 1))
    molecules, zone = lifecycle.run(scenario, drawn, {}), park.run(scenario, drawn)
    return [*molecules.indicators, *zone.indicators], [*molecules.series, *zone.series]


@pytest.mark.parametrize("name", packaged())
def test_what_is_told_holds_together(name: str) -> None:
    """Ids differ; draws are numbers in every world or name what is missing; labels read in both languages."""
    indicators, series = told(name)
    assert by_id(indicators)
    assert len({each.id for each in series}) == len(series) > 0
    everything: list[Indicator | Series] = [*indicators, *series]
    for each in everything:
        assert each.label.render("en") != each.label.render("zh"), each.id
        if each.draws is None:
            assert each.missing, each.id
        else:
            assert each.rests_on, each.id
            assert not np.isnan(each.draws).any(), each.id
            assert each.draws.shape[0] == 101, each.id


@pytest.mark.parametrize("name", packaged())
def test_counts_only_grow(name: str) -> None:
    """Molecules entered and passed and companies introduced are cumulative: they never fall, in any world."""
    _, series = told(name)
    for each in series:
        if ".entered." in each.id or ".passed." in each.id or each.id == "park.introduced":
            assert each.draws is not None
            assert (np.diff(each.draws, axis=1) >= -1e-9).all(), each.id
