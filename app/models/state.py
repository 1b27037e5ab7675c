"""What a vault of the list can be, as a closed set."""

from __future__ import annotations

import enum

from app.text.translation import mark, tr_marked


class VaultState(enum.Enum):
    """One at a time; `app.models.session` says which follows which."""

    MISSING = "missing"
    """Its folder is not there: a disk that is not plugged in, a folder that was moved."""
    DAMAGED = "damaged"
    """Its header or its index cannot be read."""
    LOCKED = "locked"
    UNLOCKING = "unlocking"
    UNLOCKED = "unlocked"
    MOUNTED = "mounted"
    MOUNTED_READ_ONLY = "mounted-read-only"
    BUSY = "busy"
    """Being mounted, unmounted or locked; or another program has it open."""

    @property
    def is_open(self) -> bool:
        """Whether the vault's content can be asked for."""
        return self in _OPEN

    @property
    def is_mounted(self) -> bool:
        """Whether this process serves it as a drive."""
        return self in (VaultState.MOUNTED, VaultState.MOUNTED_READ_ONLY)

    @property
    def can_unlock(self) -> bool:
        """Whether a passphrase would be of use."""
        return self in (VaultState.LOCKED, VaultState.DAMAGED)


_OPEN = frozenset((VaultState.UNLOCKED, VaultState.MOUNTED, VaultState.MOUNTED_READ_ONLY))


def state_label(state: VaultState) -> str:
    """A state in a word or two, for the list of vaults."""
    return tr_marked(_LABELS[state])


_LABELS = {
    VaultState.MISSING: mark("Not found"),
    VaultState.DAMAGED: mark("Damaged"),
    VaultState.LOCKED: mark("Locked"),
    VaultState.UNLOCKING: mark("Unlocking…"),
    VaultState.UNLOCKED: mark("Unlocked"),
    VaultState.MOUNTED: mark("Mounted"),
    VaultState.MOUNTED_READ_ONLY: mark("Mounted, read-only"),
    VaultState.BUSY: mark("Busy"),
}
