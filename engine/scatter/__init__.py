"""Keyed placement of blocks over rows, allocation without collision, and the block store."""

from engine.scatter.allocation import RowAllocator, RowRun
from engine.scatter.backend import ScatterStorageBackend
from engine.scatter.coordinate import Coordinate, Projection

__all__ = ["Coordinate", "Projection", "RowAllocator", "RowRun", "ScatterStorageBackend"]
