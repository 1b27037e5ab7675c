"""A real store on a real folder, with keys of its own: no header, no key derivation."""

from __future__ import annotations

import os
from pathlib import Path

from engine.format.header import VaultHeader
from engine.index.schema import create_tables
from engine.keys import KeyState
from engine.medium.disk import Disk, PosixDisk
from engine.transactions.store import StoreParts, TransactionalStore
from engine.types import Damage, Geometry
from engine.vault.assembly import assemble


class BareVault:
    """A folder with a laid-out store; opens it as often as a test likes."""

    def __init__(self, folder: Path, parity_lanes: int = 2, disk: Disk | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.keys = KeyState(os.urandom(32))
        self.header = VaultHeader(os.urandom(16), Geometry(parity_lanes), ())
        self.disk = disk or PosixDisk(folder)
        self.damages: list[Damage] = []
        parts = self.parts()
        TransactionalStore.create(parts, create_tables)
        parts.bands.close()

    def parts(self, disk: Disk | None = None) -> StoreParts:
        return assemble([disk or self.disk], self.header, self.keys, self.damages.append)

    def open(self, *, read_only: bool = False, disk: Disk | None = None) -> TransactionalStore:
        store = TransactionalStore(self.parts(disk), read_only=read_only)
        store.open()
        return store

    def band(self, name: str) -> Path:
        return self.folder / name


def put_setting(store: TransactionalStore, name: str, value: int) -> None:
    with store.lock:
        store.execute("insert or replace into setting values (?, ?)", (name, value))
        store.touch()


def settings(store: TransactionalStore) -> dict[str, int]:
    with store.lock:
        rows = store.execute("select name, value from setting").fetchall()
    return {name: value for name, value in rows if name not in _NOT_OURS}


_NOT_OURS = {"generation", "inodes", "next_ino"}
"""Settings that the engine itself keeps."""
