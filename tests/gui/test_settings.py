"""What the application remembers survives a restart, whatever the names are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.settings.preferences import Preferences, Theme, load_preferences, save_preferences
from app.settings.vault_list import VaultEntry, load_vault_list, save_vault_list


@pytest.mark.parametrize(
    "name",
    [
        b"Plain",
        "Übung 'und' \"mehr\"\\".encode(),
        b"line\nbreak\x7f\t",
        b"no \xff\xfe text",
        "🗝".encode(),
    ],
)
def test_the_list_keeps_every_path(tmp_path: Path, name: bytes) -> None:
    path = Path("/places") / os.fsdecode(name)
    entries = [
        VaultEntry(path, 'Ärger\x7f\n"x"', 7, Path("/mnt/x y"), "ab" * 16),
        VaultEntry(Path("/b"), "b"),
    ]
    save_vault_list(entries, tmp_path)
    assert load_vault_list(tmp_path) == entries


def test_what_makes_no_sense_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "vaults.toml").write_text(
        '[[vault]]\nplace = "file:///a"\nlock_after_min = -4\n'
        '[[vault]]\nplace = "relative"\n[[vault]]\nname = "no place"\n'
        '[[vault]]\nplace = "file:///a"\nname = "again"\n'
    )
    assert [entry.name for entry in load_vault_list(tmp_path)] == ["a"]
    assert load_vault_list(tmp_path)[0].lock_after_min > 0


@pytest.mark.parametrize("text", ["[[[", "vault = 3", "\x00", ""])
def test_a_broken_list_is_an_empty_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "vaults.toml").write_text(text)
    assert load_vault_list(tmp_path) == []


def test_preferences_come_back(tmp_path: Path) -> None:
    wanted = Preferences(theme=Theme.DARK, keep_in_tray=False, show_hidden=True)
    save_preferences(wanted, tmp_path)
    assert load_preferences(tmp_path) == wanted


def test_unknown_preferences_are_defaults(tmp_path: Path) -> None:
    (tmp_path / "preferences.toml").write_text('theme = "purple"\nkeep_in_tray = 3\n')
    assert load_preferences(tmp_path) == Preferences()
