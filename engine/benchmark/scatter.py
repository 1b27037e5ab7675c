"""Placement, mixing, erasure code and block store: the way from a block to the disk and back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from engine.benchmark.catalogue import BENCHMARKS
from engine.benchmark.machine import drop_caches
from engine.benchmark.plan import Plan
from engine.benchmark.results import Skip
from engine.benchmark.scratch_vault import create_scratch_vault, free_bytes, unlock_scratch_vault
from engine.benchmark.statistics import rate
from engine.benchmark.workbench import Workbench, timed
from engine.constants import (
    BLOCK_BYTES,
    DEFAULT_PARITY_LANES,
    KEY_BYTES,
    RUN_ROWS,
    SLOT_BYTES,
    VAULT_ID_BYTES,
)
from engine.holographic.lanes import LaneCodec
from engine.mixer.entropic import EntropicMixer
from engine.scatter import Projection
from engine.transactions.store import TransactionalStore
from engine.types import BlockPointer, BlockWrite, SlotKind

_MIB = 1 << 20
_OWNER = 2
_ROUND_BYTES = {True: 4 * _MIB, False: 64 * _MIB}
"""How much a round scatters at least, by whether the run is quick."""

_SIZES = (("1k", 1 << 10), ("64k", 64 << 10), ("1m", _MIB), ("64m", 64 * _MIB), ("1g", 1 << 30))
_LARGE = 64 * _MIB
"""From here on gathering is measured with cold caches too."""

_QUICK_LIMIT = 64 * _MIB
_ROOM = 5
"""Room that a size takes on disk, as a multiple: parity, and rows that wait for two roots."""


def run(bench: Workbench) -> None:
    """Measure all of the category."""
    _measure_placement(bench)
    _measure_mixer(bench)
    _measure_code(bench)
    _measure_store(bench)


def steps(_: Plan) -> int:
    """How many steps `run` takes: one for each benchmark."""
    return sum(info.category == "scatter" for info in BENCHMARKS.values())


# -- in memory ----------------------------------------------------------------------------------


def _measure_placement(bench: Workbench) -> None:
    projection = Projection(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), 10)
    first = BlockWrite(_OWNER, 0, os.urandom(BLOCK_BYTES))
    coordinate = projection.locate(first, SlotKind.DATA, 1, 16, 4096)
    bench.measure(
        "coordinates", lambda: projection.locate(first, SlotKind.DATA, 1, 16, 4096), amount=1
    )
    bench.measure("projection", lambda: projection.project(coordinate), amount=1)


def _measure_mixer(bench: Workbench) -> None:
    key = os.urandom(KEY_BYTES)
    mixer = EntropicMixer(
        os.urandom(VAULT_ID_BYTES), lambda _, __: key, LaneCodec(DEFAULT_PARITY_LANES)
    )
    for title, length in (("1m", _MIB), ("run", RUN_ROWS * BLOCK_BYTES)):
        blocks = _blocks(os.urandom(length))
        bench.measure(f"mix-{title}", lambda: mixer.mix(blocks, SlotKind.DATA, 0, 0, 1), length)  # noqa: B023
        lanes = dict(enumerate(mixer.mix(blocks, SlotKind.DATA, 0, 0, 1)))
        births = [1] * len(blocks)
        bench.measure(
            f"unmix-{title}",
            lambda: mixer.unmix(lanes, SlotKind.DATA, 0, len(births), 0, births),  # noqa: B023
            length,
        )


def _measure_code(bench: Workbench) -> None:
    codec = LaneCodec(DEFAULT_PARITY_LANES)
    block = os.urandom(BLOCK_BYTES)
    lanes = dict(enumerate(codec.encode(block)))
    left = {lane: fragment for lane, fragment in lanes.items() if lane > 1}
    bench.measure("reed-solomon-encode", lambda: codec.encode(block), BLOCK_BYTES)
    bench.measure("reed-solomon-rebuild", lambda: codec.rebuild(left, [0, 1]), BLOCK_BYTES)


def _blocks(data: bytes) -> list[BlockWrite]:
    """Content cut into blocks of one owner."""
    view = memoryview(data)
    return [
        BlockWrite(_OWNER, index, view[start : start + BLOCK_BYTES])
        for index, start in enumerate(range(0, len(data), BLOCK_BYTES))
    ]


# -- through the store --------------------------------------------------------------------------


def _measure_store(bench: Workbench) -> None:
    with _store(bench) as store:
        for title, length in _SIZES:
            scatter, gather = f"scatter-{title}", f"gather-{title}"
            reason = _unfit(bench, length)
            bench.step(BENCHMARKS[scatter])
            if reason is None:
                _measure_size(bench, store, title, length)
            else:
                bench.step(BENCHMARKS[gather])
                bench.skip(scatter, reason)
                bench.skip(gather, reason)


def _unfit(bench: Workbench, length: int) -> Skip | None:
    if bench.plan.quick and length > _QUICK_LIMIT:
        return Skip.QUICK
    return Skip.NO_SPACE if free_bytes(bench.folder) < _ROOM * length else None


@contextmanager
def _store(bench: Workbench) -> Iterator[TransactionalStore]:
    folder = bench.folder / "scatter"
    create_scratch_vault(folder)
    vault = unlock_scratch_vault(folder)
    try:
        yield vault.store
    finally:
        vault.abandon()
        shutil.rmtree(folder, ignore_errors=True)  # what comes next may need the room


def _measure_size(bench: Workbench, store: TransactionalStore, title: str, length: int) -> None:
    """Scatter and gather the same bytes in each round; the round before the first is a warm-up."""
    scattered, warm, cold = [], [], []
    times = max(1, _ROUND_BYTES[bench.plan.quick] // max(length, BLOCK_BYTES))
    pieces = _pieces(length)
    for number in range(-1, bench.rounds):
        if number == 0:
            bench.step(BENCHMARKS[f"gather-{title}"])
        pointers: list[list[BlockPointer]] = []
        seconds = timed(lambda: _scatter(bench, store, pieces, times, pointers))  # noqa: B023
        gathered = timed(lambda: _gather(bench, store, pointers, length))  # noqa: B023
        dropped = 0.0
        if length >= _LARGE and number >= 0:
            drop_caches(bench.folder)
            dropped = timed(lambda: _gather(bench, store, pointers, length))  # noqa: B023
        _free(store, pointers)
        if number >= 0:
            scattered.append(rate(times * length, seconds))
            warm.append(rate(times * length, gathered))
            cold.append(rate(times * length, dropped))
    bench.note(f"scatter-{title}", scattered)
    bench.note(f"gather-{title}", warm, cold=False)
    if length >= _LARGE:
        bench.note(f"gather-{title}", cold, cold=True)


def _pieces(length: int) -> list[list[BlockWrite]]:
    """What is put at once: runs of blocks, which share their bytes where they are many."""
    content = os.urandom(min(length, RUN_ROWS * BLOCK_BYTES))
    whole, rest = divmod(length, len(content))
    run = _blocks(content)
    return [run] * whole + ([_blocks(content[:rest])] if rest else [])


def _scatter(
    bench: Workbench,
    store: TransactionalStore,
    pieces: Sequence[Sequence[BlockWrite]],
    times: int,
    into: list[list[BlockPointer]],
) -> None:
    """Put blocks to fresh rows, as every write of a vault does before its fsync."""
    for _ in range(times):
        pointers: list[BlockPointer] = []
        into.append(pointers)
        for piece in pieces:
            bench.cancel.check()
            with store.lock:
                pointers += store.put(piece, reserved=False)


def _gather(
    bench: Workbench,
    store: TransactionalStore,
    found: Sequence[Sequence[BlockPointer]],
    length: int,
) -> None:
    """Read everything back, a run at a time with the next one announced, as a file is read."""
    for pointers in found:
        if length < SLOT_BYTES:
            store.get(pointers[0], 0, length)
            continue
        for start in range(0, len(pointers), RUN_ROWS):
            bench.cancel.check()
            store.read_ahead(pointers[start + RUN_ROWS : start + 2 * RUN_ROWS])
            store.get_many(pointers[start : start + RUN_ROWS])


def _free(store: TransactionalStore, found: Sequence[Sequence[BlockPointer]]) -> None:
    """Let go of the rows, and write the two roots after which they can be used again."""
    with store.lock:
        for pointers in found:
            store.free(pointers)
        store.touch()
    for _ in range(2):
        store.checkpoint()
        store.touch()
