"""Writes that were refused after the program had been told of success."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import MediumError
from engine.mount.lost_writes import LostWrites

_RANGE = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple)
_STEP = st.tuples(st.sampled_from(("add", "written", "cut")), _RANGE)


def _readable(lost: LostWrites, place: int) -> bool:
    try:
        lost.check(7, place, place + 1)
    except MediumError:
        return False
    return True


@given(st.lists(_STEP, max_size=12))
def test_agrees_with_a_set_of_bytes(steps):
    lost, model = LostWrites(), set()
    for name, (start, end) in steps:
        if name == "add":
            lost.add(7, start, end)
            model |= set(range(start, end))
        elif name == "written":
            lost.written(7, start, end)
            model -= set(range(start, end))
        else:
            lost.cut(7, start)
            model = {byte for byte in model if byte < start}
        assert [place for place in range(61) if not _readable(lost, place)] == sorted(model)
        assert bool(lost) == bool(model)


def test_other_files_are_not_concerned_and_forgetting_clears():
    lost = LostWrites()
    lost.add(7, 0, 10)
    lost.check(8, 0, 10)
    lost.check(7, 10, 20)
    with pytest.raises(MediumError):
        lost.check(7, 9, 11)
    lost.forget(7)
    lost.check(7, 0, 10)
