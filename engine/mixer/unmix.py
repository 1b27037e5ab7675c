"""Sealed slots back to blocks: every slot authenticated, every loss named, the rest rebuilt.

The fast path opens the k data lanes of a row straight into one buffer, the last lane first:

    buffer    | 36 | fragment 0 | fragment 1 | … | fragment 7 |
    lane 7                                 | head   fragment  |
    lane 6                    | head   fragment |                  overwrites the head of lane 7

so that each header lands on the end of the fragment before it and is read before that fragment
takes its place. Nothing is copied, and nobody sees the buffer before the last tag has been checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from engine.format.slot import STEM_BYTES, SlotHeader, unpack_slot_header
from engine.holographic.lanes import LaneCodec
from engine.mixer.seal import SlotAuthError
from engine.types import Buffer

Loss = Literal["missing", "altered", "stale"]
"""Not there or short; does not authenticate; authentic, but of another write than the row's."""


class UnmixedRow(NamedTuple):
    """A block read back, or what is known of its loss."""

    header: SlotHeader | None
    """What the slots say of themselves (lane 0); None when no slot of the row is authentic."""
    data: memoryview | None
    """The whole block, read-only; None when fewer than k lanes are good."""
    bad: Mapping[int, Loss]
    """The lanes that were looked at and found bad."""


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
        self._decrypt = cipher.decrypt
        self._decrypt_into = cipher.decrypt_into
        self._codec = codec
        self._prefixes = prefixes
        self._suffixes = suffixes
        whole = len(suffixes) * SLOT_BYTES
        self._views = {i: memoryview(raw) for i, raw in lanes.items() if len(raw) == whole}

    def rows(self, births: Sequence[int] | None, thorough: bool) -> list[UnmixedRow]:
        """All rows of the run; see `EntropicMixer.unmix`."""
        rows: list[UnmixedRow | None] = []
        whole = not thorough and all(lane in self._views for lane in range(DATA_LANES))
        for number in range(len(self._suffixes)):
            birth = None if births is None else births[number]
            rows.append(self._open_span(number, 0, DATA_LANES - 1, birth) if whole else None)
        lost = [number for number, row in enumerate(rows) if row is None]
        found = {n: self._examine(n, births[n] if births else None, thorough) for n in lost}
        rebuilt = self._rebuild(found)
        return [row or rebuilt[number] for number, row in enumerate(rows)]

    def span(self, number: int, first: int, last: int, birth: int | None) -> memoryview | None:
        """The fragments of lanes `first` to `last` of a row, or None when one of them is bad."""
        if any(lane not in self._views for lane in range(first, last + 1)):
            return None
        row = self._open_span(number, first, last, birth)
        return None if row is None else row.data

    def _open_span(
        self, number: int, first: int, last: int, birth: int | None
    ) -> UnmixedRow | None:
        """Open neighbouring lanes of a row into one buffer; None when any of them is bad."""
        decrypt_into, prefixes, views = self._decrypt_into, self._prefixes, self._views
        suffix = self._suffixes[number]
        start = number * SLOT_BYTES
        body, end = start + NONCE_BYTES, start + SLOT_BYTES
        at = (last - first) * FRAGMENT_BYTES
        buffer = bytearray(at + SLOT_PLAIN_BYTES)
        target = memoryview(buffer)
        common = header = None
        try:
            for lane in range(last, first - 1, -1):
                view = views[lane]
                room = target[at : at + SLOT_PLAIN_BYTES]
                decrypt_into(view[start:body], view[body:end], prefixes[lane] + suffix, room)
                head = buffer[at : at + SLOT_HEADER_BYTES]
                head[STEM_BYTES] = 0
                if header is None:
                    common, header = head, unpack_slot_header(head)
                    if birth is not None and header.birth != birth:
                        return None
                elif head != common:
                    return None
                at -= FRAGMENT_BYTES
        except InvalidTag:
            # What a failed decryption leaves behind was never authenticated.
            target[:] = bytes(len(target))
            return None
        return UnmixedRow(header, target[SLOT_HEADER_BYTES:].toreadonly(), _NO_LOSS)

    def _examine(self, number: int, birth: int | None, thorough: bool) -> _Examined:
        """Open the lanes of a row one by one until k agree, or all of them."""
        bad: dict[int, Loss] = {}
        groups: dict[SlotHeader, dict[int, memoryview]] = defaultdict(dict)
        best: dict[int, memoryview] = {}
        for lane in range(self._codec.lanes):
            try:
                header, fragment = self.slot(number, lane)
            except SlotAuthError:
                bad[lane] = "altered" if lane in self._views else "missing"
                continue
            if birth is not None and header.birth != birth:
                bad[lane] = "stale"
            group = groups[header._replace(lane=0)]
            group[lane] = fragment
            if lane not in bad and len(group) > len(best):
                best = group
            if len(best) == DATA_LANES and not thorough:
                break
        chosen = next((key for key, group in groups.items() if group is best), None)
        for key, group in groups.items():
            if group is not best:
                bad.update(dict.fromkeys(group, "stale"))
                chosen = chosen or key
        return _Examined(chosen, best, dict(sorted(bad.items())))

    def slot(self, number: int, lane: int) -> tuple[SlotHeader, memoryview]:
        """One slot's header and fragment.

        Raises:
            SlotAuthError: It is missing or does not authenticate.
        """
        view = self._views.get(lane)
        if view is None:
            raise SlotAuthError(f"lane {lane}: missing")
        start = number * SLOT_BYTES
        body = start + NONCE_BYTES
        aad = self._prefixes[lane] + self._suffixes[number]
        try:
            plain = self._decrypt(view[start:body], view[body : start + SLOT_BYTES], aad)
        except InvalidTag:
            raise SlotAuthError(f"lane {lane}: altered") from None
        return unpack_slot_header(plain), memoryview(plain)[SLOT_HEADER_BYTES:]

    def _rebuild(self, found: Mapping[int, _Examined]) -> dict[int, UnmixedRow]:
        """Blocks of the examined rows; rows that lost the same lanes are rebuilt in one call."""
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        rows: dict[int, UnmixedRow] = {}
        for number, row in found.items():
            if len(row.fragments) < DATA_LANES:
                rows[number] = UnmixedRow(row.header, None, row.bad)
            else:
                alike[tuple(row.fragments)[:DATA_LANES]].append(number)
        for lanes, numbers in alike.items():
            joined = {i: b"".join(found[n].fragments[i] for n in numbers) for i in lanes}
            data = self._codec.rebuild(joined, range(DATA_LANES))
            for place, number in enumerate(numbers):
                cut = slice(place * FRAGMENT_BYTES, (place + 1) * FRAGMENT_BYTES)
                block = memoryview(b"".join(data[i][cut] for i in range(DATA_LANES)))
                rows[number] = UnmixedRow(found[number].header, block, found[number].bad)
        return rows


class _Examined(NamedTuple):
    """A row whose slots were opened one by one."""

    header: SlotHeader | None
    fragments: Mapping[int, memoryview]
    """The largest set of lanes that agree, in ascending order."""
    bad: Mapping[int, Loss]
