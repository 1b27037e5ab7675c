"""Security keys: one in software, opposite to the library that speaks to real ones."""

from __future__ import annotations

import hashlib
import hmac
import sys
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from fido2.hid import CtapHidDevice

from engine.errors import CancelledError, InvalidRecordError, SecurityKeyError
from engine.format.security_key import SecurityKeyHandle, unpack_security_key
from engine.medium.security_keys import RELYING_PARTY, Answer, Manner, ask, enrol
from engine.progress import CancelToken
from tests.support.authenticator import Authenticator, plug_in

PIN = "Grüße 1234"


@dataclass
class Person:
    """Who sits before it."""

    pin: str = ""
    asked: int = 0
    told: int = 0
    cancel: CancelToken = field(default_factory=CancelToken)

    def give(self) -> str:
        self.asked += 1
        return self.pin

    def touch(self) -> None:
        self.told += 1

    @property
    def manner(self) -> Manner:
        return Manner(self.give, self.touch, self.cancel)


def reason(call: Callable[[], Answer]) -> SecurityKeyError:
    with pytest.raises(SecurityKeyError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize("protocols", [(2, 1), (1,)], ids=["PIN protocol 2", "PIN protocol 1"])
@pytest.mark.parametrize("pin", [None, PIN], ids=["no PIN", "a PIN"])
def test_the_answer_is_what_the_specification_says(
    monkeypatch: pytest.MonkeyPatch, protocols: tuple[int, ...], pin: str | None
) -> None:
    key = Authenticator(pin=pin, protocols=protocols)
    plug_in(monkeypatch, key)
    person = Person(pin or "")
    first = enrol(person.manner)
    handle = unpack_security_key(first.handle)
    assert handle.verified is bool(pin)
    [(identity, kept)] = key.credentials.items()
    assert (identity, kept.rp_id) == (handle.credential_id, RELYING_PARTY)
    salt = hashlib.sha256(b"WebAuthn PRF\0" + handle.salt).digest()
    secret = kept.with_uv if pin else kept.without_uv
    assert first.secret == hmac.new(secret, salt, hashlib.sha256).digest()
    assert person.told == key.touches == 2

    person.pin = unicodedata.normalize("NFD", person.pin)  # as some keyboards give it
    again = ask([first.handle], person.manner)
    assert again == first
    assert key.touches == 3
    assert bool(person.asked) is bool(pin)
    assert key.is_closed


def test_two_vaults_get_answers_that_have_nothing_in_common(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plug_in(monkeypatch, Authenticator())
    manner = Person().manner
    one, other = enrol(manner), enrol(manner)
    assert one.secret != other.secret
    swapped = unpack_security_key(one.handle)._replace(salt=unpack_security_key(other.handle).salt)
    assert ask([swapped.pack()], manner).secret not in (one.secret, other.secret)
    assert ask([other.handle], manner) == other


def test_the_key_that_has_it_is_found_among_several(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger, mine = Authenticator(), Authenticator(pin=PIN)
    person = Person(PIN)
    plug_in(monkeypatch, mine)
    made = enrol(person.manner)
    plug_in(monkeypatch, Authenticator(speaks_ctap2=False), stranger, mine)
    assert ask([made.handle], person.manner) == made
    assert not stranger.touches  # it was asked without bothering anybody
    assert reason(lambda: enrol(person.manner)).reason == "several-keys"


def test_one_handle_of_several_that_the_key_has(monkeypatch: pytest.MonkeyPatch) -> None:
    others, key = Authenticator(), Authenticator(longest_id=64)
    manner = Person().manner
    plug_in(monkeypatch, others)
    theirs = enrol(manner)
    plug_in(monkeypatch, key)
    made = enrol(manner)
    long = SecurityKeyHandle(bytes(200), bytes(32), verified=False).pack()
    assert ask([b"", b"\x07nonsense", long, theirs.handle, made.handle], manner) == made
    assert reason(lambda: ask([theirs.handle], manner)).reason == "other-key"
    assert key.touches == 3


def test_a_key_that_always_verifies(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Authenticator(pin=PIN, always_verifies=True)
    plug_in(monkeypatch, key)
    person = Person(PIN)
    made = enrol(person.manner)
    assert ask([made.handle], person.manner) == made


def test_a_pin_that_came_later_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Authenticator()
    plug_in(monkeypatch, key)
    person = Person()
    made = enrol(person.manner)
    key.pin = PIN
    assert ask([made.handle], person.manner) == made
    assert not person.asked


def test_an_answer_without_the_pin_is_another_and_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = Authenticator()
    plug_in(monkeypatch, key)
    made = enrol(Person().manner)
    key.pin, key.always_verifies = PIN, True
    assert reason(lambda: ask([made.handle], Person(PIN).manner)).reason == "verification"


def test_what_a_wrong_pin_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Authenticator(pin=PIN)
    plug_in(monkeypatch, key)
    made = enrol(Person(PIN).manner)
    touches = key.touches
    assert reason(lambda: ask([made.handle], Person("").manner)).reason == "pin-needed"
    wrong = Person("1111").manner
    for left in (7, 6):
        error = reason(lambda: ask([made.handle], wrong))
        assert (error.reason, error.retries) == ("wrong-pin", left)
    assert reason(lambda: ask([made.handle], wrong)).reason == "pin-paused"
    assert reason(lambda: ask([made.handle], Person(PIN).manner)).reason == "pin-paused"
    assert key.touches == touches
    key.retries = 0
    assert reason(lambda: ask([made.handle], wrong)).reason == "pin-blocked"


def test_what_else_goes_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    manner = Person().manner
    plug_in(monkeypatch)
    assert reason(lambda: enrol(manner)).reason == "no-key"
    assert reason(lambda: ask([], manner)).reason == "no-key"
    plug_in(monkeypatch, Authenticator(speaks_ctap2=False))
    assert reason(lambda: enrol(manner)).reason == "no-key"
    old = Authenticator(knows_secrets=False)
    plug_in(monkeypatch, old)
    assert reason(lambda: enrol(manner)).reason == "unsupported"
    assert not old.touches
    key = Authenticator()
    plug_in(monkeypatch, key)
    made = enrol(manner)
    key.touched = False
    assert reason(lambda: ask([made.handle], manner)).reason == "no-touch"
    assert reason(lambda: enrol(manner)).reason == "no-touch"
    key.pulled_out = True
    assert reason(lambda: ask([made.handle], manner)).reason == "no-answer"

    def refuse(_cls: object) -> None:
        raise PermissionError

    monkeypatch.setattr(CtapHidDevice, "list_devices", classmethod(refuse))
    assert reason(lambda: ask([made.handle], manner)).reason == "no-answer"
    monkeypatch.setitem(sys.modules, "fido2.hid", None)
    assert reason(lambda: ask([made.handle], manner)).reason == "no-library"


def test_somebody_who_loses_patience_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    key = Authenticator()
    plug_in(monkeypatch, key)
    person = Person()
    made = enrol(person.manner)
    key.waits = True
    key.waiting.clear()

    def lose_patience() -> None:
        key.waiting.wait(30)
        person.cancel.cancel()

    other = threading.Thread(target=lose_patience)
    other.start()
    with pytest.raises(CancelledError):
        ask([made.handle], person.manner)
    other.join()


@pytest.mark.parametrize(
    "packed",
    [b"", bytes(33), b"\x02" + bytes(40), bytes(33 + 1024)],
    ids=["nothing", "no credential", "a flag that is none", "too long"],
)
def test_what_is_no_handle(packed: bytes) -> None:
    with pytest.raises(InvalidRecordError):
        unpack_security_key(packed)


@pytest.mark.parametrize("verified", [False, True])
def test_a_handle_comes_back(verified: bool) -> None:
    handle = SecurityKeyHandle(bytes(range(1, 200)), bytes(range(32)), verified)
    assert unpack_security_key(handle.pack()) == handle
    assert handle.pack()[0] == verified
