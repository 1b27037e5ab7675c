"""What a mounted vault takes of memory: runs of their own, in which nothing is timed."""

from __future__ import annotations

from engine.benchmark.amounts import PIECES, Amounts
from engine.benchmark.catalogue import BENCHMARKS
from engine.benchmark.places import Files, MountedPlace, why_not_mounted
from engine.benchmark.results import Skip
from engine.benchmark.workbench import Workbench
from engine.errors import MountError

_STREAM, _FILES = "memory-stream", "memory-files"
NAMES = (_STREAM, _FILES)


def run(bench: Workbench, much: Amounts) -> str | None:
    """Measure the server of a fresh mount for each workload.

    Returns:
        Why it could not be measured; None if it was.
    """
    place = MountedPlace(bench.folder / "memory", bench.cancel.check)
    for name in NAMES:
        try:
            try:
                place.open()
            except MountError as error:
                return why_not_mounted(error)
            if not place.peak_bytes():
                return Skip.NO_MEMORY_FIGURES
            bench.step(BENCHMARKS[name])
            _work(place.files, name, much)
            bench.note(name, [place.peak_bytes()])
        finally:
            place.close()
    return None


def _work(files: Files, name: str, much: Amounts) -> None:
    if name == _STREAM:
        files.write_stream("stream", much.stream_bytes, PIECES["1m"])
        files.read_stream("stream", much.stream_bytes, PIECES["1m"])
    else:
        files.create_tree(much.files)
        files.read_tree(much.files)
        files.remove_tree(much.files)
