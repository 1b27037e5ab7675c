"""Names out of a damaged index: nothing leaves the destination, nothing is entered twice."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from engine.constants import ROOT_INODE
from engine.health.salvage import FileState, IndexSource, SalvageReport, salvage
from engine.health.salvage.names import name_for
from engine.index.remains import IndexRemains, NameRow
from engine.index.remains_reader import read_remains
from engine.keys import Passphrase
from tests.support.damage import unlocked
from tests.support.places import PASSPHRASE, make_vault

FILE, FOLDER = 0o100644, 0o40755
REGULAR, DIRECTORY, LINK = (stat.S_IFMT(mode) >> 12 for mode in (FILE, FOLDER, stat.S_IFLNK))


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with inode 2, a folder; 3, a file in it; 4, a link out of it; 5, another folder."""
    path = tmp_path_factory.mktemp("names") / "vault"
    make_vault(path)
    with unlocked(path) as vault:
        namespace = vault.namespace
        assert namespace.mkdir(ROOT_INODE, b"folder", FOLDER, 0, 0).ino == 2
        file = namespace.create(2, b"file", FILE, 0, 0)
        namespace.write(file.ino, 0, b"content")
        namespace.symlink(2, b"link", b"/etc", 0, 0)
        namespace.mkdir(ROOT_INODE, b"other", FOLDER, 0, 0)
    return path


def run(
    vault: Path,
    out: Path,
    names: dict[int, dict[bytes, NameRow]],
    monkeypatch: pytest.MonkeyPatch,
) -> SalvageReport:
    """Salvage a vault whose index gives these names."""

    def read(source: object) -> IndexRemains:
        remains = read_remains(source)  # type: ignore[arg-type]
        remains.names = names
        return remains

    # By its module's entry: the package has a function of the module's name.
    monkeypatch.setattr(sys.modules["engine.health.salvage.salvage"], "read_remains", read)
    return salvage(vault, Passphrase(PASSPHRASE), out)


def tree(out: Path) -> dict[str, bytes | str | None]:
    """Everything below a folder: content, target of a link, None for a folder."""
    found: dict[str, bytes | str | None] = {}
    for folder, folders, files in os.walk(out):
        for name in (*folders, *files):
            path = Path(folder) / name
            key = str(path.relative_to(out))
            found[key] = os.readlink(path) if path.is_symlink() else None
            if path.is_file() and not path.is_symlink():
                found[key] = path.read_bytes()
    return found


@pytest.mark.parametrize(
    "name", [b"../escaped", b"..", b".", b"", b"a/b", b"/absolute", b"nul\0nul", b"x" * 256]
)
def test_names_that_are_none(
    name: bytes, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file gets a number instead."""
    names = {ROOT_INODE: {name: NameRow(3, REGULAR, True)}}
    report = run(vault, tmp_path / "out", names, monkeypatch)
    assert tree(tmp_path / "out")["lost+found/inode-3"] == b"content"
    assert sorted(os.listdir(tmp_path)) == ["out"]
    assert report.source is IndexSource.ROOT
    assert not report.complete


def test_a_folder_in_itself(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a folder that only one below it names: each is entered once."""
    names = {
        ROOT_INODE: {b"root": NameRow(ROOT_INODE, DIRECTORY, True)},
        2: {b"five": NameRow(5, DIRECTORY, True), b"file": NameRow(3, REGULAR, True)},
        5: {b"two": NameRow(2, DIRECTORY, True)},
    }
    run(vault, tmp_path / "out", names, monkeypatch)
    found = tree(tmp_path / "out")
    assert found["lost+found/inode-2/file"] == b"content"
    assert "lost+found/inode-2/five" in found
    assert "lost+found/inode-2/five/two" not in found
    assert "root" not in found


def test_a_name_that_is_a_link_and_a_folder(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in a folder whose name a link has too is written into the folder, not through it."""
    names = {
        ROOT_INODE: {b"a": NameRow(4, LINK, True), b"b": NameRow(2, DIRECTORY, True)},
        2: {b"file": NameRow(3, REGULAR, True)},
        4: {b"passwd": NameRow(3, REGULAR, True)},  # a link that has names, as a folder would
    }
    run(vault, tmp_path / "out", names, monkeypatch)
    found = tree(tmp_path / "out")
    assert found["a"] == "/etc"
    assert found["b/file"] == b"content"
    assert found["lost+found/inode-4/passwd"] == b"content"


def test_doubtful_names(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old name of a file that has a sure one is left out; one that is all there is is marked."""
    names = {
        ROOT_INODE: {
            b"now": NameRow(3, REGULAR, True),
            b"once": NameRow(3, REGULAR, False),
            b"link": NameRow(4, LINK, False),
        }
    }
    monkeypatch.setattr(IndexRemains, "is_whole", property(lambda _: False))
    report = run(vault, tmp_path / "out", names, monkeypatch)
    found = tree(tmp_path / "out")
    assert found["now"] == b"content"
    assert not any(name.startswith("once") for name in found)
    assert found["link.unverified"] == "/etc"
    states = {entry.path: entry.state for entry in report.entries}
    assert states[b"link.unverified"] is FileState.UNVERIFIED


def test_names_that_become_too_long() -> None:
    """Cut between characters, and within what a disk takes."""
    long = "Σ".encode() * 127
    marked = name_for(long, FileState.DAMAGED, 3)
    assert len(marked) <= 255
    assert marked.decode().endswith("Σ.damaged.3")
    assert name_for(b"\xff" * 255, FileState.OLDER) == b"\xff" * 249 + b".older"
    assert name_for(b"plain", FileState.WHOLE) == b"plain"
