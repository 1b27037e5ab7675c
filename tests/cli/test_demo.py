"""The demonstration, where there is no FUSE; and that it fails when something is not as promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import demo, demo_ways, serving
from app.cli.demo_sample import choose_sample, files_of
from app.cli.demo_ways import DirectWay
from app.cli.handover import ChildReport
from tests.cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what the demonstration makes, which must be empty at its end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_without_a_mount(run: CommandLine, place: Path, tmp_path: Path) -> None:
    outcome = run("demo", "--size", "3", "--without-mount")
    assert not (tmp_path / "state").exists()
    assert "nothing was lost" in outcome.out
    assert outcome.err == ""
    assert list(place.iterdir()) == []


def test_where_fuse_is_not_available(
    run: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_fuse(*_: object) -> int:
        raise serving.ChildFailed(ChildReport(7, "fuse-unavailable", "There is no FUSE."))

    monkeypatch.setattr(demo_ways, "start_serving", no_fuse)
    outcome = run("demo", "--size", "2")
    assert "There is no FUSE. Going on without a mount." in outcome.out
    assert "every byte is the same" in outcome.out
    assert list(place.iterdir()) == []


def test_a_difference_is_a_failure(
    run: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DirectWay, "differing", lambda *_: ["one.py"])
    outcome = run("demo", "--size", "2", "--without-mount", code=4)
    assert "one.py: differs" in outcome.err
    assert "Everything was verified" not in outcome.out
    assert list(place.iterdir()) == []


def test_damage_that_is_not_found_is_a_failure(
    run: CommandLine, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo._Demonstration, "_destroy", lambda _: None)
    run("demo", "--size", "2", "--without-mount", code=4)
    assert list(place.iterdir()) == []


def test_every_file_is_compared_to_the_last_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, copy = tmp_path / "a", tmp_path / "b"
    for left, right, same in (
        (b"x" * 9, b"x" * 9, True),
        (b"x" * 9, b"x" * 8, False),
        (b"x" * 8, b"x" * 9, False),
        (b"", b"", True),
        (b"", b"x", False),
        (b"x" * 8 + b"y", b"x" * 9, False),
    ):
        monkeypatch.setattr(demo_ways, "PIECE_BYTES", 4)
        original.write_bytes(left)
        copy.write_bytes(right)
        assert demo_ways._same(original, copy) is same
    assert not demo_ways._same(original, tmp_path / "none")


def test_the_sample_is_bounded(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    (folder / "d").mkdir(parents=True)
    for name, size in (("a", 100), ("b", 5000), ("c", 200), ("d/inner", 300), ("site-packages", 1)):
        (folder / name).write_bytes(bytes(size))
    (folder / "link").symlink_to("a")
    sample = choose_sample(1000, folder)
    assert sample.names == ("a", "c", "d", "link")
    assert (sample.files, sample.total_bytes) == (3, 600)
    assert files_of(sample) == ["a", "c", "d/inner"]
