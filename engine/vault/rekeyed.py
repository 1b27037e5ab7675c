"""A vault's new master key: what its owner plans and begins, and what whoever moves it ends.

A part of Vault; here so that its life stands alone in its module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import RekeyError, VaultLockedError
from engine.format.header import VaultHeader
from engine.keys import Credential, KdfParameters, KeyState
from engine.medium.disk import NEW_SUFFIX, Disk
from engine.transactions.store import TransactionalStore
from engine.vault.headers import HEADER_NAMES
from engine.vault.rekey_record import RekeyProgress, load_rekey, progress_of
from engine.vault.rekeying import RekeyPlan, note_witness_keys, plan_rekey
from engine.vault.witness import Witness


class RekeyedVault:
    """The steps of a move to a new master key that change the header."""

    store: TransactionalStore
    header: VaultHeader
    keys: KeyState
    disk: Disk
    witness: Witness

    def replace_header(self, **changes: Any) -> None:
        """Write a header with some members changed."""
        raise NotImplementedError

    def put_header(self, header: VaultHeader, keys: KeyState) -> None:
        """Write a header."""
        raise NotImplementedError

    def _remember(self) -> None:
        raise NotImplementedError

    @property
    def rekey_under_way(self) -> bool:
        """Whether the vault is moving to a new master key."""
        return bool(self.header.old_keys)

    @property
    def rekey_progress(self) -> RekeyProgress | None:
        """How far the move to a new master key was when it was last noted; None if there is none."""
        if not self.rekey_under_way:
            return None
        return progress_of(self.store, load_rekey(self.store))

    def plan_rekey(
        self,
        credentials: Sequence[Credential],
        new_passphrase: bytes | bytearray | None = None,
        kdf: KdfParameters | None = None,
        *,
        force: bool = False,
    ) -> RekeyPlan:
        """Draw a new master key, for those who present what they have; see `plan_rekey`.

        Raises:
            RekeyError: Also where something else lies in the place of a band ("rekey-obstructed").
            ReadOnlyVaultError, VaultLockedError: The vault could not move to it.
        """
        self.store.check_writable()
        if self.keys.wiped:
            raise VaultLockedError
        if self.store.unwritable_bands():
            raise RekeyError("rekey-obstructed")
        return plan_rekey(self.header, self.keys, credentials, new_passphrase, kdf, force=force)

    def rekey(self, plan: RekeyPlan) -> None:
        """Begin to move to a new master key: at once for what is written, the rest follows.

        What is revoked opens the vault's header no more when this has returned. The data that lies
        under the old key is moved by `engine.health.move_to_new_key`, now or at any later time.

        Raises:
            RekeyError: The key slots have changed since it was planned.
            ReadOnlyVaultError, NoSpaceError, MediumError: It has not begun; the ways in of before
                stay in force.
        """
        self.store.check_writable()
        if self.keys.wiped:
            raise VaultLockedError
        if plan.before is not self.header:
            raise RekeyError("rekey-changed")
        fresh = KeyState(plan.master_key, plan.after.key_epoch)
        try:
            self.store.change_key(plan.master_key, lambda: self.put_header(plan.after, fresh))
        finally:
            fresh.wipe()
            plan.drop()
        note_witness_keys(self.store, self.keys)
        self.witness.follow(self.keys)
        self._remember()

    def end_rekey(self) -> None:
        """Forget the old master key; whoever calls has seen to it that nothing needs it any more.

        Raises:
            ReadOnlyVaultError, NoSpaceError, MediumError: It is still there.
        """
        self.replace_header(old_keys=())
        for name in HEADER_NAMES:
            self.disk.remove(name + NEW_SUFFIX)
        self.store.forget_old_keys()
