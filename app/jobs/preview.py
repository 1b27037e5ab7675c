"""A look into a file: text or an image, in memory only; nothing of it reaches a disk."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import Vault

TEXT_BYTES = 128 * 1024
"""So much of a text is shown."""

IMAGE_BYTES = 64 * 1024 * 1024
"""Larger images are not decoded."""

IMAGE_PIXELS = 1024
"""Longest side of the decoded image; nobody sees more in a pane."""

_PIECE_BYTES = 4 * 1024 * 1024
_DECODED_LIMIT_MB = 512
"""A small file can claim to be a huge image; Qt refuses to decode more than this."""


class NoPreview(enum.Enum):
    """Why there is nothing to see."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The beginning of a text."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class ImagePreview:
    """An image, scaled down; and its own size in pixels."""

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
        image_format = _image_format(head)
        if image_format is None:
            text = _text(head, whole=len(head) == inode.size)
            return text if text is not None else NoPreview.UNKNOWN
        if inode.size > IMAGE_BYTES:
            return NoPreview.TOO_LARGE
        content = QByteArray(head)
        while content.size() < inode.size:
            cancel.check()
            piece = namespace.read(ino, content.size(), _PIECE_BYTES)
            if not len(piece):  # it became shorter meanwhile
                break
            content.append(QByteArray(bytes(piece)))
    finally:
        namespace.release(ino)
    cancel.check()
    return _image(content, image_format) or NoPreview.UNKNOWN


def _text(head: bytes, *, whole: bool) -> TextPreview | None:
    if b"\0" in head:
        return None
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if whole or error.start < len(head) - 4:  # else it is a character cut at the end
            return None
        text = head[: error.start].decode("utf-8")
    return TextPreview(text, whole)


_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
}


def _image_format(head: bytes) -> str | None:
    """The decoder for a file's first bytes. Only plain raster formats: few, old and well tested."""
    for signature, name in _SIGNATURES.items():
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return None


def _image(content: QByteArray, image_format: str) -> ImagePreview | None:
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_DECODED_LIMIT_MB)
    reader = QImageReader(buffer, QByteArray(image_format.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > IMAGE_PIXELS:
        reader.setScaledSize(
            size.scaled(QSize(IMAGE_PIXELS, IMAGE_PIXELS), Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    if image.isNull():
        return None
    return ImagePreview(image, max(size.width(), image.width()), max(size.height(), image.height()))
