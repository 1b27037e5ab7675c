"""The engine's errors, as objects."""

from __future__ import annotations

import pytest

from engine.errors import MediumError, VaultError


def test_traces_are_let_go_of_along_all_causes() -> None:
    with pytest.raises(MediumError) as raised:
        try:
            raise OSError(5, "gone")
        except OSError as error:
            raise MediumError("bands", 5) from error
    raised.value.forget_trace()
    assert raised.value.__traceback__ is None
    assert raised.value.__cause__ is not None
    assert raised.value.__cause__.__traceback__ is None


@pytest.mark.timeout(20)
def test_causes_may_go_round_in_a_circle() -> None:
    one, other = VaultError(), VaultError()
    one.__cause__, other.__context__ = other, one
    one.forget_trace()
