"""A mounted vault moves to its new key while programs write to it, and its process is killed.

It goes on at each mount, loses nothing that was synced, and ends with nothing under the old key.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.keys import Passphrase
from engine.vault import Vault, read_info
from tests.fuse.test_crash_kill import load, scrub_is_clean
from tests.support.old_key import opened_by
from tests.support.places import PASSPHRASE, Place, VaultPlace, wait_until
from tests.support.tally import Tally, Trial

ROUNDS = 5
CONTENT_BYTES = 40_000_000


@pytest.fixture
def vault(new_place: Callable[..., Place], monkeypatch: pytest.MonkeyPatch) -> VaultPlace:
    place = new_place()
    if not isinstance(place, VaultPlace):
        pytest.skip("only a vault has a key")
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", os.fspath(place.vault.parent / "state"))
    return place


def begin(vault: VaultPlace) -> bytes:
    """Give the vault a new key; the old one."""
    with Vault.unlock(vault.vault, Passphrase(PASSPHRASE)) as opened:
        old_key = bytes(opened.keys.copy_master_key())
        opened.rekey(opened.plan_rekey([Passphrase(PASSPHRASE)]))
    return old_key


@pytest.mark.timeout(300)
def test_killed_while_it_moves(vault: VaultPlace, tmp_path: Path, tally: Tally) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    content = random.Random(2).randbytes(CONTENT_BYTES)
    (vault.root / "film").write_bytes(content)
    vault.stop()
    old_key = begin(vault)
    choose = random.Random(9)
    with load(vault, outside, 77) as work:
        for _ in range(ROUNDS):
            vault.start()
            work.start()
            time.sleep(choose.random() * 0.4)  # whichever moment the kill comes at, it is right
            vault.kill()
            work.wait_for_the_end()
            vault.start()
            work.check()
            vault.kill()
            tally.add(Trial.KILL)
        vault.start()
        work.check()
        wait_until(lambda: not read_info(vault.vault).rekey_under_way, "the move has ended")
        assert (vault.root / "film").read_bytes() == content
        vault.stop()
    scrub_is_clean(vault, read_only=False)
    with Vault.unlock(vault.vault, Passphrase(PASSPHRASE), read_only=True) as opened:
        generations = range(opened.generation + 20)
    assert list(opened_by(old_key, vault.vault, range(2), generations)) == []
