"""The one façade over the engine: create, unlock, lock, re-key, and what a vault tells of itself."""

from engine.vault.creation import CreatedVault, create_vault
from engine.vault.info import SlotInfo, VaultInfo, read_info
from engine.vault.vault import Vault, VaultStatistics
from engine.vault.witness import Memory, MemoryReport, OnRollback, memory_failure

__all__ = [
    "CreatedVault",
    "Memory",
    "MemoryReport",
    "OnRollback",
    "SlotInfo",
    "Vault",
    "VaultInfo",
    "VaultStatistics",
    "create_vault",
    "memory_failure",
    "read_info",
]
