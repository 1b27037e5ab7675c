"""The header's two copies in a vault's folder: read, choose, authenticate, replace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.constants import MAX_HEADER_BYTES
from engine.errors import (
    HeaderDamagedError,
    HeaderMissingError,
    KdfCostError,
    MediumError,
    MissingPieceError,
    NotAVaultError,
    UnsupportedVersionError,
    VaultError,
    WrongKeyError,
)
from engine.format.header import VaultHeader, pack_header, parse_header, verify_header
from engine.keys import Credential, KeyState, open_any_slot, open_old_key, wipe
from engine.medium.bands import BAND_FOLDER
from engine.medium.disk import Disk

HEADER_NAME = "vault.sigma"
HEADER_COPY_NAME = "vault.sigma.copy"
HEADER_NAMES = (HEADER_NAME, HEADER_COPY_NAME)


@dataclass(frozen=True, slots=True)
class HeaderCopies:
    """What the folder holds: raw bytes of each copy that parses, and the names that do not."""

    parsed: dict[str, tuple[VaultHeader, bytes]]
    bad: tuple[str, ...]

    @property
    def newest(self) -> VaultHeader:
        """The parsed copy of the highest revision; nobody has vouched for it yet."""
        return max((header for header, _ in self.parsed.values()), key=lambda one: one.revision)

    def distinct(self) -> Iterator[tuple[VaultHeader, bytes]]:
        """Each different header once, newest first."""
        seen: set[bytes] = set()
        for header, raw in sorted(self.parsed.values(), key=lambda one: -one[0].revision):
            if raw not in seen:
                seen.add(raw)
                yield header, raw


def read_headers(disk: Disk) -> HeaderCopies:
    """Read both copies.

    Raises:
        NotAVaultError: Neither copy is there, nor a band.
        HeaderMissingError: Neither copy is there, but bands are.
        UnsupportedVersionError: A copy is of another version.
        HeaderDamagedError: No copy parses.
        MediumError: No copy parses, and the disk refused to read one.
    """
    parsed: dict[str, tuple[VaultHeader, bytes]] = {}
    failures: dict[str, VaultError] = {}
    for name in HEADER_NAMES:
        try:
            raw = disk.pread(name, MAX_HEADER_BYTES + 1, 0)
            parsed[name] = parse_header(raw, disk.root / name)[0], raw
        except (MediumError, HeaderDamagedError, UnsupportedVersionError) as error:
            failures[name] = error
    if parsed:
        return HeaderCopies(parsed, tuple(failures))
    found = [each for each in failures.values() if not isinstance(each, MissingPieceError)]
    if not found:
        if disk.names(BAND_FOLDER):
            raise HeaderMissingError(disk.root)
        raise NotAVaultError(disk.root, "no header")
    raise next((each for each in found if isinstance(each, UnsupportedVersionError)), found[0])


@dataclass(frozen=True, slots=True)
class UnlockedHeader:
    """An authenticated header, the keys under it, and the copies that differ from it."""

    header: VaultHeader
    keys: KeyState
    bad: tuple[str, ...]
    opened_by: bytes
    """Id of the key slot that opened."""


def unlock_header(disk: Disk, credential: Credential) -> UnlockedHeader:
    """Open a key slot of any copy, and take the newest copy that its key authenticates.

    The copies differ after a crash in the middle of a passphrase change: then both passphrases
    open, the newer header is the vault's, and the other copy is replaced by it.

    Raises:
        WrongKeyError: No slot opens.
        HeaderDamagedError: A slot opens, but no copy of the header is authentic.
        KdfCostError: Every copy asks for a cost out of bounds; nothing was derived.
    """
    copies = read_headers(disk)
    failure: VaultError | None = None
    for header, raw in copies.distinct():
        try:
            keys, slot_id = _open(header, raw, credential)
        except (WrongKeyError, HeaderDamagedError, KdfCostError) as error:
            failure = failure or error
            continue
        newest, newest_raw = next(each for each in copies.distinct() if _authentic(each[1], keys))
        _hold_old_keys(keys, newest)
        other = [name for name, (_, each) in copies.parsed.items() if each != newest_raw]
        return UnlockedHeader(newest, keys, (*copies.bad, *other), slot_id)
    raise failure or HeaderDamagedError(disk.root / HEADER_NAME, "no copy can be read")


def open_header(header: VaultHeader, raw: bytes, credential: Credential) -> KeyState:
    """Open a key slot of one header, and authenticate all of it under the key.

    Raises:
        WrongKeyError: No slot opens.
        HeaderDamagedError: It was changed since it was written.
        KdfCostError: It asks for a cost out of bounds; nothing was derived.
    """
    return _open(header, raw, credential)[0]


def _open(header: VaultHeader, raw: bytes, credential: Credential) -> tuple[KeyState, bytes]:
    opened = open_any_slot(header, credential)
    try:
        keys = KeyState(opened.master_key, header.key_epoch)
    finally:
        wipe(opened.master_key)
    try:
        verify_header(raw, keys.header_key)
        _hold_old_keys(keys, header)
    except HeaderDamagedError:
        keys.wipe()
        raise
    return keys, opened.slot_id


def _hold_old_keys(keys: KeyState, header: VaultHeader) -> None:
    """Have the earlier master keys that a header carries, while the vault moves to the present one.

    Raises:
        HeaderDamagedError: One of them is not authentic.
    """
    keys.forget_old()
    for record in header.old_keys:
        master_key = open_old_key(record, header.vault_id, keys.old_key_key)
        try:
            keys.hold_old(record.epoch, master_key)
        finally:
            wipe(master_key)


def _authentic(raw: bytes, keys: KeyState) -> bool:
    try:
        verify_header(raw, keys.header_key)
    except HeaderDamagedError:
        return False
    return True


def write_headers(disk: Disk, header: VaultHeader, keys: KeyState) -> None:
    """Replace both copies, one after the other: at any moment one of them is whole.

    A copy in whose place something else lies is left out, as long as the other can be written.

    Raises:
        NoSpaceError, MediumError: The disk refused; the copy not yet replaced stays.
    """
    raw = pack_header(header, keys.header_key)
    ours = [name for name in reversed(HEADER_NAMES) if not is_obstructed(disk, name)]
    for name in ours or HEADER_NAMES:
        disk.replace(name, raw)


def is_obstructed(disk: Disk, name: str) -> bool:
    """Whether something that is no file lies in a copy's place: a link, a folder, a FIFO.

    It is not ours to remove, and never read: the other copy is the vault's header then.
    """
    return disk.size(name) is None and name in disk.names()
