"""Serves one vault in a process of its own: `python -m tests.support.serve VAULT MOUNTPOINT`.

Prints "ready" once the mount is usable, and ends when it is unmounted or told to by a signal.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.health import keep_rekeyed
from engine.keys import Passphrase
from engine.mount.session import MountSession
from engine.vault import Vault
from tests.support.places import PASSPHRASE


def main() -> None:
    """Unlock, mount, serve, lock."""
    parser = argparse.ArgumentParser()
    parser.add_argument("vault", type=Path)
    parser.add_argument("mountpoint", type=Path)
    parser.add_argument("--allow-other", action="store_true")
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--binding", default="linux")
    options = parser.parse_args()
    with Vault.unlock(
        options.vault, Passphrase(PASSPHRASE), read_only=options.read_only, purpose="test"
    ) as vault:
        keep_rekeyed(vault)
        session = MountSession(
            vault,
            options.mountpoint,
            binding=options.binding,
            read_only=options.read_only,
            allow_other=options.allow_other,
        )
        session.start()
        session.wait_ready()
        print("ready", flush=True)
        session.serve()


if __name__ == "__main__":
    main()
