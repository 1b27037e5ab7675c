"""`sigmavault info`: what can be said about a vault, locked or unlocked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.credentials import CredentialSource
from app.cli.opening import opened
from app.cli.options import (
    credential_options,
    examples,
    json_option,
    read_only_option,
    vault_argument,
)
from app.cli.output import say, say_json
from app.cli.slot_text import slot_record, slot_text
from app.text.memory import memory_text
from app.text.names import exact, shown
from app.text.quantities import count, size

if TYPE_CHECKING:
    from engine.types import Damage
    from engine.vault import MemoryReport, RekeyProgress, VaultInfo, VaultStatistics


@click.command(
    epilog=examples("sigmavault info ~/Vault", "sigmavault info ~/Vault --unlock --json")
)
@vault_argument
@click.option("--unlock", is_flag=True, help="Unlock the vault too and say what is in it.")
@credential_options
@read_only_option
@json_option
def info(vault: Path, unlock: bool, credential: CredentialSource, as_json: bool) -> None:
    """Show what VAULT is: version, geometry, key slots, size.

    With `--unlock`, or any option that says where the passphrase is, also what it holds: files,
    space, generation, health.
    """
    from engine.vault import read_info

    locked = read_info(vault.absolute())
    content = _content(vault, credential) if unlock or credential.given else None
    if as_json:
        record = info_record(vault, locked)
        record["content"] = None if content is None else content_record(*content)
        say_json(record)
        return
    _say_locked(vault, locked)
    if content is not None:
        _say_content(*content)


Content = tuple["VaultStatistics", "MemoryReport", "RekeyProgress | None"]


def _content(vault: Path, credential: CredentialSource) -> Content:
    with opened(vault, credential, purpose="info", read_only=True, tell_damage=False) as unlocked:
        return unlocked.statistics(), unlocked.witness.report(), unlocked.rekey_progress


def info_record(vault: Path, locked: VaultInfo) -> dict[str, object]:
    """What `info --json` says without unlocking."""
    return {
        "vault": exact(bytes(vault.absolute())),
        "vault_id": locked.vault_id,
        "format_version": locked.version,
        "geometry": {
            "data_lanes": locked.geometry.data_lanes,
            "parity_lanes": locked.geometry.parity_lanes,
            "band_slots": locked.geometry.band_slots,
        },
        "slots": [slot_record(slot) for slot in locked.slots],
        "locations": locked.locations,
        "disk_bytes": locked.disk_bytes,
        "header_copies_bad": list(locked.header_copies_bad),
        "key_epoch": locked.key_epoch,
        "rekey_under_way": locked.rekey_under_way,
    }


def content_record(
    statistics: VaultStatistics, memory: MemoryReport, rekey: RekeyProgress | None
) -> dict[str, object]:
    """What `info --json` says of an unlocked vault."""
    space = statistics.space
    return {
        "files": statistics.files,
        "directories": statistics.directories,
        "links": statistics.links,
        "others": statistics.others,
        "content_bytes": statistics.content_bytes,
        "generation": statistics.generation,
        "space": {
            "used_bytes": space.used,
            "free_bytes": space.free,
            "total_bytes": space.total,
            "disk_bytes": space.disk_bytes,
            "disk_free_bytes": space.disk_free_bytes,
        },
        "health": {
            "damage_seen": [damage_record(damage) for damage in statistics.damage_seen],
        },
        "memory": {
            "state": memory.memory.value,
            "works": memory.works,
            "generation": memory.generation,
            "seen_ns": memory.seen_ns,
            "accepted_ns": memory.accepted_ns,
        },
        "rekey_fraction": None if rekey is None else round(rekey.fraction, 4),
    }


def damage_record(damage: Damage) -> dict[str, object]:
    """One damaged slot as JSON."""
    return {
        "row": damage.row,
        "lane": damage.lane,
        "kind": damage.kind.name.lower(),
        "band": damage.band,
        "repaired": damage.repaired,
        "reason": damage.reason,
    }


def _say_locked(vault: Path, locked: VaultInfo) -> None:
    geometry = locked.geometry
    say(f"Vault:      {shown(vault)}")
    say(f"Id:         {locked.vault_id}")
    say(f"Format:     version {locked.version}")
    say(
        f"Geometry:   {geometry.data_lanes} data + {geometry.parity_lanes} parity lanes:"
        f" any {geometry.parity_lanes} of {geometry.lanes} may be lost"
    )
    say(f"Locations:  {locked.locations}")
    say(f"On disk:    {size(locked.disk_bytes)}")
    for slot in locked.slots:
        say(f"Key slot:   {slot_text(slot)}")
    if locked.header_copies_bad:
        say(f"Header:     damaged copies: {', '.join(locked.header_copies_bad)}")
    if locked.rekey_under_way:
        say("Key:        moving to a new key; goes on while the vault is mounted or open")


def _say_content(
    statistics: VaultStatistics, memory: MemoryReport, rekey: RekeyProgress | None
) -> None:
    space = statistics.space
    say(
        f"Content:    {count(statistics.files, 'file')} ({size(statistics.content_bytes)}),"
        f" {count(statistics.directories, 'folder')}, {count(statistics.links, 'symbolic link')}, {count(statistics.others, 'other')}"
    )
    say(f"Space:      {size(space.used)} used, {size(space.free)} free")
    say(f"Generation: {statistics.generation}")
    damaged = len(statistics.damage_seen)
    if damaged:
        say(f"Health:     {count(damaged, 'damaged slot')} met while opening; run scrub --repair")
    else:
        say("Health:     no damage met while opening; scrub reads everything")
    say(f"Memory:     {memory_text(memory)}")
    if rekey is not None:
        say(f"New key:    {rekey.fraction:.0%} of the vault is under it")
