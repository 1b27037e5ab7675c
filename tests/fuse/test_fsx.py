"""Random operations on single files against a model in memory, through the mount."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.constants import BLOCK_BYTES, INLINE_BYTES
from tests.support.exerciser import FileExerciser
from tests.support.places import Place

EDGES = tuple(
    sorted({INLINE_BYTES, BLOCK_BYTES, 2 * BLOCK_BYTES, 3 * BLOCK_BYTES, 4096, 65_536, 131_072})
)
"""Where the engine changes how it keeps a file, and where the kernel's pages end."""

GIB = 1 << 30


def exercise(folder: Path, seed: int, steps: int, **options: int) -> FileExerciser:
    exerciser = FileExerciser(str(folder / f"file-{seed}"), seed, edges=EDGES, **options)
    exerciser.run(steps)
    return exerciser


@pytest.mark.parametrize("seed", range(6))
def test_short(folder: Path, seed: int) -> None:
    exercise(folder, seed, 700).close()


@pytest.mark.parametrize("seed", range(100, 103))
def test_small_files(folder: Path, seed: int) -> None:
    """Around the size at which a file leaves the index."""
    exercise(folder, seed, 700, limit=2 * INLINE_BYTES).close()


@pytest.mark.parametrize("base", [4 * GIB - 2 * 65_536, 4 * GIB, 5 * 1024 * GIB])
def test_past_four_gibibytes(folder: Path, base: int) -> None:
    exercise(folder, base % 1009, 300, base=base).close()


def test_what_was_written_is_there_after_remounting(new_place: Callable[..., Place]) -> None:
    place = new_place()
    for round_number in range(3):
        exercisers = [exercise(place.root, 10 * round_number + n, 150) for n in range(3)]
        for exerciser in exercisers:
            exerciser.close()
        place.remount()
        for exerciser in exercisers:
            exerciser.descriptor = os.open(exerciser.path, os.O_RDWR)
            exerciser.check()
            exerciser.close()


def test_several_files_at_once(folder: Path) -> None:
    """Threads, each on its own file: what one does must not show in another's."""
    failures: list[BaseException] = []

    def run(seed: int) -> None:
        try:
            exercise(folder, seed, 200).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(seed,)) for seed in range(200, 204)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("base", [0, 4 * GIB - 65_536])
def test_long(folder: Path, number: int, base: int) -> None:
    """New seeds each time; a failure names its own."""
    seed = random.SystemRandom().randrange(10**9) * 4 + number
    exercise(folder, seed, 30_000, limit=1_500_000, base=base).close()
