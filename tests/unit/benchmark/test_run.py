"""Whole runs of next to nothing: what they find, and that they leave nothing."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

from engine.benchmark import (
    BENCHMARKS,
    CATEGORIES,
    Plan,
    Results,
    Skip,
    Subject,
    filesystem,
    places,
    programs,
    run,
    suite,
)
from engine.benchmark.workbench import timed
from engine.errors import (
    CancelledError,
    FuseUnavailableError,
    MediumError,
    NoSpaceError,
)
from engine.mount import Refusal
from engine.progress import CancelToken, Progress

pytestmark = pytest.mark.usefixtures("tiny")

LARGE = {f"{what}-{size}" for what in filesystem.scale._MEASURED for size in ("100k", "1m")}
IN_A_MOUNT = {
    each.name
    for each in CATEGORIES[2].benchmarks
    if not each.name.startswith(("api-", "lookup", "commit", "unlock", "memory-unlock"))
}


def measure(category: str, place: Path, *, rounds: int = 1) -> Results:
    return run(Plan(frozenset({category}), rounds, True, place))


def check_values(found: Results, category: str, rounds: int = 1) -> None:
    assert {each.name for each in found.results} == {
        name for name, info in BENCHMARKS.items() if info.category == category
    }
    for each in found.results:
        assert (each.skipped is None) == bool(each.values), each.name
        assert all(math.isfinite(value) and value > 0 for value in each.values), each
        if each.values:
            assert each.low <= each.median <= each.high
        if not each.name.startswith("memory"):
            assert len(each.values) in (0, rounds), each.name


def skipped(found: Results) -> dict[str, str]:
    return {each.name: each.skipped for each in found.results if each.skipped is not None}


def test_crypto(tmp_path: Path) -> None:
    found = measure("crypto", tmp_path, rounds=3)
    check_values(found, "crypto", rounds=3)
    assert skipped(found) == {}
    assert list(tmp_path.iterdir()) == []


def test_scatter(tmp_path: Path) -> None:
    found = measure("scatter", tmp_path, rounds=2)
    check_values(found, "scatter", rounds=2)
    large = {f"{verb}-{size}" for verb in ("scatter", "gather") for size in ("64m", "1g")}
    assert skipped(found) == dict.fromkeys(large, Skip.QUICK)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.fuse
def test_filesystem(tmp_path: Path) -> None:
    steps: list[Progress] = []
    found = run(Plan(frozenset({"filesystem"}), 1, True, tmp_path), steps.append)
    check_values(found, "filesystem")
    assert skipped(found) == dict.fromkeys(LARGE, Skip.QUICK)
    plain = {each.name for each in found.results if each.subject is Subject.PLAIN_DISK}
    assert plain == {name for name in IN_A_MOUNT if not name.startswith("memory")}
    assert [each.done for each in steps] == list(range(len(steps)))
    assert {each.total for each in steps} == {len(steps) - 1}
    assert list(tmp_path.iterdir()) == []


def test_results_come_in_the_catalogues_order(tmp_path: Path) -> None:
    found = measure("crypto", tmp_path)
    names = [each.name for each in found.results]
    assert names == [each.name for each in CATEGORIES[0].benchmarks]


# -- what is not here ---------------------------------------------------------------------------


def test_without_a_mount_the_rest_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise FuseUnavailableError(Path("x"), Refusal.NO_FUSE)

    monkeypatch.setattr(places.MountedPlace, "open", refuse)
    steps: list[Progress] = []
    found = run(Plan(frozenset({"filesystem"}), 1, True, tmp_path), steps.append)
    check_values(found, "filesystem")
    assert skipped(found) == dict.fromkeys(LARGE, Skip.QUICK) | dict.fromkeys(
        IN_A_MOUNT, Skip.NO_FUSE
    )
    assert steps[-1].done == steps[-1].total == len(steps) - 1
    plain = {each.name for each in found.results if each.subject is Subject.PLAIN_DISK}
    assert plain == {name for name in IN_A_MOUNT if not name.startswith("memory")}


def test_the_servers_refusal_arrives_as_it_was(tmp_path: Path) -> None:
    error = places._refusal(b'{"code": "fuse-unavailable", "reason": "no-fuse"}\n', tmp_path)
    assert isinstance(error, FuseUnavailableError)
    assert places.why_not_mounted(error) == Skip.NO_FUSE
    other = places._refusal(b'{"code": "mount", "reason": "no-permission"}\n', tmp_path)
    assert places.why_not_mounted(other) == Refusal.NO_PERMISSION
    assert places.why_not_mounted(places._refusal(b"", tmp_path)) == Refusal.NOT_READY


def test_a_program_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda _: None)
    assert programs.missing_program("git-clone") is Skip.NO_GIT
    assert programs.missing_program("tar-extract") is Skip.NO_TAR
    assert programs.missing_program("copy-tree") is Skip.NO_COPY
    assert programs.missing_program("sqlite") is None


# -- what goes wrong ----------------------------------------------------------------------------


@pytest.mark.fuse
@pytest.mark.parametrize("at", [0, 40, 120])
def test_a_cancelled_run_leaves_nothing(at: int, tmp_path: Path) -> None:
    cancel = CancelToken()

    def report(progress: Progress) -> None:
        if progress.done == at:
            cancel.cancel()

    with pytest.raises(CancelledError):
        run(Plan(frozenset({"filesystem"}), 1, True, tmp_path), report, cancel)
    assert list(tmp_path.iterdir()) == []
    assert str(tmp_path) not in Path("/proc/self/mounts").read_text()


def test_an_error_of_the_system_after_a_cancel_is_the_cancel(tmp_path: Path) -> None:
    cancel = CancelToken()
    plan = Plan(frozenset({"crypto"}), 1, True, tmp_path)
    with pytest.raises(CancelledError), suite._scratch(plan, cancel):
        cancel.cancel()
        raise OSError(107, "the server is gone")


def test_a_place_that_is_none_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(MediumError):
            measure("crypto", place)


def test_a_full_disk_is_noticed_before_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suite, "free_bytes", lambda _: 1000)
    with pytest.raises(NoSpaceError):
        measure("scatter", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_is_no_space(tmp_path: Path) -> None:
    plan = Plan(frozenset({"crypto"}), 1, True, tmp_path)
    with pytest.raises(NoSpaceError), suite._scratch(plan, CancelToken()) as folder:
        assert folder.parent == tmp_path.resolve()
        raise OSError(28, "full")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("categories", "rounds"), [({"weather"}, 1), ({"crypto", "weather"}, 1), ({"crypto"}, 0)]
)
def test_a_plan_that_makes_no_sense_is_refused(
    categories: set[str], rounds: int, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="Plan"):
        run(Plan(frozenset(categories), rounds, True, tmp_path))


# -- taking time --------------------------------------------------------------------------------


def test_nothing_is_traced_while_it_is_timed() -> None:
    seen: list[object] = []
    before = sys.gettrace(), sys.getprofile()
    sys.setprofile(lambda *_: None)
    try:
        timed(lambda: seen.append((sys.gettrace(), sys.getprofile())))
        assert sys.getprofile() is not None
    finally:
        sys.setprofile(before[1])
    assert seen == [(None, None)]
    assert sys.gettrace() is before[0]


# -- what this device knows ---------------------------------------------------------------------


def test_this_device_remembers_no_vault_of_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, place = tmp_path / "state", tmp_path / "place"
    monkeypatch.setenv("SIGMAVAULT_STATE_DIR", str(state))
    place.mkdir()
    measure("scatter", place)
    assert list(state.rglob("*")) == []
