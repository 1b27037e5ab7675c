"""Images of the vault, decoded in memory and within bounds; nothing of them reaches a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from engine.progress import CancelToken

if TYPE_CHECKING:
    from engine.namespace import Namespace

HEAD_BYTES = 64
"""So much of a file tells its format."""

_PIECE_BYTES = 4 * 1024 * 1024
_DECODED_LIMIT_MB = 512
"""Qt refuses to allocate more for one image."""

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
}


class Decoded(NamedTuple):
    """An image, scaled down and turned upright; and its own size in pixels."""

    image: QImage
    width: int
    height: int


def image_format(head: bytes) -> str | None:
    """The decoder for a file's first bytes. Only plain raster formats: few, old and well tested."""
    for signature, name in _SIGNATURES.items():
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return None


def read_whole(
    namespace: Namespace, ino: int, size: int, head: bytes, cancel: CancelToken
) -> QByteArray:
    """A file's content, of which `head` was read before.

    Raises:
        CancelledError: Nobody wants it any more.
        DamageError: It cannot be read.
    """
    content = QByteArray(head)
    while content.size() < size:
        cancel.check()
        piece = namespace.read(ino, content.size(), _PIECE_BYTES)
        if not len(piece):  # it became shorter meanwhile
            break
        content.append(QByteArray(bytes(piece)))
    return content


def decode(content: QByteArray, decoder: str, side: int, most_pixels: int) -> Decoded | None:
    """Decode an image so that its longer side is at most `side` pixels.

    A small file can claim to be a huge image, and libraries make room for it before they look at
    the rest; so nothing is decoded that claims more than `most_pixels`. None for that, and for
    what is damaged.
    """
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_DECODED_LIMIT_MB)
    reader = QImageReader(buffer, QByteArray(decoder.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > most_pixels:
        return None
    if max(size.width(), size.height()) > side:
        scaled = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        size.transpose()
    image = reader.read()
    if image.isNull():
        return None
    return Decoded(image, size.width(), size.height())
