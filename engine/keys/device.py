"""What a device keeps so that its being there counts: 32 random bytes for each vault.

Random, and not derived from the hardware: what a processor, a disk or a network card says of
itself is no secret, and it changes with a kernel, a new disk or another host name, which would
lock the owner out. The secret moves to another device only by adding a slot there.
"""

from __future__ import annotations

import os
from typing import Protocol

from engine.constants import KEY_BYTES
from engine.errors import OTHER_TPM, DeviceSecretError


class DeviceSecretStore(Protocol):
    """Where a device keeps its secrets: one for each vault that has been made to take one.

    Raises:
        DeviceSecretError: From every method: it could not be read or kept.
    """

    def get(self, vault_id: bytes) -> bytearray | None:
        """The secret for a vault, for the caller to wipe; None if there is none."""

    def put(self, vault_id: bytes, secret: bytes | bytearray) -> None:
        """Keep a secret, durably; it takes the place of one that was kept for that vault."""

    def remove(self, vault_id: bytes) -> None:
        """Keep it no longer. That there was none is no error."""


def new_device_secret() -> bytearray:
    """Make a device secret, for the caller to wipe."""
    return bytearray(os.urandom(KEY_BYTES))


def secret_of_this_device(store: DeviceSecretStore, vault_id: bytes) -> bytearray:
    """The device's secret for a vault, made and kept now if there is none yet.

    One that only another TPM could open is as good as none: what it opened has to be let in anew.

    Raises:
        DeviceSecretError: It could not be read or kept.
    """
    try:
        secret = store.get(vault_id)
    except DeviceSecretError as error:
        if error.reason != OTHER_TPM:
            raise
        secret = None
    if secret is None:
        secret = new_device_secret()
        store.put(vault_id, secret)
    return secret
