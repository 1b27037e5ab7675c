"""The serving loop: one thread that reads a request, does it, replies.

One thread is faster than several: the work is short, and handing it over costs more than doing it.
What is not short goes to the slow lane.
"""

from __future__ import annotations

import errno
import os
import select
import signal
import threading
from collections.abc import Callable

from engine.mount.errnos import failure
from engine.mount.filesystem import SigmaVaultFS
from engine.mount.linux.attributes import AttributeHandlers
from engine.mount.linux.channel import Channel, opcode_name
from engine.mount.linux.companion import Companion
from engine.mount.linux.content import ContentHandlers
from engine.mount.linux.directories import DirectoryHandlers
from engine.mount.linux.entries import EntryHandlers
from engine.mount.linux.negotiation import Terms, negotiate
from engine.mount.linux.notifications import Notifier
from engine.mount.linux.request import DONE, Handler, Reply, Request
from engine.mount.linux.slow_lane import SlowLane
from engine.mount.linux.wire import IN_HEADER, InitFlag, Opcode
from engine.mount.linux.xattrs import AttributeValueHandlers

_GONE = frozenset((errno.ENODEV, errno.ECONNABORTED))
"""The file system was unmounted, or the connection aborted."""

_AGAIN = frozenset((errno.ENOENT, errno.EINTR, errno.EAGAIN))
"""The request was interrupted before we could read it, or nothing was there after all."""

_READ = int(Opcode.READ)

_MUCH_BYTES = 65536
"""A request or answer above it is part of a stream: copying and our work may overlap."""


class KernelServer:
    """Serves one mount from the device's file descriptor, which stays the caller's."""

    def __init__(
        self, fs: SigmaVaultFS, device: int, *, writeback: bool = True,
        on_ready: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._fs = fs
        self._device = device
        self._channel = Channel(device)
        self._writeback = writeback and not fs.read_only
        self._on_ready = on_ready
        self._entries = EntryHandlers(fs)
        self._values = AttributeValueHandlers(fs)
        self._slow_lane = SlowLane(fs, self._channel, self._alone)
        self._notifier = Notifier(fs, self._channel)
        self._handlers: dict[int, Handler] = {
            **self._entries.table(),
            **AttributeHandlers(fs).table(),
            **ContentHandlers(fs).table(),
            **DirectoryHandlers(fs).table(),
            **self._values.table(),
            **self._slow_lane.table(),
            Opcode.INIT: self._init,
            Opcode.OPEN: self._entries.open_if_locked,
            Opcode.DESTROY: lambda _: DONE,
            Opcode.INTERRUPT: lambda _: None,
            Opcode.IOCTL: lambda _: -errno.ENOTTY,
        }
        self._thread_id = 0
        self._companion: Companion
        self._stopping = self._ended = False
        self._stop_pipe: tuple[int, int] | None = None
        self.terms: Terms | None = None

    def serve(self) -> None:
        """Serve until the file system is unmounted, or until told to stop."""
        self._thread_id = threading.get_ident()
        self._companion = Companion()
        self._slow_lane.start()
        self._notifier.start()
        try:
            self._loop()
        finally:
            self._ended = True
            self._notifier.stop()
            self._slow_lane.stop()
            self._companion.close()
            for descriptor in self._stop_pipe or ():
                os.close(descriptor)
            self._fs.forget_all()

    def drop_caches(self, concerns: Callable[[int], bool]) -> None:
        """Have the kernel write what it holds of inodes, and forget it. From another thread."""
        for ino in filter(concerns, self._fs.referenced()):
            if self._ended:
                return
            self._channel.invalidate_content(ino)

    def prepare_stop(self) -> None:
        """Let `stop` reach the serving thread, from the next request on.

        Waiting for two things costs each request a system call more, so it begins only when the
        mount is about to be detached.
        """
        if self._stop_pipe is None:
            self._stop_pipe = os.pipe()
            os.set_blocking(self._device, False)

    def stop(self) -> None:
        """Have the kernel write what it holds, then serve what is waiting and no more.

        For a mount that is detached but still in use. Called from another thread.
        """
        for ino in self._fs.referenced():
            self._channel.invalidate_content(ino)
        self._stopping = True
        if self._stop_pipe is not None:
            os.write(self._stop_pipe[1], b"\0")

    def interrupt(self) -> None:
        """Wake the serving thread from a read that began before `prepare_stop`.

        Only where SIGTERM has a handler, which need not do anything.
        """
        signal.pthread_kill(self._thread_id, signal.SIGTERM)

    def _alone(self) -> bool:
        return self._companion.core >= 0

    def _wait(self) -> None:
        if self._stop_pipe is not None:
            poll = select.poll()
            for descriptor in (self._device, self._stop_pipe[0]):
                poll.register(descriptor, select.POLLIN)
            poll.poll()

    def _loop(self) -> None:
        request = Request()
        buffers = [request.buffer]
        device, handlers, send = self._device, self._handlers, self._channel.reply
        unpack, companion = IN_HEADER.unpack_from, self._companion
        while True:
            try:
                request.end = os.readv(device, buffers)
            except OSError as error:
                if error.errno in _GONE or (self._stopping and error.errno == errno.EAGAIN):
                    return
                if error.errno in _AGAIN:
                    self._wait()
                    continue
                raise
            (_, opcode, request.unique, request.node, request.uid, request.gid, request.pid,
             extensions, _) = unpack(request.buffer)  # fmt: skip
            if extensions:
                request.end -= extensions * 8
            companion.served(request.pid)
            handler = handlers.get(opcode)
            if handler is None:
                # For most opcodes the kernel takes this as "never ask again".
                send(request.unique, -errno.ENOSYS)
                continue
            try:
                reply = handler(request)
            except Exception as error:  # noqa: BLE001 - one request's failure is not the loop's
                reply = failure(opcode_name(opcode), error)
            if reply is not None:
                if companion.core >= 0:
                    companion.reply(send, request.unique, reply)
                else:
                    send(request.unique, reply)
            if request.end > _MUCH_BYTES or (opcode == _READ and _is_much(reply)):
                companion.let_go()

    def _init(self, request: Request) -> Reply:
        reply, terms = negotiate(request, self._writeback)
        if terms is None:
            if isinstance(reply, int):
                self.prepare_stop()
                self._stopping = True
            return reply
        self.terms = terms
        self._slow_lane.writeback = InitFlag.WRITEBACK_CACHE in terms.flags
        self._values.extended_request = InitFlag.SETXATTR_EXT in terms.flags
        self._notifier.terms(terms)
        if terms.opens:
            self._answer_opens()
        self._channel.reply(request.unique, reply)
        self._on_ready()
        return None

    def _answer_opens(self) -> None:
        self._handlers[Opcode.OPEN] = self._handlers[Opcode.OPENDIR] = self._entries.open
        self._handlers[Opcode.RELEASE] = self._handlers[Opcode.RELEASEDIR] = lambda _: DONE
        self._handlers[Opcode.CREATE] = self._entries.create


def _is_much(reply: Reply) -> bool:
    if isinstance(reply, list):
        return sum(map(len, reply)) > _MUCH_BYTES
    return reply is not None and not isinstance(reply, int) and len(reply) > _MUCH_BYTES
