"""Where the data of a file lies between its holes, and the pieces in which it is carried over."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import NoDataError
from engine.types import Buffer

if TYPE_CHECKING:
    from engine.namespace import Namespace

PIECE_BYTES = 4 * 1024 * 1024
"""What is read at once. Between two pieces a transfer can be stopped; memory stays bounded."""

PAGE_BYTES = 4096
"""The unit of holes on nearly every disk."""

_ZEROS = memoryview(bytes(PAGE_BYTES))


class Piece(NamedTuple):
    """A stretch of data in a file, at most PIECE_BYTES long."""

    offset: int
    length: int


def local_pieces(fd: int, info: os.stat_result) -> Iterator[Piece]:
    """The data of an open file outside, without its holes where its disk knows of them."""
    size = info.st_size
    if info.st_blocks * 512 >= size:  # no holes: spare the disk two questions
        yield from _cut(0, size)
        return
    position = 0
    while position < size:
        try:
            start = os.lseek(fd, position, os.SEEK_DATA)
            end = os.lseek(fd, start, os.SEEK_HOLE)
        except OSError as error:
            if error.errno != errno.ENXIO:  # the disk knows nothing of holes
                yield from _cut(position, size)
            return
        yield from _cut(start, min(end, size))
        position = end


def vault_pieces(namespace: Namespace, ino: int, size: int) -> Iterator[Piece]:
    """The data of a file in the vault, without its holes."""
    position = 0
    while position < size:
        try:
            start = namespace.seek_data(ino, position)
            end = namespace.seek_hole(ino, start)
        except NoDataError:
            return
        yield from _cut(start, min(end, size))
        position = end


def data_spans(data: Buffer, offset: int) -> Iterator[tuple[int, int]]:
    """Where a piece that lies at `offset` is not zero, as (start, end), in pages of the disk outside.

    A vault's holes are whole blocks; within a block beside a hole this finds the rest.
    """
    view = memoryview(data)
    start = page = 0
    while page < len(view):
        end = min(page + PAGE_BYTES - (offset + page) % PAGE_BYTES, len(view))
        if view[page:end] == _ZEROS[: end - page]:
            if start < page:
                yield start, page
            start = end
        page = end
    if start < len(view):
        yield start, len(view)


def _cut(start: int, end: int) -> Iterator[Piece]:
    for offset in range(start, end, PIECE_BYTES):
        yield Piece(offset, min(PIECE_BYTES, end - offset))
