"""Where the browser is, how it came there, and how it stays there when folders move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs import entries, folders
from app.jobs.entries import Step, Target
from app.models.session import VaultSession
from app.text.names import shown
from app.views.sentences import is_expected
from app.widgets.breadcrumb import Breadcrumb
from app.widgets.path_edit import PathEdit
from engine.constants import ROOT_INODE

if TYPE_CHECKING:
    from engine.namespace import Change

_TOP = (Step(ROOT_INODE, b""),)


class BrowserWay(QObject):
    """The folders from the top to the one that is shown, and those that were shown before."""

    arrived = Signal()
    """Another folder is to be shown."""
    chosen = Signal(object, object)
    """A folder's inode, and the name that is to be selected there."""
    steps_changed = Signal()
    """The way to the folder that is shown, or a name on it, is another."""
    not_found = Signal(str)
    """A path that was typed, and that leads nowhere."""

    def __init__(
        self, session: VaultSession, breadcrumb: Breadcrumb, typed: PathEdit, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._breadcrumb = breadcrumb
        self._typed = typed
        typed.hide()
        typed.entered.connect(self._go_to_path)
        typed.left.connect(self._leave_path)
        typed.begun.connect(self._complete)
        self._steps: tuple[Step, ...] = _TOP
        self._back: list[int] = []
        self._forward: list[int] = []
        breadcrumb.chosen.connect(self._choose)
        session.changed.connect(self._note_changes)

    # -- where ----------------------------------------------------------------------------------

    @property
    def steps(self) -> tuple[Step, ...]:
        """The way from the top to the folder that is shown."""
        return self._steps

    @property
    def folder(self) -> int:
        """The folder that is shown."""
        return self._steps[-1].ino

    @property
    def folder_name(self) -> str:
        """Its name, for people."""
        name = self._steps[-1].name
        return shown(name) if name else self._session.entry.name

    @property
    def folder_path(self) -> bytes:
        """Its path in the vault, as it was when it was last looked up."""
        return b"/" + b"/".join(step.name for step in self._steps[1:])

    @property
    def can_go_back(self) -> bool:
        """Whether another folder was shown before."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """Whether `back` was used."""
        return bool(self._forward)

    # -- going ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Go to the top, and forget where one was."""
        self.forget()
        self._arrive(_TOP)

    def forget(self) -> None:
        """Forget every name."""
        self._back.clear()
        self._forward.clear()
        self._steps = _TOP
        self._show_steps()

    def open(self, ino: int) -> None:
        """Go to a folder."""
        if ino != self.folder:
            self._back.append(self.folder)
            self._forward.clear()
        self._go(ino)

    def back(self) -> None:
        """Go where one was before."""
        if self._back:
            self._forward.append(self.folder)
            self._go(self._back.pop())

    def forward(self) -> None:
        """Undo `back`."""
        if self._forward:
            self._back.append(self.folder)
            self._go(self._forward.pop())

    def up(self) -> None:
        """Go to the folder that this one is in."""
        self._choose(len(self._steps) - 2)

    def go_to_nearest(self) -> None:
        """This folder is gone: go to the innermost one on the way that is still there."""
        self._try(self._steps[:-1])

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._steps) - 1:
            self.chosen.emit(self._steps[number].ino, self._steps[number + 1].name)

    def _go(self, ino: int) -> None:
        known = [number for number, step in enumerate(self._steps) if step.ino == ino]
        if known:
            self._arrive(self._steps[: known[0] + 1])
            return
        self._session.ask(
            lambda vault, cancel, report: entries.path_to(vault, ino, cancel, report),
            self._arrive,
            lambda _error: self._arrive(_TOP),
        )

    def _try(self, steps: Sequence[Step]) -> None:
        if len(steps) < 2:
            self._arrive(_TOP)
            return
        ino = steps[-1].ino
        self._session.ask(
            lambda vault, cancel, report: entries.path_to(vault, ino, cancel, report),
            self._arrive,
            lambda _error: self._try(steps[:-1]),
        )

    def _arrive(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._show_steps()
        self.arrived.emit()

    def _show_steps(self) -> None:
        names = [self._session.entry.name, *(shown(step.name) for step in self._steps[1:])]
        self._breadcrumb.show_steps(names)
        self.steps_changed.emit()

    # -- typing ---------------------------------------------------------------------------------

    def type_path(self) -> None:
        """Let a path be typed in the breadcrumb's place."""
        self._breadcrumb.hide()
        self._typed.show()
        self._typed.begin(shown(self.folder_path))

    def _leave_path(self) -> None:
        self._typed.hide()
        self._breadcrumb.show()

    def _complete(self, text: str) -> None:
        here = self.folder_path
        hidden = text.rpartition("/")[2].startswith(".")
        self._session.ask(
            lambda vault, cancel, report: folders.completions(
                vault, here, text, hidden, cancel, report
            ),
            lambda ways: self._typed.offer(text, ways),
            lambda _error: None,  # whoever enters the path is told
        )

    def _go_to_path(self, text: str) -> None:
        here = self.folder_path
        if text == shown(here):  # as it was shown, which may be escaped
            self._leave_path()
            return

        def found(target: Target) -> None:
            self._leave_path()
            self.chosen.emit(target.folder, target.name)

        def not_found(error: Exception) -> None:
            if is_expected(error):
                self.not_found.emit(text)

        self._session.ask(
            lambda vault, cancel, report: entries.find_path(vault, here, text, cancel, report),
            found,
            not_found,
        )

    # -- staying --------------------------------------------------------------------------------

    def _note_changes(self, changes: Sequence[Change]) -> None:
        """A folder on the way may have another name or place now."""
        way = {step.ino for step in self._steps[1:]}
        if not any(change.kind == "entry" and change.ino in way for change in changes):
            return
        ino = self.folder

        def moved(steps: tuple[Step, ...]) -> None:
            if ino == self.folder:
                self._steps = steps
                self._show_steps()

        self._session.ask(
            lambda vault, cancel, report: entries.path_to(vault, ino, cancel, report),
            moved,
            lambda _error: None,  # it is gone, which the listing finds out too
        )
