"""Trees into a vault and out of it, without a mount."""

from engine.vault.exporting import export_tree
from engine.vault.importing import import_tree
from engine.vault.tally import (
    ChangedMeanwhileError,
    Conflict,
    TransferFailure,
    TransferResult,
)

__all__ = [
    "ChangedMeanwhileError",
    "Conflict",
    "TransferFailure",
    "TransferResult",
    "export_tree",
    "import_tree",
]
