"""The code by PyECLib with ISA-L. The one module that imports pyeclib.

Where ISA-L itself can be reached it encodes (`direct`); PyECLib rebuilds.

PyECLib puts an 80-byte header before each fragment. It tells the lane and the lengths and nothing
of the content (our slots authenticate that), so it is stripped here, and a template's is put back
to rebuild.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyeclib.ec_iface import ECDriver

from engine.holographic.direct import find_encoder
from engine.types import Buffer

HEADER_BYTES = 80
_KEPT_TEMPLATES = 256


class IsalBackend:
    """See `ErasureBackend`."""

    def __init__(self, data_lanes: int, parity_lanes: int) -> None:
        self._k = data_lanes
        self._driver = ECDriver(k=data_lanes, m=parity_lanes, ec_type="isa_l_rs_cauchy")
        self._templates: dict[int, list[bytes]] = {}
        self._encoder = find_encoder(data_lanes, parity_lanes, self._encode)

    def encode(self, lanes_major: bytes, fragment_bytes: int) -> list[memoryview]:
        """See `ErasureBackend`."""
        if self._encoder is not None:
            return self._encoder.encode(lanes_major, fragment_bytes)
        return self._encode(lanes_major, fragment_bytes)

    def _encode(self, lanes_major: bytes, fragment_bytes: int) -> list[memoryview]:
        """The parity as PyECLib gives it."""
        fragments = self._driver.encode(lanes_major)
        if len(fragments[0]) != HEADER_BYTES + fragment_bytes:
            raise ValueError(f"the library pads fragments of {fragment_bytes} bytes")
        return [memoryview(fragment)[HEADER_BYTES:] for fragment in fragments[self._k :]]

    def rebuild(
        self, fragments: Mapping[int, Buffer], lost: Sequence[int], fragment_bytes: int
    ) -> list[memoryview]:
        """See `ErasureBackend`."""
        headers = self._headers(fragment_bytes)
        whole = [b"".join((headers[lane], part)) for lane, part in fragments.items()]
        # One lane at a time: asked for several, the library feeds each result into the next.
        rebuilt = [self._driver.reconstruct(whole, [lane])[0] for lane in lost]
        return [memoryview(fragment)[HEADER_BYTES:] for fragment in rebuilt]

    def _headers(self, fragment_bytes: int) -> list[bytes]:
        """The headers that PyECLib gives to fragments of this length, whatever they hold."""
        headers = self._templates.get(fragment_bytes)
        if headers is None:
            if len(self._templates) >= _KEPT_TEMPLATES:
                self._templates.clear()
            template = self._driver.encode(bytes(self._k * fragment_bytes))
            headers = self._templates[fragment_bytes] = [part[:HEADER_BYTES] for part in template]
        return headers
