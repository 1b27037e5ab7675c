"""A real store on a real folder, with keys of its own: no header, no key derivation."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from engine.errors import WrongKeyError
from engine.format.header import VaultHeader, verify_header
from engine.index.schema import create_tables
from engine.index.statements import PUT_SETTING
from engine.keys import KeyState, Passphrase, unlock_master_key
from engine.medium.disk import Disk, PosixDisk
from engine.namespace import Namespace, make_noted_again
from engine.transactions.parts import StoreParts
from engine.transactions.store import TransactionalStore
from engine.types import Damage, Geometry
from engine.vault import Vault
from engine.vault.assembly import assemble
from engine.vault.headers import read_headers


class BareVault:
    """A folder with a laid-out store; opens it as often as a test likes."""

    def __init__(self, folder: Path, parity_lanes: int = 2, disk: Disk | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.keys = KeyState(os.urandom(32))
        self.header = VaultHeader(os.urandom(16), Geometry(parity_lanes), ())
        self.disk = disk or PosixDisk(folder)
        self.damages: list[Damage] = []
        self.opened_by: dict[bytes, list[bytes]] = {}
        """By a header's bytes: the passphrases that open it."""
        parts = self.parts()
        TransactionalStore.create(parts, create_tables)
        parts.bands.close()

    def parts(self, disk: Disk | None = None) -> StoreParts:
        return assemble([disk or self.disk], self.header, self.keys, self.damages.append)

    def open(self, *, read_only: bool = False, disk: Disk | None = None) -> TransactionalStore:
        store = TransactionalStore(self.parts(disk), read_only=read_only)
        store.open(make_again=make_noted_again)
        return store

    def band(self, name: str) -> Path:
        return self.folder / name


def put_setting(store: TransactionalStore, name: str, value: int) -> None:
    with store.lock:
        store.execute(PUT_SETTING, (name, value))
        store.touch()


def settings(store: TransactionalStore) -> dict[str, int]:
    with store.lock:
        rows = store.execute("select name, value from setting").fetchall()
    return {name: value for name, value in rows if name not in _NOT_OURS}


class _OpenVault(SimpleNamespace):
    """Unlike its base, one that weak references can be made to, and a key."""

    __hash__ = object.__hash__
    __eq__ = object.__eq__


def as_vault(bare: BareVault, disk: Disk, store: TransactionalStore, namespace: Namespace) -> Vault:
    """What the health checks ask of a vault, without the KDF of an unlocking."""
    parts = _OpenVault(
        path=bare.folder,
        disk=disk,
        header=bare.header,
        geometry=bare.header.geometry,
        keys=bare.keys,
        header_copies_bad=(),
        store=store,
        namespace=namespace,
        read_only=store.read_only,
    )
    return cast("Vault", parts)


def opening_passphrases(bare: BareVault, disk: Disk, known: Sequence[bytes]) -> set[bytes]:
    """Which of the known passphrases open one of the header's copies; each must be authentic.

    A copy is derived for once only, whatever the disk: it takes a tenth of a second.
    """
    opening = set()
    for header, raw in read_headers(disk).distinct():
        verify_header(raw, bare.keys.header_key)
        if raw not in bare.opened_by:
            bare.opened_by[raw] = [each for each in known if _opens(header, each)]
        opening.update(bare.opened_by[raw])
    return opening


def _opens(header: VaultHeader, passphrase: bytes) -> bool:
    try:
        unlock_master_key(header, Passphrase(passphrase))
    except WrongKeyError:
        return False
    return True


_NOT_OURS = {"generation", "inodes", "next_ino"}
"""Settings that the engine itself keeps."""
