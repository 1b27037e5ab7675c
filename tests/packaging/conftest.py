"""The scripts of packaging/, which are no package."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from tests.house.sources import ROOT


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/share.py."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("share")


@pytest.fixture
def manual(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/manual.py."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("manual")
