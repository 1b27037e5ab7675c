"""Small pictures of images, made in memory from what the engine reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.jobs.images import HEAD_BYTES, decode, image_format, read_whole
from app.jobs.rows import Row, extension
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import Vault

INPUT_BYTES = 32 * 1024 * 1024
"""Larger files get no thumbnail: a folder of them would read gigabytes for icons."""

MOST_PIXELS = 64_000_000
"""Nor do images of more pixels; decoding those takes seconds."""

_ENDS = frozenset(("png", "jpg", "jpeg", "gif", "bmp", "webp"))


def may_have_thumbnail(row: Row) -> bool:
    """Whether it is worth looking into an entry, by its name and size."""
    return (
        row.is_file
        and not row.is_closed
        and 0 < row.size <= INPUT_BYTES
        and extension(row.name) in _ENDS
    )


def thumbnail(
    vault: Vault, ino: int, side: int, cancel: CancelToken, _report: Report
) -> QImage | None:
    """An image of at most `side` pixels; None for what is none, is damaged or claims too much.

    Raises:
        CancelledError: It went out of sight.
        DamageError, StaleInodeError: It cannot be read.
    """
    cancel.check()
    namespace = vault.namespace
    inode = namespace.open(ino)
    try:
        size = inode.size
        if not 0 < size <= INPUT_BYTES:
            return None
        head = bytes(namespace.read(ino, 0, HEAD_BYTES))
        decoder = image_format(head)
        if decoder is None:
            return None
        content = read_whole(namespace, ino, size, head, cancel)
    finally:
        namespace.release(ino)
    cancel.check()
    decoded = decode(content, decoder, side, MOST_PIXELS)
    return decoded.image if decoded is not None else None
