"""Murphy's decomposition: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import brier_score, murphy_decomposition, yes_or_no
from detente.errors import BadInput

EXACT = 1e-12  # sums of at most forty numbers

PRINTED = {case["id"]: case for case in reference("scoring.json")["cases"]}
forecasts = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0]), st.integers(0, 1)),
    min_size=1,
    max_size=40,
)

# Known answers


@pytest.mark.parametrize("part", ["reliability", "resolution", "uncertainty"])
def test_scoring_json_fifteen_forecasts(part):
    case = PRINTED["murphy15"]
    found = murphy_decomposition(case["p"], case["o"])
    assert getattr(found, part) == pytest.approx(case[part], abs=EXACT)
    assert found.brier == pytest.approx(case["brier_0_1"], abs=EXACT)


def test_by_hand_groups():
    found = murphy_decomposition([0.9, 0.1, 0.9, 0.1, 0.1], [1, 0, 0, 0, 1])
    assert found.forecasts.tolist() == [3, 2]
    np.testing.assert_allclose(found.frequency, [1 / 3, 1 / 2], rtol=EXACT)
    assert found.to_frame().loc[0.9, "frequency"] == 0.5


# Laws


@given(forecasts)
def test_no_part_is_below_zero_and_resolution_is_at_most_uncertainty(told):
    found = murphy_decomposition(*zip(*told, strict=True))
    assert found.reliability >= 0
    assert -EXACT <= found.resolution <= found.uncertainty + EXACT


@given(forecasts)
def test_saying_the_frequency_of_the_group_leaves_no_unreliability(told):
    p, o = (np.array(x, dtype=float) for x in zip(*told, strict=True))
    found = murphy_decomposition(p, o)
    fair = found.frequency[np.searchsorted(found.chance, p)]
    assert murphy_decomposition(fair, o).reliability == pytest.approx(0.0, abs=EXACT)


# A second road


@given(forecasts)
def test_the_parts_add_up_to_the_brier_score(told):
    p, o = zip(*told, strict=True)
    expected = brier_score(yes_or_no(p), o, convention="0-1").mean
    assert murphy_decomposition(p, o).brier == pytest.approx(expected, abs=EXACT)


# Refusals


def test_refuses_what_the_brier_score_refuses():
    with pytest.raises(BadInput) as refused:
        murphy_decomposition([0.5, 0.5], [1, 2])
    assert str(refused.value) == (
        "The outcome of forecast 2 is 2, which is none of the categories 0 to 1. Leave out what "
        "has not been decided yet."
    )
