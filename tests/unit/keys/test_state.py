from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import VaultLockedError
from engine.keys import KeyState, state
from engine.keys.hkdf import Secret, expand
from tests.support.headers import load

VECTORS = load("key_schedule.json")
MASTER = bytes.fromhex(VECTORS["master_key"])
USES: list[Callable[[KeyState], object]] = [
    lambda keys: keys.group_key(0, 0),
    lambda keys: keys.journal_key(0),
    lambda keys: keys.superblock_key(),
    lambda keys: keys.scatter_key,
    lambda keys: keys.phase_key,
    lambda keys: keys.header_key,
    lambda keys: keys.witness_key,
    lambda keys: keys.witness_name_key,
    lambda keys: keys.copy_master_key(),
]


@pytest.mark.parametrize("case", VECTORS["keys"])
def test_schedule_never_changes(case: dict[str, Any]) -> None:
    got = getattr(KeyState(MASTER), case["use"])
    if case["numbers"] is not None:
        got = got(*case["numbers"])
    assert got.hex() == case["key"]


def test_no_use_shares_a_key() -> None:
    keys = KeyState(MASTER)
    made = [bytes(use(keys)) for use in USES]  # type: ignore[call-overload]
    made += [bytes(keys.group_key(group, epoch)) for group in range(20) for epoch in range(20)]
    made += [bytes(keys.journal_key(generation)) for generation in range(1, 200)]
    assert len(set(made)) == len(made) - 1  # group 0, epoch 0 is in both lists


def test_labels_do_not_begin_each_other() -> None:
    labels = [
        value for name, value in vars(state).items() if name.isupper() and isinstance(value, bytes)
    ]
    assert len(labels) == 9
    for label in labels:
        assert sum(other.startswith(label) for other in labels) == 1


def test_another_master_key_gives_other_keys() -> None:
    one, other = KeyState(MASTER), KeyState(bytes(32))
    for use in USES:
        assert use(one) != use(other)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_master_key_of_another_length(length: int) -> None:
    with pytest.raises(ValueError, match=str(length)):
        KeyState(bytes(length))


@pytest.mark.parametrize("numbers", [(-1, 0), (0, -1), (2**64, 0)])
def test_numbers_that_do_not_fit(numbers: tuple[int, int]) -> None:
    with pytest.raises(OverflowError):
        KeyState(MASTER).group_key(*numbers)


@pytest.mark.parametrize("use", USES)
def test_nothing_works_after_wiping(use: Callable[[KeyState], object]) -> None:
    keys = KeyState(MASTER)
    use(keys)
    before = keys.wiped
    keys.wipe()
    keys.wipe()
    assert (before, keys.wiped) == (False, True)
    with pytest.raises(VaultLockedError):
        use(keys)


def test_the_callers_key_is_copied() -> None:
    given = bytearray(MASTER)
    keys = KeyState(given)
    given[:] = bytes(32)
    assert keys.copy_master_key() == MASTER


def test_wiping_waits_for_a_key_that_is_being_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = KeyState(MASTER)
    inside, go_on = threading.Event(), threading.Event()

    def slow(key: Secret, info: bytes, length: int) -> bytes:
        inside.set()
        assert go_on.wait(10)
        return expand(key, info, length)

    monkeypatch.setattr(state, "expand", slow)
    got: list[bytes] = []
    deriving = threading.Thread(target=lambda: got.append(keys.header_key))
    deriving.start()
    assert inside.wait(10)
    wiping = threading.Thread(target=keys.wipe)
    wiping.start()
    wiping.join(0.05)
    assert wiping.is_alive()
    assert not keys.wiped
    go_on.set()
    deriving.join(10)
    wiping.join(10)
    assert got == [KeyState(MASTER).header_key]
    assert keys.wiped


# -- epochs -------------------------------------------------------------------------------------


def test_each_epoch_has_the_keys_of_its_own_master_key() -> None:
    other = bytes(range(32, 64))
    keys, before, after = KeyState(MASTER, 4), KeyState(MASTER), KeyState(other)
    keys.advance(other)
    assert (keys.epoch, keys.epochs, keys.old_epochs) == (5, (5, 4), (4,))
    assert keys.group_key(3, 4) == before.group_key(3, 4)
    assert keys.group_key(3, 5) == after.group_key(3, 5)
    assert keys.journal_key(9, 4) == before.journal_key(9)
    assert keys.journal_key(9) == after.journal_key(9)
    assert keys.phase_key_of(4) == before.phase_key
    assert keys.phase_key == after.phase_key
    assert keys.witness_keys_of(4) == (before.witness_name_key, before.witness_key)
    assert keys.header_key == after.header_key
    assert keys.copy_master_key() == other


def test_a_key_that_was_handed_over_serves_its_epoch() -> None:
    keys = KeyState(bytes(32), 2)
    keys.hold_old(1, MASTER)
    keys.hold_old(0, MASTER[::-1])
    assert keys.epochs == (2, 1, 0)
    assert keys.group_key(7, 1) == KeyState(MASTER).group_key(7, 1)
    assert keys.group_key(7, 0) == KeyState(MASTER[::-1]).group_key(7, 0)


def test_forgotten_keys_are_overwritten_and_open_nothing() -> None:
    keys = KeyState(bytes(32), 1)
    keys.hold_old(0, MASTER)
    pages = list(keys._old.values())
    keys.forget_old()
    assert keys.epochs == (1,)
    assert keys.group_key(7, 0) != KeyState(MASTER).group_key(7, 0)
    assert all(page._page.closed for page in pages)


def test_wiping_takes_the_old_keys_too() -> None:
    keys = KeyState(bytes(32), 1)
    keys.hold_old(0, MASTER)
    pages = list(keys._old.values())
    keys.wipe()
    assert all(page._page.closed for page in pages)
    for change in (lambda: keys.advance(MASTER), lambda: keys.hold_old(0, MASTER)):
        with pytest.raises(VaultLockedError):
            change()
