"""The process models by the name that recipes call them."""

from collections.abc import Callable, Mapping

from seedtrain.process.chromatography import bind_elute, flow_through
from seedtrain.process.clarification import cell_harvest, centrifugation, clarification
from seedtrain.process.conjugation import conjugation, pooling
from seedtrain.process.culture import fed_batch, fermentation, perfusion
from seedtrain.process.drying import lyophilisation, vial_lyophilisation
from seedtrain.process.fill_finish import formulation, item_line
from seedtrain.process.filtration import bulk_fill, ufdf, virus_filtration
from seedtrain.process.frame import Frame
from seedtrain.process.growth import expansion, seed_fermentation, thaw
from seedtrain.process.inactivation import precipitation, virus_inactivation
from seedtrain.process.lysis import lysis, refolding
from seedtrain.process.modification import modification
from seedtrain.process.release import release
from seedtrain.process.stream import Outcome, Stream

Family = Callable[[Frame, Stream], Outcome]

FAMILIES: Mapping[str, Family] = {
    family.__name__: family
    for family in (
        thaw,
        expansion,
        seed_fermentation,
        fed_batch,
        perfusion,
        fermentation,
        clarification,
        centrifugation,
        cell_harvest,
        lysis,
        refolding,
        bind_elute,
        flow_through,
        virus_inactivation,
        precipitation,
        virus_filtration,
        ufdf,
        bulk_fill,
        pooling,
        conjugation,
        modification,
        lyophilisation,
        vial_lyophilisation,
        formulation,
        item_line,
        release,
    )
}
"""Family name to the function that balances a step."""
