"""Pictures for what is in sight, in memory only and within a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from app.jobs.rows import Row
from app.jobs.thumbnails import may_have_thumbnail, thumbnail
from app.jobs.worker import JobHandle
from app.models.session import VaultSession

KEPT_BYTES = 64 * 1024 * 1024
"""What all pictures together may take: some hundred on a dense screen."""

_EMPTY_BYTES = 256
"""What it costs to remember that a file has no picture."""


class _Key(NamedTuple):
    """A file as it is now: when it changes, its picture is made anew."""

    ino: int
    mtime_ns: int
    size: int


class Thumbnails(QObject):
    """One picture is made at a time, in the browser's thread, so that other questions come between."""

    arrived = Signal(int)
    """The inode of a file whose picture is there now."""
    forgotten = Signal()
    """None is there any more; what is in sight has to be asked for again."""

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._kept: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._kept_bytes = 0
        self._wanted: dict[_Key, None] = {}
        self._side = 0
        self._handle: JobHandle | None = None
        self._making: _Key | None = None
        self._turn = 0
        """Tells the picture that is being made from those that were given up."""

    @property
    def kept_bytes(self) -> int:
        """What the pictures take."""
        return self._kept_bytes

    @property
    def waiting(self) -> int:
        """How many pictures are still to be made."""
        return len(self._wanted) + (self._making is not None)

    def picture(self, row: Row) -> QPixmap | None:
        """A file's picture, if it has one and it is there."""
        key = _Key(row.ino, row.mtime_ns, row.size)
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def want(self, rows: Sequence[Row], side: int) -> None:
        """Make pictures of these, in this order, and of nothing else any more.

        Args:
            rows: What is in sight.
            side: Pixels of the screen that a picture may be wide and high.
        """
        if side and side != self._side:  # the window went to another screen
            self.clear()
            self._side = side
        keys = [_Key(row.ino, row.mtime_ns, row.size) for row in rows if may_have_thumbnail(row)]
        self._wanted = {key: None for key in keys if key not in self._kept and key != self._making}
        if self._handle is not None and self._making not in keys:
            self._handle.cancel()
        self._make_next()

    def clear(self) -> None:
        """Forget every picture."""
        self._wanted = {}
        self._kept.clear()
        self._kept_bytes = 0
        if self._handle is not None:
            self._handle.cancel()
            self._handle = self._making = None
        self._turn += 1
        self.forgotten.emit()

    # -- details --------------------------------------------------------------------------------

    def _make_next(self) -> None:
        if self._making is not None or not self._wanted:
            return
        key = next(iter(self._wanted))
        del self._wanted[key]
        side = self._side
        self._turn += 1
        turn = self._turn
        handle = self._session.ask(
            lambda vault, cancel, report: thumbnail(vault, key.ino, side, cancel, report),
            partial(self._made, turn, key),
            partial(self._not_made, turn, key),
        )
        if handle is None:  # the vault is being locked
            self._wanted = {}
            return
        self._handle, self._making = handle, key
        handle.cancelled.connect(partial(self._cancelled, turn))

    def _made(self, turn: int, key: _Key, image: QImage | None) -> None:
        if turn != self._turn:  # cleared meanwhile
            return
        self._keep(key, QPixmap.fromImage(image) if image is not None else None)
        if image is not None:
            self.arrived.emit(key.ino)
        self._go_on()

    def _not_made(self, turn: int, key: _Key, _error: Exception) -> None:
        # Whoever opens the file is told what is wrong with it; here it has a plain icon.
        if turn == self._turn:
            self._keep(key, None)
            self._go_on()

    def _cancelled(self, turn: int) -> None:
        if turn == self._turn:
            self._go_on()

    def _go_on(self) -> None:
        self._handle = self._making = None
        self._make_next()

    def _keep(self, key: _Key, picture: QPixmap | None) -> None:
        self._kept[key] = picture
        self._kept_bytes += _cost(picture)
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= _cost(dropped)


def _cost(picture: QPixmap | None) -> int:
    if picture is None:
        return _EMPTY_BYTES
    return picture.width() * picture.height() * 4 + _EMPTY_BYTES
