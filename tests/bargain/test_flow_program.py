"""The flow program on arrays: known answers, a second road, refusals."""

import numpy as np
import pytest

from detente.bargain import flow_program
from detente.bargain.flow_program import FlowProgram
from detente.errors import NoSolution

SOLVED = 1e-9  # of prices × quantities near ten

# one place: A puts in 3 at a cost of 1, B takes out 2 worth 5
PLACE = FlowProgram(
    brings=np.array([[1.0, -1.0]]),
    earns=np.array([-1.0, 5.0]),
    capacity=np.array([3.0, 2.0]),
    owners=np.array([0b01, 0b10]),
)

# Known answers


def test_by_hand_two_meet():
    assert PLACE.worths(2) == pytest.approx([0, 0, 0, 8], abs=SOLVED)
    found = PLACE.best_flow(0b11)
    assert found.use == pytest.approx([2, 2], abs=SOLVED)
    assert found.price == pytest.approx([1], abs=SOLVED)
    assert found.gap <= SOLVED


def test_by_hand_who_owns_nothing_adds_nothing():
    assert PLACE.worths(3) == pytest.approx([0, 0, 0, 8, 0, 0, 0, 8], abs=SOLVED)


# A second road


def test_one_by_one_and_from_one_to_the_next():
    draw = np.random.default_rng(0)
    brings = np.zeros((3, 12))
    for j in range(6):
        brings[draw.choice(3, 2, replace=False), j] = -1, 1
    brings[draw.integers(0, 3, 6), np.arange(6, 12)] = [1, 1, 1, -1, -1, -1]
    earns = np.append(-draw.uniform(0, 1, 9), draw.uniform(2, 5, 3))
    network = FlowProgram(brings, earns, draw.uniform(1, 4, 12), draw.integers(1, 64, 12))
    together = network.worths(6)
    alone = [network.best_flow(coalition).worth for coalition in range(64)]
    np.testing.assert_allclose(together, alone, rtol=0, atol=SOLVED * 10)


# Refusals


def test_a_worth_that_its_dual_does_not_prove_is_refused(monkeypatch):
    monkeypatch.setattr(flow_program, "GAP", -1.0)
    with pytest.raises(NoSolution, match="from the bound that its dual proves") as refusal:
        PLACE.worths(2)
    assert str(refusal.value).endswith(
        "Give quantities or prices in units in which they are less far apart."
    )
