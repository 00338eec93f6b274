"""Rules of plans in continuous time."""

from itertools import pairwise

from seedtrain.plan.problem.campaign_sequence import CampaignSequence, SequenceProduct
from seedtrain.plan.result import CampaignRow, PlanResult
from seedtrain.plan.sequence.score import score
from seedtrain.plan.sequence.timing import counts, finish_days
from seedtrain.plan.verify.broken_rule import GRAIN, BrokenRule, Judge


def verify_sequence(problem: CampaignSequence, result: PlanResult) -> list[BrokenRule]:
    """Every rule that the campaigns of ``result`` break.

    Rules: ``known_product``, ``whole``, ``campaign_length``, ``pairing``, ``duration``, ``harvest_hold``,
    ``changeover``, ``no_idle``, ``repeat``, ``suites``, ``horizon``, ``backlog``, ``waste``, ``stock_limit``,
    ``objective``.
    """
    judge = Judge()
    products = {p.id: p for p in problem.products}
    for row in result.campaigns:
        judge.expect(row.product in products, "known_product", row.suite, row.product, ", ".join(products))
        judge.whole(row.batches, f"{row.suite}, {row.product}")
    if judge.broken:
        return judge.broken
    sections = {name: [row for row in result.campaigns if row.section == name] for name in ("usp", "dsp")}
    if problem.rules.usp_suites == 0:
        _judge_paced(judge, problem, sections["dsp"], products)
    elif _judge_pairs(judge, sections["usp"], sections["dsp"]):
        _judge_fed(judge, problem, sections, products)
    if not judge.broken or all(broken.rule != "pairing" for broken in judge.broken):
        _judge_worth(judge, problem, result)
    return judge.broken


def _judge_paced(
    judge: Judge, problem: CampaignSequence, rows: list[CampaignRow], products: dict[str, SequenceProduct]
) -> None:
    """One suite that never waits: lengths, times, changeovers."""
    names = list(products)
    rows = sorted(rows, key=lambda row: row.start)
    for i, row in enumerate(rows):
        product, place = products[row.product], f"campaign {i + 1} of {row.product}"
        is_cut = i + 1 == len(rows) and not counts(problem, row.end + product.dsp_days)
        _judge_length(judge, product, row, place, is_cut)
        judge.equal(row.end, row.start + row.batches * product.dsp_days, "duration", place)
        judge.expect(counts(problem, row.end), "horizon", place, row.end, f"before {problem.end:g}")
    if rows:
        judge.equal(rows[0].start, products[rows[0].product].usp_days, "no_idle", "first campaign")
    for before, after in pairwise(rows):
        place = f"{before.product} to {after.product}"
        gap = problem.dsp_changeover[names.index(before.product)][names.index(after.product)]
        judge.equal(after.start, before.end + gap, "changeover", place)
        is_new = before.product != after.product or problem.rules.same_product_may_follow
        judge.expect(is_new, "repeat", place, "the same product again", "another product")


def _judge_length(judge: Judge, product: SequenceProduct, row: CampaignRow, place: str, is_cut: bool) -> None:
    """Batches of a campaign; one that the end of the plan cuts short may be shorter."""
    judge.at_most(row.batches, product.max_batches, "campaign_length", place)
    judge.at_most(1 if is_cut else product.min_batches, row.batches, "campaign_length", place)
    is_whole = is_cut or row.batches % product.multiple == 0
    judge.expect(is_whole, "campaign_length", place, row.batches, f"a multiple of {product.multiple}")


def _judge_pairs(judge: Judge, usp: list[CampaignRow], dsp: list[CampaignRow]) -> bool:
    """Each USP campaign feeds one DSP campaign of the same product and batches."""
    pairs = [{row.campaign: (row.product, row.batches) for row in rows} for rows in (usp, dsp)]
    judge.expect(pairs[0] == pairs[1], "pairing", "campaigns", pairs[1], pairs[0])
    judge.expect(len(usp) == len(pairs[0]), "pairing", "numbers", len(pairs[0]), len(usp))
    judge.expect(len(dsp) == len(pairs[1]), "pairing", "numbers", len(pairs[1]), len(dsp))
    return not judge.broken


def _judge_fed(
    judge: Judge,
    problem: CampaignSequence,
    sections: dict[str, list[CampaignRow]],
    products: dict[str, SequenceProduct],
) -> None:
    """USP suites that feed DSP suites: durations, holds, changeovers, suites."""
    rules, dsp = problem.rules, {row.campaign: row for row in sections["dsp"]}
    for row in sections["usp"]:
        product, after = products[row.product], dsp[row.campaign]
        place = f"campaign {row.campaign} of {row.product}"
        _judge_length(judge, product, row, place, is_cut=False)
        judge.equal(row.end, row.start + row.batches * product.usp_days, "duration", place)
        finish = finish_days(product, row.start, after.start, row.batches)[-1]
        judge.equal(after.end, finish, "duration", place)
        harvest = row.start + product.usp_days
        judge.at_most(harvest, after.start, "harvest_hold", place)
        judge.at_most(after.start, harvest + rules.harvest_hold_limit_days, "harvest_hold", place)
        judge.at_most(after.end, problem.end, "horizon", place)
    names = list(products)
    for section, table, count in (
        ("usp", problem.usp_changeover, rules.usp_suites),
        ("dsp", problem.dsp_changeover, rules.dsp_suites),
    ):
        may_wait = section == "dsp" or rules.idle_before_campaign_allowed
        suites = sorted({row.suite for row in sections[section]})
        judge.at_most(len(suites), count, "suites", section)
        for suite in suites:
            rows = sorted((r for r in sections[section] if r.suite == suite), key=lambda row: row.start)
            _judge_suite(judge, rows, [names.index(row.product) for row in rows], table, may_wait)


def _judge_suite(
    judge: Judge,
    rows: list[CampaignRow],
    made: list[int],
    table: tuple[tuple[float, ...], ...],
    may_wait: bool,
) -> None:
    """Changeovers of one suite, before the first campaign too, and idle time."""
    free = [table[made[0]][made[0]]]
    free += [row.end + table[p][q] for row, (p, q) in zip(rows, pairwise(made), strict=False)]
    for row, day in zip(rows, free, strict=True):
        place = f"{row.suite}, {row.product} on day {row.start:g}"
        judge.at_most(day, row.start, "changeover", place)
        judge.expect(may_wait or row.start <= day + GRAIN, "no_idle", place, row.start, f"{day:g}")


def _judge_worth(judge: Judge, problem: CampaignSequence, result: PlanResult) -> None:
    """Demand, shelf life, stock limit, and what the plan says it is worth."""
    worth = score(problem, result.campaigns)
    limits = {p.id: p.stock_limit for p in problem.products}
    for row in worth.flows:
        place = f"{row.product}, due date {row.period + 1}"
        if row.kind == "stock":
            judge.at_most(row.quantity, limits[row.product], "stock_limit", place)
        else:
            judge.at_most(row.quantity, 0.0, row.kind, place)
    judge.equal(result.objective or 0.0, worth.objective(result.objective_name), "objective", "result")
    for name, value in result.indicators.items():
        judge.equal(value, worth.indicators[name], "objective", name)
