"""A shell that takes a mount away if the process that serves it dies.

`auto_unmount` of fusermount3 and libfuse would leave the mount of a killed server: it looks whether the
mount's root can still be opened, and where the kernel caches attributes and need not ask to open
folders, or where the connection happens to be closed after the socket that is watched, it can.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SCRIPT = 'read -r ended || exec "$1" -u -z -q -- "$2"'
"""Waits for a line, which says that all ended well, or for the end of the pipe, which means that the
server died."""


class DeathWatcher:
    """Watches this process from another, in a session of its own: out of reach of Ctrl-C."""

    def __init__(self, fusermount: str, mountpoint: Path) -> None:
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _SCRIPT, "sigmavault-watch", fusermount, os.fspath(mountpoint)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def end(self, *, unmounted: bool) -> None:
        """Watch no more; with a mount that is left over, take it away first."""
        self._process.communicate(b"ended\n" if unmounted else None)
