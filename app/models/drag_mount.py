"""Paths for what is dragged or copied out of a vault that is not mounted."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.lending import lend, lending_place, take_back
from app.models.carrying import ENTRIES_MIME, local_paths, on_clipboard
from app.models.session import VaultSession
from app.models.state import VaultState
from app.settings.places import runtime_folder
from engine.errors import FuseUnavailableError

if TYPE_CHECKING:
    from engine.mount import MountSession

KEPT_S = 600.0
"""A mount that nobody has dragged from for so long goes; a large copy may still be running, and
then it is busy and stays."""

LOOK_MS = 30_000


class DragMount(QObject):
    """Mounts the vault when a drag begins, and unmounts it when it is not needed any more.

    The paths are known before the mount is there: the drag offers them at once, and the mount is
    made while the hand is still on its way to the other window.
    """

    failed = Signal(object)
    """It could not be mounted: nothing can be dragged out."""
    ready = Signal()

    def __init__(self, session: VaultSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: Path | None = None
        """Where it is mounted, or is being mounted."""
        self._used = 0.0
        self._returning = False
        self.available = True
        """Whether this machine can mount at all, as far as is known."""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        session.state_changed.connect(self._state_changed)
        session.closed.connect(self._forget)

    @property
    def mount(self) -> MountSession | None:
        """The mount, once it is there."""
        return self._session.lent

    def begin(self) -> Path | None:
        """Where the vault is mounted in a moment, if not already. None: it cannot be."""
        session = self._session
        if session.state is not VaultState.UNLOCKED or not self.available or self._returning:
            return None
        self._used = time.monotonic()
        if self._place is not None and (self.mount is None or self.mount.is_mounted):
            return self._place
        place = lending_place(runtime_folder())
        handle = session.ask(
            lambda vault, cancel, report: lend(vault, place, cancel, report),
            self._mounted,
            self._not_mounted,
        )
        if handle is None:
            return None
        handle.cancelled.connect(self._forget)
        self._place = place
        return place

    def look(self) -> None:
        """Give it back if nobody needs it."""
        if time.monotonic() - self._used >= KEPT_S and not self._is_on_clipboard():
            self.give_back()

    def give_back(self) -> None:
        """Unmount it, unless a program still reads from it: then it is tried again later."""
        mount = self.mount
        if mount is None or self._returning:
            return

        def given_back(_: None) -> None:
            self._returning = False
            self._session.lent = None
            self._forget()

        def busy(_error: Exception) -> None:
            self._returning = False

        handle = self._session.ask(
            lambda _vault, _cancel, _report: take_back(mount, False), given_back, busy
        )
        if handle is not None:
            self._returning = True
            handle.cancelled.connect(lambda: busy(Exception()))

    # -- details --------------------------------------------------------------------------------

    def _mounted(self, mount: MountSession) -> None:
        self._session.lent = mount
        self._timer.start()
        self.ready.emit()

    def _not_mounted(self, error: Exception) -> None:
        self.available = not isinstance(error, FuseUnavailableError)
        self._forget()
        self.failed.emit(error)

    def _state_changed(self) -> None:
        # The drive has paths of its own now. What was copied before is still to be pasted.
        if self._session.state.is_mounted and not self._is_on_clipboard():
            self.give_back()

    def _is_on_clipboard(self) -> bool:
        """Whether somebody may still paste what was copied from it."""
        mime = on_clipboard()
        if self._place is None or not mime.hasFormat(ENTRIES_MIME):
            return False
        return any(path.parent.is_relative_to(self._place) for path in local_paths(mime)[:1])

    def _forget(self) -> None:
        if self._session.lent is None:
            self._place = None
            self._timer.stop()
