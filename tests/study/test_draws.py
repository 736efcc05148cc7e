"""What is drawn: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.data import load_case, shipped_worlds
from detente.errors import BadInput
from detente.study import Draws
from detente.study.draws import pert
from detente.world import Case, Fact, Priors, Source, example_world

SAMPLING = 0.01  # of a mean over 100,000 draws of a standard deviation below one
SAME = 1e-12  # relative: the same sums in another order
PAIR = ("NLD", "NOR")
WORLDS = {2024: example_world()}
PRESS = (Source("A press account", "nobody", 2018, "", ""),)
NOTHING = Priors(
    theta=(4, 4, 4), output_per_gdp=(1, 1, 1), habit=0, link=0, gdp=0, gdp_of=()
)  # nothing is drawn


def fact(id, low, value, high, unit="USD"):
    return Fact(id, "trade", id, low, value, high, unit, "2018", PRESS, True)


def of(number=1000, seed=1, facts=(), theta=None):
    return Draws(WORLDS, Case(PAIR, facts=facts, theta=theta), number, seed=seed)


# Known answers


def test_the_mean_and_the_spread_of_pert_malcolm_et_al_1959():
    """Mean (a + 4m + b)/6; and of the beta form, variance (mean − a)(b − mean)/7."""
    drawn = pert(np.random.default_rng(1), np.full(100_000, 0.25))
    mean = (0.0 + 4 * 0.25 + 1.0) / 6
    assert drawn.mean() == pytest.approx(mean, abs=SAMPLING)
    assert drawn.var() == pytest.approx(mean * (1 - mean) / 7, abs=SAMPLING / 10)


def test_a_rule_is_read_strictly_one_time_in_six_and_leniently_one():
    """Weights 1 : 4 : 1, whose mean is that of PERT, (a + 4m + b)/6."""
    read = of(100_000).reading("rules.gas", 0.0, 2.0, 7.0)
    assert {*read} == {0.0, 2.0, 7.0}
    assert read.mean() == pytest.approx((0.0 + 4 * 2.0 + 7.0) / 6, abs=3 * SAMPLING)


def test_nine_in_ten_records_lie_within_1_64_sigma():
    off = np.abs(np.log(of(100_000).gap("gdp.NOR", 0.1))) <= 1.6449 * 0.1
    assert off.mean() == pytest.approx(0.9, abs=SAMPLING)


def test_the_gdp_of_north_korea_lies_up_to_what_the_bank_of_korea_estimates():
    """The United Nations: 17.5 billion US dollars of 2018; the Bank of Korea: up to 32."""
    assert of().gdp("PRK").max() <= 32 / 17.5 + 0.01
    gdp = shipped_worlds()[2018].value("gdp", "PRK")
    assert gdp == pytest.approx(17.5e9, rel=0.01)


# Laws


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_the_same_seed_gives_the_same_draws_in_any_order(seed):
    facts = (fact("A", 1, 2, 4), fact("B", 0, 0, 9))
    one, other = of(50, seed, facts), of(50, seed, facts)
    ask = ("A", "B", "A")
    assert [one.fact(id).tolist() for id in ask] == [
        other.fact(id).tolist() for id in reversed(ask)
    ][::-1]
    assert one.theta.tolist() == other.theta.tolist()


def test_another_seed_gives_others():
    assert of(seed=1).theta.tolist() != of(seed=2).theta.tolist()


@settings(max_examples=30)
@given(
    low=st.floats(0, 10), value=st.floats(0, 10), high=st.floats(0, 10), seed=st.integers(0, 100)
)
def test_a_fact_stays_between_its_low_and_its_high(low, value, high, seed):
    low, value, high = sorted((low, value, high))
    drawn = of(50, seed, (fact("A", low, value, high),)).fact("A")
    assert ((drawn >= low) & (drawn <= high)).all()


def test_names_that_differ_in_a_letter_are_drawn_apart():
    draws = of()
    one, other = draws.gap("gdp.NOR", 0.1), draws.gap("gdp.NOK", 0.1)
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(1000)


def test_what_the_case_settles_is_not_drawn():
    assert set(of(theta=6.0).theta) == {6.0}
    assert set(of(facts=(fact("A", 3, 3, 3),)).fact("A")) == {3.0}


def test_a_fact_that_is_no_number_stays_none():
    nan = float("nan")
    assert np.isnan(of(facts=(fact("A", nan, nan, nan, ""),)).fact("A")).all()


# Certificates


def test_what_is_asked_for_is_noted_also_where_it_was_made_before():
    draws = of()
    with draws.noted() as first:
        draws.economies(2024, frozenset(PAIR))
    with draws.noted() as second:
        draws.economies(2024, frozenset(PAIR))
    assert first == second
    assert {"theta", "output_per_gdp", "gdp.NOR", "flow.2024.NLD.NOR"} <= first
    with draws.noted() as outer, draws.noted() as inner:
        draws.gap("gdp.QAT", 0.1)
    assert outer == inner == {"gdp.QAT"}


@pytest.mark.parametrize(("year", "pair"), [(2024, PAIR), (2018, ("PRK", "CHN"))])
def test_where_nothing_is_drawn_the_world_is_the_recorded_one(year, pair):
    worlds = {**WORLDS, 2018: shipped_worlds()[2018]}
    drawn = Draws(worlds, Case(PAIR, priors=NOTHING), 2).economies(year, frozenset(pair))
    assert drawn.flows.table(1) == pytest.approx(drawn.recorded.flow, rel=SAME)


def test_plain_says_what_was_drawn_from():
    told = of(7).plain()
    assert (told["number"], told["seed"]) == (7, 1)
    assert told["priors"]["theta"] == [3.0, 4.0, 8.0]
    assert told["priors"]["gdp_of"] == {"PRK": [0.9, 1.0, 1.83]}


# A second road


def test_a_fact_is_drawn_in_the_unit_that_it_is_measured_in():
    case = load_case("vladivostok-2019")
    draws = Draws(shipped_worlds(), case, 500)
    share = draws.fact("T007")  # 1.2 to 1.3 percent
    amount = case.fact("T007").amount
    assert amount.low <= share.min() <= share.max() <= amount.high < 0.02


# Refusals


@pytest.mark.parametrize("number", [1, 0, 100_001])
def test_too_few_or_too_many_draws_are_refused(number):
    with pytest.raises(BadInput) as refused:
        of(number)
    assert str(refused.value) == (f"draws is {number}. Ask for 2 to 100,000; 1,000 tell most.")


def test_a_seed_below_zero_is_refused():
    with pytest.raises(BadInput, match="^The seed is -1. Give a whole number from 0 up.$"):
        of(seed=-1)
