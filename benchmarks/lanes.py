"""The path between a block and the band files, on one core: `python -m benchmarks.lanes`.

Processor time of this process, best of several rounds, so that other work on the machine counts
little; what is written stays in the page cache, since the disk is not what is measured here.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.constants import BAND_SLOTS, BLOCK_BYTES, DATA_LANES
from engine.holographic.lanes import LaneCodec
from engine.medium.bands import BandStore
from engine.medium.disk import PosixDisk
from engine.mixer.entropic import EntropicMixer, lanes_of_range
from engine.types import BlockWrite, Geometry, SlotKind

GROUPS = 4
ROUNDS = 8
ACCESSES = 3000
ACCESS_BYTES = 4096


class LanePath:
    """Mixer and bands in a scratch folder, and the steps that are timed."""

    def __init__(self, root: Path, parity: int, run_rows: int) -> None:
        keys = {group: os.urandom(32) for group in range(GROUPS)}
        self.mixer = EntropicMixer(os.urandom(16), lambda group, _: keys[group], LaneCodec(parity))
        self.disk = PosixDisk(root)
        self.bands = BandStore([self.disk], Geometry(parity))
        for group in range(GROUPS):
            self.bands.reserve_group(group)
        payload = memoryview(os.urandom(run_rows * BLOCK_BYTES))
        self.blocks = [
            BlockWrite(1, i, payload[i * BLOCK_BYTES : (i + 1) * BLOCK_BYTES])
            for i in range(run_rows)
        ]
        self.starts = range(0, GROUPS * BAND_SLOTS, run_rows)
        self.count = run_rows

    def mix(self) -> None:
        """Seal every run, and let go of it."""
        for row in self.starts:
            self.mixer.mix(self.blocks, SlotKind.DATA, row, 0, 1)

    def write(self) -> None:
        """Seal every run and write it."""
        for row in self.starts:
            sealed = self.mixer.mix(self.blocks, SlotKind.DATA, row, 0, 1)
            for lane, slots in enumerate(sealed):
                self.bands.write(lane, row, slots)

    def read(self, lanes: range = range(DATA_LANES)) -> None:
        """Read every run by some lanes and open it."""
        births = [1] * self.count
        for row in self.starts:
            slots = {lane: self.bands.read(lane, row, self.count) for lane in lanes}
            rows = self.mixer.unmix(slots, SlotKind.DATA, row, self.count, 0, births)
            if any(found.data is None for found in rows):
                raise RuntimeError("a block was lost")

    def read_degraded(self) -> None:
        """The same without lane 0, which is rebuilt."""
        self.read(range(1, DATA_LANES + 1))

    def read_at_random(self) -> None:
        """Read small ranges, each from the slots that it needs."""
        chance = random.Random(1)
        for _ in range(ACCESSES):
            row = chance.randrange(self.starts.stop)
            offset = chance.randrange(BLOCK_BYTES - ACCESS_BYTES)
            needed = lanes_of_range(offset, ACCESS_BYTES)
            slots = {lane: self.bands.read(lane, row, 1) for lane in needed}
            self.mixer.unmix_range(slots, SlotKind.DATA, row, 0, 1, offset, ACCESS_BYTES)

    def write_single_rows(self) -> None:
        """Seal and write a group row by row."""
        for row in range(BAND_SLOTS):
            sealed = self.mixer.mix(self.blocks[:1], SlotKind.DATA, row, 0, 1)
            for lane, slots in enumerate(sealed):
                self.bands.write(lane, row, slots)

    def close(self) -> None:
        """Give the descriptors back."""
        self.bands.close()
        self.disk.close()


def best_of(step: Callable[[], None]) -> float:
    """Least processor time of a step, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parity", type=int, default=2)
    parser.add_argument("--run-rows", type=int, default=16, help="rows written and read at once")
    parser.add_argument("--folder", type=Path, help="scratch folder; a temporary one without it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as root:
        path = LanePath(Path(root), options.parity, options.run_rows)
        path.write()
        blocks = GROUPS * BAND_SLOTS
        steps = {"mix": path.mix, "mix and write": path.write, "read and unmix": path.read}
        if options.parity:
            steps["the same, a lane lost"] = path.read_degraded
        for name, step in steps.items():
            taken = best_of(step)
            rate = blocks * BLOCK_BYTES / taken / 1e6
            print(f"{name:24}{rate:7.0f} MB/s {taken / blocks * 1e6:8.1f} µs a block")
        singles = {
            "4 KiB at random": (path.read_at_random, ACCESSES),
            "one row written": (path.write_single_rows, BAND_SLOTS),
        }
        for name, (step, count) in singles.items():
            print(f"{name:36} {best_of(step) / count * 1e6:8.1f} µs each")
        path.close()


if __name__ == "__main__":
    main()
