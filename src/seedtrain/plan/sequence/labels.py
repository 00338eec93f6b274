"""Walks packed into whole numbers: product, class, batches by product, deficit so far."""

from dataclasses import dataclass

import numpy as np

from seedtrain.errors import InputError, finding
from seedtrain.plan.sequence.tables import Array, Tables


@dataclass(frozen=True, slots=True)
class Codec:
    """Where each part of a label lies: product, class, batches of each product, deficit, from high bits to
    low."""

    products: int
    class_bits: int
    batch_bits: int
    deficit_bits: int

    @property
    def worst(self) -> int:
        """Deficit from which a label is not kept."""
        return (1 << self.deficit_bits) - 1

    def state(self, product: int, classes: Array, batches: list[Array]) -> Array:
        """State without its deficit."""
        state = (np.int64(product) << self.class_bits) | classes
        for count in batches:
            state = (state << self.batch_bits) | count
        return state

    def parts(self, states: Array) -> tuple[Array, Array, list[Array]]:
        """Product, class and batches by product."""
        mask, width = (1 << self.batch_bits) - 1, self.batch_bits
        batches = [(states >> (width * (self.products - 1 - p))) & mask for p in range(self.products)]
        head = states >> (width * self.products)
        return head >> self.class_bits, head & ((1 << self.class_bits) - 1), batches


def make_codec(tables: Tables) -> Codec:
    """Codec for ``tables``.

    The greatest deficit that a walk can have is all targets missed; it always fits. Raises ``InputError``
    (PLN-014) when a label does not fit 63 bits.
    """
    worst = sum(int(np.where(d < 1 << 39, d, 0).max(axis=1).sum()) for d in tables.deficit)
    classes = max(len(run.following) for run in tables.runs)
    class_bits, batch_bits = max(1, (classes - 1).bit_length()), (tables.most + 1).bit_length()
    codec = Codec(tables.count, class_bits, batch_bits, worst.bit_length() + 1)
    bits = (tables.count - 1).bit_length() + class_bits + batch_bits * tables.count + codec.deficit_bits
    if bits > 63:
        why = f"{tables.count} products of up to {tables.most} batches need {bits} bits, 63 at most"
        raise InputError(
            [finding("PLN-014", value="dynamic programming", why=why, other="a shorter horizon")]
        )
    return codec


def best_by_state(codec: Codec, chunks: list[Array]) -> Array:
    """Labels of ``chunks`` with the least deficit of each state, in order."""
    labels = np.concatenate(chunks)
    labels.sort()
    states = labels >> codec.deficit_bits
    keep = np.ones(len(labels), dtype=bool)
    keep[1:] = states[1:] != states[:-1]
    kept: Array = labels[keep]
    return kept
