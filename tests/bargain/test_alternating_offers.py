"""Offers in turn: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import alternating_offers, nash_settlement, pie
from detente.errors import BadInput

EXACT = 1e-12  # a few roundings
SHORT = 1e-6  # how far rounds of a millionth are from none
ROUNDED = 1e-9  # of 1 − δ when δ is within 1e-7 of 1

PRINTED = {case["id"]: case for case in reference("bargaining_closed_forms.json")}
factors = st.floats(0.05, 0.99)

# Known answers


def test_rubinstein_1982_first_mover():
    case = PRINTED["rubinstein"]
    found = alternating_offers((case["inputs"]["d1"], case["inputs"]["d2"]))
    assert found.if_first_proposes[0] == pytest.approx(case["expected"]["x1"], rel=EXACT)


def test_binmore_rubinstein_wolinsky_1986_short_rounds_lead_to_nash():
    case = PRINTED["rubinstein_to_nash"]
    rate = np.array([case["inputs"]["r1"], case["inputs"]["r2"]])
    found = alternating_offers(np.exp(-rate * case["inputs"]["dt"]))
    limit = case["expected"]["x1_limit"]
    assert found.limit_power == pytest.approx(limit, abs=ROUNDED)
    for shares in (found.if_first_proposes, found.if_second_proposes):
        assert shares[0] == pytest.approx(limit, abs=SHORT)
    assert nash_settlement(pie(1), power=found.limit_power).of("first") == found.limit_power


# Laws


@given(factors, factors)
def test_it_pays_to_propose_and_to_be_patient(d1, d2):
    found = alternating_offers((d1, d2))
    assert found.if_first_proposes[0] > found.if_second_proposes[0]
    more_patient = alternating_offers((d1 + 0.005, d2))
    assert more_patient.if_first_proposes[0] > found.if_first_proposes[0]
    np.testing.assert_allclose(found.if_first_proposes.sum(), 1.0, rtol=EXACT)
    np.testing.assert_allclose(found.if_second_proposes.sum(), 1.0, rtol=EXACT)


@given(factors, factors)
def test_swapping_the_parties_swaps_the_shares(d1, d2):
    one, other = alternating_offers((d1, d2)), alternating_offers((d2, d1))
    np.testing.assert_allclose(one.if_first_proposes, other.if_second_proposes[::-1], rtol=EXACT)
    assert one.limit_power == pytest.approx(1 - other.limit_power, rel=EXACT)


# Certificates


@given(factors, factors)
def test_each_offer_leaves_the_other_what_waiting_would_bring(d1, d2):
    found = alternating_offers([(d1, d2)] * 2)
    kept_by_second = d2 * found.if_second_proposes[0, 1]
    kept_by_first = d1 * found.if_first_proposes[0, 0]
    assert found.if_first_proposes[1, 1] == pytest.approx(kept_by_second, abs=EXACT)
    assert found.if_second_proposes[1, 0] == pytest.approx(kept_by_first, abs=EXACT)


# A second road


@given(factors, factors)
def test_many_rounds_from_the_last_one_back(d1, d2):
    first = 1.0  # of the first party, which proposes last and keeps all
    for _ in range(3000):
        first = 1 - d2 * (1 - d1 * first)
    found = alternating_offers((d1, d2)).if_first_proposes[0]
    assert found == pytest.approx(first, rel=1e-10)


# Refusals


def test_refuses_a_factor_that_is_not_between_none_and_all():
    with pytest.raises(BadInput) as refused:
        alternating_offers([(0.5, 0.9), (0.5, 1.0)])
    assert str(refused.value) == (
        "A discount factor is 1. It lies between 0 and 1: 0.95 for a party to whom waiting a round "
        "costs 5 %."
    )


def test_refuses_one_factor_for_two():
    with pytest.raises(BadInput) as refused:
        alternating_offers(0.5)
    assert str(refused.value) == ("Discount factors of shape (). Give one for each of two parties.")
