"""Many severances in rows: certificates, a second road."""

from dataclasses import replace

import numpy as np
import pytest
from trade.small_worlds import MODES, economy

from detente.trade.calibration import calibration
from detente.trade.severed_pairs import SeveredPairs
from detente.trade.solver import wages

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade


@pytest.mark.parametrize("deficits", MODES)
def test_batch_and_newton_agree(world_2023, deficits):
    base = calibration(world_2023, 4.0, deficits)
    pairs = np.random.default_rng(0).choice(194, size=(60, 2), replace=True)
    a, b = pairs[pairs[:, 0] != pairs[:, 1]].T
    together = SeveredPairs(base.system, base.step, len(a)).solved(a, b)
    assert together.residual.max() <= RESIDUAL
    for row in range(len(a)):
        kernel = base.system.kernel.copy()
        kernel[a[row], b[row]] = kernel[b[row], a[row]] = 0.0
        alone = wages(replace(base.system, kernel=kernel, price_kernel=kernel))  # no step: Newton
        price = (np.exp(-4 * alone.x) @ kernel) ** (-1 / 4)
        np.testing.assert_allclose(together.real_wage[row], np.exp(alone.x) / price, rtol=EXACT)


@pytest.mark.parametrize("deficits", MODES)
def test_the_first_look_is_what_any_look_at_the_base_would_be(world_2023, deficits):
    base = calibration(world_2023, 4.0, deficits)
    pairs = SeveredPairs(base.system, base.step, 30)
    a, b = np.arange(30), np.arange(160, 190)
    pairs._evaluate_base(a, b)
    first = pairs._memory["excess"].copy()
    pairs._evaluate(a, b)
    np.testing.assert_allclose(first, pairs._memory["excess"], atol=2 * RESIDUAL)


def test_memory_can_be_used_again(world_2023):
    base = calibration(world_2023, 4.0, "balanced")
    pairs = SeveredPairs(base.system, base.step, 20)
    a, b = np.arange(20), np.arange(20, 40)
    first = pairs.solved(a, b)
    pairs.solved(b[:7], a[:7])
    again = pairs.solved(a, b)
    np.testing.assert_array_equal(first.welfare, again.welfare)


def test_a_market_with_too_little_left_is_handed_back_unsolved():
    x = [[6, 2, 2, 2], [2, 1, 1e5, 1], [2, 1e5, 6, 0], [2, 1, 0, 3]]
    base = calibration(economy(x), 4.0, "balanced")
    found = SeveredPairs(base.system, base.step, 2).solved(np.array([1, 0]), np.array([2, 3]))
    assert np.isinf(found.residual[0])
    assert np.isnan(found.welfare[0]).all()
    assert found.residual[1] <= RESIDUAL
