"""The salvage as a whole: read every slot, find the index, write out what can be put together."""

from __future__ import annotations

import os
import time
from pathlib import Path

from engine.constants import BLOCK_BYTES, SLOT_BYTES
from engine.errors import DestinationError, ForeignHeaderError
from engine.health.salvage.catalogue import Catalogue
from engine.health.salvage.contents import Planner
from engine.health.salvage.index import FoundIndex, IndexFinder
from engine.health.salvage.opening import OpenedRemains, opened_remains
from engine.health.salvage.report import SalvageReport
from engine.health.salvage.restored import Restored
from engine.health.salvage.restoring import Restorer
from engine.health.salvage.walk import Walk
from engine.health.salvage.writing import BlockWriter
from engine.index.later_rows import make_again
from engine.index.remains_reader import read_remains
from engine.keys import Credential
from engine.medium.disk import translate_error
from engine.progress import CancelToken, Report, ignore_progress
from engine.vault.local_place import FOLDER_FLAGS, LocalFolder
from engine.vault.tally import Conflict


def salvage(
    path: Path,
    credential: Credential,
    destination: Path,
    *,
    header_file: Path | None = None,
    special_files: bool = False,
    report: Report = ignore_progress,
    cancel: CancelToken | None = None,
) -> SalvageReport:
    """Write out whatever files of a vault can be put together. Nothing in the vault changes.

    Needs a header, the key, and as many slots as are left; neither superblocks nor an index nor a
    journal have to be there.

    Args:
        path: The vault's folder.
        credential: A passphrase or recovery key.
        destination: A new or empty folder outside of the vault.
        header_file: A saved header, to take instead of those in the folder.
        special_files: Also make devices, fifos and sockets.
        report: Told of the progress: in rows while slots are read, then in bytes.
        cancel: Asked between runs of rows and between files. While files are written it ends the
            salvage with what was complete by then.

    Raises:
        DestinationError: The destination cannot be taken.
        NotAVaultError, HeaderMissingError, HeaderDamagedError, UnsupportedVersionError,
            KdfCostError: No usable header.
        ForeignHeaderError: Nothing in the vault opens under the header in `header_file`.
        WrongKeyError: The credential does not open it.
        VaultBusyError: Another process has the vault open.
        CancelledError: Before anything was written.
        NoSpaceError: The destination is full; what was complete by then is there.
    """
    started = time.monotonic()
    cancel = cancel or CancelToken()
    check_destination(path, destination)
    with opened_remains(path, credential, header_file) as opened:
        walk = Walk(
            opened.bands,
            opened.mixer,
            opened.projection,
            opened.epochs,
            report,
            cancel,
        )
        reading = time.monotonic()
        catalogue = walk.run()
        read_s = time.monotonic() - reading
        if header_file is not None and opened.bands.found and not len(catalogue):
            raise ForeignHeaderError(path)
        finder = IndexFinder(
            catalogue,
            opened.backend,
            opened.journal,
            opened.header.vault_id,
            opened.epochs,
        )
        index = finder.find()
        restored = _restore(
            opened, catalogue, index, destination, report, cancel, special_files=special_files
        )
        return _summary(opened, walk, index, restored, started, read_s)


def check_destination(vault: Path, destination: Path) -> None:
    """Refuse a destination that holds something or lies in the vault, before anything is read.

    Raises:
        DestinationError: It does.
    """
    try:
        real, inside = destination.resolve(), vault.resolve()
        if real == inside or inside in real.parents:
            raise DestinationError(destination, "in-vault")
        if destination.is_dir():
            if any(destination.iterdir()):
                raise DestinationError(destination, "not-empty")
        elif os.path.lexists(destination):
            raise DestinationError(destination, "not-a-directory")
    except OSError as error:
        raise translate_error(str(destination), error) from error


def _restore(
    opened: OpenedRemains,
    catalogue: Catalogue,
    index: FoundIndex,
    destination: Path,
    report: Report,
    cancel: CancelToken,
    *,
    special_files: bool,
) -> Restored:
    cancel.check()
    newer = frozenset(catalogue.owners(index.generation)) if index.newer_lost else frozenset()
    remains = read_remains(index.pages)
    make_again(remains, index.changes)
    newer_than = index.generation if index.newer_lost else None
    planner = Planner(remains, catalogue, newer_than, index.noted)
    try:
        destination.mkdir(mode=0o700, parents=True, exist_ok=True)
        root = LocalFolder(os.open(destination, FOLDER_FLAGS), Conflict.FAIL)
    except OSError as error:
        raise translate_error(str(destination), error) from error
    try:
        return Restorer(
            root=root,
            index=index,
            remains=remains,
            planner=planner,
            writer=BlockWriter(opened.backend, catalogue, cancel, lambda _: None),
            special_files=special_files,
            report=report,
            cancel=cancel,
            total_bytes=catalogue.data_rows * BLOCK_BYTES,
            newer=newer,
        ).run()
    finally:
        root.close()


def _summary(
    opened: OpenedRemains,
    walk: Walk,
    index: FoundIndex,
    restored: Restored,
    started: float,
    read_s: float,
) -> SalvageReport:
    tally = walk.tally
    chunks, older, lost = index.pages.chunk_counts()
    groups = max(opened.bands.groups(), default=-1) + 1
    return SalvageReport(
        source=index.source,
        generation=index.generation,
        newer_lost=index.newer_lost,
        slots_read=tally.slots_read,
        slots_opened=tally.slots_opened,
        rows_read=tally.rows_read,
        rows_good=tally.rows_good,
        rows_rebuilt=tally.rows_rebuilt,
        rows_lost=tally.rows_lost,
        bands_missing=len(opened.bands.missing(groups, short_too=True)),
        bands_misplaced=walk.misplaced,
        index_chunks=chunks,
        index_chunks_older=older,
        index_chunks_lost=lost,
        files=restored.files,
        whole=restored.whole,
        nameless=restored.nameless,
        directories=restored.directories,
        symlinks=restored.symlinks,
        others=restored.others,
        hard_links=restored.hard_links,
        attributes_lost=restored.attributes_lost,
        data_bytes=restored.data_bytes,
        deleted=restored.deleted,
        entries=tuple(restored.entries),
        duration_s=time.monotonic() - started,
        read_s=read_s,
        read_bytes=tally.slots_read * SLOT_BYTES,
        cancelled=restored.cancelled,
    )
