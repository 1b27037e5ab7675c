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
from app.text.quantities import moment
from app.text.reasons import REASONS
from app.text.translation import Marked, mark, tr, tr_marked
from engine.errors import (
    MediumError,
    MountBusyError,
    RollbackError,
    SecurityKeyError,
    VaultError,
)


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
    ROLLBACK = 8


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error as a person should meet it."""

    code: str
    sentence: str
    exit_code: ExitCode


SENTENCES: dict[str, tuple[ExitCode, Marked]] = {
    "vault": (ExitCode.FAILED, mark("The vault reported an error.")),
    "not-a-vault": (ExitCode.FAILED, mark("There is no vault at {path}{because}.")),
    "vault-exists": (ExitCode.FAILED, mark("{path} is taken: a new vault needs an empty place.")),
    "unsupported-version": (
        ExitCode.FAILED,
        mark(
            "The vault has format version {version}, which this version of SigmaVault cannot read."
        ),
    ),
    "header-damaged": (
        ExitCode.DAMAGE,
        mark(
            "The header of the vault at {path} is damaged in every copy{because};"
            " `sigmavault header restore` puts a saved one in its place."
        ),
    ),
    "header-missing": (
        ExitCode.DAMAGE,
        mark(
            "The vault at {path} has no header: `sigmavault header restore` puts a saved one back."
            " If its creation was interrupted, delete the folder."
        ),
    ),
    "invalid-backup": (
        ExitCode.FAILED,
        mark("{path} holds no header of a vault, or a damaged one{because}."),
    ),
    "foreign-header": (
        ExitCode.FAILED,
        mark(
            "Nothing in {path} belongs to this header: it is that of another vault,"
            " or nothing that its key opens is left."
        ),
    ),
    "superseded-header": (
        ExitCode.FAILED,
        mark(
            "This header is of the vault at {path}, but from before its key was changed by"
            " `sigmavault rekey`: what it opens is not in the vault any more, or goes from it."
        ),
    ),
    "rollback": (
        ExitCode.ROLLBACK,
        mark(
            "This vault {is_no_continuation}; nothing was written to it. Look at it with"
            " --read-only, and save its files if nobody put another copy there; open it with"
            " --accept-rollback only if it was put there on purpose."
        ),
    ),
    "header-rollback": (
        ExitCode.ROLLBACK,
        mark(
            "The header of this vault is older than the one that this device saw on {when}:"
            " passphrases and recovery keys of that time open it again. Nothing was written to it."
            " Look at it with --read-only, or open it with --accept-rollback if the header was put"
            " there on purpose."
        ),
    ),
    "wrong-key": (
        ExitCode.WRONG_KEY,
        mark("That does not open this vault: it is not one of its passphrases, keys or keyfiles."),
    ),
    "mistyped-recovery-key": (
        ExitCode.WRONG_KEY,
        mark("This is no recovery key: a character is wrong, missing or too many."),
    ),
    "invalid-passphrase": (ExitCode.USAGE, mark("This cannot be a passphrase{because}.")),
    "invalid-keyfile": (ExitCode.USAGE, mark("{path} cannot be a keyfile{because}.")),
    "key-slot": (ExitCode.FAILED, mark("The key slots stay as they are{because}.")),
    "rekey": (ExitCode.FAILED, mark("The vault keeps its master key{because}.")),
    "device-secret": (
        ExitCode.FAILED,
        mark("This device's secret for the vault cannot be used{because}."),
    ),
    "security-key": (ExitCode.FAILED, mark("The security key cannot be used{because}.")),
    "kdf-cost": (
        ExitCode.FAILED,
        mark("The cost of the key derivation is out of bounds: {memory_kib} KiB, {passes} passes."),
    ),
    "vault-busy": (ExitCode.BUSY, mark("The vault at {path} is in use by {holder}.")),
    "vault-locked": (ExitCode.FAILED, mark("The vault was locked meanwhile.")),
    "invalid-geometry": (ExitCode.USAGE, mark("No vault can have this shape{because}.")),
    "medium": (ExitCode.FAILED, mark("The disk refused {place}: {system}{because}.")),
    "missing-piece": (
        ExitCode.DAMAGE,
        mark("A file of the vault, {place}, is missing or too short: {system}{because}."),
    ),
    "no-space": (ExitCode.NO_SPACE, mark("There is no space left{at_place}.")),
    "read-only": (ExitCode.FAILED, mark("The vault is open for reading only{because}.")),
    "damage": (ExitCode.DAMAGE, mark("{place} is damaged and could not be rebuilt.")),
    "stripe-lost": (
        ExitCode.DAMAGE,
        mark("Data was lost: {place} has only {good_lanes} good lanes left, fewer than it takes."),
    ),
    "root-lost": (
        ExitCode.DAMAGE,
        mark(
            "No copy of the vault's superblock can be read any more ({place});"
            " `sigmavault salvage` can still get files out."
        ),
    ),
    "index-damaged": (
        ExitCode.DAMAGE,
        mark(
            "The vault's index is damaged beyond what its parity repairs ({place});"
            " `sigmavault salvage` can still get files out."
        ),
    ),
    "invalid-record": (
        ExitCode.DAMAGE,
        mark("{place} holds something that is no record of a vault."),
    ),
    "transaction-state": (ExitCode.FAILED, mark("The transaction is already {state}.")),
    "transaction-timeout": (
        ExitCode.FAILED,
        mark("The transaction took too long and was rolled back; nothing was changed."),
    ),
    "cancelled": (ExitCode.FAILED, mark("Cancelled; nothing was changed.")),
    "namespace": (ExitCode.FAILED, mark("{name}: cannot be done.")),
    "no-entry": (ExitCode.FAILED, mark("{name}: no such file or folder in the vault.")),
    "entry-exists": (ExitCode.FAILED, mark("{name}: exists already.")),
    "not-a-directory": (ExitCode.FAILED, mark("{name}: is not a folder.")),
    "is-a-directory": (ExitCode.FAILED, mark("{name}: is a folder.")),
    "not-empty": (ExitCode.FAILED, mark("{name}: the folder is not empty.")),
    "invalid-name": (ExitCode.FAILED, mark("{name}: no entry of a vault can have this name.")),
    "name-too-long": (ExitCode.FAILED, mark("{name}: the name is too long.")),
    "invalid-operation": (ExitCode.FAILED, mark("{name}: this makes no sense here.")),
    "not-permitted": (ExitCode.FAILED, mark("{name}: this is not permitted for such a file.")),
    "too-many-links": (ExitCode.FAILED, mark("{name}: has as many hard links as a file can have.")),
    "file-too-large": (ExitCode.FAILED, mark("{name}: is larger than a vault can hold.")),
    "stale-inode": (ExitCode.FAILED, mark("{name}: was deleted meanwhile.")),
    "no-attribute": (ExitCode.FAILED, mark("{name}: no such extended attribute.")),
    "attribute-exists": (ExitCode.FAILED, mark("{name}: the extended attribute exists already.")),
    "attribute-too-large": (ExitCode.FAILED, mark("{name}: the extended attribute is too large.")),
    "no-data": (ExitCode.FAILED, mark("{name}: there is no data past this place.")),
    "file-locked": (ExitCode.FAILED, mark("{name}: lies under a second lock that is closed.")),
    "cross-lock": (
        ExitCode.FAILED,
        mark("{name}: cannot be moved into this second lock; copy it there and delete it here."),
    ),
    "already-locked": (ExitCode.FAILED, mark("{name}: lies under a second lock already.")),
    "not-locked": (ExitCode.FAILED, mark("{name}: lies under no second lock.")),
    "inside-lock": (
        ExitCode.FAILED,
        mark("{name}: its folder lies under a second lock, too; remove that one first."),
    ),
    "lock-unfinished": (
        ExitCode.FAILED,
        mark(
            "{name}: putting it under the second lock was broken off; do it again with the same"
            " passphrase to finish it."
        ),
    ),
    "wrong-file-key": (
        ExitCode.WRONG_KEY,
        mark("This passphrase does not open the second lock."),
    ),
    "seal-broken": (
        ExitCode.DAMAGE,
        mark("{place} lies under a second lock and is not as it was left; it cannot be read."),
    ),
    "mount": (ExitCode.FAILED, mark("{mountpoint}: cannot be mounted or unmounted{because}.")),
    "fuse-unavailable": (ExitCode.NO_FUSE, mark("FUSE is not available on this machine{because}.")),
    "mount-busy": (
        ExitCode.BUSY,
        mark("{mountpoint} is in use{by_holders}; end that and try again."),
    ),
    "destination": (
        ExitCode.FAILED,
        mark("What is salvaged cannot be written to {path}{because}."),
    ),
    "benchmark-record": (ExitCode.FAILED, mark("{path} holds no benchmark results.")),
}

SYSTEM_WORDS: dict[int, Marked] = {
    errno.EPERM: mark("Operation not permitted"),
    errno.ENOENT: mark("No such file or directory"),
    errno.EIO: mark("Input/output error"),
    errno.ENXIO: mark("No such device or address"),
    errno.EACCES: mark("Permission denied"),
    errno.EBUSY: mark("Device or resource busy"),
    errno.EEXIST: mark("File exists"),
    errno.ENODEV: mark("No such device"),
    errno.ENOTDIR: mark("Not a directory"),
    errno.EISDIR: mark("Is a directory"),
    errno.EINVAL: mark("Invalid argument"),
    errno.EMFILE: mark("Too many open files"),
    errno.EFBIG: mark("File too large"),
    errno.ENOSPC: mark("No space left on device"),
    errno.EROFS: mark("Read-only file system"),
    errno.ENAMETOOLONG: mark("File name too long"),
    errno.ENOTEMPTY: mark("Directory not empty"),
    errno.ELOOP: mark("Too many levels of symbolic links"),
    errno.ETIMEDOUT: mark("Connection timed out"),
    errno.EDQUOT: mark("Disk quota exceeded"),
    errno.ENOTCONN: mark("Transport endpoint is not connected"),
}
"""The system's words for its errors, as Linux has them: it knows no translation of ours."""

_NOT_THE_KEY = ("other-key", "wrong-pin", "wrong-finger")
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
        return Explanation("memory", tr("There is not enough memory."), ExitCode.FAILED)
    sentence = tr("Internal error, please report it: {error}").format(
        error=f"{type(error).__name__}: {error}"
    )
    return Explanation(_INTERNAL, sentence, ExitCode.FAILED)


def _explain_vault_error(error: VaultError, subject: bytes | Path | None) -> Explanation:
    exit_code, template = SENTENCES.get(error.code, SENTENCES["vault"])
    fields = _fields(error)
    if subject is not None:
        fields["name"] = shown(subject)
    fields["name"] = fields.get("name") or tr("This")
    if isinstance(error, MediumError) and error.errno_value in _OUT_OF_SPACE:
        exit_code = ExitCode.NO_SPACE
    if isinstance(error, SecurityKeyError) and error.reason in _NOT_THE_KEY:
        exit_code = ExitCode.WRONG_KEY
    sentence = tr_marked(template).format_map(fields)
    if subject is not None and "{name}" not in template:
        sentence = f"{shown(subject)}: {sentence}"
    return Explanation(error.code, sentence, exit_code)


def _fields(error: VaultError) -> dict[str, str]:
    """The error's fields as text, and the phrases that the sentences build from them."""
    fields = {name: _field(value) for name, value in vars(error).items()}
    reason = fields.get("reason", "")
    reason = tr_marked(REASONS[reason]) if reason in REASONS else reason
    fields["because"] = f" ({reason})" if reason else ""
    fields["holder"] = fields.get("holder") or tr("another process")
    place = fields.get("place", "")
    fields["at_place"] = f" ({place})" if place else ""
    if isinstance(error, MountBusyError):
        names = tr(", ").join(shown(holder) for holder in error.holders)
        fields["by_holders"] = " " + tr("by {names}").format(names=names) if names else ""
    if isinstance(error, SecurityKeyError) and error.retries is not None:
        tries = tr("the PIN is wrong; tries left: {retries}").format(retries=error.retries)
        fields["because"] = f" ({tries})"
    if isinstance(error, RollbackError):
        fields["when"] = moment(error.remembered_ns)
        fields["is_no_continuation"] = _not_newest(error).format_map(fields)
    if isinstance(error, MediumError):
        fields["system"] = _system_words(error.errno_value)
    return fields


def _not_newest(error: RollbackError) -> str:
    if error.forked:
        return tr("is not the one that this device saw on {when}, but a copy that went its own way")
    return tr(
        "is older than the one that this device saw on {when}"
        " (generation {found_generation}, and not {remembered_generation}): it is an older copy, or"
        " damage has taken its newest state"
    )


def _field(value: object) -> str:
    return shown(value) if isinstance(value, bytes | str | Path) else str(value)


def _explain_system_error(error: OSError, subject: bytes | Path | None) -> Explanation:
    exit_code = ExitCode.NO_SPACE if error.errno in _OUT_OF_SPACE else ExitCode.FAILED
    what = error.strerror or str(error) or type(error).__name__
    if error.errno in SYSTEM_WORDS and what == os.strerror(error.errno):
        what = _system_words(error.errno)
    name = subject if subject is not None else error.filename
    if isinstance(name, bytes | str | Path):
        what = f"{shown(name)}: {what}"
    return Explanation(_SYSTEM, f"{what}.", exit_code)


def _system_words(number: int) -> str:
    return tr_marked(SYSTEM_WORDS[number]) if number in SYSTEM_WORDS else os.strerror(number)
