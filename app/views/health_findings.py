"""The list of what a check found: files by name first, then findings by severity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from app.jobs.health import file_verdicts
from app.text.findings import SEVERITIES, advice_text, by_severity, group_text, grouped
from app.text.names import shown
from app.text.translation import tr, tr_marked, trn
from app.widgets.icons import icon
from app.widgets.theme import colours
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import Finding, ScrubReport

LISTED = 500
"""Files, and lines of findings, that are listed; the saved report has them all."""

_HIGHEST_PX = 420
_TONES = {
    Severity.GOOD: "good",
    Severity.INFO: "muted",
    Severity.WARNING: "warning",
    Severity.CRITICAL: "critical",
}
_ICONS = {"critical": "warning", "warning": "warning", "good": "check"}


class FindingsList(QListWidget):
    """As high as its content, up to a bound; long names wrap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Findings"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setIconSize(QSize(16, 16))
        self.setSpacing(1)

    def show_report(self, report: ScrubReport | None) -> None:
        """List what a scrub found; nothing for None."""
        self.clear()
        if report is not None:
            self._list_files(report)
            for severity, findings in by_severity(report.findings).items():
                self._list_findings(severity, findings)
        rows = self.count()
        high = sum(self.sizeHintForRow(row) + 2 for row in range(min(rows, 40))) + 8
        self.setFixedHeight(max(60, min(high, _HIGHEST_PX)))

    def _list_files(self, report: ScrubReport) -> None:
        verdicts = file_verdicts(report)
        for verdict in verdicts[:LISTED]:
            if verdict.lost:
                text = tr("{file} has lost content; restore it from a backup.")
                tone = "critical"
            elif verdict.repaired:
                text, tone = tr("{file} was damaged, and is whole again."), "good"
            else:
                text = tr("{file} is damaged, and still reads; repair makes it whole.")
                tone = "warning"
            self._add(text.format(file=shown(verdict.path)), tone)
        self._tell_more(len(verdicts) - LISTED)

    def _list_findings(self, severity: Severity, findings: list[Finding]) -> None:
        repaired = severity is Severity.GOOD
        self._head(tr("Repaired") if repaired else tr_marked(SEVERITIES[severity]))
        groups = grouped(findings)
        advised: list[str] = []
        for group in groups[:LISTED]:
            self._add(group_text(group), "good" if repaired else _TONES[severity])
            advice = advice_text(group.first)
            if advice and advice not in advised:
                advised.append(advice)
        self._tell_more(len(groups) - LISTED)
        for advice in advised:
            self._add(advice, "muted")

    def _tell_more(self, more: int) -> None:
        if more > 0:
            text = trn(
                "… and %n more; the saved report has them all.",
                "… and %n more; the saved report has them all.",
                more,
            )
            self._add(text, "muted")

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        self.addItem(item)

    def _add(self, text: str, tone: str) -> None:
        item = QListWidgetItem(icon(_ICONS.get(tone, "info"), getattr(colours(), tone)), text)
        item.setToolTip(text)
        self.addItem(item)
