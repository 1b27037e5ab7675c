"""Each POSIX check works in a folder of its own, by relative paths, under umask 0."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working directory: everybody may search it, only its owner may write."""
    monkeypatch.chdir(folder)
    umask = os.umask(0)
    yield folder
    os.umask(umask)
