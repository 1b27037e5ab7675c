"""An export writes whole files or none, and goes on past what it cannot read or write."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from engine.errors import CancelledError, NoSpaceError, StripeLostError
from engine.namespace import Namespace
from engine.progress import CancelToken, Progress
from engine.vault import Vault, attributes, local_place
from engine.vault.pieces import PIECE_BYTES, data_spans
from engine.vault.transfer import Conflict, export_tree
from tests.support.identity import ALICE, acting_as

PIECES = 3

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="acts as other users")


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """`/folder` with a small file before and after one of several pieces."""
    namespace = vault.namespace
    folder = namespace.mkdir(1, b"folder", 0o750, os.getuid(), os.getgid())
    for name, size in ((b"a", 5), (b"large", PIECES * PIECE_BYTES), (b"z", 5)):
        inode = namespace.create(folder.ino, name, stat.S_IFREG | 0o640, os.getuid(), os.getgid())
        namespace.write(inode.ino, 0, os.urandom(size))
        namespace.set_attributes(inode.ino, atime_ns=10**18 + 1, mtime_ns=10**18 + 2)
    return vault


def below(root: Path) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(folder, name), root)
        for folder, _, files in os.walk(root)
        for name in files
    )


@pytest.mark.parametrize("stop_at", range(1, PIECES + 6))
def test_cancelled_anywhere_no_file_is_there_in_part(
    filled: Vault, tmp_path: Path, stop_at: int, way: str
) -> None:
    cancel = CancelToken()
    reports = []
    out = tmp_path / "out"

    def report(progress: Progress) -> None:
        reports.append(progress)
        if len(reports) == stop_at:
            cancel.cancel()

    with pytest.raises(CancelledError):
        export_tree(filled, [b"/folder"], out, report, cancel)
    for name in below(tmp_path / "out") if out.exists() else []:
        assert name in ("a", "large", "z")
        assert (out / name).stat().st_size == filled.namespace.resolve(
            b"/folder/" + name.encode()
        ).size


@pytest.fixture(params=["nameless", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a file comes to its place; not every disk knows files without a name."""
    if request.param == "named":
        monkeypatch.setattr(local_place, "_open_nameless", lambda _: None)
    return str(request.param)


def test_nobody_else_sees_a_file_before_it_is_complete(
    filled: Vault, tmp_path: Path, way: str
) -> None:
    seen = []

    def report(progress: Progress) -> None:
        for name in below(tmp_path / "out"):
            if name.endswith(".part"):
                seen.append(stat.S_IMODE((tmp_path / "out" / name).stat().st_mode))

    export_tree(filled, [b"/folder"], tmp_path / "out", report)
    assert set(seen) == ({0o600} if way == "named" else set())
    assert below(tmp_path / "out") == ["a", "large", "z"]
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o750
    for name in ("a", "large"):
        info = (tmp_path / "out" / name).stat()
        assert stat.S_IMODE(info.st_mode) == 0o640
        assert (info.st_atime_ns, info.st_mtime_ns) == (10**18 + 1, 10**18 + 2)


def test_a_full_disk_ends_it(
    filled: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(NoSpaceError):
        export_tree(filled, [b"/folder"], tmp_path / "out")
    assert below(tmp_path / "out") == []


def test_what_cannot_be_read_is_named_and_the_rest_comes_out(
    filled: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = filled.namespace.resolve(b"/folder/large").ino
    read = Namespace.read

    def damaged(namespace: Namespace, ino: int, offset: int, length: int) -> object:
        if ino == large and offset:
            raise StripeLostError("bands/0", 3, 7)
        return read(namespace, ino, offset, length)

    monkeypatch.setattr(Namespace, "read", damaged)
    result = export_tree(filled, [b"/folder"], tmp_path / "out")
    assert [(each.path, each.error.code) for each in result.failures] == [
        (b"/folder/large", "stripe-lost")
    ]
    assert below(tmp_path / "out") == ["a", "z"]
    assert result.files == 2


@needs_root
def test_without_the_right_to_own_for_others_a_file_lends_no_rights(
    filled: Vault, tmp_path: Path
) -> None:
    namespace = filled.namespace
    folder = namespace.resolve(b"/folder").ino
    for name, uid in ((b"roots", 0), (b"alices", ALICE.uid)):
        namespace.create(folder, name, stat.S_IFREG | 0o6755, uid, ALICE.gid)
    out = tmp_path / "out"
    out.mkdir()
    os.chown(out, ALICE.uid, ALICE.gid)
    here = os.getcwd()
    os.chdir(out)  # which spares Alice the folders above
    try:
        with acting_as(ALICE):
            result = export_tree(filled, [b"/folder/roots", b"/folder/alices"], Path())
    finally:
        os.chdir(here)
    assert result.failures == ()
    roots, alices = (out / "roots").stat(), (out / "alices").stat()
    assert (roots.st_uid, roots.st_gid, stat.S_IMODE(roots.st_mode)) == (
        ALICE.uid,
        ALICE.gid,
        0o755,
    )
    assert (alices.st_uid, stat.S_IMODE(alices.st_mode)) == (ALICE.uid, 0o6755)


def test_a_disk_without_hard_links_gets_copies(
    filled: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = filled.namespace.resolve(b"/folder").ino
    filled.namespace.link(filled.namespace.resolve(b"/folder/a").ino, folder, b"b")

    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    result = export_tree(filled, [b"/folder"], tmp_path / "out")
    assert result.failures == ()
    assert (tmp_path / "out" / "a").read_bytes() == (tmp_path / "out" / "b").read_bytes()
    assert (tmp_path / "out" / "b").stat().st_nlink == 1


def test_attributes_that_the_disk_does_not_know_stay_behind(
    filled: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.namespace.set_xattr(filled.namespace.resolve(b"/folder/a").ino, b"user.x", b"y")
    for number, name in ((errno.ENOTSUP, "fat"), (errno.ENOSPC, "full")):

        def refuse(*_: object, number: int = number) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(attributes, "setxattr", refuse)
        if name == "full":
            with pytest.raises(NoSpaceError):
                export_tree(filled, [b"/folder"], tmp_path / name)
        else:
            assert export_tree(filled, [b"/folder"], tmp_path / name).failures == ()


def test_no_descriptor_is_left_open(
    filled: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    export_tree(filled, [b"/folder"], tmp_path / "warm")
    before = len(os.listdir("/proc/self/fd"))
    export_tree(filled, [b"/folder"], tmp_path / "out")
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        export_tree(
            filled,
            [b"/folder"],
            tmp_path / "out",
            lambda p: cancel.cancel() if p.done else None,
            cancel,
        )
    monkeypatch.setattr(local_place.os, "replace", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_tree(filled, [b"/folder/."], tmp_path / "warm")
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("conflict", list(Conflict))
def test_a_file_that_comes_meanwhile(
    filled: Vault, tmp_path: Path, conflict: Conflict, way: str
) -> None:
    """It is replaced only where that was asked for; the older way cannot tell."""
    out = tmp_path / "out"

    def report(progress: Progress) -> None:
        if progress.current == "/folder/large" and progress.done > PIECE_BYTES:
            (out / "large").write_bytes(b"meanwhile")

    result = export_tree(filled, [b"/folder"], out, report, conflict=conflict)
    replaced = conflict is Conflict.REPLACE or way == "named"
    assert ((out / "large").read_bytes() == b"meanwhile") is not replaced
    assert len(result.failures) == (not replaced)
    assert below(out) == ["a", "large", "z"]


def test_data_between_zeros() -> None:
    page = 4096
    data = bytes(page) + b"x" + bytes(2 * page - 1) + b"y" * page + bytes(100)
    assert list(data_spans(data, 0)) == [(page, 2 * page), (3 * page, 4 * page)]
    assert list(data_spans(bytes(10_000), 77)) == []
    assert list(data_spans(b"", 0)) == []
    for offset in (0, 1, 77, page - 1, page, 65_024):
        rebuilt = bytearray(len(data))
        for start, end in data_spans(data, offset):
            assert start == 0 or (offset + start) % page == 0
            rebuilt[start:end] = data[start:end]
        assert rebuilt == data
