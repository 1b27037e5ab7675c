"""How much loss the new vault survives, told by what it means and what it costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.text.translation import Marked, mark, number, tr, tr_marked
from app.views.creation.page import WizardPage
from app.widgets.theme import GAP, muted, set_property
from engine.constants import DATA_LANES, DEFAULT_PARITY_LANES

LEVELS = ((0, mark("None")), (DEFAULT_PARITY_LANES, mark("Standard")), (4, mark("High")))


def explanation(parity_lanes: int) -> str:
    """What a level means, in a sentence."""
    if not parity_lanes:
        return tr("Damage is found, but cannot be repaired. Costs no space.")
    pieces = DATA_LANES + parity_lanes
    cost = round(100 * parity_lanes / DATA_LANES)
    return tr(
        "Survives the loss of any {lost} of {pieces} pieces; damage repairs itself. Costs"
        " {percent}\N{NO-BREAK SPACE}% space."
    ).format(lost=number(parity_lanes), pieces=number(pieces), percent=number(cost))


class _Card(QFrame):
    """A choice that can be clicked anywhere."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class ProtectionPage(WizardPage):
    """Three cards, the middle one chosen."""

    title = mark("How much loss should it survive?")
    note = mark(
        "Everything is stored in pieces. With protection, pieces that rot, vanish or are tampered"
        " with are rebuilt from the others. This cannot be changed later."
    )

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._cards: dict[int, _Card] = {}
        for lanes, name in LEVELS:
            self.column.addWidget(self._card(lanes, name))
        self.column.addStretch()
        self._group.idToggled.connect(self._update)
        self.button(DEFAULT_PARITY_LANES).setChecked(True)

    @property
    def parity_lanes(self) -> int:
        """The chosen level."""
        return self._group.checkedId()

    def button(self, parity_lanes: int) -> QRadioButton:
        """The button of a level."""
        button = self._group.button(parity_lanes)
        if not isinstance(button, QRadioButton):
            raise KeyError(parity_lanes)
        return button

    def enter(self) -> None:
        """The arrow keys choose."""
        self.button(self.parity_lanes).setFocus()

    def _card(self, lanes: int, name: Marked) -> QWidget:
        card = _Card()
        card.setProperty("card", True)
        text = tr_marked(name)
        if lanes == DEFAULT_PARITY_LANES:
            text = tr("{level}  (recommended)").format(level=text)
        button = QRadioButton(text)
        font = button.font()
        font.setBold(True)
        button.setFont(font)
        note = muted(explanation(lanes))
        button.setAccessibleDescription(note.text())
        self._group.addButton(button, lanes)
        self._cards[lanes] = card
        card.clicked.connect(button.click)
        column = QVBoxLayout()
        column.setSpacing(GAP // 2)
        column.addWidget(button)
        inner = QHBoxLayout()
        inner.setContentsMargins(GAP * 3, 0, 0, 0)
        inner.addWidget(note)
        column.addLayout(inner)
        outer = QHBoxLayout(card)
        outer.setContentsMargins(GAP * 2, GAP * 3 // 2, GAP * 2, GAP * 3 // 2)
        outer.addLayout(column)
        return card

    def _update(self) -> None:
        for lanes, card in self._cards.items():
            set_property(card, "chosen", lanes == self.parity_lanes)
        self.changed.emit()
