"""Works with a vault in a process of its own, and says what is left of the secrets in its memory.

    python -m tests.hostile.secret_keeper VAULT SCRATCH < instructions

Instructions are one line with the passphrase and one of JSON: names and contents to put in, and
needles to look for afterwards, each masked, so that what is found is no copy of the instructions.
Prints one line of JSON. Nothing here may hold a secret for longer than the product does.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib.util
import json
import logging
import os
import re
import resource
import sys
from pathlib import Path

from app.cli.secrets import SecretSource
from engine.constants import BLOCK_BYTES
from engine.errors import FuseUnavailableError
from engine.health import scrub
from engine.health.salvage import salvage
from engine.keys import Passphrase
from engine.mount import MountSession
from engine.progress import CancelToken, ignore_progress
from engine.vault import Vault

MASK = 0x5A
_TABLE = bytes(byte ^ MASK for byte in range(256))
_PR_GET_DUMPABLE = 3
_PIECE = 1 << 24


def masked(data: bytes) -> bytes:
    """Every byte changed; masking twice gives the data back."""
    return data.translate(_TABLE)


def locked_kib() -> int:
    """Memory of this process that is locked against swapping."""
    status = Path("/proc/self/status").read_text()
    found = re.search(r"VmLck:\s+(\d+) kB", status)
    return int(found[1]) if found else 0


def count_in_memory(needles: dict[str, bytes]) -> dict[str, int]:
    """How often each needle, given masked, is in the writable memory of this process."""
    counts = dict.fromkeys(needles, 0)
    longest = max(map(len, needles.values()))
    spaces = []
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, rights, *_ = line.split()
        if rights.startswith("rw") and "[vvar" not in line:
            start, end = (int(each, 16) for each in place.split("-"))
            spaces.append((start, end))
    with open("/proc/self/mem", "rb", buffering=0) as memory:
        for start, end in spaces:
            for at in range(start, end, _PIECE):
                try:
                    memory.seek(at)
                    piece = memory.read(min(_PIECE + longest - 1, end - at))
                except (OSError, ValueError):
                    continue
                hidden = masked(piece)
                del piece
                for name, needle in needles.items():
                    found = hidden.find(needle)
                    while found >= 0:
                        counts[name] += found < _PIECE
                        found = hidden.find(needle, found + 1)
    return counts


def work(vault: Vault, name: bytes, content: bytes, scratch: Path) -> None:
    """What a person does with a vault: put, get, list, rename, scrub."""
    space = vault.namespace
    folder = space.mkdir(1, name, 0o755, 0, 0).ino
    small = space.create(folder, name + b".txt", 0o100644, 0, 0).ino
    space.write(small, 0, content)
    large = space.create(folder, name + b".bin", 0o100644, 0, 0).ino
    space.write(large, 0, content * (3 * BLOCK_BYTES // len(content)))
    space.sync()
    space.rename(folder, name + b".txt", 1, name + b".moved")
    assert bytes(space.read(small, 0, len(content))) == content
    scrub(vault, repair=True)
    vault.statistics()
    if importlib.util.find_spec("PySide6"):
        from app.jobs.preview import preview

        preview(vault, small, CancelToken(), ignore_progress)
    with contextlib.suppress(FuseUnavailableError):
        use_mounted(vault, name, content, scratch / "mounted")


def use_mounted(vault: Vault, name: bytes, content: bytes, place: Path) -> None:
    """The same through the kernel."""
    place.mkdir()
    session = MountSession(vault, place, dedicated=False)
    session.start()
    try:
        session.wait_ready()
        inside = os.path.join(os.fsencode(place), name + b".mounted")
        with open(inside, "xb") as file:
            file.write(content)
            os.fsync(file.fileno())
        with open(inside, "rb") as file:
            assert file.read() == content
    finally:
        session.unmount()


def main(path: Path, scratch: Path) -> None:
    """Unlock, work, lock, look."""
    logging.basicConfig(filename=scratch / "log", level=logging.DEBUG)
    passphrase = SecretSource(file=Path("-")).read()
    given = json.loads(sys.stdin.buffer.readline())
    needles = {name: bytes.fromhex(each) for name, each in given["needles"].items()}
    name, content = (masked(bytes.fromhex(given[each])) for each in ("name", "content"))
    before_kib = locked_kib()
    credential = Passphrase(passphrase)
    del passphrase
    with Vault.unlock(path, credential) as vault:
        lock_granted = vault.keys._master.locked
        locked = locked_kib() - before_kib
        work(vault, name, content, scratch)
        (scratch / "salvaged").mkdir()
        while_open = count_in_memory({"master key": needles["master key"]})
    salvage(path, credential, scratch / "salvaged")
    del credential, name, content
    gc.collect()
    libc = ctypes.CDLL(None)
    say = {
        "core_limit": resource.getrlimit(resource.RLIMIT_CORE),
        "dumpable": libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0),
        "lock_granted": lock_granted,
        "locked_kib": locked,
        "while_open": while_open,
        "left": count_in_memory(needles),
    }
    print(json.dumps(say))


if __name__ == "__main__":
    os.umask(0o077)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
