"""Samples to a result in JSON, and a result to a table in Markdown. README.md has the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.rounds import PLACEMENTS, Sample
from benchmarks.workloads import Step
from engine.benchmark.statistics import Spread, rate, ratios, spread

SCHEMA = "sigmavault-peers/2"
OURS = "sigmavault"
_ABSENT = "–"

Result = Mapping[str, Any]


def result(
    samples: Sequence[Sample],
    steps: Iterable[Step],
    machine: Mapping[str, Any],
    subjects: Mapping[str, str],
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """Everything that was measured, with what it was measured on.

    Args:
        samples: All that is to count.
        steps: The steps, in the table's order.
        machine: Its description.
        subjects: The version of each subject, by name, in the table's order.
        options: How the run was made.
    """
    placements = list(dict.fromkeys(sample.placement for sample in samples))
    return {
        "schema": SCHEMA,
        "machine": dict(machine),
        "subjects": dict(subjects),
        "options": dict(options),
        "workloads": [
            summary
            for placement in placements
            for step in steps
            if (summary := _summary(step, placement, samples, list(subjects)))
        ],
        "samples": [asdict(sample) for sample in samples],
    }


def _summary(
    step: Step, placement: str, samples: Sequence[Sample], subjects: Sequence[str]
) -> dict[str, Any] | None:
    rows = {
        name: sorted(
            (
                s
                for s in samples
                if (s.placement, s.step, s.subject) == (placement, step.name, name)
            ),
            key=lambda sample: sample.round,
        )
        for name in subjects
    }
    rows = {name: row for name, row in rows.items() if row}
    if not rows:
        return None
    seconds = {name: [sample.seconds for sample in row] for name, row in rows.items()}
    return {
        "workload": step.name,
        "title": step.title,
        "unit": step.unit,
        "placement": placement,
        "rates": {
            name: spread([rate(s.amount, s.seconds) for s in row])._asdict()
            for name, row in rows.items()
        },
        "server_cpu_us": {
            name: spread([s.server_cpu_s / s.amount * 1e6 for s in row]).median
            for name, row in rows.items()
        },
        "ratios": {
            name: _ratio(seconds[OURS], theirs)
            for name, theirs in seconds.items()
            if OURS in seconds and name != OURS
        },
    }


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, Any]:
    rounds = ratios(ours, theirs)
    return {**spread(rounds)._asdict(), "rounds": rounds}


def table(found: Result) -> str:
    """The result as Markdown: a table for each placement, medians with their ratios to ours."""
    placements = list(dict.fromkeys(each["placement"] for each in found["workloads"]))
    return "\n\n".join(_placement_table(found, placement) for placement in placements)


def _placement_table(found: Result, placement: str) -> str:
    names = list(found["subjects"])
    others = [name for name in names if name != OURS]
    heads = ["workload", *names, *(f"against {name}" for name in others)]
    lines = [_row(heads), _row(["---", *["--:"] * (len(heads) - 1)])]
    for each in found["workloads"]:
        if each["placement"] == placement:
            rates = [_rate(each["rates"].get(name), each["unit"]) for name in names]
            lines.append(
                _row(
                    [each["title"], *rates, *(_times(each["ratios"].get(name)) for name in others)]
                )
            )
    title = PLACEMENTS[placement].title
    return f"{title[0].upper()}{title[1:]}:\n\n" + "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rate(value: Mapping[str, float] | None, unit: str) -> str:
    if value is None:
        return _ABSENT
    separator = " " if unit[0].isalpha() else ""
    return f"{_figure(Spread(**value).median)}{separator}{unit}"


def _figure(value: float) -> str:
    """Three digits that count, thousands set apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _times(ratio: Mapping[str, Any] | None) -> str:
    """The median ratio with its extremes over the rounds."""
    if ratio is None:
        return _ABSENT
    return f"**{ratio['median']:.2f}×** ({ratio['low']:.2f}–{ratio['high']:.2f})"
