"""Paths inside a vault, as the command line writes them."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING

from engine.errors import NamespaceError

if TYPE_CHECKING:
    from engine.namespace import Inode, Namespace


def vault_path(text: str) -> bytes:
    """A path inside a vault, from its root, without `.` and `..`: `docs/./a` is `/docs/a`.

    The bytes are those that were typed, valid UTF-8 or not.
    """
    return posixpath.normpath(b"/" + os.fsencode(text).strip(b"/"))


def inner_source(text: str) -> bytes:
    """A path inside a vault that is copied from; `x/.` keeps its dot: the content of `x`."""
    path = vault_path(text)
    return path + b"/." if path != b"/" and text.endswith("/.") else path


def names_a_folder(text: str) -> bool:
    """Whether the path says itself that it is a folder: it ends with a slash."""
    return text.endswith("/") or text in ("", ".")


def split(path: bytes) -> tuple[bytes, bytes]:
    """The parent's path and the name; the root has no name."""
    return posixpath.split(path)


def resolve(namespace: Namespace, path: bytes, *, follow: bool = False) -> Inode:
    """What a path names. An error names the whole path, not the part where it was met."""
    try:
        return namespace.resolve(path, follow=follow)
    except NamespaceError as error:
        error.name = path
        raise
