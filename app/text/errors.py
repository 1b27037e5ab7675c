"""Every error of the engine as one sentence and one exit code: the only place that has either.

The sentences are keyed by the error's stable code. A field of the error may be named in braces;
`{because}` is its reason in parentheses, where there is one.
"""

from __future__ import annotations

import enum
import errno
import os
from dataclasses import dataclass
from pathlib import Path

from app.text.names import shown
from engine.errors import MediumError, MountBusyError, VaultError


class ExitCode(enum.IntEnum):
    """What the command line returns; stable, documented in docs/cli.md."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    WRONG_KEY = 3
    DAMAGE = 4
    BUSY = 5
    NO_SPACE = 6
    NO_FUSE = 7


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error as a person should meet it."""

    code: str
    sentence: str
    exit_code: ExitCode


SENTENCES: dict[str, tuple[ExitCode, str]] = {
    "vault": (ExitCode.FAILED, "The vault reported an error."),
    "not-a-vault": (ExitCode.FAILED, "There is no vault at {path}{because}."),
    "vault-exists": (ExitCode.FAILED, "{path} is taken: a new vault needs an empty place."),
    "unsupported-version": (
        ExitCode.FAILED,
        "The vault has format version {version}, which this version of SigmaVault cannot read.",
    ),
    "header-damaged": (
        ExitCode.DAMAGE,
        "The header of the vault at {path} is damaged in every copy{because}.",
    ),
    "wrong-key": (ExitCode.WRONG_KEY, "The passphrase or recovery key does not open this vault."),
    "mistyped-recovery-key": (
        ExitCode.WRONG_KEY,
        "This is no recovery key: a character is wrong, missing or too many.",
    ),
    "invalid-passphrase": (ExitCode.USAGE, "This cannot be a passphrase{because}."),
    "kdf-cost": (
        ExitCode.FAILED,
        "The cost of the key derivation is out of bounds: {memory_kib} KiB, {passes} passes.",
    ),
    "vault-busy": (ExitCode.BUSY, "The vault at {path} is in use by {holder}."),
    "vault-locked": (ExitCode.FAILED, "The vault was locked meanwhile."),
    "invalid-geometry": (ExitCode.USAGE, "No vault can have this shape{because}."),
    "medium": (ExitCode.FAILED, "The disk refused {place}: {system}{because}."),
    "missing-piece": (
        ExitCode.DAMAGE,
        "A file of the vault, {place}, is missing or too short: {system}{because}.",
    ),
    "no-space": (ExitCode.NO_SPACE, "There is no space left{at_place}."),
    "read-only": (ExitCode.FAILED, "The vault is open for reading only{because}."),
    "damage": (ExitCode.DAMAGE, "{place} is damaged and could not be rebuilt."),
    "stripe-lost": (
        ExitCode.DAMAGE,
        "Data was lost: {place} has only {good_lanes} good lanes left, fewer than it takes.",
    ),
    "root-lost": (
        ExitCode.DAMAGE,
        "No copy of the vault's superblock can be read any more ({place}).",
    ),
    "index-damaged": (
        ExitCode.DAMAGE,
        "The vault's index is damaged beyond what its parity repairs ({place}).",
    ),
    "invalid-record": (ExitCode.DAMAGE, "{place} holds something that is no record of a vault."),
    "transaction-state": (ExitCode.FAILED, "The transaction is already {state}."),
    "transaction-timeout": (
        ExitCode.FAILED,
        "The transaction took too long and was rolled back; nothing was changed.",
    ),
    "cancelled": (ExitCode.FAILED, "Cancelled; nothing was changed."),
    "namespace": (ExitCode.FAILED, "{name}: cannot be done."),
    "no-entry": (ExitCode.FAILED, "{name}: no such file or folder in the vault."),
    "entry-exists": (ExitCode.FAILED, "{name}: exists already."),
    "not-a-directory": (ExitCode.FAILED, "{name}: is not a folder."),
    "is-a-directory": (ExitCode.FAILED, "{name}: is a folder."),
    "not-empty": (ExitCode.FAILED, "{name}: the folder is not empty."),
    "invalid-name": (ExitCode.FAILED, "{name}: no entry of a vault can have this name."),
    "name-too-long": (ExitCode.FAILED, "{name}: the name is too long."),
    "invalid-operation": (ExitCode.FAILED, "{name}: this makes no sense here."),
    "not-permitted": (ExitCode.FAILED, "{name}: this is not permitted for such a file."),
    "too-many-links": (ExitCode.FAILED, "{name}: has as many hard links as a file can have."),
    "file-too-large": (ExitCode.FAILED, "{name}: is larger than a vault can hold."),
    "stale-inode": (ExitCode.FAILED, "{name}: was deleted meanwhile."),
    "no-attribute": (ExitCode.FAILED, "{name}: no such extended attribute."),
    "attribute-exists": (ExitCode.FAILED, "{name}: the extended attribute exists already."),
    "attribute-too-large": (ExitCode.FAILED, "{name}: the extended attribute is too large."),
    "no-data": (ExitCode.FAILED, "{name}: there is no data past this place."),
    "mount": (ExitCode.FAILED, "{mountpoint}: cannot be mounted or unmounted{because}."),
    "fuse-unavailable": (ExitCode.NO_FUSE, "FUSE is not available on this machine{because}."),
    "mount-busy": (
        ExitCode.BUSY,
        "{mountpoint} is in use{by_holders}; end that and try again.",
    ),
    "benchmark-record": (ExitCode.FAILED, "{path} holds no benchmark results."),
}

REASONS: dict[str, str] = {
    # of a vault that cannot be made
    "locations": "a vault over several locations cannot be made yet",
    "parity": "so many parity lanes are not possible",
    # of a passphrase
    "empty": "it is empty",
    "not text": "it is not text in UTF-8",
    # of a mount
    "no-fuse": "there is no /dev/fuse, or no libfuse",
    "no-fusermount": "fusermount3 is not installed; the package is called fuse3",
    "kernel-too-old": "the system's kernel is too old",
    "no-mfusepy": "the package mfusepy is not installed",
    "missing": "there is no such folder",
    "not-a-directory": "this is not a folder",
    "not-empty": "the folder is not empty",
    "inside-vault": "a vault cannot be mounted inside of itself",
    "already-a-mount": "something is mounted there already",
    "no-permission": "the system does not permit it",
    "allow-other-forbidden": "set user_allow_other in /etc/fuse.conf to let other users in",
    "too-many-mounts": "there are too many mounts",
    "not-mounted": "no vault is mounted there",
    "busy": "programs still use it",
    "not-ready": "the mount did not become usable",
    "still-serving": "it is unmounted, but its process has not ended yet",
}
"""The engine's words for reasons; a reason that is not here is shown as it is."""

_OUT_OF_SPACE = (errno.ENOSPC, errno.EDQUOT)
_INTERNAL = "internal"
_SYSTEM = "system"


def explain(error: BaseException, subject: bytes | Path | None = None) -> Explanation:
    """The sentence and the exit code for an error.

    Args:
        error: An error of the engine, of the system, or a mistake of ours.
        subject: What the error is about, where the caller knows it better than the error.
    """
    if isinstance(error, VaultError):
        return _explain_vault_error(error, subject)
    if isinstance(error, OSError):
        return _explain_system_error(error, subject)
    if isinstance(error, MemoryError):
        return Explanation("memory", "There is not enough memory.", ExitCode.FAILED)
    sentence = f"Internal error, please report it: {type(error).__name__}: {error}"
    return Explanation(_INTERNAL, sentence, ExitCode.FAILED)


def _explain_vault_error(error: VaultError, subject: bytes | Path | None) -> Explanation:
    exit_code, template = SENTENCES.get(error.code, SENTENCES["vault"])
    fields = _fields(error)
    if subject is not None:
        fields["name"] = shown(subject)
    fields["name"] = fields.get("name") or "This"
    if isinstance(error, MediumError) and error.errno_value in _OUT_OF_SPACE:
        exit_code = ExitCode.NO_SPACE
    sentence = template.format_map(fields)
    if subject is not None and "{name}" not in template:
        sentence = f"{shown(subject)}: {sentence}"
    return Explanation(error.code, sentence, exit_code)


def _fields(error: VaultError) -> dict[str, str]:
    """The error's fields as text, and the phrases that the sentences build from them."""
    fields = {name: _field(value) for name, value in vars(error).items()}
    reason = fields.get("reason", "")
    reason = REASONS.get(reason, reason)
    fields["because"] = f" ({reason})" if reason else ""
    fields["holder"] = fields.get("holder") or "another process"
    place = fields.get("place", "")
    fields["at_place"] = f" ({place})" if place else ""
    if isinstance(error, MountBusyError):
        names = ", ".join(shown(holder) for holder in error.holders)
        fields["by_holders"] = f" by {names}" if names else ""
    if isinstance(error, MediumError):
        fields["system"] = os.strerror(error.errno_value)
    return fields


def _field(value: object) -> str:
    return shown(value) if isinstance(value, bytes | str | Path) else str(value)


def _explain_system_error(error: OSError, subject: bytes | Path | None) -> Explanation:
    exit_code = ExitCode.NO_SPACE if error.errno in _OUT_OF_SPACE else ExitCode.FAILED
    what = error.strerror or str(error) or type(error).__name__
    name = subject if subject is not None else error.filename
    if isinstance(name, bytes | str | Path):
        what = f"{shown(name)}: {what}"
    return Explanation(_SYSTEM, f"{what}.", exit_code)
