"""A SQLite VFS that knows two files: the index's pages and its log.

SQLite in WAL mode with exclusive locking and no automatic checkpoint calls, at a checkpoint:
sync(log), write(main)..., sync(main), truncate(log). The sync of the main file is where the root
is written, atomically; whatever fails before it leaves the log whole, and SQLite starts over.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import apsw

from engine.index.log import MemoryLog
from engine.index.pages import ChunkedPages

_P = ParamSpec("_P")
_T = TypeVar("_T")

MAIN_NAME = "index"
LOG_NAME = "index-wal"
_names = itertools.count()


class IndexVfs(apsw.VFS):
    """One instance for each open vault; lives as long as its connection."""

    def __init__(self, pages: ChunkedPages, log: MemoryLog) -> None:
        self.vfs_name = f"sigmavault-{next(_names)}"
        self._pages = pages
        self._log = log
        self.failure: BaseException | None = None
        """The engine's own error behind SQLite's next I/O error."""
        super().__init__(self.vfs_name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        """Open one of the two files, or a scratch file that never leaves memory."""
        text = name.filename() if isinstance(name, apsw.URIFilename) else name
        flags[1] = flags[0]
        if text == MAIN_NAME:
            return _File(self, self._pages)  # type: ignore[return-value]
        if text == LOG_NAME:
            return _File(self, self._log)  # type: ignore[return-value]
        return _File(self, MemoryLog())  # type: ignore[return-value]

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: ARG002, N802
        """Whether a file has content: SQLite recovers the log when it has."""
        return pathname == LOG_NAME and len(self._log) > 0

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: ARG002, N802
        """SQLite removes the log only when the connection closes; then it is empty."""
        if filename == LOG_NAME:
            self._log.truncate(0)

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        """Names are whole already."""
        return name


class _File:
    """What SQLite needs of a file, over pages or a log."""

    def __init__(self, vfs: IndexVfs, store: ChunkedPages | MemoryLog) -> None:
        self._vfs = vfs
        self._store = store

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return self._guard(self._store.read, offset, amount)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._guard(self._store.write, offset, data)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._store.truncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: ARG002, N802
        if isinstance(self._store, ChunkedPages) and self._store.on_sync is not None:
            self._guard(self._store.on_sync)

    def xFileSize(self) -> int:  # noqa: N802
        return self._store.length if isinstance(self._store, ChunkedPages) else len(self._store)

    def xClose(self) -> None:  # noqa: N802
        pass

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: ARG002, N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return 4096

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return int(apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE | apsw.SQLITE_IOCAP_SAFE_APPEND)

    def _guard(self, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
        try:
            return function(*arguments, **named)
        except Exception as error:
            # SQLite turns it into a plain I/O error; the store raises what it really was.
            self._vfs.failure = error
            raise apsw.IOError(str(error)) from error
