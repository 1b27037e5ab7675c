"""Whether a folder can be mounted on."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

from engine.errors import MountError
from engine.mount.mount_table import find_mount, is_dead, is_ours
from engine.mount.refusals import Refusal
from engine.mount.unmounting import detach


def check_mountpoint(mountpoint: Path, vault: Path, *, nonempty: bool = False) -> Path:
    """The absolute path to mount on, after clearing a dead mount of ours that lies there.

    Args:
        mountpoint: Where to mount.
        vault: The vault's folder, which must not contain the mount point, nor lie in it.
        nonempty: Mount over what is in the folder.

    Raises:
        MountError: It cannot be mounted on; the reason is a `Refusal`.
    """
    parent = mountpoint.parent.resolve()
    path = parent / mountpoint.name if mountpoint.name else parent
    clear_dead_mount(path)
    path = path.resolve()
    if sys.platform == "win32":
        return path  # WinFsp wants a drive letter, or a folder that does not exist
    _check_directory(path)
    if find_mount(path) is not None:
        raise MountError(path, Refusal.ALREADY_A_MOUNT)
    _check_apart(path, vault.resolve())
    if not nonempty and not _is_empty(path):
        raise MountError(path, Refusal.NOT_EMPTY)
    return path


def clear_dead_mount(mountpoint: Path) -> bool:
    """Unmount what a dead server of ours left at the path; whether there was such a thing."""
    mount = find_mount(mountpoint)
    if mount is None or not is_ours(mount) or not is_dead(mountpoint):
        return False
    detach(mountpoint, lazy=True)
    return True


def _check_directory(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise MountError(path, Refusal.MISSING) from None
    except NotADirectoryError:
        raise MountError(path, Refusal.NOT_A_DIRECTORY) from None
    except OSError as error:
        reason = Refusal.NO_PERMISSION if error.errno == errno.EACCES else str(error.strerror)
        raise MountError(path, reason) from error
    if not stat.S_ISDIR(mode):
        raise MountError(path, Refusal.NOT_A_DIRECTORY)
    if not os.access(path, os.R_OK | os.X_OK):
        raise MountError(path, Refusal.NO_PERMISSION)


def _is_empty(path: Path) -> bool:
    with os.scandir(path) as entries:
        return next(entries, None) is None


def _check_apart(path: Path, vault: Path) -> None:
    """A vault under its own mount could not be reached any more; a mount in it would be lost."""
    if path.is_relative_to(vault) or vault.is_relative_to(path):
        raise MountError(path, Refusal.INSIDE_VAULT)
