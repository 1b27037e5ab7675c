"""An import happens whole or leaves no trace, and what it cannot read it names."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import (
    CancelledError,
    MediumError,
    NameTooLongError,
    NoSpaceError,
    ReadOnlyVaultError,
)
from engine.keys import Passphrase
from engine.medium.descriptors import DIRECT_LIMIT
from engine.namespace import Namespace
from engine.progress import CancelToken, Progress
from engine.vault import Vault, import_staging
from engine.vault.pieces import PIECE_BYTES
from engine.vault.transfer import ChangedMeanwhileError, Conflict, import_tree

PIECES = 3


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two small files around one of several pieces."""
    root = tmp_path / "tree"
    (root / "folder").mkdir(parents=True)
    (root / "a").write_bytes(b"first")
    (root / "folder" / "large").write_bytes(os.urandom(PIECES * PIECE_BYTES))
    (root / "z").write_bytes(b"last")
    os.symlink("a", root / "link")
    return root


def names(vault: Vault) -> list[bytes]:
    return [entry.name for entry in vault.namespace.entries(1)]


def inodes(vault: Vault) -> int:
    found = vault.statistics()
    return found.files + found.directories + found.links + found.others


@pytest.fixture
def untouched(vault: Vault, tree: Path) -> Iterator[None]:
    """Insist that the test leaves no trace of its import, now or after the vault is reopened."""
    before = inodes(vault)
    yield
    assert names(vault) == []
    assert vault.namespace.inode(1).nlink == 2
    vault.namespace.sync()
    assert inodes(vault) == before
    assert not vault.namespace._inodes.nameless


# -- all or nothing -----------------------------------------------------------------------------


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("stop_at", range(1, PIECES + 5))
def test_cancelled_anywhere_nothing_is_left(vault: Vault, tree: Path, stop_at: int) -> None:
    cancel = CancelToken()
    reports = []

    def report(progress: Progress) -> None:
        reports.append(progress)
        assert names(vault) == []  # nobody sees half of it
        if len(reports) == stop_at:
            cancel.cancel()

    with pytest.raises(CancelledError):
        import_tree(vault, [tree], b"/", report, cancel)
    assert len(reports) == stop_at


@pytest.mark.usefixtures("untouched")
def test_cancelled_before_it_begins(vault: Vault, tree: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        import_tree(vault, [tree], b"/", cancel=cancel)


def test_what_was_there_survives_a_cancelled_replacement(vault: Vault, tree: Path) -> None:
    import_tree(vault, [tree], b"/")
    (tree / "a").write_bytes(b"second")
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        import_tree(vault, [tree], b"/", lambda p: cancel.cancel() if p.done else None, cancel)
    inode = vault.namespace.resolve(b"/tree/a")
    assert bytes(vault.namespace.read(inode.ino, 0, 10)) == b"first"


def test_a_crash_while_it_copies_leaves_nothing(
    vault_path: Path, vault: Vault, passphrase: bytes, tree: Path
) -> None:
    class Crash(BaseException):
        pass

    def report(progress: Progress) -> None:
        if progress.done > PIECE_BYTES:
            vault.store.commit()  # the worst moment: what is staged is durable, and has no name
            vault.abandon()
            raise Crash

    with pytest.raises((Crash, Exception)):
        import_tree(vault, [tree], b"/", report)
    with Vault.unlock(vault_path, Passphrase(passphrase)) as again:
        assert names(again) == []
        again.namespace.sync()
        assert inodes(again) == 1


def test_everything_is_durable_when_it_returns(
    vault_path: Path, vault: Vault, passphrase: bytes, tree: Path
) -> None:
    import_tree(vault, [tree], b"/")
    vault.abandon()
    with Vault.unlock(vault_path, Passphrase(passphrase)) as again:
        large = again.namespace.resolve(b"/tree/folder/large")
        assert large.size == PIECES * PIECE_BYTES
        assert names(again) == [b"tree"]


@pytest.mark.usefixtures("untouched")
def test_what_cannot_fit_is_refused_before_anything_is_copied(
    vault: Vault, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = vault.namespace.space()
    small = space._replace(free=PIECE_BYTES)
    monkeypatch.setattr(Namespace, "space", lambda _: small)
    reports: list[Progress] = []
    with pytest.raises(NoSpaceError):
        import_tree(vault, [tree], b"/", reports.append)
    assert reports == []


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("error", [NoSpaceError("band"), MediumError("band", errno.EIO)])
@pytest.mark.parametrize("method", ["write", "mkdir", "adopt", "symlink"])
def test_a_vault_that_fails_ends_it_without_a_trace(
    vault: Vault, tree: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, method: str
) -> None:
    """`adopt` and `symlink` fail when half of the tree is linked already."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Namespace, method, fail)
    with pytest.raises(type(error)):
        import_tree(vault, [tree], b"/")


def test_a_read_only_vault_takes_nothing(
    vault_path: Path, vault: Vault, passphrase: bytes, tree: Path
) -> None:
    vault.lock()
    with (
        Vault.unlock(vault_path, Passphrase(passphrase), read_only=True) as again,
        pytest.raises(ReadOnlyVaultError),
    ):
        import_tree(again, [tree], b"/")


# -- what cannot be read ------------------------------------------------------------------------


def test_a_source_that_is_not_there_is_named(vault: Vault, tree: Path) -> None:
    result = import_tree(vault, [tree.parent / "none", tree], b"/")
    assert [each.path for each in result.failures] == [os.fsencode(tree.parent / "none")]
    assert isinstance(result.failures[0].error, FileNotFoundError)
    assert names(vault) == [b"tree"]


def test_a_file_that_cannot_be_opened_is_named_and_the_rest_goes_in(
    vault: Vault, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = os.open

    def refuse(name: bytes, *args: int, **kwargs: int) -> int:
        if name in (b"a", b"folder"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real_open(name, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    result = import_tree(vault, [tree], b"/")
    assert [os.path.basename(each.path) for each in result.failures] == [b"a", b"folder"]
    found = [entry.name for entry in vault.namespace.entries(vault.namespace.resolve(b"/tree").ino)]
    assert found == [b"link", b"z"]


@pytest.mark.parametrize("change", ["grow", "shrink", "rewrite"])
def test_a_file_that_changes_while_it_is_read_is_left_out(
    vault: Vault, tree: Path, change: str
) -> None:
    large = tree / "folder" / "large"

    def report(progress: Progress) -> None:
        if progress.done != PIECE_BYTES + len(b"first"):
            return
        with large.open("r+b") as file:
            if change == "shrink":
                file.truncate(PIECE_BYTES)
            file.seek(0, os.SEEK_END if change == "grow" else os.SEEK_SET)
            file.write(b"changed")
        os.utime(large, ns=(1, 1))

    result = import_tree(vault, [tree], b"/", report)
    assert [each.path for each in result.failures] == [os.fsencode(large)]
    assert isinstance(result.failures[0].error, ChangedMeanwhileError)
    folder = vault.namespace.resolve(b"/tree/folder")
    assert vault.namespace.entries(folder.ino) == []
    assert not vault.namespace._inodes.nameless


@pytest.mark.usefixtures("untouched")
def test_a_name_that_the_vault_cannot_have(vault: Vault, tree: Path) -> None:
    with pytest.raises(NameTooLongError):
        import_tree(vault, [tree / "a"], b"/" + b"n" * 256)


def test_a_vault_is_not_put_into_itself(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "beside").write_bytes(b"x")
    result = import_tree(vault, [tmp_path], b"/all")
    assert [each.path for each in result.failures] == [os.fsencode(vault.path)]
    found = [entry.name for entry in vault.namespace.entries(vault.namespace.resolve(b"/all").ino)]
    assert found == [b"beside"]


# -- details ------------------------------------------------------------------------------------


def test_memory_is_one_piece_whatever_the_size(vault: Vault, tmp_path: Path) -> None:
    import tracemalloc

    large = tmp_path / "large"
    with large.open("wb") as file:
        for _ in range(20):
            file.write(os.urandom(PIECE_BYTES))
    tracemalloc.start()
    import_tree(vault, [large], b"/")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 72 * 2**20  # a piece, and the 32 MiB that the namespace keeps unwritten


def test_no_descriptor_is_left_open(vault: Vault, tree: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    import_tree(vault, [tree], b"/")
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        import_tree(vault, [tree], b"/", lambda _: cancel.cancel(), cancel)
    bands = len(os.listdir(vault.path / "bands"))
    # Some are open a second time, for direct I/O; asynchronous I/O itself has no descriptor.
    twice = min(bands, DIRECT_LIMIT) + len(vault.store.journal.names)
    assert len(os.listdir("/proc/self/fd")) <= before + bands + twice


def test_the_group_of_a_file_is_kept_in_a_folder_that_gives_its_own(
    vault: Vault, tree: Path
) -> None:
    vault.namespace.mkdir(1, b"dest", 0o2775, 0, 4242)
    import_tree(vault, [tree], b"/dest")
    for name in (b"", b"/a", b"/link", b"/folder", b"/folder/large"):
        assert vault.namespace.resolve(b"/dest/tree" + name).gid == os.getgid()
    assert not vault.namespace.resolve(b"/dest/tree").mode & 0o2000


def test_skipped_files_are_not_even_read(
    vault: Vault, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_tree(vault, [tree], b"/")

    def never(*_: object) -> None:
        raise AssertionError("read a file that is skipped")

    monkeypatch.setattr(import_staging.Stager, "_staged", never)
    result = import_tree(vault, [tree], b"/", conflict=Conflict.SKIP)
    assert len(result.skipped) == 4


def test_extended_attributes_that_the_vault_refuses_are_a_failure(
    vault: Vault, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_staging, "read_xattrs", lambda _: ((b"user.big", bytes(70_000)),))
    result = import_tree(vault, [tree / "a"], b"/")
    assert [each.error.code for each in result.failures] == ["attribute-too-large"]
    assert names(vault) == []
