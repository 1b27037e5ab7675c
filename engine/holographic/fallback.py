"""The same code in numpy, for platforms without a PyECLib wheel: equal byte for byte, slower.

A product with a constant is a look-up in a table of 256, which `bytes.translate` does faster than
numpy's own indexing; numpy does the sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from engine.types import Buffer

POLYNOMIAL = 0x11D
"""x^8 + x^4 + x^3 + x^2 + 1, as in ISA-L."""

Matrix = list[list[int]]


class NumpyBackend:
    """See `ErasureBackend`."""

    def __init__(self, data_lanes: int, parity_lanes: int) -> None:
        self._k = data_lanes
        identity = [[int(i == j) for j in range(data_lanes)] for i in range(data_lanes)]
        self._matrix = identity + cauchy_rows(data_lanes, parity_lanes)

    def encode(self, lanes_major: bytes, fragment_bytes: int) -> list[memoryview]:
        """See `ErasureBackend`."""
        cuts = range(0, self._k * fragment_bytes, fragment_bytes)
        lanes = [lanes_major[start : start + fragment_bytes] for start in cuts]
        return [memoryview(combine(row, lanes, fragment_bytes)) for row in self._matrix[self._k :]]

    def rebuild(
        self, fragments: Mapping[int, Buffer], lost: Sequence[int], fragment_bytes: int
    ) -> list[memoryview]:
        """See `ErasureBackend`."""
        inverse = invert([self._matrix[lane] for lane in fragments])
        parts = [bytes(part) for part in fragments.values()]
        return [
            memoryview(combine(times(self._matrix[lane], inverse), parts, fragment_bytes))
            for lane in lost
        ]


def cauchy_rows(data_lanes: int, parity_lanes: int) -> Matrix:
    """The parity rows of the coding matrix: 1 / (i xor j), i from k on."""
    return [
        [INVERSES[row ^ column] for column in range(data_lanes)]
        for row in range(data_lanes, data_lanes + parity_lanes)
    ]


def combine(coefficients: Sequence[int], parts: Sequence[bytes], length: int) -> bytes:
    """The sum of the parts, each times its coefficient."""
    total: npt.NDArray[np.uint8] = np.zeros(length, np.uint8)
    for coefficient, part in zip(coefficients, parts, strict=True):
        if coefficient:
            total ^= np.frombuffer(part.translate(PRODUCTS[coefficient]), np.uint8)
    return total.tobytes()


def times(row: Sequence[int], matrix: Matrix) -> list[int]:
    """A row times a matrix."""
    total = [0] * len(matrix[0])
    for factor, other in zip(row, matrix, strict=True):
        table = PRODUCTS[factor]
        total = [
            value ^ table[coefficient] for value, coefficient in zip(total, other, strict=True)
        ]
    return total


def invert(matrix: Matrix) -> Matrix:
    """The inverse over GF(2^8), by Gauss and Jordan. Any k rows of the code have one."""
    size = len(matrix)
    rows = [row + [int(i == j) for j in range(size)] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if rows[i][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = PRODUCTS[INVERSES[rows[column][column]]]
        rows[column] = [scale[value] for value in rows[column]]
        for i in range(size):
            factor = rows[i][column]
            if i != column and factor:
                table = PRODUCTS[factor]
                rows[i] = [a ^ table[b] for a, b in zip(rows[i], rows[column], strict=True)]
    return [row[size:] for row in rows]


def _multiply(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= POLYNOMIAL
        b >>= 1
    return product


PRODUCTS = [bytes(_multiply(a, b) for b in range(256)) for a in range(256)]
"""PRODUCTS[a][b] is a times b."""

INVERSES = [0] + [PRODUCTS[a].index(1) for a in range(1, 256)]
"""INVERSES[a] times a is 1; zero has none and stands for itself."""
