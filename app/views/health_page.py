"""The health of an unlocked vault: a verdict in a sentence, and what it rests on."""

from __future__ import annotations

import json
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
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.jobs import health
from app.jobs.health import Scrubbed, band_states
from app.jobs.worker import JobHandle
from app.models.session import VaultSession
from app.text.findings import scrub_summary
from app.text.quantities import moment, size
from app.text.scrub_report import report_record, report_text
from app.text.translation import mark, tr, tr_marked, trn
from app.views.health_findings import FindingsList
from app.views.health_schedule import ScheduleRow
from app.views.sentences import is_expected, sentence
from app.views.verdicts import Verdict, verdict_of
from app.widgets.banner import Banner
from app.widgets.health_map import BandLook, HealthMap, look_colour
from app.widgets.icons import icon
from app.widgets.space_bar import Part, SpaceBar, Swatch
from app.widgets.theme import GAP, colours, heading, muted, primary, set_property
from engine.types import Severity

if TYPE_CHECKING:
    from engine.health import DiskShares, ScrubReport, Survey

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
        self._survey_shown: Survey | None = None
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
        self.schedule = ScheduleRow(session)
        self.findings = FindingsList()
        self.findings_title = heading(tr("Findings"), 11)
        self._timer = QTimer(self, interval=_SURVEY_WAIT_MS, singleShot=True)
        self._timer.timeout.connect(self._survey)
        self._build()
        self.check_button.clicked.connect(partial(self._scrub, repair=False))
        self.repair_button.clicked.connect(partial(self._scrub, repair=True))
        self.report_button.clicked.connect(self._ask_where)
        self.schedule.changed.connect(self._show_survey)
        self.schedule.failed.connect(self._failed)
        self.schedule.ended.connect(self._forget_own)
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
        page.addWidget(self._card(self._verdict_row(), self.schedule))
        page.addWidget(self.banner)
        self._findings_card = self._card(self.findings_title, self.findings)
        page.addWidget(self._findings_card)
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
        self._scrubbed = self._survey_shown = None
        self.banner.clear()
        self._stale = True
        self._show_findings()
        self._update()

    def stop(self) -> None:
        """The vault is being locked: keep nothing of it."""
        self._timer.stop()
        self._scrubbed = self._survey_shown = None
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

    def _forget_own(self) -> None:
        """A check that ran by itself has ended: the vault remembers a newer one than ours."""
        self._scrubbed = None
        self._survey()

    # -- space and map --------------------------------------------------------------------------

    def _survey(self) -> None:
        self._stale = False
        self._session.ask(health.survey, self._show_survey, self._failed)

    def _show_survey(self, survey: Survey) -> None:
        self._survey_shown = survey
        self.space.show_parts(_parts(survey.shares))
        self.facts.setText(
            tr("{files} in {folders}, {size} of content. Room for {free} more.").format(
                files=trn("%n file", "%n files", survey.files),
                folders=trn("%n folder", "%n folders", survey.folders),
                size=size(survey.content_bytes),
                free=size(survey.space.free),
            )
        )
        lanes = survey.data_lanes + survey.parity_lanes
        self.map.show_bands(survey.used_rows, survey.group_rows, lanes, self._marks())
        self.schedule.show_schedule(survey)
        self._show_findings()
        self._update()

    @property
    def _report(self) -> ScrubReport | None:
        """Of the last check: the one that was just made, or the one that the vault remembers."""
        if self._scrubbed is not None:
            return self._scrubbed.report
        outcome = self._survey_shown.outcome if self._survey_shown is not None else None
        return outcome.report if outcome is not None else None

    @property
    def _ended_s(self) -> int:
        if self._scrubbed is not None:
            return self._scrubbed.ended_s
        outcome = self._survey_shown.outcome if self._survey_shown is not None else None
        return outcome.ended_s if outcome is not None else 0

    def _marks(self) -> dict[tuple[int, int], BandLook]:
        report = self._report
        marks: dict[tuple[int, int], BandLook] = {}
        for state in band_states(report) if report is not None else ():
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
            can_pause=True,
        )
        if self._handle is not None:
            self._handle.ended.connect(self._ended)
        self._update()

    def _ended(self) -> None:
        self._handle = None
        self._update()

    def _show_scrub(self, scrubbed: Scrubbed) -> None:
        self._scrubbed = scrubbed
        self._show_survey(scrubbed.survey)

    def _failed(self, error: Exception) -> None:
        if is_expected(error):
            self.banner.say(sentence(error), "critical")
        else:
            self.unexpected.emit(error)

    # -- showing --------------------------------------------------------------------------------

    def _update(self) -> None:
        report, survey = self._report, self._survey_shown
        seen = len(survey.damage_seen) if survey is not None else 0
        parity = survey.parity_lanes if survey is not None else 0
        remembered = self._scrubbed is None
        verdict: Verdict = verdict_of(report, seen, parity, remembered=remembered)
        self.verdict.setText(verdict.sentence)
        self.badge.setPixmap(icon(verdict.icon, getattr(colours(), verdict.tone)).pixmap(40, 40))
        set_property(self.verdict, "tone", verdict.tone if verdict.tone != "muted" else "")
        self.detail.setText(self._detail(verdict))
        running = self._handle is not None
        open_now = self._session.state.is_open
        self.check_button.setEnabled(open_now and not running)
        self.repair_button.setVisible(verdict.can_repair)
        set_property(self.repair_button, "primary", verdict.can_repair)
        set_property(self.check_button, "primary", not verdict.can_repair)
        self.repair_button.setEnabled(open_now and not running and not self._session.read_only)
        self.report_button.setVisible(report is not None)

    def _show_findings(self) -> None:
        report = self._report
        has_any = report is not None and bool(report.findings)
        self._findings_card.setVisible(has_any)
        self.findings.show_report(report)
        if report is not None:
            self.findings_title.setText(trn("%n finding", "%n findings", len(report.findings)))

    def _detail(self, verdict: Verdict) -> str:
        report, survey = self._report, self._survey_shown
        parts = [verdict.detail] if verdict.detail else []
        if report is not None:
            text = tr("Last check: {time}. {summary}.")
            when = moment(self._ended_s * 10**9)
            parts.append(text.format(time=when, summary=scrub_summary(report)))
        if survey is not None and survey.begun is not None and self._handle is None:
            rows = sum(survey.used_rows) or 1
            done = min(99, survey.begun[0] * 100 // rows)
            parts.append(
                tr(
                    "A check was broken off at {percent} %; the next one goes on from there."
                ).format(percent=done)
            )
        return " ".join(parts)

    # -- report ---------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        kinds = ";;".join((tr("Text (*.txt)"), tr("JSON (*.json)")))
        chosen, kind = QFileDialog.getSaveFileName(
            self, tr("Save report"), "health-report.txt", kinds
        )
        if chosen:
            path = Path(chosen)
            self.save_report(path.with_suffix(".json") if "*.json" in kind else path)

    def save_report(self, path: Path) -> None:
        """Write all findings to a file, as JSON if its name says so.

        It names files of the vault: the user asked for it.
        """
        report = self._report
        if report is None:
            return
        text = (
            json.dumps(report_record(report), indent=2) + "\n"
            if path.suffix.lower() == ".json"
            else report_text(report, self.verdict.text(), self._ended_s)
        )
        try:
            path.write_text(text, encoding="utf-8", errors="replace")
        except OSError as error:
            self.banner.say(sentence(error, path), "critical")


def _parts(shares: DiskShares) -> list[Part]:
    """What the vault's bytes on disk are; what the disk has left is told, and would drown the rest."""
    c = colours()
    parity_colour, noise_colour = QColor(c.accent), QColor(c.muted)
    parity_colour.setAlpha(130)
    noise_colour.setAlpha(110)
    parts = [Part(tr("Data"), shares.data, size(shares.data), QColor(c.accent))]
    if shares.parity:
        parts.append(Part(tr("Protection"), shares.parity, size(shares.parity), parity_colour))
    parts.append(Part(tr("Decoys"), shares.decoys, size(shares.decoys), noise_colour))
    parts.append(Part(tr("Free on disk"), 0, size(shares.free), QColor(c.line)))
    return parts
