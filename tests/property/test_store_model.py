"""The namespace's random operations again, on the real store: with power cuts, damage and repair."""

from __future__ import annotations

import copy

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import initialize, invariant, precondition, rule

from engine.constants import ROOT_INODE
from engine.types import Severity
from tests.faults.power_cut import Chance, Everything, Nothing
from tests.property.test_namespace_model import Model, NamespaceMachine
from tests.support.store_world import PARITY_LANES, StoreWorld
from tests.support.tally import Trial
from tests.support.tally import of_this_run as tally

SEEDS = st.integers(0, 10**6)
POSITIONS = st.integers(0, 9)

State = tuple[Model, dict[int, int]]


class StoreMachine(NamespaceMachine):
    """What may be found after a cut: any state since the last sync, whole."""

    @initialize()
    def begin(self) -> None:
        self.world = StoreWorld()
        self.model = Model()
        self.numbers: dict[int, int] = {0: ROOT_INODE}
        self.states: list[State] = []
        self.rotten: set[int] = set()
        self._now_synced()

    def _snapshot(self) -> State:
        return copy.deepcopy(self.model), dict(self.numbers)

    def _now_synced(self) -> None:
        self.states = [self._snapshot()]

    @rule()
    def sync(self) -> None:
        self.world.ns.sync()
        self._now_synced()

    @rule()
    def checkpoint(self) -> None:
        self.world.checkpoint()
        self._now_synced()

    @rule()
    def reopen(self) -> None:
        self.world.reopen()
        self._now_synced()

    @rule(survival=st.one_of(st.builds(Nothing), st.builds(Everything), st.builds(Chance, SEEDS)))
    def crash(self, survival) -> None:
        self.world.cut_power(survival)
        for model, numbers in reversed(self.states):
            self.model, self.numbers = copy.deepcopy(model), dict(numbers)
            if self._is_what_is_there():
                break
        else:
            raise AssertionError("the vault is at none of the moments since its last sync")
        self._now_synced()
        tally().add(Trial.POWER_CUT)

    def _is_what_is_there(self) -> bool:
        try:
            super().same_tree()
            self._same_content()
        except Exception:
            return False
        return True

    def _same_content(self) -> None:
        for number in self.model.files():
            content = self.model.nodes[number].content
            assert self.world.content(self.numbers[number]) == content

    # -- damage ------------------------------------------------------------------------------

    @rule(position=POSITIONS, seed=SEEDS)
    def damage(self, position: int, seed: int) -> None:
        """At most m lanes of any stripe, until they are repaired."""
        if len(self.rotten | {position}) <= PARITY_LANES:
            self.rotten.add(position)
            self.world.rot(position, seed)

    @rule()
    def scrub(self) -> None:
        report = self.world.scrub()
        assert report.worst < Severity.CRITICAL, report.findings
        assert self.rotten or report.worst is Severity.GOOD, report.findings
        self._now_synced()

    @precondition(lambda self: self.rotten)
    @rule()
    def repair(self) -> None:
        self.world.scrub(repair=True)
        again = self.world.scrub()
        assert again.worst is Severity.GOOD, again.findings
        self.rotten.clear()
        self._now_synced()

    @invariant()
    def same_tree(self) -> None:
        if not hasattr(self, "world"):
            return
        super().same_tree()
        self.states.append(self._snapshot())
        tally().add(Trial.MODEL_STEP)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self._same_content()
            self.world.check()
            self.world.reopen()
            self._same_content()
            report = self.world.scrub(repair=True)
            assert report.worst < Severity.CRITICAL, report.findings
            assert self.world.scrub().worst is Severity.GOOD
            self._same_content()
            self.world.close()
        finally:
            self.world.abandon()


# A failure is made smaller for minutes before it is shown.
TestStore = pytest.mark.timeout(900)(StoreMachine.TestCase)
TestStore.settings = settings(stateful_step_count=40, max_examples=25)


class _LongMachine(StoreMachine):
    """The same, for hours rather than seconds."""


TestStoreForLong = pytest.mark.soak(pytest.mark.timeout(7200)(_LongMachine.TestCase))
TestStoreForLong.settings = settings(stateful_step_count=100, max_examples=400)
