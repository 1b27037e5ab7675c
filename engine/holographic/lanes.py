"""Lanes: the Reed-Solomon code over a block's fragments.

Systematic Cauchy code over GF(2^8), polynomial 0x11d, in the arrangement of ISA-L
(`gf_gen_cauchy1_matrix`): parity row i, column j is 1 / (i xor j) with i counted from k on. It is
linear byte by byte, so that fragments may be of any length and a run of rows is coded in one call.

A code knows erasures, not errors: whoever calls `rebuild` has authenticated the fragments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from engine.constants import DATA_LANES, MAX_PARITY_LANES
from engine.errors import InvalidGeometryError, StripeLostError
from engine.types import Buffer


class ErasureBackend(Protocol):
    """The arithmetic, for one k and m. Fragments are of one length."""

    def encode(self, lanes_major: bytes, fragment_bytes: int) -> list[memoryview]:
        """The m parity fragments of k data fragments that lie one after the other."""

    def rebuild(
        self, fragments: Mapping[int, Buffer], lost: Sequence[int], fragment_bytes: int
    ) -> list[memoryview]:
        """The `lost` lanes, from exactly k of the others."""


class LaneCodec:
    """Codes k data lanes into n = k + m, and rebuilds lost ones. Thread-safe.

    Raises:
        InvalidGeometryError: A parity count outside 0 … MAX_PARITY_LANES.
    """

    def __init__(self, parity_lanes: int, backend: ErasureBackend | None = None) -> None:
        if not 0 <= parity_lanes <= MAX_PARITY_LANES:
            raise InvalidGeometryError("parity lanes")
        self.data_lanes = DATA_LANES
        self.parity_lanes = parity_lanes
        self.lanes = DATA_LANES + parity_lanes
        self._backend = backend
        if backend is None and parity_lanes:
            self._backend = load_backend(DATA_LANES, parity_lanes)

    def encode(self, block: Buffer) -> list[memoryview]:
        """The n fragments of a block of k equal parts; the data lanes are views of the block."""
        size = len(block) // self.data_lanes
        whole = block if isinstance(block, bytes) else bytes(block)
        view = memoryview(whole)
        lanes = [view[i * size : (i + 1) * size] for i in range(self.data_lanes)]
        return lanes + self.encode_parity(whole, size)

    def encode_parity(self, lanes_major: Buffer, fragment_bytes: int) -> list[memoryview]:
        """The m parity fragments of k data fragments that lie one after the other.

        `fragment_bytes` is the length of one, over all rows of a run. `bytes` are taken without
        a copy.

        Raises:
            ValueError: Another length than k such fragments have, or one that the library pads.
        """
        if len(lanes_major) != self.data_lanes * fragment_bytes:
            raise ValueError("length of the data fragments")
        if self._backend is None:
            return []
        whole = lanes_major if isinstance(lanes_major, bytes) else bytes(lanes_major)
        return self._backend.encode(whole, fragment_bytes)

    def rebuild(
        self, fragments: Mapping[int, Buffer], wanted: Sequence[int]
    ) -> dict[int, memoryview]:
        """Rebuild the `wanted` lanes from any k of the n.

        Raises:
            StripeLostError: Fewer than k fragments.
        """
        if len(fragments) < self.data_lanes:
            raise StripeLostError("stripe", good_lanes=len(fragments))
        lanes = {lane: memoryview(fragments[lane]) for lane in wanted if lane in fragments}
        lost = [lane for lane in wanted if lane not in fragments]
        if lost and self._backend is not None:
            chosen = {lane: fragments[lane] for lane in sorted(fragments)[: self.data_lanes]}
            size = len(fragments[min(chosen)])
            lanes.update(zip(lost, self._backend.rebuild(chosen, lost, size), strict=True))
        return {lane: lanes[lane] for lane in wanted}


def load_backend(data_lanes: int, parity_lanes: int) -> ErasureBackend:
    """PyECLib with ISA-L where there is a wheel for the platform, numpy otherwise."""
    try:
        from engine.holographic.isal import IsalBackend
    except ImportError:
        from engine.holographic.fallback import NumpyBackend

        return NumpyBackend(data_lanes, parity_lanes)
    return IsalBackend(data_lanes, parity_lanes)
