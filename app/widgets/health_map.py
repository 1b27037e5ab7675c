"""A map of the vault: a column for each group of rows, a line for each band file in it.

Every band is a cell of the same image, so that 100,000 bands are painted as fast as ten: the image
is made anew only when a state or the width changes.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.text.translation import mark, tr, tr_marked
from app.widgets.theme import begin_at_text, colours

LARGEST_CELL = 14
SMALLEST_CELL = 2


class BandLook(enum.IntEnum):
    """What a cell tells."""

    EMPTY = 0
    """Nothing but noise."""
    USED = 1
    FULL = 2
    REPAIRED = 3
    DAMAGED = 4
    """Can be repaired."""
    LOST = 5


class HealthMap(QWidget):
    """Groups in the direction of the text, in several rows when there are many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = 0
        self._lanes = 0
        self._looks = bytearray()
        """Of each band: group * lanes + position."""
        self._image = QImage()
        self._cell = LARGEST_CELL
        self._columns = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Map of the vault"))

    # -- what it shows --------------------------------------------------------------------------

    def show_bands(
        self,
        used_rows: Sequence[int],
        group_rows: int,
        lanes: int,
        marks: Mapping[tuple[int, int], BandLook],
    ) -> None:
        """Show a vault.

        Args:
            used_rows: Of each group, how many of its rows are in use.
            group_rows: Rows of a group.
            lanes: Band files of a group.
            marks: What is wrong with some bands, by group and position.
        """
        self._groups, self._lanes = len(used_rows), lanes
        looks = bytearray()
        for used in used_rows:
            look = BandLook.EMPTY if not used else BandLook.USED
            if used * 10 >= group_rows * 9:
                look = BandLook.FULL
            looks += bytes((look,)) * lanes
        for (group, position), look in marks.items():
            if group < self._groups and position < lanes:
                looks[group * lanes + position] = look
        self._looks = looks
        self._lay_out()

    def look_of(self, group: int, position: int) -> BandLook:
        """What one band's cell tells."""
        return BandLook(self._looks[group * self._lanes + position])

    # -- layout ---------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As high as the map needs to be at this width."""
        strips = -(-self._groups // self._columns) if self._groups else 1
        gap = self._strip_gap
        return QSize(400, strips * (self._lanes * self._cell + gap) - gap + 1 if self._lanes else 0)

    @property
    def _strip_gap(self) -> int:
        return max(4, self._cell)

    def _lay_out(self) -> None:
        """Choose the largest cell at which the map is not higher than half its width."""
        width = max(self.width(), 120)
        for cell in range(LARGEST_CELL, SMALLEST_CELL - 1, -1):
            self._cell = cell
            self._columns = max(1, width // cell)
            strips = -(-self._groups // self._columns) if self._groups else 1
            if strips * (self._lanes + 1) * cell <= max(width // 3, 200):
                break
        self._image = self._drawn()
        self.setFixedHeight(max(self.sizeHint().height(), 1))
        self.updateGeometry()
        self.update()

    def _drawn(self) -> QImage:
        """One pixel for each band, as an indexed image: a line for each position of each strip."""
        if not self._groups:
            return QImage()
        lanes, columns = self._lanes, self._columns
        strips = -(-self._groups // columns)
        stride = -(-columns // 4) * 4  # an image's lines begin at multiples of four
        pixels = bytearray(stride * strips * lanes)
        for strip in range(strips):
            first = strip * columns
            last = min(first + columns, self._groups)
            part = self._looks[first * lanes : last * lanes]
            for lane in range(lanes):
                start = (strip * lanes + lane) * stride
                # Colours begin at 1: 0 is where no group is.
                line = bytes(look + 1 for look in part[lane::lanes])
                pixels[start : start + len(line)] = line
        image = QImage(
            bytes(pixels), columns, strips * lanes, stride, QImage.Format.Format_Indexed8
        ).copy()
        image.setColorTable(_colour_table())
        return image

    # -- Qt's side ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another layout."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and not self._image.isNull():
            self._image.setColorTable(_colour_table())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the image, scaled without smoothing; then the lines between large cells."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        begin_at_text(self, painter)
        cell, lanes = self._cell, self._lanes
        strips = self._image.height() // lanes
        for strip in range(strips):
            top = strip * (lanes * cell + self._strip_gap)
            groups = min(self._columns, self._groups - strip * self._columns)
            target = QRect(0, top, groups * cell, lanes * cell)
            painter.drawImage(target, self._image, QRect(0, strip * lanes, groups, lanes))
            if cell >= 5:
                painter.setPen(self.palette().color(self.backgroundRole()))
                for column in range(groups + 1):
                    painter.drawLine(column * cell, top, column * cell, target.bottom())
                for lane in range(lanes + 1):
                    y = top + lane * cell
                    painter.drawLine(0, y, target.right(), y)

    def event(self, event: QEvent) -> bool:
        """Say what lies under the pointer."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.text_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def text_at(self, point: QPoint) -> str:
        """What the cell at a point is."""
        height = self._lanes * self._cell + self._strip_gap
        if not self._lanes or not self.rect().contains(point):
            return ""
        strip, offset = divmod(point.y(), height)
        x = self.width() - 1 - point.x() if self.isRightToLeft() else point.x()
        position, column = offset // self._cell, x // self._cell
        group = strip * self._columns + column
        if position >= self._lanes or column >= self._columns or group >= self._groups:
            return ""
        return tr("Group {group}, file {file}: {state}").format(
            group=group,
            file=f"{position:02d}",
            state=tr_marked(_WORDS[self.look_of(group, position)]),
        )


_WORDS = {
    BandLook.EMPTY: mark("nothing but noise"),
    BandLook.USED: mark("in use"),
    BandLook.FULL: mark("full"),
    BandLook.REPAIRED: mark("was damaged, is repaired"),
    BandLook.DAMAGED: mark("damaged, can be repaired"),
    BandLook.LOST: mark("damaged beyond repair"),
}


def look_colour(look: BandLook) -> QColor:
    """A look's colour, for the map and for its legend."""
    c = colours()
    accent = QColor(c.accent)
    line = QColor(c.line)
    used = QColor(
        (accent.red() + line.red() * 2) // 3,
        (accent.green() + line.green() * 2) // 3,
        (accent.blue() + line.blue() * 2) // 3,
    )
    return {
        BandLook.EMPTY: line,
        BandLook.USED: used,
        BandLook.FULL: accent,
        BandLook.REPAIRED: QColor(c.good),
        BandLook.DAMAGED: QColor(c.warning),
        BandLook.LOST: QColor(c.critical),
    }[look]


def _colour_table() -> list[int]:
    nothing = QColor(Qt.GlobalColor.transparent)
    return [nothing.rgba(), *(look_colour(look).rgba() for look in BandLook)]
