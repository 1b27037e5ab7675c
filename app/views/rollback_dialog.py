"""A vault that is older than this computer remembers: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.text.quantities import moment
from app.text.translation import isolated, number, tr
from app.widgets.fitting import Dialog
from app.widgets.icons import icon
from app.widgets.theme import GAP, colours, heading, muted, primary
from engine.errors import HeaderRollbackError, RollbackError
from engine.types import OnRollback

_ICON = 32
_WIDTH = 540


class RollbackDialog(Dialog):
    """Accepted with a `choice`, or rejected: then the vault stays locked."""

    def __init__(self, error: RollbackError, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("SigmaVault")
        self.setMinimumWidth(_WIDTH)
        self.choice = OnRollback.REFUSE
        self.read_only_button = primary(tr("Open for reading only"))
        self.read_only_button.setDefault(True)  # what cannot lose anything is what Enter does
        self.accept_button = QPushButton(tr("Use this copy from now on"))
        self.accept_button.setProperty("danger", True)
        self.accept_button.setAutoDefault(False)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAutoDefault(False)
        title, happened = _words(error, name)
        self.title = heading(title, 13)
        self.title.setWordWrap(True)
        self.text = QLabel(happened)
        self.safe = muted(
            tr(
                "Nothing was written to it, and nothing is lost by looking: if you open it for"
                " reading only, you can copy out what you need."
            )
        )
        self.advice = muted(
            tr(
                "If you restored a backup yourself, go on with this copy: this computer then takes"
                " it for the newest one. If you did not, somebody or something else has exchanged"
                " the vault's files: a sync service, a failing disk, or somebody who wants you to"
                " work with old content. Look for the newer copy first."
            )
        )
        self._build()
        self.read_only_button.clicked.connect(lambda: self._choose(OnRollback.READ_ONLY))
        self.accept_button.clicked.connect(lambda: self._choose(OnRollback.ACCEPT))
        self.cancel_button.clicked.connect(self.reject)

    def _build(self) -> None:
        sign = QLabel()
        sign.setPixmap(icon("warning", colours().warning).pixmap(_ICON, _ICON))
        head = QHBoxLayout()
        head.setSpacing(GAP * 3 // 2)
        head.addWidget(sign)
        head.addWidget(self.title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addLayout(head)
        for label in (self.text, self.safe, self.advice):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch()
        layout.addSpacing(GAP)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.cancel_button)
        row.addStretch()
        row.addWidget(self.accept_button)
        row.addWidget(self.read_only_button)
        layout.addLayout(row)
        # As high as the wrapped texts are at this width: a size hint takes them for narrower.
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))

    def _choose(self, choice: OnRollback) -> None:
        self.choice = choice
        self.accept()


def _words(error: RollbackError, name: str) -> tuple[str, str]:
    """What is wrong, in a line and in a sentence or two."""
    when = moment(error.remembered_ns)
    vault = isolated(name)
    if isinstance(error, HeaderRollbackError):
        return (
            tr("The header of “{name}” is older than it should be").format(name=vault),
            tr(
                "Its files are the newest, but its header is from before {when}, when this computer"
                " last saw a newer one. Passphrases and recovery keys of that time open the vault"
                " again, and those set later do not."
            ).format(when=when),
        )
    if error.forked:
        return (
            tr("“{name}” is another copy than the one you used last").format(name=vault),
            tr(
                "This copy has parted from the one that this computer last saw on {when}, and both"
                " were changed since. What was changed in the one is not in the other."
            ).format(when=when),
        )
    return (
        tr("“{name}” is older than it should be").format(name=vault),
        tr(
            "This computer last saw a newer state of it on {when} (generation {newer}; this one is"
            " {older}). Either an older copy was put in its place, or damage has taken its newest"
            " state. What was changed in between is not in this copy."
        ).format(
            when=when,
            newer=number(error.remembered_generation),
            older=number(error.found_generation),
        ),
    )
