"""Cipher objects of the sub-keys, kept while they are in use."""

from __future__ import annotations

import threading
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.mixer.seal import new_cipher

KeySource = Callable[[int, int], bytes | bytearray]
"""The sub-key of a band group under a key epoch."""

KEPT_CIPHERS = 1024
"""Each takes about 1 KB and 2 µs to look up again; so many cover 2 GiB of rows read at random."""


class CipherCache:
    """Ciphers by (group, epoch), at most KEPT_CIPHERS of them. Thread-safe."""

    def __init__(self, key_source: KeySource) -> None:
        self._key_source = key_source
        self._lock = threading.Lock()
        self._ciphers: dict[tuple[int, int], AESGCM] = {}

    def __len__(self) -> int:
        return len(self._ciphers)

    def get(self, group: int, epoch: int) -> AESGCM:
        """The cipher of a group.

        Raises:
            VaultLockedError: From the key source, once the keys are wiped.
        """
        cipher = self._ciphers.get((group, epoch))
        return cipher if cipher is not None else self._add(group, epoch)

    def forget(self) -> None:
        """Drop every cipher object, and with it the expanded keys."""
        with self._lock:
            self._ciphers.clear()

    def _add(self, group: int, epoch: int) -> AESGCM:
        with self._lock:
            # The key is asked for under the lock: after `forget` on lock, nothing comes back.
            cipher = new_cipher(self._key_source(group, epoch))
            while len(self._ciphers) >= KEPT_CIPHERS:
                del self._ciphers[next(iter(self._ciphers))]
            self._ciphers[group, epoch] = cipher
        return cipher
