"""The log in memory: what it gives to the journal is what SQLite wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InvalidRecordError
from engine.format.journal import LogWrite
from engine.index.log import MemoryLog

_WRITES = st.lists(st.tuples(st.integers(0, 300), st.binary(min_size=1, max_size=80)), max_size=20)


@given(st.lists(_WRITES, max_size=4))
def test_replaying_what_was_taken_gives_the_log(rounds):
    log, copy = MemoryLog(), MemoryLog()
    for writes in rounds:
        for offset, data in writes:
            log.write(min(offset, len(log)), data)  # SQLite leaves no gaps
        copy.replay(log.take_pending(), len(log))
        assert copy.read(0, 10_000) == log.read(0, 10_000)
    assert log.take_pending() == []


def test_pending_writes_that_touch_are_merged():
    log = MemoryLog()
    log.write(0, b"aa")
    log.write(2, b"bb")
    log.write(1, b"xx")
    assert [(one.offset, one.data) for one in log.take_pending()] == [(0, b"axxb")]


def test_truncation_forgets_what_is_past_it():
    log = MemoryLog()
    log.write(0, b"abcdef")
    log.truncate(3)
    assert [(one.offset, one.data) for one in log.take_pending()] == [(0, b"abc")]
    log.write(0, b"x")
    log.truncate(0)
    assert log.take_pending() == []
    assert len(log) == 0


def test_replayed_writes_are_not_pending():
    log, copy = MemoryLog(), MemoryLog()
    log.write(0, b"abc")
    copy.replay(log.take_pending(), len(log))
    assert copy.take_pending() == []
    assert copy.read(0, 100) == b"abc"


@pytest.mark.parametrize("offset", [1, 2**62])
def test_a_gap_is_refused(offset):
    with pytest.raises(InvalidRecordError):
        MemoryLog().replay([LogWrite(offset, b"abc")], offset + 3)


def test_reads_are_short_at_the_end():
    log = MemoryLog()
    log.write(0, b"abc")
    assert log.read(1, 10) == b"bc"
    assert log.read(10, 10) == b""
