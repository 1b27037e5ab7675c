"""A look into a file: text or an image, in memory only; nothing of it reaches a disk."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.jobs.images import decode, image_format, read_whole
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import Vault

TEXT_BYTES = 128 * 1024
"""So much of a text is shown."""

MOST_LINES = 2000
LONGEST_LINE = 1000
"""Longer texts and lines are cut: a text of one line, or of lines alone, takes seconds to lay out."""

IMAGE_BYTES = 64 * 1024 * 1024
"""Larger images are not decoded."""

IMAGE_PIXELS = 1024
"""Longest side of the decoded image; nobody sees more in a pane."""

MOST_PIXELS = 128_000_000
"""Nor are images that claim more pixels, however small their files are."""


class NoPreview(enum.Enum):
    """Why there is nothing to see."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The beginning of a text; `whole`: all of it, and no line cut."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class ImagePreview:
    """An image, scaled down and upright; and its own size in pixels."""

    image: QImage
    width: int
    height: int


Preview = TextPreview | ImagePreview | NoPreview


def preview(vault: Vault, ino: int, cancel: CancelToken, _report: Report) -> Preview:
    """Look into a file.

    Raises:
        DamageError: It cannot be read.
        StaleInodeError: It is gone.
    """
    namespace = vault.namespace
    inode = namespace.open(ino)
    try:
        if not inode.size:
            return NoPreview.EMPTY
        head = bytes(namespace.read(ino, 0, min(inode.size, TEXT_BYTES)))
        decoder = image_format(head)
        if decoder is None:
            text = _text(head, whole=len(head) == inode.size)
            return text if text is not None else NoPreview.UNKNOWN
        if inode.size > IMAGE_BYTES:
            return NoPreview.TOO_LARGE
        content = read_whole(namespace, ino, inode.size, head, cancel)
    finally:
        namespace.release(ino)
    cancel.check()
    decoded = decode(content, decoder, IMAGE_PIXELS, MOST_PIXELS)
    return ImagePreview(*decoded) if decoded is not None else NoPreview.UNKNOWN


def _text(head: bytes, *, whole: bool) -> TextPreview | None:
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if whole or error.start < len(head) - 4:  # else it is a character cut at the end
            return None
        text = head[: error.start].decode("utf-8")
    return _shortened(text, whole=whole)


def _shortened(text: str, *, whole: bool) -> TextPreview:
    lines = text.split("\n", MOST_LINES)
    if len(lines) > MOST_LINES and (lines.pop() or not whole):
        whole = False
    for number, line in enumerate(lines):
        if len(line) > LONGEST_LINE:
            lines[number] = line[:LONGEST_LINE] + "…"
            whole = False
    return TextPreview("\n".join(lines), whole)
