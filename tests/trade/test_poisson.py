"""Poisson with fixed effects: known answers, laws, certificates, a second road, refusals."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, MissingData, NoSolution
from detente.trade.poisson import Sample, poisson

SEARCH = 1e-6  # both searches end when the deviance stands still; coefficients lag behind it
TOTALS = 1e-7  # what the search leaves of the equations it solves

few_examples = settings(max_examples=8, deadline=None)
PAIRS = np.array([(i, j) for i in range(6) for j in range(6) if i != j])


def sample(y, x, *, levels=PAIRS, group=None) -> Sample:
    """Name the columns of arrays."""
    x = np.asarray(x, dtype=float).reshape(len(y), -1)
    return Sample(
        variables=tuple(f"z{k + 1}" for k in range(x.shape[1])),
        effects=("exporter", "importer"),
        y=np.asarray(y, dtype=float),
        x=x,
        levels=np.asarray(levels),
        group=np.arange(len(y)) if group is None else np.asarray(group),
    )


def drawn(seed, variables=2):
    """Random flows, one in three of them zero, between six countries."""
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(len(PAIRS), variables))
    y = draw.exponential(np.exp(0.5 * x[:, 0] + draw.normal(size=6)[PAIRS[:, 0]]))
    return np.where(draw.random(len(y)) < 1 / 3, 0, y), x


def dummies(levels):
    """Row × level of any effect."""
    return np.hstack([c[:, None] == np.unique(c) for c in levels.T]).astype(float)


# Known answers


def test_by_hand_halving_with_every_doubling_is_a_coefficient_of_minus_one():
    distance = np.abs(PAIRS[:, 0] - PAIRS[:, 1]) + 1.0
    found = poisson(sample((PAIRS[:, 0] + 1) * 7 / distance, np.log(distance)))
    assert found.coefficients == pytest.approx([-1.0], abs=SEARCH)
    assert found.deviance_explained == pytest.approx(1.0, abs=SEARCH)


def test_by_hand_an_exporter_of_nothing_and_a_lone_pair_are_set_aside():
    y, x = drawn(3)
    y[PAIRS[:, 0] == 5] = 0.0  # sells nothing
    levels = np.vstack([PAIRS, [6, 0], [6, 5]])  # sells to the first only, once the other goes
    y, x = np.append(y, [2.0, np.nan]), np.vstack([x, x[:2]])
    status = poisson(sample(y, x, levels=levels)).status
    assert set(status[levels[:, 0] == 5]) == {"separated"}
    assert list(status[-2:]) == ["singleton", "missing"]
    assert set(status[levels[:, 0] < 5]) == {"used"}


def test_correia_guimaraes_zylkin_2019_zeros_that_only_a_sum_of_effects_sets_apart():
    y, x = drawn(4)
    y[y == 0] = 0.5
    first, second = (PAIRS < 3).T
    y[first & ~second] = 0.0  # one group sells nothing to the other, though each member sells,
    y[~first & second] = np.nan  # and of the way back nothing is known
    status = poisson(sample(y, x)).status
    np.testing.assert_array_equal(status == "separated", first & ~second)
    np.testing.assert_array_equal(status == "missing", ~first & second)


# Laws


@few_examples
@given(st.integers(0, 10**6), st.sampled_from([1e-9, 0.92, 1e9]))
def test_the_unit_of_trade_moves_the_effects_only(seed, rate):
    y, x = drawn(seed)
    a, b = (poisson(sample(v, x)) for v in (y, y * rate))
    np.testing.assert_allclose(b.coefficients, a.coefficients, atol=SEARCH)
    np.testing.assert_allclose(b.covariance, a.covariance, atol=SEARCH)
    np.testing.assert_allclose(b.fitted, a.fitted * rate, rtol=SEARCH)
    assert b.deviance_explained == pytest.approx(a.deviance_explained, abs=SEARCH)


@few_examples
@given(st.integers(0, 10**6), st.permutations(range(6)), st.randoms(use_true_random=False))
def test_names_and_order_of_countries_and_rows_do_not_matter(seed, names, chance):
    y, x = drawn(seed)
    order = chance.sample(range(len(y)), len(y))
    a = poisson(sample(y, x))
    b = poisson(sample(y[order], x[order], levels=np.array(names)[PAIRS[order]]))
    np.testing.assert_allclose(b.coefficients, a.coefficients, atol=SEARCH)
    np.testing.assert_allclose(b.fitted, a.fitted[order], rtol=SEARCH)
    assert list(b.status) == list(a.status[order])


@few_examples
@given(st.integers(0, 10**6))
def test_separated_rows_change_nothing_when_they_are_left_out_beforehand(seed):
    y, x = drawn(seed)
    y[PAIRS[:, 1] == 2] = 0.0
    a = poisson(sample(y, x))
    used = a.status == "used"
    b = poisson(sample(y[used], x[used], levels=PAIRS[used]))
    np.testing.assert_allclose(b.coefficients, a.coefficients, atol=SEARCH)
    np.testing.assert_allclose(b.fitted, a.fitted[used], rtol=SEARCH)
    assert np.isnan(a.fitted[~used]).all()


# Certificates


@few_examples
@given(st.integers(0, 10**6))
def test_fitted_trade_adds_up_for_every_exporter_importer_and_variable(seed):
    y, x = drawn(seed)
    found = poisson(sample(y, x))
    used = found.status == "used"
    gap = (y - found.fitted)[used]
    np.testing.assert_allclose(gap @ dummies(PAIRS)[used], 0, atol=TOTALS * y.sum())
    np.testing.assert_allclose(gap @ x[used], 0, atol=TOTALS * y.sum())
    assert found.residual <= TOTALS


# A second road to the same number


@few_examples
@given(st.integers(0, 10**6))
def test_agrees_with_reweighted_least_squares_on_dummies(seed):
    y, x = drawn(seed)
    found = poisson(sample(y, x))
    used = found.status == "used"
    y, whole = y[used], np.hstack([x, dummies(PAIRS)])[used]
    mu = (y + y.mean()) / 2
    for _ in range(60):
        weighted = np.sqrt(mu)[:, None] * whole
        working = np.sqrt(mu) * (np.log(mu) + y / mu - 1)
        mu = np.exp(whole @ np.linalg.lstsq(weighted, working, rcond=None)[0])
    beta = np.linalg.lstsq(weighted, working, rcond=None)[0]
    np.testing.assert_allclose(found.coefficients, beta[:2], atol=SEARCH)
    np.testing.assert_allclose(found.fitted[used], mu, rtol=SEARCH)
    bread = np.linalg.pinv(whole.T @ (mu[:, None] * whole))
    meat = whole.T @ (((y - mu) ** 2)[:, None] * whole)
    n = len(y)
    sandwich = (bread @ meat @ bread)[:2, :2] * n / (n - 1)
    np.testing.assert_allclose(found.covariance, sandwich, rtol=1e-4)


@few_examples
@given(st.integers(0, 10**6), st.integers(0, 29))
def test_a_flow_that_is_not_known_is_what_the_effects_of_the_others_say(seed, unknown):
    y, x = drawn(seed)
    y[y == 0] = 0.5
    truth = np.exp(x @ [0.3, -0.2] + PAIRS @ [0.4, -0.1])
    gone = np.where(np.arange(30) == unknown, np.nan, truth)
    assert poisson(sample(gone, x)).fitted[unknown] == pytest.approx(truth[unknown], rel=1e-5)


def test_the_error_of_a_fitted_flow_follows_the_coefficients_with_the_effects_fitted_anew():
    y, x = drawn(5)
    y[7] = np.nan
    found = poisson(sample(y, x))
    known = np.isfinite(y)
    slopes = np.empty_like(x)
    for k in range(2):  # regress the variable on dummies, each row weighted by what is fitted
        d, root = dummies(PAIRS), np.sqrt(found.fitted[known])
        effects = np.linalg.lstsq(root[:, None] * d[known], root * x[known, k], rcond=None)[0]
        slopes[:, k] = x[:, k] - d @ effects
    expected = np.sqrt(np.einsum("nk,kl,nl->n", slopes, found.covariance, slopes))
    np.testing.assert_allclose(found.log_error, expected, rtol=SEARCH)


def test_nothing_is_said_of_a_flow_between_countries_that_no_others_connect():
    apart = (PAIRS[:, 0] < 3) == (PAIRS[:, 1] < 3)  # two groups of three, each with itself
    y, x = drawn(6)
    y[y == 0] = 0.5
    found = poisson(sample(np.where(apart, y, np.nan), x))
    assert np.isfinite(found.fitted[apart]).all()
    assert np.isnan(found.fitted[~apart]).all()
    assert np.isnan(found.log_error[~apart]).all()


# Refusals


def refusal(kind, of) -> str:
    """What it says when it refuses."""
    with pytest.raises(kind) as refused:
        poisson(of)
    return str(refused.value)


def test_refuses_trade_that_is_zero_everywhere():
    assert refusal(BadInput, sample(np.zeros(30), drawn(0)[1])) == (
        "None of the 30 rows can be used: 0 missing, 0 singleton, 30 separated. Every level of a "
        "fixed effect needs two rows or more, and trade in one of them."
    )


def test_refuses_a_variable_that_the_effects_settle():
    y, x = drawn(1)
    x[:, 1] = PAIRS[:, 0] + 10 * PAIRS[:, 1]
    assert refusal(BadInput, sample(y, x)) == (
        "z2 does not vary beyond the fixed effects exporter, importer. Leave it out, or the effect "
        "that settles it."
    )


def test_refuses_a_variable_that_another_settles():
    y, x = drawn(1)
    x[:, 1] = 3 * x[:, 0] + PAIRS[:, 0]
    assert refusal(BadInput, sample(y, x)) == (
        "z2 follows from the other variables and the fixed effects exporter, importer. Leave one "
        "of them out."
    )


def test_refuses_a_variable_that_is_there_for_zeros_alone():
    y, x = drawn(1)
    assert refusal(BadInput, sample(y, np.where(y > 0, 0.0, np.abs(x[:, 0])))) == (
        "z1 does not vary beyond the fixed effects exporter, importer. Leave it out, or the effect "
        "that settles it."
    )


def test_refuses_a_single_cluster():
    assert refusal(BadInput, sample(*drawn(1), group=np.zeros(30, dtype=int))) == (
        "All rows used are one cluster. Name a cluster that takes several values."
    )


def test_refuses_to_work_without_pyfixest(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyfixest", None)
    assert refusal(MissingData, sample(*drawn(1))) == (
        "Gravity is estimated with pyfixest, which is not installed here. Install it: "
        'pip install "detente[estimate]"'
    )


def test_refuses_a_search_that_ends_too_early(monkeypatch):
    monkeypatch.setattr("detente.trade.poisson.STEP", 0.5)
    said = refusal(NoSolution, sample(*drawn(1)))
    assert said.startswith("The search ended with a total off by ")
    assert said.endswith(" of itself; 1e-06 is accepted. Leave out variables that hardly vary.")
