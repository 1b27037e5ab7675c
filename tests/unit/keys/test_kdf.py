from __future__ import annotations

import math
from typing import Any

import pytest
from argon2.exceptions import HashingError
from argon2.low_level import Type, core, ffi

from engine.constants import KDF_MAX_MEMORY_KIB
from engine.errors import KdfCostError
from engine.keys import KdfParameters, calibrate, check_bounds, derive_passphrase_key, kdf
from tests.support.headers import SMALL_KDF, load

VECTORS = load("argon2id.json")


# -- published vectors ----------------------------------------------------------------------------


@pytest.mark.parametrize("case", VECTORS["reference"])
def test_reference_vectors(case: dict[str, Any]) -> None:
    cost = KdfParameters(case["memory_kib"], case["passes"], case["lanes"])
    password, salt = bytes.fromhex(case["password"]), bytes.fromhex(case["salt"])
    assert kdf._argon2id(password, salt, cost).hex() == case["tag"]
    assert kdf._argon2id(bytearray(password), salt, cost).hex() == case["tag"]


def test_rfc9106_vector_of_the_library() -> None:
    case = VECTORS["rfc9106"]
    fields = {name: bytes.fromhex(case[name]) for name in ("password", "salt", "secret")}
    associated = bytes.fromhex(case["associated"])
    out = ffi.new("uint8_t[]", 32)
    held = {name: ffi.new("uint8_t[]", value) for name, value in fields.items()}
    held["associated"] = ffi.new("uint8_t[]", associated)
    context = ffi.new(
        "argon2_context *",
        {
            "version": 0x13,
            "out": out,
            "outlen": 32,
            "pwd": held["password"],
            "pwdlen": len(fields["password"]),
            "salt": held["salt"],
            "saltlen": len(fields["salt"]),
            "secret": held["secret"],
            "secretlen": len(fields["secret"]),
            "ad": held["associated"],
            "adlen": len(associated),
            "t_cost": case["passes"],
            "m_cost": case["memory_kib"],
            "lanes": case["lanes"],
            "threads": case["lanes"],
            "allocate_cbk": ffi.NULL,
            "free_cbk": ffi.NULL,
            "flags": 0,
        },
    )
    assert core(context, Type.ID.value) == 0
    assert bytes(ffi.buffer(out, 32)).hex() == case["tag"]


# -- bounds ---------------------------------------------------------------------------------------


@pytest.fixture
def large_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_machine_memory_kib", lambda: 64 * 1024 * 1024)


@pytest.fixture
def no_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> bytes:
        pytest.fail("derived with a cost out of bounds")

    monkeypatch.setattr(kdf, "hash_secret_raw", refuse)


@pytest.mark.usefixtures("large_machine")
@pytest.mark.parametrize("cost", [(65536, 3, 1), (4 * 1024 * 1024, 64, 16), (65537, 4, 3)])
def test_within_bounds(cost: tuple[int, int, int]) -> None:
    check_bounds(KdfParameters(*cost))


@pytest.mark.usefixtures("large_machine", "no_derivation")
@pytest.mark.parametrize(
    "cost",
    [
        (65535, 3, 1),
        (65536, 2, 1),
        (65536, 3, 0),
        (4 * 1024 * 1024 + 1, 3, 1),
        (65536, 65, 1),
        (65536, 3, 17),
        (0, 0, 0),
        (-65536, 3, 1),
        (2**32 - 1, 2**32 - 1, 2**32 - 1),
        (2**70, 3, 1),
    ],
)
def test_out_of_bounds_is_refused_before_anything_is_derived(cost: tuple[int, int, int]) -> None:
    with pytest.raises(KdfCostError) as caught:
        check_bounds(KdfParameters(*cost))
    assert (caught.value.memory_kib, caught.value.passes, caught.value.lanes) == cost
    with pytest.raises(KdfCostError):
        derive_passphrase_key(b"secret", bytes(32), KdfParameters(*cost))


@pytest.mark.usefixtures("no_derivation")
def test_more_memory_than_the_machine_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_machine_memory_kib", lambda: 2 * 1024 * 1024)
    with pytest.raises(KdfCostError):
        check_bounds(KdfParameters(2 * 1024 * 1024 + 1, 3, 1))
    check_bounds(KdfParameters(2 * 1024 * 1024, 3, 1))


def test_the_floor_is_accepted_on_the_smallest_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_machine_memory_kib", lambda: 1024)
    check_bounds(SMALL_KDF)


def test_memory_that_the_system_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(kdf, "hash_secret_raw", refuse)
    with pytest.raises(KdfCostError):
        derive_passphrase_key(b"secret", bytes(32), SMALL_KDF)


@pytest.mark.parametrize("length", [0, 8, 16, 31, 33])
def test_salt_of_another_length(length: int) -> None:
    with pytest.raises(ValueError, match=str(length)):
        derive_passphrase_key(b"secret", bytes(length), SMALL_KDF)


def test_every_input_counts() -> None:
    keys = [
        derive_passphrase_key(b"secret", bytes(32), SMALL_KDF),
        derive_passphrase_key(b"Secret", bytes(32), SMALL_KDF),
        derive_passphrase_key(b"secret\0", bytes(32), SMALL_KDF),
        derive_passphrase_key(b"secret", b"\1" + bytes(31), SMALL_KDF),
        derive_passphrase_key(b"secret", bytes(32), KdfParameters(65536 + 64, 3, 1)),
        derive_passphrase_key(b"secret", bytes(32), KdfParameters(65536, 4, 1)),
        derive_passphrase_key(b"secret", bytes(32), KdfParameters(65536, 3, 2)),
    ]
    assert len(set(map(bytes, keys))) == len(keys)
    assert {len(key) for key in keys} == {32}
    assert derive_passphrase_key(b"secret", bytes(32), SMALL_KDF) == keys[0]


# -- calibration ----------------------------------------------------------------------------------


class Machine:
    """A machine whose derivations take a computed time."""

    def __init__(self, seconds_per_gib_pass: float, memory_gib: float, bend: float = 0.0) -> None:
        self.speed = seconds_per_gib_pass
        self.memory_kib = int(memory_gib * 1024 * 1024)
        self.bend = bend

    def seconds(self, cost: KdfParameters) -> float:
        gib = cost.memory_kib / 1024 / 1024
        return self.speed * gib * cost.passes * math.pow(16 * gib, self.bend)


@pytest.fixture
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made: Machine = request.param
    monkeypatch.setattr(kdf, "_measure", made.seconds)
    monkeypatch.setattr(kdf, "_machine_memory_kib", lambda: made.memory_kib)
    return made


@pytest.mark.parametrize(
    "machine",
    [Machine(0.5, 16), Machine(1.5, 8), Machine(0.7, 16, bend=0.2), Machine(0.2, 64)],
    indirect=True,
)
@pytest.mark.parametrize("seconds", [0.3, 1.0, 3.0])
def test_calibration_meets_the_time(machine: Machine, seconds: float) -> None:
    chosen = calibrate(seconds)
    check_bounds(chosen)
    assert chosen.memory_kib <= machine.memory_kib // 4
    assert chosen.memory_kib % 1024 == 0
    assert 0.6 * seconds < machine.seconds(chosen) < 1.2 * seconds


@pytest.mark.parametrize("machine", [Machine(0.5, 16)], indirect=True)
def test_memory_is_raised_before_passes(machine: Machine) -> None:
    assert calibrate(1.0).passes == 3
    longer = calibrate(20.0)
    assert longer.memory_kib == machine.memory_kib // 4
    assert longer.passes > 3


@pytest.mark.parametrize("machine", [Machine(50.0, 16)], indirect=True)
@pytest.mark.parametrize("seconds", [1e-9, 0.1, 1.0])
def test_a_slow_machine_gets_the_floor(machine: Machine, seconds: float) -> None:
    chosen = calibrate(seconds)
    assert (chosen.memory_kib, chosen.passes) == (65536, 3)


@pytest.mark.parametrize("machine", [Machine(0.5, 0.1)], indirect=True)
def test_a_small_machine_gets_the_floor_of_memory_and_more_passes(machine: Machine) -> None:
    chosen = calibrate(1.0)
    assert chosen.memory_kib == 65536
    assert chosen.passes > 3


@pytest.mark.parametrize("machine", [Machine(0.001, 1024)], indirect=True)
def test_no_time_passes_the_ceiling(machine: Machine) -> None:
    chosen = calibrate(1e9)
    assert chosen.memory_kib == KDF_MAX_MEMORY_KIB
    check_bounds(chosen)


@pytest.mark.parametrize("seconds", [0.0, -1.0, math.inf, -math.inf, math.nan])
def test_no_time_at_all(seconds: float) -> None:
    with pytest.raises(ValueError, match=r"0|1|inf|nan"):
        calibrate(seconds)


def test_calibration_on_this_machine_gives_something_that_derives() -> None:
    chosen = calibrate(0.01)
    assert len(derive_passphrase_key(b"secret", bytes(32), chosen)) == 32


def test_this_machine_tells_its_memory() -> None:
    assert kdf._machine_memory_kib() > 65536


def test_a_machine_that_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("engine.keys.kdf.os.sysconf")
    assert kdf._machine_memory_kib() == 1024 * 1024
