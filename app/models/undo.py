"""What was done to names in a vault, to be undone one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.jobs.entries import Move, Moved, move_back
from app.jobs.trash import put_back
from app.models.session import VaultJob
from app.text.translation import tr

DEEPEST = 100
"""Steps that are remembered."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Something that can be undone."""

    text: str
    """What the action says: "Undo rename"."""
    job: VaultJob[Moved]


class UndoStack:
    """The steps, the last one on top. Gone when the vault is locked."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self._steps: list[UndoStep] = []
        self._changed = changed

    @property
    def top(self) -> UndoStep | None:
        """What `pop` would give."""
        return self._steps[-1] if self._steps else None

    def push_move(self, text: str, moves: Sequence[Move]) -> None:
        """Remember a move or a rename, under what its undoing is called."""
        if moves:
            kept = tuple(moves)
            self._push(UndoStep(text, lambda *rest: move_back(rest[0], kept, *rest[1:])))

    def push_delete(self, moves: Sequence[Move]) -> None:
        """Remember what went to the trash."""
        if moves:
            kept = tuple(moves)
            self._push(
                UndoStep(tr("Undo delete"), lambda *rest: put_back(rest[0], kept, *rest[1:]))
            )

    def pop(self) -> UndoStep | None:
        """Take the last step off."""
        step = self._steps.pop() if self._steps else None
        self._changed()
        return step

    def clear(self) -> None:
        """Forget everything."""
        self._steps.clear()
        self._changed()

    def _push(self, step: UndoStep) -> None:
        self._steps.append(step)
        del self._steps[:-DEEPEST]
        self._changed()
