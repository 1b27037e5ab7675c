"""A key slot, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.text.names import shown
from app.text.quantities import count, size

if TYPE_CHECKING:
    from engine.vault import SlotInfo


def slot_record(slot: SlotInfo) -> dict[str, object]:
    """A key slot as JSON: what it is and what a guess costs."""
    return {
        "id": slot.slot_id,
        "kind": slot.kind,
        "known": slot.known,
        "label": slot.label,
        "created": slot.created.isoformat() if slot.created is not None else None,
        "device": slot.device,
        "security_key": slot.security_key.hex() if slot.security_key is not None else None,
        "kdf": {
            "name": "argon2id",
            "memory_kib": slot.kdf.memory_kib,
            "passes": slot.kdf.passes,
            "lanes": slot.kdf.lanes,
        },
    }


def slot_text(slot: SlotInfo) -> str:
    """A key slot in one line."""
    kdf = slot.kdf
    line = (
        f"{slot.kind:<17}  {slot.slot_id}  Argon2id, {size(kdf.memory_kib * 1024)},"
        f" {count(kdf.passes, 'pass', 'passes')}, {count(kdf.lanes, 'lane')}"
    )
    if slot.created is not None:
        line += f", set on {slot.created.isoformat()}"
    if not slot.known:
        line += ", of a kind that this program cannot open"
    return f"{line}: {shown(slot.label)}" if slot.label else line
