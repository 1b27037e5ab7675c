from __future__ import annotations

import itertools

import pytest

from engine.errors import KdfCostError
from engine.keys import KdfParameters, guessing
from engine.keys.guessing import card_guess_rate, estimate_attack, guess_rate

FLOOR = KdfParameters(64 * 1024, 3, 4)


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, KdfParameters]]:
    """Derivations that take no time; the clock says 9, 1, 5 and 2 seconds for each in turn."""
    made: list[tuple[bytes, KdfParameters]] = []
    takes = itertools.cycle([9.0, 1.0, 5.0, 2.0])
    now = 0.0

    def derive(secret: bytes, _salt: bytes, kdf: KdfParameters) -> bytearray:
        nonlocal now
        made.append((secret, kdf))
        now += next(takes)
        return bytearray(32)

    monkeypatch.setattr(guessing, "derive_passphrase_key", derive)
    monkeypatch.setattr(guessing.time, "perf_counter", lambda: now)
    return made


def test_the_median_after_the_first_counts(
    derivations: list[tuple[bytes, KdfParameters]],
) -> None:
    assert guess_rate(FLOOR) == 0.5
    assert [kdf for _, kdf in derivations] == [FLOOR] * 4


def test_this_machine_makes_some() -> None:
    assert 0 < guess_rate(KdfParameters(64 * 1024, 3, 1)) < 1000


def test_no_cost_beyond_the_bounds_is_measured() -> None:
    with pytest.raises(KdfCostError):
        guess_rate(KdfParameters(8, 1, 1))


def test_a_card_is_credited_with_what_others_have_measured() -> None:
    """The estimate lies above both programs' figures: it errs in the attacker's favour."""
    assert card_guess_rate(KdfParameters(16 * 1024, 3, 1)) == pytest.approx(11_434)
    assert 1_667 < card_guess_rate(FLOOR) < 2 * 1_667


def test_the_cost_grows_with_memory_passes_and_guesses() -> None:
    known = estimate_attack(FLOOR, 1e9)
    assert known.card_hours == pytest.approx(1e9 / known.guesses_per_second / 3600)
    assert known.usd == pytest.approx(known.card_hours * guessing.CARD_USD_PER_HOUR)
    for dearer, factor in (
        (estimate_attack(KdfParameters(128 * 1024, 3, 4), 1e9), 2),
        (estimate_attack(KdfParameters(64 * 1024, 12, 4), 1e9), 4),
        (estimate_attack(FLOOR, 7e9), 7),
    ):
        assert dearer.usd == pytest.approx(known.usd * factor)


@pytest.mark.parametrize("guesses", [0, -1, 0.5, float("nan")])
def test_what_is_no_number_of_guesses(guesses: float) -> None:
    with pytest.raises(ValueError, match=str(guesses)):
        estimate_attack(FLOOR, guesses)
