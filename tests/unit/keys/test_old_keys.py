from __future__ import annotations

import dataclasses

import pytest

from engine.errors import HeaderDamagedError
from engine.keys import KeyState, open_old_key, seal_old_key

VAULT = b"v" * 16
OLD = bytes(range(32))
KEY = KeyState(bytes(range(100, 132))).old_key_key


def test_an_earlier_key_comes_back() -> None:
    record = seal_old_key(OLD, 3, VAULT, KEY)
    assert record.epoch == 3
    assert (len(record.nonce), len(record.wrapped_key)) == (12, 48)
    assert open_old_key(record, VAULT, KEY) == OLD


def test_it_is_bound_to_its_vault_its_epoch_and_the_present_key() -> None:
    record = seal_old_key(OLD, 3, VAULT, KEY)
    flipped = bytes([record.wrapped_key[0] ^ 1]) + record.wrapped_key[1:]
    for altered, vault, key in (
        (dataclasses.replace(record, epoch=4), VAULT, KEY),
        (dataclasses.replace(record, nonce=b"n" * 12), VAULT, KEY),
        (dataclasses.replace(record, wrapped_key=flipped), VAULT, KEY),
        (record, b"w" * 16, KEY),
        (record, VAULT, KeyState(OLD).old_key_key),
    ):
        with pytest.raises(HeaderDamagedError):
            open_old_key(altered, vault, key)


def test_nothing_is_sealed_twice_alike() -> None:
    made = [seal_old_key(OLD, 3, VAULT, KEY) for _ in range(20)]
    assert len({record.nonce for record in made}) == 20
    assert len({record.wrapped_key for record in made}) == 20


def test_a_key_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="31"):
        seal_old_key(OLD[:31], 3, VAULT, KEY)
