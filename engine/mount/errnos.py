"""Which errno each of the engine's errors becomes. The only place that decides it."""

from __future__ import annotations

import errno
import logging
import traceback

from engine import errors

_log = logging.getLogger(__name__)

NO_ATTRIBUTE = getattr(errno, "ENOATTR", None) or errno.ENODATA
"""macOS has a number of its own for a missing extended attribute."""

_ERRNOS: dict[type[BaseException], int] = {
    errors.NoEntryError: errno.ENOENT,
    errors.EntryExistsError: errno.EEXIST,
    errors.NotADirectoryInVaultError: errno.ENOTDIR,
    errors.IsADirectoryInVaultError: errno.EISDIR,
    errors.NotEmptyError: errno.ENOTEMPTY,
    errors.InvalidNameError: errno.EINVAL,
    errors.NameTooLongError: errno.ENAMETOOLONG,
    errors.InvalidOperationError: errno.EINVAL,
    errors.NotPermittedError: errno.EPERM,
    errors.TooManyLinksError: errno.EMLINK,
    errors.FileTooLargeError: errno.EFBIG,
    errors.StaleInodeError: errno.ESTALE,
    errors.NoAttributeError: NO_ATTRIBUTE,
    errors.AttributeExistsError: errno.EEXIST,
    errors.AttributeTooLargeError: errno.E2BIG,
    errors.NoDataError: errno.ENXIO,
    errors.FileLockedError: errno.EACCES,
    errors.CrossLockError: errno.EXDEV,
    errors.NamespaceError: errno.EINVAL,
    errors.NoSpaceError: errno.ENOSPC,
    errors.ReadOnlyVaultError: errno.EROFS,
    MemoryError: errno.ENOMEM,
}

_DISK_ERRNOS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS))
"""What the disk says that means the same to the program above; all else of it is EIO."""


class RefusedError(Exception):
    """The mount itself declines, before the namespace is asked."""

    def __init__(self, errno_value: int) -> None:
        super().__init__(errno_value)
        self.errno_value = errno_value


def errno_of(error: BaseException) -> int:
    """The errno, positive, that a failed operation answers with; EIO for what is not known."""
    number = _ERRNOS.get(type(error))
    if number is not None:
        return number
    if isinstance(error, RefusedError):
        return error.errno_value
    if isinstance(error, errors.MediumError) and error.errno_value in _DISK_ERRNOS:
        return error.errno_value
    known = (_ERRNOS[kind] for kind in type(error).__mro__ if kind in _ERRNOS)
    return next(known, errno.EIO)


def failure(operation: str, error: Exception) -> int:
    """The negative errno of a failed operation. What should not happen is logged, without names."""
    number = errno_of(error)
    if number == errno.EIO:
        if isinstance(error, errors.VaultError):
            _log.warning("%s failed: %s", operation, error)
        else:
            # Not the message: it may quote a name.
            frames = "".join(traceback.format_tb(error.__traceback__))
            _log.error("%s failed: %s\n%s", operation, type(error).__name__, frames)
    return -number
