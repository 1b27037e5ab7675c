"""A bar for a passphrase's strength, with a sentence: the colour alone would tell some people nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.text.translation import tr
from app.widgets.theme import GAP, begin_at_text, colours, muted

SEGMENTS = 4


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.level = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 5)

    def paintEvent(self, _event: QPaintEvent) -> None:
        c = colours()
        fills = (c.critical, c.critical, c.warning, c.good, c.good)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        begin_at_text(self, painter)
        gap = GAP / 2
        width = (self.width() - gap * (SEGMENTS - 1)) / SEGMENTS
        for segment in range(SEGMENTS):
            lit = self.level >= 0 and segment < max(1, self.level)
            painter.setBrush(QColor(fills[self.level] if lit else c.line))
            painter.drawRoundedRect(QRectF(segment * (width + gap), 0, width, self.height()), 2, 2)


class StrengthMeter(QWidget):
    """Bar and sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar()
        self._label: QLabel = muted()
        self._label.setMinimumHeight(self._label.fontMetrics().height() * 2 + 4)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addWidget(self._bar)
        layout.addWidget(self._label)
        self.setAccessibleName(tr("Strength of the passphrase"))

    @property
    def text(self) -> str:
        """The sentence."""
        return self._label.text()

    @property
    def level(self) -> int:
        """0 to 4; -1 while nothing is known."""
        return self._bar.level

    def show_strength(self, level: int, text: str) -> None:
        """Show a judgement; level -1 clears the bar."""
        self._bar.level = level
        self._label.setText(text)
        self.setAccessibleDescription(text)
        self._bar.update()
