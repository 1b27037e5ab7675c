"""Device secrets in the state folder: a file for each vault, for its owner's eyes only.

For devices without a keyring. Whoever can read the user's files can read them, and so can whoever
takes the disk, unless the system encrypts it: they are worth what the login is worth.
"""

from __future__ import annotations

import hmac
import os
import stat
from pathlib import Path

from engine.constants import KEY_BYTES
from engine.errors import DeviceSecretError, InvalidRecordError
from engine.format.device_secret import (
    MAX_SEALED_BYTES,
    RECORD_BYTES,
    pack_device_secret,
    pack_sealed_secret,
    unpack_device_secret,
    unpack_sealed_secret,
)
from engine.keys import wipe
from engine.medium import tpm
from engine.medium.device_state import DeviceFolder

FOLDER = "device"
SEALED_ENDING = ".tpm"

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class DeviceSecretFiles:
    """A `DeviceSecretStore` in a folder below the state folder.

    Args:
        root: The state folder; the device's own if None.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._folder = DeviceFolder(FOLDER, root)

    def get(self, vault_id: bytes) -> bytearray | None:
        """The secret for a vault, for the caller to wipe; None if there is none.

        Raises:
            DeviceSecretError: The file cannot be read, is damaged, or others may read it.
        """
        name = vault_id.hex()
        try:
            packed = self._folder.read(name, RECORD_BYTES)
            if packed is None:
                return None
            if os.name == "posix" and (self._folder.path / name).stat().st_mode & _OTHERS:
                raise DeviceSecretError("open-to-others")
            return unpack_device_secret(packed, vault_id)
        except OSError as error:
            raise DeviceSecretError("unreadable") from error
        except InvalidRecordError as error:
            raise DeviceSecretError("damaged") from error

    def put(self, vault_id: bytes, secret: bytes | bytearray) -> None:
        """Keep a secret, durably.

        Raises:
            DeviceSecretError: It could not be written; what was kept before is kept.
        """
        packed = pack_device_secret(vault_id, secret)
        try:
            self._folder.replace(vault_id.hex(), packed)
        except OSError as error:
            raise DeviceSecretError("not-kept") from error
        finally:
            wipe(packed)

    def remove(self, vault_id: bytes) -> None:
        """Keep a secret no longer.

        Raises:
            DeviceSecretError: It is still there.
        """
        try:
            self._folder.remove(vault_id.hex())
        except OSError as error:
            raise DeviceSecretError("not-removed") from error


class SealedDeviceSecrets:
    """The same, each sealed by the TPM of this machine: no use to whoever takes the files.

    Args:
        root: The state folder; the device's own if None.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._folder = DeviceFolder(FOLDER, root)

    def get(self, vault_id: bytes) -> bytearray | None:
        """The secret for a vault, for the caller to wipe; None if there is none.

        Raises:
            DeviceSecretError: The file cannot be read or is damaged, or the TPM does not open it.
        """
        try:
            packed = self._folder.read(vault_id.hex() + SEALED_ENDING, MAX_SEALED_BYTES)
            if packed is None:
                return None
            blob = tpm.SealedBlob(*unpack_sealed_secret(packed, vault_id))
        except OSError as error:
            raise DeviceSecretError("unreadable") from error
        except InvalidRecordError as error:
            raise DeviceSecretError("damaged") from error
        secret = tpm.unseal(blob)
        if len(secret) != KEY_BYTES:
            wipe(secret)
            raise DeviceSecretError("damaged")
        return secret

    def put(self, vault_id: bytes, secret: bytes | bytearray) -> None:
        """Keep a secret, durably; it is tried whether the TPM opens what it has sealed.

        Raises:
            DeviceSecretError: It could not be sealed or written; what was kept before is kept.
        """
        blob = tpm.seal(secret)
        opened = tpm.unseal(blob)
        same = hmac.compare_digest(opened, secret)
        wipe(opened)
        if not same:
            raise DeviceSecretError("tpm")
        try:
            packed = pack_sealed_secret(vault_id, *blob)
            self._folder.replace(vault_id.hex() + SEALED_ENDING, packed)
        except (OSError, InvalidRecordError) as error:
            raise DeviceSecretError("not-kept") from error

    def remove(self, vault_id: bytes) -> None:
        """Keep a secret no longer.

        Raises:
            DeviceSecretError: It is still there.
        """
        try:
            self._folder.remove(vault_id.hex() + SEALED_ENDING)
        except OSError as error:
            raise DeviceSecretError("not-removed") from error
