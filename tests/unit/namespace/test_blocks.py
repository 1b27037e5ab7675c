"""Dirty blocks against a plain bytearray."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from engine.constants import BLOCK_BYTES
from engine.namespace.blocks import DirtyBlock

offsets = st.integers(0, BLOCK_BYTES - 1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("write"), offsets, st.integers(1, BLOCK_BYTES)),
        st.tuples(st.just("cut"), st.integers(0, BLOCK_BYTES), st.just(0)),
        st.tuples(st.just("fill"), st.just(0), st.just(0)),
    ),
    max_size=12,
)


@given(base_length=st.integers(0, BLOCK_BYTES), steps=steps, seed=st.integers(0, 99))
def test_a_dirty_block_is_the_stored_one_with_the_changes(
    base_length: int, steps: list[tuple[str, int, int]], seed: int
) -> None:
    chance = random.Random(seed)
    base = chance.randbytes(base_length)
    model = bytearray(base.ljust(BLOCK_BYTES, b"\0"))
    block = DirtyBlock(base_length, over_hole=not base_length)
    for step, offset, length in steps:
        if step == "write":
            piece = chance.randbytes(min(length, BLOCK_BYTES - offset))
            block.write(offset, memoryview(piece))
            model[offset : offset + len(piece)] = piece
        elif step == "cut":
            block.cut(offset)
            model[offset:] = bytes(BLOCK_BYTES - offset)
        elif block.needs_base:
            block.fill(base[: block.base_end])
        if not block.needs_base:
            low, high = sorted(
                (chance.randrange(BLOCK_BYTES + 1), chance.randrange(BLOCK_BYTES + 1))
            )
            assert block.read(low, high) == model[low:high]
    complete = block.complete
    if block.needs_base:
        assert not complete or block.spans is not None
        block.fill(base[: block.base_end])
    assert block.read(0, BLOCK_BYTES) == model
    assert block.payload().ljust(BLOCK_BYTES, b"\0") == model
    assert len(block.payload()) <= BLOCK_BYTES
    if complete:
        assert len(block.payload()) == BLOCK_BYTES


def test_only_what_was_written_is_kept() -> None:
    block = DirtyBlock(BLOCK_BYTES, over_hole=False)
    block.write(40_000, b"x" * 4096)
    assert len(block.data) == 4096
    block.write(44_096, b"y" * 4096)
    assert len(block.data) == 8192
    assert block.spans is None


def test_a_block_written_to_its_old_end_needs_nothing() -> None:
    block = DirtyBlock(1000, over_hole=False)
    block.write(0, b"x" * 999)
    assert block.needs_base
    block.write(999, b"x")
    assert not block.needs_base
    assert not block.complete
