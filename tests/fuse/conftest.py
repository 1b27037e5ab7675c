"""Places with a file system in them, for the suites that look at it from outside.

Each suite runs on a mounted vault. With SIGMAVAULT_TEST_ROOT set to a folder it runs there
instead: on ext4 or tmpfs it must pass as well, which proves the suite rather than the vault.
"""

from __future__ import annotations

import itertools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.places import Place, PlainPlace, VaultPlace, kill_all

_HERE = Path(__file__).parent
_numbers = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything that lies here mounts something."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.fuse)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests that act as other users, or mount something themselves, need root."""
    if item.get_closest_marker("root") and os.geteuid() != 0:
        pytest.skip("needs root")


@pytest.fixture(autouse=True)
def _no_hanging(request: pytest.FixtureRequest) -> Iterator[None]:
    """A little before the test's time is over, take the file system away from under it."""
    marker = request.node.get_closest_marker("timeout")
    limit_s = marker.args[0] if marker else float(request.config.getini("timeout"))
    timer = threading.Timer(limit_s * 0.8, kill_all)
    timer.daemon = True
    timer.start()
    yield
    timer.cancel()
    timer.join()


def _plain_root() -> Path | None:
    named = os.environ.get("SIGMAVAULT_TEST_ROOT")
    return Path(named) if named else None


def _require_fuse() -> None:
    if not Path("/dev/fuse").exists() or shutil.which("fusermount3") is None:
        pytest.skip("no FUSE on this machine")


def _binding() -> str:
    return os.environ.get("SIGMAVAULT_TEST_BINDING", "linux")


@pytest.fixture(scope="session")
def shared_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One mount for all tests that leave it whole; as root, open to other users."""
    plain = _plain_root()
    folder = tmp_path_factory.mktemp("shared")
    if plain is not None:
        root = plain / f"suite-{os.getpid()}"
        root.mkdir(parents=True)
        yield PlainPlace(root)
        return
    _require_fuse()
    place = VaultPlace.create(folder, allow_other=os.geteuid() == 0, binding=_binding())
    place.start()
    yield place
    place.close()


@pytest.fixture
def place(shared_place: Place) -> Place:
    """The shared mount, brought back if a test before took it down."""
    shared_place.ensure()
    return shared_place


@pytest.fixture
def folder(place: Place) -> Path:
    """A new, empty folder in the shared mount."""
    made = place.root / f"test-{next(_numbers)}"
    made.mkdir()
    made.chmod(0o755)
    return made


@pytest.fixture
def new_place(tmp_path: Path) -> Iterator[Callable[..., Place]]:
    """Makes a mounted vault of the test's own, for tests that kill, damage or remount it."""
    made: list[VaultPlace] = []

    def make(name: str = "vault", **options: object) -> Place:
        plain = _plain_root()
        if plain is not None:
            root = plain / f"own-{os.getpid()}-{next(_numbers)}"
            root.mkdir(parents=True)
            return PlainPlace(root)
        _require_fuse()
        options.setdefault("binding", _binding())
        place = VaultPlace.create(tmp_path, name=name, **options)
        made.append(place)
        place.start()
        return place

    yield make
    for place in made:
        place.close()
