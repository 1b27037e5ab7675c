"""RunReader against ciphers that misbehave."""

from __future__ import annotations

from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.constants import SLOT_BYTES
from engine.holographic.lanes import LaneCodec
from engine.mixer.unmix import RunReader, UnmixedRow


class LeavesGarbage:
    """Decrypts in place and finds the tag wrong, as OpenSSL does: the plaintext stays behind."""

    def __init__(self) -> None:
        self.rooms: list[memoryview] = []

    def decrypt_into(self, nonce: bytes, data: bytes, aad: bytes, room: memoryview) -> int:
        self.rooms.append(room)
        room[:] = b"\x55" * len(room)
        if len(self.rooms) > 1:
            raise InvalidTag
        return len(room)

    def decrypt(self, nonce: bytes, data: bytes, aad: bytes) -> bytes:
        raise InvalidTag


def test_unauthenticated_plaintext_is_wiped() -> None:
    cipher = LeavesGarbage()
    lanes = {lane: bytes(SLOT_BYTES) for lane in range(8)}
    reader = RunReader(cast("AESGCM", cipher), LaneCodec(0), lanes, [b""] * 8, [b""])
    assert reader.rows(None, thorough=False) == [
        UnmixedRow(None, None, dict.fromkeys(range(8), "altered"))
    ]
    assert len(cipher.rooms) == 2
    assert all(not any(room) for room in cipher.rooms)
