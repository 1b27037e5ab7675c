"""The way to the speed page: made when somebody first goes there, since hardly anybody does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker
from PySide6.QtWidgets import QStackedWidget

from app.jobs.worker import JobHandle
from app.views.sidebar import Sidebar

if TYPE_CHECKING:
    from app.views.benchmark_page import BenchmarkPage


class SpeedEntry(QObject):
    """Shows the page beside the sidebar, and goes back to the vault that was chosen before.

    Args:
        sidebar: Has the button.
        stack: Where the page goes.
        unexpected: Told of mistakes of ours.
    """

    def __init__(
        self,
        sidebar: Sidebar,
        stack: QStackedWidget,
        unexpected: Callable[[BaseException], object],
    ) -> None:
        super().__init__(stack)
        self._sidebar, self._stack, self._unexpected = sidebar, stack, unexpected
        self._before = QPersistentModelIndex()
        self.page: BenchmarkPage | None = None
        sidebar.speed_asked.connect(self._asked)
        sidebar.chosen.connect(lambda _session: sidebar.speed_button.setChecked(False))

    def _asked(self, wanted: bool) -> None:
        if wanted:
            self.show()
        else:
            self._go_back()

    def show(self) -> None:
        """Show the page. No vault is the chosen one then, so that a click on any goes there."""
        view = self._sidebar.view
        if view.currentIndex().isValid():
            self._before = QPersistentModelIndex(view.currentIndex())
        with QSignalBlocker(view.selectionModel()):
            view.setCurrentIndex(QModelIndex())
        view.viewport().update()
        self._sidebar.speed_button.setChecked(True)
        self._stack.setCurrentWidget(self._made())

    def _go_back(self) -> None:
        index = QModelIndex(self._before)  # type: ignore[call-overload]
        if index.isValid():
            self._sidebar.view.setCurrentIndex(index)
        else:
            self._sidebar.chosen.emit(None)

    def _made(self) -> BenchmarkPage:
        if self.page is None:
            from app.views.benchmark_page import BenchmarkPage

            self.page = BenchmarkPage()
            self.page.unexpected.connect(self._unexpected)
            self._stack.addWidget(self.page)
        return self.page

    @property
    def running_jobs(self) -> tuple[JobHandle, ...]:
        """The run that is under way."""
        return self.page.running_jobs if self.page is not None else ()

    def stop(self) -> None:
        """Break a run off; returns when nothing is left of it."""
        if self.page is not None:
            self.page.stop()
