"""Changes of rows as bytes, and their statements."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InvalidRecordError
from engine.format.row_changes import VALUES, ChangeKind, RowChange, pack_change, unpack_changes
from engine.index.statements import STATEMENTS

_SORTS = {
    "i": st.integers(-(2**63), 2**63 - 1),
    "b": st.binary(max_size=300),
    "t": st.text(max_size=20),
}


def changes_of(kind: ChangeKind) -> st.SearchStrategy[RowChange]:
    values = st.tuples(*(_SORTS[sort] for sort in VALUES[kind]))
    return values.map(lambda made: RowChange(kind, made))


CHANGES = st.lists(st.sampled_from(ChangeKind).flatmap(changes_of), max_size=6)


def pack(changes: list[RowChange]) -> bytes:
    return b"".join(pack_change(change.kind, change.values) for change in changes)


@given(CHANGES)
def test_round_trip(changes: list[RowChange]) -> None:
    assert list(unpack_changes(pack(changes))) == changes


def test_every_kind_has_values_and_a_statement() -> None:
    assert set(ChangeKind) == set(VALUES) == set(STATEMENTS)
    assert len(set(STATEMENTS.values())) == len(ChangeKind)
    for kind, statement in STATEMENTS.items():
        assert statement.count("?") == len(VALUES[kind])


def test_a_change_is_whole_or_none() -> None:
    packed = pack([RowChange(ChangeKind.PUT_XATTR, (5, b"user.name", b"value"))])
    for length in range(1, len(packed)):
        with pytest.raises(InvalidRecordError):
            list(unpack_changes(packed[:length]))


@pytest.mark.parametrize("kind", [0, max(ChangeKind) + 1, 255])
def test_a_kind_that_there_is_not(kind: int) -> None:
    with pytest.raises(InvalidRecordError):
        list(unpack_changes(bytes([kind]) + bytes(200)))


def test_a_name_of_a_setting_is_text() -> None:
    packed = pack([RowChange(ChangeKind.PUT_SETTING, ("name", 7))])
    with pytest.raises(InvalidRecordError):
        list(unpack_changes(packed.replace(b"name", b"\xff\xfe\xfd\xfc")))


@given(st.binary(max_size=400))
def test_hostile_bytes(raw: bytes) -> None:
    try:
        found = list(itertools.islice(unpack_changes(raw), 1000))
    except InvalidRecordError:
        return
    assert pack(found) == raw
