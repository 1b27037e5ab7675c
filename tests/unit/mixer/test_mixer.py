"""EntropicMixer: what goes in comes out, every loss is named, and nothing else is believed."""

from __future__ import annotations

import os
import random
import zlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.constants import (
    BAND_SLOTS,
    BLOCK_BYTES,
    DATA_LANES,
    FRAGMENT_BYTES,
    MAX_ROW,
    NONCE_BYTES,
    RUN_ROWS,
    SLOT_BYTES,
)
from engine.errors import DamageError, VaultLockedError
from engine.holographic.fallback import NumpyBackend
from engine.holographic.lanes import LaneCodec
from engine.mixer.ciphers import KEPT_CIPHERS, CipherCache
from engine.mixer.entropic import EntropicMixer, lanes_of_range
from engine.mixer.layout import STEP_ROWS
from engine.mixer.seal import SlotAuthError
from engine.mixer.unmix import UnmixedRow
from engine.types import BlockWrite, SlotKind

VAULT = bytes(range(16))
DATA = SlotKind.DATA
ROW, EPOCH, BIRTH = 700, 3, 41
Lanes = dict[int, bytearray]


def sub_key(group: int, epoch: int) -> bytes:
    return b"%15d|%16d" % (group, epoch)


def new_mixer(parity: int = 2, vault: bytes = VAULT) -> EntropicMixer:
    return EntropicMixer(vault, sub_key, LaneCodec(parity))


def new_blocks(count: int, seed: int = 0, length: int = BLOCK_BYTES) -> list[BlockWrite]:
    chance = random.Random(seed)
    return [BlockWrite(9, index, chance.randbytes(length)) for index in range(count)]


def mixed(
    mixer: EntropicMixer, blocks: list[BlockWrite], row: int = ROW, birth: int = BIRTH
) -> Lanes:
    return dict(enumerate(mixer.mix(blocks, DATA, row, EPOCH, birth)))


def whole(block: BlockWrite) -> bytes:
    return bytes(block.data).ljust(BLOCK_BYTES, b"\0")


def unmixed(
    mixer: EntropicMixer, lanes: Lanes, count: int = 1, births: list[int] | None = None
) -> list[UnmixedRow]:
    return mixer.unmix(lanes, DATA, ROW, count, EPOCH, births)


# -- round trips ------------------------------------------------------------------------------------


@pytest.mark.parametrize("parity", [0, 1, 2, 5, 8])
@pytest.mark.parametrize("count", [1, 2, STEP_ROWS, STEP_ROWS + 1, RUN_ROWS])
def test_runs_come_back(parity: int, count: int) -> None:
    mixer, blocks = new_mixer(parity), new_blocks(count)
    lanes = mixed(mixer, blocks)
    assert len(lanes) == DATA_LANES + parity
    assert {len(lane) for lane in lanes.values()} == {count * SLOT_BYTES}
    rows = unmixed(mixer, lanes, count, [BIRTH] * count)
    assert [row.data for row in rows] == [block.data for block in blocks]
    for index, row in enumerate(rows):
        assert row.header is not None
        assert (row.header.owner, row.header.index, row.header.birth) == (9, index, BIRTH)
        assert (row.header.length, row.header.kind, row.header.lane) == (BLOCK_BYTES, DATA, 0)
        assert row.bad == {}


@given(
    lengths=st.lists(
        st.one_of(
            st.sampled_from([0, 1, FRAGMENT_BYTES, FRAGMENT_BYTES + 1, BLOCK_BYTES]),
            st.integers(0, BLOCK_BYTES),
        ),
        min_size=1,
        max_size=STEP_ROWS + 2,
    ),
    parity=st.integers(0, 3),
    level=st.integers(0, 255),
    view=st.sampled_from([bytes, bytearray, memoryview]),
    seed=st.integers(0, 2**32),
)
def test_any_length_comes_back(
    lengths: list[int], parity: int, level: int, view: type, seed: int
) -> None:
    chance = random.Random(seed)
    blocks = [
        BlockWrite(i, seed, view(chance.randbytes(size)), level) for i, size in enumerate(lengths)
    ]
    mixer = new_mixer(parity)
    lanes = dict(enumerate(mixer.mix(blocks, SlotKind.INDEX, ROW, EPOCH, BIRTH)))
    rows = mixer.unmix(lanes, SlotKind.INDEX, ROW, len(blocks), EPOCH)
    assert [row.data for row in rows] == [whole(block) for block in blocks]
    for block, row in zip(blocks, rows, strict=True):
        assert row.header is not None
        assert (row.header.owner, row.header.length) == (block.owner, len(block.data))
        assert (row.header.index, row.header.level) == (seed, level)


def test_both_libraries_read_each_others_slots() -> None:
    slow = EntropicMixer(VAULT, sub_key, LaneCodec(3, NumpyBackend(DATA_LANES, 3)))
    fast, blocks = new_mixer(3), new_blocks(2)
    for writer, reader in ((slow, fast), (fast, slow)):
        lanes = mixed(writer, blocks)
        for lane in (0, 4, 7):
            del lanes[lane]
        assert [row.data for row in unmixed(reader, lanes, 2)] == [b.data for b in blocks]


def test_what_comes_back_cannot_be_changed() -> None:
    mixer = new_mixer()
    lanes = mixed(mixer, new_blocks(1))
    damaged = {lane: part for lane, part in lanes.items() if lane != 2}
    for found in (lanes, damaged):
        data = unmixed(mixer, found)[0].data
        assert data is not None
        assert data.readonly


@pytest.mark.parametrize(
    ("row", "count"), [(ROW, 0), (BAND_SLOTS - 1, 2), (0, BAND_SLOTS + 1), (BAND_SLOTS - 63, 64)]
)
def test_rows_of_two_groups_are_refused(row: int, count: int) -> None:
    mixer = new_mixer()
    with pytest.raises(ValueError, match="one group"):
        mixer.mix([BlockWrite(0, 0, b"")] * count, DATA, row, EPOCH, BIRTH)
    with pytest.raises(ValueError, match="one group"):
        mixer.unmix({}, DATA, row, count, EPOCH)


def test_a_block_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        mixed(new_mixer(), [BlockWrite(0, 0, bytes(BLOCK_BYTES + 1))])


def test_a_whole_group_and_the_last_row_fit() -> None:
    mixer = new_mixer(0)
    blocks = [BlockWrite(0, index, b"%d" % index) for index in range(BAND_SLOTS)]
    lanes = dict(enumerate(mixer.mix(blocks, DATA, 0, EPOCH, BIRTH)))
    rows = mixer.unmix(lanes, DATA, 0, BAND_SLOTS, EPOCH)
    assert [row.data for row in rows] == [whole(block) for block in blocks]
    last = dict(enumerate(mixer.mix(blocks[:1], DATA, MAX_ROW, EPOCH, BIRTH)))
    assert mixer.unmix(last, DATA, MAX_ROW, 1, EPOCH)[0].data == whole(blocks[0])


# -- losses -----------------------------------------------------------------------------------------


def lose(lanes: Lanes, lane: int) -> None:
    del lanes[lane]


def shorten(lanes: Lanes, lane: int) -> None:
    lanes[lane] = lanes[lane][:-1]


def alter(lanes: Lanes, lane: int) -> None:
    lanes[lane][random.randrange(SLOT_BYTES)] ^= 1 << random.randrange(8)


def make_noise(lanes: Lanes, lane: int) -> None:
    lanes[lane][:] = os.urandom(SLOT_BYTES)


def make_old(lanes: Lanes, lane: int) -> None:
    lanes[lane] = mixed(new_mixer(len(lanes) - DATA_LANES), new_blocks(1), birth=BIRTH - 1)[lane]


LOSSES = {
    lose: "missing",
    shorten: "missing",
    alter: "altered",
    make_noise: "altered",
    make_old: "stale",
}


@pytest.mark.parametrize("parity", [1, 2, 3, 4])
def test_every_loss_of_m_lanes_is_rebuilt_and_named(parity: int) -> None:
    mixer, blocks = new_mixer(parity), new_blocks(1, length=60000)
    good = mixed(mixer, blocks)
    for lost in combinations(range(DATA_LANES + parity), parity):
        lanes = {lane: part for lane, part in good.items() if lane not in lost}
        for births in ([BIRTH], None):
            (row,) = mixer.unmix(lanes, DATA, ROW, 1, EPOCH, births, thorough=True)
            assert row.data == whole(blocks[0])
            assert row.bad == dict.fromkeys(lost, "missing")


@pytest.mark.parametrize("parity", [1, 2, 3, 4])
def test_one_more_loss_gives_nothing(parity: int) -> None:
    mixer = new_mixer(parity)
    good = mixed(mixer, new_blocks(1))
    losses = list(combinations(range(DATA_LANES + parity), parity + 1))
    for lost in random.Random(parity).sample(losses, min(len(losses), 150)):
        lanes = {lane: part for lane, part in good.items() if lane not in lost}
        (row,) = unmixed(mixer, lanes, 1, [BIRTH])
        assert row.data is None
        assert row.header is not None
        assert row.header.index == 0
        assert row.bad == dict.fromkeys(lost, "missing")


@pytest.mark.parametrize("one", LOSSES)
@pytest.mark.parametrize("other", LOSSES)
@pytest.mark.parametrize("lanes_hit", [(0, 7), (3, 8), (9, 2)])
def test_altered_stale_and_missing_are_told_apart(
    one: Callable[[Lanes, int], None],
    other: Callable[[Lanes, int], None],
    lanes_hit: tuple[int, int],
) -> None:
    mixer, blocks = new_mixer(), new_blocks(1, seed=5)
    lanes = mixed(mixer, blocks)
    one(lanes, lanes_hit[0])
    other(lanes, lanes_hit[1])
    expected = {lanes_hit[0]: LOSSES[one], lanes_hit[1]: LOSSES[other]}
    (row,) = mixer.unmix(lanes, DATA, ROW, 1, EPOCH, [BIRTH], thorough=True)
    assert row.data == blocks[0].data
    assert row.bad == expected
    assert row.header is not None
    assert row.header.birth == BIRTH
    # Read as a file is read, only what stands in the way is looked at.
    (row,) = unmixed(mixer, lanes, 1, [BIRTH])
    assert row.data == blocks[0].data
    assert row.bad.items() <= expected.items()
    assert set(row.bad) >= {lane for lane in lanes_hit if lane < DATA_LANES}


def test_damage_in_one_row_leaves_its_neighbours_alone() -> None:
    count = STEP_ROWS * 2 + 3
    mixer, blocks = new_mixer(3), new_blocks(count)
    lanes = mixed(mixer, blocks, row=512)
    chance = random.Random(4)
    hit = {row: chance.sample(range(11), chance.randrange(1, 5)) for row in range(0, count, 3)}
    for row, bad in hit.items():
        for lane in bad:
            lanes[lane][row * SLOT_BYTES + chance.randrange(SLOT_BYTES)] ^= 0x40
    rows = mixer.unmix(lanes, DATA, 512, count, EPOCH, [BIRTH] * count, thorough=True)
    for number, row in enumerate(rows):
        bad = hit.get(number, [])
        assert row.bad == dict.fromkeys(sorted(bad), "altered")
        if len(bad) > 3:
            assert row.data is None
        else:
            assert row.data == blocks[number].data


def test_a_lost_file_is_rebuilt_for_the_whole_run() -> None:
    count = RUN_ROWS
    mixer, blocks = new_mixer(2), new_blocks(count)
    lanes = mixed(mixer, blocks, row=512)
    del lanes[1], lanes[8]
    rows = mixer.unmix(lanes, DATA, 512, count, EPOCH, [BIRTH] * count)
    assert [row.data for row in rows] == [block.data for block in blocks]


@given(position=st.integers(0, SLOT_BYTES - 1), bit=st.integers(0, 7), lane=st.integers(0, 9))
def test_every_bit_of_a_slot_is_watched(position: int, bit: int, lane: int) -> None:
    mixer, blocks = new_mixer(), new_blocks(1)
    lanes = mixed(mixer, blocks)
    lanes[lane][position] ^= 1 << bit
    (row,) = mixer.unmix(lanes, DATA, ROW, 1, EPOCH, [BIRTH], thorough=True)
    assert row.bad == {lane: "altered"}
    assert row.data == blocks[0].data


def test_the_quick_way_does_not_touch_parity() -> None:
    mixer, blocks = new_mixer(2), new_blocks(3)
    lanes = mixed(mixer, blocks)
    for lane in (8, 9):
        lanes[lane][:] = bytes(len(lanes[lane]))
    rows = unmixed(mixer, lanes, 3, [BIRTH] * 3)
    assert [row.data for row in rows] == [block.data for block in blocks]
    assert [dict(row.bad) for row in rows] == [{}, {}, {}]


def test_no_more_parity_is_opened_than_needed() -> None:
    mixer, blocks = new_mixer(3), new_blocks(1)
    lanes = mixed(mixer, blocks)
    lose(lanes, 4)
    alter(lanes, 9)
    alter(lanes, 10)
    (row,) = unmixed(mixer, lanes, 1, [BIRTH])
    assert row.data == blocks[0].data
    assert row.bad == {4: "missing"}


def test_a_whole_row_of_an_older_birth_is_stale() -> None:
    mixer = new_mixer()
    lanes = mixed(mixer, new_blocks(1), birth=BIRTH - 1)
    (row,) = unmixed(mixer, lanes, 1, [BIRTH])
    assert row.data is None
    assert row.bad == dict.fromkeys(range(10), "stale")
    assert row.header is not None
    assert row.header.birth == BIRTH - 1


def test_lanes_of_two_attempts_under_one_birth_are_not_mixed_up() -> None:
    """After a crash a row may be written again under the same birth, for the same block."""
    mixer = new_mixer(2)
    first, second = new_blocks(1, seed=1), new_blocks(1, seed=2)
    old, new = mixed(mixer, first), mixed(mixer, second)
    for left_over in combinations(range(10), 2):
        lanes = dict(new) | {lane: old[lane] for lane in left_over}
        (row,) = mixer.unmix(lanes, DATA, ROW, 1, EPOCH, [BIRTH], thorough=True)
        assert row.data == second[0].data
        assert row.bad == dict.fromkeys(left_over, "stale")
    lanes = dict(new) | {lane: old[lane] for lane in (0, 4, 8)}
    (row,) = unmixed(mixer, lanes, 1, [BIRTH])
    assert row.data is None


def test_nothing_at_all_is_ten_missing_lanes() -> None:
    (row,) = unmixed(new_mixer(), {}, 1, [BIRTH])
    assert row == (None, None, dict.fromkeys(range(10), "missing"))


# -- places -----------------------------------------------------------------------------------------


def test_a_slot_opens_at_its_place_alone() -> None:
    mixer, blocks = new_mixer(), new_blocks(1)
    lanes = mixed(mixer, blocks)
    header, fragment = mixer.open_slot(lanes[3], DATA, 3, ROW, EPOCH)
    assert header.lane == 3
    assert fragment == blocks[0].data[3 * FRAGMENT_BYTES : 4 * FRAGMENT_BYTES]
    places = [
        (SlotKind.INDEX, 3, ROW, EPOCH),
        (DATA, 4, ROW, EPOCH),
        (DATA, 3, ROW + 1, EPOCH),
        (DATA, 3, ROW + BAND_SLOTS, EPOCH),
        (DATA, 3, ROW, EPOCH + 1),
    ]
    for kind, lane, row, epoch in places:
        with pytest.raises(SlotAuthError):
            mixer.open_slot(lanes[3], kind, lane, row, epoch)
    with pytest.raises(SlotAuthError):
        new_mixer(vault=bytes(16)).open_slot(lanes[3], DATA, 3, ROW, EPOCH)
    with pytest.raises(DamageError):
        mixer.open_slot(lanes[3][:-1], DATA, 3, ROW, EPOCH)


def test_parity_slots_say_which_lane_they_are() -> None:
    mixer = new_mixer(2)
    lanes = mixed(mixer, new_blocks(1))
    heads = [mixer.open_slot(lanes[lane], DATA, lane, ROW, EPOCH)[0] for lane in lanes]
    assert [head.lane for head in heads] == list(range(10))
    assert len({head._replace(lane=0) for head in heads}) == 1


def test_groups_and_epochs_have_keys_of_their_own() -> None:
    asked = []

    def noted(group: int, epoch: int) -> bytes:
        asked.append((group, epoch))
        return sub_key(group, epoch)

    mixer = EntropicMixer(VAULT, noted, LaneCodec(0))
    for row, epoch in ((0, 0), (511, 0), (512, 0), (0, 1)):
        mixer.mix(new_blocks(1), DATA, row, epoch, BIRTH)
    assert asked == [(0, 0), (1, 0), (0, 1)]


# -- ranges -----------------------------------------------------------------------------------------


@given(data=st.data())
def test_a_range_needs_its_own_slots_alone(data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, BLOCK_BYTES - 1))
    length = data.draw(st.integers(1, BLOCK_BYTES - offset))
    mixer, blocks = new_mixer(), new_blocks(1)
    lanes = mixed(mixer, blocks)
    needed = lanes_of_range(offset, length)
    part = mixer.unmix_range(
        {lane: lanes[lane] for lane in needed}, DATA, ROW, EPOCH, BIRTH, offset, length
    )
    assert part is not None
    assert part == blocks[0].data[offset : offset + length]
    assert part.readonly


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("lane", [2, 3, 4])
def test_a_range_with_a_bad_slot_is_not_given(
    loss: Callable[[Lanes, int], None], lane: int
) -> None:
    mixer = new_mixer()
    lanes = mixed(mixer, new_blocks(1))
    loss(lanes, lane)
    offset = 2 * FRAGMENT_BYTES + 5
    found = mixer.unmix_range(lanes, DATA, ROW, EPOCH, BIRTH, offset, 2 * FRAGMENT_BYTES)
    assert found is None
    assert mixer.unmix_range(lanes, DATA, ROW, EPOCH, BIRTH, 0, 2 * FRAGMENT_BYTES) is not None


def test_a_range_of_an_older_birth_is_not_given() -> None:
    mixer = new_mixer()
    lanes = mixed(mixer, new_blocks(1), birth=BIRTH - 1)
    assert mixer.unmix_range(lanes, DATA, ROW, EPOCH, BIRTH, 5, 10) is None
    assert mixer.unmix_range(lanes, DATA, ROW, EPOCH, None, 5, 10) is not None


def test_a_range_over_two_attempts_is_not_given() -> None:
    mixer = new_mixer()
    lanes, other = mixed(mixer, new_blocks(1)), mixed(mixer, new_blocks(1, seed=1))
    lanes[1] = other[1]
    assert mixer.unmix_range(lanes, DATA, ROW, EPOCH, BIRTH, 0, FRAGMENT_BYTES + 1) is None


@pytest.mark.parametrize(
    ("offset", "length"), [(-1, 2), (0, 0), (5, -1), (BLOCK_BYTES, 1), (1, BLOCK_BYTES)]
)
def test_ranges_outside_the_block_are_refused(offset: int, length: int) -> None:
    with pytest.raises(ValueError, match="range"):
        new_mixer().unmix_range({}, DATA, ROW, EPOCH, BIRTH, offset, length)


# -- repair -----------------------------------------------------------------------------------------


def test_a_rebuilt_lane_takes_its_place_among_the_others() -> None:
    mixer, blocks = new_mixer(), new_blocks(1, length=12345)
    lanes = mixed(mixer, blocks)
    before = {lane: bytes(part) for lane, part in lanes.items()}
    alter(lanes, 2)
    alter(lanes, 9)
    (found,) = mixer.unmix(lanes, DATA, ROW, 1, EPOCH, [BIRTH], thorough=True)
    fresh = mixer.remix(found, DATA, ROW, EPOCH, sorted(found.bad))
    assert set(fresh) == {2, 9}
    lanes.update(fresh)
    (row,) = mixer.unmix(lanes, DATA, ROW, 1, EPOCH, [BIRTH], thorough=True)
    assert row.bad == {}
    assert row.data == whole(blocks[0])
    for lane in fresh:
        assert fresh[lane][:NONCE_BYTES] != before[lane][:NONCE_BYTES]


def test_a_lost_row_cannot_be_sealed_again() -> None:
    mixer = new_mixer()
    (lost,) = unmixed(mixer, {}, 1)
    with pytest.raises(ValueError, match="lost"):
        mixer.remix(lost, DATA, ROW, EPOCH, [0])


# -- keys and noise ---------------------------------------------------------------------------------


def test_forgotten_keys_stay_forgotten() -> None:
    locked = False

    def source(group: int, epoch: int) -> bytes:
        if locked:
            raise VaultLockedError()
        return sub_key(group, epoch)

    mixer = EntropicMixer(VAULT, source, LaneCodec(2))
    lanes = mixed(mixer, new_blocks(1))
    locked = True
    assert unmixed(mixer, lanes)[0].data is not None, "the cipher object was kept"
    mixer.forget_keys()
    for use in (
        lambda: unmixed(mixer, lanes),
        lambda: mixed(mixer, new_blocks(1)),
        lambda: mixer.open_slot(lanes[0], DATA, 0, ROW, EPOCH),
        lambda: mixer.unmix_range(lanes, DATA, ROW, EPOCH, BIRTH, 0, 1),
    ):
        with pytest.raises(VaultLockedError):
            use()


def test_ciphers_are_kept_within_bounds() -> None:
    cache = CipherCache(sub_key)
    first = cache.get(0, 0)
    for group in range(KEPT_CIPHERS + 10):
        cache.get(group, 0)
    assert len(cache) == KEPT_CIPHERS
    assert cache.get(0, 0) is not first
    assert cache.get(7, 1) is cache.get(7, 1)


def test_nonces_never_repeat() -> None:
    mixer, blocks = new_mixer(), new_blocks(RUN_ROWS, length=10)
    nonces = Counter(
        bytes(lane[start : start + NONCE_BYTES])
        for _ in range(10)
        for lane in mixed(mixer, blocks, row=512).values()
        for start in range(0, len(lane), SLOT_BYTES)
    )
    assert len(nonces) == 10 * 10 * RUN_ROWS


def test_slots_of_equal_blocks_look_like_noise() -> None:
    """Zeros, the worst there is: chi-square of the bytes, no repeated block, no compression."""
    mixer = new_mixer()
    lanes = mixed(mixer, [BlockWrite(0, 0, b"")] * RUN_ROWS, row=512)
    raw = b"".join(lanes.values())
    counts = Counter(raw)
    expected = len(raw) / 256
    chi_square = sum((counts[value] - expected) ** 2 for value in range(256)) / expected
    assert 147.0 < chi_square < 393.0, "255 degrees of freedom, six standard deviations"
    pieces = Counter(raw[start : start + 16] for start in range(0, len(raw), 16))
    assert max(pieces.values()) == 1
    assert len(zlib.compress(raw, 1)) >= len(raw)
    heads = Counter(raw[start] for start in range(0, len(raw), SLOT_BYTES))
    assert max(heads.values()) < 20, "the first bytes of slots are spread like any others"


def test_the_same_block_is_never_sealed_alike() -> None:
    mixer, blocks = new_mixer(), new_blocks(1)
    one, two = mixed(mixer, blocks), mixed(mixer, blocks)
    seen = [
        bytes(part[start : start + 16])
        for lanes in (one, two)
        for part in lanes.values()
        for start in range(0, SLOT_BYTES, 16)
    ]
    assert len(set(seen)) == len(seen)


def test_threads_do_not_disturb_each_other() -> None:
    """One mixer, one code: the erasure library gives the interpreter away while it works."""
    mixer = new_mixer(3)

    def work(seed: int) -> bool:
        chance = random.Random(seed)
        for round_number in range(15):
            blocks = new_blocks(chance.randint(1, 20), seed=seed * 100 + round_number)
            row = 512 * chance.randrange(20)
            lanes = dict(enumerate(mixer.mix(blocks, DATA, row, EPOCH, BIRTH)))
            for lane in chance.sample(range(11), chance.randint(0, 3)):
                del lanes[lane]
            rows = mixer.unmix(lanes, DATA, row, len(blocks), EPOCH, [BIRTH] * len(blocks))
            if [found.data for found in rows] != [block.data for block in blocks]:
                return False
            if round_number % 5 == 0:
                mixer.forget_keys()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))
