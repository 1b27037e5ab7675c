"""A vault with second locks, and with changes that only its journal has, opens for ever.

`locks-1.zip` is laid out as `test_golden` says. It has a folder under one lock (a file of one block, a
text) and a file under another, and a file that was changed in two places when the process ended.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import FileLockedError, WrongFileKeyError
from engine.health import scrub
from engine.types import Severity
from engine.vault import Vault
from tests.golden.test_golden import FILM_BYTES, KEY, film, lay_out

GOLDEN = Path(__file__).parent / "locks-1.zip"


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    return lay_out(GOLDEN, tmp_path / "vault")


def read(vault: Vault, path: bytes) -> bytes:
    inode = vault.namespace.resolve(path)
    return bytes(vault.namespace.read(inode.ino, 0, inode.size))


def changed() -> bytes:
    content = bytearray(film() * 2)
    content[70_000:70_020] = b"noted in the journal"
    content[10:15] = b"twice"
    content[70_010:70_014] = b"OVER"
    return bytes(content)


@pytest.mark.parametrize("read_only", [True, False])
def test_what_the_journal_alone_has_is_there(golden: Path, read_only: bool) -> None:
    with Vault.unlock(golden, KEY, read_only=read_only) as vault:
        assert read(vault, b"/open") == changed()


@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_locked_opens_by_its_own_passphrase_alone(golden: Path, read_only: bool) -> None:
    with Vault.unlock(golden, KEY, read_only=read_only) as vault:
        assert vault.namespace.resolve(b"/private/film").size == FILM_BYTES
        for path in (b"/private/film", b"/private/note", b"/alone"):
            with pytest.raises(FileLockedError):
                read(vault, path)
        with pytest.raises(WrongFileKeyError):
            vault.file_locks.open(b"/private", b"third passphrase")
        vault.file_locks.open(b"/private", b"second passphrase")
        assert read(vault, b"/private/film") == film()
        assert read(vault, b"/private/note") == b"under the second lock"
        with pytest.raises(FileLockedError):
            read(vault, b"/alone")
        vault.file_locks.open(b"/alone", b"third passphrase")
        assert read(vault, b"/alone") == b"a file with a passphrase of its own"


def test_it_goes_on_being_used(golden: Path) -> None:
    with Vault.unlock(golden, KEY) as vault:
        vault.file_locks.open(b"/alone", b"third passphrase")
        vault.namespace.write(vault.namespace.resolve(b"/alone").ino, 2, b"FILE")
        vault.file_locks.remove(b"/private", b"second passphrase")
        assert scrub(vault, repair=True).worst < Severity.CRITICAL
    with Vault.unlock(golden, KEY) as vault:
        assert read(vault, b"/private/film") == film()
        with pytest.raises(FileLockedError):
            read(vault, b"/alone")
        assert scrub(vault).worst is Severity.GOOD
