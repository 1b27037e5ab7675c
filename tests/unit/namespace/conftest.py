"""Every test here runs on the store in memory and on the real one, unless it asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.worlds import World


@pytest.fixture(params=["memory", "real"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A new namespace; what a test leaves must be whole, and survive being closed and opened."""
    made = World(tmp_path / "bare" if request.param == "real" else None)
    yield made
    made.check()
    made.reopen()
    made.check()
    made.close()


@pytest.fixture
def small() -> Iterator[World]:
    """A namespace in memory with room for 40 rows."""
    made = World(capacity=40)
    yield made
    made.check()


@pytest.fixture
def memory() -> Iterator[World]:
    """A namespace in memory."""
    made = World()
    yield made
    made.check()
