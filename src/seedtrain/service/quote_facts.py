"""Quotes as plain data."""

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seedtrain.service.quote_view import QuoteView


def quote_facts(found: "QuoteView") -> dict[str, Any]:
    """Return a quote as plain data: days as text, money in CNY; what a client may not see is not there."""
    quote, promise, terms = found.quote, found.quote.promise, found.quote.terms
    facts: dict[str, Any] = {
        "scenario": found.scenario.id,
        "product": quote.product,
        "batches": quote.batches,
        "purpose": quote.purpose,
        "asked": found.day(quote.asked_h + 1.0),
        "by": found.day(quote.by_h),
        "is_in_time": quote.is_in_time,
        "suite": promise.suite,
        "start": found.day(promise.starts_h + 1.0),
        "promise": found.day(promise.release_h),
        "date_90": found.day(promise.likely_h),
        "set_by": promise.set_by,
        "material": promise.material,
        "price_cny": quote.price,
        "parts": [
            {"part": part.part, "amount": part.amount, "unit": part.unit, "price_cny": part.price}
            for part in quote.parts
        ],
        "terms": {
            "deposit_cny": terms.deposit,
            "least_pay_cny": terms.least_pay,
            "postpone_by": found.day(terms.postpone_by_h),
            "postpone_to": found.day(terms.postpone_to_h),
            "cancellation": [
                {
                    "notice_d": notice.notice_h / 24.0,
                    "latest": found.day(notice.latest_h),
                    "fee_cny": notice.fee,
                    "owed_cny": notice.owed,
                }
                for notice in terms.notices
            ],
        },
        "marks": dict(quote.marks),
        "verified": not promise.timetable.broken,
        **found.settings,
    }
    return facts if found.is_for_client else {**facts, **_sampled(found), **_planner(found)}


def _sampled(found: "QuoteView") -> dict[str, Any]:
    """How well the date at 90 % is known, and the odds of the day asked for; None where not simulated."""
    error_h = found.quote.promise.likely_error_h
    is_told = error_h is not None and math.isfinite(error_h)
    return {
        "date_90_error_d": error_h / 24.0 if is_told and error_h is not None else None,
        "odds_by": found.quote.promise.odds_by,
    }


def _planner(found: "QuoteView") -> dict[str, Any]:
    """What only the planner sees."""
    quote, terms = found.quote, found.quote.terms
    hastened = None
    if quote.hastened is not None:
        hastened = {
            "release": found.day(quote.hastened.release_h),
            "displaced": [
                {
                    "order": each.order,
                    "product": each.product,
                    "state": each.state,
                    "batches": each.batches,
                    "moved_h": each.moved_h,
                    "late_before_h": each.late_before_h,
                    "late_h": each.late_h,
                }
                for each in quote.hastened.displaced
            ],
        }
    return {
        "client": quote.client,
        "at_hand": found.day(quote.promise.at_hand_h),
        "empty": found.day(quote.promise.empty_h),
        "suites": [
            {
                "suite": each.suite,
                "start": found.day(each.starts_h + 1.0),
                "promise": found.day(each.release_h),
                "set_by": each.set_by,
                "material": each.material,
            }
            for each in found.promises()
        ],
        "hastened": hastened,
        "cost_cny": quote.cost,
        "margin": 1.0 - quote.cost / quote.price if quote.price > 0.0 else math.nan,
        "costs": {part.part: part.cost for part in quote.parts},
        "state": terms.state,
        "odds": terms.odds,
        "revenue": [
            {
                "latest": found.day(notice.latest_h),
                "resale_odds": notice.resale_odds,
                "cancelled_cny": notice.cancelled,
                "held_cny": notice.held,
                "resold_cny": notice.resold,
            }
            for notice in terms.notices
        ],
    }
