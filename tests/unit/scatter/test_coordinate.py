"""The projection: keyed, uniform, moved by every axis."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter

import pytest

from engine.constants import BAND_SLOTS
from engine.scatter.coordinate import Coordinate, Projection
from engine.types import BlockWrite, SlotKind

AXES = [field.name for field in dataclasses.fields(Coordinate)]


def _projection(scatter: bytes = b"s" * 32, phase: bytes = b"p" * 32) -> Projection:
    return Projection(scatter, phase, 10)


def test_has_eight_axes():
    assert AXES == [
        "spatial", "temporal", "entropic", "semantic", "fractal", "phase", "topological",
        "holographic",
    ]  # fmt: skip


@pytest.mark.parametrize("axis", AXES)
def test_every_axis_moves_the_row(axis):
    base = Coordinate(1, 2, 3, 4, 5, 6, 7, 8)
    moved = dataclasses.replace(base, **{axis: 99})
    assert _projection().project(base) != _projection().project(moved)


def test_same_coordinate_same_row_only_under_the_same_key():
    base = Coordinate(1, 2, 3, 4, 5, 6, 7, 8)
    assert _projection().project(base) == _projection().project(base)
    assert _projection().project(base) != _projection(scatter=b"t" * 32).project(base)


def test_content_takes_part():
    projection = _projection()
    one = projection.locate(BlockWrite(1, 0, b"a" * 9000), SlotKind.DATA, 1, 1, 100)
    two = projection.locate(BlockWrite(1, 0, b"b" * 9000), SlotKind.DATA, 1, 1, 100)
    assert one.semantic != two.semantic
    assert dataclasses.replace(one, semantic=0) == dataclasses.replace(two, semantic=0)


def test_rows_are_spread_evenly():
    projection = _projection(os.urandom(32))
    counts = Counter(
        projection.project(Coordinate(1, 2, 3, 4, 5, 6, number, 0)) % 16 for number in range(16000)
    )
    # Chi-square with 15 degrees of freedom; 56 is passed by chance once in a million.
    assert sum((count - 1000) ** 2 / 1000 for count in counts.values()) < 56


def test_phases_stay_in_range_differ_and_need_the_key():
    projection = _projection()
    phases = [projection.phase(group) for group in range(200)]
    assert set(phases) == set(range(10))
    assert phases != [_projection(phase=b"q" * 32).phase(group) for group in range(200)]


def test_rows_of_an_earlier_epoch_keep_their_phases():
    projection, later = _projection(), _projection(b"t" * 32, b"q" * 32)
    base = Coordinate(1, 2, 3, 4, 5, 6, 7, 8)
    before = [projection.phase(group, 0) for group in range(200)]
    projection.advance(0, b"t" * 32, b"q" * 32)
    assert [projection.phase(group, 0) for group in range(200)] == before
    assert [projection.phase(group, 1) for group in range(200)] == [
        later.phase(group) for group in range(200)
    ]
    assert projection.project(base) == later.project(base)
    held = _projection(b"t" * 32, b"q" * 32)
    held.hold_old(0, b"p" * 32)
    assert [held.phase(group, 0) for group in range(200)] == before
    projection.forget_old()
    assert [projection.phase(group, 0) for group in range(200)] != before


@pytest.mark.parametrize("run", [1, 2, 16, 64, 512])
def test_wish_within_the_group_is_aligned(run):
    for wish in (0, 2**63, 0xFFFFFFFFFFFFFFFF, 0x1234567890ABCDEF):
        place = Projection.row_in_group(wish, run)
        assert 0 <= place <= BAND_SLOTS - run
        assert place % run == 0
