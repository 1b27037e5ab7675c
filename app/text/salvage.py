"""What a salvage read, put together and wrote, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.text.names import shown
from app.text.quantities import duration, rate, size
from app.text.translation import Marked, mark, number, tr, tr_marked, trn

if TYPE_CHECKING:
    from engine.health.salvage import SalvagedFile, SalvageReport

SOURCES: dict[str, Marked] = {
    "root": mark("The index was found by a superblock, as of generation {generation}."),
    "map": mark(
        "No superblock is left; the index was found by its map, as of generation {generation}."
    ),
    "chunks": mark(
        "No superblock and no map of the index are left: names and places are those of its newest"
        " pieces, and may not belong together."
    ),
    "none": mark("Nothing of the index is left: files have numbers for names."),
}
"""Where the index came from, by the report's word for it."""

STATES: dict[str, Marked] = {
    "whole": mark("whole"),
    "unverified": mark("UNVERIFIED"),
    "older": mark("PARTLY AN OLDER VERSION"),
    "damaged": mark("DAMAGED"),
    "lost": mark("LOST"),
    "not-written": mark("not written"),
}
"""What became of a file."""

REASONS: dict[str, Marked] = {
    "name": mark("its name is lost, or may be an old one"),
    "inode": mark("its size, mode and times are lost, or may be old"),
    "content": mark("its content lay in the index, in a piece that is lost or old"),
    "pointers": mark("the list of its blocks is lost; they were found one by one"),
    "blocks": mark("blocks of it are lost"),
    "newer": mark("some of it was written after the state that the index is of"),
    "attributes": mark("its attributes may be incomplete"),
    "locked": mark("it lies under a second lock"),
    "kind": mark("it is a device, fifo or socket; --special-files makes these too"),
    "destination": mark("the disk there refused it"),
}
"""Why a file is not known to be whole."""


def salvaged_text(entry: SalvagedFile) -> str:
    """One file in one line: where it is, what became of it, and why."""
    reasons = tr("; ").join(tr_marked(REASONS[each]) for each in entry.reasons)
    state = tr_marked(STATES[entry.state])
    return f"{shown(entry.path)}: {state}{f' ({reasons})' if reasons else ''}"


def range_texts(entry: SalvagedFile) -> Iterator[str]:
    """Which bytes of a file are lost or old, a line for each stretch."""
    if entry.state == "lost":
        return
    for low, high in entry.missing:
        yield tr("bytes {low} to {high} are lost, zeros in their place").format(
            low=number(low), high=number(high - 1)
        )
    for low, high in entry.older:
        yield tr("bytes {low} to {high} are of an older version").format(
            low=number(low), high=number(high - 1)
        )


def summary_texts(report: SalvageReport) -> Iterator[str]:
    """The salvage as a whole, a few lines."""
    yield tr("{slots} in {rows} read in {time} ({rate}).").format(
        slots=trn("%n slot", "%n slots", report.slots_read),
        rows=trn("%n row", "%n rows", report.rows_read),
        time=duration(report.read_s),
        rate=rate(report.read_bytes, report.read_s),
    )
    yield tr("{good} hold a block; {rebuilt} of them rebuilt from parity, {lost} lost.").format(
        good=trn("%n row", "%n rows", report.rows_good),
        rebuilt=number(report.rows_rebuilt),
        lost=trn("%n more", "%n more", report.rows_lost),
    )
    yield from _band_texts(report)
    yield from _index_texts(report)
    yield tr("Written: {files} ({size}), {folders}, {links}, {names}.").format(
        files=trn("%n file", "%n files", report.files),
        size=size(report.data_bytes),
        folders=trn("%n folder", "%n folders", report.directories),
        links=trn("%n symbolic link", "%n symbolic links", report.symlinks),
        names=trn("%n further hard link", "%n further hard links", report.hard_links),
    )
    yield from _verdict_texts(report)


def _band_texts(report: SalvageReport) -> Iterator[str]:
    if report.bands_missing:
        yield trn(
            "%n band file is missing or too short.",
            "%n band files are missing or too short.",
            report.bands_missing,
        )
    if report.bands_misplaced:
        yield trn(
            "%n band file lay under the name of another one, and was read in its place.",
            "%n band files lay under the names of others, and were read in their places.",
            report.bands_misplaced,
        )


def _index_texts(report: SalvageReport) -> Iterator[str]:
    yield tr_marked(SOURCES[report.source]).format(generation=number(report.generation))
    if report.index_chunks_older or report.index_chunks_lost:
        yield tr("Of its {pieces}, {lost} are lost and {older} are old ones.").format(
            pieces=trn("%n piece", "%n pieces", report.index_chunks),
            lost=number(report.index_chunks_lost),
            older=number(report.index_chunks_older),
        )
    if report.newer_lost:
        yield tr("A later state of the vault has left traces, and cannot be read as a whole.")


def _verdict_texts(report: SalvageReport) -> Iterator[str]:
    if report.cancelled:
        yield tr("Cancelled; not everything was written.")
    if report.complete:
        yield tr("All of it is whole.")
        return
    yield trn("%n file is whole.", "%n files are whole.", report.whole)
    marked = {
        state: found
        for state in ("damaged", "older", "unverified")
        if (found := sum(each.state == state for each in report.entries))
    }
    if marked:
        yield tr("Files that may be wrong have a name that ends in:")
    for state, found in marked.items():
        yield f"  .{state}: {number(found)}"
    lost = sum(each.state == "lost" for each in report.entries)
    if lost:
        yield trn("Of %n file nothing is left.", "Of %n files nothing is left.", lost)
    refused = sum(each.state == "not-written" for each in report.entries)
    if refused:
        yield trn("%n file was not written.", "%n files were not written.", refused)
    if report.nameless:
        yield trn(
            "%n file has no name any more, and a number in lost+found.",
            "%n files have no name any more, and numbers in lost+found.",
            report.nameless,
        )
    if report.attributes_lost:
        yield trn(
            "The attributes of %n file may be incomplete.",
            "The attributes of %n files may be incomplete.",
            report.attributes_lost,
        )
