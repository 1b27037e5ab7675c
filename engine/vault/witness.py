"""The device as a witness: it remembers each vault's newest state, so that an old copy is noticed.

A vault's folder alone cannot tell that all of it was put back to an earlier state: every byte of
an old copy is authentic. So each device keeps a record for each vault that it has unlocked, outside
of the vault, sealed under a key that only the vault's master key gives.

Two rules make sure that a crash never raises a false alarm:

- What is remembered was durable in the vault before the record is written. The vault may be ahead
  of its record, never behind.
- Only a session that writes remembers. What a reader sees may be in the system's cache alone.

The record is no proof against somebody who can write the state folder too: they can remove it, and
put an older record back together with the older vault that it belongs to.
"""

from __future__ import annotations

import contextlib
import enum
import hmac
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.constants import NONCE_BYTES, SLOT_BYTES
from engine.errors import (
    DamageError,
    HeaderRollbackError,
    RollbackError,
    VaultBusyError,
    VaultLockedError,
)
from engine.format.witness import (
    MAX_OPENINGS,
    OpeningRecord,
    WitnessRecord,
    pack_witness,
    unpack_witness,
)
from engine.keys import KeyState
from engine.medium.device_state import DeviceFolder
from engine.mixer.seal import SlotSealer
from engine.transactions.lineage import FoundState, Lineage, Opening, Position

log = logging.getLogger(__name__)

FOLDER = "seen"
"""The records' folder below the state folder."""

_NAME_BYTES = 16
_LOCK_TIMEOUT_S = 30.0
"""How long another process may take to unlock a copy of the same vault."""


class Memory(enum.Enum):
    """What a device knows of a vault that was unlocked."""

    NEW = "new"
    """Nothing: it has not seen the vault before."""
    KNOWN = "known"
    """The vault is what is remembered, or continues it."""
    ROLLED_BACK = "rolled-back"
    """The vault is older than what is remembered, or a fork; it is open for reading only."""
    ACCEPTED = "accepted"
    """The same, but somebody said that it is meant to be."""
    UNREADABLE = "unreadable"
    """There is a record, but it is damaged or was altered; an old copy would not be noticed."""
    UNAVAILABLE = "unavailable"
    """The state folder cannot be used; an old copy will not be noticed."""


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """What a device knows of a vault, for people."""

    memory: Memory
    works: bool
    """Whether the device can remember at all."""
    generation: int | None
    """The newest one seen; None when nothing is remembered."""
    seen_ns: int | None
    accepted_ns: int | None
    """When an older or forked copy was accepted last."""


class Witness:
    """What this device remembers of one vault. Never raises for the state folder's sake."""

    def __init__(self, keys: KeyState, vault_id: bytes, root: Path | None = None) -> None:
        self._folder = DeviceFolder(FOLDER, root)
        self._vault_id = vault_id
        self._sealer: SlotSealer | None = SlotSealer(keys.witness_key)
        self._name = self._name_under(keys.witness_name_key)
        self._before: tuple[str, SlotSealer] | None = None
        """Name and seal of a record under an earlier master key that is to learn of the move."""
        self._writing = threading.Lock()
        self.memory = Memory.NEW
        self.failure: OSError | None = None
        """Why the state folder could not be used, the last time."""
        self.record: WitnessRecord | None = None
        """What is remembered, as of the last read or write."""

    @contextlib.contextmanager
    def guard(self, path: Path) -> Iterator[None]:
        """Hold off other processes that unlock a copy of the same vault, until we have remembered.

        Without it both could find their copy to be as remembered, and fork the vault unnoticed.

        Raises:
            VaultBusyError: Another process is at it all the time.
        """
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(self._folder.locked(f"{self._name}.lock", _LOCK_TIMEOUT_S))
            except TimeoutError:
                raise VaultBusyError(path, "a process that unlocks a copy of it") from None
            except OSError as error:
                self._note_failure(error)
            yield

    def recall(self) -> None:
        """Read what is remembered."""
        self.record = None
        try:
            raw = self._folder.read(self._name, SLOT_BYTES)
            if raw is None:  # never seen; or is this a device that cannot remember at all?
                self._folder.check_writable()
        except OSError as error:
            self._note_failure(error)
            return
        if raw is None:
            return
        try:
            record = self._open(raw)
        except DamageError:
            self.memory = Memory.UNREADABLE
            log.warning(
                "the record of what this device has seen of the vault does not authenticate"
            )
            return
        self.record = record
        self.memory = Memory.KNOWN

    def carry_over(self, earlier: Sequence[tuple[bytes | bytearray, bytes | bytearray]]) -> None:
        """Where nothing is remembered under the present key, take what is under an earlier one.

        Args:
            earlier: The keys that named and sealed the record then, the newest first.
        """
        if self.record is not None or self.memory is not Memory.NEW:
            return
        for name_key, seal_key in earlier:
            name, sealer = self._name_under(name_key), SlotSealer(seal_key)
            with contextlib.suppress(OSError, DamageError):
                raw = self._folder.read(name, SLOT_BYTES)
                if raw is None:
                    continue
                self.record = unpack_witness(sealer.open(raw, self._binding))
                self.memory = Memory.KNOWN
                self._before = name, sealer
                return

    def follow(self, keys: KeyState) -> None:
        """The vault has a new master key: remember it under that from now on.

        The record under the old one learns of the new header too. So an old header that is put
        back, which leads to that record, is known to be old.
        """
        with self._writing:
            if self._sealer is not None:
                self._before = self._name, self._sealer
                self._sealer = SlotSealer(keys.witness_key)
                self._name = self._name_under(keys.witness_name_key)

    def judge(self, found: FoundState, header_revision: int) -> RollbackError | None:
        """What is wrong with a vault in the light of what is remembered; None if nothing is."""
        record = self.record
        if record is None:
            return None
        verdict = compare(record, found)
        if verdict is not None:
            forked = verdict is Relation.FORKED
            return RollbackError(record.generation, found.generation, forked, record.written_ns)
        return self.judge_header(header_revision)

    def judge_header(self, revision: int) -> HeaderRollbackError | None:
        """What is wrong with a header by itself: where nothing in the vault opens under it."""
        record = self.record
        if record is None or revision >= record.header_revision:
            return None
        return HeaderRollbackError(record.header_revision, revision, False, record.written_ns)

    def remember(
        self, state: Callable[[], tuple[Position, Lineage, int]], *, accepted: bool = False
    ) -> None:
        """Write down the newest durable state.

        Args:
            state: Gives position, lineage and the header's revision. Asked for with the record in
                hand, so that of two threads the later one writes the later state.
            accepted: Somebody has just accepted a copy that is older or forked.
        """
        with self._writing:
            if self._sealer is None:
                return
            position, lineage, revision = state()
            now = time.time_ns()
            before = self.record
            record = WitnessRecord(
                self._vault_id,
                position.session,
                position.generation,
                position.batches,
                position.digest,
                revision,
                now,
                now if accepted else (before.accepted_ns if before else 0),
                tuple(_opening_record(each) for each in lineage.openings[-MAX_OPENINGS:]),
            )
            if before is not None and self._before is None and _same_state(before, record):
                return
            try:
                self._folder.replace(self._name, self._seal(self._sealer, record))
                if self._before is not None:
                    name, sealer = self._before
                    self._folder.replace(name, self._seal(sealer, record))
                    self._before = None
            except OSError as error:
                self._note_failure(error)
            else:
                self.record = record
                self.failure = None

    def forget(self) -> None:
        """Drop the key; nothing is read or written any more."""
        with self._writing:
            self._sealer = self._before = None

    def report(self) -> MemoryReport:
        """What is known, for people."""
        record = self.record
        return MemoryReport(
            self.memory,
            self.works,
            record.generation if record else None,
            record.written_ns if record else None,
            (record.accepted_ns or None) if record else None,
        )

    @property
    def works(self) -> bool:
        """Whether the newest state could be written down."""
        return self.failure is None

    def _name_under(self, key: bytes | bytearray) -> str:
        """The record's name: without the key nobody can tell which vaults a device has seen."""
        return hmac.digest(key, self._vault_id, "sha256")[:_NAME_BYTES].hex()

    @property
    def _binding(self) -> bytes:
        return b"witness" + self._vault_id

    def _seal(self, sealer: SlotSealer, record: WitnessRecord) -> bytes:
        sealed = bytearray(SLOT_BYTES)
        nonce = os.urandom(NONCE_BYTES)
        sealer.seal_into(pack_witness(record), self._binding, memoryview(sealed), nonce)
        return bytes(sealed)

    def _open(self, raw: bytes) -> WitnessRecord:
        if self._sealer is None:
            raise VaultLockedError
        return unpack_witness(self._sealer.open(raw, self._binding))

    def _note_failure(self, error: OSError) -> None:
        if self.failure is None:
            log.warning("this device cannot remember vaults (errno %s)", error.errno)
        self.failure = error
        if self.memory is Memory.NEW:
            self.memory = Memory.UNAVAILABLE


def memory_failure(root: Path | None = None) -> OSError | None:
    """Why this device cannot remember vaults; None when it can."""
    try:
        DeviceFolder(FOLDER, root).check_writable()
    except OSError as error:
        return error
    return None


class Relation(enum.Enum):
    """How a vault that does not continue what is remembered relates to it."""

    OLDER = "older"
    FORKED = "forked"


def compare(record: WitnessRecord, found: FoundState) -> Relation | None:
    """Whether a vault's state is the remembered one or descends from it: then None.

    Exact as long as the sessions in between are listed. Where they no longer are (a thousand
    openings on other devices), a newer state is believed: an alarm has to be true.
    """
    seen = record.generation, record.batches
    here = found.generation, found.batches
    lineage = found.lineage
    if lineage.session == record.session:
        if here < seen:
            return Relation.OLDER
        same_root = found.generation == record.generation
        if same_root and found.digests[record.batches] != record.digest:
            return Relation.FORKED
        return None
    end = lineage.end_of(record.session)
    if end is not None:
        return None if end >= seen else Relation.FORKED
    if here > seen and not lineage.reaches(record.generation):
        return None
    return Relation.OLDER if _is_ancestor(record, found) else Relation.FORKED


def _is_ancestor(record: WitnessRecord, found: FoundState) -> bool:
    """Whether what is remembered descends from the state that was found."""
    session = found.lineage.session
    for each in record.openings:
        if each.session == session:
            return (found.generation, found.batches) <= (each.generation, each.batches)
    if not session:  # from before sessions were noted: older, unless it counts further
        return found.generation < record.generation
    # A full record lists the newest sessions only: what is older than all of them is just old.
    full = len(record.openings) == MAX_OPENINGS
    return full and found.generation <= record.openings[0].generation


def _opening_record(opening: Opening) -> OpeningRecord:
    return OpeningRecord(opening.session, opening.generation, opening.batches)


def _same_state(one: WitnessRecord, other: WitnessRecord) -> bool:
    return (
        one.session == other.session
        and one.digest == other.digest
        and one.batches == other.batches
        and one.header_revision == other.header_revision
        and one.accepted_ns == other.accepted_ns
    )
