"""Sealed slots back to blocks: every slot authenticated, every loss named, the rest rebuilt.

The quick way opens the k data lanes of a row straight into one buffer, the last lane first:

    buffer    | 36 | fragment 0 | fragment 1 | … | fragment 7 |
    lane 7                                 | head   fragment  |
    lane 6                    | head   fragment |                  overwrites the head of lane 7

so that each header lands on the end of the fragment before it and is read before that fragment
takes its place. Nothing is copied, and nobody sees the buffer before its last tag is checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import (
    DATA_LANES,
    FRAGMENT_BYTES,
    NONCE_BYTES,
    SLOT_BYTES,
    SLOT_HEADER_BYTES,
    SLOT_PLAIN_BYTES,
)
from engine.format.slot import STEM_BYTES, SlotHeader, birth_of, unpack_slot_header
from engine.holographic.lanes import LaneCodec
from engine.mixer.layout import BODIES, HEADS, NONCES, ROOMS, ROW_BYTES, SLOTS, STEP_ROWS
from engine.types import Buffer

Loss = Literal["missing", "altered", "stale"]
"""Not there or short; does not authenticate; authentic, but of another write than the row's."""


class UnmixedRow(NamedTuple):
    """A block read back, or what is known of its loss."""

    header: SlotHeader | None
    """What the slots say of themselves (as lane 0); None when no slot of the row is authentic."""
    data: memoryview | None
    """The whole block, read-only; None when fewer than k lanes are good."""
    bad: Mapping[int, Loss]
    """The lanes that were looked at and found bad, in ascending order."""


_NO_LOSS: Mapping[int, Loss] = {}


class RunReader:
    """Opens the slots of one run of rows: lanes as they were read, one cipher, one kind."""

    def __init__(
        self,
        cipher: AESGCM,
        codec: LaneCodec,
        lanes: Mapping[int, Buffer],
        prefixes: Sequence[bytes],
        suffixes: Sequence[bytes],
    ) -> None:
        self._cipher = cipher
        self._codec = codec
        self._prefixes = prefixes
        self._suffixes = suffixes
        whole = len(suffixes) * SLOT_BYTES
        self._views = {i: memoryview(raw) for i, raw in lanes.items() if len(raw) == whole}

    def rows(self, births: Sequence[int] | None, thorough: bool) -> list[UnmixedRow]:
        """All rows of the run; see `EntropicMixer.unmix`."""
        expected: Sequence[int | None] = births or [None] * len(self._suffixes)
        rows: list[UnmixedRow | None]
        if thorough or any(lane not in self._views for lane in range(DATA_LANES)):
            rows = [None] * len(expected)
        else:
            rows = list(self._quick(expected))
        found = {
            number: self._examine(number, expected[number], thorough)
            for number, row in enumerate(rows)
            if row is None
        }
        rebuilt = self._rebuild(found) if found else {}
        return [row or rebuilt[number] for number, row in enumerate(rows)]

    def sound(self, births: Sequence[int]) -> list[bool]:
        """For each row, whether all of its slots, parity too, open and are of one write.

        For a scrub: nothing is kept, so that it takes little more than the cipher's own time.
        """
        lanes = range(self._codec.lanes)
        if any(lane not in self._views for lane in lanes):
            return [False] * len(births)
        views = [self._views[lane] for lane in lanes]
        room = bytearray(SLOT_PLAIN_BYTES)
        try:
            return [self._row_sound(views, n, birth, room) for n, birth in enumerate(births)]
        finally:
            room[:] = bytes(SLOT_PLAIN_BYTES)  # a failed tag leaves what nobody vouched for

    def _row_sound(
        self, views: Sequence[memoryview], number: int, birth: int, room: bytearray
    ) -> bool:
        decrypt_into, suffix = self._cipher.decrypt_into, self._suffixes[number]
        nonce, body = NONCES[number], BODIES[number]
        common = None
        try:
            for view, prefix in zip(views, self._prefixes, strict=True):
                decrypt_into(view[nonce], view[body], prefix + suffix, room)
                head = room[:SLOT_HEADER_BYTES]
                head[STEM_BYTES] = 0
                if head != common:
                    if common is not None:
                        return False
                    common = head
        except InvalidTag:
            return False
        return common is not None and birth_of(common) == birth

    def open(self, number: int, lane: int) -> bytes | None:
        """One slot's plaintext; None when it is missing or does not authenticate."""
        view = self._views.get(lane)
        if view is None:
            return None
        aad = self._prefixes[lane] + self._suffixes[number]
        return decrypt_slot(self._cipher, view[SLOTS[number]], aad)

    def _quick(self, births: Sequence[int | None]) -> Iterator[UnmixedRow | None]:
        """Rows from their data lanes alone; None for one that these do not give."""
        count, lanes = len(births), range(DATA_LANES - 1, -1, -1)
        views = [self._views[lane] for lane in lanes]
        nonces = zip(*(map(view.__getitem__, NONCES[:count]) for view in views), strict=True)
        bodies = zip(*(map(view.__getitem__, BODIES[:count]) for view in views), strict=True)
        aads = zip(
            *(map(self._prefixes[lane].__add__, self._suffixes) for lane in lanes), strict=True
        )
        return map(self._open_row, nonces, bodies, aads, births)

    def _open_row(
        self,
        nonces: Iterable[memoryview],
        bodies: Iterable[memoryview],
        aads: Iterable[bytes],
        birth: int | None,
    ) -> UnmixedRow | None:
        decrypt_into = self._cipher.decrypt_into
        buffer = bytearray(ROW_BYTES)
        target = memoryview(buffer)
        rooms = map(target.__getitem__, ROOMS)
        common = None
        try:
            for nonce, body, aad, room, cut in zip(nonces, bodies, aads, rooms, HEADS, strict=True):
                decrypt_into(nonce, body, aad, room)
                head = buffer[cut]
                head[STEM_BYTES] = 0
                if head != common:
                    if common is not None:
                        return None
                    common = head
        except InvalidTag:
            # What a failed decryption leaves behind was never authenticated.
            target[:] = bytes(ROW_BYTES)
            return None
        header = unpack_slot_header(common or b"")
        if birth is not None and header.birth != birth:
            return None
        return UnmixedRow(header, target[SLOT_HEADER_BYTES:].toreadonly(), _NO_LOSS)

    def _examine(self, number: int, birth: int | None, thorough: bool) -> _Examined:
        """Open the lanes of a row one by one, until k agree or to the end."""
        bad: dict[int, Loss] = {}
        groups: dict[bytes, dict[int, memoryview]] = defaultdict(dict)
        best: dict[int, memoryview] = {}
        for lane in range(self._codec.lanes):
            plain = self.open(number, lane)
            if plain is None:
                bad[lane] = "altered" if lane in self._views else "missing"
                continue
            group = groups[common_head(plain)]
            group[lane] = memoryview(plain)[SLOT_HEADER_BYTES:]
            if birth is not None and birth_of(plain) != birth:
                continue
            if len(group) >= len(best):
                best = group
            if len(best) == DATA_LANES and not thorough:
                break
        for group in groups.values():
            if group is not best:
                bad.update(dict.fromkeys(group, "stale"))
        heads = sorted(groups, key=lambda head: groups[head] is not best)
        header = unpack_slot_header(heads[0]) if heads else None
        return _Examined(header, best, dict(sorted(bad.items())))

    def _rebuild(self, found: Mapping[int, _Examined]) -> dict[int, UnmixedRow]:
        """Blocks of the examined rows; rows that have the same lanes left take one call."""
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        rows: dict[int, UnmixedRow] = {}
        for number, row in found.items():
            if len(row.fragments) < DATA_LANES:
                rows[number] = UnmixedRow(row.header, None, row.bad)
            else:
                alike[tuple(row.fragments)[:DATA_LANES]].append(number)
        for lanes, numbers in alike.items():
            for start in range(0, len(numbers), STEP_ROWS):
                step = numbers[start : start + STEP_ROWS]
                for number, block in zip(step, self._blocks(found, lanes, step), strict=True):
                    rows[number] = UnmixedRow(found[number].header, block, found[number].bad)
        return rows

    def _blocks(
        self, found: Mapping[int, _Examined], lanes: Sequence[int], numbers: Sequence[int]
    ) -> Iterator[memoryview]:
        """The blocks of rows out of the same k lanes."""
        lost = [lane for lane in range(DATA_LANES) if lane not in lanes]
        rebuilt: Mapping[int, memoryview] = {}
        if lost:
            joined = {i: b"".join([found[n].fragments[i] for n in numbers]) for i in lanes}
            rebuilt = self._codec.rebuild(joined, lost)
        for place, number in enumerate(numbers):
            cut = slice(place * FRAGMENT_BYTES, (place + 1) * FRAGMENT_BYTES)
            parts = dict(found[number].fragments) | {lane: rebuilt[lane][cut] for lane in lost}
            yield memoryview(b"".join([parts[lane] for lane in range(DATA_LANES)]))


class _Examined(NamedTuple):
    """A row whose slots were opened one by one."""

    header: SlotHeader | None
    fragments: Mapping[int, memoryview]
    """The largest set of lanes that agree, in ascending order."""
    bad: Mapping[int, Loss]


def decrypt_slot(cipher: AESGCM, slot: Buffer | None, aad: bytes) -> bytes | None:
    """One slot's plaintext; None when it is missing, short or does not authenticate."""
    if slot is None or len(slot) != SLOT_BYTES:
        return None
    view = memoryview(slot)
    try:
        return cipher.decrypt(view[:NONCE_BYTES], view[NONCE_BYTES:], aad)
    except InvalidTag:
        return None


def common_head(plain: bytes) -> bytes:
    """A slot's header with its lane set to 0: equal in all lanes of one write of a row."""
    return plain[:STEM_BYTES] + b"\0" + plain[STEM_BYTES + 1 : SLOT_HEADER_BYTES]
