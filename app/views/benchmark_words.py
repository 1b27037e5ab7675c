"""What the speed page says about a run: a sentence or two, as far as its figures allow one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.models.benchmark_rows import Chart, Part, Row, was_busy
from app.text.benchmarks import category_title, ratio_text, result_title, skip_text, title
from app.text.quantities import moment, size
from app.text.translation import mark, number, tr, tr_marked, trn
from engine.benchmark import BENCHMARKS, Results, Unit

_NAMED = 3

_UNITS = {
    Unit.BYTES_PER_S: mark("throughput"),
    Unit.OPERATIONS_PER_S: mark("operations per second"),
    Unit.SECONDS: mark("time for one operation"),
    Unit.BYTES: mark("memory at its highest"),
}
_PARTS = {
    Part.DRIVE: mark("Files in a mounted vault"),
    Part.API: mark("Files in a vault that is not mounted"),
    Part.SIZE: mark("By the number of files in the vault"),
}


def chart_title(chart: Chart) -> str:
    """What a chart shows, and which end of its axis is the good one."""
    part = _PARTS.get(chart.part)
    subject = tr_marked(part) if part is not None else category_title(chart.category)
    better = tr("higher is better") if chart.unit.higher_is_better else tr("lower is better")
    return tr("{subject}: {quantity}, {direction}").format(
        subject=subject, quantity=tr_marked(_UNITS[chart.unit]), direction=better
    )


def summary(rows: Sequence[Row], reference_name: str) -> str:
    """How a run compares, in a sentence for each of the two comparisons.

    Ratios are averaged as ratios are: the geometric mean.
    """
    sentences = []
    compared = [row.comparison for row in rows if row.comparison is not None]
    if compared:
        ratio = ratio_text(_mean(each.ratio for each in compared))
        text = trn(
            "On average {ratio} as good as {reference}, over %n benchmark.",
            "On average {ratio} as good as {reference}, over %n benchmarks.",
            len(compared),
        )
        sentences.append(text.format(ratio=ratio, reference=reference_name))
        sentences.extend(_extremes(rows))
    plain = [each for row in rows if (each := row.against_plain) is not None]
    if plain:
        sentence = tr("On average {ratio} as good as the plain disk.")
        sentences.append(sentence.format(ratio=ratio_text(_mean(plain))))
    return " ".join(sentences)


def _extremes(rows: Sequence[Row]) -> list[str]:
    """What is clearly better or worse: only where the spreads of the two runs do not touch."""
    sure = [row for row in rows if row.comparison is not None and row.comparison.better is not None]
    if not sure:
        return [tr("No difference is larger than the spread of the rounds.")]
    ordered = sorted(sure, key=_ratio)
    found = []
    if _ratio(ordered[-1]) > 1:
        text = tr("Most ahead: {ratio} for {benchmark}.")
        found.append(_named(text, ordered[-1]))
    if _ratio(ordered[0]) < 1:
        text = tr("Most behind: {ratio} for {benchmark}.")
        found.append(_named(text, ordered[0]))
    return found


def _named(text: str, row: Row) -> str:
    return text.format(ratio=ratio_text(_ratio(row)), benchmark=result_title(row.result))


def _ratio(row: Row) -> float:
    return row.comparison.ratio if row.comparison is not None else 1.0


def caveats(found: Results, reference: Results | None) -> str:
    """Why the figures may say less than they seem to."""
    said = []
    if was_busy(found):
        said.append(_busy(tr("The machine was busy"), found))
    if reference is not None and was_busy(reference):
        said.append(_busy(tr("When the other run was made, its machine was busy"), reference))
    if reference is not None and reference.quick != found.quick:
        said.append(
            tr(
                "One of the two runs was a quick one: it did less, and what depends on how much was"
                " done is not compared."
            )
        )
    if reference is not None and reference.machine.cpu != found.machine.cpu:
        said.append(tr("The two were made on different machines."))
    if found.cold_means != "drop_caches" and any(each.cold for each in found.results):
        said.append(
            tr("Only an administrator can empty all caches: what is called cold is so in part.")
        )
    return " ".join(said)


def _busy(begin: str, found: Results) -> str:
    return tr(
        "{begin} (load {load} on {cores} cores), so figures are too low and vary by chance."
    ).format(begin=begin, load=number(found.load, 1), cores=number(found.machine.cores))


def skipped_text(skipped: Mapping[str, Sequence[str]]) -> str:
    """Each reason once, with what it kept from being measured."""
    sentences = []
    for reason, names in skipped.items():
        infos = [BENCHMARKS.get(name) for name in names]
        titles = [
            title(info) if info is not None else name
            for info, name in zip(infos, names, strict=True)
        ]
        few = tr("; ").join(titles[:_NAMED])
        more = len(titles) - _NAMED
        if more > 0:
            few = trn("{names}; and %n more", "{names}; and %n more", more).format(names=few)
        sentences.append(
            tr("Skipped, {reason}: {names}.").format(reason=skip_text(reason), names=few)
        )
    return "\n".join(sentences)


def run_name(found: Results) -> str:
    """A run in a list of runs: when, and how much was measured."""
    kind = tr("quick") if found.quick else tr("thorough")
    return tr("{time} ({kind})").format(time=when(found), kind=kind)


def when(found: Results) -> str:
    """When a run began."""
    return moment(int(datetime.fromisoformat(found.started).timestamp()) * 10**9)


def machine_text(found: Results) -> str:
    """What a run was made on."""
    machine = found.machine
    return tr("{cpu}, {cores} cores, {memory}; {system}; {file_system}; load {load}").format(
        cpu=machine.cpu,
        cores=number(machine.cores),
        memory=size(machine.memory_bytes),
        system=machine.system,
        file_system=found.file_system,
        load=number(found.load, 1),
    )


def _mean(ratios: Iterable[float]) -> float:
    logs = [math.log(ratio) for ratio in ratios]
    return math.exp(sum(logs) / len(logs))
