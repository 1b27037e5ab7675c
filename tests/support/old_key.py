"""Everything on disk that opens under a master key: each slot of each file, tried as anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import BAND_SLOTS, NONCE_BYTES, SLOT_BYTES
from engine.errors import HeaderDamagedError
from engine.format.header import parse_header, verify_header
from engine.format.journal import journal_aad
from engine.format.slot import row_suffixes, slot_aad_prefix
from engine.keys import KeyState
from engine.scatter import Projection
from engine.types import SlotKind

BAND_KINDS = (SlotKind.DATA, SlotKind.INDEX, SlotKind.MAP, SlotKind.SUPERBLOCK)


def opened_by(
    master_key: bytes, folder: Path, epochs: range, generations: range, anywhere: bool = False
) -> Iterator[tuple[str, int, str]]:
    """(file, slot, what as) of everything in a vault's folder that the key opens.

    Args:
        master_key: The key.
        folder: The vault's folder.
        epochs: Key epochs in which slots may be sealed.
        generations: Of roots that a journal may continue.
        anywhere: Try each slot as every lane, not only as the one that lies there under this key.
    """
    keys = KeyState(master_key)
    for path in sorted(folder.glob("bands/*")):
        yield from _of_band(keys, path, folder, epochs, anywhere)
    for path in sorted(folder.glob("journal-*")):
        yield from _of_journal(keys, path, folder, generations)
    for path in sorted(folder.glob("vault.sigma*")):
        raw = path.read_bytes()
        try:
            verify_header(raw, keys.header_key)
        except HeaderDamagedError:
            continue
        yield path.name, 0, "header"


def _of_band(
    keys: KeyState, path: Path, folder: Path, epochs: range, anywhere: bool
) -> Iterator[tuple[str, int, str]]:
    group, position = (int(part) for part in path.name.split("-"))
    raw = path.read_bytes()
    vault_id = _vault_id(folder)
    lanes = len(list(folder.glob(f"bands/{group:08d}-*")))
    phase = Projection(keys.scatter_key, keys.phase_key, lanes).phase(group)
    own = (position - phase) % lanes
    suffixes = row_suffixes(group * BAND_SLOTS, BAND_SLOTS)
    for epoch in epochs:
        cipher = AESGCM(bytes(keys.group_key(group, epoch)))
        prefixes = [
            (kind, slot_aad_prefix(vault_id, kind, lane, epoch))
            for kind in BAND_KINDS
            for lane in (range(lanes) if anywhere else [own])
        ]
        for number, suffix in enumerate(suffixes):
            slot = raw[number * SLOT_BYTES : (number + 1) * SLOT_BYTES]
            for kind, prefix in prefixes:
                if _opens(cipher, slot, prefix + suffix):
                    yield path.name, number, kind.name


def _of_journal(
    keys: KeyState, path: Path, folder: Path, generations: range
) -> Iterator[tuple[str, int, str]]:
    copy = int(path.name.removeprefix("journal-"))
    raw = path.read_bytes()
    vault_id = _vault_id(folder)
    for generation in generations:
        cipher = AESGCM(bytes(keys.journal_key(generation)))
        for number in range(len(raw) // SLOT_BYTES):
            slot = raw[number * SLOT_BYTES : (number + 1) * SLOT_BYTES]
            aad = journal_aad(vault_id, SlotKind.JOURNAL, copy, generation, number)
            if _opens(cipher, slot, aad):
                yield path.name, number, f"journal of {generation}"


def _vault_id(folder: Path) -> bytes:
    return parse_header((folder / "vault.sigma").read_bytes())[0].vault_id


def _opens(cipher: AESGCM, slot: bytes, aad: bytes) -> bool:
    try:
        cipher.decrypt(slot[:NONCE_BYTES], slot[NONCE_BYTES:], aad)
    except InvalidTag:
        return False
    return True
