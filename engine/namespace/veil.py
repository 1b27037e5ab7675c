"""One file under a second lock: its content is sealed once more before it goes to the store.

A block's payload is encrypted to the same length; its nonce and tag, the seal, stand in the table
`seal`. A small file's text is sealed as a whole. Each piece is bound to lock, inode, index and
length (AES-256-GCM, NIST SP 800-38D), and the file's proof, a MAC over its size and every seal,
to one another: a piece that is put back old, a hole where data was, or another size is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping, Sequence

from cryptography.exceptions import InvalidTag

from engine.constants import BLOCK_BYTES, NONCE_BYTES, TAG_BYTES
from engine.errors import SealBrokenError
from engine.format.file_lock import TEXT_PIECE, file_state, piece_binding
from engine.keys.file_locks import LockKey, prove
from engine.namespace.backing import Store
from engine.types import Buffer

SEAL_BYTES = NONCE_BYTES + TAG_BYTES
LEAF_SEALS = 128
"""Blocks that a row of seals covers: 3,584 bytes, so that a row fits into a page."""

SEALED_LEVEL = 1
"""`BlockWrite.level` of a block that holds ciphertext of ours."""

_CACHED_LEAVES = 16
_HOLE = bytes(SEAL_BYTES)
_SELECT = "select seals from seal where ino = ? and leaf = ?"
_SELECT_ALL = "select leaf, seals from seal where ino = ? order by leaf"
_REPLACE = "insert or replace into seal (ino, leaf, lock, seals) values (?, ?, ?, ?)"
_DELETE = "delete from seal where ino = ? and leaf = ?"
_DELETE_RANGE = "delete from seal where ino = ? and leaf >= ? and leaf < ?"
_SET_TEXT = "update locked set text = ? where ino = ?"


class Veil:
    """Seals, opens, and keeps the seals of one file.

    Args:
        store: Holds the tables.
        key: Of the lock, which is open.
        lock: Number of the lock.
        ino: The file that everything is bound to.
        rows: The inode under which its rows stand at present.
        on_change: Told that the proof is out of date.
    """

    def __init__(
        self,
        store: Store,
        key: LockKey,
        lock: int,
        ino: int,
        rows: int,
        on_change: Callable[[Veil], None],
    ) -> None:
        self._store = store
        self._lock_id = key.lock_id
        self._lock = lock
        self._ino = ino
        self._cipher, self._proof_key = key.file_keys(ino)
        self._on_change = on_change
        self._digests: dict[int, bytes] = {}
        self._leaves: dict[int, bytes] = {}
        self._text_digest = _digest(b"")
        self.rows = rows

    # -- the file as a whole -------------------------------------------------------------------

    def load(self, proof: bytes, text: bytes, size: int) -> None:
        """Take over the rows of a file that was sealed before.

        Raises:
            SealBrokenError: They are not as they were left.
        """
        self._text_digest = _digest(text)
        for leaf, seals in self._store.execute(_SELECT_ALL, (self.rows,)):
            self._digests[leaf] = _digest(seals)
        if not hmac.compare_digest(self.proof(size), proof):
            raise SealBrokenError(f"inode {self._ino}")

    def proof(self, size: int) -> bytes:
        """What shows that the rows are as we left them, for a file of that size."""
        state = file_state(self._lock_id, self._ino, size, self._text_digest, self._digests)
        return prove(self._proof_key, state)

    # -- small files ---------------------------------------------------------------------------

    def put_text(self, text: Buffer) -> None:
        """Write the whole of a small file; nothing, where it is empty or has left the index."""
        sealed = b""
        if text:
            nonce = os.urandom(NONCE_BYTES)
            binding = piece_binding(self._lock_id, self._ino, TEXT_PIECE, len(text))
            sealed = nonce + self._cipher.encrypt(nonce, text, binding)
        self._store.execute(_SET_TEXT, (sealed, self.rows))
        self._text_digest = _digest(sealed)
        self._on_change(self)

    def open_text(self, sealed: bytes) -> bytes:
        """The text of a small file.

        Raises:
            SealBrokenError: It does not authenticate.
        """
        if not sealed:
            return b""
        length = len(sealed) - SEAL_BYTES
        if length < 0:
            raise SealBrokenError(f"inode {self._ino}")
        return self._open(TEXT_PIECE, sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], length)

    # -- blocks --------------------------------------------------------------------------------

    def seal_block(self, index: int, payload: Buffer) -> tuple[memoryview, bytes]:
        """Encrypt a block, with zeros up to its full length.

        Returns:
            BLOCK_BYTES of ciphertext for the store, and the seal for `set`.
        """
        nonce = os.urandom(NONCE_BYTES)
        binding = piece_binding(self._lock_id, self._ino, index, BLOCK_BYTES)
        if len(payload) < BLOCK_BYTES:
            payload = bytes(payload).ljust(BLOCK_BYTES, b"\0")
        sealed = memoryview(self._cipher.encrypt(nonce, payload, binding))
        return sealed[:BLOCK_BYTES], nonce + sealed[BLOCK_BYTES:]

    def open_block(self, index: int, data: Buffer) -> bytes:
        """Decrypt a block as the store gave it.

        Raises:
            SealBrokenError: It is not what was sealed last at that place.
        """
        seal = self._seal(index)
        if seal == _HOLE:
            raise SealBrokenError(f"inode {self._ino} block {index}")
        joined = b"".join((data, seal[NONCE_BYTES:]))
        return self._open(index, seal[:NONCE_BYTES], joined, BLOCK_BYTES)

    def check_hole(self, index: int) -> None:
        """Make sure that a block that nothing points to was never written.

        Raises:
            SealBrokenError: It was.
        """
        if self._seal(index) != _HOLE:
            raise SealBrokenError(f"inode {self._ino} block {index}")

    def set(self, seals: Sequence[tuple[int, bytes]]) -> Callable[[], None]:
        """Write the seals of blocks, within the caller's savepoint.

        Returns:
            What the caller calls once the savepoint has held.
        """
        return self._write(self._changed(seals))

    def drop(self, first: int, end: int) -> None:
        """Remove the seals of the blocks from `first` to `end` (exclusive)."""
        low, high = -(-first // LEAF_SEALS), end // LEAF_SEALS
        edges = [index for index in self._at_edges(first, end) if self._seal(index) != _HOLE]
        with self._store.savepoint():
            keep = self._write(self._changed([(index, _HOLE) for index in sorted(edges)]))
            if low < high:
                self._store.execute(_DELETE_RANGE, (self.rows, low, high))
        keep()
        for leaf in [leaf for leaf in self._digests if low <= leaf < high]:
            self._digests.pop(leaf)
            self._leaves.pop(leaf, None)
        self._on_change(self)

    # -- details -------------------------------------------------------------------------------

    def _open(self, index: int, nonce: bytes, sealed: bytes, length: int) -> bytes:
        binding = piece_binding(self._lock_id, self._ino, index, length)
        try:
            return self._cipher.decrypt(nonce, sealed, binding)
        except InvalidTag as error:
            raise SealBrokenError(f"inode {self._ino}") from error

    def _seal(self, index: int) -> bytes:
        leaf, place = divmod(index, LEAF_SEALS)
        seal = self._leaf(leaf)[place * SEAL_BYTES : (place + 1) * SEAL_BYTES]
        return seal or _HOLE

    def _leaf(self, leaf: int) -> bytes:
        expected = self._digests.get(leaf)
        if expected is None:
            return b""
        seals = self._leaves.get(leaf)
        if seals is None:
            row = self._store.execute(_SELECT, (self.rows, leaf)).fetchone()
            seals = b"" if row is None else row[0]
            if _digest(seals) != expected:
                raise SealBrokenError(f"inode {self._ino}")
            self._remember(leaf, seals)
        return seals

    def _remember(self, leaf: int, seals: bytes) -> None:
        if leaf not in self._leaves and len(self._leaves) >= _CACHED_LEAVES:
            del self._leaves[next(iter(self._leaves))]
        self._leaves[leaf] = seals

    def _at_edges(self, first: int, end: int) -> list[int]:
        """Indices in leaves that the range covers in part, of those that exist."""
        partly = {first // LEAF_SEALS, (end - 1) // LEAF_SEALS} & self._digests.keys()
        indices: list[int] = []
        for leaf in partly:
            low, high = leaf * LEAF_SEALS, (leaf + 1) * LEAF_SEALS
            if low < first or end < high:
                indices += range(max(low, first), min(high, end))
        return indices

    def _changed(self, seals: Sequence[tuple[int, bytes]]) -> dict[int, bytes]:
        changed: dict[int, bytearray] = {}
        for index, seal in seals:
            leaf, place = divmod(index, LEAF_SEALS)
            raw = changed.get(leaf)
            if raw is None:
                raw = changed[leaf] = bytearray(self._leaf(leaf))
            at = place * SEAL_BYTES
            raw.extend(bytes(max(0, at - len(raw))))
            raw[at : at + SEAL_BYTES] = seal
        return {leaf: _without_tail(bytes(raw)) for leaf, raw in changed.items()}

    def _write(self, changed: Mapping[int, bytes]) -> Callable[[], None]:
        for leaf, seals in changed.items():
            if seals:
                self._store.execute(_REPLACE, (self.rows, leaf, self._lock, seals))
            else:
                self._store.execute(_DELETE, (self.rows, leaf))

        def keep() -> None:
            for leaf, seals in changed.items():
                if seals:
                    self._digests[leaf] = _digest(seals)
                    self._remember(leaf, seals)
                else:
                    self._digests.pop(leaf, None)
                    self._leaves.pop(leaf, None)
            self._on_change(self)

        return keep


def _digest(data: Buffer) -> bytes:
    return hashlib.sha256(data).digest()


def _without_tail(raw: bytes) -> bytes:
    """The seals less the holes at their end."""
    end = len(raw)
    while end and raw[end - SEAL_BYTES : end] == _HOLE:
        end -= SEAL_BYTES
    return raw[:end]
