"""The exact figures of a run as a table, which can be copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.models.benchmark_rows import Row
from app.text.benchmarks import ratio_text, result_title, value_text
from app.text.translation import mark, tr, tr_marked
from engine.benchmark import Result

_Index = QModelIndex | QPersistentModelIndex

_HEADS = (
    mark("Benchmark"),
    mark("Median"),
    mark("Spread"),
    mark("Compared with"),
    mark("Times better"),
    mark("Plain disk"),
    mark("Vault to plain"),
)
_FIRST_NUMBER = 1


class BenchmarkTable(QAbstractTableModel):
    """A line for each row."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[list[str], ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._cells = tuple(_cells(row) for row in rows)
        self.endResetModel()

    def text_of(self, rows: Iterable[int]) -> str:
        """Some rows under their heads, for the clipboard: tabs between columns, as spreadsheets take."""
        lines = [[tr_marked(head) for head in _HEADS]]
        lines += [self._cells[row] for row in rows]
        return "".join("\t".join(cells) + "\n" for cells in lines)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return tr_marked(_HEADS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells[index.row()][index.column()]
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = (
        Qt.AlignmentFlag.AlignTrailing if column >= _FIRST_NUMBER else Qt.AlignmentFlag.AlignLeading
    )
    return side | Qt.AlignmentFlag.AlignVCenter


def _cells(row: Row) -> list[str]:
    result, plain = row.result, row.against_plain
    spread = tr("{low} to {high}").format(
        low=value_text(result.unit, result.low), high=value_text(result.unit, result.high)
    )
    return [
        result_title(result),
        _median(result),
        spread,
        _median(row.reference),
        _better(row),
        _median(row.plain),
        ratio_text(plain) if plain is not None else "",
    ]


def _median(result: Result | None) -> str:
    return value_text(result.unit, result.median) if result is not None else ""


def _better(row: Row) -> str:
    """The ratio, and a word where the spreads of the two runs do not touch."""
    if row.comparison is None:
        return ""
    text = ratio_text(row.comparison.ratio)
    if row.comparison.better is None:
        return text
    word = tr("better") if row.comparison.better else tr("worse")
    return f"{text} ({word})"
