"""Streams: whole blocks out of any reads, in bounded memory."""

from __future__ import annotations

import io
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import MAX_CHUNK_SIZE, RUN_ROWS
from engine.mixer.stream import split_blocks


class Dribble:
    """A stream that gives less than it is asked for, as a pipe does."""

    def __init__(self, data: bytes, seed: int) -> None:
        self._inner = io.BytesIO(data)
        self._random = random.Random(seed)

    def read(self, size: int, /) -> bytes:
        return self._inner.read(self._random.randint(1, size))


@pytest.mark.parametrize("hint", [0, 10, MAX_CHUNK_SIZE + 1, 1 << 40])
@pytest.mark.parametrize(
    "length",
    [
        0,
        1,
        MAX_CHUNK_SIZE - 1,
        MAX_CHUNK_SIZE,
        MAX_CHUNK_SIZE + 1,
        3 * MAX_CHUNK_SIZE,
        (RUN_ROWS + 1) * MAX_CHUNK_SIZE + 5,
    ],
)
def test_blocks_are_whole_but_the_last(length: int, hint: int) -> None:
    data = random.Random(length).randbytes(length)
    blocks = list(split_blocks(io.BytesIO(data), hint))
    assert b"".join(blocks) == data
    assert all(len(block) == MAX_CHUNK_SIZE for block in blocks[:-1])
    assert all(blocks)


@given(st.integers(0, 5 * MAX_CHUNK_SIZE), st.integers(0, 2**32), st.integers(0, 1 << 30))
def test_short_reads_make_no_short_blocks(length: int, seed: int, hint: int) -> None:
    data = bytes(length)
    sizes = [len(block) for block in split_blocks(Dribble(data, seed), hint)]
    assert sum(sizes) == length
    assert all(size == MAX_CHUNK_SIZE for size in sizes[:-1])


def test_memory_is_bounded_by_a_run() -> None:
    class Endless:
        left = 200 * 1024 * 1024

        def read(self, size: int, /) -> bytes:
            given = min(size, self.left)
            self.left -= given
            return bytes(given)

    tracemalloc.start()
    try:
        for _ in split_blocks(Endless(), 200 * 1024 * 1024):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * RUN_ROWS * MAX_CHUNK_SIZE
