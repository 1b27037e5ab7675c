"""Saving a vault's header to a file, and putting a saved one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.opening import Credential
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import HeaderBackup, RestorePlan, Vault


def save(path: Path, file: Path, _cancel: CancelToken, _report: Report) -> HeaderBackup:
    """Save the header of a locked vault; nobody vouches for it.

    Raises:
        NotAVaultError, HeaderDamagedError, OSError: Nothing was saved.
    """
    from engine.vault import back_up_header

    return back_up_header(path, file)


def save_unlocked(vault: Vault, file: Path, _cancel: CancelToken, _report: Report) -> HeaderBackup:
    """Save the header of a vault that is open.

    Raises:
        OSError: Nothing was saved.
    """
    return vault.back_up_header(file)


def plan(
    path: Path, file: Path, credential: Credential, cancel: CancelToken, _report: Report
) -> RestorePlan:
    """See whether a saved header belongs to a vault, and what restoring it would change.

    Raises:
        InvalidBackupError, ForeignHeaderError, WrongKeyError, OSError: It cannot be restored.
        CancelledError: Somebody lost patience while the key was derived.
    """
    from app.jobs.device_secrets import known_in, presented
    from engine.vault import plan_restore

    with presented(known_in(file), lambda: credential(cancel)) as offered:
        found = plan_restore(path, file, offered)
    cancel.check()
    return found


def restore(
    path: Path, file: Path, credential: Credential, cancel: CancelToken, _report: Report
) -> RestorePlan:
    """Put a saved header in the place of a vault's own; raises as `plan` does."""
    from app.jobs.device_secrets import known_in, presented
    from engine.vault import restore_header

    with presented(known_in(file), lambda: credential(cancel)) as offered:
        return restore_header(path, file, offered)
