"""Vaults as drives: SigmaVaultFS, two bindings, mount sessions and who has mounted what."""

from engine.mount.control import ask_mount, rekey_fraction
from engine.mount.options import Binding, default_binding
from engine.mount.refusals import Refusal
from engine.mount.registry import MountRecord, find_record, list_mounts, unmount
from engine.mount.session import MountSession

__all__ = [
    "Binding",
    "MountRecord",
    "MountSession",
    "Refusal",
    "ask_mount",
    "default_binding",
    "find_record",
    "list_mounts",
    "rekey_fraction",
    "unmount",
]
