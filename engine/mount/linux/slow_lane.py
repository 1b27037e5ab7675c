"""Requests that take long, or that need other requests served meanwhile, in a thread of their own.

FSYNC waits for the disk. LSEEK has to see what the kernel has not written yet: with the write-back
cache a file may have data that no WRITE has brought so far, and SEEK_DATA would call it a hole, so
that `cp` of a file still open for writing loses data. Invalidating the rest of the file makes the
kernel write it first, in WRITE requests that the serving loop answers while this thread waits.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable

from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.channel import Channel
from engine.mount.linux.request import BODY, DONE, Handler, Reply, Request
from engine.mount.linux.wire import LSEEK_IN, LSEEK_OUT, Opcode


class SlowLane:
    """One worker thread and the handlers that pass work to it.

    Args:
        fs: The file system.
        channel: Where replies go.
        alone: Whether one program alone is served now: then nobody else waits for what it waits for.
    """

    def __init__(
        self, fs: SigmaVaultFS, channel: Channel, alone: Callable[[], bool] = lambda: False
    ) -> None:
        self._fs = fs
        self._channel = channel
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._syncs: deque[tuple[int, int | None]] = deque()
        """(unique, inode; None for all of them)"""
        self._thread = threading.Thread(target=self._work, name="mount-slow-lane", daemon=True)
        self._alone = alone
        self.writeback = False
        """Whether the kernel may hold data that it has not written to us."""

    def table(self) -> dict[int, Handler]:
        """Handlers by opcode."""
        return {
            Opcode.FSYNC: self.fsync,
            Opcode.FSYNCDIR: self.fsync,
            Opcode.SYNCFS: self.fsync,
            Opcode.LSEEK: self.lseek,
        }

    def start(self) -> None:
        """Start the worker."""
        self._thread.start()

    def stop(self) -> None:
        """End the worker once it has done what it was given."""
        self._jobs.put(None)
        self._thread.join()

    def fsync(self, request: Request) -> Reply:
        """Reply when everything is durable. One sync serves all that wait when it begins."""
        if self._alone():
            return self._sync_at_once(request)
        whole = request.opcode == Opcode.SYNCFS
        self._syncs.append((request.unique, None if whole else request.node))
        self._jobs.put(self._sync_waiting)
        return None

    def _sync_at_once(self, request: Request) -> Reply:
        """Without a hand-over to the worker and back, which cost as much as the sync."""
        self._fs.sync(None if request.opcode == Opcode.SYNCFS else request.node)
        return DONE

    def lseek(self, request: Request) -> Reply:
        """Find data or a hole."""
        _, offset, whence, _ = LSEEK_IN.unpack_from(request.buffer, BODY)
        if not self.writeback:
            return LSEEK_OUT.pack(self._fs.seek(request.node, offset, whence))
        node, unique = request.node, request.unique
        self._jobs.put(lambda: self._seek_written(node, unique, offset, whence))
        return None

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _sync_waiting(self) -> None:
        waiting = []
        while self._syncs:
            waiting.append(self._syncs.popleft())
        if not waiting:
            return
        committed = self._channel.outcome(Opcode.FSYNC, self._commit)
        for unique, ino in waiting:
            self._channel.reply(unique, self._written(ino) if committed == DONE else committed)

    def _commit(self) -> Reply:
        self._fs.commit()
        return DONE

    def _written(self, ino: int | None) -> Reply:
        def check() -> Reply:
            self._fs.check_written(ino)
            return DONE

        return self._channel.outcome(Opcode.FSYNC, check)

    def _seek_written(self, node: int, unique: int, offset: int, whence: int) -> None:
        # A negative offset arrives as a huge one: it lies past the end, like any other.
        def seek() -> Reply:
            self._channel.invalidate_content(node, min(offset, 2**63 - 1))
            return LSEEK_OUT.pack(self._fs.seek(node, offset, whence))

        self._channel.reply(unique, self._channel.outcome(Opcode.LSEEK, seek))
