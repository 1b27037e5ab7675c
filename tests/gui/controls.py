"""Windows as a screen reader and a keyboard meet them: names, the way of Tab, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QWidget,
)


def controls(window: QWidget) -> list[QWidget]:
    """What can have the focus by Tab just now, parts of others left out."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisibleTo(window)
        and widget.isEnabled()
        and widget.window() is window
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _is_part(widget)
    ]


def _is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if widget.objectName().startswith("qt_") or widget.focusProxy() is not None:
        return True
    if isinstance(parent, QAbstractSpinBox | QComboBox):
        return True
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def described(widget: QWidget) -> str:
    """A widget in a failure's words."""
    where = place(widget)
    spot = f"({where.left()},{where.top()} {where.width()}x{where.height()})"
    return f"{type(widget).__name__} “{name_of(widget)}” {widget.objectName()} {spot}"


def place(widget: QWidget) -> QRect:
    """Where it is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def way_of_tab(window: QWidget) -> list[QWidget]:
    """What Tab comes to, one after the other, until it is where it began."""
    found = controls(window)
    if not found:
        return []
    found[0].setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    way: list[QWidget] = []
    for _ in range(4 * len(found) + 8):
        now = _owner(window.focusWidget())
        if now is None or now in way:
            break
        way.append(now)
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
    return way


def _owner(widget: QWidget | None) -> QWidget | None:
    while widget is not None and _is_part(widget):
        widget = widget.parentWidget()
    return widget


def unreachable(window: QWidget, way: list[QWidget]) -> Iterator[QWidget]:
    """What Tab does not come to; of buttons of which one is chosen, one is enough."""
    for widget in controls(window):
        if widget in way:
            continue
        if isinstance(widget, QAbstractButton) and widget.autoExclusive():
            siblings = widget.parentWidget().findChildren(QAbstractButton)
            if any(each in way and each.autoExclusive() for each in siblings):
                continue
        yield widget


def backward_steps(way: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Steps to something above and not to the right of, or on a line with and left of, the last."""
    first = min((place(widget).top(), place(widget).left()) for widget in way) if way else (0, 0)
    for before, after in pairwise(way):
        a, b = place(before), place(after)
        if (b.top(), b.left()) == first:
            continue  # once around
        above = b.bottom() <= a.top() and b.left() < a.right()
        left = b.right() <= a.left() and b.top() < a.bottom() and a.top() < b.bottom()
        if above or left:
            yield before, after


def clashes(actions: Sequence[QAction | QAbstractButton]) -> list[str]:
    """Mnemonics that two things have."""
    seen: dict[str, str] = {}
    found = []
    for each in actions:
        text = each.text().replace("&&", "")
        place_of_mark = text.find("&")
        if place_of_mark < 0 or place_of_mark + 1 >= len(text):
            continue
        letter = text[place_of_mark + 1].lower()
        if letter in seen:
            found.append(f"{seen[letter]} / {text}")
        seen[letter] = text
    return found
