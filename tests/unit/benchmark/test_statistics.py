import pytest

from engine.benchmark.statistics import in_turn, rate, ratios, spread


def test_the_spread_names_the_middle_and_both_ends() -> None:
    assert spread([3.0, 1.0, 2.0]) == (2.0, 1.0, 3.0)
    assert spread([4.0, 1.0, 2.0, 3.0]).median == 2.5


def test_no_values_have_no_spread() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        spread([])


def test_half_the_time_is_twice_as_fast() -> None:
    assert ratios([1.0, 2.0], [2.0, 1.0]) == [2.0, 0.5]


def test_rounds_that_do_not_pair_up_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0, 2.0], [1.0])


def test_a_rate_outlives_a_time_of_zero() -> None:
    assert rate(10.0, 2.0) == 5.0
    assert rate(1.0, 0.0) == pytest.approx(1e9)


def test_everybody_goes_first_once() -> None:
    names = ["a", "b", "c"]
    turns = [in_turn(names, turn) for turn in range(3)]
    assert turns == [["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]]
    assert in_turn([], 3) == []
