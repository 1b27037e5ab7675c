"""Real vaults of each format version, as they were made by the program of their time.

A vault that was made once has to open for ever. Noise does not compress, and the smallest vault has
48 MiB of it; so a golden file holds the slots that were in use and nothing else, and what was noise
may be any noise. Of each row two lanes are left out, as many as parity makes up for, of the newest
superblock its second copy, of the journal too, and of the header: so the erasure code, the second
copies and a replay are put to the test as well. Neither was the vault locked: its last file is in
the journal alone.

`format-1.zip` holds files by name, and slots by `file@slot`. It was made with 8 + 2 lanes, the
passphrase below, and the content of `check`, before vaults had tables for scrubs and openings.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from engine.constants import BAND_BYTES, JOURNAL_STEP_BYTES, ROOT_INODE, SLOT_BYTES
from engine.health import FindingCode, scrub
from engine.health.record import last_outcome
from engine.keys import Passphrase
from engine.medium.noise import noise
from engine.types import Severity
from engine.vault import Vault

GOLDEN = sorted(Path(__file__).parent.glob("format-*.zip"))
KEY = Passphrase(b"golden passphrase")
FILM_BYTES = 60_000


def film() -> bytes:
    """What anybody can make again, and does not compress: SHA-256 of a seed and a counter."""
    blocks = -(-FILM_BYTES // 32)
    stream = (hashlib.sha256(b"golden" + n.to_bytes(4, "little")) for n in range(blocks))
    return b"".join(block.digest() for block in stream)[:FILM_BYTES]


@pytest.fixture(params=GOLDEN, ids=lambda each: each.stem)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return lay_out(request.param, tmp_path / "vault")


def lay_out(kept_in: Path, folder: Path) -> Path:
    """The vault's folder, as large as it was, with noise wherever nothing was kept."""
    (folder / "bands").mkdir(parents=True)
    for lane in range(10):
        (folder / "bands" / f"00000000-{lane:02d}").write_bytes(noise(BAND_BYTES))
    for copy in range(2):
        (folder / f"journal-{copy}").write_bytes(noise(JOURNAL_STEP_BYTES))
    with zipfile.ZipFile(kept_in) as kept:
        for member in kept.namelist():
            name, _, slot = member.partition("@")
            path = folder / name
            path.touch()
            with path.open("r+b") as file:
                file.seek(int(slot or 0) * SLOT_BYTES)
                file.write(kept.read(member))
    return folder


def check(vault: Vault) -> None:
    """Every file, name, link and attribute of a golden vault is there."""
    names = vault.namespace
    inode = names.resolve(b"letters/film")
    assert bytes(names.read(inode.ino, 0, FILM_BYTES + 1)) == film()
    assert names.resolve(b"second name").ino == inode.ino
    assert inode.nlink == 2
    assert names.get_xattr(inode.ino, b"user.note") == b"kept"
    assert names.readlink(names.lookup(ROOT_INODE, b"link").ino) == b"letters/film"
    note = names.resolve(b"note")
    assert bytes(names.read(note.ino, 0, 100)) == b"inside the index"


def test_reads_and_writes_nothing(golden: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(golden.rglob("*")) if path.is_file()}
    with Vault.unlock(golden, KEY, read_only=True) as vault:
        check(vault)
        assert not vault.store.newest_root_lost
        assert last_outcome(vault) is None
        worst = scrub(vault).worst
        assert worst is Severity.WARNING, "lanes are missing, and no more than that"
    after = {path: path.read_bytes() for path in before}
    assert after == before


def test_is_healed_written_to_and_clean_from_then_on(golden: Path) -> None:
    with Vault.unlock(golden, KEY) as vault:
        check(vault)
        healed = scrub(vault, repair=True)
        assert healed.worst is Severity.GOOD, healed.findings
        kinds = {each.message_code for each in healed.findings}
        assert {FindingCode.DATA, FindingCode.HEADER_COPY} <= kinds
        inode = vault.namespace.create(ROOT_INODE, b"new", 0o100644, 0, 0)
        vault.namespace.write(inode.ino, 0, b"n" * 200_000)
    for read_only in (True, False, True):
        with Vault.unlock(golden, KEY, read_only=read_only) as vault:
            check(vault)
            new = vault.namespace.resolve(b"new")
            assert bytes(vault.namespace.read(new.ino, 0, 200_001)) == b"n" * 200_000
            assert scrub(vault).findings == ()
            assert last_outcome(vault) is not None
            assert vault.store.lineage.complete
