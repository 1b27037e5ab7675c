"""The index: SQLite over a VFS of ours, its pages in stripes and its log in memory and journal."""

from engine.index.log import MemoryLog
from engine.index.pages import ChunkedPages
from engine.index.session import IndexSession
from engine.index.vfs import IndexVfs

__all__ = ["ChunkedPages", "IndexSession", "IndexVfs", "MemoryLog"]
