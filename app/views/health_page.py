"""The health of an unlocked vault: a verdict in a sentence, and what it rests on."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.jobs import health
from app.jobs.health import BAND_SLOTS, Scrubbed, Survey, band_states, file_verdicts
from app.jobs.worker import JobHandle
from app.models.session import VaultSession
from app.text.findings import finding_text, scrub_summary
from app.text.names import shown
from app.text.quantities import moment, size
from app.text.translation import mark, tr, tr_marked, trn
from app.views.sentences import is_expected, sentence
from app.views.verdicts import Verdict, verdict_of
from app.widgets.banner import Banner
from app.widgets.health_map import BandLook, HealthMap, look_colour
from app.widgets.icons import icon
from app.widgets.space_bar import Part, SpaceBar, Swatch
from app.widgets.theme import GAP, colours, heading, muted, primary, set_property
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import ScrubReport

LISTED = 500
"""Findings that are listed; the saved report has them all."""

_SURVEY_WAIT_MS = 1500
_SHOWN_LOOKS = (
    (BandLook.EMPTY, mark("Noise")),
    (BandLook.USED, mark("In use")),
    (BandLook.FULL, mark("Full")),
    (BandLook.REPAIRED, mark("Repaired")),
    (BandLook.DAMAGED, mark("Damaged")),
    (BandLook.LOST, mark("Lost")),
)


class HealthPage(QScrollArea):
    """Verdict, space, map, findings."""

    unexpected = Signal(object)

    def __init__(self, session: VaultSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scrubbed: Scrubbed | None = None
        self._checked_at = ""
        self._handle: JobHandle | None = None
        self._stale = True
        self.badge = QLabel()
        self.verdict = heading("", 13)
        self.detail = muted()
        self.check_button = primary(tr("Check now"))
        self.repair_button = QPushButton(tr("Repair"))
        self.report_button = QPushButton(tr("Save report…"))
        self.banner = Banner()
        self.space = SpaceBar()
        self.facts = muted()
        self.map = HealthMap()
        self.findings = QListWidget()
        self.findings_title = heading(tr("Findings"), 11)
        self._timer = QTimer(self, interval=_SURVEY_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._survey)
        self._build()
        self.check_button.clicked.connect(partial(self._scrub, repair=False))
        self.repair_button.clicked.connect(partial(self._scrub, repair=True))
        self.report_button.clicked.connect(self._ask_where)
        session.changed.connect(self._note_changes)
        session.state_changed.connect(self._update)

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.setWidget(inner)
        page = QVBoxLayout(inner)
        page.setContentsMargins(GAP * 3, GAP * 3, GAP * 3, GAP * 3)
        page.setSpacing(GAP * 2)
        page.addWidget(self._card(self._verdict_row()))
        page.addWidget(self.banner)
        page.addWidget(self._card(heading(tr("Space"), 11), self.space, self.facts))
        page.addWidget(
            self._card(
                heading(tr("Map"), 11),
                muted(
                    tr(
                        "A column for each group of rows, a cell for each of its files on disk."
                        " What is data and what is noise, only the key tells."
                    )
                ),
                self.map,
                self._legend(),
            )
        )
        self.findings.setAccessibleName(tr("Findings"))
        self.findings.setFrameShape(QFrame.Shape.NoFrame)
        self.findings.setMinimumHeight(160)
        self.findings.setWordWrap(True)
        self._findings_card = self._card(self.findings_title, self.findings)
        page.addWidget(self._findings_card)
        page.addStretch()
        self._findings_card.hide()

    def _verdict_row(self) -> QWidget:
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(GAP // 2)
        words.addWidget(self.verdict)
        words.addWidget(self.detail)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP * 2)
        layout.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        for button in (self.report_button, self.repair_button, self.check_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _card(self, *widgets: QWidget) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(GAP * 5 // 2, GAP * 2, GAP * 5 // 2, GAP * 2)
        column.setSpacing(GAP * 3 // 2)
        for widget in widgets:
            column.addWidget(widget)
        return card

    def _legend(self) -> QWidget:
        legend = QWidget()
        row = QHBoxLayout(legend)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for look, text in _SHOWN_LOOKS:
            name = muted(tr_marked(text))
            name.setWordWrap(False)
            row.addWidget(Swatch(look_colour(look)))
            row.addWidget(name)
            row.addSpacing(GAP * 2)
        row.addStretch()
        return legend

    # -- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """The vault was unlocked."""
        self._scrubbed = None
        self._checked_at = ""
        self.banner.clear()
        self._stale = True
        self._show_findings()
        self._update()

    def stop(self) -> None:
        """The vault is being locked: keep nothing of it."""
        self._timer.stop()
        self._scrubbed = None
        self.findings.clear()
        self._findings_card.hide()

    def showEvent(self, event: object) -> None:
        """Count when somebody looks."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self._survey()

    def _note_changes(self, _changes: object) -> None:
        self._stale = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    # -- space and map --------------------------------------------------------------------------

    def _survey(self) -> None:
        self._stale = False
        self._session.ask(health.survey, self._show_survey, self._failed)

    def _show_survey(self, survey: Survey) -> None:
        space, c = survey.space, colours()
        lanes = survey.data_lanes + survey.parity_lanes
        data = min(space.used, space.disk_bytes)
        parity = data * survey.parity_lanes // survey.data_lanes
        noise = max(0, space.disk_bytes - data - parity)
        accent = QColor(c.accent)
        parity_colour = QColor(accent)
        parity_colour.setAlpha(130)
        noise_colour = QColor(c.muted)
        noise_colour.setAlpha(110)
        parts = [Part(tr("Data"), data, size(data), accent)]
        if parity:
            parts.append(Part(tr("Protection"), parity, size(parity), parity_colour))
        parts.append(Part(tr("Noise"), noise, size(noise), noise_colour))
        parts.append(
            Part(
                tr("Free on disk"),
                space.disk_free_bytes,
                size(space.disk_free_bytes),
                QColor(c.line),
            )
        )
        self.space.show_parts(parts)
        self.facts.setText(
            tr("{files} in {folders}, {size} of content. Room for {free} more.").format(
                files=trn("%n file", "%n files", survey.files),
                folders=trn("%n folder", "%n folders", survey.folders),
                size=size(survey.content_bytes),
                free=size(space.free),
            )
        )
        self._survey_shown = survey
        self.map.show_bands(survey.used_rows, BAND_SLOTS, lanes, self._marks())
        self._update()

    _survey_shown: Survey | None = None

    def _marks(self) -> dict[tuple[int, int], BandLook]:
        if self._scrubbed is None:
            return {}
        marks = {}
        for state in band_states(self._scrubbed.report):
            look = BandLook.DAMAGED
            if state.repaired:
                look = BandLook.REPAIRED
            elif state.severity is Severity.CRITICAL:
                look = BandLook.LOST
            marks[state.group, state.position] = look
        return marks

    # -- scrub ----------------------------------------------------------------------------------

    def _scrub(self, *, repair: bool) -> None:
        self.banner.clear()
        self._handle = self._session.run(
            lambda vault, cancel, report: health.scrub(vault, repair, cancel, report),
            self._show_scrub,
            self._failed,
            label=tr("Repairing") if repair else tr("Checking every piece"),
        )
        if self._handle is not None:
            self._handle.ended.connect(self._ended)
        self._update()

    def _ended(self) -> None:
        self._handle = None
        self._update()

    def _show_scrub(self, scrubbed: Scrubbed) -> None:
        self._scrubbed = scrubbed
        self._checked_at = moment(time.time_ns())
        self._show_survey(scrubbed.survey)
        self._show_findings()

    def _failed(self, error: Exception) -> None:
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            self.unexpected.emit(error)

    # -- showing --------------------------------------------------------------------------------

    def _update(self) -> None:
        report = self._scrubbed.report if self._scrubbed is not None else None
        seen = self._survey_shown.damage_seen if self._survey_shown is not None else 0
        parity = self._survey_shown.parity_lanes if self._survey_shown is not None else 0
        verdict: Verdict = verdict_of(report, seen, parity)
        self.verdict.setText(verdict.sentence)
        self.badge.setPixmap(icon(verdict.icon, getattr(colours(), verdict.tone)).pixmap(40, 40))
        set_property(self.verdict, "tone", verdict.tone if verdict.tone != "muted" else "")
        if report is not None:
            self.detail.setText(self._summary(report))
        else:
            self.detail.setText(verdict.detail)
        running = self._handle is not None
        open_now = self._session.state.is_open
        self.check_button.setEnabled(open_now and not running)
        self.repair_button.setVisible(verdict.can_repair)
        set_property(self.repair_button, "primary", verdict.can_repair)
        set_property(self.check_button, "primary", not verdict.can_repair)
        self.repair_button.setEnabled(open_now and not running and not self._session.read_only)
        self.report_button.setVisible(report is not None)

    def _show_findings(self) -> None:
        self.findings.clear()
        report = self._scrubbed.report if self._scrubbed is not None else None
        if report is None or not report.findings:
            self._findings_card.hide()
            return
        for verdict in file_verdicts(report)[:LISTED]:
            if verdict.lost:
                text = tr("{file} has lost content; restore it from a backup.")
                tone = "critical"
            elif verdict.repaired:
                text, tone = tr("{file} was damaged, and is whole again."), "good"
            else:
                text = tr("{file} is damaged, and still reads; repair makes it whole.")
                tone = "warning"
            self._add(text.format(file=shown(verdict.path)), tone)
        for finding in report.findings[:LISTED]:
            tone = "good" if finding.repaired else _TONES[finding.severity]
            self._add(finding_text(finding), tone)
        more = len(report.findings) - LISTED
        if more > 0:
            text = trn(
                "… and %n more; the saved report has them all.",
                "… and %n more; the saved report has them all.",
                more,
            )
            self._add(text, "muted")
        self.findings_title.setText(trn("%n finding", "%n findings", len(report.findings)))
        self._findings_card.show()

    def _add(self, text: str, tone: str) -> None:
        self.findings.addItem(text)
        item = self.findings.item(self.findings.count() - 1)
        name = {"critical": "warning", "warning": "warning", "good": "check"}.get(tone, "info")
        item.setIcon(icon(name, getattr(colours(), tone)))

    def _summary(self, report: ScrubReport) -> str:
        return tr("{time}: {summary}.").format(time=self._checked_at, summary=scrub_summary(report))

    # -- report ---------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save report"), "health-report.txt")
        if chosen:
            self.save_report(Path(chosen))

    def save_report(self, path: Path) -> None:
        """Write all findings to a file. It names files of the vault: the user asked for it."""
        if self._scrubbed is None:
            return
        report = self._scrubbed.report
        lines = [self.verdict.text(), self._summary(report), ""]
        lines += [finding_text(finding) for finding in report.findings]
        lines += ["", *(shown(verdict.path) for verdict in file_verdicts(report))]
        try:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")
        except OSError as error:
            self.banner.say(sentence(error, path), "critical")


_TONES = {
    Severity.GOOD: "good",
    Severity.INFO: "muted",
    Severity.WARNING: "warning",
    Severity.CRITICAL: "critical",
}
