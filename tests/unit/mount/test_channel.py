"""Replies as the kernel reads them: one write each, whatever they are put together of."""

from __future__ import annotations

import os

import pytest

from engine.mount.linux.channel import Channel
from engine.mount.linux.request import Reply
from engine.mount.linux.wire import OUT_HEADER


def sent(reply: Reply) -> tuple[tuple[int, int, int], bytes]:
    reader, writer = os.pipe2(os.O_DIRECT)  # in packets, one for each write
    try:
        Channel(writer).reply(7, reply)
        found = os.read(reader, 1 << 16)
        os.set_blocking(reader, False)
        with pytest.raises(BlockingIOError):
            os.read(reader, 1)
    finally:
        os.close(reader)
        os.close(writer)
    return OUT_HEADER.unpack_from(found), found[OUT_HEADER.size :]


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (b"", b""),
        (b"short", b"short"),
        ([], b""),
        ([b"one", bytearray(b"two"), memoryview(b"three")], b"onetwothree"),
        ([b"x" * 3000], b"x" * 3000),
    ],
)
def test_what_is_answered(reply: Reply, body: bytes) -> None:
    assert sent(reply) == ((OUT_HEADER.size + len(body), 0, 7), body)


def test_an_error_has_no_body() -> None:
    assert sent(-5) == ((OUT_HEADER.size, -5, 7), b"")
