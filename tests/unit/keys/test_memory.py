from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from engine.keys import LockedBytes, memory, wipe

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's own interface")


def test_wipe_is_in_place() -> None:
    secret = bytearray(b"secret")
    wipe(memoryview(secret)[1:3])
    assert secret == b"s\0\0ret"
    wipe(secret)
    assert secret == bytes(6)


def test_locked_bytes_hold_a_copy() -> None:
    given = bytearray(b"secret" * 5)
    held = LockedBytes(given)
    wipe(given)
    with held.view() as view:
        assert view == b"secret" * 5
    held.wipe()
    held.wipe()
    with pytest.raises(ValueError, match="closed"):
        held.view()


def test_locked_bytes_are_overwritten_before_the_page_is_given_back() -> None:
    class Page(bytearray):
        closed = False
        left: bytes | None = None

        def close(self) -> None:
            self.left = bytes(self)
            self.closed = True

    held = LockedBytes(b"secret")
    page = Page(b"secret")
    held._page = page  # type: ignore[assignment]
    held.wipe()
    assert page.left == bytes(6)


def test_empty_secret() -> None:
    held = LockedBytes(b"")
    assert bytes(held.view()) == b""
    held.wipe()


def flags_of(held: LockedBytes) -> set[str]:
    """What the kernel says about the page that a secret lies in."""
    pointer = ctypes.c_char.from_buffer(held._page)
    address = ctypes.addressof(pointer)
    del pointer
    inside = False
    with open("/proc/self/smaps", encoding="ascii", errors="replace") as lines:
        for line in lines:
            head = line.split(maxsplit=1)[0]
            if "-" in head and not head.endswith(":"):
                start, end = (int(part, 16) for part in head.split("-"))
                inside = start <= address < end
            elif inside and head == "VmFlags:":
                return set(line.split()[1:])
    return set()


@linux
def test_page_is_locked_and_not_dumped() -> None:
    held = LockedBytes(b"secret")
    flags = flags_of(held)
    assert "dd" in flags
    assert ("lo" in flags) == held.locked
    held.wipe()


def test_a_refused_lock_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_libc", lambda: None)
    held = LockedBytes(b"secret")
    assert not held.locked
    assert bytes(held.view()) == b"secret"
    held.wipe()


@linux
def test_core_dumps_are_off() -> None:
    program = """
import ctypes, resource
from engine.keys import disable_core_dumps
print(disable_core_dumps(), resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[0] == "True (0, 0) 0"
