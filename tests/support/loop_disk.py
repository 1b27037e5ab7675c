"""A disk of its own, in a file, that can be taken away while it is in use."""

from __future__ import annotations

import fcntl
import os
import struct
import subprocess
from pathlib import Path

import pytest

from tests.support.places import is_mounted, wait_until

DISK_BYTES = 160 << 20
EXT4_IOC_SHUTDOWN = 0x8004587D
"""_IOR('X', 125, __u32), as in fs/ext4/ext4.h."""
WITHOUT_FLUSHING = 2


class LoopDisk:
    """An ext4 in a file, mounted; skips the test where that cannot be."""

    def __init__(self, folder: Path, size_bytes: int = DISK_BYTES) -> None:
        if os.geteuid() != 0:
            pytest.skip("needs root")
        self.image, self.root = folder / "disk.img", folder / "disk"
        with self.image.open("wb") as stream:
            stream.truncate(size_bytes)
        self.root.mkdir()
        made = subprocess.run(
            ["mkfs.ext4", "-q", "-m", "0", os.fspath(self.image)], capture_output=True, check=False
        )
        if made.returncode or not self.attach():
            pytest.skip("this machine gives no loop devices")

    def attach(self) -> bool:
        """Mount it; whether that could be done."""
        command = ["mount", "-o", "loop", os.fspath(self.image), os.fspath(self.root)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def pull(self) -> None:
        """As when the plug is pulled: what its cache held is lost, every call fails from now on."""
        folder = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, EXT4_IOC_SHUTDOWN, struct.pack("I", WITHOUT_FLUSHING))
        finally:
            os.close(folder)

    def plug_in(self) -> None:
        """Mounted anew, once nobody has it open any more."""
        self.detach()
        wait_until(self.attach, "the disk is back")

    def detach(self) -> None:
        """Take it away, lazily where it is busy."""
        while is_mounted(self.root):
            subprocess.run(["umount", "-l", os.fspath(self.root)], check=True)
