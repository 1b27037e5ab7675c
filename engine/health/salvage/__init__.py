"""Salvage: files out of a vault whose index and superblocks may be gone, with the key alone."""

from engine.health.salvage.report import (
    FileState,
    IndexSource,
    Reason,
    SalvagedFile,
    SalvageReport,
)
from engine.health.salvage.salvage import check_destination, salvage

__all__ = [
    "FileState",
    "IndexSource",
    "Reason",
    "SalvageReport",
    "SalvagedFile",
    "check_destination",
    "salvage",
]
