"""Taking members out of JSON that nobody has vouched for, each of exactly the type it must have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


class MalformedError(Exception):
    """A reason why bytes are no header; never leaves `engine.format`."""


def require(condition: bool, reason: str) -> None:
    """Refuse what is out of bounds.

    Raises:
        MalformedError: The condition does not hold.
    """
    if not condition:
        raise MalformedError(reason)


def has_member(tree: object, name: str) -> bool:
    """Whether a tree is an object that has an optional member, whatever its value."""
    return type(tree) is dict and name in tree


def member(tree: object, name: str, kind: type[_T]) -> _T:
    """Take a member of exactly this type: a JSON `true` is no 1.

    Raises:
        MalformedError: It is missing, or of another type.
    """
    value = tree.get(name) if type(tree) is dict else None
    if type(value) is not kind:
        raise MalformedError(name)
    return value


def members(tree: object, name: str, limit: int, decode: Callable[[object], _T]) -> tuple[_T, ...]:
    """Take a list of at most so many, each decoded.

    Raises:
        MalformedError: It is no list, too long, or one cannot be decoded.
    """
    rows = member(tree, name, list)
    if len(rows) > limit:
        raise MalformedError(f"{name}: too many")
    return tuple(decode(row) for row in rows)


def octets(tree: object, name: str) -> bytes:
    """Take bytes that are written in hexadecimal.

    Raises:
        MalformedError: They are not.
    """
    try:
        return bytes.fromhex(member(tree, name, str))
    except ValueError as error:
        raise MalformedError(f"{name}: not hexadecimal") from error


def is_plain_text(text: str) -> bool:
    """Whether text may be shown before it is authenticated: no escape sequences for a terminal."""
    return not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in text)


def distinct(ids: list[bytes]) -> bool:
    """Whether no two are the same."""
    return len(set(ids)) == len(ids)
