"""Mounting and unmounting through `fusermount3`, which needs no root.

It hands the opened /dev/fuse over a socket (`_FUSE_COMMFD`). Not with `auto_unmount`: see `watcher`.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from engine.errors import FuseUnavailableError, MountBusyError, MountError
from engine.mount.options import FILE_SYSTEM_TYPE, MountOptions
from engine.mount.refusals import Refusal
from engine.mount.watcher import DeathWatcher

PROGRAM = "fusermount3"
_REFUSALS = (
    ("user_allow_other", Refusal.ALLOW_OTHER_FORBIDDEN),
    ("no write access", Refusal.NO_PERMISSION),
    ("not owned by user", Refusal.NO_PERMISSION),
    ("permission denied", Refusal.NO_PERMISSION),
    ("operation not permitted", Refusal.NO_PERMISSION),
    ("too many fuse filesystems", Refusal.TOO_MANY_MOUNTS),
)
_FUSE_DEVICE = os.makedev(10, 229)
"""Its number on every Linux (Documentation/admin-guide/devices.txt)."""
_UNAVAILABLE = ("fuse device not found", "failed to open /dev/fuse", "unknown filesystem type")


@dataclass
class FuseConnection:
    """An attached mount: the device to serve, and who takes the mount away if we die."""

    device: int
    _watcher: DeathWatcher

    def close(self, *, unmounted: bool) -> None:
        """Give the device up, which ends the connection, and the mount if there still is one."""
        os.close(self.device)
        self._watcher.end(unmounted=unmounted)


def attach(options: MountOptions) -> FuseConnection:
    """Mount, and take the device over.

    Raises:
        FuseUnavailableError: No fusermount3, no /dev/fuse, or not this kind of machine.
        MountError: fusermount3 refused; the reason says why.
    """
    program = _program(options.mountpoint)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        done = subprocess.run(
            [program, "-o", _option_list(options), "--", os.fspath(options.mountpoint)],
            env={**os.environ, "LC_ALL": "C", "_FUSE_COMMFD": str(theirs.fileno())},
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise _refusal(options.mountpoint, done.stderr.decode(errors="replace").strip())
        theirs.close()  # or nobody would ever tell us that nothing comes
        device = _receive_descriptor(options.mountpoint, ours)
    return FuseConnection(device, DeathWatcher(program, options.mountpoint))


def detach(mountpoint: Path, *, lazy: bool = False) -> None:
    """Unmount; with `lazy` at once for those who come, later for those who are there.

    Raises:
        MountBusyError: Something in the mount is in use.
        MountError: There is no mount, or it is not ours to unmount.
    """
    command = [_program(mountpoint), "-u", *(["-z"] if lazy else []), "--", os.fspath(mountpoint)]
    done = subprocess.run(
        command, env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=False
    )
    if done.returncode == 0:
        return
    message = done.stderr.decode(errors="replace").strip()
    if "busy" in message.lower():
        raise MountBusyError(mountpoint, Refusal.BUSY)
    if "not found" in message.lower() or "not mounted" in message.lower():
        raise MountError(mountpoint, Refusal.NOT_MOUNTED)
    raise _refusal(mountpoint, message)


def _program(mountpoint: Path) -> str:
    if sys.platform != "linux" or sys.byteorder != "little":
        raise FuseUnavailableError(mountpoint, Refusal.NO_FUSE)
    program = shutil.which(PROGRAM)
    if program is None:
        raise FuseUnavailableError(mountpoint, Refusal.NO_FUSERMOUNT)
    return program


def _option_list(options: MountOptions) -> str:
    source = options.source_name.replace("\\", "\\\\").replace(",", "\\,")
    chosen = [
        f"fsname={source}",
        f"subtype={FILE_SYSTEM_TYPE}",
        *(["default_permissions"] if options.kernel_checks_permissions else []),
        "nosuid",
        "nodev",
    ]
    if options.read_only:
        chosen.append("ro")
    if options.allow_other:
        chosen.append("allow_other")
    return ",".join(chosen)


def _receive_descriptor(mountpoint: Path, ours: socket.socket) -> int:
    """The descriptor that fusermount3 has sent."""
    _, descriptors, _, _ = socket.recv_fds(ours, 1, 1)
    if not descriptors:
        raise FuseUnavailableError(mountpoint, Refusal.NO_FUSERMOUNT)
    os.set_inheritable(descriptors[0], False)
    return descriptors[0]


def _is_fuse(device: Path) -> bool:
    """Whether it is the kernel's FUSE, and not what a container has put in its place."""
    try:
        found = device.stat()
    except OSError:
        return False
    return stat.S_ISCHR(found.st_mode) and found.st_rdev == _FUSE_DEVICE


def _refusal(mountpoint: Path, message: str) -> MountError:
    lowered = message.lower()
    if any(sign in lowered for sign in _UNAVAILABLE) or not _is_fuse(Path("/dev/fuse")):
        forbidden = "permission denied" in lowered
        reason = Refusal.NO_PERMISSION if forbidden else Refusal.NO_FUSE
        return FuseUnavailableError(mountpoint, reason)
    for sign, refusal in _REFUSALS:
        if sign in lowered:
            return MountError(mountpoint, refusal)
    return MountError(mountpoint, message.removeprefix(f"{PROGRAM}: "))
