"""The index: SQLite over a VFS of ours, its pages in stripes and its log in memory and journal."""

from engine.index.database import checkpoint_log, open_index
from engine.index.log import MemoryLog
from engine.index.pages import ChunkedPages

__all__ = ["ChunkedPages", "MemoryLog", "checkpoint_log", "open_index"]
