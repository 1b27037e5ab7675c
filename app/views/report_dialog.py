"""A mistake of ours, told plainly, with what whoever mends it needs to know."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import engine
from app.text.translation import tr
from app.widgets.fitting import Dialog
from app.widgets.theme import GAP, heading, muted, plain_buttons

MOST_TOLD = 5
"""Mistakes in one report: what goes wrong in each paint of a window would fill the memory."""


def report_text(error: BaseException) -> str:
    """Where it happened, without what was in any variable: no secrets, no contents.

    The exception's own text may hold a name; it is left out too.
    """
    lines = [
        f"SigmaVault {engine.__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}",
        "",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        for frame in traceback.extract_tb(seen.__traceback__):
            place = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
            lines.append(f"  {place}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class ReportDialog(Dialog):
    """Shows a report to be copied."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Unexpected error"))
        self.resize(560, 360)
        self._errors = 1
        self.text = QPlainTextEdit(report_text(error))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Report"))
        copy = QPushButton(tr("Copy report"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 2)
        layout.setSpacing(GAP * 3 // 2)
        layout.addWidget(heading(tr("SigmaVault made a mistake")))
        layout.addWidget(
            muted(
                tr(
                    "Your vaults are safe: what was being done was left undone. The report below"
                    " has no names and no secrets in it."
                )
            )
        )
        layout.addWidget(self.text, 1)
        layout.addWidget(plain_buttons(buttons))
        QWidget.setTabOrder(self.text, copy)
        QWidget.setTabOrder(copy, buttons.button(QDialogButtonBox.StandardButton.Close))

    def add(self, error: BaseException) -> None:
        """One more mistake: in the same report, and of many only the first ones."""
        self._errors += 1
        if self._errors <= MOST_TOLD:
            self.text.appendPlainText(f"\n{report_text(error)}")


def show_report(error: BaseException, window: QWidget) -> None:
    """Show a mistake over a window, in the report that is open there if there is one."""
    open_one = window.findChild(ReportDialog)
    if open_one is not None and open_one.isVisible():
        open_one.add(error)
        return
    dialog = ReportDialog(error, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
