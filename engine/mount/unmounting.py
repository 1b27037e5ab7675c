"""Taking a mount away, by whatever this system has for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from engine.errors import MountBusyError, MountError
from engine.mount.holders import find_holders
from engine.mount.linux import fusermount
from engine.mount.mount_table import find_mount
from engine.mount.refusals import Refusal


def detach(mountpoint: Path, *, lazy: bool = False) -> None:
    """Unmount; with `lazy` at once for newcomers, later for those who still use it.

    Returns before the server has ended.

    Raises:
        MountBusyError: In use; `holders` says by whom, as far as we may know.
        MountError: Nothing is mounted there, or it may not be unmounted.
    """
    if find_mount(mountpoint) is None and sys.platform != "win32":
        raise MountError(mountpoint, Refusal.NOT_MOUNTED)
    try:
        if sys.platform == "linux":
            fusermount.detach(mountpoint, lazy=lazy)
        else:
            _run_umount(mountpoint, lazy)
    except MountBusyError:
        raise MountBusyError(mountpoint, Refusal.BUSY, find_holders(mountpoint)) from None


def _run_umount(mountpoint: Path, lazy: bool) -> None:
    command = ["umount", *(["-f"] if lazy else []), str(mountpoint)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip()
        if "busy" in message.lower():
            raise MountBusyError(mountpoint, Refusal.BUSY)
        raise MountError(mountpoint, message)
