"""The descriptor cache: bounded, and never a number that means another file."""

from __future__ import annotations

import os
import random
import resource
import threading
from pathlib import Path

import pytest

from engine.errors import MediumError
from engine.medium import descriptors
from engine.medium.descriptors import DescriptorCache
from engine.medium.disk import PosixDisk
from engine.medium.system import raise_descriptor_limit
from tests.support.slow_aio import skip_without_direct_io

FILES = 60


def fill(root: Path) -> list[str]:
    names = [f"f{number:02d}" for number in range(FILES)]
    for name in names:
        (root / name).write_bytes(name.encode() * 100)
    return names


def open_descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_no_more_stay_open_than_allowed(tmp_path: Path) -> None:
    names = fill(tmp_path)
    before = open_descriptors()
    cache = DescriptorCache(tmp_path, read_only=False, max_open=8)
    for name in names * 3:
        cache.get(name)
        assert len(cache) <= 8
    # One more for the folder itself.
    assert open_descriptors() - before <= 9
    cache.close()
    assert open_descriptors() == before


def test_a_file_in_use_keeps_its_descriptor(tmp_path: Path) -> None:
    """A reader that was overtaken by evictions still reads its own file."""
    names = fill(tmp_path)
    cache = DescriptorCache(tmp_path, read_only=True, max_open=2)
    handle = cache.get(names[0])
    for name in names[1:]:
        cache.get(name)
    assert os.pread(handle.fd, 3, 0) == b"f00"
    assert cache.get(names[0]) is not handle
    cache.close()
    assert os.pread(handle.fd, 3, 0) == b"f00"


def test_what_is_used_again_and_again_stays(tmp_path: Path) -> None:
    names = fill(tmp_path)
    cache = DescriptorCache(tmp_path, read_only=True, max_open=4)
    favourite = cache.get(names[0])
    for name in names[1:]:
        cache.get(name)
        assert cache.get(names[0]) is favourite
    cache.close()


def test_the_limit_of_the_process_is_raised() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or hard < 64:
        pytest.skip("no finite hard limit to raise the soft one to")
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, hard // 2), hard))
    try:
        assert raise_descriptor_limit() == hard
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_many_threads_read_their_own_files(tmp_path: Path) -> None:
    names = fill(tmp_path)
    disk = PosixDisk(tmp_path, read_only=True, max_open=3)
    wrong: list[str] = []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        for _ in range(400):
            name = chance.choice(names)
            if disk.pread(name, 3, 3 * chance.randrange(99)) != name.encode():
                wrong.append(name)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    disk.close()


def test_closing_under_a_reader_ends_in_an_error_at_most(tmp_path: Path) -> None:
    names = fill(tmp_path)
    disk = PosixDisk(tmp_path, read_only=True, max_open=4)
    started = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        try:
            for name in names * 1000:
                if disk.pread(name, 3, 0) != name.encode():
                    wrong.append(name)
                started.set()
        except MediumError:
            return

    thread = threading.Thread(target=read)
    thread.start()
    started.wait()
    disk.close()
    thread.join()
    assert wrong == []


def test_a_replaced_file_is_opened_anew(tmp_path: Path) -> None:
    disk = PosixDisk(tmp_path)
    disk.create("a", b"old")
    assert disk.pread("a", 3, 0) == b"old"
    disk.replace("a", b"new")
    assert disk.pread("a", 3, 0) == b"new"
    disk.close()


def test_few_files_are_open_for_direct_io_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    skip_without_direct_io(tmp_path)
    names = fill(tmp_path)
    monkeypatch.setattr(descriptors, "DIRECT_LIMIT", 5)
    before = open_descriptors()
    cache = DescriptorCache(tmp_path, read_only=False, max_open=8)
    first = cache.direct(names[0])
    for name in names:
        cache.direct(name)
    # One more for the folder itself, the one that we hold, and those that keep evicted ones alive.
    assert open_descriptors() - before <= 8 + 5 + 5 + 2
    assert cache.direct(names[0]) is not first
    assert os.path.samestat(os.fstat(first.fd), os.stat(tmp_path / names[0]))
    del first
    open_now = open_descriptors()
    cache.drop(names[0])
    assert open_descriptors() == open_now - 2
    cache.forget()
    assert open_descriptors() == before + 1
    cache.close()
    assert open_descriptors() == before
