"""Changes of rows that the journal has noted, made in what is left of an index.

A row that a change puts is sure, whatever became of the page where it would be. A name that was moved
and is not found is lost with its page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.format.row_changes import ChangeKind, unpack_changes
from engine.index.remains import IndexRemains, InodeRecord, NameRow, Table


def make_again(remains: IndexRemains, noted: Iterable[bytes]) -> None:
    """Make noted changes, in order."""
    for packed in noted:
        for change in unpack_changes(packed):
            _make(remains, change.kind, *change.values)


def _make(remains: IndexRemains, kind: ChangeKind, *values: Any) -> None:
    match kind:
        case ChangeKind.PUT_INODE:
            remains.put_inode(InodeRecord(*values))
        case ChangeKind.DELETE_INODE:
            remains.drop_inode(*values)
        case ChangeKind.PUT_TEXT:
            remains.put_text(*values)
        case ChangeKind.DELETE_TEXT:
            remains.drop_text(*values)
        case ChangeKind.PUT_XATTR:
            remains.put_xattr(*values)
        case ChangeKind.REMOVE_XATTR:
            remains.drop_xattr(*values)
        case ChangeKind.DELETE_XATTRS:
            remains.drop_xattrs(*values)
        case ChangeKind.PUT_SETTING:
            name, value = values
            remains.settings[name.encode()] = value
        case ChangeKind.ADD_ORPHAN | ChangeKind.REMOVE_ORPHAN:
            pass  # an inode says itself that it has no name
        case _:
            _change_name(remains, kind, *values)


def _change_name(remains: IndexRemains, kind: ChangeKind, *values: Any) -> None:
    match kind:
        case ChangeKind.ADD_NAME:
            parent, name, ino, entry_kind = values
            names = remains.names.setdefault(parent, {})
            if name not in names or not names[name].sure:
                names[name] = NameRow(ino, entry_kind, sure=True)
        case ChangeKind.POINT_NAME:
            ino, entry_kind, parent, name = values
            names = remains.names.setdefault(parent, {})
            if name in names or remains.lost[Table.DIRENT].covers(parent):
                names[name] = NameRow(ino, entry_kind, sure=True)
        case ChangeKind.REMOVE_NAME:
            parent, name = values
            remains.names.get(parent, {}).pop(name, None)
        case ChangeKind.MOVE_NAME:
            new_parent, new_name, parent, name = values
            row = remains.names.get(parent, {}).pop(name, None)
            if row is not None:
                remains.names.setdefault(new_parent, {})[new_name] = row
