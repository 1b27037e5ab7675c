"""EntropicMixer: blocks to sealed slots, which look like the noise around them, and back.

Mixing a run of neighbouring rows:

    blocks        b0 b1 …                      each of k fragments, padded with zeros
    plaintexts    lane 0: head|b0[0] head|b1[0] … | lane 1: head|b0[1] … | …   one joined buffer
    parity        one call over that buffer: the code is linear byte by byte, so what comes out
                  under the fragments is their parity (and under the headers nothing of use)
    slots         per lane one buffer of sealed slots, ready for one write

On the machine of docs/adr/0003 sealing a slot takes 3.2 µs, of which the cipher itself has 2.6, so
everything else here is arranged to take few steps of the interpreter per slot: loops run inside
`map`, slices are made once, random bytes are drawn once a run.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

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
    cut_nonces,
    pack_slot_header,
    pack_stem,
    pack_tail,
    row_suffixes,
    slot_aad_prefix,
    unpack_stamp,
)
from engine.holographic.lanes import LaneCodec
from engine.mixer.ciphers import CipherCache, KeySource
from engine.mixer.unmix import RunReader, UnmixedRow
from engine.types import BlockWrite, Buffer, SlotKind


def _slices(step: int, start: int, count: int) -> list[slice]:
    """The same part, from `start` to its end, of `count` pieces of `step` bytes each."""
    return [slice(i * step + start, (i + 1) * step) for i in range(count)]


# Made once: a slice object costs as much as the slicing.
_FRAGMENTS = _slices(FRAGMENT_BYTES, 0, DATA_LANES)
_PLAINS_OF_RUN = _slices(SLOT_PLAIN_BYTES, 0, DATA_LANES * BAND_SLOTS)
_PARITY_FRAGMENTS = _slices(SLOT_PLAIN_BYTES, SLOT_HEADER_BYTES, BAND_SLOTS)
_BODIES = _slices(SLOT_BYTES, NONCE_BYTES, BAND_SLOTS)
_NONCES = [slice(i * SLOT_BYTES, i * SLOT_BYTES + NONCE_BYTES) for i in range(BAND_SLOTS)]


class EntropicMixer:
    """Seals blocks into slots and opens them again, for one vault. Thread-safe."""

    def __init__(self, vault_id: bytes, key_source: KeySource, codec: LaneCodec) -> None:
        self._vault_id = vault_id
        self._ciphers = CipherCache(key_source)
        self._codec = codec
        self._lanes = range(codec.lanes)

    def mix(
        self,
        blocks: Sequence[BlockWrite],
        kind: SlotKind,
        row: int,
        epoch: int,
        birth: int,
        level: int = 0,
    ) -> list[bytearray]:
        """Seal blocks for neighbouring rows of one group, from `row` on.

        Returns:
            n buffers by lane, each len(blocks) * SLOT_BYTES: one write per lane.

        Raises:
            ValueError: No block, one longer than BLOCK_BYTES, or rows of two groups.
            VaultLockedError: The keys are wiped.
        """
        count = len(blocks)
        cipher = self._cipher(row, count, epoch)
        stamp = unpack_stamp(os.urandom(STAMP_BYTES))
        heads = [
            pack_stem(birth, block.owner, block.index, len(block.data), kind, level)
            for block in blocks
        ]
        tails = [pack_tail(lane, stamp) for lane in self._lanes]
        plain = _join_data(heads, tails, [_padded(block.data) for block in blocks])
        parity = self._codec.encode_parity(plain, count * SLOT_PLAIN_BYTES)
        lanes = _cut_data(plain, count) + [
            _parity_plains(heads, tail, lane)
            for tail, lane in zip(tails[DATA_LANES:], parity, strict=True)
        ]
        return self._seal(cipher, lanes, kind, row, epoch)

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
        plains = [
            [b"".join((pack_slot_header(found.header._replace(lane=lane)), fragments[lane]))]
            for lane in self._lanes
        ]
        slots = self._seal(cipher, plains, kind, row, epoch)
        return {lane: slots[lane] for lane in wanted}

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

    def unmix_range(
        self,
        lanes: Mapping[int, Buffer],
        kind: SlotKind,
        row: int,
        epoch: int,
        birth: int | None,
        offset: int,
        length: int,
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
        first, last = needed[0], needed[-1]
        found = self._reader(lanes, kind, row, 1, epoch).span(0, first, last, birth)
        start = offset - first * FRAGMENT_BYTES
        return None if found is None else found[start : start + length]

    def open_slot(
        self, slot: Buffer, kind: SlotKind, lane: int, row: int, epoch: int
    ) -> tuple[SlotHeader, memoryview]:
        """One slot's header and fragment, for a salvage.

        Raises:
            SlotAuthError: It does not authenticate at this place.
            VaultLockedError: The keys are wiped.
        """
        return self._reader({lane: slot}, kind, row, 1, epoch).slot(0, lane)

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
        prefixes = [slot_aad_prefix(self._vault_id, kind, lane, epoch) for lane in self._lanes]
        return RunReader(cipher, self._codec, lanes, prefixes, row_suffixes(row, count))

    def _seal(
        self,
        cipher: AESGCM,
        lanes: Sequence[Sequence[Buffer]],
        kind: SlotKind,
        row: int,
        epoch: int,
    ) -> list[bytearray]:
        """Seal plaintexts, lane by lane, each a run of rows."""
        count = len(lanes[0])
        suffixes = row_suffixes(row, count)
        nonces = cut_nonces(os.urandom(NONCE_BYTES * count * len(lanes)))
        sealed = []
        for lane, plains in enumerate(lanes):
            out = bytearray(count * SLOT_BYTES)
            view = memoryview(out)
            own = nonces[lane * count : (lane + 1) * count]
            prefix = slot_aad_prefix(self._vault_id, kind, lane, epoch)
            bodies = map(view.__getitem__, _BODIES[:count])
            _exhaust(map(cipher.encrypt_into, own, plains, map(prefix.__add__, suffixes), bodies))
            _exhaust(map(view.__setitem__, _NONCES, own))
            sealed.append(out)
        return sealed


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


def _join_data(
    heads: Sequence[bytes], tails: Sequence[bytes], blocks: Sequence[memoryview]
) -> bytes:
    """The plaintexts of the data lanes, lane after lane, in one copy."""
    pieces: list[Buffer] = []
    for tail, cut in zip(tails, _FRAGMENTS, strict=False):
        for head, block in zip(heads, blocks, strict=True):
            pieces += (head, tail, block[cut])
    return b"".join(pieces)


def _cut_data(plain: bytes, count: int) -> list[list[memoryview]]:
    """The joined plaintexts, as views by lane and row."""
    view = memoryview(plain)
    cuts = list(map(view.__getitem__, _PLAINS_OF_RUN[: count * DATA_LANES]))
    return [cuts[lane * count : (lane + 1) * count] for lane in range(DATA_LANES)]


def _parity_plains(heads: Sequence[bytes], tail: bytes, parity: memoryview) -> list[bytes]:
    """The plaintexts of a parity lane: its fragments under headers of their own."""
    return [
        b"".join((head, tail, parity[cut]))
        for head, cut in zip(heads, _PARITY_FRAGMENTS, strict=False)
    ]


def _exhaust(steps: Iterable[object]) -> None:
    """Run an iterator to its end without a step of the interpreter for each item."""
    deque(steps, maxlen=0)
