"""The serving process is killed under load, again and again: nothing synced is lost, nothing mixed.

Fifty rounds in all. Each begins with the vault as the kill before left it: mounted again, looked
at through the mount, written to by several processes, killed at a random moment.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fuse.test_real_tools import WRITER as SQLITE_WRITER
from tests.support.places import PASSPHRASE, REPOSITORY, Place, VaultPlace, wait_until
from tests.support.records import Judge
from tests.support.tally import Tally, Trial

WRITERS = 3
ROUNDS = 10


@pytest.fixture
def vault(new_place: Callable[..., Place]) -> VaultPlace:
    place = new_place()
    if not isinstance(place, VaultPlace):
        pytest.skip("only a mount can be killed")
    return place


class Load:
    """Processes at work in the mount, until it goes away under them."""

    def __init__(self, vault: VaultPlace, outside: Path, seed: int) -> None:
        self.judges = [
            Judge(vault.root / f"writer-{n}", outside / f"notes-{n}") for n in range(WRITERS)
        ]
        self.choose = random.Random(seed)
        self.seed = seed
        self.processes: list[subprocess.Popen[bytes]] = []
        self.outside = outside

    def start(self) -> None:
        """Set them to work, and wait until each has begun."""
        sizes = [self._noted(judge) for judge in self.judges]
        for judge in self.judges:
            self.seed += 1
            command = [sys.executable, "-m", "tests.support.records"]
            arguments = [os.fspath(judge.folder), os.fspath(judge.notes), str(self.seed)]
            self.processes.append(
                subprocess.Popen(
                    command + arguments,
                    env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
                    cwd=self.outside,
                    stderr=subprocess.DEVNULL,
                )
            )
        for judge, size in zip(self.judges, sizes, strict=True):
            wait_until(lambda: self._noted(judge) > size, "the writers work")  # noqa: B023

    def wait_for_the_end(self) -> None:
        """They end by themselves once the file system is gone; one that hangs is a failure."""
        for process in self.processes:
            assert process.wait(30) in {0, -signal.SIGBUS}
        self.processes.clear()

    def stop(self) -> None:
        """For the end of the test, whatever happened."""
        for process in self.processes:
            process.kill()
            process.wait()

    def check(self) -> None:
        """All writers' folders, against their notes."""
        for judge in self.judges:
            judge.check()

    @staticmethod
    def _noted(judge: Judge) -> int:
        return judge.notes.stat().st_size if judge.notes.exists() else 0


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    made = tmp_path / "outside"
    made.mkdir()
    return made


@contextlib.contextmanager
def load(vault: VaultPlace, outside: Path, seed: int) -> Iterator[Load]:
    made = Load(vault, outside, seed)
    try:
        yield made
    finally:
        made.stop()


def scrub_is_clean(vault: VaultPlace, *, read_only: bool) -> None:
    """Read and verify every slot of the vault, while nobody serves it."""
    from engine.health import FindingCode, scrub
    from engine.keys import Passphrase
    from engine.types import Severity
    from engine.vault import Vault

    with Vault.unlock(vault.vault, Passphrase(PASSPHRASE), read_only=read_only) as opened:
        report = scrub(opened)
    bad = [
        finding
        for finding in report.findings
        # Between the writes of the journal's two copies a kill leaves them different.
        if finding.severity >= Severity.WARNING and finding.message_code is not FindingCode.JOURNAL
    ]
    assert not bad, bad


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(1000, 6000, 1000))
def test_killed_under_load(vault: VaultPlace, outside: Path, seed: int, tally: Tally) -> None:
    kill_again_and_again(vault, outside, seed, ROUNDS, tally)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10_000, 50_000, 10_000))
def test_killed_under_load_for_long(
    vault: VaultPlace, outside: Path, seed: int, tally: Tally
) -> None:
    kill_again_and_again(vault, outside, seed, 10 * ROUNDS, tally)


def kill_again_and_again(
    vault: VaultPlace, outside: Path, seed: int, rounds: int, tally: Tally
) -> None:
    choose = random.Random(seed)
    with load(vault, outside, seed) as work:
        for round_number in range(rounds):
            work.start()
            time.sleep(choose.random() * 0.7)
            vault.kill()
            work.wait_for_the_end()
            if round_number % 4 == 3:
                scrub_is_clean(vault, read_only=round_number % 8 == 3)
            vault.start()
            work.check()
            tally.add(Trial.KILL)
        synced = sum(judge.syncs for judge in work.judges)
        assert synced > rounds
        vault.stop()
    scrub_is_clean(vault, read_only=False)
    tally.add(Trial.FSYNCED, synced)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_database_survives_the_kill(vault: VaultPlace, mode: str) -> None:
    """SQLite believes what fsync tells it; so what it called committed must be there."""
    committed = 0
    for round_number in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", SQLITE_WRITER, mode],
            cwd=vault.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as writer:
            assert writer.stdout is not None
            for _ in range(3 + 5 * round_number):
                committed = int(writer.stdout.readline())
            vault.kill()
            rest = writer.stdout.read().splitlines()
        committed = int(rest[-1]) if rest else committed
        vault.start()
        database = sqlite3.connect(vault.root / "work.db")
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        count, last = database.execute("select count(*), max(id) from item").fetchone()
        database.close()
        assert count == last
        assert last >= committed
    vault.stop()
    scrub_is_clean(vault, read_only=False)


def test_killed_while_idle_or_at_once(vault: VaultPlace) -> None:
    """What was synced, and what had more than the commit interval to become durable by itself."""
    (vault.root / "synced").write_bytes(b"synced")
    opened = os.open(vault.root / "synced", os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)
    (vault.root / "not synced").write_bytes(b"perhaps")
    vault.kill()
    vault.start()
    assert (vault.root / "synced").read_bytes() == b"synced"
    found = vault.root / "not synced"
    assert not found.exists() or found.read_bytes() in {b"", b"perhaps"}
    for _ in range(3):
        vault.kill()
        vault.start()
    assert (vault.root / "synced").read_bytes() == b"synced"


def test_an_orphan_of_a_crash_gives_its_space_back(vault: VaultPlace) -> None:
    opened = os.open(vault.root / "orphan", os.O_CREAT | os.O_RDWR, 0o644)
    os.write(opened, os.urandom(20 << 20))
    os.unlink(vault.root / "orphan")
    os.fsync(opened)
    found = os.statvfs(vault.root)
    held = (found.f_blocks - found.f_bfree) * found.f_frsize
    vault.kill()
    with contextlib.suppress(OSError):  # there is nobody left to close it
        os.close(opened)
    vault.start()
    assert os.listdir(vault.root) == []
    for name in ("one", "two"):
        (vault.root / name).write_bytes(b"x")
        vault.remount()
    found = os.statvfs(vault.root)
    assert (found.f_blocks - found.f_bfree) * found.f_frsize < held - (10 << 20)
