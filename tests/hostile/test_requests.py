"""Packets that no kernel sends: each is answered with an errno or not at all, and the loop goes on.

The kernel is trusted, so what is asked for here is little: no packet ends the server, keeps it
busy, or makes it take memory without a bound.
"""

from __future__ import annotations

import errno
import os
import resource
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.mount.filesystem import SigmaVaultFS
from engine.namespace import Namespace
from tests.support.fake_namespace import FakeNamespace
from tests.support.tally import Tally, Trial

if sys.platform != "linux":
    pytest.skip("the kernel's protocol is Linux's", allow_module_level=True)

from engine.mount.linux import server as server_module
from engine.mount.linux.server import KernelServer
from engine.mount.linux.wire import (
    IN_HEADER,
    INIT_IN,
    MAX_WRITE_BYTES,
    OUT_HEADER,
    PROTOCOL_MINOR,
    Opcode,
)

ROOM_BYTES = 1 << 31
"""Address space beyond what the process has already."""

EXTREMES = [0, 1, 2, 3, 2**31 - 1, 2**31, 2**32 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1]
NODES = [0, 1, 2, 3, 99, *EXTREMES[4:]]
ENDING = (Opcode.INIT, Opcode.DESTROY)


class FakeKernel:
    """The other end of the device."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for each in (ours, theirs):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8 << 20)
        ours.settimeout(0.5)
        self._ours, self._theirs = ours, theirs
        names = FakeNamespace()
        film = names.create(1, b"film", 0o100644, 0, 0)
        names.write(film.ino, 0, bytes(5000))
        self.fs = SigmaVaultFS(cast("Namespace", names))
        self._server = KernelServer(self.fs, theirs.fileno(), writeback=False)
        self._thread = threading.Thread(target=self._server.serve, daemon=True)
        self._unique = 0
        self._thread.start()
        self.send(Opcode.INIT, 0, INIT_IN.pack(7, PROTOCOL_MINOR, 1 << 20, 0xFFFFFFFF, 0))

    def send(self, opcode: int, node: int, body: bytes, extensions: int = 0) -> None:
        self._unique += 1
        length = IN_HEADER.size + len(body)
        head = IN_HEADER.pack(length, opcode, self._unique, node, 0, 0, 1, extensions, 0)
        self._ours.send(head + body)

    def is_serving(self) -> bool:
        """Whether the next request is answered, after whatever the ones before it were."""
        self.send(Opcode.GETATTR, 1, bytes(16))
        while self._thread.is_alive():
            try:
                reply = self._ours.recv(2 << 20)
            except TimeoutError:
                continue
            _, error, unique = OUT_HEADER.unpack_from(reply)
            if unique == self._unique:
                return error == 0
        return False

    def close(self) -> None:
        self._server.prepare_stop()
        self._server.stop()
        self.send(Opcode.GETATTR, 1, bytes(16))
        self._thread.join()
        self._ours.close()
        self._theirs.close()


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeKernel]:
    made = FakeKernel()
    # What goes wrong is logged with its traceback, as a fault of ours: that is the answer here.
    monkeypatch.setattr(server_module, "failure", lambda *_: -errno.EIO)
    yield made
    made.close()


@pytest.fixture
def little_memory() -> Iterator[None]:
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (now + ROOM_BYTES, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


FIELDS = st.lists(st.sampled_from(EXTREMES), max_size=9).map(
    lambda values: b"".join(struct.pack("<Q", value) for value in values)
)
NAMES = st.sampled_from(
    [b"film\0", b"film", b"\0", b"", b"a" * 300 + b"\0", b"..\0", b"a/b\0", b"x\0y\0", b"\xff\0z"]
)
BODIES = st.one_of(st.binary(max_size=120), FIELDS, st.builds(lambda a, b: a + b, FIELDS, NAMES))
OPCODES = st.one_of(
    st.sampled_from([each for each in Opcode if each not in ENDING]), st.integers(54, 2**32 - 1)
)


def test_packets_of_any_kind(kernel: FakeKernel, little_memory: None, tally: Tally) -> None:
    @settings(max_examples=300, suppress_health_check=list(HealthCheck))
    @given(OPCODES, st.sampled_from(NODES), BODIES)
    def search(opcode: int, node: int, body: bytes) -> None:
        kernel.send(opcode, node, body)
        assert kernel.is_serving()
        tally.add(Trial.HOSTILE)

    search()


def test_a_read_is_no_larger_than_was_agreed(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is asked for: in a hole, every byte of the answer would be made."""
    asked: list[int] = []
    monkeypatch.setattr(kernel.fs, "read_pieces", lambda _, __, size: asked.append(size) or [])
    kernel.send(Opcode.READ, 2, struct.pack("<QQIIQII", 0, 0, 2**32 - 1, 0, 0, 0, 0))
    assert kernel.is_serving()
    assert asked == [MAX_WRITE_BYTES]
