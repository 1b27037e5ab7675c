"""The one façade over the engine: create, unlock, lock, re-key, and what a vault tells of itself."""

from engine.medium.device_state import STATE_DIR_VARIABLE
from engine.vault.creation import CreatedVault, create_vault
from engine.vault.header_backup import (
    HeaderBackup,
    RestorePlan,
    back_up_header,
    plan_restore,
    restore_header,
    saved_header,
)
from engine.vault.info import SlotInfo, VaultInfo, read_info
from engine.vault.rekey_record import RekeyProgress
from engine.vault.rekeying import RekeyPlan
from engine.vault.vault import Vault, VaultStatistics
from engine.vault.witness import Memory, MemoryReport, memory_failure

__all__ = [
    "STATE_DIR_VARIABLE",
    "CreatedVault",
    "HeaderBackup",
    "Memory",
    "MemoryReport",
    "RekeyPlan",
    "RekeyProgress",
    "RestorePlan",
    "SlotInfo",
    "Vault",
    "VaultInfo",
    "VaultStatistics",
    "back_up_header",
    "create_vault",
    "memory_failure",
    "plan_restore",
    "read_info",
    "restore_header",
    "saved_header",
]
