"""Argon2id (RFC 9106): what a guess at a passphrase costs, chosen on this machine and bounded."""

from __future__ import annotations

import math
import os
import time

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

from engine.constants import (
    KDF_MAX_LANES,
    KDF_MAX_MEMORY_KIB,
    KDF_MAX_PASSES,
    KDF_MIN_LANES,
    KDF_MIN_MEMORY_KIB,
    KDF_MIN_PASSES,
    KEY_BYTES,
    SALT_BYTES,
)
from engine.errors import KdfCostError
from engine.format.header import KdfParameters

__all__ = ["KdfParameters", "calibrate", "check_bounds", "derive_passphrase_key"]

CALIBRATED_LANES = 4
"""Lanes of a new vault, as in both sets that RFC 9106 recommends (section 4)."""

MEMORY_SHARE = 4
"""A new vault asks for at most this fraction of the machine's memory: a quarter."""

_UNKNOWN_MEMORY_KIB = 1024 * 1024
"""Taken where the system does not tell: 1 GiB, so that a quarter of it still passes the floor."""


def calibrate(seconds: float) -> KdfParameters:
    """Choose a cost that takes about so long on this machine, by measuring it.

    Memory is raised first, since it is what costs an attacker's hardware; passes follow once
    memory has reached its bound. The floor holds however slow the machine is.

    Args:
        seconds: Time that one derivation should take.

    Raises:
        ValueError: Not a positive, finite time.
    """
    if not (math.isfinite(seconds) and seconds > 0):
        raise ValueError(seconds)
    floor = KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, CALIBRATED_LANES)
    most_kib = max(min(_machine_memory_kib() // MEMORY_SHARE, KDF_MAX_MEMORY_KIB), floor.memory_kib)
    _measure(floor)  # the first run pays for the fresh memory and wakes the processor
    guess = _scaled(floor, seconds / _measure(floor), most_kib)
    if guess == floor:
        return floor
    # Larger memory misses more of the caches, so that the first guess takes up to twice its time.
    return _scaled(guess, seconds / _measure(guess), most_kib)


def check_bounds(kdf: KdfParameters) -> None:
    """Refuse a cost that protects too little, or that would exhaust this machine.

    Called before any derivation, since the parameters come from a header that is not yet
    authenticated.

    Raises:
        KdfCostError: Below the floor, above the ceiling, or more memory than the machine has.
    """
    most_kib = max(min(KDF_MAX_MEMORY_KIB, _machine_memory_kib()), KDF_MIN_MEMORY_KIB)
    if not (
        KDF_MIN_MEMORY_KIB <= kdf.memory_kib <= most_kib
        and KDF_MIN_PASSES <= kdf.passes <= KDF_MAX_PASSES
        and KDF_MIN_LANES <= kdf.lanes <= KDF_MAX_LANES
    ):
        raise KdfCostError(kdf.memory_kib, kdf.passes, kdf.lanes)


def derive_passphrase_key(
    passphrase: bytes | bytearray, salt: bytes, kdf: KdfParameters
) -> bytearray:
    """Derive 32 bytes from a passphrase by Argon2id, version 1.3 (RFC 9106, section 3.1).

    Args:
        passphrase: As `normalise_passphrase` gives it.
        salt: 32 random bytes.
        kdf: The cost.

    Returns:
        The key, for the caller to wipe.

    Raises:
        KdfCostError: The cost is out of bounds, or the memory for it could not be had.
        ValueError: The salt has another length.
    """
    check_bounds(kdf)
    if len(salt) != SALT_BYTES:
        raise ValueError(len(salt))
    return _argon2id(passphrase, salt, kdf)


def _argon2id(passphrase: bytes | bytearray, salt: bytes, kdf: KdfParameters) -> bytearray:
    try:
        key = hash_secret_raw(
            secret=bytes(passphrase),
            salt=salt,
            time_cost=kdf.passes,
            memory_cost=kdf.memory_kib,
            parallelism=kdf.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
            version=ARGON2_VERSION,
        )
    except HashingError as error:
        # Bounds were checked, so this is memory that the system refused.
        raise KdfCostError(kdf.memory_kib, kdf.passes, kdf.lanes) from error
    return bytearray(key)


def _measure(kdf: KdfParameters) -> float:
    """Seconds that one derivation takes now."""
    start = time.perf_counter()
    _argon2id(b"measure", bytes(SALT_BYTES), kdf)
    return time.perf_counter() - start


def _scaled(kdf: KdfParameters, factor: float, most_kib: int) -> KdfParameters:
    """Scale a cost, which grows with memory times passes: memory first, then passes."""
    work = kdf.memory_kib * kdf.passes * factor
    memory = min(max(work / KDF_MIN_PASSES, KDF_MIN_MEMORY_KIB), most_kib)
    passes = min(max(work / memory, KDF_MIN_PASSES), KDF_MAX_PASSES)
    return KdfParameters(int(memory) // 1024 * 1024, int(passes), kdf.lanes)


def _machine_memory_kib() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, ValueError, OSError):
        return _UNKNOWN_MEMORY_KIB
