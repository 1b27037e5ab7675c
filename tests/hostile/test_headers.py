"""Headers that a provider without the key has written: refused, at a bounded cost, before a write."""

from __future__ import annotations

import contextlib
import functools
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.constants import MAX_KEY_SLOTS
from engine.errors import (
    HeaderDamagedError,
    KdfCostError,
    UnsupportedVersionError,
    VaultError,
    WrongKeyError,
)
from engine.keys import KdfParameters, Passphrase, kdf
from engine.vault import Vault, create_vault, read_info
from engine.vault.headers import HEADER_COPY_NAME, HEADER_NAME, HEADER_NAMES
from tests.support.headers import body_of, dump, mac_of, seal
from tests.support.tally import Tally, Trial

KEY = Passphrase(b"correct horse battery staple")
Tree = dict[str, Any]


class Derivations:
    """Counts derivations, each made once and then known."""

    def __init__(self) -> None:
        self.count = 0
        self._known: dict[tuple[bytes, bytes, KdfParameters], bytes] = {}
        self._real = kdf._argon2id

    def __call__(self, secret: bytes | bytearray, salt: bytes, cost: KdfParameters) -> bytearray:
        self.count += 1
        key = (bytes(secret), salt, cost)
        if key not in self._known:
            cheap = KdfParameters(65536, 3, 1)
            self._known[key] = bytes(self._real(secret, salt, cheap))
        return bytearray(self._known[key])


@pytest.fixture(scope="module")
def derivations() -> Iterator[Derivations]:
    with pytest.MonkeyPatch.context() as patch:
        counted = Derivations()
        patch.setattr(kdf, "_argon2id", counted)
        yield counted


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory, derivations: Derivations) -> Path:
    """One vault for all: a header that is refused has nothing written."""
    path = tmp_path_factory.mktemp("headers") / "vault"
    create_vault(path, KEY.secret, kdf=KdfParameters(65536, 4, 1))
    return path


@pytest.fixture
def genuine(vault: Path) -> Iterator[bytes]:
    raw = (vault / HEADER_NAME).read_bytes()
    yield raw
    for name in HEADER_NAMES:
        (vault / name).write_bytes(raw)


@functools.cache
def altered(raw: bytes, change: Callable[[Tree], None]) -> bytes:
    tree = json.loads(body_of(raw))
    change(tree)
    return seal(dump(tree), mac_of(raw))


def contents(path: Path) -> dict[str, tuple[int, bytes]]:
    files = [each for each in sorted(path.rglob("*")) if each.is_file()]
    return {str(each): (each.stat().st_mtime_ns, each.read_bytes()) for each in files}


def geometry(parity: int) -> Callable[[Tree], None]:
    return lambda tree: tree["geometry"].update(parity_lanes=parity)


def locations(count: int) -> Callable[[Tree], None]:
    made = [{"id": f"{n:032x}", "index": n, "hint": f"/elsewhere/{n}"} for n in range(count)]
    return lambda tree: tree.update(locations=made)


def cost(**members: int) -> Callable[[Tree], None]:
    return lambda tree: [slot["kdf"].update(members) for slot in tree["key_slots"]] and None


def slots(choose: Callable[[list[Tree]], list[Tree]]) -> Callable[[Tree], None]:
    return lambda tree: tree.update(key_slots=choose(tree["key_slots"]))


def kinds(kind: str) -> Callable[[Tree], None]:
    return lambda tree: tree["key_slots"][0].update(kind=kind)


def members(**changed: object) -> Callable[[Tree], None]:
    """Changes of the passphrase's slot; its optional members come in their one order."""

    def change(tree: Tree) -> None:
        slot = tree["key_slots"][0]
        for name in ("label", "created", "parameters"):
            value = changed.get(name, slot.pop(name, None))
            slot.pop(name, None)
            if value is not None:
                slot[name] = value

    return change


def old_keys(count: int) -> Callable[[Tree], None]:
    made = [{"epoch": n, "nonce": "00" * 12, "wrapped_key": "00" * 48} for n in range(count)]
    return lambda tree: tree.update(key_epoch=count, old_keys=made)


def renumbered(slot: Tree, number: int) -> Tree:
    return {**slot, "id": f"{number:032x}"}


HOSTILE: dict[str, tuple[Callable[[Tree], None], type[VaultError], int]] = {
    # name: change, what unlocking answers, derivations at most
    "less parity": (geometry(1), HeaderDamagedError, 1),
    "more parity": (geometry(8), HeaderDamagedError, 1),
    "no parity": (geometry(0), HeaderDamagedError, 1),
    "another location": (locations(1), HeaderDamagedError, 1),
    "no location": (locations(0), HeaderDamagedError, 1),
    "more locations": (locations(10), HeaderDamagedError, 1),
    "revision raised": (lambda tree: tree.update(revision=2**32 - 1), HeaderDamagedError, 1),
    "key epoch raised": (lambda tree: tree.update(key_epoch=7), HeaderDamagedError, 1),
    "another vault id": (lambda tree: tree.update(vault_id="ab" * 16), WrongKeyError, 1),
    "recovery slot removed": (slots(lambda each: each[:1]), HeaderDamagedError, 1),
    "passphrase slot removed": (slots(lambda each: each[1:]), WrongKeyError, 0),
    "slots reordered": (slots(lambda each: each[::-1]), HeaderDamagedError, 1),
    "slot twice": (slots(lambda each: each + each[:1]), HeaderDamagedError, 0),
    "slot twice under another id": (
        slots(lambda each: [*each, renumbered(each[0], 1)]),
        HeaderDamagedError,
        1,
    ),
    "every slot there can be": (
        slots(lambda each: [renumbered(each[0], n) for n in range(MAX_KEY_SLOTS)]),
        WrongKeyError,
        MAX_KEY_SLOTS,
    ),
    "one slot more": (
        slots(lambda each: [renumbered(each[0], n) for n in range(MAX_KEY_SLOTS + 1)]),
        HeaderDamagedError,
        0,
    ),
    "100,000 slots": (slots(lambda each: each * 50_000), HeaderDamagedError, 0),
    "a kind that nobody knows": (kinds("telepathy"), WrongKeyError, 0),
    "a kind that takes a device too": (kinds("passphrase+device"), WrongKeyError, 0),
    "a device that the passphrase would not take": (members(parameters={"device": "00" * 16}), WrongKeyError, 1),
    "slots of a later program beside it": (
        slots(lambda each: [*({**renumbered(each[1], n), "kind": "telepathy"} for n in range(14)), *each]),
        HeaderDamagedError,
        1,
    ),
    "another label": (members(label="the landlord's"), HeaderDamagedError, 1),
    "another day": (members(created="1999-12-31"), HeaderDamagedError, 1),
    "a label that acts on a terminal": (members(label="\x1b[2J"), HeaderDamagedError, 0),
    "parameters of a megabyte": (members(parameters={"a": "00" * 20_000}), HeaderDamagedError, 0),
    "an earlier master key": (old_keys(1), HeaderDamagedError, 1),
    "more earlier master keys than there can be": (old_keys(5), HeaderDamagedError, 0),
    "a cheaper guess": (cost(passes=3), WrongKeyError, 1),
    "cost below the floor": (cost(memory_kib=65535), KdfCostError, 0),
    "one pass": (cost(passes=1), KdfCostError, 0),
    "a terabyte": (cost(memory_kib=1 << 30), KdfCostError, 0),
    "2^32 - 1 KiB": (cost(memory_kib=2**32 - 1), KdfCostError, 0),
    "2^32 passes": (cost(passes=2**32), HeaderDamagedError, 0),
    "2^32 - 1 passes": (cost(passes=2**32 - 1), KdfCostError, 0),
    "255 lanes": (cost(lanes=255), KdfCostError, 0),
    "no lanes": (cost(lanes=0), HeaderDamagedError, 0),
    "a good slot and a bomb": (
        slots(lambda each: [*each, {**renumbered(each[0], 1), "kdf": {**each[0]["kdf"], "passes": 999}}]),
        KdfCostError,
        0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("read_only", [True, False], ids=["reading", "writing"])
@pytest.mark.parametrize("name", HOSTILE)
def test_in_both_copies(
    name: str,
    read_only: bool,
    vault: Path,
    genuine: bytes,
    derivations: Derivations,
    tally: Tally,
) -> None:
    change, refusal, most = HOSTILE[name]
    hostile = altered(genuine, change)
    for each in HEADER_NAMES:
        (vault / each).write_bytes(hostile)
    before = contents(vault)
    derivations.count = 0
    with pytest.raises(refusal):
        Vault.unlock(vault, KEY, read_only=read_only)
    assert derivations.count <= most
    assert contents(vault) == before
    tally.add(Trial.HOSTILE)


@pytest.mark.parametrize("place", HEADER_NAMES)
@pytest.mark.parametrize("name", HOSTILE)
def test_in_one_copy(
    name: str,
    place: str,
    vault: Path,
    genuine: bytes,
    derivations: Derivations,
    tally: Tally,
) -> None:
    """The other one opens, whichever is tried first, and the vault says which was bad."""
    change, _, most = HOSTILE[name]
    (vault / place).write_bytes(altered(genuine, change))
    derivations.count = 0
    with Vault.unlock(vault, KEY, read_only=True) as opened:
        assert opened.header_copies_bad == (place,)
        assert opened.geometry.parity_lanes == 2
        assert opened.header.revision == 0
    assert derivations.count <= most + 1
    tally.add(Trial.HOSTILE)


def test_the_genuine_copy_takes_the_place_of_the_other(
    vault: Path, genuine: bytes, tmp_path: Path
) -> None:
    copy = tmp_path / "vault"
    shutil.copytree(vault, copy)
    hostile = altered(genuine, lambda tree: tree.update(revision=99))
    (copy / HEADER_NAME).write_bytes(hostile)
    with Vault.unlock(copy, KEY) as opened:
        assert opened.header_copies_bad == (HEADER_NAME,)
    assert (copy / HEADER_NAME).read_bytes() == (copy / HEADER_COPY_NAME).read_bytes() == genuine


def test_what_is_told_without_a_key_costs_no_derivation(
    vault: Path, genuine: bytes, derivations: Derivations
) -> None:
    for change, *_ in HOSTILE.values():
        for each in HEADER_NAMES:
            (vault / each).write_bytes(altered(genuine, change))
        derivations.count = 0
        with contextlib.suppress(HeaderDamagedError, UnsupportedVersionError):
            assert len(read_info(vault).slots) <= MAX_KEY_SLOTS
        assert derivations.count == 0
