"""Gravity: known answers, laws, certificates, a second road, refusals."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trade.conftest import REFERENCE, reference

from detente.errors import BadInput, UnknownLabel
from detente.trade import gravity

STATA = 1e-6  # coefficients are printed with seven digits
PRINTED = 1e-5  # and standard errors, relative
SEARCH = 1e-6  # two searches end when the deviance stands still; coefficients lag behind it

few_examples = settings(max_examples=6, deadline=None)
EXPLAINED_BY = ["lndist", "contiguity", "common_language", "pta", "international"]


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    """30 countries in 2006, home sales included."""
    return reference("gravity_sample30/sample.csv")


@pytest.fixture(scope="module")
def fit(sample):
    """Standard errors robust to heteroskedasticity."""
    return gravity(sample, explained_by=EXPLAINED_BY)


@pytest.fixture(scope="module")
def panel_fit():
    """44 countries in four years; errors clustered by pair."""
    return gravity(
        reference("armington_wiod44/panel_2000_2014.csv"),
        explained_by=["eu_enlargement", "other_fta"],
        fixed_effects=["exporter^year", "importer^year", "exporter^importer"],
        cluster="exporter^importer",
    )


def expected(folder):
    """Estimates of other programs."""
    return json.loads((REFERENCE / folder / "ppml_expected.json").read_text(encoding="utf-8"))


def line(trade=(3.0, 1.0, 2.0, 2.0, 1.0, 4.0), **columns) -> pd.DataFrame:
    """Three countries, six flows."""
    return pd.DataFrame(
        {
            "exporter": ["NLD", "NLD", "NOR", "NOR", "QAT", "QAT"],
            "importer": ["NOR", "QAT", "NLD", "QAT", "NLD", "NOR"],
            "trade": trade,
            "ln_distance": np.log([1, 5, 1, 6, 5, 7]),
        }
        | columns
    )


# Known answers


@pytest.mark.parametrize("variable", EXPLAINED_BY)
def test_ppmlhdfe_in_stata_on_30_countries(fit, variable):
    coefficient, error = expected("gravity_sample30")["ppml"]["stata_ppmlhdfe"][variable]
    assert fit.coefficient(variable) == pytest.approx(coefficient, abs=STATA)
    assert fit.standard_error(variable) == pytest.approx(error, rel=PRINTED)


@pytest.mark.parametrize("variable", EXPLAINED_BY)
def test_pyfixest_on_30_countries_counts_the_effects_among_the_parameters(fit, variable):
    _, error = expected("gravity_sample30")["ppml"]["pyfixest_hetero"][variable]
    n, k = 900, 5 + 30 + 30 - 1
    factor = np.sqrt((n / (n - k)) / (n / (n - 1)))
    assert fit.standard_error(variable) * factor == pytest.approx(error, rel=PRINTED)


@pytest.mark.parametrize("variable", ["eu_enlargement", "other_fta"])
def test_ppmlhdfe_in_stata_on_44_countries_and_four_years(panel_fit, variable):
    said = expected("armington_wiod44")["ppml_three_way"]
    assert panel_fit.coefficient(variable) == pytest.approx(said[variable], abs=STATA)
    n, k = 7568, 2 + 176 + 176 - 1  # effects by pair are nested in the clusters
    error = panel_fit.standard_error(variable) * np.sqrt((n - 1) / (n - k))
    assert error == pytest.approx(said["cluster_pair_se_pyfixest"][variable], rel=PRINTED)


def test_by_hand_an_exporter_of_nothing_is_dropped_and_reported(sample, fit):
    added = sample[sample.exporter == "NLD"].assign(exporter="PRK", trade=0)
    found = gravity(pd.concat([sample, added]), explained_by=EXPLAINED_BY)
    assert (found.rows("used"), found.rows("separated")) == (900, 30)
    assert np.isnan(found.fitted[900:]).all()
    np.testing.assert_allclose(found.coefficients, fit.coefficients, atol=SEARCH)


# Laws


@few_examples
@given(rate=st.sampled_from([1e-6, 0.92, 1e6]), seed=st.integers(0, 1000))
def test_the_unit_of_trade_and_the_order_of_rows_move_no_coefficient(sample, fit, rate, seed):
    order = np.random.default_rng(seed).permutation(len(sample))
    table = sample.iloc[order].assign(trade=lambda t: t.trade * rate)
    found = gravity(table, explained_by=EXPLAINED_BY)
    np.testing.assert_allclose(found.coefficients, fit.coefficients, atol=SEARCH)
    np.testing.assert_allclose(found.standard_errors, fit.standard_errors, rtol=1e-5)
    np.testing.assert_allclose(found.fitted, fit.fitted[order] * rate, rtol=1e-5)


def test_the_names_of_countries_and_columns_do_not_matter(sample, fit):
    renamed = sample.rename(columns={"lndist": "how far, in logs", "trade": "X"})
    renamed = renamed.replace({"exporter": {c: f"~{c}" for c in sample.exporter.unique()}})
    names = ["how far, in logs", *EXPLAINED_BY[1:]]
    found = gravity(renamed, trade="X", explained_by=names)
    np.testing.assert_allclose(found.coefficients, fit.coefficients, atol=SEARCH)
    assert list(found.to_frame().index) == names


def test_a_variable_in_another_unit_has_its_coefficient_in_that_unit(sample, fit):
    found = gravity(sample.assign(lndist=sample.lndist * 10 + 3), explained_by=EXPLAINED_BY)
    assert found.coefficient("lndist") * 10 == pytest.approx(fit.coefficient("lndist"), abs=SEARCH)


# Certificates


def test_fitted_trade_adds_up_to_every_countrys_trade(sample, fit):
    table = sample.assign(fitted=fit.fitted)
    for side in ("exporter", "importer"):
        totals = table.groupby(side)[["trade", "fitted"]].sum()
        np.testing.assert_allclose(totals.fitted, totals.trade, rtol=1e-8)
    assert fit.residual <= 1e-8


def test_the_table_is_left_as_it_was(sample):
    before = sample.copy()
    gravity(sample, explained_by=["lndist"], cluster="exporter")
    pd.testing.assert_frame_equal(sample, before)


# A second road to the same number


def test_a_joined_effect_is_a_column_of_joined_names(sample, fit):
    pair = sample.exporter + "→" + sample.importer
    table = sample.assign(one=1, by_hand=pair)
    a = gravity(
        table,
        explained_by=EXPLAINED_BY,
        fixed_effects=["exporter^one", "importer^year"],
        cluster="exporter^importer",
    )
    b = gravity(table, explained_by=EXPLAINED_BY, cluster="by_hand")
    np.testing.assert_allclose(a.coefficients, fit.coefficients, atol=SEARCH)
    # Every pair has one row, so that clusters of pairs are robust errors.
    for found in (a, b):
        np.testing.assert_allclose(found.covariance, fit.covariance, rtol=1e-6)


def test_clustered_errors_are_the_sandwich_of_sums_by_cluster(sample, fit):
    clustered = gravity(sample, explained_by=EXPLAINED_BY, cluster="exporter")
    d = pd.get_dummies(sample[["exporter", "importer"]], dtype=float).to_numpy()
    whole = np.hstack([sample[EXPLAINED_BY].to_numpy(), d])
    bread = np.linalg.pinv(whole.T @ (fit.fitted[:, None] * whole), rcond=1e-13)
    scores = pd.DataFrame(whole * (sample.trade - fit.fitted).to_numpy()[:, None])
    by_cluster = scores.groupby(sample.exporter).sum().to_numpy()
    sandwich = (bread @ by_cluster.T @ by_cluster @ bread)[:5, :5] * 30 / 29
    np.testing.assert_allclose(clustered.covariance, sandwich, rtol=1e-5)


def test_frame_and_arrays_hold_the_same_numbers(fit):
    frame = fit.to_frame()
    assert frame.loc["pta", "coefficient"] == fit.coefficient("pta")
    assert frame.loc["pta", "standard_error"] == fit.standard_error("pta")


# Refusals, word for word


def refusal(kind, table, **options) -> str:
    """What it says when it refuses."""
    with pytest.raises(kind) as refused:
        gravity(table, **({"explained_by": ["ln_distance"]} | options))
    return str(refused.value)


def test_refuses_a_column_that_is_not_there():
    assert refusal(UnknownLabel, line(), explained_by=["distance"]) == (
        "No column 'distance' here. 4 known, nearest: ln_distance."
    )
    assert refusal(UnknownLabel, line(), cluster="exporter^importr") == (
        "No column 'importr' here. 4 known, nearest: importer, exporter."
    )


def test_refuses_negative_trade():
    assert refusal(BadInput, line((3.0, 1.0, -2.0, 2.0, 1.0, 4.0))) == (
        "trade is -2.0 in row 2. A flow is 0 or more; write what is not known as NaN."
    )


def test_refuses_the_logarithm_of_a_zero_distance():
    table = line(ln_distance=[0, 1, 0, -np.inf, 1, 2])
    assert refusal(BadInput, table) == (
        "ln_distance is -inf in row 3. Take no logarithm of zero; write what is not known as NaN."
    )


def test_refuses_text_where_numbers_are_needed():
    assert refusal(BadInput, line(), explained_by=["importer"]) == (
        "Column 'importer' holds text: could not convert string to float: 'NOR'. Give numbers."
    )


def test_refuses_a_table_of_which_no_row_is_left():
    table = line((3.0, 0.0, 2.0, 0.0, 1.0, np.nan))  # once Qatar, which buys nothing, is gone
    table.loc[6] = ["NLD", "BEL", 1.0, np.nan]  # each country buys from one other only
    assert refusal(BadInput, table) == (
        "None of the 7 rows can be used: 2 missing, 3 singleton, 2 separated. Every level of a "
        "fixed effect needs two rows or more, and trade in one of them."
    )


def test_refuses_a_variable_without_variation():
    assert refusal(BadInput, line(size=[9, 9, 4, 4, 2, 2]), explained_by=["size"]) == (
        "size does not vary beyond the fixed effects exporter, importer. Leave it out, or the "
        "effect that settles it."
    )


@pytest.mark.parametrize("asked", ["ln_distance", [], ["ln_distance", "ln_distance"]])
def test_refuses_what_is_no_list_of_columns(asked):
    assert refusal(BadInput, line(), explained_by=asked) == (
        f"explained_by is {asked!r}. Name one or more columns in a list, each once."
    )


def test_refuses_an_equation_without_effects():
    assert refusal(BadInput, line(), fixed_effects=[]) == (
        "fixed_effects is []. Name one or more columns in a list, each once."
    )


def test_refuses_an_unknown_variable_or_status(fit):
    with pytest.raises(UnknownLabel) as refused:
        fit.coefficient("distance")
    assert str(refused.value) == (
        "No variable 'distance' here. 5 known, nearest: lndist, contiguity, common_language."
    )
    with pytest.raises(BadInput) as refused:
        fit.rows("dropped")
    assert str(refused.value) == (
        "No status 'dropped'. Choose one of: used, missing, singleton, separated."
    )
