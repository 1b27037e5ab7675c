"""`sigmavault bench`: what this machine makes of a vault, beside its plain disk and earlier runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.failures import CommandFailed
from app.cli.interrupts import cancel_on_interrupt
from app.cli.options import examples
from app.cli.output import note, say
from app.cli.progress import progress_bar
from app.text.errors import ExitCode
from app.text.names import shown

if TYPE_CHECKING:
    from engine.benchmark import Comparison, Result, Results

QUICK_ROUNDS = 2
FULL_ROUNDS = 5
MOST_ROUNDS = 100
_NOTHING = "–"
_PEERS = "benchmarks.peers"
_COLD = {True: ", cold", False: ", warm", None: ""}

_Key = tuple[str, bool | None]


@click.command(
    epilog=examples(
        "sigmavault bench --quick",
        "sigmavault bench --category filesystem --place /mnt/disk --json today.json",
        "sigmavault bench --compare yesterday.json",
    )
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    type=click.Choice(["crypto", "scatter", "filesystem"]),
    help="Measure this alone; may be given several times.",
)
@click.option("--quick", is_flag=True, help="Small amounts: well under a minute.")
@click.option(
    "--rounds",
    type=click.IntRange(1, MOST_ROUNDS),
    help=f"Rounds that count (default: {FULL_ROUNDS}, with --quick {QUICK_ROUNDS}).",
)
@click.option(
    "--place",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder on the disk to measure (default: the one for temporary files).",
)
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the results to FILE.",
)
@click.option(
    "--compare",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Compare with the results in FILE.",
)
@click.option("--baseline", is_flag=True, help="Compare with the results that we measured.")
@click.option("--peers", is_flag=True, help="Measure other encrypted file systems beside it.")
def bench(
    categories: Sequence[str],
    quick: bool,
    rounds: int | None,
    place: Path | None,
    json_file: Path | None,
    compare: Path | None,
    baseline: bool,
    peers: bool,
) -> None:
    """Measure cryptography, scatter and file system on this machine.

    Vaults and files are made in a folder below --place and removed at the end, also after Ctrl-C.
    As root the kernel's caches are dropped where something is to be cold; leave the machine alone
    meanwhile. A full run takes many minutes and 8 GiB of disk.
    """
    if compare is not None and baseline:
        raise click.UsageError("--compare and --baseline exclude each other.")
    if peers:
        _run_peers(categories, quick, rounds, place, json_file, compare is not None or baseline)
        return
    rounds = rounds or (QUICK_ROUNDS if quick else FULL_ROUNDS)
    reference = _reference(compare, baseline=baseline)
    found = _measure(categories, quick, rounds, place or _default_place())
    if json_file is not None:
        from engine.benchmark import save_results

        save_results(json_file, found)
    say_results(found, reference)


def _default_place() -> Path:
    """The temporary folder, but not one in memory: that is no disk."""
    named = os.environ.get("TMPDIR")
    fallback = Path("/var/tmp")  # noqa: S108 - our folder in it is made by mkdtemp
    return Path(named) if named else fallback if fallback.is_dir() else Path(tempfile.gettempdir())


def _reference(compare: Path | None, *, baseline: bool) -> Results | None:
    """What to compare with. Read first, so that a wrong file does not show after an hour."""
    from engine.benchmark import baseline as load_baseline
    from engine.benchmark import load_results

    if compare is not None:
        return load_results(compare)
    if not baseline:
        return None
    found = load_baseline()
    if found is None:
        raise click.ClickException("This copy of SigmaVault comes without a baseline.")
    return found


def _measure(categories: Sequence[str], quick: bool, rounds: int, place: Path) -> Results:
    from engine.benchmark import CATEGORIES, Plan, run

    names = frozenset(categories or (category.name for category in CATEGORIES))
    with cancel_on_interrupt() as cancel, progress_bar("bench") as report:
        return run(Plan(names, rounds, quick, place), report, cancel)


# -- the table ----------------------------------------------------------------------------------


def say_results(found: Results, reference: Results | None = None) -> None:
    """Print a run as tables, one for each category, with what was skipped below."""
    from engine.benchmark import CATEGORIES, compare

    against = {
        (each.name, each.cold): each
        for each in (compare(reference, found) if reference else ())
        if each.subject == "vault"
    }
    _say_machine(found)
    for category in CATEGORIES:
        results = [each for each in found.results if each.category == category.name]
        if results:
            _say_category(category.name, results, against if reference else None)
    _say_skipped(found)
    if reference is not None:
        say()
        say("against: how many times better than what it is compared with, whatever the unit.")
    if reference is not None and reference.quick != found.quick:
        note("sigmavault: One of the two was a quick run: amounts differ, so compare with care.")


def _say_machine(found: Results) -> None:
    from app.text.quantities import size

    machine = found.machine
    say(f"{machine.cpu}, {machine.cores} cores, {size(machine.memory_bytes)}, {machine.system},")
    cold = "" if found.cold_means == "drop_caches" else "; cold in part only: not root"
    say(f"{machine.python}, {found.file_system}; load {found.load:.1f}{cold}")


def _say_category(
    name: str, results: Sequence[Result], against: dict[_Key, Comparison] | None
) -> None:
    from app.text.benchmarks import category_title, ratio_text, title, value_text
    from engine.benchmark import BENCHMARKS, Subject

    plain = {
        (each.name, each.cold): each
        for each in results
        if each.subject is Subject.PLAIN_DISK and each.values
    }
    rows = []
    for each in results:
        if each.subject is not Subject.VAULT or not each.values:
            continue
        key = (each.name, each.cold)
        row = [
            title(BENCHMARKS[each.name]) + _COLD[each.cold],
            value_text(each.unit, each.median),
            f"{value_text(each.unit, each.low)} – {value_text(each.unit, each.high)}",
        ]
        disk = plain.get(key)
        if plain:
            row.append(value_text(disk.unit, disk.median) if disk else "")
            row.append(ratio_text(_better(each, disk)) if disk else "")
        if against is not None:
            row.append(_verdict(against.get(key)))
        rows.append(row)
    heads = [category_title(name), "median", "spread"]
    heads += ["plain disk", "vault / plain"] if plain else []
    heads += ["against"] if against is not None else []
    if rows:
        _say_table(heads, rows)


def _better(ours: Result, theirs: Result) -> float:
    if ours.unit.higher_is_better:
        return ours.median / theirs.median
    return theirs.median / ours.median


def _verdict(found: Comparison | None) -> str:
    """The ratio, marked where the spreads of the two runs do not touch."""
    from app.text.benchmarks import ratio_text

    if found is None:
        return _NOTHING
    mark = {True: " better", False: " worse", None: ""}[found.better]
    return ratio_text(found.ratio) + mark


def _say_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    say()
    for row in (heads, *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        say("  ".join(cells).rstrip())


def _say_skipped(found: Results) -> None:
    """Each reason once, with what it kept from being measured."""
    from app.text.benchmarks import skip_text, title
    from engine.benchmark import BENCHMARKS

    reasons: dict[str, list[str]] = {}
    for each in found.results:
        if each.skipped is not None:
            names = reasons.setdefault(each.skipped, [])
            text = title(BENCHMARKS[each.name])
            if text not in names:
                names.append(text)
    if reasons:
        say()
    for reason, names in reasons.items():
        few = "; ".join(names[:3])
        more = f"; and {len(names) - 3} more" if len(names) > 3 else ""
        say(f"Skipped, {skip_text(reason)}: {few}{more}.")


# -- peers --------------------------------------------------------------------------------------


def _run_peers(
    categories: Sequence[str],
    quick: bool,
    rounds: int | None,
    place: Path | None,
    json_file: Path | None,
    compares: bool,
) -> None:
    """Hand over to the harness that knows the peers; it comes with the source only."""
    if compares or set(categories) - {"filesystem"}:
        raise click.UsageError(
            "--peers measures file systems side by side: --compare, --baseline and other"
            " categories do not go with it."
        )
    if find_spec("benchmarks") is None or find_spec(_PEERS) is None:
        raise click.ClickException(
            "--peers needs the folder `benchmarks` of the source; it is not installed with the"
            " program."
        )
    command = [sys.executable, "-m", _PEERS, "--subjects", "all"]
    command += ["--quick"] if quick else []
    command += ["--rounds", str(rounds)] if rounds else []
    command += ["--folder", str(place)] if place else []
    command += ["--json", str(json_file)] if json_file else []
    with cancel_on_interrupt() as cancel:
        sys.stdout.flush()
        code = subprocess.run(command, check=False).returncode
    if code or cancel.cancelled:
        note(f"sigmavault: {shown(_PEERS)} ended with {code}.")
        raise CommandFailed(ExitCode.FAILED)
