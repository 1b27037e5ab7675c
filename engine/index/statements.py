"""The statements whose changes the journal can note: the one place of each.

A change that is made again must do what it did, so each of these depends on nothing but its values
and the rows that it names.
"""

from __future__ import annotations

from engine.format.row_changes import ChangeKind

INODE_COLUMNS = (
    "ino, mode, nlink, uid, gid, rdev, size, blocks, atime_ns, mtime_ns, ctime_ns, btime_ns, parent"
)
"""The columns of a row of `inode`, in order."""

PUT_INODE = (
    f"insert or replace into inode ({INODE_COLUMNS})"  # noqa: S608 - a constant
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
DELETE_INODE = "delete from inode where ino = ?"
ADD_NAME = "insert or ignore into dirent (parent, name, ino, kind) values (?, ?, ?, ?)"
REMOVE_NAME = "delete from dirent where parent = ? and name = ?"
MOVE_NAME = "update or replace dirent set parent = ?, name = ? where parent = ? and name = ?"
POINT_NAME = "update dirent set ino = ?, kind = ? where parent = ? and name = ?"
PUT_TEXT = "insert or replace into content (ino, data) values (?, ?)"
DELETE_TEXT = "delete from content where ino = ?"
PUT_XATTR = "insert or replace into xattr (ino, name, value) values (?, ?, ?)"
REMOVE_XATTR = "delete from xattr where ino = ? and name = ?"
DELETE_XATTRS = "delete from xattr where ino = ?"
ADD_ORPHAN = "insert or ignore into orphan (ino) values (?)"
REMOVE_ORPHAN = "delete from orphan where ino = ?"
PUT_SETTING = "insert or replace into setting values (?, ?)"

STATEMENTS = {
    ChangeKind.PUT_INODE: PUT_INODE,
    ChangeKind.DELETE_INODE: DELETE_INODE,
    ChangeKind.ADD_NAME: ADD_NAME,
    ChangeKind.REMOVE_NAME: REMOVE_NAME,
    ChangeKind.MOVE_NAME: MOVE_NAME,
    ChangeKind.POINT_NAME: POINT_NAME,
    ChangeKind.PUT_TEXT: PUT_TEXT,
    ChangeKind.DELETE_TEXT: DELETE_TEXT,
    ChangeKind.PUT_XATTR: PUT_XATTR,
    ChangeKind.REMOVE_XATTR: REMOVE_XATTR,
    ChangeKind.DELETE_XATTRS: DELETE_XATTRS,
    ChangeKind.ADD_ORPHAN: ADD_ORPHAN,
    ChangeKind.REMOVE_ORPHAN: REMOVE_ORPHAN,
    ChangeKind.PUT_SETTING: PUT_SETTING,
}
"""What each kind of change is to SQLite; its values are the statement's bindings."""
