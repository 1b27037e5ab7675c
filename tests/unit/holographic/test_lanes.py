"""Reed-Solomon: any k of n rebuild, by every library alike, against the textbook."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import BLOCK_BYTES, DATA_LANES, FRAGMENT_BYTES, MAX_PARITY_LANES
from engine.errors import InvalidGeometryError, StripeLostError
from engine.holographic import direct
from engine.holographic.direct import find_encoder
from engine.holographic.fallback import (
    INVERSES,
    POLYNOMIAL,
    PRODUCTS,
    NumpyBackend,
    cauchy_rows,
    invert,
)
from engine.holographic.isal import IsalBackend
from engine.holographic.lanes import ErasureBackend, LaneCodec, load_backend


class PyECLibAlone(IsalBackend):
    """As where ISA-L itself cannot be reached."""

    def __init__(self, data_lanes: int, parity_lanes: int) -> None:
        super().__init__(data_lanes, parity_lanes)
        self._encoder = None


BACKENDS = [IsalBackend, PyECLibAlone, NumpyBackend]
PARITIES = range(1, MAX_PARITY_LANES + 1)

CODECS = {
    (backend, parity): LaneCodec(parity, backend(DATA_LANES, parity))
    for backend in BACKENDS
    for parity in PARITIES
}


def block(size: int = 64, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(DATA_LANES * size)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("parity", [1, 2, 3, 4])
def test_every_loss_of_m_lanes_is_rebuilt(backend: type[ErasureBackend], parity: int) -> None:
    codec = CODECS[backend, parity]
    lanes = dict(enumerate(codec.encode(block())))
    for lost in combinations(range(codec.lanes), parity):
        left = {lane: part for lane, part in lanes.items() if lane not in lost}
        assert codec.rebuild(left, lost) == {lane: lanes[lane] for lane in lost}


@pytest.mark.parametrize("parity", PARITIES)
def test_one_more_loss_is_too_much(parity: int) -> None:
    codec = CODECS[IsalBackend, parity]
    lanes = dict(enumerate(codec.encode(block())))
    for lost in list(combinations(range(codec.lanes), parity + 1))[:200]:
        left = {lane: part for lane, part in lanes.items() if lane not in lost}
        with pytest.raises(StripeLostError) as caught:
            codec.rebuild(left, lost)
        assert caught.value.good_lanes == DATA_LANES - 1


@pytest.mark.parametrize("backend", BACKENDS)
def test_parity_alone_is_enough_when_there_are_k_of_it(backend: type[ErasureBackend]) -> None:
    codec = CODECS[backend, 8]
    lanes = dict(enumerate(codec.encode(block())))
    parity = {lane: part for lane, part in lanes.items() if lane >= DATA_LANES}
    assert codec.rebuild(parity, range(codec.lanes)) == lanes


@pytest.mark.parametrize("parity", PARITIES)
@pytest.mark.parametrize("size", [2, 64, 100, 8164, FRAGMENT_BYTES, 16 * FRAGMENT_BYTES])
def test_both_libraries_agree_byte_for_byte(parity: int, size: int) -> None:
    ours, theirs = CODECS[NumpyBackend, parity], CODECS[IsalBackend, parity]
    data = block(size, seed=size)
    lanes = dict(enumerate(theirs.encode(data)))
    assert dict(enumerate(ours.encode(data))) == lanes
    lost = random.Random(size).sample(range(theirs.lanes), parity)
    left = {lane: part for lane, part in lanes.items() if lane not in lost}
    assert ours.rebuild(left, lost) == theirs.rebuild(left, lost)


@given(
    parity=st.sampled_from(PARITIES),
    size=st.integers(1, 600),
    seed=st.integers(0, 2**32),
    data=st.data(),
)
def test_any_k_of_n_rebuild_all(parity: int, size: int, seed: int, data: st.DataObject) -> None:
    for backend in BACKENDS:
        codec = CODECS[backend, parity]
        whole = block(size, seed)
        lanes = dict(enumerate(codec.encode(whole)))
        kept = data.draw(st.permutations(range(codec.lanes)))[:DATA_LANES]
        rebuilt = codec.rebuild({lane: lanes[lane] for lane in kept}, range(codec.lanes))
        assert b"".join(rebuilt[lane] for lane in range(DATA_LANES)) == whole
        assert rebuilt == lanes


@pytest.mark.parametrize("fill", [b"\x00", b"\xff", b"\x00" * 7 + b"\x01"])
def test_content_does_not_matter_to_the_libraries_headers(fill: bytes) -> None:
    """PyECLib's own header must stay out of it, even where the content looks like one."""
    codec = CODECS[IsalBackend, 2]
    headers = b"".join(codec._backend._headers(FRAGMENT_BYTES))  # type: ignore[union-attr,attr-defined]
    for data in (
        (fill * BLOCK_BYTES)[:BLOCK_BYTES],
        (headers * BLOCK_BYTES)[:BLOCK_BYTES],
    ):
        lanes = dict(enumerate(codec.encode(data)))
        del lanes[0], lanes[5]
        rebuilt = codec.rebuild(lanes, range(DATA_LANES))
        assert b"".join(rebuilt.values()) == data


def test_a_run_of_rows_is_coded_like_its_rows() -> None:
    codec = CODECS[IsalBackend, 3]
    rows = [block(seed=seed) for seed in range(5)]
    lane_major = b"".join(row[i * 64 : (i + 1) * 64] for i in range(DATA_LANES) for row in rows)
    parity = codec.encode_parity(lane_major, 5 * 64)
    for number, row in enumerate(rows):
        single = codec.encode(row)[DATA_LANES:]
        assert [lane[number * 64 : (number + 1) * 64] for lane in parity] == single


def test_data_lanes_are_the_block_itself() -> None:
    data = block()
    for codec in (LaneCodec(0), LaneCodec(2)):
        assert b"".join(codec.encode(data)[:DATA_LANES]) == data
        assert codec.encode(bytearray(data)) == codec.encode(memoryview(data))


def test_without_parity_nothing_may_be_missing() -> None:
    codec = LaneCodec(0)
    lanes = dict(enumerate(codec.encode(block())))
    assert codec.lanes == DATA_LANES
    assert codec.encode_parity(block(), 64) == []
    assert codec.rebuild(lanes, [3]) == {3: lanes[3]}
    del lanes[3]
    with pytest.raises(StripeLostError):
        codec.rebuild(lanes, [3])


@pytest.mark.parametrize("parity", [-1, MAX_PARITY_LANES + 1])
def test_parity_has_bounds(parity: int) -> None:
    with pytest.raises(InvalidGeometryError):
        LaneCodec(parity)


@pytest.mark.parametrize("backend", BACKENDS)
def test_lengths_that_are_not_k_fragments_are_refused(backend: type[ErasureBackend]) -> None:
    for length in (0, DATA_LANES * 64 - 3, DATA_LANES * 64 + 8):
        with pytest.raises(ValueError, match="length"):
            CODECS[backend, 2].encode_parity(bytes(length), 64)


def test_a_library_that_pads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = PyECLibAlone(DATA_LANES, 2)

    class Padding:
        def encode(self, data: bytes) -> list[bytes]:
            return [bytes(80 + 128)] * 10

    monkeypatch.setattr(backend, "_driver", Padding())
    with pytest.raises(ValueError, match="pads"):
        backend.encode(bytes(DATA_LANES * 64), 64)


def test_isal_itself_encodes_where_it_does_what_pyeclib_does() -> None:
    """It is loaded with PyECLib's wheel, on which the speed of writing depends."""
    known = PyECLibAlone(DATA_LANES, 3)
    encoder = find_encoder(DATA_LANES, 3, known.encode)
    assert encoder is not None
    for size in (1, 31, 64, 8164, 16 * 8164):
        data = block(size, seed=size)
        assert encoder.encode(data, size) == known.encode(data, size)
    for length, size in ((DATA_LANES * 64 - 1, 64), (DATA_LANES * 64, 65), (0, 0)):
        with pytest.raises(ValueError, match="length"):
            encoder.encode(bytes(length), size)


def test_a_library_that_computes_something_else_is_left_alone() -> None:
    def other(lanes_major: bytes, fragment_bytes: int) -> list[memoryview]:
        parity = [bytearray(part) for part in PyECLibAlone(DATA_LANES, 2).encode(
            lanes_major, fragment_bytes
        )]  # fmt: skip
        if fragment_bytes > 4096:
            parity[1][-1] ^= 1
        return [memoryview(part) for part in parity]

    assert find_encoder(DATA_LANES, 2, other) is None


@pytest.mark.parametrize("reason", ["none is loaded", "it has no such functions"])
def test_without_the_library_pyeclib_encodes(reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if reason == "none is loaded":
        monkeypatch.setattr(direct, "_NAMES", ("libisal-of-somebody-else.so.2",))
    else:
        monkeypatch.setattr(direct, "_NAMES", ("libc.so.6",))
    backend = IsalBackend(DATA_LANES, 2)
    assert backend._encoder is None
    assert backend.encode(block(), 64) == CODECS[NumpyBackend, 2].encode(block())[DATA_LANES:]


def test_where_there_is_a_wheel_it_is_used() -> None:
    assert isinstance(load_backend(DATA_LANES, 2), IsalBackend)


def test_where_there_is_none_numpy_takes_over() -> None:
    program = (
        "import sys; sys.modules['pyeclib'] = sys.modules['pyeclib.ec_iface'] = None;"
        "from engine.holographic.lanes import load_backend;"
        "print(type(load_backend(8, 2)).__name__)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout == b"NumpyBackend\n"


# -- the field --------------------------------------------------------------------------------------


def russian_peasant(a: int, b: int) -> int:
    """GF(2^8) the slow way, as the textbooks have it."""
    product = 0
    for bit in range(8):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(15, 7, -1):
        if product >> bit & 1:
            product ^= POLYNOMIAL << (bit - 8)
    return product


def test_products_are_those_of_the_field() -> None:
    for a in range(256):
        assert list(PRODUCTS[a]) == [russian_peasant(a, b) for b in range(256)]


def test_inverses_are_inverses() -> None:
    assert all(russian_peasant(a, INVERSES[a]) == 1 for a in range(1, 256))


def test_the_matrix_is_pinned() -> None:
    """What is on disk depends on these numbers; they are ISA-L's gf_gen_cauchy1_matrix."""
    assert cauchy_rows(8, 2) == [
        [173, 157, 221, 152, 61, 170, 93, 150],
        [157, 173, 152, 221, 170, 61, 150, 93],
    ]


def test_every_choice_of_k_rows_has_an_inverse() -> None:
    matrix = [[int(i == j) for j in range(8)] for i in range(8)] + cauchy_rows(8, 4)
    for rows in combinations(range(12), 8):
        chosen = [matrix[row] for row in rows]
        inverse = invert(chosen)
        for i in range(8):
            for j in range(8):
                total = 0
                for t in range(8):
                    total ^= PRODUCTS[chosen[i][t]][inverse[t][j]]
                assert total == int(i == j)
