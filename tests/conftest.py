"""What every suite shares: bounded random testing, an open vault, and a check that nothing is left.

Random tests run in the profile `ci` (bounded, the same cases each time) unless
SIGMAVAULT_HYPOTHESIS names another: `dev` searches anew each time, `soak` searches long.
"""

from __future__ import annotations

import itertools
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.support.derivations import made_once
from tests.support.leftovers import clear_leftovers, find_leftovers
from tests.support.tally import Tally, of_this_run

if TYPE_CHECKING:
    from engine.keys.kdf import KdfParameters
    from engine.vault import Vault

_RUN_VARIABLE = "SIGMAVAULT_TEST_RUN"
"""Inherited by every process that a test starts; what still carries it at the end was left behind."""

_RUN_STARTED_HERE = _RUN_VARIABLE not in os.environ
if _RUN_STARTED_HERE:
    os.environ[_RUN_VARIABLE] = uuid.uuid4().hex

_STATE_VARIABLE = "SIGMAVAULT_STATE_DIR"
_numbers = itertools.count()

_everywhere = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile(
    "ci", max_examples=60, derandomize=True, database=None, **_everywhere
)
hypothesis.settings.register_profile("dev", max_examples=100, **_everywhere)
hypothesis.settings.register_profile("soak", max_examples=5000, **_everywhere)
hypothesis.settings.load_profile(os.environ.get("SIGMAVAULT_HYPOTHESIS", "ci"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name a file for the counts of `tally`."""
    parser.addoption("--tally", type=Path, help="write what the reliability tests tried, as JSON")


@pytest.fixture(scope="session")
def tally() -> Tally:
    """Counts trials for the table of docs/reliability.md, over all workers of a run."""
    return of_this_run()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over a worker's counts (pytest-xdist)."""
    of_this_run().merge(getattr(node, "workeroutput", {}).get("tally", {}))


@pytest.fixture(scope="session", autouse=True)
def _shared_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What fixtures of a wider scope unlock is not remembered among the user's vaults."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(_STATE_VARIABLE, str(tmp_path_factory.getbasetemp() / "state"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _derivations_made_once() -> Iterator[None]:
    """A vault that was just made is unlocked in no time."""
    with made_once():
        yield


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nor does one test's device remember what another test unlocked. Made when it is used.

    Not by `monkeypatch`: that would be set up before a test's vault, and so undo what the test
    patched after the vault is locked.
    """
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.getbasetemp() / f"state-{next(_numbers)}"
        patch.setenv(_STATE_VARIABLE, str(folder))
        yield


@pytest.fixture
def passphrase() -> bytes:
    """The passphrase of `vault`."""
    return b"correct horse battery staple"


@pytest.fixture(scope="session")
def fast_kdf() -> KdfParameters:
    """The least that a header may ask for: about a tenth of a second."""
    from engine.constants import KDF_MIN_LANES, KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES
    from engine.keys.kdf import KdfParameters

    return KdfParameters(KDF_MIN_MEMORY_KIB, KDF_MIN_PASSES, KDF_MIN_LANES)


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    """Where `vault` lies; nothing is there until a test creates it."""
    return tmp_path / "vault"


@pytest.fixture
def vault(vault_path: Path, passphrase: bytes, fast_kdf: KdfParameters) -> Iterator[Vault]:
    """A new vault, unlocked, and locked again after the test."""
    from engine.keys.slots import Passphrase
    from engine.vault import Vault, create_vault

    create_vault(vault_path, passphrase, kdf=fast_kdf)
    with Vault.unlock(vault_path, Passphrase(passphrase)) as unlocked:
        yield unlocked


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave long runs out unless they are asked for: `-m soak`."""
    if "soak" in config.getoption("markexpr"):
        return
    long_runs = [item for item in items if item.get_closest_marker("soak")]
    if long_runs:
        config.hook.pytest_deselected(items=long_runs)
        items[:] = [item for item in items if item not in long_runs]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run that leaves a mount or a process behind.

    Last, so that the workers of pytest-xdist have ended; and once, in the process that started
    the run.
    """
    _keep_tally(session.config)
    if not _RUN_STARTED_HERE:
        return
    factory: pytest.TempPathFactory = session.config._tmp_path_factory
    left = find_leftovers(f"{_RUN_VARIABLE}={os.environ[_RUN_VARIABLE]}", factory.getbasetemp())
    if not left.lines():
        return
    clear_leftovers(left)
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    terminal.stats.setdefault("error", []).append(
        pytest.TestReport(
            nodeid="what the run left behind",
            location=("tests/conftest.py", None, "leftovers"),
            keywords={},
            outcome="failed",
            longrepr="\n".join(left.lines()),
            when="teardown",
        )
    )
    session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _keep_tally(config: pytest.Config) -> None:
    output = getattr(config, "workeroutput", None)
    if output is not None:
        output["tally"] = dict(of_this_run().counts)
    elif path := config.getoption("--tally"):
        of_this_run().save(path)
