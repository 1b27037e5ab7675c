"""EntropicMixer: blocks to sealed slots, which look like the noise around them, and back.

Mixing a run of neighbouring rows, in steps of STEP_ROWS:

    blocks        b0 b1 …                      each of k fragments, padded with zeros
    plaintexts    lane 0: head|b0[0] head|b1[0] … | lane 1: head|b0[1] … | …   one joined buffer
    parity        one call over that buffer: the code is linear byte by byte, so what comes out
                  under the fragments is their parity (and under the headers nothing of use)
    slots         per lane one buffer of sealed slots, ready for one write

A call to the cipher takes 3.2 µs for a slot, 0.8 of it for the call as such, and ten of them make
a block. Everything else is arranged to take few steps of the interpreter: loops run inside `map`,
slices are made once, random bytes are drawn once a step.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import (
    BAND_SLOTS,
    BLOCK_BYTES,
    DATA_LANES,
    FRAGMENT_BYTES,
    NONCE_BYTES,
    SLOT_BYTES,
    SLOT_HEADER_BYTES,
    SLOT_PLAIN_BYTES,
)
from engine.format.slot import (
    STAMP_BYTES,
    SlotHeader,
    birth_of,
    cut_nonces,
    level_of,
    pack_slot_header,
    pack_stem,
    pack_tail,
    row_suffixes,
    slot_aad_prefix,
    unpack_slot_header,
    unpack_stamp,
)
from engine.holographic.lanes import LaneCodec
from engine.medium.heap import keep_freed_memory
from engine.medium.pages import cut_room
from engine.mixer.ciphers import CipherCache, KeySource
from engine.mixer.layout import (
    BODIES,
    FRAGMENTS,
    NONCES,
    PARITY_FRAGMENTS,
    STEP_PLAINS,
    STEP_ROWS,
    exhaust,
    put,
    take,
)
from engine.mixer.seal import SlotAuthError
from engine.mixer.unmix import RunReader, UnmixedRow, common_head, decrypt_slot
from engine.types import BlockWrite, Buffer, SlotKind

_KEPT_PREFIXES = 64

Slots = bytearray | memoryview
"""Neighbouring sealed slots of one lane."""


class EntropicMixer:
    """Seals blocks into slots and opens them again, for one vault. Thread-safe."""

    def __init__(self, vault_id: bytes, key_source: KeySource, codec: LaneCodec) -> None:
        keep_freed_memory()
        self._vault_id = vault_id
        self._ciphers = CipherCache(key_source)
        self._codec = codec
        self._lanes = range(codec.lanes)
        self._prefixes: dict[tuple[int, int], list[bytes]] = {}

    def mix(
        self,
        blocks: Sequence[BlockWrite],
        kind: SlotKind,
        row: int,
        epoch: int,
        birth: int,
        room: memoryview | None = None,
    ) -> Sequence[Slots]:
        """Seal blocks for neighbouring rows of one group, from `row` on.

        Args:
            blocks: The blocks.
            kind: What they hold.
            row: The first row.
            epoch: The key epoch to seal under.
            birth: The generation that they are born in.
            room: Memory to seal into, if it is to be this; the buffers are parts of it then.

        Returns:
            n buffers by lane, each len(blocks) * SLOT_BYTES: one write per lane.

        Raises:
            ValueError: No block, one longer than BLOCK_BYTES, or rows of two groups.
            VaultLockedError: The keys are wiped.
        """
        count = len(blocks)
        cipher = self._cipher(row, count, epoch)
        stamp = unpack_stamp(os.urandom(STAMP_BYTES))
        tails = [pack_tail(lane, stamp) for lane in self._lanes]
        length = count * SLOT_BYTES
        sealed: Sequence[Slots]
        if room is None:
            sealed = [bytearray(length) for _ in self._lanes]
        else:
            sealed = cut_room(room, length, self._codec.lanes)
        for start in range(0, count, STEP_ROWS):
            step = blocks[start : start + STEP_ROWS]
            heads = [
                pack_stem(birth, block.owner, block.index, len(block.data), kind, block.level)
                for block in step
            ]
            plains = self._plains(heads, tails, [_padded(block.data) for block in step])
            aads = self._aads(self._lanes, kind, row + start, len(step), epoch)
            _seal(cipher, plains, aads, sealed, start)
        return sealed

    def remix(
        self, found: UnmixedRow, kind: SlotKind, row: int, epoch: int, wanted: Sequence[int]
    ) -> dict[int, bytearray]:
        """Seal some lanes of a block that was read back, to put them in the place of bad ones.

        They carry the header of the lanes that are left, under fresh nonces.

        Raises:
            ValueError: `found` holds no block.
            VaultLockedError: The keys are wiped.
        """
        if found.header is None or found.data is None:
            raise ValueError("a row that was lost cannot be sealed again")
        cipher = self._cipher(row, 1, epoch)
        fragments = self._codec.encode(found.data)
        plains: list[Buffer] = [
            b"".join((pack_slot_header(found.header._replace(lane=lane)), fragments[lane]))
            for lane in wanted
        ]
        sealed = [bytearray(SLOT_BYTES) for _ in wanted]
        _seal(cipher, plains, self._aads(wanted, kind, row, 1, epoch), sealed, 0)
        return dict(zip(wanted, sealed, strict=True))

    def unmix(
        self,
        lanes: Mapping[int, Buffer],
        kind: SlotKind,
        row: int,
        count: int,
        epoch: int,
        births: Sequence[int] | None = None,
        thorough: bool = False,
    ) -> list[UnmixedRow]:
        """Open `count` neighbouring rows of one group, from `row` on.

        Parity is looked at for those rows alone whose data lanes are not all good. A caller may
        thus give the data lanes first, and all of them when a row comes back without its block.

        Args:
            lanes: Lane to its slots, as read; a lane that is absent or short is missing.
            kind: What the slots hold.
            row: The first row.
            count: How many rows.
            epoch: The key epoch that they were sealed under.
            births: The birth expected of each row; a slot of another one is stale.
            thorough: Open every lane, parity too, and name every bad one: for a scrub.

        Raises:
            VaultLockedError: The keys are wiped.
        """
        return self._reader(lanes, kind, row, count, epoch).rows(births, thorough)

    def verify(
        self,
        lanes: Mapping[int, Buffer],
        kind: SlotKind,
        row: int,
        epoch: int,
        births: Sequence[int],
    ) -> list[bool]:
        """For neighbouring rows of one group, from `row` on: whether every lane is as it should be.

        Quicker than a thorough `unmix`, which then says of the others what is wrong.

        Raises:
            VaultLockedError: The keys are wiped.
        """
        return self._reader(lanes, kind, row, len(births), epoch).sound(births)

    def unmix_range(
        self,
        lanes: Mapping[int, Buffer],
        kind: SlotKind,
        row: int,
        epoch: int,
        birth: int | None,
        offset: int,
        length: int,
        level: int = 0,
    ) -> memoryview | None:
        """Bytes of one block out of the slots that hold them; see `lanes_of_range`.

        Returns:
            Exactly `length` bytes, read-only, or None when one of those slots is bad: `unmix` of
            all lanes then tells which, and rebuilds.

        Raises:
            ValueError: The range is empty or leaves the block.
            VaultLockedError: The keys are wiped.
        """
        needed = lanes_of_range(offset, length)
        cipher = self._cipher(row, 1, epoch)
        aads = self._aads(needed, kind, row, 1, epoch)
        common = b""
        pieces = []
        for lane, aad in zip(needed, aads, strict=True):
            plain = decrypt_slot(cipher, lanes.get(lane), aad)
            if plain is None:
                return None
            head = common_head(plain)
            if common and head != common:
                return None
            common = head
            pieces.append(memoryview(plain)[SLOT_HEADER_BYTES:])
        if level_of(common) != level or (birth is not None and birth_of(common) != birth):
            return None
        start = offset - needed[0] * FRAGMENT_BYTES
        whole = pieces[0] if len(pieces) == 1 else memoryview(b"".join(pieces))
        return whole[start : start + length]

    def open_slot(
        self, slot: Buffer, kind: SlotKind, lane: int, row: int, epoch: int
    ) -> tuple[SlotHeader, memoryview]:
        """One slot's header and fragment, for a salvage.

        Raises:
            SlotAuthError: It does not authenticate at this place.
            VaultLockedError: The keys are wiped.
        """
        (aad,) = self._aads([lane], kind, row, 1, epoch)
        plain = decrypt_slot(self._cipher(row, 1, epoch), slot, aad)
        if plain is None:
            raise SlotAuthError(f"row {row}, lane {lane}")
        return unpack_slot_header(plain), memoryview(plain)[SLOT_HEADER_BYTES:]

    def forget_keys(self) -> None:
        """Drop the cipher objects; the key source decides whether new ones may be made."""
        self._ciphers.forget()

    def _cipher(self, row: int, count: int, epoch: int) -> AESGCM:
        group = row // BAND_SLOTS
        if count < 1 or (row + count - 1) // BAND_SLOTS != group:
            raise ValueError("rows of one group")
        return self._ciphers.get(group, epoch)

    def _reader(
        self, lanes: Mapping[int, Buffer], kind: SlotKind, row: int, count: int, epoch: int
    ) -> RunReader:
        cipher = self._cipher(row, count, epoch)
        prefixes = self._lane_prefixes(kind, epoch)
        return RunReader(cipher, self._codec, lanes, prefixes, row_suffixes(row, count))

    def _aads(
        self, lanes: Sequence[int], kind: SlotKind, row: int, count: int, epoch: int
    ) -> list[bytes]:
        """Associated data of a run's slots, lane by lane."""
        prefixes, suffixes = self._lane_prefixes(kind, epoch), row_suffixes(row, count)
        return [prefixes[lane] + suffix for lane in lanes for suffix in suffixes]

    def _lane_prefixes(self, kind: SlotKind, epoch: int) -> list[bytes]:
        prefixes = self._prefixes.get((kind, epoch))
        if prefixes is None:
            if len(self._prefixes) >= _KEPT_PREFIXES:
                self._prefixes.clear()
            prefixes = [slot_aad_prefix(self._vault_id, kind, lane, epoch) for lane in self._lanes]
            self._prefixes[kind, epoch] = prefixes
        return prefixes

    def _plains(
        self, heads: Sequence[bytes], tails: Sequence[bytes], blocks: Sequence[memoryview]
    ) -> list[Buffer]:
        """The plaintexts of a step's slots, lane by lane, parity included."""
        pieces: list[Buffer] = []
        for tail, cut in zip(tails, FRAGMENTS, strict=False):
            for head, block in zip(heads, blocks, strict=True):
                pieces += (head, tail, block[cut])
        joined = b"".join(pieces)
        count = len(blocks)
        view = memoryview(joined)
        plains: list[Buffer] = list(map(view.__getitem__, STEP_PLAINS[: count * DATA_LANES]))
        parity = self._codec.encode_parity(joined, count * SLOT_PLAIN_BYTES)
        for tail, lane in zip(tails[DATA_LANES:], parity, strict=True):
            plains += [
                b"".join((head, tail, lane[cut]))
                for head, cut in zip(heads, PARITY_FRAGMENTS, strict=False)
            ]
        return plains


def _seal(
    cipher: AESGCM,
    plains: Sequence[Buffer],
    aads: Sequence[bytes],
    sealed: Sequence[Slots],
    start: int,
) -> None:
    """Seal plaintexts, lane by lane, into the lanes' buffers from slot `start` on."""
    count = len(plains) // len(sealed)
    nonces = cut_nonces(os.urandom(NONCE_BYTES * len(plains)))
    views = [memoryview(lane) for lane in sealed]
    targets = [view for view in views for _ in range(count)]
    bodies = map(take, targets, BODIES[start : start + count] * len(views))
    exhaust(map(cipher.encrypt_into, nonces, plains, aads, bodies))
    exhaust(map(put, targets, NONCES[start : start + count] * len(views), nonces))


def lanes_of_range(offset: int, length: int) -> range:
    """The data lanes that hold a byte range of a block.

    Raises:
        ValueError: The range is empty or leaves the block.
    """
    if length < 1 or offset < 0 or offset + length > BLOCK_BYTES:
        raise ValueError("range of a block")
    return range(offset // FRAGMENT_BYTES, (offset + length - 1) // FRAGMENT_BYTES + 1)


def _padded(data: Buffer) -> memoryview:
    """The block's payload, with zeros up to its full length."""
    if len(data) == BLOCK_BYTES:
        return memoryview(data)
    if len(data) > BLOCK_BYTES:
        raise ValueError("block too long")
    return memoryview(bytes(data).ljust(BLOCK_BYTES, b"\0"))
