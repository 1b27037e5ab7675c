import os
from pathlib import Path

import pytest

from engine.benchmark import machine


def test_the_machine_is_described_without_its_name() -> None:
    found = machine.describe_machine()
    assert found.cores >= 1
    assert found.memory_bytes > 0
    assert {"apsw", "cryptography"} <= dict(found.libraries).keys()
    assert os.uname().nodename not in (found.cpu, found.system, found.python)


def test_the_file_system_is_that_of_the_longest_mount_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = ["/dev/a / ext4 rw 0 0", "/dev/b /mnt btrfs rw 0 0", "none /mnt/x tmpfs rw 0 0"]
    monkeypatch.setattr(machine, "_lines", lambda _: table)
    assert machine.file_system(Path("/home/me")) == "ext4"
    assert machine.file_system(Path("/mnt/y")) == "btrfs"
    assert machine.file_system(Path("/mnt/x/z")) == "tmpfs"


def test_without_root_the_content_of_our_files_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advised = []
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to("/dev/null")
    monkeypatch.setattr(machine, "can_drop_caches", lambda: False)
    monkeypatch.setattr(os, "sync", lambda: None)
    monkeypatch.setattr(os, "posix_fadvise", lambda *arguments: advised.append(arguments[1:]))
    machine.drop_caches(tmp_path)
    assert machine.what_cold_means() == "fadvise"
    assert advised == [(0, 0, os.POSIX_FADV_DONTNEED)]


def test_a_process_tells_its_memory_and_its_time() -> None:
    resident = machine.process_resident_bytes(os.getpid())  # first: it may grow in between
    assert machine.process_peak_bytes(os.getpid()) >= resident
    assert machine.process_resident_bytes(os.getpid()) > 1 << 20
    assert machine.process_cpu_s(os.getpid()) > 0
    assert machine.process_peak_bytes(1 << 30) == 0
    assert machine.process_cpu_s(1 << 30) == 0.0
