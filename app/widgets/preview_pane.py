"""Shows what a look into a file found."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontDatabase, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.text.translation import first_direction, tr
from app.widgets.icons import icon
from app.widgets.theme import GAP, colours, heading, muted


class _Picture(QWidget):
    """An image, as large as there is room, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setMinimumSize(80, 80)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        own = QSize(round(self._image.width() / ratio), round(self._image.height() / ratio))
        room = own.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if room.width() > own.width():
            room = own
        target = QRect(0, 0, room.width(), room.height())
        target.moveCenter(self.rect().center())
        target.moveTop(0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)


class PreviewPane(QWidget):
    """Name, a line of facts, and the content."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(220)
        self._title = heading("", 11)
        self._facts = muted()
        self._stack = QStackedWidget()
        self._nothing = QLabel()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason = muted()
        self._reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = _Picture()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._text.setAccessibleName(tr("Preview"))
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch()
        column.addWidget(self._nothing)
        column.addWidget(self._reason)
        column.addStretch(2)
        for page in (empty, self._text, self._picture):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 2, GAP * 3 // 2, GAP * 2, GAP)
        layout.setSpacing(GAP // 2)
        layout.addWidget(self._title)
        layout.addWidget(self._facts)
        layout.addSpacing(GAP)
        layout.addWidget(self._stack, 1)

    @property
    def text(self) -> str:
        """The text that is shown, or the reason why there is none."""
        shows_text = self._stack.currentWidget() is self._text
        return self._text.toPlainText() if shows_text else self._reason.text()

    @property
    def image(self) -> QImage:
        """The image that is shown."""
        shown = self._stack.currentWidget() is self._picture
        return self._picture._image if shown else QImage()

    @property
    def title(self) -> str:
        """The name over it."""
        return self._title.text()

    def show_nothing(self, title: str, facts: str, reason: str, icon_name: str = "file") -> None:
        """Show that there is nothing to see, and why."""
        self._head(title, facts)
        self._picture.show_image(QImage())
        self._text.clear()
        self._nothing.setPixmap(icon(icon_name, colours().muted).pixmap(40, 40))
        self._reason.setText(reason)
        self._stack.setCurrentIndex(0)

    def show_text(self, title: str, facts: str, text: str) -> None:
        """Show a text."""
        self._head(title, facts)
        self._picture.show_image(QImage())
        # By itself Qt puts every text to the left, whichever way it runs.
        option = self._text.document().defaultTextOption()
        if first_direction(text) == "R":
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        else:
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
            option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._text.document().setDefaultTextOption(option)
        self._text.setPlainText(text)
        self._stack.setCurrentWidget(self._text)

    def show_image(self, title: str, facts: str, image: QImage) -> None:
        """Show an image."""
        self._head(title, facts)
        self._text.clear()
        self._picture.show_image(image)
        self._stack.setCurrentWidget(self._picture)

    def _head(self, title: str, facts: str) -> None:
        self._title.setText(title)
        self._facts.setText(facts)
