"""Highly structured content in a vault: what would show through weak encryption first."""

from __future__ import annotations

from pathlib import Path

from engine.constants import ROOT_INODE
from engine.keys import Passphrase
from engine.vault import Vault
from tests.support.places import PASSPHRASE, make_vault

TEXT = b"All work and no play makes Jack a dull boy. "
FILE = 0o100644


def structured_files() -> dict[bytes, bytes]:
    """Names and contents that repeat themselves in every way."""
    large = {
        b"zeros": bytes(3_000_000),
        b"ones": b"\xff" * 2_000_000,
        b"text": TEXT * 40_000,
        b"text again": TEXT * 40_000,
        b"same block": bytes(range(256)) * 254 * 20,
        b"one byte, then zeros": b"\x01" + bytes(999_999),
    }
    small = {b"small %04d" % number: TEXT * 20 for number in range(400)}
    return large | small


def make_structured_vault(path: Path) -> None:
    """A vault full of them, locked; some were written more than once."""
    make_vault(path)
    with Vault.unlock(path, Passphrase(PASSPHRASE)) as vault:
        namespace = vault.namespace
        for round_number in range(2):
            for name, content in structured_files().items():
                if round_number == 0:
                    inode = namespace.create(ROOT_INODE, name, FILE, 0, 0)
                elif len(content) > 1_500_000 or name.endswith(b"7"):
                    inode = namespace.lookup(ROOT_INODE, name)
                else:
                    continue
                namespace.write(inode.ino, 0, content)
            namespace.sync()
