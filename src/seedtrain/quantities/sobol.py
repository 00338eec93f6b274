"""Sobol points: numbers that fill the unit cube more evenly than chance does.

.. code-block:: text

    v_j       = direction number j of the dimension, from its polynomial and first numbers, as a 32-bit word
    word(i)   = v_1 if bit 0 of i is set, xor v_2 if bit 1 is, and so on             i = 0, 1, 2 ...
    u(i)      = (scrambled(word(i)) + 1/2) * 2**-32                                  inside (0, 1)

Each bit is scrambled by a hash of the bits before it and a key (Owen's nested scrambling), so that every draw
is uniform by itself and means are unbiased. Point i does not depend on how many follow.

References: S. Joe, F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM
Journal on Scientific Computing 30 (2008) 2635-2654, doi:10.1137/070709359, and their table
new-joe-kuo-6.21201 (2008; read 2026-11-26 in SciPy 1.17; the first 50 of its dimensions). B. Burley,
"Practical hash-based Owen scrambling", Journal of Computer Graphics Techniques 9 (2020) 1-20 (hash, recalled;
whatever its even factors, the scrambling is nested).
"""

import numpy as np
import numpy.typing as npt

BITS = 32

_ROWS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (1, ()),
    (3, (1,)),
    (7, (1, 3)),
    (11, (1, 3, 1)),
    (13, (1, 1, 1)),
    (19, (1, 1, 3, 3)),
    (25, (1, 3, 5, 13)),
    (37, (1, 1, 5, 5, 17)),
    (41, (1, 1, 5, 5, 5)),
    (47, (1, 1, 7, 11, 19)),
    (55, (1, 1, 5, 1, 1)),
    (59, (1, 1, 1, 3, 11)),
    (61, (1, 3, 5, 5, 31)),
    (67, (1, 3, 3, 9, 7, 49)),
    (91, (1, 1, 1, 15, 21, 21)),
    (97, (1, 3, 1, 13, 27, 49)),
    (103, (1, 1, 1, 15, 7, 5)),
    (109, (1, 3, 1, 15, 13, 25)),
    (115, (1, 1, 5, 5, 19, 61)),
    (131, (1, 3, 7, 11, 23, 15, 103)),
    (137, (1, 3, 7, 13, 13, 15, 69)),
    (143, (1, 1, 3, 13, 7, 35, 63)),
    (145, (1, 3, 5, 9, 1, 25, 53)),
    (157, (1, 3, 1, 13, 9, 35, 107)),
    (167, (1, 3, 1, 5, 27, 61, 31)),
    (171, (1, 1, 5, 11, 19, 41, 61)),
    (185, (1, 3, 5, 3, 3, 13, 69)),
    (191, (1, 1, 7, 13, 1, 19, 1)),
    (193, (1, 3, 7, 5, 13, 19, 59)),
    (203, (1, 1, 3, 9, 25, 29, 41)),
    (211, (1, 3, 5, 13, 23, 1, 55)),
    (213, (1, 3, 7, 3, 13, 59, 17)),
    (229, (1, 3, 1, 3, 5, 53, 69)),
    (239, (1, 1, 5, 5, 23, 33, 13)),
    (241, (1, 1, 7, 7, 1, 61, 123)),
    (247, (1, 1, 7, 9, 13, 61, 49)),
    (253, (1, 3, 3, 5, 3, 55, 33)),
    (285, (1, 3, 1, 15, 31, 13, 49, 245)),
    (299, (1, 3, 5, 15, 31, 59, 63, 97)),
    (301, (1, 3, 1, 11, 11, 11, 77, 249)),
    (333, (1, 3, 1, 11, 27, 43, 71, 9)),
    (351, (1, 1, 7, 15, 21, 11, 81, 45)),
    (355, (1, 3, 7, 3, 25, 31, 65, 79)),
    (357, (1, 3, 1, 1, 19, 11, 3, 205)),
    (361, (1, 1, 5, 9, 19, 21, 29, 157)),
    (369, (1, 3, 7, 11, 1, 33, 89, 185)),
    (391, (1, 3, 3, 3, 15, 9, 79, 71)),
    (397, (1, 3, 7, 11, 15, 39, 119, 27)),
    (425, (1, 1, 3, 1, 11, 31, 97, 225)),
    (451, (1, 1, 1, 3, 23, 43, 57, 177)),
)
"""Of each dimension: the primitive polynomial as a binary number, highest power first; first numbers."""

DIMENSIONS = len(_ROWS)


_FACTORS = (0x6C50B47C, 0xB82F1E52, 0xC7AFE638, 0x8D22F6E6)


def sobol_words(dimension: int, n: int) -> npt.NDArray[np.uint64]:
    """First ``n`` words (32 bits) of ``dimension``, from 0 up to DIMENSIONS, not scrambled; shape (n,)."""
    index = np.arange(n, dtype=np.uint64)
    word = np.zeros(n, dtype=np.uint64)
    for place, direction in enumerate(_directions(dimension)):
        word ^= np.where((index >> np.uint64(place)) & np.uint64(1), np.uint64(direction), np.uint64(0))
    return word


def sobol_uniform(dimension: int, n: int, key: int) -> npt.NDArray[np.float64]:
    """First ``n`` numbers of ``dimension``, from 0 up to DIMENSIONS, scrambled by ``key``; shape (n,).

    ``n`` at most 2**32; ``key`` whole, of which 32 bits count.
    """
    word, mask = _reversed(sobol_words(dimension, n)), np.uint64(2**BITS - 1)
    word = (word + np.uint64(key % 2**BITS)) & mask
    for factor in _FACTORS:
        word ^= (word * np.uint64(factor)) & mask
    return (_reversed(word).astype(np.float64) + 0.5) * 2.0**-BITS


def _reversed(word: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The 32 bits of each word in reverse."""
    turned = np.zeros_like(word)
    for place in range(BITS):
        turned |= ((word >> np.uint64(place)) & np.uint64(1)) << np.uint64(BITS - 1 - place)
    return turned


def _directions(dimension: int) -> list[int]:
    """The 32 direction numbers of a dimension, the first with the highest bit."""
    polynomial, first = _ROWS[dimension]
    degree = polynomial.bit_length() - 1
    if degree == 0:
        return [1 << (BITS - 1 - j) for j in range(BITS)]
    numbers = list(first)
    for j in range(degree, BITS):
        new = numbers[j - degree] ^ (numbers[j - degree] << degree)
        for k in range(1, degree):
            if (polynomial >> (degree - k)) & 1:
                new ^= numbers[j - k] << k
        numbers.append(new)
    return [m << (BITS - 1 - j) for j, m in enumerate(numbers)]
