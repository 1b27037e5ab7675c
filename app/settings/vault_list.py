"""The vaults that the user has added, in their order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.settings.places import config_folder
from app.settings.toml_file import Table, read_toml, replace_file, tables_text
from app.settings.urls import path_of, url_of

FILE_NAME = "vaults.toml"

DEFAULT_LOCK_AFTER_MIN = 30
"""Minutes without use after which a vault locks itself, unless the user chose otherwise."""

_HEAD = "# The vaults in SigmaVault's window. Nothing here opens any of them.\n\n"


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """One vault of the list."""

    path: Path
    name: str
    lock_after_min: int = DEFAULT_LOCK_AFTER_MIN
    """0: never by itself."""
    mountpoint: Path | None = None
    """Where to mount it; None is a folder of its name in the usual place."""
    saved_as: str = ""
    """The vault's id while the desktop's keyring keeps its passphrase under it; else empty."""


def default_name(path: Path) -> str:
    """What a vault is called until somebody names it."""
    return os.fsencode(path.name).decode("utf-8", "replace") or "Vault"


def load_vault_list(folder: Path | None = None) -> list[VaultEntry]:
    """The list; empty when there is none yet. Entries that make no sense are left out."""
    found = read_toml((folder or config_folder()) / FILE_NAME).get("vault", [])
    entries: dict[Path, VaultEntry] = {}
    for table in found if isinstance(found, list) else []:
        entry = _entry(table) if isinstance(table, dict) else None
        if entry is not None:
            entries.setdefault(entry.path, entry)
    return list(entries.values())


def save_vault_list(entries: Sequence[VaultEntry], folder: Path | None = None) -> None:
    """Store the list.

    Raises:
        OSError: The disk refused; the old list is still there.
    """
    text = _HEAD + tables_text("vault", (_table(entry) for entry in entries))
    replace_file((folder or config_folder()) / FILE_NAME, text)


def _entry(table: dict[str, object]) -> VaultEntry | None:
    place, name = table.get("place"), table.get("name")
    minutes, mountpoint = table.get("lock_after_min"), table.get("mountpoint")
    saved_as = table.get("saved_as")
    path = path_of(place) if isinstance(place, str) else None
    if path is None:
        return None
    return VaultEntry(
        path,
        name if isinstance(name, str) and name else default_name(path),
        minutes if type(minutes) is int and 0 <= minutes <= 10_000 else DEFAULT_LOCK_AFTER_MIN,
        path_of(mountpoint) if isinstance(mountpoint, str) else None,
        saved_as if isinstance(saved_as, str) else "",
    )


def _table(entry: VaultEntry) -> Table:
    table: dict[str, str | int | bool] = {
        "name": entry.name,
        "place": url_of(entry.path),
        "lock_after_min": entry.lock_after_min,
    }
    if entry.mountpoint is not None:
        table["mountpoint"] = url_of(entry.mountpoint)
    if entry.saved_as:
        table["saved_as"] = entry.saved_as
    return table
