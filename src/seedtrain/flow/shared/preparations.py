"""Media and buffers: made ahead for one batch or for several, kept in a tank, used in time."""

from seedtrain.errors import finding
from seedtrain.flow.network import Link, Mode, Need, Operation
from seedtrain.flow.shared.growing import Growing, hours_of
from seedtrain.model.shared import Preparation


def add_preparations(made: Growing) -> None:
    """Add the block ``preparations``.

    One preparation serves as many batches of an order, one after another, as the tank holds. SCH-070 where
    the tank holds less than one batch takes.
    """
    for name, block in made.scenario.preparations.items():
        places = made.fitting(f"{block.path}.step", [block.step], block.products)
        several = _served(made, block)
        together: dict[tuple[str, str], list[int]] = {}
        for k in places:
            order = made.orders[made.job_of[k]]
            together.setdefault((order.product, order.order), []).append(k)
        for mine in together.values():
            for at in range(0, len(mine), several):
                _prepare(made, name, block, mine[at : at + several])


def _served(made: Growing, block: Preparation) -> int:
    """How many batches one preparation serves."""
    if block.volume is None:
        return 1
    tank = made.scenario.resources[block.resource].volume
    if tank is None or tank.base < block.volume.base * (1.0 - 1e-9):
        said = "–" if tank is None else tank.text
        made.findings.append(
            finding("SCH-070", path=f"{block.path}.volume", value=block.volume.text, tank=said)
        )
        return 1
    return int(tank.base / block.volume.base + 1e-9)


def _prepare(made: Growing, name: str, block: Preparation, group: list[int]) -> None:
    """One preparation for the steps of ``group``; its tank is kept until the last starts or ends."""
    first = made.operations[group[0]]
    stem, is_end = f"{first.name} {name}", block.held_to == "end"
    until = first.name
    if len(group) > 1:
        until = f"{stem} used up"
        made.operations.append(Operation(name=until, job=first.job, modes=(Mode(0.0),), counts=False))
    need = Need(block.resource, 1.0, until, is_end)
    made.operations.append(
        Operation(name=stem, job=first.job, modes=(Mode(hours_of(block.duration), (need,)),), counts=False)
    )
    for k in group:
        step = made.operations[k].name
        made.links.append(Link(stem, step))
        if block.shelf_life is not None:
            made.links.append(Link(stem, step, "no_later_after_end", hours_of(block.shelf_life)))
        if until != step:
            made.links.append(Link(step, until, "after_end" if is_end else "after_start"))
