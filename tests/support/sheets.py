"""What is on a page of PDF that the recovery sheet's writer made: its texts and its squares."""

from __future__ import annotations

import re

_TEXT = re.compile(rb"\[\(((?:[^\\()]|\\.)*)\)\] TJ")
_SQUARE = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) [\d.]+ re")


def texts(pdf: bytes) -> list[str]:
    """Every text, in the order of drawing."""
    return [re.sub(rb"\\(.)", rb"\1", each).decode("cp1252") for each in _TEXT.findall(pdf)]


def dark_modules(pdf: bytes) -> set[tuple[int, int]]:
    """Column and row of each dark square of the code, from its upper left corner."""
    squares = [tuple(map(float, each)) for each in _SQUARE.findall(pdf)]
    side = squares[0][2]
    left, top = min(x for x, _, _ in squares), max(y for _, y, _ in squares)
    return {(round((x - left) / side), round((top - y) / side)) for x, y, _ in squares}
