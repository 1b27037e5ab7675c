from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.workloads import SCENES, Scene, Sizes, Tools, Work
from engine.benchmark.amounts import MIB
from engine.benchmark.folder_files import no_check
from engine.benchmark.programs import Clients, SourceTree

SIZES = Sizes(
    stream_bytes=4 * MIB, files=150, random_accesses=20, synced_files=3, tree_files=10, commits=3
)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    folder = tmp_path_factory.mktemp("tools")
    clients = Clients(folder / "state", no_check)
    yield Tools(SourceTree(folder / "sources", SIZES.tree_files, no_check), clients)
    clients.close()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_runs_on_a_plain_folder_and_leaves_nothing(
    scene: Scene, tmp_path: Path, tools: Tools
) -> None:
    work = Work(tmp_path, SIZES, seed=1, tools=tools if scene.needs_tools else None)
    for step in scene.steps:
        if step.prime:
            step.prime(work)
        assert step.action(work) > 0

    scene.clean(work)
    assert list(tmp_path.iterdir()) == []


def test_no_two_steps_share_a_name() -> None:
    names = [step.name for scene in SCENES for step in scene.steps]
    assert len(names) == len(set(names))
