"""Each of the engine's errors has the errno that Linux programs expect."""

from __future__ import annotations

import errno
import logging
from pathlib import Path

import pytest

from engine import errors
from engine.mount.errnos import RefusedError, errno_of, failure


@pytest.mark.parametrize(
    ("error", "number"),
    [
        (errors.NoEntryError(b"x"), errno.ENOENT),
        (errors.EntryExistsError(b"x"), errno.EEXIST),
        (errors.NotADirectoryInVaultError(), errno.ENOTDIR),
        (errors.IsADirectoryInVaultError(), errno.EISDIR),
        (errors.NotEmptyError(), errno.ENOTEMPTY),
        (errors.InvalidNameError(), errno.EINVAL),
        (errors.NameTooLongError(), errno.ENAMETOOLONG),
        (errors.InvalidOperationError(), errno.EINVAL),
        (errors.NotPermittedError(), errno.EPERM),
        (errors.TooManyLinksError(), errno.EMLINK),
        (errors.FileTooLargeError(), errno.EFBIG),
        (errors.StaleInodeError(), errno.ESTALE),
        (errors.NoAttributeError(), errno.ENODATA),
        (errors.AttributeExistsError(), errno.EEXIST),
        (errors.AttributeTooLargeError(), errno.E2BIG),
        (errors.NoDataError(), errno.ENXIO),
        (errors.NoSpaceError(), errno.ENOSPC),
        (errors.ReadOnlyVaultError(), errno.EROFS),
        (errors.StripeLostError("x"), errno.EIO),
        (errors.IndexDamagedError("x"), errno.EIO),
        (errors.MediumError("x", errno.EACCES), errno.EIO),
        (errors.MediumError("x", errno.ENOSPC), errno.ENOSPC),
        (errors.MediumError("x", errno.EROFS), errno.EROFS),
        (errors.MissingPieceError("x", errno.ENOENT), errno.EIO),
        (errors.VaultLockedError(), errno.EIO),
        (errors.VaultBusyError(Path("x")), errno.EIO),
        (MemoryError(), errno.ENOMEM),
        (RefusedError(errno.EOPNOTSUPP), errno.EOPNOTSUPP),
        (KeyError("x"), errno.EIO),
        (OSError(errno.ENOENT, "of our own"), errno.EIO),
    ],
)
def test_errno(error: Exception, number: int) -> None:
    assert errno_of(error) == number
    assert failure("X", error) == -number


def test_every_namespace_error_has_a_number_of_its_own() -> None:
    known = {errno_of(kind()) for kind in errors.NamespaceError.__subclasses__()}
    assert errno.EIO not in known


def test_a_subclass_has_its_base_s_number() -> None:
    class NewError(errors.NoSpaceError):
        pass

    assert errno_of(NewError()) == errno.ENOSPC


def test_only_what_should_not_happen_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        failure("LOOKUP", errors.NoEntryError(b"private"))
        failure("WRITE", errors.NoSpaceError())
    assert caplog.records == []
    failure("LOOKUP", KeyError(b"private"))
    failure("READ", errors.StripeLostError("bands/1"))
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "private" not in caplog.text
