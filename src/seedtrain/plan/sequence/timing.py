"""When each batch of a campaign is stored."""

from seedtrain.plan.ledger import GRAIN
from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.result import CampaignRow


def finish_days(product: SequenceProduct, usp_start: float, dsp_start: float, batches: int) -> list[float]:
    r"""Days on which the batches of a campaign leave DSP.

    .. math:: f_k = \max(f_{k-1},\; s + k u) + d, \qquad f_0 = s'

    ``s`` start of USP, ``s'`` start of DSP [day], ``u``, ``d`` days a batch in USP and DSP.
    """
    finish, days = dsp_start, []
    for k in range(1, batches + 1):
        finish = max(finish, usp_start + k * product.usp_days) + product.dsp_days
        days.append(round(finish, 9))
    return days


def paced_days(product: SequenceProduct, first_harvest: float, batches: int) -> list[float]:
    """Days on which batches are stored when DSP sets the pace: one after the other from the first harvest."""
    return [first_harvest + k * product.dsp_days for k in range(1, batches + 1)]


def stored_days(problem: CampaignSequence, rows: tuple[CampaignRow, ...]) -> dict[str, list[float]]:
    """Days on which batches are stored, by product; a batch after the end does not count."""
    products = {p.id: p for p in problem.products}
    usp_starts = {row.campaign: row.start for row in rows if row.section == "usp"}
    days: dict[str, list[float]] = {p: [] for p in products}
    for row in rows:
        if row.section != "dsp":
            continue
        product = products[row.product]
        if problem.rules.usp_suites == 0:
            found = paced_days(product, row.start, row.batches)
        else:
            found = finish_days(product, usp_starts[row.campaign], row.start, row.batches)
        days[row.product] += [day for day in found if counts(problem, day)]
    return days


def counts(problem: CampaignSequence, day: float) -> bool:
    """Whether a batch stored on ``day`` counts: before the last due date, or on it where the rules say so."""
    return day < problem.end or (problem.rules.serves_on_release_day and day <= problem.end + GRAIN)
