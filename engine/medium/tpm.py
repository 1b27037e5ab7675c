"""A secret sealed by this machine's TPM 2: on the disk is only what this one chip can open.

It is sealed under the storage key of the owner's hierarchy, which the chip makes anew from its own
seed each time (TCG, TPM 2.0 Library, part 1, sections 14 and 23), and under no measurement of what
was booted: a new kernel, other firmware settings or another disk leave it as it was. Clearing the
TPM ends it. The programs of tpm2-tools speak to the chip; the secret passes through their standard
input and output, and nothing else of it leaves memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from engine.errors import OTHER_TPM, DeviceSecretError

_PROGRAMS = (
    "tpm2_createprimary", "tpm2_create", "tpm2_load", "tpm2_unseal", "tpm2_flushcontext",
)  # fmt: skip
_DEVICE = Path("/dev/tpmrm0")
"""The kernel's resource manager, which gives each process a TPM of its own."""
_CONNECTION = "TPM2TOOLS_TCTI"
"""Environment variable by which tpm2-tools are told of another TPM than the kernel's."""
_TIMEOUT_S = 30.0

_INTEGRITY = b"0x1df"
"""TPM_RC_INTEGRITY of the first parameter: no key that this TPM has or makes has sealed the blob."""


class SealedBlob(NamedTuple):
    """A sealed secret as the TPM gave it: TPM2B_PUBLIC and TPM2B_PRIVATE. Not secret."""

    public: bytes
    private: bytes


def has_tpm() -> bool:
    """Whether there is a TPM 2 that this user may use, and the programs to do it."""
    if any(shutil.which(program) is None for program in _PROGRAMS):
        return False
    return bool(os.environ.get(_CONNECTION)) or os.access(_DEVICE, os.R_OK | os.W_OK)


def seal(secret: bytes | bytearray) -> SealedBlob:
    """Have the TPM seal a secret of at most 128 bytes.

    Raises:
        DeviceSecretError: It did not.
    """
    with tempfile.TemporaryDirectory(prefix="sigmavault-tpm-") as name:
        folder = Path(name)
        parent = _storage_key(folder)
        public, private = folder / "public", folder / "private"
        _run("tpm2_create", "-C", parent, "-i", "-", "-u", public, "-r", private, stdin=secret)
        return SealedBlob(public.read_bytes(), private.read_bytes())


def unseal(blob: SealedBlob) -> bytearray:
    """Have the TPM open what it sealed, for the caller to wipe.

    Raises:
        DeviceSecretError: It did not; OTHER_TPM if it never will, since another TPM sealed it, or
            this one before it was cleared.
    """
    with tempfile.TemporaryDirectory(prefix="sigmavault-tpm-") as name:
        folder = Path(name)
        parent = _storage_key(folder)
        public, private, loaded = folder / "public", folder / "private", folder / "loaded"
        public.write_bytes(blob.public)
        private.write_bytes(blob.private)
        _run("tpm2_load", "-C", parent, "-u", public, "-r", private, "-c", loaded)
        return bytearray(_run("tpm2_unseal", "-c", loaded))


def _storage_key(folder: Path) -> Path:
    context = folder / "storage-key"
    _run("tpm2_createprimary", "-C", "o", "-g", "sha256", "-G", "ecc", "-c", context)
    return context


def _run(program: str, *arguments: str | Path, stdin: bytes | bytearray = b"") -> bytes:
    """Run one of the programs; a TPM without a resource manager is emptied again behind it."""
    try:
        done = subprocess.run(
            [program, *(os.fspath(each) for each in arguments)],
            input=bytes(stdin),
            capture_output=True,
            check=False,
            timeout=_TIMEOUT_S,
        )
        if os.environ.get(_CONNECTION):
            flush = ["tpm2_flushcontext", "--transient-object"]
            subprocess.run(flush, capture_output=True, check=False, timeout=_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeviceSecretError("tpm") from error
    if done.returncode:
        other = _INTEGRITY in done.stderr.lower()
        raise DeviceSecretError(OTHER_TPM if other else "tpm")
    return done.stdout
