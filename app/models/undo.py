"""What was done to names in a vault, to be undone and done again one by one."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.jobs.entries import Move, Moved, move_back
from app.jobs.trash import delete, put_back
from app.models.session import VaultJob
from app.text.translation import tr

DEEPEST = 100
"""Steps that are remembered."""


class _Kind(enum.Enum):
    """What a step does to its moves."""

    MOVE_BACK = "move-back"
    """Undo or redo moves and renames: each is the other's opposite."""
    PUT_BACK = "put-back"
    """Undo a deletion: out of the trash."""
    DELETE = "delete"
    """Do it again: into the trash."""


_OPPOSITE = {
    _Kind.MOVE_BACK: _Kind.MOVE_BACK,
    _Kind.PUT_BACK: _Kind.DELETE,
    _Kind.DELETE: _Kind.PUT_BACK,
}


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Something that can be undone, or done again."""

    text: str
    """What its undoing is called: "Undo rename"."""
    redo_text: str
    """What doing it again is called: "Redo rename"."""
    kind: _Kind
    moves: tuple[Move, ...]

    @property
    def job(self) -> VaultJob[Moved]:
        """What does it."""
        if self.kind is _Kind.MOVE_BACK:
            return lambda *rest: move_back(rest[0], self.moves, *rest[1:])
        if self.kind is _Kind.PUT_BACK:
            return lambda *rest: put_back(rest[0], self.moves, *rest[1:])
        places = tuple(move.target for move in self.moves)
        return lambda *rest: delete(rest[0], places, *rest[1:])

    def opposite(self, done: Sequence[Move]) -> UndoStep:
        """What takes back what this step has just done."""
        return UndoStep(self.text, self.redo_text, _OPPOSITE[self.kind], tuple(done))


class UndoStack:
    """The steps, the last one on top. Gone when the vault is locked."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self._steps: list[UndoStep] = []
        self._redo: list[UndoStep] = []
        self._changed = changed

    @property
    def top(self) -> UndoStep | None:
        """What `pop` would give."""
        return self._steps[-1] if self._steps else None

    @property
    def redo_top(self) -> UndoStep | None:
        """What `pop_redo` would give."""
        return self._redo[-1] if self._redo else None

    def push_rename(self, moves: Sequence[Move]) -> None:
        """Remember a rename."""
        self._push_new(tr("Undo rename"), tr("Redo rename"), _Kind.MOVE_BACK, moves)

    def push_move(self, moves: Sequence[Move]) -> None:
        """Remember a move."""
        self._push_new(tr("Undo move"), tr("Redo move"), _Kind.MOVE_BACK, moves)

    def push_delete(self, moves: Sequence[Move]) -> None:
        """Remember what went to the trash."""
        self._push_new(tr("Undo delete"), tr("Redo delete"), _Kind.PUT_BACK, moves)

    def pop(self) -> UndoStep | None:
        """Take the last step off."""
        step = self._steps.pop() if self._steps else None
        self._changed()
        return step

    def pop_redo(self) -> UndoStep | None:
        """Take off what was undone last."""
        step = self._redo.pop() if self._redo else None
        self._changed()
        return step

    def undone(self, step: UndoStep, done: Sequence[Move]) -> None:
        """A step was undone: it can be done again."""
        self._push(self._redo, step.opposite(done))

    def redone(self, step: UndoStep, done: Sequence[Move]) -> None:
        """A step was done again: it can be undone."""
        self._push(self._steps, step.opposite(done))

    def clear(self) -> None:
        """Forget everything."""
        self._steps.clear()
        self._redo.clear()
        self._changed()

    def _push_new(self, text: str, redo_text: str, kind: _Kind, moves: Sequence[Move]) -> None:
        if moves:
            self._redo.clear()  # what was undone before stands on other ground now
            self._push(self._steps, UndoStep(text, redo_text, kind, tuple(moves)))

    def _push(self, steps: list[UndoStep], step: UndoStep) -> None:
        if step.moves:
            steps.append(step)
            del steps[:-DEEPEST]
        self._changed()
