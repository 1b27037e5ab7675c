"""What a directory entry may be called."""

from __future__ import annotations

from engine.constants import MAX_NAME_BYTES
from engine.errors import InvalidNameError, NameTooLongError


def check_name(name: bytes) -> None:
    """Refuse names that no entry can have. Any other bytes are a name, valid UTF-8 or not.

    Raises:
        InvalidNameError: Empty, '.', '..', or with a slash or NUL in it.
        NameTooLongError: Longer than MAX_NAME_BYTES.
    """
    if len(name) > MAX_NAME_BYTES:
        raise NameTooLongError(name)
    if not name or name in (b".", b"..") or b"/" in name or b"\0" in name:
        raise InvalidNameError(name)
