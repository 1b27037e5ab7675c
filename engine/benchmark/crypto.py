"""Hashes, AEAD, key derivation and key schedule: what the vault's cryptography costs here."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.benchmark.catalogue import BENCHMARKS
from engine.benchmark.plan import Plan
from engine.benchmark.workbench import Workbench, timed
from engine.constants import (
    KDF_DEFAULT_TIME_S,
    KDF_MIN_MEMORY_KIB,
    KDF_MIN_PASSES,
    KEY_BYTES,
    NONCE_BYTES,
    SALT_BYTES,
    TAG_BYTES,
)
from engine.keys import KdfParameters, KeyState, calibrate, derive_passphrase_key
from engine.keys.kdf import CALIBRATED_LANES

_BLOCK = 64 << 10
_SLOT = 8 << 10
_ASSOCIATED_BYTES = 32
_GROUPS = 64

FLOOR = KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, CALIBRATED_LANES)
"""The least that a vault may ask for."""


def run(bench: Workbench) -> None:
    """Measure all of the category."""
    data = os.urandom(_BLOCK)
    key = os.urandom(KEY_BYTES)
    bench.measure("blake2b-64k", lambda: hashlib.blake2b(data).digest(), _BLOCK)
    bench.measure("sha256-64k", lambda: hashlib.sha256(data).digest(), _BLOCK)
    bench.measure("hmac-sha256-64k", lambda: hmac.digest(key, data, "sha256"), _BLOCK)
    for title, length in (("8k", _SLOT), ("64k", _BLOCK)):
        bench.measure(f"aes-gcm-seal-{title}", _sealing(key, data[:length]), length)
        bench.measure(f"aes-gcm-open-{title}", _opening(key, data[:length]), length)
    _measure_kdf(bench, "kdf-floor", lambda: FLOOR)
    _measure_kdf(bench, "kdf-calibrated", lambda: calibrate(KDF_DEFAULT_TIME_S))
    bench.measure("key-state", lambda: _derive_keys(key), 1)


def steps(_: Plan) -> int:
    """How many steps `run` takes: one for each benchmark."""
    return sum(info.category == "crypto" for info in BENCHMARKS.values())


def _sealing(key: bytes, plain: bytes) -> Callable[[], object]:
    """As the mixer seals: into a buffer that is there, with associated data.

    The nonce stays the same: what comes out under this key is thrown away.
    """
    cipher, nonce = AESGCM(key), os.urandom(NONCE_BYTES)
    aad = bytes(_ASSOCIATED_BYTES)
    out = bytearray(len(plain) + TAG_BYTES)
    return lambda: cipher.encrypt_into(nonce, plain, aad, out)


def _opening(key: bytes, plain: bytes) -> Callable[[], object]:
    cipher, nonce = AESGCM(key), os.urandom(NONCE_BYTES)
    aad = bytes(_ASSOCIATED_BYTES)
    sealed = cipher.encrypt(nonce, plain, aad)
    out = bytearray(len(plain))
    return lambda: cipher.decrypt_into(nonce, sealed, aad, out)


def _measure_kdf(bench: Workbench, name: str, cost: Callable[[], KdfParameters]) -> None:
    """One derivation a round: it takes from a tenth of a second to a second."""
    bench.step(BENCHMARKS[name])
    parameters = cost()
    salt = os.urandom(SALT_BYTES)
    values = []
    for _ in range(bench.rounds):
        bench.cancel.check()
        values.append(timed(lambda: derive_passphrase_key(b"benchmark", salt, parameters)))
    bench.note(name, values)


def _derive_keys(master_key: bytes) -> None:
    """What an unlock derives, and the keys of some groups."""
    keys = KeyState(master_key)
    keys.superblock_key()
    keys.journal_key(1)
    for key in (keys.scatter_key, keys.phase_key, keys.header_key):
        del key
    for group in range(_GROUPS):
        keys.group_key(group, 0)
    keys.wipe()
