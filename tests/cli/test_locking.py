"""lock-file and unlock-file, with and without a mount; what a mounted vault refuses."""

from __future__ import annotations

import errno
import mmap
import os
import socket
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

Key = tuple[str, str]


@pytest.fixture
def second(tmp_path: Path) -> Key:
    """The options that open a second lock."""
    file = tmp_path / "second"
    file.write_text("the second one\n")
    return "--second-passphrase-file", str(file)


@pytest.fixture
def wrong(tmp_path: Path) -> Key:
    file = tmp_path / "wrong"
    file.write_text("another one\n")
    return "--second-passphrase-file", str(file)


@pytest.fixture
def filled(run: CommandLine, vault: Path, key: Key, tmp_path: Path) -> Path:
    """A vault with a folder to lock."""
    source = tmp_path / "private"
    source.mkdir()
    (source / "small").write_bytes(b"secret words")
    (source / "large").write_bytes(b"0123456789" * 20_000)
    (tmp_path / "open").write_bytes(b"for all")
    run("put", vault, source, tmp_path / "open", "/", *key)
    return vault


def test_locking_says_first_that_forgetting_is_final(
    run: CommandLine, filled: Path, key: Key, second: Key
) -> None:
    outcome = run("lock-file", filled, "/private", *key, *second)
    assert "lost for good" in outcome.err
    assert outcome.out == "2 files sealed under the second passphrase.\n"


def test_each_locked_file_is_one_sentence_and_the_rest_goes_on(
    run: CommandLine, filled: Path, key: Key, second: Key, wrong: Key, tmp_path: Path
) -> None:
    run("lock-file", filled, "/private", *key, *second)
    out = tmp_path / "out"
    out.mkdir()
    outcome = run("get", filled, "/private", "/open", out, *key, code=1)
    assert (out / "open").read_bytes() == b"for all"
    sentence = "lies under a second lock that is closed."
    assert sorted(line for line in outcome.err.splitlines() if sentence in line) == [
        f"sigmavault: /private/{name}: {sentence}" for name in ("large", "small")
    ]
    assert not (out / "private" / "small").exists()
    outcome = run("cat", filled, "/private/small", *key, code=1)
    assert outcome.err == f"sigmavault: /private/small: {sentence}\n"
    outcome = run("rm", filled, "-r", "/private", *key, code=1)
    assert sentence in outcome.err
    outcome = run("mv", filled, "/open", "/private/", *key, code=1)
    assert sentence in outcome.err
    listed = run("ls", filled, "/private", "--json", *key).json["entries"]
    assert [each["locked"] for each in listed] == [True, True]
    assert "(second lock)" in run("ls", filled, "-l", *key).out
    outcome = run(
        "cat", filled, "/private/small", *key, "--unlock-file", "/private", *wrong, code=3
    )
    assert outcome.err == "sigmavault: This passphrase does not open the second lock.\n"
    unlocked = ("--unlock-file", "/private", *second)
    assert run("cat", filled, "/private/small", *key, *unlocked).out == "secret words"
    run("put", filled, tmp_path / "open", "/private/", *key, *unlocked)
    run("get", filled, "/private/open", tmp_path / "back", *key, *unlocked)
    assert (tmp_path / "back").read_bytes() == b"for all"
    outcome = run("mv", filled, "/open", "/private/elsewhere", *key, *unlocked, code=1)
    assert "copy it there" in outcome.err


def test_the_lock_comes_off_with_its_passphrase(
    run: CommandLine, filled: Path, key: Key, second: Key, wrong: Key
) -> None:
    run("lock-file", filled, "/private/small", *key, *second)
    run("lock-file", filled, "/private/small", *key, *second, code=1)
    run("unlock-file", filled, "/private/small", "--remove", *key, *wrong, code=3)
    outcome = run("unlock-file", filled, "/private/small", *key, *second, code=2)
    assert "not mounted" in outcome.err
    run("unlock-file", filled, "/open", "--remove", *key, *second, code=1)
    outcome = run("unlock-file", filled, "/private/small", "--remove", *key, *second)
    assert outcome.out == "The second lock is off; 1 file opened for good.\n"
    assert run("cat", filled, "/private/small", *key).out == "secret words"


def test_a_forgotten_passphrase_does_not_hold_the_space(
    run: CommandLine, filled: Path, key: Key, second: Key
) -> None:
    def used() -> int:
        return run("info", filled, "--unlock", "--json", *key).json["content"]["space"][
            "used_bytes"
        ]

    run("lock-file", filled, "/private", *key, *second)
    before = used()
    run("rm", filled, "-r", "-f", "/private", *key, code=1)
    run("rm", filled, "--locked", "/private/small", *key)
    assert run("ls", filled, "/private", *key).out == "large\n"
    run("rm", filled, "-r", "--locked", "/private", *key)
    assert run("ls", filled, *key).out == "open\n"
    assert used() <= before - 200_000


# -- mounted ---------------------------------------------------------------------------------------


@pytest.fixture
def mounted(run: CommandLine, filled: Path, key: Key, tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "mounted"
    place.mkdir()
    run("mount", filled, place, *key)
    yield place
    subprocess.run(["fusermount3", "-u", "-z", str(place)], check=False, capture_output=True)
    run("unmount", place, code=None)


def refused(operation: Callable[[], object], number: int = errno.EACCES) -> None:
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        operation()
    assert caught.value.errno == number


@pytest.mark.fuse
def test_a_mounted_vault_refuses_what_is_locked(
    run: CommandLine, filled: Path, mounted: Path, second: Key, wrong: Key
) -> None:
    run("unlock-file", filled, "/private", *second, code=1)
    run("lock-file", filled, "/private", *second)
    small, large, other = mounted / "private/small", mounted / "private/large", mounted / "open"
    refused(small.read_bytes)
    refused(lambda: small.write_bytes(b"x"))
    refused(lambda: large.open("r+b").truncate(5))
    refused(lambda: os.truncate(large, 0))
    refused(lambda: os.rename(other, small))
    refused(small.unlink)
    refused(lambda: (mounted / "private/new").write_bytes(b"x"))
    refused(lambda: os.link(small, mounted / "second name"))
    assert other.read_bytes() == b"for all"
    assert small.stat().st_size == 12
    os.rename(mounted / "private", mounted / "renamed")
    run("unlock-file", filled, "/renamed", *wrong, code=3)
    refused((mounted / "renamed/small").read_bytes)
    outcome = run("unlock-file", filled, "/renamed", *second)
    assert outcome.out == "The second lock is open until the vault is unmounted.\n"
    assert (mounted / "renamed/small").read_bytes() == b"secret words"
    (mounted / "renamed/new").write_bytes(b"sealed from birth")
    refused(lambda: os.rename(other, mounted / "renamed/open"), errno.EXDEV)
    subprocess.run(["mv", other, mounted / "renamed/open"], check=True)
    run("lock-file", filled, "/renamed", "--again")
    for name in ("small", "new", "open"):
        refused((mounted / "renamed" / name).read_bytes)
    run("unlock-file", filled, "/renamed", "--remove", *second)
    assert (mounted / "renamed/open").read_bytes() == b"for all"
    assert (mounted / "renamed/new").read_bytes() == b"sealed from birth"


@pytest.mark.fuse
def test_what_a_process_has_open_is_taken_from_under_it(
    run: CommandLine, filled: Path, mounted: Path, key: Key, second: Key
) -> None:
    """Also what the kernel kept; and what it had not written yet is written before."""
    run("lock-file", filled, "/private", *second)
    run("unlock-file", filled, "/private", *second)
    large = mounted / "private/large"
    with large.open("r+b", buffering=0) as file:
        assert file.read(4) == b"0123"
        with mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
            assert mapped[100_000:100_004] == b"0123"
            file.seek(50_000)
            file.write(b"written before")
            run("lock-file", filled, "/private", "--again")
            file.seek(0)
            refused(lambda: file.read(4))
            run("unlock-file", filled, "/private", *second)
            assert mapped[50_000:50_014] == b"written before"
    run("unmount", mounted)
    unlocked = ("--unlock-file", "/private", *second)
    found = run("cat", filled, "/private/large", *key, *unlocked).out
    assert (
        found
        == ("0123456789" * 20_000)[:50_000] + "written before" + ("0123456789" * 20_000)[50_014:]
    )


@pytest.mark.fuse
def test_a_vault_with_locks_refuses_to_open_them(
    run: CommandLine, filled: Path, key: Key, second: Key, tmp_path: Path
) -> None:
    """With locks from before the mount, the kernel asks at each open."""
    run("lock-file", filled, "/private", *key, *second)
    place = tmp_path / "mounted"
    place.mkdir()
    run("mount", filled, place, *key)
    try:
        for flags in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR):
            refused(lambda flags=flags: os.open(place / "private/small", flags))
        assert (place / "open").read_bytes() == b"for all"
        run("unlock-file", filled, "/private", *second)
        assert (place / "private/small").read_bytes() == b"secret words"
    finally:
        run("unmount", place)


@pytest.mark.fuse
def test_the_control_socket_is_the_users_own(mounted: Path, tmp_path: Path) -> None:
    assert mounted.exists()
    [path] = (tmp_path / "state/mounts").glob("*.sock")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    folder = os.open(path.parent, os.O_PATH)
    try:
        for nonsense in (b"\n", b"{}\n", b"[]\n", b'{"do": "lock"}\n', b"\xff\n", b'"x"\n',
                         b'{"do": "rule", "path": "2f", "secret": ""}\n',
                         b'{"do": "open", "path": "zz", "secret": ""}\n'):  # fmt: skip
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(f"/proc/self/fd/{folder}/{path.name}")
                client.sendall(nonsense)
                assert client.recv(100) == b""
    finally:
        os.close(folder)
