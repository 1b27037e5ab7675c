"""What the second lock on files and folders binds: its wrapped key, each piece, a file's state."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.constants import VAULT_ID_BYTES
from engine.format.header import KdfParameters

LOCK_ID_BYTES = 16
TEXT_PIECE = (1 << 64) - 1
"""Stands for the whole of a small file where a block's index stands otherwise."""

_SCHEME = 1
_DIGEST_BYTES = 32
_LOCK_BINDING = struct.Struct(f"<H{VAULT_ID_BYTES}s{LOCK_ID_BYTES}sIII")
_PIECE_BINDING = struct.Struct(f"<{LOCK_ID_BYTES}sQQI")
_FILE_STATE = struct.Struct(f"<{LOCK_ID_BYTES}sQQ{_DIGEST_BYTES}s")
_LEAF_STATE = struct.Struct(f"<Q{_DIGEST_BYTES}s")
_INODE = struct.Struct("<Q")


class FileLockRecord(NamedTuple):
    """The second lock's key, wrapped for its passphrase; a row of the table `lock`."""

    lock_id: bytes
    kdf: KdfParameters
    salt: bytes
    nonce: bytes
    wrapped_key: bytes
    commitment: bytes


def lock_binding(vault_id: bytes, lock_id: bytes, kdf: KdfParameters) -> bytes:
    """What the wrapped key of a lock is bound to."""
    cost = (kdf.memory_kib, kdf.passes, kdf.lanes)
    return _LOCK_BINDING.pack(_SCHEME, vault_id, lock_id, *cost)


def file_info(lock_id: bytes, ino: int) -> bytes:
    """What the keys of one locked file are derived for."""
    return b"sigmavault 1 locked file" + lock_id + _INODE.pack(ino)


def piece_binding(lock_id: bytes, ino: int, index: int, length: int) -> bytes:
    """Associated data of one sealed piece: a block by its index, or a TEXT_PIECE."""
    return _PIECE_BINDING.pack(lock_id, ino, index, length)


def file_state(
    lock_id: bytes, ino: int, size: int, text_digest: bytes, leaves: Mapping[int, bytes]
) -> Iterable[bytes]:
    """What a locked file's proof is taken over: its size, and the digest of every seal.

    Args:
        lock_id: The lock.
        ino: The file.
        size: Its length in bytes.
        text_digest: SHA-256 of its sealed text; of nothing where it has none.
        leaves: SHA-256 of each leaf of seals, by number.
    """
    yield _FILE_STATE.pack(lock_id, ino, size, text_digest)
    for number in sorted(leaves):
        yield _LEAF_STATE.pack(number, leaves[number])
