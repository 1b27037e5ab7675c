"""`sigmavault salvage`: files out of a vault that cannot be opened any more."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.failures import CommandFailed
from app.cli.interrupts import cancel_on_interrupt
from app.cli.logs import quiet_logs
from app.cli.options import examples, json_option, key_options, vault_argument
from app.cli.output import note, say, say_json
from app.cli.progress import progress_bar
from app.text.errors import ExitCode
from app.text.names import exact, shown
from app.text.salvage import range_texts, salvaged_text, summary_texts
from app.text.translation import tr, trn

if TYPE_CHECKING:
    from engine.health.salvage import SalvagedFile, SalvageReport

REPORT_NAME = "salvage-report"
"""Of both reports: `.json` for programs, `.txt` for people."""

LISTED = 20
"""Files that are printed one by one; the reports have all of them."""


@click.command(
    epilog=examples(
        "sigmavault salvage ~/Vault ~/Salvaged",
        "sigmavault salvage ~/Vault ~/Salvaged --header ~/vault-header.backup",
    )
)
@vault_argument
@click.argument("dest", type=click.Path(path_type=Path))
@click.option(
    "--header",
    "header_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the header out of FILE, a saved one, instead of the vault's.",
)
@click.option("--special-files", is_flag=True, help="Also make devices, fifos and sockets.")
@key_options
@json_option
def salvage(
    vault: Path,
    dest: Path,
    header_file: Path | None,
    special_files: bool,
    credential: CredentialSource,
    as_json: bool,
) -> None:
    """Write whatever files of VAULT can be put together to DEST, a new or empty folder.

    For a vault that cannot be opened any more, because its superblocks, index or journal are lost.
    Reads every slot; changes nothing in the vault. A file under its own name is whole; one that may
    be wrong is called so: .damaged, .older, .unverified. What has no name left gets a number, in
    lost+found. salvage-report.txt and salvage-report.json in DEST tell everything.

    Exit code 0: all of it came out whole. 4: something is lost or unproven.
    """
    from app.jobs.device_secrets import known_in
    from engine.health.salvage import check_destination
    from engine.health.salvage import salvage as run_salvage
    from engine.vault import read_info

    quiet_logs()
    credential.check()
    check_destination(vault, dest)
    # What is no vault is said to be none before anybody types a passphrase for it.
    known = read_info(vault) if header_file is None else known_in(header_file)
    secret = credential.read(known)
    with (
        cancel_on_interrupt() as cancel,
        progress_bar("salvage", quiet=as_json) as progress,
    ):
        found = run_salvage(
            vault,
            secret,
            dest,
            header_file=header_file,
            special_files=special_files,
            report=progress,
            cancel=cancel,
        )
    record = salvage_record(found)
    reports = write_reports(dest, found, record)
    if as_json:
        say_json(record)
    else:
        _say(found, reports)
    code = exit_code_of(found)
    if code is not ExitCode.DONE:
        raise CommandFailed(code)


def exit_code_of(report: SalvageReport) -> ExitCode:
    """What the outcome means for whoever called us."""
    if report.cancelled:
        return ExitCode.FAILED
    return ExitCode.DONE if report.complete else ExitCode.DAMAGE


def salvage_record(report: SalvageReport) -> dict[str, object]:
    """A salvage's result as JSON."""
    return {
        "complete": report.complete,
        "cancelled": report.cancelled,
        "source": str(report.source),
        "generation": report.generation,
        "newer_lost": report.newer_lost,
        "slots_read": report.slots_read,
        "slots_opened": report.slots_opened,
        "rows_read": report.rows_read,
        "rows_good": report.rows_good,
        "rows_rebuilt": report.rows_rebuilt,
        "rows_lost": report.rows_lost,
        "bands_missing": report.bands_missing,
        "bands_misplaced": report.bands_misplaced,
        "index_chunks": report.index_chunks,
        "index_chunks_older": report.index_chunks_older,
        "index_chunks_lost": report.index_chunks_lost,
        "files": report.files,
        "whole": report.whole,
        "nameless": report.nameless,
        "directories": report.directories,
        "symlinks": report.symlinks,
        "others": report.others,
        "hard_links": report.hard_links,
        "attributes_lost": report.attributes_lost,
        "deleted": report.deleted,
        "bytes": report.data_bytes,
        "read_bytes": report.read_bytes,
        "read_s": round(report.read_s, 3),
        "duration_s": round(report.duration_s, 3),
        "entries": [entry_record(each) for each in report.entries],
    }


def entry_record(entry: SalvagedFile) -> dict[str, object]:
    """A file that is not known to be as it was, as JSON."""
    return {
        "path": exact(entry.path),
        "inode": entry.inode,
        "state": str(entry.state),
        "size": entry.size,
        "reasons": [str(each) for each in entry.reasons],
        "missing": [list(each) for each in entry.missing],
        "older": [list(each) for each in entry.older],
    }


def write_reports(dest: Path, report: SalvageReport, record: dict[str, object]) -> list[Path]:
    """Put both reports beside what was salvaged, for their owner alone; returns where they are."""
    text = "\n".join([*summary_texts(report), "", *_all_lines(report)]).rstrip("\n") + "\n"
    return [
        _write_new(dest, ".txt", text),
        _write_new(dest, ".json", json.dumps(record, indent=2, ensure_ascii=True) + "\n"),
    ]


def _all_lines(report: SalvageReport) -> Iterator[str]:
    for entry in report.entries:
        yield salvaged_text(entry)
        for line in range_texts(entry):
            yield f"    {line}"


def _write_new(dest: Path, ending: str, text: str) -> Path:
    """Write a file under a name that nothing has; a vault may have held one of the first choice."""
    attempt = 0
    while True:
        path = dest / f"{REPORT_NAME}{f'.{attempt}' if attempt else ''}{ending}"
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            attempt += 1
            continue
        with open(fd, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return path


def _say(report: SalvageReport, reports: list[Path]) -> None:
    for entry in report.entries[:LISTED]:
        say(salvaged_text(entry))
    if len(report.entries) > LISTED:
        more = trn("… and %n more", "… and %n more", len(report.entries) - LISTED)
        say(tr("{more}; {report} lists them all").format(more=more, report=shown(reports[0])))
    for line in summary_texts(report):
        say(line)
    note(tr("Reports: {paths}").format(paths=", ".join(shown(each) for each in reports)))
