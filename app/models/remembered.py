"""The passphrases that the desktop's keyring keeps for us, as the window asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject

from app.jobs import remembering
from app.jobs.worker import JobHandle, Worker

if TYPE_CHECKING:
    from app.models.session import VaultSession

Failed = Callable[[Exception], object]


class Remembered(QObject):
    """One thread for all vaults; what is kept for a vault stands in its entry of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("keyring", self)

    def probe(self, there: Callable[[None], object], not_there: Failed) -> JobHandle:
        """Find out whether there is a keyring that we trust."""
        return self._worker.submit(remembering.probe, there, not_there)

    def recall(
        self, session: VaultSession, found: Callable[[str | None], object], failed: Failed
    ) -> JobHandle:
        """Ask for a vault's passphrase; None when it is not kept any more."""

        def answered(passphrase: str | None) -> None:
            if passphrase is None:
                _note(session, "")
            found(passphrase)

        job = partial(remembering.recall, session.path, session.entry.saved_as)
        return self._worker.submit(job, answered, failed)

    def save(self, session: VaultSession, passphrase: str) -> None:
        """Keep a vault's passphrase; `session.trouble` tells if that is not to be."""
        self._worker.submit(
            partial(remembering.save, session.path, passphrase),
            partial(_note, session),
            partial(_trouble, session),
        )

    def forget(self, session: VaultSession, failed: Failed | None = None) -> None:
        """Keep it no longer."""
        saved_as = session.entry.saved_as
        if saved_as:
            self._worker.submit(
                partial(remembering.forget, saved_as),
                lambda _: _note(session, ""),
                failed or partial(_trouble, session),
            )

    def stop(self) -> None:
        """End the thread; a keyring that does not answer is not waited for."""
        self._worker.stop()
        self._worker.wait()


def _note(session: VaultSession, saved_as: str) -> None:
    if shiboken6.isValid(session):  # it may have been taken off the list meanwhile
        session.change_entry(replace(session.entry, saved_as=saved_as))


def _trouble(session: VaultSession, error: Exception) -> None:
    if shiboken6.isValid(session):
        session.trouble.emit(error)
