"""The system's table of mounts, read without touching the mounts themselves."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from engine.mount.options import FILE_SYSTEM_TYPE

_MOUNTINFO = Path("/proc/self/mountinfo")
_MOUNT_COMMAND = Path("/sbin/mount")
_OCTAL = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class MountedFileSystem:
    """One line of the table."""

    mountpoint: Path
    kind: str
    """For example ext4, or fuse.sigmavault."""
    device: str
    """major:minor, as /sys/class/bdi names it."""


def mounted_file_systems() -> list[MountedFileSystem]:
    """All mounts, the uppermost last where several lie over each other."""
    if _MOUNTINFO.exists():
        return [_parse(line) for line in _MOUNTINFO.read_bytes().splitlines()]
    if _MOUNT_COMMAND.exists():
        return _from_mount_command()
    return []


def find_mount(mountpoint: Path) -> MountedFileSystem | None:
    """The mount whose root is exactly this path."""
    found = [mount for mount in mounted_file_systems() if mount.mountpoint == mountpoint]
    return found[-1] if found else None


def is_ours(mount: MountedFileSystem) -> bool:
    """Whether a vault is, or was, served there."""
    return mount.kind == f"fuse.{FILE_SYSTEM_TYPE}"


def is_dead(mountpoint: Path) -> bool:
    """Whether the server of a FUSE mount has died. Asks the mount, so only of our own kind.

    By statfs, which the kernel has to pass on; what it caches a dead mount answers too.
    """
    try:
        os.statvfs(mountpoint)
    except OSError as error:
        return error.errno in (errno.ENOTCONN, errno.ECONNABORTED)
    return False


def _parse(line: bytes) -> MountedFileSystem:
    """One line of mountinfo (proc_pid_mountinfo(5)); octal escapes stand for odd characters."""
    fields = line.split()
    after = fields.index(b"-")
    raw = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), fields[4])
    return MountedFileSystem(Path(os.fsdecode(raw)), fields[after + 1].decode(), fields[2].decode())


def _from_mount_command() -> list[MountedFileSystem]:
    """macOS: "source on PATH (type, options)"."""
    listing = subprocess.run([_MOUNT_COMMAND], capture_output=True, check=False).stdout
    found = []
    for line in listing.splitlines():
        matched = re.fullmatch(rb"(.*) on (.*) \(([^,)]*).*\)", line)
        if matched:
            path = Path(os.fsdecode(matched[2]))
            found.append(MountedFileSystem(path, matched[3].decode(), ""))
    return found
