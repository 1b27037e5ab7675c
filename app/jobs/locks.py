"""Second locks on files and folders, as the browser asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.entries import Place
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import Vault


def lock(vault: Vault, place: Place, text: str, cancel: CancelToken, report: Report) -> int:
    """Put an entry under a second lock; the files that were sealed. See `FileLocks.lock`."""
    secret = _secret(text)
    return vault.file_locks.lock(_path(vault, place), secret, report=report, cancel=cancel)


def open_lock(vault: Vault, place: Place, text: str, cancel: CancelToken, _report: Report) -> None:
    """Open an entry's second lock until it is closed or the vault is locked."""
    cancel.check()
    vault.file_locks.open(_path(vault, place), _secret(text))


def close_lock(vault: Vault, place: Place, cancel: CancelToken, _report: Report) -> None:
    """Close an entry's second lock."""
    cancel.check()
    vault.file_locks.close(_path(vault, place))


def remove_lock(vault: Vault, place: Place, text: str, cancel: CancelToken, report: Report) -> int:
    """Take an entry from under its second lock for good. See `FileLocks.remove`."""
    secret = _secret(text)
    return vault.file_locks.remove(_path(vault, place), secret, report=report, cancel=cancel)


def _path(vault: Vault, place: Place) -> bytes:
    return vault.namespace.paths_of(place.parent)[0].rstrip(b"/") + b"/" + place.name


def _secret(text: str) -> bytearray:
    from engine.vault.credentials import normalise_passphrase

    return normalise_passphrase(text)
