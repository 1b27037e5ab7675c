from pathlib import Path

import pytest

from benchmarks.workloads import SCENES, Scene, ShortReadError, Sizes, Work, read_stream, stat_files

SIZES = Sizes(stream_bytes=4 << 20, files=150, random_accesses=20, synced_files=3)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_runs_on_a_plain_folder_and_leaves_nothing(scene: Scene, tmp_path: Path) -> None:
    work = Work(tmp_path, SIZES, seed=1)
    for step in scene.steps:
        if step.prime:
            step.prime(work)
        assert step.action(work) > 0
    scene.clean(work)
    assert list(tmp_path.iterdir()) == []


def test_a_short_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "stream.bin").write_bytes(bytes(100))
    with pytest.raises(ShortReadError):
        read_stream(Work(tmp_path, SIZES, seed=1))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "tree" / "00000").mkdir(parents=True)
    with pytest.raises(ShortReadError):
        stat_files(Work(tmp_path, SIZES, seed=1))


def test_no_two_steps_share_a_name() -> None:
    names = [step.name for scene in SCENES for step in scene.steps]
    assert len(names) == len(set(names))
