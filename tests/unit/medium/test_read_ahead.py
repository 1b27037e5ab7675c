"""Rows that were asked for ahead of time: found again, cut where they end, and never out of date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from engine.constants import SLOT_BYTES
from engine.medium import read_ahead
from engine.medium.direct_io import DirectIo
from engine.medium.read_ahead import ReadAhead
from tests.support.slow_aio import DirectFiles, SlowAio, install

ROWS = 40
FILES = 3


class Bands(DirectFiles):
    """Files whose slots are known."""

    def __init__(self, folder: Path) -> None:
        self.content = [os.urandom(ROWS * SLOT_BYTES) for _ in range(FILES)]
        super().__init__(folder, self.content)

    def slots(self, position: int, row: int, count: int) -> bytes:
        return self.content[position][row * SLOT_BYTES : (row + count) * SLOT_BYTES]


@pytest.fixture
def bands(tmp_path: Path) -> Iterator[Bands]:
    bands = Bands(tmp_path)
    yield bands
    bands.disk.close()


@pytest.fixture
def aio(monkeypatch: pytest.MonkeyPatch) -> SlowAio:
    return install(monkeypatch)


@pytest.fixture
def ahead(aio: SlowAio, bands: Bands) -> Iterator[ReadAhead]:
    direct = DirectIo(FILES, 16 * SLOT_BYTES)
    ahead = ReadAhead(direct)
    yield ahead
    ahead.clear()
    direct.close()


def ask(ahead: ReadAhead, bands: Bands, row: int, count: int) -> bool:
    return ahead.ask(row, count, row * SLOT_BYTES, range(FILES), bands.open)


def test_rows_are_taken_in_parts_and_let_go_of_with_the_last(
    ahead: ReadAhead, bands: Bands
) -> None:
    assert ask(ahead, bands, 4, 16)
    for row, count in ((4, 3), (7, 12), (19, 1)):
        found = ahead.take(row, count)
        assert set(found) == set(range(FILES))
        assert all(found[place] == bands.slots(place, row, count) for place in found)
    assert ahead.take(4, 3) == {}


def test_nothing_is_waited_for_before_it_is_taken(
    ahead: ReadAhead, bands: Bands, aio: SlowAio
) -> None:
    ask(ahead, bands, 0, 8)
    assert len(aio.waiting) == FILES
    assert ahead.take(0, 9) == {}
    assert ahead.take(8, 1) == {}
    assert len(aio.waiting) == FILES
    ahead.take(0, 1)
    assert aio.waiting == []


def test_reads_are_cut_where_a_run_begins_or_ends(ahead: ReadAhead, bands: Bands) -> None:
    ask(ahead, bands, 8, 8)
    ask(ahead, bands, 16, 8)
    assert ahead.together(0, 40) == 8
    assert ahead.together(0, 5) == 5
    assert ahead.together(8, 40) == 8
    assert ahead.together(10, 3) == 3
    assert ahead.together(23, 17) == 1
    assert ahead.together(24, 16) == 16


def test_what_was_written_is_not_taken(ahead: ReadAhead, bands: Bands) -> None:
    ask(ahead, bands, 0, 8)
    ask(ahead, bands, 8, 8)
    ahead.forget(8, 1)
    ahead.forget(16, 4)
    assert ahead.take(8, 8) == {}
    assert ahead.take(0, 8)


def test_a_band_that_is_missing_is_left_out_and_without_any_nothing_is_asked(
    ahead: ReadAhead, bands: Bands
) -> None:
    bands.closed = {1}
    assert ask(ahead, bands, 0, 8)
    assert set(ahead.take(0, 8)) == {0, 2}
    bands.closed = {0, 1, 2}
    assert not ask(ahead, bands, 0, 8)


def test_few_are_kept_and_an_old_one_makes_way(
    ahead: ReadAhead, bands: Bands, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = chain(repeat(0.0, 4), repeat(0.9, 1), repeat(1.1))
    monkeypatch.setattr(read_ahead, "_clock", lambda: next(now))
    assert [ask(ahead, bands, row, 4) for row in (0, 4, 8, 12, 16)] == [True] * 4 + [False]
    assert ask(ahead, bands, 16, 4)
    assert ahead.take(0, 4) == {}
    assert ahead.take(16, 4)
    assert ahead.take(4, 4)
