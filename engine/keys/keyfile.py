"""Keyfiles: any file whose every byte counts, or one of random bytes that is made here.

    digest = HMAC-SHA256("sigmavault 1 keyfile", content), 32 bytes        RFC 2104

so that a file of any length takes one place of known length in a derivation. It is the extract
step of HKDF (RFC 5869, section 2.2) with the label as its salt.
"""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

from engine.constants import MAX_KEYFILE_BYTES, MIN_KEYFILE_BYTES, NEW_KEYFILE_BYTES
from engine.errors import InvalidKeyfileError
from engine.keys.hkdf import extract
from engine.keys.memory import wipe

_LABEL = b"sigmavault 1 keyfile"
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_READ_FLAGS |= getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def read_keyfile(path: Path) -> bytearray:
    """Read a keyfile and concentrate it; the caller wipes what it gets.

    Raises:
        InvalidKeyfileError: It is no regular file, too short to keep anybody out, or too long.
        OSError: It cannot be read.
    """
    descriptor = os.open(path, _READ_FLAGS)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise InvalidKeyfileError(path, "not-regular")
        if status.st_size > MAX_KEYFILE_BYTES:
            raise InvalidKeyfileError(path, "too-long")
        content = bytearray(status.st_size)
        try:
            if _read_into(file, content) != len(content):
                raise InvalidKeyfileError(path, "changed")
            if len(content) < MIN_KEYFILE_BYTES:
                raise InvalidKeyfileError(path, "too-short")
            return keyfile_digest(content)
        finally:
            wipe(content)


def keyfile_digest(content: bytes | bytearray) -> bytearray:
    """Concentrate the content of a keyfile to 32 bytes, for the caller to wipe."""
    return extract(_LABEL, [content])


def make_keyfile(path: Path) -> None:
    """Make a keyfile of random bytes, durably, for its owner's eyes only.

    Raises:
        OSError: It exists, or could not be written; then it is not there.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(NEW_KEYFILE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _read_into(file: io.FileIO, content: bytearray) -> int:
    """Fill the buffer from a file; how much there was."""
    done = 0
    with memoryview(content) as view:
        while done < len(content):
            count = file.readinto(view[done:])
            if not count:
                break
            done += count
    return done
