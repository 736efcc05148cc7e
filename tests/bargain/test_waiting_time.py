"""How long since the last visit: known answers, laws, a second road, refusals."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain import waiting_time
from detente.bargain.waiting_time import DAYS_IN_MONTH
from detente.errors import BadInput

EXACT = 1e-12  # products of at most ten numbers

VISITS = [date(2000, 7, 19), date(2001, 7, 26), date(2002, 8, 20), date(2011, 8, 20)]
SUMMIT = date(2019, 4, 24)
gaps = st.lists(st.integers(1, 4000), min_size=1, max_size=10)


def after(days):
    """Visits with given numbers of days between them."""
    return [date(1950, 1, 1) + timedelta(int(d)) for d in np.cumsum([0, *days])]


# Known answers


def test_case_of_vladivostok_seven_years_and_eight_months_without_a_meeting():
    found = waiting_time(VISITS, on=SUMMIT)
    days = [(b - a).days for a, b in zip(VISITS[:-1], VISITS[1:], strict=True)]
    np.testing.assert_allclose(found.gaps * DAYS_IN_MONTH, days, rtol=EXACT)
    assert found.open == pytest.approx(7 * 12 + 8, abs=0.2)
    assert found.gaps_as_long == 1


def test_kaplan_meier_1958_by_hand():
    # gaps of 12, 13 and 108 months ended, one of 92 has not: 4 reach 12, 3 reach 13, 1 reaches 108
    found = waiting_time(VISITS, on=SUMMIT)
    np.testing.assert_allclose(found.longer([0, 12.5, 50, 100]), [1, 3 / 4, 1 / 2, 1 / 2])
    assert found.longer(120) == 0
    assert found.chance_within(24) == 1.0
    assert found.chance_within(6) == 0.0


def test_by_hand_past_the_longest_gap_while_it_is_open_nothing_is_known():
    found = waiting_time(after([100, 200]), on=after([100, 200])[-1] + timedelta(300))
    assert found.longer(250 / DAYS_IN_MONTH) == pytest.approx(1 / 3)
    assert np.isnan(found.longer(301 / DAYS_IN_MONTH))
    assert np.isnan(found.chance_within(1))


# Laws


@given(gaps, st.integers(0, 4000))
def test_the_share_falls_from_one(days, since):
    visits = after(days)
    found = waiting_time(visits, on=visits[-1] + timedelta(since))
    share = found.longer(np.linspace(0, max(days) / DAYS_IN_MONTH, 50))
    assert share[0] == 1.0
    assert (np.diff(share) <= EXACT).all()


@given(gaps, st.integers(0, 4000), st.randoms(use_true_random=False))
def test_the_order_in_which_visits_are_told_does_not_matter(days, since, random):
    visits = after(days)
    on = visits[-1] + timedelta(since)
    told = random.sample(visits, len(visits))
    np.testing.assert_array_equal(waiting_time(told, on=on).gaps, waiting_time(visits, on=on).gaps)


@given(gaps, st.integers(0, 4000), st.floats(0, 100), st.floats(0, 100))
def test_a_longer_wait_ends_more_often(days, since, short, more):
    visits = after(days)
    found = waiting_time(visits, on=visits[-1] + timedelta(since))
    first, second = found.chance_within([short, short + more])
    assert np.isnan(second) or first <= second + EXACT


# A second road


@given(gaps)
def test_on_the_day_of_a_visit_it_is_the_plain_share_but_for_the_gap_just_begun(days):
    visits = after(days)
    found = waiting_time(visits, on=visits[-1])
    for t in days:
        expected = np.mean(np.array(days) > t)
        assert found.longer(t / DAYS_IN_MONTH + 1e-9) == pytest.approx(expected, abs=EXACT)


@given(gaps, st.integers(0, 4000))
def test_scipy_stats_survival_with_one_censored_gap(days, since):
    from scipy.stats import CensoredData, ecdf

    visits = after(days)
    found = waiting_time(visits, on=visits[-1] + timedelta(since))
    data = CensoredData(uncensored=found.gaps, right=[found.open])
    curve = ecdf(data).sf
    longest = min(max(found.open, found.gaps.max()), 1e9)
    t = np.append(found.gaps, 0.3 * longest)
    np.testing.assert_allclose(found.longer(t), curve.evaluate(t), atol=EXACT)
    frame = found.to_frame()
    np.testing.assert_allclose(frame["longer"], curve.evaluate(frame.index), atol=EXACT)


# Refusals


@pytest.mark.parametrize(
    ("visits", "says"),
    [
        (
            VISITS[:1],
            "Visits on 2000-07-19. Give two days or more, each once: one visit has no gap.",
        ),
        (
            [VISITS[0], VISITS[0]],
            "Visits on 2000-07-19, 2000-07-19. Give two days or more, each once: one visit has no "
            "gap.",
        ),
        (
            [VISITS[0], date(2019, 4, 25)],
            "A visit on 2019-04-25 lies after 2019-04-24, the day one looks back. Leave it out or "
            "look back later.",
        ),
    ],
)
def test_refuses_what_has_no_gap(visits, says):
    with pytest.raises(BadInput) as refused:
        waiting_time(visits, on=SUMMIT)
    assert str(refused.value) == says


def test_refuses_to_look_back_from_the_past():
    with pytest.raises(BadInput) as refused:
        waiting_time(VISITS, on=SUMMIT).chance_within([3, -2])
    assert str(refused.value) == "Within -2 months. Ask about 0 or more from now."
