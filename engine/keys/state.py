"""KeyState: the key schedule below the master key.

Each key is HKDF-Expand of the master key (RFC 5869, section 2.3; the extract step may be left out
for key material that is already uniformly random, section 3.3) under a label that is used for
nothing else. Sub-keys for each group of rows keep random 96-bit nonces far from the 2^32 uses
that NIST SP 800-38D, section 8.3, allows under one key.

A vault that is moving to a new master key has two key epochs: what is written belongs to the
present one, and what still lies under the earlier key is read with that until it is forgotten.
"""

from __future__ import annotations

import threading

from engine.constants import KEY_BYTES
from engine.errors import VaultLockedError
from engine.keys.hkdf import Secret, expand
from engine.keys.memory import LockedBytes

_GROUP = b"sigmavault 1 group"
_JOURNAL = b"sigmavault 1 journal"
_SUPERBLOCK = b"sigmavault 1 superblock"
_SCATTER = b"sigmavault 1 scatter"
_PHASE = b"sigmavault 1 phase"
_HEADER = b"sigmavault 1 header"
_WITNESS = b"sigmavault 1 witness"
_WITNESS_NAME = b"sigmavault 1 seen"
_OLD_KEY = b"sigmavault 1 old key"


class KeyState:
    """Gives each use its key, until it is wiped.

    Each key that it gives is a new bytearray, which whoever holds it last may wipe.

    Thread-safe: a key is derived from the whole master key or not at all, also while another
    thread wipes it. Without that, data could be sealed under a key derived from zeros.

    Args:
        master_key: 32 random bytes; copied to locked memory, the caller wipes its own.
        epoch: The key epoch that begins with it.
    """

    __slots__ = ("_epoch", "_lock", "_master", "_old", "_wiped")

    def __init__(self, master_key: Secret, epoch: int = 0) -> None:
        self._lock = threading.Lock()
        self._master = _locked(master_key)
        self._epoch = epoch
        self._old: dict[int, LockedBytes] = {}
        self._wiped = False

    # -- epochs ---------------------------------------------------------------------------------

    @property
    def epoch(self) -> int:
        """The key epoch that is written in."""
        return self._epoch

    @property
    def epochs(self) -> tuple[int, ...]:
        """The epochs whose slots can be opened, the present one first."""
        with self._lock:
            return (self._epoch, *sorted(self._old, reverse=True))

    @property
    def old_epochs(self) -> tuple[int, ...]:
        """The earlier epochs whose slots can be opened, the newest first."""
        return self.epochs[1:]

    def hold_old(self, epoch: int, master_key: Secret) -> None:
        """Have the master key of an earlier epoch, to read what lies under it.

        Raises:
            VaultLockedError: The state was wiped.
        """
        with self._lock:
            self._check()
            self._old[epoch] = _locked(master_key)

    def advance(self, master_key: Secret) -> None:
        """Begin the next epoch with a new master key; the present one becomes an earlier one.

        Raises:
            VaultLockedError: The state was wiped.
        """
        with self._lock:
            self._check()
            fresh = _locked(master_key)
            self._old[self._epoch] = self._master
            self._master, self._epoch = fresh, self._epoch + 1

    def forget_old(self) -> None:
        """Forget the master keys of earlier epochs."""
        with self._lock:
            self._wipe_old()

    # -- keys -----------------------------------------------------------------------------------

    def group_key(self, group: int, epoch: int) -> bytearray:
        """Key that seals the slots of a band group in a key epoch (AES-256-GCM)."""
        return self._derive(_GROUP, group, epoch, of=epoch)

    def journal_key(self, generation: int, epoch: int | None = None) -> bytearray:
        """Key that seals the journal that continues a generation (AES-256-GCM).

        Args:
            generation: Of the root that the journal continues.
            epoch: The key epoch that the root was written in; None for the present one.
        """
        return self._derive(_JOURNAL, generation, of=epoch)

    def superblock_key(self) -> bytearray:
        """Key that seals the superblock ring (AES-256-GCM)."""
        return self._derive(_SUPERBLOCK)

    @property
    def scatter_key(self) -> bytearray:
        """Key of the PRF that projects coordinates to rows and digests content."""
        return self._derive(_SCATTER)

    @property
    def phase_key(self) -> bytearray:
        """Key of the PRF that rotates the lanes."""
        return self._derive(_PHASE)

    def phase_key_of(self, epoch: int) -> bytearray:
        """The same for rows of an earlier epoch."""
        return self._derive(_PHASE, of=epoch)

    @property
    def header_key(self) -> bytearray:
        """Key of the header's MAC (HMAC-SHA256)."""
        return self._derive(_HEADER)

    @property
    def witness_key(self) -> bytearray:
        """Key that seals what a device remembers of the vault (AES-256-GCM)."""
        return self._derive(_WITNESS)

    @property
    def witness_name_key(self) -> bytearray:
        """Key of the PRF that names the file of what a device remembers (HMAC-SHA256)."""
        return self._derive(_WITNESS_NAME)

    @property
    def old_key_key(self) -> bytearray:
        """Key that wraps the earlier master keys in the header (AES-256-GCM)."""
        return self._derive(_OLD_KEY)

    def witness_keys_of(self, epoch: int) -> tuple[bytearray, bytearray]:
        """The same two, naming and sealing, as they were in an earlier epoch."""
        return self._derive(_WITNESS_NAME, of=epoch), self._derive(_WITNESS, of=epoch)

    def copy_master_key(self) -> bytearray:
        """The master key, to wrap it in another key slot; the caller wipes the copy.

        Raises:
            VaultLockedError: The state was wiped.
        """
        with self._lock:
            self._check()
            with self._master.view() as master:
                return bytearray(master)

    @property
    def wiped(self) -> bool:
        """Whether the vault was locked."""
        return self._wiped

    def wipe(self) -> None:
        """Forget the master keys; every later use raises VaultLockedError."""
        with self._lock:
            self._wiped = True
            self._master.wipe()
            self._wipe_old()

    def _derive(self, label: bytes, *numbers: int, of: int | None = None) -> bytearray:
        """Expand a master key for a label and its numbers, 64 bits each.

        No label is another's beginning, so that label and numbers together are unambiguous.

        Args:
            label: What the key is for.
            numbers: Which one of that use.
            of: The epoch whose master key it is; the present one's where none else is held, which
                then opens nothing that was sealed in it.
        """
        info = label + b"".join(number.to_bytes(8, "little") for number in numbers)
        with self._lock:
            self._check()
            held = self._master if of is None else self._old.get(of, self._master)
            with held.view() as master:
                return expand(master, info, KEY_BYTES)

    def _wipe_old(self) -> None:
        for held in self._old.values():
            held.wipe()
        self._old.clear()

    def _check(self) -> None:
        if self._wiped:
            raise VaultLockedError


def _locked(master_key: Secret) -> LockedBytes:
    if len(master_key) != KEY_BYTES:
        raise ValueError(len(master_key))
    return LockedBytes(master_key)
