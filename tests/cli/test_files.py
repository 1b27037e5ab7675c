"""ls, put, get, cat, mkdir, rm, mv: a vault without a mount."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine
from tests.support.odd_tree import make_odd_tree
from tests.support.snapshots import difference, snapshot

Key = tuple[str, str]


def listed(run: CommandLine, vault: Path, key: Key, path: str = "/") -> list[str]:
    record = run("ls", vault, path, "-R", "--json", *key).json
    return [entry["path"] for entry in record["entries"]]


@pytest.fixture
def filled(run: CommandLine, vault: Path, key: Key, tmp_path: Path) -> Path:
    """A vault with `/docs/a.txt`, `/docs/deep/b.txt` and a link to the first."""
    source = tmp_path / "docs"
    (source / "deep").mkdir(parents=True)
    (source / "a.txt").write_bytes(b"alpha\n")
    (source / "deep" / "b.txt").write_bytes(b"beta\n")
    (source / "link").symlink_to("a.txt")
    os.utime(source / "a.txt", ns=(1, 981173106123456789))
    (source / "a.txt").chmod(0o640)
    run("put", vault, source, "/", *key)
    return vault


def test_a_tree_goes_in_and_comes_out(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path
) -> None:
    make_odd_tree(tmp_path / "tree")
    put = run("put", vault, tmp_path / "tree", "/", *key, "--json").json
    get = run("get", vault, "/tree", tmp_path / "back", *key, "--json").json
    before = snapshot(tmp_path / "tree", exact_times=True)
    assert difference(before, snapshot(tmp_path / "back", exact_times=True)) == ""
    for record in (put, get):
        del record["seconds"]
    assert put == get
    assert put["failures"] == []
    run("scrub", vault, *key)


def test_ls(run: CommandLine, filled: Path, key: Key) -> None:
    assert run("ls", filled, *key).out == "docs\n"
    assert run("ls", filled, "docs", *key).out == "a.txt\ndeep\nlink\n"
    assert run("ls", filled, "/docs/a.txt", *key).out == "a.txt\n"
    assert run("ls", filled, "-R", *key).out == (
        "/:\ndocs\n\n/docs:\na.txt\ndeep\nlink\n\n/docs/deep:\nb.txt\n"
    )
    long = run("ls", filled, "/docs", "-l", *key).out.splitlines()
    assert long[0].startswith("-rw-r-----   1 ")
    assert "2001-02-0" in long[0]
    assert long[2].endswith("link -> a.txt")


def test_ls_as_json(run: CommandLine, filled: Path, key: Key) -> None:
    record = run("ls", filled, "/docs", "--json", *key).json
    first, _, link = record["entries"]
    assert first == {
        "path": "/docs/a.txt",
        "name": "a.txt",
        "kind": "file",
        "mode": "0640",
        "links": 1,
        "uid": os.getuid(),
        "gid": os.getgid(),
        "size": 6,
        "mtime_ns": 981173106123456789,
        "locked": False,
    }
    assert (link["kind"], link["target"]) == ("symlink", "a.txt")


def test_ls_of_what_is_not_there(run: CommandLine, filled: Path, key: Key) -> None:
    outcome = run("ls", filled, "/docs/none/deeper", *key, code=1)
    assert outcome.err == ("sigmavault: /docs/none/deeper: no such file or folder in the vault.\n")


def test_names_that_are_no_text(
    vault: Path,
    key: Key,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    from app.cli import main

    source = os.fsencode(tmp_path) + b"/bad\xff\n\x1b[2J"
    Path(os.fsdecode(source)).write_bytes(b"x")
    assert main(["put", str(vault), os.fsdecode(source), "/", *key]) == 0
    capfdbinary.readouterr()
    assert main(["ls", str(vault), *key]) == 0
    assert capfdbinary.readouterr().out == b"bad\xff\n\x1b[2J\n"


def test_cat(run: CommandLine, filled: Path, key: Key) -> None:
    assert run("cat", filled, "/docs/a.txt", "/docs/deep/b.txt", *key).out == "alpha\nbeta\n"
    assert run("cat", filled, "/docs/link", *key).out == "alpha\n"
    assert "is a folder" in run("cat", filled, "/docs", *key, code=1).err


def test_cat_of_a_large_file(
    vault: Path, key: Key, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from app.cli import main

    content = os.urandom(9_000_001)
    (tmp_path / "large").write_bytes(content)
    assert main(["put", str(vault), str(tmp_path / "large"), "/", *key]) == 0
    capfdbinary.readouterr()
    assert main(["cat", str(vault), "/large", *key]) == 0
    assert capfdbinary.readouterr().out == content


def test_mkdir(run: CommandLine, vault: Path, key: Key) -> None:
    run("mkdir", vault, "/a", "b", *key)
    assert "exists already" in run("mkdir", vault, "/a", *key, code=1).err
    run("mkdir", vault, "/x/y", *key, code=1)
    run("mkdir", vault, "-p", "/x/y/z", "/a", *key)
    assert listed(run, vault, key) == ["/a", "/b", "/x", "/x/y", "/x/y/z"]
    [entry, *_] = run("ls", vault, "--json", *key).json["entries"]
    mask = os.umask(0)
    os.umask(mask)
    assert int(entry["mode"], 8) == 0o777 & ~mask


def test_mkdir_over_a_file(run: CommandLine, filled: Path, key: Key) -> None:
    assert (
        "/docs/a.txt: is not a folder"
        in run("mkdir", filled, "-p", "/docs/a.txt/x", *key, code=1).err
    )


def test_rm(run: CommandLine, filled: Path, key: Key) -> None:
    run("rm", filled, "/docs/link", *key)
    assert "is a folder" in run("rm", filled, "/docs", *key, code=1).err
    assert "/none: no such file" in run("rm", filled, "/none", "/docs/a.txt", *key, code=1).err
    assert listed(run, filled, key) == ["/docs", "/docs/deep", "/docs/deep/b.txt"]
    run("rm", filled, "-f", "/none", *key)
    run("rm", filled, "-r", "/", *key, code=1)
    run("rm", filled, "-r", "/docs", *key)
    assert listed(run, filled, key) == []


def test_mv(run: CommandLine, filled: Path, key: Key) -> None:
    run("mv", filled, "/docs/a.txt", "/renamed", *key)
    run("mv", filled, "/renamed", "/docs/link", "/docs/deep", *key)
    deep = ["/docs/deep/b.txt", "/docs/deep/link", "/docs/deep/renamed"]
    assert listed(run, filled, key) == ["/docs", "/docs/deep", *deep]
    run("mv", filled, "-n", "/docs/deep/renamed", "/docs/deep/b.txt", *key, code=1)
    assert run("cat", filled, "/docs/deep/b.txt", *key).out == "beta\n"
    run("mv", filled, "/docs/deep/renamed", "/docs/deep/b.txt", *key)
    assert run("cat", filled, "/docs/deep/b.txt", *key).out == "alpha\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("/docs", "/docs/deep"),
        ("/", "/x"),
        ("/docs/a.txt", "/none/"),
        ("/docs", "/docs/a.txt", "/x"),
    ],
)
def test_mv_that_makes_no_sense(
    run: CommandLine, filled: Path, key: Key, arguments: tuple[str, ...]
) -> None:
    before = listed(run, filled, key)
    run("mv", filled, *arguments, *key, code=1)
    assert listed(run, filled, key) == before


def test_put_names_what_it_left_out(
    run: CommandLine, vault: Path, key: Key, tmp_path: Path
) -> None:
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "b").write_bytes(b"x")
    run("mkdir", vault, "-p", "/in/b", *key)
    outcome = run("put", vault, tmp_path / "in", "/", "--json", *key, code=1)
    assert [each["code"] for each in outcome.json["failures"]] == ["is-a-directory"]
    assert "/in/b: is a folder" in outcome.err
    assert listed(run, vault, key) == ["/in", "/in/a", "/in/b"]


def test_put_of_what_is_not_there(run: CommandLine, vault: Path, tmp_path: Path) -> None:
    """Said before anybody is asked for a passphrase."""
    assert "No such file" in run("put", vault, tmp_path / "none", "/", code=1).err


@pytest.mark.parametrize("command", ["put", "get"])
def test_conflicts(run: CommandLine, filled: Path, key: Key, tmp_path: Path, command: str) -> None:
    (tmp_path / "docs" / "a.txt").write_bytes(b"changed\n")
    arguments = {
        "put": ("put", filled, tmp_path / "docs", "/"),
        "get": ("get", filled, "/docs", tmp_path),
    }[command]
    skipped = run(*arguments, "--conflict", "skip", "--json", *key).json
    assert len(skipped["skipped"]) == 3
    failed = run(*arguments, "--conflict", "fail", "--json", *key, code=1).json
    assert {each["code"] for each in failed["failures"]} == {"entry-exists"}
    assert run(*arguments, "--json", *key).json["files"] == 2
    inside = run("cat", filled, "/docs/a.txt", *key).out
    outside = (tmp_path / "docs" / "a.txt").read_text()
    assert inside == outside == ("changed\n" if command == "put" else "alpha\n")
