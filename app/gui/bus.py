"""Listening to signals on D-Bus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection


def listen(
    bus: QDBusConnection, place: tuple[str, str, str], name: str, receiver: QObject, slot: str
) -> bool:
    """Have a slot called when a signal comes.

    Args:
        bus: Connected.
        place: Service, path and interface of whoever emits it.
        name: The signal's.
        receiver: Has the slot.
        slot: Its signature in C++, such as `heard(QString,bool)`.

    Returns:
        Whether the bus took it.
    """
    connect: Any = bus.connect
    text = SLOT(slot)
    try:
        return bool(connect(*place, name, receiver, text))
    except (TypeError, ValueError):
        # PySide's signature says bytes; 6.11 takes only text, in spite of it.
        return bool(connect(*place, name, receiver, text.encode("ascii")))
