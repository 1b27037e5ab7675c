"""Results of the suite as pictures: `python -m benchmarks.plots RESULTS… -o DIR`.

    throughput.png    what is counted in bytes per second, a group of bars for each benchmark
    operations.png    what is counted in operations per second
    times.png         what takes time
    scale.png         a look-up, a commit and an unlock against the number of files
    ratios.png        every benchmark against the plain disk; with several results also against
                      the first of them

One bar colour for each result, named after its file; whiskers reach from the slowest round to the
fastest. A logarithmic axis throughout: figures of one run differ by factors of thousands.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pyqtgraph as pg
from pyqtgraph.exporters import ImageExporter
from PySide6.QtGui import QColor, QFont

from app.text.benchmarks import title
from engine.benchmark import BENCHMARKS, Result, Results, Subject, Unit, load_results
from engine.errors import VaultError

_WIDTH = 1100
_ROW_HEIGHT = 26
_FRAME_HEIGHT = 130
_LABEL_WIDTH = 300
_COLOURS = ("#4f8cc9", "#e0954a", "#53a877", "#a877b8", "#c96a6a", "#7c8894")
_INK = "#20262c"
_GREY = 0.65
"""How far the plain disk's colour goes from the run's towards grey."""
_SCALES = {"1k": 1000, "100k": 100_000, "1m": 1_000_000}


_DECADES: list[list[tuple[float, str]]] = [
    [(power, f"{10.0**power:,.10g}") for power in range(-6, 12)],
    [(power + math.log10(part), "") for power in range(-6, 12) for part in range(2, 10)],
]
"""Ticks of a logarithmic axis: the decades by their numbers, and what lies between."""


@dataclass(frozen=True, slots=True)
class Series:
    """One colour: a name, and a value with its spread for some of the rows."""

    name: str
    colour: str
    values: dict[str, tuple[float, float, float]]
    """Median, low and high by the row's label."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw; the exit code is 1 when a file holds no results."""
    options = _parser().parse_args(arguments)
    try:
        runs = [(path.stem, load_results(path)) for path in options.results]
    except VaultError as error:
        print(f"plots: {error}", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    # Kept alive until the end: the items below belong to it.
    application = pg.mkQApp("plots")
    application.setFont(QFont("DejaVu Sans", 9))
    pg.setConfigOptions(background="w", foreground=_INK, antialias=True)
    for path in draw_all(runs, options.output):
        print(path)
    return 0


def draw_all(runs: Sequence[tuple[str, Results]], folder: Path) -> list[Path]:
    """Every picture for which there are values."""
    pictures: dict[str, tuple[str, Sequence[Series]]] = {
        "throughput": ("MB/s", _by_unit(runs, Unit.BYTES_PER_S, lambda value: value / 1e6)),
        "operations": ("per second", _by_unit(runs, Unit.OPERATIONS_PER_S, lambda value: value)),
        "times": ("milliseconds", _by_unit(runs, Unit.SECONDS, lambda value: value * 1e3)),
        "ratios": ("times better", _ratios(runs)),
    }
    drawn = []
    for name, (axis, series) in pictures.items():
        if any(each.values for each in series):
            drawn.append(_bars(folder / f"{name}.png", axis, series, from_one=name == "ratios"))
    scale = _lines(folder / "scale.png", runs)
    return [*drawn, *([scale] if scale else [])]


# -- from results to series ---------------------------------------------------------------------


def _by_unit(
    runs: Sequence[tuple[str, Results]], unit: Unit, shown: Callable[[float], float]
) -> list[Series]:
    series = []
    for number, (name, run) in enumerate(runs):
        for subject in (Subject.VAULT, Subject.PLAIN_DISK):
            values = {
                _label(each): (shown(each.median), shown(each.low), shown(each.high))
                for each in run.results
                if each.unit is unit and each.subject is subject and each.values
            }
            plain = subject is Subject.PLAIN_DISK
            suffix = ", plain disk" if plain else ""
            colour = _COLOURS[number % len(_COLOURS)]
            if values:
                series.append(Series(name + suffix, _paler(colour) if plain else colour, values))
    return series


def _ratios(runs: Sequence[tuple[str, Results]]) -> list[Series]:
    series = []
    for number, (name, run) in enumerate(runs):
        found = _indexed(run)
        values = {
            _label(each): _ratio(each, found[key[0], Subject.PLAIN_DISK, key[2]])
            for key, each in found.items()
            if key[1] is Subject.VAULT and (key[0], Subject.PLAIN_DISK, key[2]) in found
        }
        if values:
            colour = _COLOURS[number % len(_COLOURS)]
            series.append(Series(f"{name}: vault against plain disk", colour, values))
    first_name, first = runs[0]
    before = _indexed(first)
    for number, (name, run) in enumerate(runs[1:], start=1):
        values = {
            _label(each): _ratio(each, before[key])
            for key, each in _indexed(run).items()
            if key in before and key[1] is Subject.VAULT
        }
        if values:
            colour = _paler(_COLOURS[number % len(_COLOURS)])
            series.append(Series(f"{name} against {first_name}", colour, values))
    return series


def _indexed(run: Results) -> dict[tuple[str, Subject, bool | None], Result]:
    return {(each.name, each.subject, each.cold): each for each in run.results if each.values}


def _ratio(ours: Result, theirs: Result) -> tuple[float, float, float]:
    if ours.unit.higher_is_better:
        return (
            ours.median / theirs.median, ours.low / theirs.high, ours.high / theirs.low,
        )  # fmt: skip
    return theirs.median / ours.median, theirs.low / ours.high, theirs.high / ours.low


def _label(result: Result) -> str:
    ends = {True: ", cold", False: ", warm", None: ""}
    info = BENCHMARKS.get(result.name)
    return (title(info) if info else result.name) + ends[result.cold]


def _paler(colour: str) -> str:
    """The same colour, of which little is left."""
    full = QColor(colour)
    red, green, blue = (
        int(part * (1 - _GREY) + 205 * _GREY) for part in (full.red(), full.green(), full.blue())
    )
    return str(QColor(red, green, blue).name())


# -- from series to pictures --------------------------------------------------------------------


def _bars(path: Path, axis: str, series: Sequence[Series], *, from_one: bool) -> Path:
    """Horizontal bars, the first row on top: labels are long."""
    labels = list(dict.fromkeys(label for each in series for label in each.values))
    plot = pg.PlotItem()
    everything = [value for each in series for values in each.values.values() for value in values]
    start = 0.0 if from_one else float(math.floor(math.log10(min(everything))))
    thickness = 0.8 / len(series)
    for each in series:
        spans = [tuple(map(math.log10, values)) for values in each.values.values()]
        places = [_place(label, each, labels, series, thickness) for label in each.values]
        widths = [median - start for median, _, _ in spans]
        plot.addItem(
            pg.BarGraphItem(x0=start, y=places, width=widths, height=thickness * 0.9,
                            brush=each.colour, pen=None)
        )  # fmt: skip
        for place, (_, low, high) in zip(places, spans, strict=True):
            plot.plot([low, high], [place, place], pen=pg.mkPen(_INK, width=1.5))
    _label_rows(plot, labels)
    _finish(plot, axis, series)
    rows = len(labels) * max(1.0, len(series) / 2)
    return _save(path, plot, _FRAME_HEIGHT + int(rows * _ROW_HEIGHT))


def _place(
    label: str, own: Series, labels: Sequence[str], series: Sequence[Series], thickness: float
) -> float:
    """Where a bar lies: those of a row stand together around its label."""
    present = [each for each in series if label in each.values]
    offset = (len(present) - 1) / 2 - present.index(own)
    return -labels.index(label) + offset * thickness


def _label_rows(plot: pg.PlotItem, labels: Sequence[str]) -> None:
    left = plot.getAxis("left")
    left.setTicks([[(-number, label) for number, label in enumerate(labels)]])
    left.setWidth(_LABEL_WIDTH)
    left.setStyle(tickLength=0)
    plot.setYRange(-len(labels) + 0.4, 0.6, padding=0)


def _finish(plot: pg.PlotItem, axis: str, series: Sequence[Series]) -> None:
    plot.setLogMode(x=False, y=False)
    bottom = plot.getAxis("bottom")
    bottom.setTicks(_DECADES)
    plot.setLabel("bottom", axis)
    plot.showGrid(x=True, y=False, alpha=0.25)
    plot.hideButtons()
    names = "&nbsp;&nbsp;&nbsp;".join(
        f'<span style="color:{each.colour}">■</span> {each.name}' for each in series
    )
    plot.setTitle(f'<span style="color:#20262c">{names}</span>', size="9pt")


def _lines(path: Path, runs: Sequence[tuple[str, Results]]) -> Path | None:
    """What grows with the number of files, and what does not."""
    plot = pg.PlotItem()
    drawn: list[Series] = []
    for number, (name, run) in enumerate(runs):
        for style, what in enumerate(("lookup", "commit", "unlock")):
            points = _points(run, what)
            if len(points) < 2:
                continue
            colour = _COLOURS[(number * 3 + style) % len(_COLOURS)]
            pen = pg.mkPen(colour, width=2)
            plot.plot(
                [math.log10(files) for files, _ in points],
                [math.log10(seconds * 1e3) for _, seconds in points],
                pen=pen, symbol="o", symbolSize=7, symbolBrush=colour, symbolPen=None,
            )  # fmt: skip
            drawn.append(Series(f"{name}: {what}", colour, {}))
    if not drawn:
        return None
    plot.getAxis("left").setTicks(_DECADES)
    plot.setLabel("left", "milliseconds")
    plot.setXRange(2.8, 6.2, padding=0)
    _finish(plot, "files in the vault", drawn)
    plot.showGrid(x=True, y=True, alpha=0.25)
    return _save(path, plot, 420)


def _points(run: Results, what: str) -> list[tuple[int, float]]:
    found = []
    for end, files in _SCALES.items():
        of_this = [
            each for each in run.results if each.name == f"{what}-{end}" and each.cold is not False
        ]
        if of_this and of_this[0].values:
            found.append((files, of_this[0].median))
    return found


def _save(path: Path, plot: pg.PlotItem, height: int) -> Path:
    view = pg.GraphicsLayoutWidget()
    view.resize(_WIDTH, height)
    view.addItem(plot)
    view.show()
    pg.QtWidgets.QApplication.processEvents()
    exporter = ImageExporter(view.scene())
    exporter.parameters()["width"] = 2 * _WIDTH
    exporter.export(str(path))
    view.close()
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.plots", description="Draws results of `sigmavault bench --json`."
    )
    parser.add_argument("results", type=Path, nargs="+", metavar="RESULTS")
    parser.add_argument("-o", "--output", type=Path, default=Path(), metavar="DIR")
    return parser


if __name__ == "__main__":
    sys.exit(main())
