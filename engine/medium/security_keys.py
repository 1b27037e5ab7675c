"""Security keys (FIDO2): 32 bytes that one key alone can give, once it was touched.

A credential that is made for a vault has a secret of its own in the key, which never leaves it; the
key answers a salt with HMAC-SHA256 of it:

    answer = HMAC-SHA256(the credential's secret, SHA-256("WebAuthn PRF" | 0 | salt))

FIDO Alliance, Client to Authenticator Protocol 2.1, section 12.5 (hmac-secret); W3C, Web
Authentication Level 3, section 10.1.4 (prf), whose salts are the same. The answer comes
encrypted under a key that both agree on, so that nobody on the bus sees it. A key that is stolen
answers its thief, unless it has a PIN or knows its owner's finger: where it has one it is asked for.

The library speaks to the key; copies of an answer or a PIN in its buffers are not wiped.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.constants import KEY_BYTES, SALT_BYTES
from engine.errors import InvalidRecordError, SecurityKeyError
from engine.format.security_key import SecurityKeyHandle, unpack_security_key
from engine.progress import CancelToken

if TYPE_CHECKING:
    from fido2.client import Fido2Client, UserInteraction
    from fido2.ctap import CtapDevice
    from fido2.webauthn import AuthenticatorData, CollectedClientData

RELYING_PARTY = "sigmavault"
"""For whom a credential is made; a key answers no other."""

_ES256 = -7
"""ECDSA on P-256 with SHA-256 (IANA, COSE Algorithms), which every key has; its signature is of no use here."""
_EXTENSION = "hmac-secret"
_CHALLENGE = bytes(32)
"""What is signed; nobody looks at the signature."""

AskPin = Callable[[], str]
"""Gives the security key's PIN, where it wants one; empty for none. Taken in Unicode's NFC form (CTAP 2.1, 6.5.1)."""


class Answer(NamedTuple):
    """A security key's answer, for the caller to wipe, and what it answers."""

    secret: bytearray
    handle: bytes


class Manner(NamedTuple):
    """How the person takes part."""

    pin: AskPin
    touch: Callable[[], object]
    """Called when the key waits to be touched."""
    cancel: CancelToken


def enrol(manner: Manner) -> Answer:
    """Make a credential for a vault in the one key that is there, and ask it for the first time.

    It is touched twice. With a PIN or a finger, if it has one.

    Raises:
        SecurityKeyError: There is none, or there are several; or it did not.
        CancelledError: Somebody lost patience.
    """
    with _devices() as devices:
        if len(devices) != 1:
            raise SecurityKeyError("several-keys" if devices else "no-key")
        with _failures(manner, devices[0]):
            client = _client(devices[0], manner)
            if _EXTENSION not in client.info.extensions:
                raise SecurityKeyError("unsupported")
            options = client.info.options
            verified = any(options.get(each) for each in ("uv", "clientPin", "bioEnroll"))
            handle = SecurityKeyHandle(
                _new_credential(client, manner, verified), os.urandom(SALT_BYTES), verified
            )
            return _answer(client, handle, manner)


def ask(handles: Sequence[bytes], manner: Manner) -> Answer:
    """Have a key that is there answer one of the handles.

    Args:
        handles: What slots keep of the keys that they take.
        manner: How the person takes part.

    Raises:
        SecurityKeyError: There is none, or none that can answer; or it did not.
        CancelledError: Somebody lost patience.
    """
    wanted = list(_readable(handles))
    with _devices() as devices:
        if not devices:
            raise SecurityKeyError("no-key")
        for device in devices:
            with _failures(manner, device):
                handle = _found(device, wanted)
                if handle is not None:
                    return _answer(_client(device, manner), handle, manner)
    raise SecurityKeyError("other-key")


def _readable(handles: Sequence[bytes]) -> Iterator[SecurityKeyHandle]:
    for each in handles:
        with suppress(InvalidRecordError):  # of a header that nobody has vouched for
            yield unpack_security_key(each)


def _found(device: CtapDevice, handles: Sequence[SecurityKeyHandle]) -> SecurityKeyHandle | None:
    """The handle whose credential a key has; it is asked without being touched."""
    from fido2.ctap import CtapError
    from fido2.ctap2.base import Ctap2

    ctap = Ctap2(device)
    longest = ctap.info.max_cred_id_length
    for handle in handles:
        if longest and len(handle.credential_id) > longest:
            continue
        credential = {"type": "public-key", "id": handle.credential_id}
        try:
            ctap.get_assertion(RELYING_PARTY, _CHALLENGE, [credential], None, {"up": False})
        except CtapError as error:
            if error.code in (CtapError.ERR.NO_CREDENTIALS, CtapError.ERR.INVALID_CREDENTIAL):
                continue
            if error.code is not CtapError.ERR.PUAT_REQUIRED:  # that one shows itself to nobody
                raise
        return handle
    return None


def _new_credential(client: Fido2Client, manner: Manner, verified: bool) -> bytes:
    from fido2 import webauthn

    made = client.make_credential(
        webauthn.PublicKeyCredentialCreationOptions(
            rp=webauthn.PublicKeyCredentialRpEntity(id=RELYING_PARTY, name="SigmaVault"),
            user=webauthn.PublicKeyCredentialUserEntity(id=os.urandom(16), name="vault"),
            challenge=_CHALLENGE,
            pub_key_cred_params=[
                webauthn.PublicKeyCredentialParameters(
                    type=webauthn.PublicKeyCredentialType.PUBLIC_KEY, alg=_ES256
                )
            ],
            authenticator_selection=webauthn.AuthenticatorSelectionCriteria(
                resident_key=webauthn.ResidentKeyRequirement.DISCOURAGED,
                user_verification=_verification(verified),
            ),
            extensions={"prf": {}},
        ),
        manner.cancel.event,
    )
    if not getattr(made.client_extension_results.prf, "enabled", False):
        raise SecurityKeyError("unsupported")
    return bytes(made.raw_id)


def _answer(client: Fido2Client, handle: SecurityKeyHandle, manner: Manner) -> Answer:
    from fido2 import webauthn

    credential = webauthn.PublicKeyCredentialDescriptor(
        type=webauthn.PublicKeyCredentialType.PUBLIC_KEY, id=handle.credential_id
    )
    given = client.get_assertion(
        webauthn.PublicKeyCredentialRequestOptions(
            challenge=_CHALLENGE,
            rp_id=RELYING_PARTY,
            allow_credentials=[credential],
            user_verification=_verification(handle.verified),
            extensions={"prf": {"eval": {"first": handle.salt}}},
        ),
        manner.cancel.event,
    ).get_response(0)
    if _is_verified(given.response.authenticator_data) is not handle.verified:
        # Another answer than the slot's; an always verifying key is told at its enrolment.
        raise SecurityKeyError("verification")
    results = getattr(given.client_extension_results.prf, "results", None)
    answer = bytearray(getattr(results, "first", b""))
    if len(answer) != KEY_BYTES:
        raise SecurityKeyError("unsupported")
    return Answer(answer, handle.pack())


def _verification(wanted: bool) -> Any:
    from fido2.webauthn import UserVerificationRequirement

    return (
        UserVerificationRequirement.REQUIRED if wanted else UserVerificationRequirement.DISCOURAGED
    )


def _is_verified(data: AuthenticatorData) -> bool:
    return bool(data.flags & data.FLAG.UV)


# -- the library ----------------------------------------------------------------------------------


@contextmanager
def _devices() -> Iterator[list[CtapDevice]]:
    """The keys that are there and speak CTAP 2."""
    try:
        from fido2.hid import CAPABILITY, CtapHidDevice
    except ImportError:
        raise SecurityKeyError("no-library") from None
    found: list[CtapDevice] = []
    try:
        try:
            found.extend(CtapHidDevice.list_devices())
        except OSError as error:
            raise SecurityKeyError("no-answer") from error
        yield [device for device in found if device.capabilities & CAPABILITY.CBOR]
    finally:
        for device in found:
            device.close()


def _client(device: CtapDevice, manner: Manner) -> Fido2Client:
    from fido2.client import ClientDataCollector, Fido2Client
    from fido2.ctap2.extensions import HmacSecretExtension
    from fido2.webauthn import CollectedClientData, PublicKeyCredentialCreationOptions

    class Collector(ClientDataCollector):
        """There is no web site: the same relying party for every vault."""

        def collect_client_data(self, options: object) -> tuple[CollectedClientData, str]:
            making = isinstance(options, PublicKeyCredentialCreationOptions)
            kind = CollectedClientData.TYPE.CREATE if making else CollectedClientData.TYPE.GET
            data = CollectedClientData.create(kind, _CHALLENGE, f"app:{RELYING_PARTY}")
            return data, RELYING_PARTY

    prf = HmacSecretExtension()  # type: ignore[no-untyped-call]
    return Fido2Client(device, Collector(), _interaction(manner), [prf])


def _interaction(manner: Manner) -> UserInteraction:
    from fido2.client import UserInteraction

    class Interaction(UserInteraction):
        def prompt_up(self) -> None:
            manner.touch()

        def request_pin(self, _permissions: object, _rp_id: str | None) -> str | None:
            return unicodedata.normalize("NFC", manner.pin()) or None

        def request_uv(self, _permissions: object, _rp_id: str | None) -> bool:
            manner.touch()
            return True

    return Interaction()


@contextmanager
def _failures(manner: Manner, device: CtapDevice) -> Iterator[None]:
    """Say in our words what the library and the key say in theirs."""
    from fido2.client import ClientError, PinRequiredError
    from fido2.ctap import CtapError

    try:
        yield
    except PinRequiredError:
        raise SecurityKeyError("pin-needed") from None
    except (ClientError, CtapError) as error:
        manner.cancel.check()
        cause = error.cause if isinstance(error, ClientError) else error
        if isinstance(cause, CtapError):
            raise _refusal(cause, device) from error
        timed_out = isinstance(error, ClientError) and error.code is ClientError.ERR.TIMEOUT
        raise SecurityKeyError("no-touch" if timed_out else "refused") from error
    except (OSError, ValueError) as error:  # pulled out, or it speaks nonsense
        manner.cancel.check()
        raise SecurityKeyError("no-answer") from error


def _refusal(error: Any, device: CtapDevice) -> SecurityKeyError:
    from fido2.ctap import CtapError

    code = CtapError.ERR
    reasons = {
        code.PIN_INVALID: "wrong-pin",
        code.UV_INVALID: "wrong-finger",
        code.PIN_AUTH_BLOCKED: "pin-paused",
        code.PIN_BLOCKED: "pin-blocked",
        code.UV_BLOCKED: "pin-needed",
        code.PIN_NOT_SET: "verification",
        code.USER_ACTION_TIMEOUT: "no-touch",
        code.ACTION_TIMEOUT: "no-touch",
        code.KEEPALIVE_CANCEL: "no-touch",
        code.OPERATION_DENIED: "no-touch",
        code.NO_CREDENTIALS: "other-key",
        code.KEY_STORE_FULL: "full",
    }
    reason = reasons.get(error.code, "refused")
    return SecurityKeyError(reason, _retries(device) if reason == "wrong-pin" else None)


def _retries(device: CtapDevice) -> int | None:
    """How often a PIN may be tried yet, if the key says so."""
    from fido2.ctap import CtapError
    from fido2.ctap2.base import Ctap2
    from fido2.ctap2.pin import ClientPin

    try:
        return int(ClientPin(Ctap2(device)).get_pin_retries()[0])
    except (CtapError, OSError, ValueError):
        return None
