"""Telling the kernel what changed beside the mount.

In a thread of its own: the kernel takes a directory's lock to drop a name, and whoever holds that
lock may be waiting for the serving thread.
"""

from __future__ import annotations

import contextlib
import queue
import stat
import threading
from typing import TYPE_CHECKING

from engine.errors import NoEntryError, VaultError
from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.channel import Channel
from engine.mount.linux.negotiation import Terms
from engine.mount.linux.wire import InitFlag

if TYPE_CHECKING:
    from engine.namespace import Change


class Notifier:
    """Listens to the namespace and passes on what the mount did not do itself."""

    def __init__(self, fs: SigmaVaultFS, channel: Channel) -> None:
        self._fs = fs
        self._channel = channel
        self._changes: queue.SimpleQueue[Change | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="mount-notifier", daemon=True)
        self._can_expire = False
        self._writeback = False

    def terms(self, terms: Terms) -> None:
        """What was agreed on with the kernel."""
        self._can_expire = InitFlag.HAS_EXPIRE_ONLY in terms.flags
        self._writeback = InitFlag.WRITEBACK_CACHE in terms.flags

    def start(self) -> None:
        """Listen, and start the thread."""
        self._thread.start()
        self._fs.namespace.subscribe(self._note)

    def stop(self) -> None:
        """Stop listening and end the thread."""
        self._fs.namespace.unsubscribe(self._note)
        self._changes.put(None)
        self._thread.join()

    def _note(self, change: Change) -> None:
        """Called under the namespace's lock: only queue."""
        if change.origin is not self._fs:
            self._changes.put(change)

    def _work(self) -> None:
        while (change := self._changes.get()) is not None:
            batch = [change]
            ended = False
            with contextlib.suppress(queue.Empty):
                while not ended:
                    following = self._changes.get_nowait()
                    if following is None:
                        ended = True
                    else:
                        batch.append(following)
            self._pass_on(batch)
            if ended:
                return

    def _pass_on(self, batch: list[Change]) -> None:
        entries = {(c.parent, c.name): c for c in batch if c.kind == "entry"}
        for change in entries.values():
            self._entry_changed(change)
        # After the names: dropping a name waits for listings in progress, so that what the kernel
        # keeps of them is dropped here and not put back afterwards.
        for parent in {parent for parent, _ in entries}:
            self._channel.invalidate_content(parent)
        for ino in {c.ino for c in batch}:
            if self._fs.is_referenced(ino):
                self._inode_changed(ino, [c for c in batch if c.ino == ino])

    def _entry_changed(self, change: Change) -> None:
        try:
            self._fs.lookup(change.parent, change.name)
        except NoEntryError:
            if self._is_dead(change.ino):
                self._channel.tell_deleted(change.parent, change.name, change.ino)
                return
        except VaultError:
            pass  # the directory is gone too
        self._channel.invalidate_entry(change.parent, change.name, expire=self._can_expire)

    def _is_dead(self, ino: int) -> bool:
        try:
            return self._fs.attributes(ino).nlink == 0
        except VaultError:
            return True

    def _inode_changed(self, ino: int, changes: list[Change]) -> None:
        self._channel.invalidate_content(ino)
        if self._writeback and any(c.kind == "inode" for c in changes):
            self._reload(ino)

    def _reload(self, ino: int) -> None:
        """Make the kernel read a file's size and times again.

        With the write-back cache it believes only itself about them as long as it knows the inode,
        so it has to forget the inode: dropping its names does that, unless it is open.
        """
        try:
            if not stat.S_ISREG(self._fs.attributes(ino).mode):
                return
            for path in self._fs.namespace.paths_of(ino):
                directory, _, name = path.rpartition(b"/")
                parent = self._fs.namespace.resolve(directory).ino
                self._channel.invalidate_entry(parent, name)
        except VaultError:
            pass  # gone meanwhile
