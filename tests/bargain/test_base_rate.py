"""How often something happened before: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import base_rate
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # a few roundings
INVERTED = 1e-9  # an incomplete beta function, solved for its bound

counts = st.integers(0, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
priors = st.sampled_from(["Jeffreys", "uniform"])

# Known answers


def test_case_of_vladivostok_two_signed_texts_at_four_meetings_before_2019():
    # Pyongyang 2000 and Moscow 2001 with, Vladivostok 2002 and Ulan-Ude 2011 without
    found = base_rate(np.sum([1, 1, 0, 0]), of=4)
    assert (found.share, found.mean) == (0.5, 0.5)
    assert found.low + found.high == pytest.approx(1.0, abs=INVERTED)


def test_laplace_rule_of_succession():
    assert base_rate(9, of=10, prior="uniform").mean == pytest.approx(10 / 12, rel=EXACT)


def test_by_hand_never_in_n_with_a_uniform_prior():
    # Beta(1, n + 1): its distribution function is 1 − (1 − θ)^(n + 1)
    found = base_rate(0, of=19, prior="uniform", level=0.9)
    assert found.high == pytest.approx(1 - 0.05 ** (1 / 20), abs=INVERTED)
    assert found.low == pytest.approx(1 - 0.95 ** (1 / 20), abs=INVERTED)


def test_by_hand_without_an_occasion_there_is_no_share():
    found = base_rate(0, of=0, prior="uniform", level=0.5)
    assert np.isnan(found.share)
    assert (found.mean, found.low, found.high) == pytest.approx((0.5, 0.25, 0.75))


# Laws


@given(counts, priors, st.floats(0.1, 0.99))
def test_what_did_not_happen_has_the_mirrored_rate(count, prior, level):
    k, n = count
    one = base_rate(k, of=n, prior=prior, level=level)
    other = base_rate(n - k, of=n, prior=prior, level=level)
    assert one.mean == pytest.approx(1 - other.mean, abs=EXACT)
    assert one.low == pytest.approx(1 - other.high, abs=INVERTED)


@given(counts, priors)
def test_a_higher_level_is_wider_and_more_occasions_are_narrower(count, prior):
    k, n = count
    narrow, wide = (base_rate(k, of=n, prior=prior, level=v) for v in (0.5, 0.9))
    assert wide.low < narrow.low < narrow.high < wide.high
    more = base_rate(100 * k, of=100 * n, prior=prior, level=0.9)
    assert more.high - more.low < wide.high - wide.low or n == 0


@given(st.lists(counts, min_size=1, max_size=5), priors)
def test_cases_are_the_same_questions_side_by_side(several, prior):
    together = base_rate([k for k, _ in several], of=[n for _, n in several], prior=prior)
    alone = [base_rate(k, of=n, prior=prior) for k, n in several]
    np.testing.assert_array_equal(together.low, [one.low for one in alone])
    assert together.to_frame()["mean"].tolist() == [float(one.mean) for one in alone]


# A second road


@given(counts, priors, st.floats(0.1, 0.99))
def test_scipy_stats_beta(count, prior, level):
    from scipy.stats import beta

    k, n = count
    c = {"Jeffreys": 0.5, "uniform": 1}[prior]
    found, law = base_rate(k, of=n, prior=prior, level=level), beta(k + c, n - k + c)
    assert (found.low, found.high) == pytest.approx(law.interval(level), abs=INVERTED)
    assert found.mean == pytest.approx(law.mean(), rel=EXACT)


# Refusals


@pytest.mark.parametrize(("k", "n"), [(3, 2), (-1, 2), (0.5, 2), (np.nan, 2)])
def test_refuses_what_is_no_count(k, n):
    with pytest.raises(BadInput) as refused:
        base_rate([0, k], of=n)
    assert str(refused.value) == (
        f"It happened on {k:g} of 2 occasions. Give whole numbers, the first no larger than the "
        "second; leave out occasions of which it is not known."
    )


def test_refuses_another_prior_or_level():
    with pytest.raises(UnknownLabel) as refused:
        base_rate(1, of=2, prior="Haldane")
    assert str(refused.value) == "No prior 'Haldane' here. 2 known, nearest: Jeffreys, uniform."
    with pytest.raises(BadInput) as refused:
        base_rate(1, of=2, level=90)
    assert str(refused.value) == "A level of 90. It lies between 0 and 1: 0.9 for 90 %."
