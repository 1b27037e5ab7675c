"""The allocation map: no row twice, none lost, to the last row."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import BAND_SLOTS
from engine.errors import NoSpaceError
from engine.scatter.allocation import RowAllocator


def _rows(runs) -> list[int]:
    return [row for run in runs for row in range(run.row, run.row + run.count)]


def _allocator(groups: int) -> RowAllocator:
    allocator = RowAllocator()
    for _ in range(groups):
        allocator.add_group()
    return allocator


def test_fills_to_the_last_row_without_collision():
    allocator = _allocator(5)
    choice = random.Random(7)
    taken: list[int] = []
    while allocator.free_rows:
        count = min(choice.choice((1, 2, 3, 17, 64, 64)), allocator.free_rows)
        taken += _rows(allocator.take(choice.getrandbits(64), count, data=True))
    assert sorted(taken) == list(range(5 * BAND_SLOTS))
    with pytest.raises(NoSpaceError):
        allocator.take(1, 1, data=True)


def test_too_many_rows_take_nothing():
    allocator = _allocator(1)
    with pytest.raises(NoSpaceError):
        allocator.take(0, BAND_SLOTS + 1, data=True)
    assert allocator.free_rows == BAND_SLOTS


@given(
    st.lists(st.tuples(st.integers(0, 2**64 - 1), st.integers(1, 80), st.booleans()), max_size=40)
)
def test_agrees_with_a_set(steps):
    allocator = _allocator(3)
    model: set[int] = set()
    data: set[int] = set()
    held: list[list[int]] = []
    for wish, count, release in steps:
        if release and held:
            rows = held.pop(wish % len(held))
            allocator.release(rows)
            model -= set(rows)
            data -= set(rows)
            continue
        if count > 3 * BAND_SLOTS - len(model):
            continue
        is_data = bool(wish & 1)
        rows = _rows(allocator.take(wish, count, data=is_data))
        assert len(rows) == count == len(set(rows))
        assert not model & set(rows)
        model |= set(rows)
        data |= set(rows) if is_data else set()
        held.append(rows)
    assert allocator.free_rows == 3 * BAND_SLOTS - len(model)
    for group in range(3):
        bits = allocator.data_map(group)
        mine = {group * BAND_SLOTS + bit for bit in range(BAND_SLOTS) if bits >> bit & 1}
        assert mine == {row for row in data if row // BAND_SLOTS == group}
        free = {
            group * BAND_SLOTS + first + step
            for first, count in allocator.free_runs(group)
            for step in range(count)
        }
        everything = range(group * BAND_SLOTS, (group + 1) * BAND_SLOTS)
        assert free == set(everything) - model


def test_a_long_run_stays_in_one_piece_while_there_is_room():
    allocator = _allocator(4)
    runs = [run for wish in range(8) for run in allocator.take(wish << 34, 64, data=True)]
    assert all(run.count == 64 for run in runs)
    assert all(run.row % BAND_SLOTS + run.count <= BAND_SLOTS for run in runs)


def test_releasing_twice_counts_once():
    allocator = _allocator(1)
    rows = _rows(allocator.take(3, 10, data=True))
    allocator.release(rows)
    allocator.release(rows)
    assert allocator.free_rows == BAND_SLOTS


def test_claimed_rows_are_not_data():
    allocator = _allocator(1)
    allocator.claim(range(8))
    assert allocator.data_map(0) == 0
    assert allocator.free_rows == BAND_SLOTS - 8
    assert not set(range(8)) & set(_rows(allocator.take(0, BAND_SLOTS - 8, data=True)))
