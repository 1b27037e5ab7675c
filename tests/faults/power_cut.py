"""What a folder may look like after the power went at a given moment.

The model, which is weaker than any file system we know of, and so finds more:

- A write that no completed sync covers may be on disk whole, not at all, or in any of its sectors
  of 512 bytes, whatever became of writes before and after it.
- A file's length follows from what is on disk: an allocation that was not synced may be gone.
- A new name may be gone until its folder was synced, even if the file itself was; a removed one
  may be back.
- `create` and `replace` have happened or not: the promise of these operations.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.memory_disk import MemoryDisk, MemoryFile
from tests.faults.recording import (
    Allocate,
    Create,
    Event,
    FailedSync,
    Remove,
    Replace,
    Sync,
    SyncFolder,
    Trace,
    Write,
)

SECTOR_BYTES = 512

Ranges = list[tuple[int, int]]
"""Parts of a write, as (start, end) in bytes from its beginning."""


class Survival:
    """Decides what unsynced changes the disk had taken when the power went."""

    def write(self, event: Write, is_last: bool) -> Ranges:
        """The parts of a write that are on disk."""
        raise NotImplementedError

    def change(self, event: Event) -> bool:
        """Whether an allocation, a new name or a removal is on disk."""
        raise NotImplementedError


class Everything(Survival):
    """The drive had taken all of it: a crash of the process alone."""

    def write(self, event: Write, is_last: bool) -> Ranges:
        return [(0, len(event.data))]

    def change(self, event: Event) -> bool:
        return True


class Nothing(Survival):
    """The drive had taken nothing but what was synced."""

    def write(self, event: Write, is_last: bool) -> Ranges:
        return []

    def change(self, event: Event) -> bool:
        return False


class TornLast(Everything):
    """All of it but the end of the very last write, from its middle sector on."""

    def write(self, event: Write, is_last: bool) -> Ranges:
        if not is_last:
            return super().write(event, is_last)
        cuts = sectors(event)
        return cuts[: len(cuts) // 2]


class LastOnly(Nothing):
    """The very last write came first: the drive reorders what it may."""

    def write(self, event: Write, is_last: bool) -> Ranges:
        return [(0, len(event.data))] if is_last else []


class Chance(Survival):
    """Any subset, torn anywhere; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"power cut {seed}")

    def write(self, event: Write, is_last: bool) -> Ranges:
        fate = self._random.random()
        if fate < 1 / 3:
            return []
        if fate < 2 / 3:
            return [(0, len(event.data))]
        kept = self._random.random()
        return [cut for cut in sectors(event) if self._random.random() < kept]

    def change(self, event: Event) -> bool:
        return self._random.random() < 1 / 2


def sectors(event: Write) -> Ranges:
    """A write cut at the sectors of its file."""
    first = SECTOR_BYTES - event.offset % SECTOR_BYTES
    cuts = [0, *range(first, len(event.data), SECTOR_BYTES), len(event.data)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if start < end]


def cut_power(
    trace: Trace, at: int, survival: Survival, folders: Sequence[Path], number: int | None = None
) -> None:
    """Write the folders as they may be after the power went before event number `at`.

    Args:
        trace: What was recorded.
        at: So many events had happened.
        survival: What the drive had taken of that which it had not promised.
        folders: One for each disk of the trace, empty or missing.
        number: Only this disk loses its unsynced changes; the others keep all. All do when None.
    """
    cuts = PowerCuts(trace)
    cuts.advance(at)
    for disk, folder in enumerate(folders):
        rule = survival if number in (None, disk) else Everything()
        folder.mkdir(parents=True, exist_ok=True)
        for name, file in cuts.files(disk, rule).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.read(file.length, 0))


class PowerCuts:
    """Goes along a trace once and tells, at each place, what a cut there may leave."""

    def __init__(self, trace: Trace) -> None:
        self._events = trace.events
        self._images = [_Image(base, disk, trace.events) for disk, base in enumerate(trace.bases)]
        self.at = 0
        self._last = -1

    def advance(self, at: int) -> None:
        """Let events happen until so many have; there is no way back."""
        for number in range(self.at, at):
            event = self._events[number]
            self._images[event.disk].play(number)
            if isinstance(event, Write):
                self._last = number
        self.at = max(self.at, at)

    def files(self, disk: int, survival: Survival) -> dict[str, MemoryFile]:
        """One disk's files. They share what is durable with the trace: gone at the next event."""
        return self._images[disk].left(survival, self._last)

    def disks(self, survival: Survival) -> list[MemoryDisk]:
        """All disks after the cut, to be opened at once."""
        return [MemoryDisk(self.files(disk, survival)) for disk in range(len(self._images))]


@dataclass
class _File:
    """A file while its events are played again."""

    content: bytearray
    pending: list[tuple[int, Event]] = field(default_factory=list)
    """Changes that no sync covers yet, with their numbers."""
    forsaken: list[tuple[int, Event]] = field(default_factory=list)
    """Changes that no sync will cover any more, since one has failed."""
    named_at: int | None = None
    """The event that made its name, while that is not durable."""


class _Image:
    """One disk's folder: what is durable, and what the drive may have taken beside."""

    def __init__(self, base: dict[str, bytes], disk: int, events: Sequence[Event]) -> None:
        self._files = {name: _File(bytearray(data)) for name, data in base.items()}
        self._removed: dict[str, tuple[int, _File]] = {}
        self._disk = disk
        self._events = events
        self._steps: dict[type[Event], Callable[[int, Event], None]] = {
            Write: self._change,
            Allocate: self._change,
            Sync: self._sync,
            FailedSync: self._fail_sync,
            Create: self._exchange,
            Replace: self._exchange,
            Remove: self._remove,
            SyncFolder: self._sync_folder,
        }

    def play(self, number: int) -> None:
        event = self._events[number]
        self._steps[type(event)](number, event)

    def left(self, survival: Survival, last: int) -> dict[str, MemoryFile]:
        """What is there after a cut; `last` is the number of the last write of all disks."""
        files = dict(self._files)
        for name, (_, file) in self._removed.items():
            if name not in files and not survival.change(Remove(self._disk, name)):
                files[name] = file
        left = {}
        for name, file in files.items():
            if file.named_at is not None and not survival.change(self._events[file.named_at]):
                continue
            left[name] = MemoryFile(file.content)
            for number, event in sorted(file.forsaken + file.pending, key=lambda each: each[0]):
                _take(left[name], event, survival, number == last)
        return left

    def _change(self, number: int, event: Event) -> None:
        file = self._files.get(event.name)
        if file is None:
            file = self._files[event.name] = _File(bytearray(), named_at=number)
        file.pending.append((number, event))

    def _sync(self, number: int, event: Event) -> None:
        assert isinstance(event, Sync)
        file = self._files[event.name]
        for place, change in file.pending:
            if place < event.covers:
                _apply(file.content, change)
                file.forsaken = list(_without(file.forsaken, change))
        file.pending = [each for each in file.pending if each[0] >= event.covers]

    def _fail_sync(self, number: int, event: Event) -> None:
        file = self._files.get(event.name)
        if file is not None:
            file.forsaken += file.pending
            file.pending = []

    def _exchange(self, number: int, event: Event) -> None:
        assert isinstance(event, Create | Replace)
        self._files[event.name] = _File(bytearray(event.data))

    def _remove(self, number: int, event: Event) -> None:
        file = self._files.pop(event.name, None)
        if file is not None:
            self._removed[event.name] = number, file

    def _sync_folder(self, number: int, event: Event) -> None:
        assert isinstance(event, SyncFolder)
        folder = event.name.rpartition("/")[0]
        for name, file in self._files.items():
            if name.rpartition("/")[0] == folder and (file.named_at or 0) < event.covers:
                file.named_at = None
        self._removed = {
            name: (place, file)
            for name, (place, file) in self._removed.items()
            if name.rpartition("/")[0] != folder or place >= event.covers
        }


def _without(changes: list[tuple[int, Event]], over: Event) -> Iterator[tuple[int, Event]]:
    """The changes, less what a later write covers."""
    for number, event in changes:
        if not isinstance(event, Write) or not isinstance(over, Write):
            yield number, event
            continue
        start, end = event.offset, event.offset + len(event.data)
        covered = over.offset, over.offset + len(over.data)
        for low, high in ((start, min(end, covered[0])), (max(start, covered[1]), end)):
            if low < high:
                part = event.data[low - start : high - start]
                yield number, Write(event.disk, event.name, low, part)


def _take(file: MemoryFile, event: Event, survival: Survival, is_last: bool) -> None:
    """Apply what the drive had taken of a change that was not synced."""
    if isinstance(event, Write):
        for start, end in survival.write(event, is_last):
            file.write(event.data[start:end], event.offset + start)
    elif isinstance(event, Allocate) and survival.change(event):
        file.extend(event.length)


def _apply(content: bytearray, event: Event) -> None:
    """Make a synced change part of what is durable."""
    if isinstance(event, Write):
        end = event.offset + len(event.data)
        content.extend(bytes(max(0, end - len(content))))
        content[event.offset : end] = event.data
    elif isinstance(event, Allocate):
        content.extend(bytes(max(0, event.length - len(content))))
