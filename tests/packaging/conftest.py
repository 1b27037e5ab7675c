"""The scripts of packaging/, which are no package."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from tests.house.sources import ROOT


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """One of them, as a module."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module(name)


@pytest.fixture
def share(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/share.py."""
    return script("share", monkeypatch)


@pytest.fixture
def manual(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/manual.py."""
    return script("manual", monkeypatch)


@pytest.fixture
def trim(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/trim.py."""
    return script("trim", monkeypatch)
