"""What the client who asked may see of a quote: its own dates, price and terms, and nothing of others."""

from dataclasses import replace

from seedtrain.results.quote import Quote


def client_view(quote: Quote) -> Quote:
    """Return the quote without what tells of other clients or of the maker's own reckoning.

    Gone: which orders would make way, other suites, the timetable, marginal costs, odds and the expected
    revenue of the slot. What is left does not change with any product, price or name of another order.
    """
    promise = quote.promise
    own = tuple(slot for slot in promise.timetable.slots if slot.job in _own(quote))
    batches = tuple(batch for batch in promise.timetable.batches if batch.job in _own(quote))
    timetable = replace(promise.timetable, slots=own, batches=batches)
    return replace(
        quote,
        promise=replace(promise, timetable=timetable, at_hand_h=float("nan"), empty_h=float("nan")),
        others=(),
        hastened=None,
        parts=tuple(replace(part, cost=float("nan")) for part in quote.parts),
        terms=replace(
            quote.terms,
            odds=float("nan"),
            notices=tuple(
                replace(
                    notice,
                    resale_odds=float("nan"),
                    cancelled=float("nan"),
                    held=float("nan"),
                    resold=float("nan"),
                )
                for notice in quote.terms.notices
            ),
        ),
    )


def _own(quote: Quote) -> set[str]:
    return {batch.job for batch in quote.promise.timetable.batches if batch.order == "quote"}
