"""Linux's asynchronous I/O: reads and writes that go on while the caller does something else.

io_submit(2) returns once the disk has been told, where a file was opened with O_DIRECT and its file
system can (ext4 and XFS do). No thread waits, so none has to be woken: completions are collected
when somebody asks for them. io_uring would do the same; many containers forbid it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from engine.medium.system import linux_call


class _Calls(NamedTuple):
    """Numbers of the system calls, which the C library has no names for."""

    setup: int
    destroy: int
    submit: int
    events: int


_GENERIC = _Calls(setup=0, destroy=1, submit=2, events=4)
_CALLS = {
    "x86_64": _Calls(setup=206, destroy=207, submit=209, events=208),
    "aarch64": _GENERIC,
    "riscv64": _GENERIC,
}
"""From asm/unistd_64.h and asm-generic/unistd.h."""

_PREAD, _PWRITE = 0, 1
"""IOCB_CMD_PREAD and IOCB_CMD_PWRITE (linux/aio_abi.h)."""


class _Control(ctypes.Structure):
    """`struct iocb` (linux/aio_abi.h), on a machine with its low byte first."""

    _fields_ = (
        ("data", ctypes.c_uint64),
        ("key", ctypes.c_uint32),
        ("flags_of_write", ctypes.c_int32),
        ("opcode", ctypes.c_uint16),
        ("priority", ctypes.c_int16),
        ("fd", ctypes.c_uint32),
        ("address", ctypes.c_uint64),
        ("length", ctypes.c_uint64),
        ("offset", ctypes.c_int64),
        ("reserved", ctypes.c_uint64),
        ("flags", ctypes.c_uint32),
        ("event_fd", ctypes.c_uint32),
    )


class _Event(ctypes.Structure):
    """`struct io_event` (linux/aio_abi.h)."""

    _fields_ = (
        ("data", ctypes.c_uint64),
        ("control", ctypes.c_uint64),
        ("result", ctypes.c_int64),
        ("second_result", ctypes.c_int64),
    )


class Transfer(NamedTuple):
    """Bytes between memory and a file that was opened with O_DIRECT."""

    number: int
    """The caller's; comes back with the result."""
    writes: bool
    fd: int
    address: int
    """Of the memory, at a page's start. It has to stay until the result is there."""
    length: int
    offset: int


class Result(NamedTuple):
    """A transfer that has ended."""

    number: int
    moved: int
    """Bytes; negative: the errno, negated."""


class AsyncIo:
    """A queue of transfers. Not thread-safe.

    Args:
        depth: Most transfers under way.

    Raises:
        OSError: The system has no such queue, or none left.
    """

    def __init__(self, depth: int) -> None:
        self._calls, self._syscall = _system_calls()
        self._queue = ctypes.c_uint64(0)
        self._depth = depth
        self._controls = (_Control * depth)()
        size = ctypes.sizeof(_Control)
        base = ctypes.addressof(self._controls)
        self._pointers = (ctypes.c_uint64 * depth)(*range(base, base + depth * size, size))
        self._events = (_Event * depth)()
        self._call(self._calls.setup, depth, ctypes.addressof(self._queue))

    def submit(self, transfers: Sequence[Transfer]) -> int:
        """Begin transfers, at most `depth`; returns how many, from the first on, were taken.

        The others are as if they had not been asked for.
        """
        for control, transfer in zip(self._controls, transfers, strict=False):
            control.data = transfer.number
            control.opcode = _PWRITE if transfer.writes else _PREAD
            control.fd = transfer.fd
            control.address = transfer.address
            control.length = transfer.length
            control.offset = transfer.offset
        try:
            return self._call(
                self._calls.submit,
                self._queue.value,
                len(transfers),
                ctypes.addressof(self._pointers),
            )
        except OSError:  # of the first one; of a later one the call tells by what it returns
            return 0

    def wait(self, at_least: int) -> list[Result]:
        """What has ended, once so many transfers have."""
        found = self._call(
            self._calls.events,
            self._queue.value,
            at_least,
            self._depth,
            ctypes.addressof(self._events),
            0,
        )
        return [Result(event.data, event.result) for event in self._events[:found]]

    def close(self) -> None:
        """Wait for what is under way, and let go of the queue."""
        self._call(self._calls.destroy, self._queue.value)

    def _call(self, *arguments: int) -> int:
        while True:
            found = self._syscall(*map(ctypes.c_long, arguments))
            if found >= 0:
                return found
            code = ctypes.get_errno()
            if code != errno.EINTR:
                raise OSError(code, os.strerror(code))


def _system_calls() -> tuple[_Calls, Callable[..., int]]:
    calls = _CALLS.get(platform.machine())
    syscall = linux_call("syscall")
    if calls is None or syscall is None or sys.byteorder != "little" or sys.maxsize < 1 << 32:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    return calls, syscall
