"""The running count of what a salvage writes, and the list of what is not as it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.health.salvage.contents import FilePlan
from engine.health.salvage.report import FileState, Reason, SalvagedFile


@dataclass(slots=True)
class Restored:
    """What was written, in numbers, and what is not as it was."""

    files: int = 0
    whole: int = 0
    nameless: int = 0
    directories: int = 0
    symlinks: int = 0
    others: int = 0
    hard_links: int = 0
    attributes_lost: int = 0
    data_bytes: int = 0
    deleted: int = 0
    entries: list[SalvagedFile] = field(default_factory=list)
    cancelled: bool = False

    def refuse(self, path: bytes, ino: int, size: int = 0) -> None:
        """Note a file that the destination did not take."""
        self.note(path, ino, FileState.NOT_WRITTEN, size, {Reason.DESTINATION})

    def note(
        self,
        path: bytes,
        ino: int,
        state: FileState,
        size: int,
        reasons: set[Reason],
        plan: FilePlan | None = None,
    ) -> SalvagedFile:
        """Note a file that is not as it was, with what its plan says is missing or old."""
        missing = tuple(plan.missing) if plan else ()
        older = tuple(plan.older) if plan else ()
        entry = SalvagedFile(path, ino, state, size, tuple(sorted(reasons)), missing, older)
        self.entries.append(entry)
        return entry
