"""Campaign rows of a single suite."""

from collections.abc import Iterable

from seedtrain.errors import InputError, finding
from seedtrain.plan.problem.campaign_sequence import CampaignSequence
from seedtrain.plan.result import CampaignRow
from seedtrain.plan.sequence.timing import counts


def rows_of_sequence(
    problem: CampaignSequence, sequence: Iterable[tuple[str, int]]
) -> tuple[CampaignRow, ...]:
    """Rows of campaigns that follow each other without idle time; batches beyond the end are cut off.

    Raises ``InputError`` (PLN-010) for an unknown product.
    """
    index = {p.id: i for i, p in enumerate(problem.products)}
    rows: list[CampaignRow] = []
    day, before = 0.0, -1
    for place, (name, batches) in enumerate(sequence):
        if name not in index:
            known = ", ".join(index)
            raise InputError([finding("PLN-010", path=f"sequence[{place}]", value=name, known=known)])
        product, here = problem.products[index[name]], index[name]
        start = product.usp_days if before < 0 else day + problem.dsp_changeover[before][here]
        made = sum(counts(problem, start + k * product.dsp_days) for k in range(1, batches + 1))
        day, before = start + batches * product.dsp_days, here
        if made:
            rows.append(_row(name, start, start + made * product.dsp_days, made, place))
    return tuple(rows)


def _row(product: str, start: float, end: float, batches: int, place: int) -> CampaignRow:
    return CampaignRow("suite", "dsp", product, start, end, batches, campaign=place)
