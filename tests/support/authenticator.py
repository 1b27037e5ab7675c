"""A security key in software: an authenticator of CTAP 2.1 with hmac-secret and a PIN.

Written from FIDO Alliance, Client to Authenticator Protocol 2.1 (sections 6.1, 6.2, 6.4, 6.5, 12.5),
with `cryptography` alone, so that it is no second use of the code that it stands opposite to. It takes
the place of what `fido2` finds on the bus; from there on everything is as with one that can be touched.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fido2 import cbor
from fido2.ctap import STATUS, CtapDevice
from fido2.hid import CAPABILITY, CTAPHID, CtapHidDevice

UP, UV, AT, ED = 0x01, 0x04, 0x40, 0x80

NO_CREDENTIALS, CANCELLED, USER_ACTION_TIMEOUT = 0x2E, 0x2D, 0x2F
PIN_INVALID, PIN_BLOCKED, PIN_AUTH_INVALID, PIN_AUTH_BLOCKED = 0x31, 0x32, 0x33, 0x34
PIN_REQUIRED, INVALID_COMMAND, INVALID_PARAMETER, LIMIT_EXCEEDED = 0x36, 0x01, 0x02, 0x15

MAX_RETRIES = 8
TRIES_BEFORE_A_PAUSE = 3


class Refused(Exception):
    """A status other than success."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Credential(NamedTuple):
    """What the key keeps of one."""

    rp_id: str
    key: ec.EllipticCurvePrivateKey
    with_uv: bytes
    without_uv: bytes


@dataclass
class Authenticator(CtapDevice):
    """One security key. What is set here is how it behaves."""

    pin: str | None = None
    knows_secrets: bool = True
    """Whether it has hmac-secret."""
    protocols: tuple[int, ...] = (2, 1)
    speaks_ctap2: bool = True
    always_verifies: bool = False
    touched: bool = True
    waits: bool = False
    """Whether it waits to be touched until it is told that nobody will."""
    pulled_out: bool = False
    longest_id: int = 128
    retries: int = MAX_RETRIES
    credentials: dict[bytes, Credential] = field(default_factory=dict)
    touches: int = 0
    is_closed: bool = False

    def __post_init__(self) -> None:
        self._agreement = ec.generate_private_key(ec.SECP256R1())
        self._token = os.urandom(32)
        self._tries = 0
        self.waiting = Event()

    @property
    def capabilities(self) -> int:
        return int(CAPABILITY.CBOR) if self.speaks_ctap2 else 0

    @classmethod
    def list_devices(cls) -> Iterator[CtapDevice]:
        raise NotImplementedError

    def close(self) -> None:
        self.is_closed = True

    def call(
        self,
        cmd: int,
        data: bytes = b"",
        event: Event | None = None,
        on_keepalive: Callable[[STATUS], None] | None = None,
    ) -> bytes:
        if self.pulled_out:
            raise OSError("no such device")
        if cmd != CTAPHID.CBOR:
            return bytes([INVALID_COMMAND])
        commands = {1: self._make, 2: self._assert, 4: self._info, 6: self._client_pin}
        wanted: Any = cbor.decode(data[1:]) if len(data) > 1 else {}
        self._touch = lambda: self._wait(event or Event(), on_keepalive)
        try:
            return b"\0" + cbor.encode(commands[data[0]](wanted))
        except Refused as refused:
            return bytes([refused.status])

    def _wait(self, event: Event, on_keepalive: Callable[[STATUS], None] | None) -> None:
        if on_keepalive is not None:
            on_keepalive(STATUS.UPNEEDED)
        self.waiting.set()
        if self.waits and event.wait(60):
            raise Refused(CANCELLED)
        if not self.touched:
            raise Refused(USER_ACTION_TIMEOUT)
        self.touches += 1

    # -- commands -------------------------------------------------------------------------------

    def _info(self, _wanted: Any) -> dict[int, Any]:
        options = {"rk": False, "up": True, "clientPin": self.pin is not None}
        options |= {"pinUvAuthToken": True} if 2 in self.protocols else {}
        options |= {"alwaysUv": True} if self.always_verifies else {}
        return {
            1: ["FIDO_2_0", "FIDO_2_1"],
            2: ["hmac-secret"] if self.knows_secrets else [],
            3: bytes(16),
            4: options,
            5: 1200,
            6: list(self.protocols),
            7: 8,
            8: self.longest_id,
        }

    def _make(self, wanted: Any) -> dict[int, Any]:
        verified = self._verified(wanted, 1, 8, 9)
        if not verified and self.pin is not None:
            raise Refused(PIN_REQUIRED)
        self._touch()
        identity = os.urandom(64)
        key = ec.generate_private_key(ec.SECP256R1())
        self.credentials[identity] = Credential(
            wanted[2]["id"], key, os.urandom(32), os.urandom(32)
        )
        attested = bytes(16) + len(identity).to_bytes(2, "big") + identity
        attested += cbor.encode(_public(key, -7))
        gives = self.knows_secrets and wanted.get(6, {}).get("hmac-secret")
        extensions = {"hmac-secret": True} if gives else {}
        data = _data(wanted[2]["id"], UP | AT | (UV if verified else 0), attested, extensions)
        return {1: "none", 2: data, 3: {}}

    def _assert(self, wanted: Any) -> dict[int, Any]:
        silent = wanted.get(5, {}).get("up") is False
        verified = self._verified(wanted, 2, 6, 7)
        if self.always_verifies and not verified:
            raise Refused(PIN_REQUIRED)
        if any(len(each["id"]) > self.longest_id for each in wanted.get(3, [])):
            raise Refused(LIMIT_EXCEEDED)
        known = [
            each["id"]
            for each in wanted.get(3, [])
            if each["id"] in self.credentials and self.credentials[each["id"]].rp_id == wanted[1]
        ]
        if not known:
            raise Refused(NO_CREDENTIALS)
        credential = self.credentials[known[0]]
        if not silent:
            self._touch()
        flags = (0 if silent else UP) | (UV if verified else 0)
        asked = wanted.get(4, {}).get("hmac-secret")
        extensions = {}
        if asked is not None and self.knows_secrets:
            extensions["hmac-secret"] = self._secret(
                asked, credential.with_uv if verified else credential.without_uv
            )
        data = _data(wanted[1], flags, b"", extensions)
        signature = credential.key.sign(data + wanted[2], ec.ECDSA(hashes.SHA256()))
        return {1: {"type": "public-key", "id": known[0]}, 2: data, 3: signature}

    def _client_pin(self, wanted: Any) -> dict[int, Any]:
        command = wanted[2]
        if command == 1:
            return {3: self.retries}
        if command == 2:
            return {1: _public(self._agreement, -25)}
        if command in (5, 9):
            return {2: self._given_token(wanted)}
        raise Refused(INVALID_PARAMETER)

    # -- parts of them --------------------------------------------------------------------------

    def _given_token(self, wanted: Any) -> bytes:
        if not self.retries:
            raise Refused(PIN_BLOCKED)
        if self._tries == TRIES_BEFORE_A_PAUSE:
            raise Refused(PIN_AUTH_BLOCKED)
        shared = self._shared(wanted[1], wanted[3])
        given = shared.decrypt(wanted[6])
        right = hashlib.sha256((self.pin or "").encode()).digest()[:16]
        if self.pin is None or not hmac.compare_digest(given, right):
            self.retries -= 1
            self._tries += 1
            if not self.retries:
                raise Refused(PIN_BLOCKED)
            raise Refused(PIN_AUTH_BLOCKED if self._tries == TRIES_BEFORE_A_PAUSE else PIN_INVALID)
        self.retries, self._tries = MAX_RETRIES, 0
        return shared.encrypt(self._token)

    def _verified(self, wanted: Any, hash_at: int, at: int, protocol_at: int) -> bool:
        """Whether the request comes with a token that a PIN was given for."""
        if at not in wanted:
            return False
        right = hmac.new(self._token, wanted[hash_at], hashlib.sha256).digest()
        right = right if wanted[protocol_at] == 2 else right[:16]
        if not hmac.compare_digest(right, wanted[at]):
            raise Refused(PIN_AUTH_INVALID)
        return True

    def _secret(self, asked: Any, secret: bytes) -> bytes:
        shared = self._shared(asked.get(4, 1), asked[1])
        if not hmac.compare_digest(shared.mac(asked[2]), asked[3]):
            raise Refused(PIN_AUTH_INVALID)
        salts = shared.decrypt(asked[2])
        if len(salts) not in (32, 64):
            raise Refused(INVALID_PARAMETER)
        pieces = [salts[start : start + 32] for start in range(0, len(salts), 32)]
        return shared.encrypt(
            b"".join(hmac.new(secret, each, hashlib.sha256).digest() for each in pieces)
        )

    def _shared(self, protocol: int, public: Any) -> Shared:
        if protocol not in self.protocols:
            raise Refused(INVALID_PARAMETER)
        x, y = (int.from_bytes(public[at], "big") for at in (-2, -3))
        peer = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        return Shared(protocol, self._agreement.exchange(ec.ECDH(), peer))


class Shared:
    """What both have agreed on, and how it is used (section 6.5.6 and 6.5.7)."""

    def __init__(self, protocol: int, z: bytes) -> None:
        self._protocol = protocol
        if protocol == 1:
            self._mac_key = self._cipher_key = hashlib.sha256(z).digest()
        else:
            self._mac_key, self._cipher_key = (
                HKDF(hashes.SHA256(), 32, bytes(32), b"CTAP2 " + name + b" key").derive(z)
                for name in (b"HMAC", b"AES")
            )

    def mac(self, message: bytes) -> bytes:
        whole = hmac.new(self._mac_key, message, hashlib.sha256).digest()
        return whole[:16] if self._protocol == 1 else whole

    def encrypt(self, plain: bytes) -> bytes:
        iv = bytes(16) if self._protocol == 1 else os.urandom(16)
        cipher = Cipher(algorithms.AES(self._cipher_key), modes.CBC(iv)).encryptor()
        packed = cipher.update(plain) + cipher.finalize()
        return packed if self._protocol == 1 else iv + packed

    def decrypt(self, packed: bytes) -> bytes:
        iv, body = (bytes(16), packed) if self._protocol == 1 else (packed[:16], packed[16:])
        cipher = Cipher(algorithms.AES(self._cipher_key), modes.CBC(iv)).decryptor()
        return cipher.update(body) + cipher.finalize()


def _public(key: ec.EllipticCurvePrivateKey, algorithm: int) -> dict[int, Any]:
    numbers = key.public_key().public_numbers()
    x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
    return {1: 2, 3: algorithm, -1: 1, -2: x, -3: y}


def _data(rp_id: str, flags: int, attested: bytes, extensions: dict[str, Any]) -> bytes:
    flags |= ED if extensions else 0
    data = hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + bytes(4) + attested
    return data + (cbor.encode(extensions) if extensions else b"")


def plug_in(patch: pytest.MonkeyPatch, *keys: CtapDevice) -> Sequence[CtapDevice]:
    """Let these be the security keys of the machine."""
    patch.setattr(CtapHidDevice, "list_devices", classmethod(lambda _cls: iter(keys)))
    return keys
