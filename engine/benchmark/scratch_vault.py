"""Vaults that exist for a measurement: a passphrase of their own, the cheapest key derivation."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.constants import KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES
from engine.keys import KdfParameters, Passphrase
from engine.vault import Vault, create_vault

PASSPHRASE = b"benchmark"
"""No secret: what it protects is random and lives as long as the run."""

STATE = "state"
"""Beside the vault's folder: what a device would keep of it."""

CHEAP = KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, 4)
"""Unlocking is paid for in no measured time but that of unlocking itself."""


def create_scratch_vault(folder: Path) -> None:
    """Make a vault like any other, but for its key derivation and its missing recovery key."""
    create_vault(folder, PASSPHRASE, kdf=CHEAP, recovery=False)


def unlock_scratch_vault(folder: Path) -> Vault:
    """Open it; locking it is the caller's. This device does not remember it, only its own folder."""
    return Vault.unlock(
        folder,
        Passphrase(PASSPHRASE),
        purpose="benchmark",
        state_folder=folder.parent / STATE,
    )


def free_bytes(folder: Path) -> int:
    """Room on the disk under a folder."""
    return shutil.disk_usage(folder).free
