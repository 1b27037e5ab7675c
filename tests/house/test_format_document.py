"""docs/format.md says what engine/format does."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import struct
from collections.abc import Iterator

import pytest

import engine.constants
import engine.format
from engine.format.journal import journal_aad
from engine.types import SlotKind
from tests.house.sources import ROOT

DOCUMENT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")

PARTS_OF_OTHERS = {"engine.format.slot._STEM", "engine.format.slot._TAIL"}
"""Layouts that are pieces of a documented record. Those of one number need no table either."""


def records() -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each record of the document: what it names, and the rows of its table as (offset, bytes)."""
    for section in re.split(r"^### ", DOCUMENT, flags=re.MULTILINE)[1:]:
        named = re.search(r"^`(engine\.format\.[\w.]+)`", section, flags=re.MULTILINE)
        rows = re.findall(r"^\| (\d+) \| (\d+) \|", section, flags=re.MULTILINE)
        if named:
            yield named[1], [(int(offset), int(length)) for offset, length in rows]


def packed_fields(layout: str) -> list[tuple[int, int]]:
    """The fields of a struct format as (offset, bytes)."""
    fields = re.findall(r"\d*s|[BHIQ]", layout.lstrip("<"))
    lengths = [struct.calcsize("<" + field) for field in fields]
    return [(sum(lengths[:number]), length) for number, length in enumerate(lengths)]


def structs() -> dict[str, struct.Struct]:
    """Every layout that engine.format packs or unpacks."""
    found = {}
    for module in pkgutil.iter_modules(engine.format.__path__, "engine.format."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, struct.Struct):
                found[f"{module.name}.{name}"] = value
    return found


@pytest.mark.parametrize(("name", "table"), list(records()))
def test_tables_match_the_layouts(name: str, table: list[tuple[int, int]]) -> None:
    module, _, attribute = name.rpartition(".")
    described = getattr(importlib.import_module(module), attribute)
    if isinstance(described, struct.Struct):
        assert table == packed_fields(described.format)
    else:
        assert described is journal_aad
        packed = journal_aad(b"\x01" * 16, 2, 3, 4, 5)
        values = [int.from_bytes(packed[at : at + length], "little") for at, length in table]
        assert sum(length for _, length in table) == len(packed)
        assert values == [int.from_bytes(b"\x01" * 16), 2, 3, 4, 5]


def test_every_layout_is_documented() -> None:
    documented = {name for name, _ in records()}
    records_in_code = {
        name for name, value in structs().items() if len(packed_fields(value.format)) > 1
    }
    assert records_in_code - PARTS_OF_OTHERS == documented - {"engine.format.journal.journal_aad"}


def test_only_those_layouts_are_used() -> None:
    """A layout that is written inline would escape the test above."""
    inline = []
    for module in pkgutil.iter_modules(engine.format.__path__, "engine.format."):
        source = inspect.getsource(importlib.import_module(module.name))
        inline += re.findall(r"struct\.(?:un)?pack(?:_from)?\(f?\"[^{}\"]*\"", source)
    assert inline == ['struct.pack("<16sBBQQ"', 'struct.pack("<"']


def test_numbers_match_the_constants() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (\d+) \| .*\|$", DOCUMENT, flags=re.MULTILINE)
    numbers = {name: int(value) for name, value in rows if hasattr(engine.constants, name)}
    assert len(numbers) > 30
    assert numbers == {name: getattr(engine.constants, name) for name in numbers}


def test_kinds_match() -> None:
    section = DOCUMENT.partition("### Slot kinds")[2].partition("###")[0]
    rows = re.findall(r"^\| `([A-Z]+)` \| (\d+) \|", section, flags=re.MULTILINE)
    assert {name: int(value) for name, value in rows} == {kind.name: kind for kind in SlotKind}


def test_key_slot_kinds_match() -> None:
    from engine.format.key_slots import _KIND_NUMBERS

    section = DOCUMENT.partition("### Key slot kinds")[2].partition("###")[0]
    rows = re.findall(r"^\| `([a-z0-9+]+)` \| (\d+) \|", section, flags=re.MULTILINE)
    numbers = {kind.value: number for kind, number in _KIND_NUMBERS.items()}
    assert {name: int(value) for name, value in rows} == numbers


def test_labels_match() -> None:
    """Changing a label strands every vault."""
    import engine.keys.state

    labels = {
        value.decode()
        for name, value in vars(engine.keys.state).items()
        if name.isupper() and isinstance(value, bytes)
    }
    documented = set(re.findall(r"\| `(sigmavault 1 [\w ]+)`", DOCUMENT))
    assert labels == documented
