"""Noise passes as noise."""

from __future__ import annotations

import itertools
import zlib
from collections import Counter

import pytest

from engine.constants import BAND_BYTES, SLOT_BYTES
from engine.medium.noise import noise

CHI_SQUARE_BOUNDS = (147.0, 393.0)
"""255 degrees of freedom: mean 255, standard deviation 22.6; six of them either way."""


def chi_square(data: bytes) -> float:
    """Pearson's statistic of the byte frequencies against equal ones."""
    expected = len(data) / 256
    counts = Counter(data)
    return sum((counts[value] - expected) ** 2 for value in range(256)) / expected


def repeated_blocks(data: bytes) -> int:
    """How many aligned 16-byte blocks stand there more than once."""
    counts = Counter(data[start : start + 16] for start in range(0, len(data), 16))
    return sum(1 for count in counts.values() if count > 1)


@pytest.mark.parametrize("length", [0, 1, 15, 16, SLOT_BYTES, (1 << 19) + 1, BAND_BYTES])
def test_length_is_exact(length: int) -> None:
    assert len(noise(length)) == length


def test_bytes_are_evenly_spread() -> None:
    low, high = CHI_SQUARE_BOUNDS
    assert low < chi_square(noise(BAND_BYTES)) < high


def test_pairs_of_neighbours_are_evenly_spread() -> None:
    data = noise(BAND_BYTES)
    mixed = bytes(a ^ b for a, b in itertools.pairwise(data))
    low, high = CHI_SQUARE_BOUNDS
    assert low < chi_square(mixed) < high


def test_it_does_not_compress_and_does_not_repeat() -> None:
    data = noise(BAND_BYTES)
    assert len(zlib.compress(data, 9)) >= len(data)
    assert repeated_blocks(data + noise(BAND_BYTES)) == 0


def test_the_statistics_can_fail() -> None:
    low, high = CHI_SQUARE_BOUNDS
    skewed = noise(BAND_BYTES // 64 * 63) + b"\x00" * (BAND_BYTES // 64)
    assert not low < chi_square(skewed) < high
    assert repeated_blocks(skewed) > 0
