"""A job on an unlocked vault, as a worker runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from engine.errors import CancelledError, VaultLockedError
from engine.progress import CancelToken, Report

if TYPE_CHECKING:
    from engine.vault import Vault

T = TypeVar("T")


def on_vault(
    vault: Vault, job: Callable[[Vault, CancelToken, Report], T]
) -> Callable[[CancelToken, Report], T]:
    """Bind a job to its vault; one that comes too late, after locking, counts as cancelled."""

    def run(cancel: CancelToken, report: Report) -> T:
        try:
            return job(vault, cancel, report)
        except VaultLockedError as error:  # it was locked while the job waited
            raise CancelledError from error

    return run
