"""What happens around a serving process: it is stopped, its disk goes, its folder goes, a second one comes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import VaultBusyError
from engine.health import scrub
from engine.keys import Passphrase
from engine.types import Severity
from engine.vault import Vault
from tests.support.loop_disk import LoopDisk
from tests.support.places import PASSPHRASE, VaultPlace, wait_until


def write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def check_clean(vault: Path, files: dict[str, bytes]) -> None:
    with Vault.unlock(vault, Passphrase(PASSPHRASE)) as opened:
        namespace = opened.namespace
        for name, content in files.items():
            inode = namespace.lookup(1, name.encode())
            assert bytes(namespace.read(inode.ino, 0, inode.size)) == content
        assert scrub(opened).worst is Severity.GOOD


@pytest.fixture
def served(tmp_path: Path) -> Iterator[VaultPlace]:
    place = VaultPlace.create(tmp_path)
    place.start()
    try:
        yield place
    finally:
        place.kill()


def state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_process_that_is_stopped_and_goes_on(served: VaultPlace) -> None:
    """As a debugger does, or a machine that sleeps: callers wait, and get what they asked for."""
    write_durably(served.root / "before", b"before")
    assert served.process is not None
    pid = served.process.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        wait_until(lambda: state_of(pid) == "T", "the process is stopped")
        content = os.urandom(300_000)
        caller = threading.Thread(target=write_durably, args=(served.root / "during", content))
        caller.start()
        assert caller.is_alive()
    finally:
        os.kill(pid, signal.SIGCONT)
    caller.join(60)
    assert not caller.is_alive()
    served.kill()
    check_clean(served.vault, {"before": b"before", "during": content})


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[LoopDisk]:
    made = LoopDisk(tmp_path)
    yield made
    made.detach()


@pytest.mark.root
def test_the_disk_of_a_mounted_vault_goes(disk: LoopDisk, tmp_path: Path) -> None:
    place = VaultPlace.create(disk.root)
    mountpoint = tmp_path / "mounted"
    mountpoint.mkdir()
    place.root = mountpoint
    place.start()
    try:
        write_durably(mountpoint / "kept", b"kept")
        disk.pull()
        with pytest.raises(OSError, match=r"Input/output error|Read-only") as refused:
            write_durably(mountpoint / "lost", b"lost" * 10_000)
        assert refused.value.errno in {errno.EIO, errno.EROFS}
        with pytest.raises(OSError, match=r"Input/output error|Read-only"):
            write_durably(mountpoint / "later", b"later")
        assert (mountpoint / "kept").read_bytes() == b"kept"
    finally:
        place.kill()
    disk.plug_in()
    check_clean(place.vault, {"kept": b"kept"})


@pytest.mark.root
def test_the_disk_of_a_mounted_vault_is_unmounted_under_it(disk: LoopDisk, tmp_path: Path) -> None:
    """Lazily, since it is busy: the vault goes on with it, and nothing is lost."""
    place = VaultPlace.create(disk.root)
    mountpoint = tmp_path / "mounted"
    mountpoint.mkdir()
    place.root = mountpoint
    place.start()
    try:
        write_durably(mountpoint / "kept", b"kept")
        disk.detach()
        write_durably(mountpoint / "later", b"later")
    finally:
        place.close()
    disk.plug_in()
    check_clean(place.vault, {"kept": b"kept", "later": b"later"})


def test_the_folder_of_a_mount_is_taken_away(served: VaultPlace) -> None:
    write_durably(served.root / "kept", b"kept")
    with (served.root / "open").open("wb") as stream:
        stream.write(b"written before")
        stream.flush()
        subprocess.run(["fusermount3", "-uz", os.fspath(served.root)], check=True)
        served.root.rmdir()
        stream.write(b", and after")
    assert served.process is not None
    assert served.process.wait(60) == 0
    check_clean(served.vault, {"kept": b"kept", "open": b"written before, and after"})


def test_a_second_process_is_told_of_the_first(served: VaultPlace) -> None:
    assert served.process is not None
    write_durably(served.root / "kept", b"kept")
    for read_only in (False, True):
        with pytest.raises(VaultBusyError) as refused:
            Vault.unlock(served.vault, Passphrase(PASSPHRASE), read_only=read_only)
        assert f"pid {served.process.pid}" in str(refused.value.holder)
    write_durably(served.root / "goes on", b"goes on")
    served.kill()
    check_clean(served.vault, {"kept": b"kept", "goes on": b"goes on"})


def racing_openings(vault: Path, count: int, opened: Callable[[], None]) -> list[BaseException]:
    """Threads that open the same vault at one moment; what became of those who did not get it."""
    refused: list[BaseException] = []
    start = threading.Barrier(count)

    def race() -> None:
        start.wait()
        try:
            with Vault.unlock(vault, Passphrase(PASSPHRASE)):
                opened()
        except VaultBusyError as error:
            refused.append(error)

    threads = [threading.Thread(target=race) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_of_those_who_open_at_once_one_gets_it(tmp_path: Path) -> None:
    place = VaultPlace.create(tmp_path)
    inside = threading.Semaphore(1)
    got = []

    def opened() -> None:
        assert inside.acquire(blocking=False), "two have it open"
        got.append(1)
        inside.release()

    refused = racing_openings(place.vault, 4, opened)
    assert len(got) + len(refused) == 4
    assert got
    check_clean(place.vault, {})
