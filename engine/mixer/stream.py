"""Streams to blocks, in bounded memory: at no time more than one piece is held here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from engine.constants import MAX_CHUNK_SIZE, RUN_ROWS


class Readable(Protocol):
    """What `split_blocks` needs of a stream."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


def split_blocks(stream: Readable, size_hint: int = 0) -> Iterator[bytes]:
    """Cut a stream into blocks of MAX_CHUNK_SIZE; the last one may be shorter, never empty.

    Args:
        stream: Read to its end. Short reads, as pipes give them, are put together.
        size_hint: Bytes expected, if known; more or fewer may come.
    """
    # One large read serves a run of rows; a small file gets no large buffer.
    piece_bytes = MAX_CHUNK_SIZE * (RUN_ROWS if size_hint > MAX_CHUNK_SIZE else 1)
    while piece := _read_full(stream, piece_bytes):
        for start in range(0, len(piece), MAX_CHUNK_SIZE):
            yield piece[start : start + MAX_CHUNK_SIZE]


def _read_full(stream: Readable, length: int) -> bytes:
    piece = stream.read(length)
    if len(piece) == length or not piece:
        return piece
    pieces, done = [piece], len(piece)
    while done < length and (piece := stream.read(length - done)):
        pieces.append(piece)
        done += len(piece)
    return b"".join(pieces)
