"""Inodes, names, data, attributes: all POSIX meaning, over a transactional store."""

from engine.namespace.events import Change, Listener
from engine.namespace.inode import Entry, Inode, Statistics
from engine.namespace.locking import LockInfo
from engine.namespace.locks import LockState
from engine.namespace.marking import LockMark
from engine.namespace.namespace import Namespace
from engine.namespace.recovery import make_noted_again
from engine.namespace.removal import remove_tree
from engine.namespace.renaming import RENAME_EXCHANGE, RENAME_NOREPLACE
from engine.namespace.search import PlacedEntry
from engine.namespace.staging import StagedInode, StagedTransaction
from engine.namespace.xattrs import XATTR_CREATE, XATTR_REPLACE

__all__ = [
    "RENAME_EXCHANGE",
    "RENAME_NOREPLACE",
    "XATTR_CREATE",
    "XATTR_REPLACE",
    "Change",
    "Entry",
    "Inode",
    "Listener",
    "LockInfo",
    "LockMark",
    "LockState",
    "Namespace",
    "PlacedEntry",
    "StagedInode",
    "StagedTransaction",
    "Statistics",
    "make_noted_again",
    "remove_tree",
]
