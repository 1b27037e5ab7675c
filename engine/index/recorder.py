"""What the statements since some moment have changed, as the journal may note it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.constants import NOTED_CHANGES_BYTES
from engine.format.row_changes import pack_change
from engine.index.statements import STATEMENTS

_KINDS = {statement: kind for kind, statement in STATEMENTS.items()}


class ChangeRecorder:
    """Takes every statement; says nothing any more once one is of a kind that cannot be noted.

    Guarded by the store's lock.
    """

    def __init__(self) -> None:
        self._packed: bytearray | None = None

    def __bool__(self) -> bool:
        return self._packed is not None

    def start(self) -> None:
        """Everything up to here is durable in another way: forget it, and take what follows."""
        self._packed = bytearray()

    def stop(self) -> None:
        """Take nothing until the next start."""
        self._packed = None

    def take(self) -> bytes | None:
        """The changes since the start or the last call; None when they are not all known."""
        if self._packed is None:
            return None
        taken = bytes(self._packed)
        self._packed.clear()
        return taken

    def record(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Take a statement that was executed with each of some bindings."""
        if self._packed is None:
            return
        kind = _KINDS.get(statement)
        if kind is not None:
            for row in rows:
                self._packed += pack_change(kind, row)
            if len(self._packed) > NOTED_CHANGES_BYTES:
                self._packed = None
        elif not statement.startswith("select "):
            self._packed = None

    def mark(self) -> int:
        """Where `rewind` can go back to."""
        return len(self._packed) if self._packed is not None else 0

    def rewind(self, mark: int) -> None:
        """Forget what came after the mark: it was undone."""
        if self._packed is not None:
            del self._packed[mark:]
