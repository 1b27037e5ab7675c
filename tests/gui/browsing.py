"""What the tests of the browser do in common."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.views.browser import Browser


def shown(browser: Browser) -> list[str]:
    """The names that the browser lists: of a folder or of a search."""
    return [row.name.decode() for row in browser.views.entries.rows]


def begin(qtbot: QtBot, browser: Browser, *names: str) -> None:
    """Show the top, and wait for names."""
    with qtbot.waitSignal(browser.model.loaded):
        browser.start()
    qtbot.waitUntil(lambda: set(names) <= set(shown(browser)))


def select(browser: Browser, *names: str) -> None:
    """Select rows of what is shown."""
    view = browser.views.view
    view.clearSelection()
    selection = view.selectionModel()
    for name in names:
        index = view.entries.index(view.entries.find(name.encode()), 0)
        selection.select(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
        selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)


def drop_at(viewport: QWidget, point: QPoint, mime: QMimeData) -> bool:
    """What a window system sends when something is dropped. Whether it was taken."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point, actions, mime, buttons, keys)
    QApplication.sendEvent(viewport, enter)
    event = QDropEvent(QPointF(point), actions, mime, buttons, keys)
    QApplication.sendEvent(viewport, event)
    return event.isAccepted()


def files_mime(*paths: object) -> QMimeData:
    """Files of the disk outside, as a file manager drags them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def picture(width: int, height: int, kind: str = "PNG", colour: str = "red") -> bytes:
    """An image file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())
