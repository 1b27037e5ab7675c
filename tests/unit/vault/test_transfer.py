"""Whole trees in and out: everything comes back, on its own and after the vault was locked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.errors import NoEntryError, NotADirectoryInVaultError
from engine.keys import Passphrase
from engine.progress import Progress
from engine.vault import Vault
from engine.vault.transfer import Conflict, export_tree, import_tree
from tests.support.odd_tree import make_odd_tree
from tests.support.snapshots import difference, snapshot


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    make_odd_tree(root)
    return root


def names(vault: Vault, path: bytes = b"/") -> list[bytes]:
    return [entry.name for entry in vault.namespace.entries(vault.namespace.resolve(path).ino)]


def put(path: Path, content: bytes = b"content") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_an_odd_tree_comes_back(
    vault_path: Path, vault: Vault, passphrase: bytes, tree: Path, tmp_path: Path
) -> None:
    before = snapshot(tree, exact_times=True)
    result = import_tree(vault, [tree], b"/")
    assert result.failures == ()
    vault.lock()
    with Vault.unlock(vault_path, Passphrase(passphrase), read_only=True) as again:
        exported = export_tree(again, [b"/tree"], tmp_path / "back")
    assert exported.failures == ()
    assert difference(before, snapshot(tmp_path / "back", exact_times=True)) == ""
    assert difference(before, snapshot(tree, exact_times=True)) == ""
    first = [node for name, node in before.items() if node.first_link == name]
    for each in (result, exported):
        assert each.files == sum(node.kind == "file" for node in first)
        assert each.directories == sum(node.kind == "directory" for node in first)
        assert each.symlinks == sum(node.kind == "symlink" for node in first)
        assert each.others == len(first) - each.files - each.directories - each.symlinks
        assert each.hard_links == len(before) - len(first) > 0


def test_holes_stay_holes(vault: Vault, tmp_path: Path) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as file:
        file.seek(40_000_000)
        file.write(b"x" * 5000)
        file.truncate(100_000_000)
    import_tree(vault, [sparse], b"/")
    inode = vault.namespace.resolve(b"/sparse")
    assert inode.size == 100_000_000
    assert inode.blocks * 512 < 1_000_000
    export_tree(vault, [b"/sparse"], tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == sparse.read_bytes()
    assert (tmp_path / "back").stat().st_blocks == sparse.stat().st_blocks


@pytest.mark.parametrize("size", [0, 1, 16 * 1024, 4 * 2**20, 4 * 2**20 + 1, 9_000_001])
def test_sizes(vault: Vault, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    put(tmp_path / "file", content)
    result = import_tree(vault, [tmp_path / "file"], b"/renamed")
    assert (result.files, result.data_bytes) == (1, size)
    export_tree(vault, [b"/renamed"], tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content


# -- destinations -------------------------------------------------------------------------------


def test_into_a_folder_that_exists(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "a" / "inner")
    put(tmp_path / "b")
    vault.namespace.mkdir(1, b"dest", 0o700, 0, 0)
    import_tree(vault, [tmp_path / "a", tmp_path / "b"], b"/dest")
    assert names(vault, b"/dest") == [b"a", b"b"]
    (tmp_path / "out").mkdir()
    export_tree(vault, [b"/dest/a", b"/dest/b"], tmp_path / "out")
    assert sorted(os.listdir(tmp_path / "out")) == ["a", "b"]


def test_to_a_new_name(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "a" / "inner")
    import_tree(vault, [tmp_path / "a"], b"/new")
    assert names(vault) == [b"new"]
    assert names(vault, b"/new") == [b"inner"]


@pytest.mark.parametrize("source", ["a/.", "a/..", "a/inner/.."])
def test_the_content_of_a_folder(vault: Vault, tmp_path: Path, source: str) -> None:
    put(tmp_path / "in" / "a" / "inner" / "file")
    import_tree(vault, [f"{tmp_path}/in/{source}"], b"/")
    found = names(vault)
    assert found == ([b"a"] if source == "a/.." else [b"inner"])


def test_the_root_comes_out_as_content(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "a" / "inner")
    import_tree(vault, [tmp_path / "a"], b"/")
    (tmp_path / "into").mkdir()
    export_tree(vault, [b"/"], tmp_path / "into")
    export_tree(vault, [b"/"], tmp_path / "new")
    for place in ("into", "new"):
        assert (tmp_path / place / "a" / "inner").read_bytes() == b"content"


def test_a_link_as_a_source_stays_a_link(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "real" / "file")
    (tmp_path / "link").symlink_to("real")
    import_tree(vault, [tmp_path / "link"], b"/")
    assert vault.namespace.readlink(vault.namespace.resolve(b"/link").ino) == b"real"
    import_tree(vault, [f"{tmp_path}/link/"], b"/followed")
    assert names(vault, b"/followed") == [b"file"]


@pytest.mark.parametrize(
    ("count", "dest", "error"),
    [
        (2, b"/none", NotADirectoryInVaultError),
        (1, b"/none/", NotADirectoryInVaultError),
        (1, b"/none/deeper", NoEntryError),
        (2, b"/file", NotADirectoryInVaultError),
        (1, b"/file/deeper", NotADirectoryInVaultError),
    ],
)
def test_destinations_that_cannot_be(
    vault: Vault, tmp_path: Path, count: int, dest: bytes, error: type[Exception]
) -> None:
    vault.namespace.create(1, b"file", 0o100600, 0, 0)
    sources = [put(tmp_path / str(number)) for number in range(count)]
    with pytest.raises(error):
        import_tree(vault, sources, dest)
    assert names(vault) == [b"file"]


def test_destinations_outside_that_cannot_be(vault: Vault, tmp_path: Path) -> None:
    vault.namespace.create(1, b"a", 0o100600, 0, 0)
    vault.namespace.create(1, b"b", 0o100600, 0, 0)
    with pytest.raises(NotADirectoryError):
        export_tree(vault, [b"/a", b"/b"], tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        export_tree(vault, [b"/a"], tmp_path / "none" / "deeper")
    with pytest.raises(NoEntryError):
        export_tree(vault, [b"/none"], tmp_path)
    assert list(tmp_path.iterdir()) == [vault.path]


# -- conflicts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("conflict", list(Conflict))
def test_conflicts_inside(vault: Vault, tmp_path: Path, conflict: Conflict) -> None:
    tree = tmp_path / "tree"
    put(tree / "file", b"old")
    (tree / "link").symlink_to("old")
    put(tree / "one", b"old")
    import_tree(vault, [tree], b"/")
    put(tree / "file", b"new")
    put(tree / "fresh", b"new")
    (tree / "link").unlink()
    (tree / "link").symlink_to("new")
    (tree / "one").unlink()
    os.link(tree / "file", tree / "one")
    result = import_tree(vault, [tree], b"/", conflict=conflict)
    namespace = vault.namespace
    content = b"new" if conflict is Conflict.REPLACE else b"old"
    for name in (b"file", b"one"):
        inode = namespace.resolve(b"/tree/" + name)
        assert bytes(namespace.read(inode.ino, 0, 10)) == content
        assert inode.nlink == (2 if conflict is Conflict.REPLACE else 1)
    assert namespace.readlink(namespace.resolve(b"/tree/link").ino) == content
    assert names(vault, b"/tree") == [b"file", b"fresh", b"link", b"one"]
    assert len(result.skipped) == (3 if conflict is Conflict.SKIP else 0)
    assert len(result.failures) == (3 if conflict is Conflict.FAIL else 0)


@pytest.mark.parametrize("conflict", list(Conflict))
def test_conflicts_outside(vault: Vault, tmp_path: Path, conflict: Conflict) -> None:
    tree = tmp_path / "tree"
    put(tree / "file", b"new")
    os.link(tree / "file", tree / "one")
    (tree / "link").symlink_to("new")
    import_tree(vault, [tree], b"/")
    out = tmp_path / "out"
    put(out / "file", b"old")
    put(out / "one", b"old")
    (out / "link").symlink_to("old")
    result = export_tree(vault, [b"/tree/."], out, conflict=conflict)
    content = "new" if conflict is Conflict.REPLACE else "old"
    assert (out / "file").read_text() == content
    assert (out / "one").read_text() == content
    assert os.readlink(out / "link") == content
    assert sorted(os.listdir(out)) == ["file", "link", "one"]
    assert len(result.skipped) == (3 if conflict is Conflict.SKIP else 0)
    assert len(result.failures) == (3 if conflict is Conflict.FAIL else 0)
    # Once more over itself: two links to the same file are left in peace by rename.
    if conflict is Conflict.REPLACE:
        export_tree(vault, [b"/tree/."], out)
        assert sorted(os.listdir(out)) == ["file", "link", "one"]
        assert (out / "file").stat().st_nlink == 2


def test_folders_and_files_never_replace_each_other(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "in" / "a")
    put(tmp_path / "in" / "b" / "inner")
    put(tmp_path / "in" / "c")
    vault.namespace.mkdir(1, b"a", 0o700, 0, 0)
    vault.namespace.create(1, b"b", 0o100600, 0, 0)
    result = import_tree(vault, [f"{tmp_path}/in/."], b"/")
    assert [(os.path.basename(each.path), each.error.code) for each in result.failures] == [
        (b"a", "is-a-directory"),
        (b"b", "not-a-directory"),
    ]
    assert names(vault) == [b"a", b"b", b"c"]

    out = tmp_path / "out"
    put(out / "a")
    put(out / "b" / "inner")
    (tmp_path / "elsewhere").mkdir()
    (out / "c").mkdir()
    result = export_tree(vault, [b"/"], out)
    assert [(each.path, each.error.code) for each in result.failures] == [
        (b"/a", "not-a-directory"),
        (b"/b", "is-a-directory"),
        (b"/c", "is-a-directory"),
    ]


def test_an_export_does_not_go_through_a_link(vault: Vault, tmp_path: Path) -> None:
    """What lies in the destination may have been put there to lead us elsewhere."""
    put(tmp_path / "in" / "folder" / "file")
    import_tree(vault, [f"{tmp_path}/in/."], b"/")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "folder").symlink_to(tmp_path / "elsewhere")
    result = export_tree(vault, [b"/"], tmp_path / "out")
    assert [each.error.code for each in result.failures] == ["not-a-directory"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


# -- progress -----------------------------------------------------------------------------------


def test_progress_ends_where_it_said_it_would(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "in" / "a", bytes(5_000_000))
    put(tmp_path / "in" / "b", bytes(10))
    os.link(tmp_path / "in" / "a", tmp_path / "in" / "link")
    for job in ("import", "export"):
        seen: list[Progress] = []
        if job == "import":
            import_tree(vault, [tmp_path / "in"], b"/", seen.append)
        else:
            export_tree(vault, [b"/in"], tmp_path / "out", seen.append)
        assert {each.total for each in seen} == {5_000_010}
        assert seen[-1].done == 5_000_010
        assert [each.done for each in seen] == sorted(each.done for each in seen)
        assert seen[-1].items_done == seen[-1].items_total == 4


def test_one_file_put_twice_is_two_files(vault: Vault, tmp_path: Path) -> None:
    put(tmp_path / "x" / "same", b"first")
    put(tmp_path / "y" / "same", b"second")
    import_tree(vault, [tmp_path / "x" / "same", tmp_path / "y" / "same"], b"/")
    inode = vault.namespace.resolve(b"/same")
    assert bytes(vault.namespace.read(inode.ino, 0, 10)) == b"second"
