"""Leverage over all assumptions: known answers, laws, certificates, a second road, refusals."""

import json

import numpy as np
import pytest

from detente.data import shipped_worlds
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.study import (
    Terms,
    coalition_runs,
    leverage_runs,
    measurement,
    plain_coalition,
    plain_leverage,
)
from detente.trade import CLOSURES, economy_of, leverage

EXACT = 1e-12  # a few roundings
SOLVED = 1e-9  # the solver's residual, amplified by the slowest direction of trade

WORLDS = shipped_worlds()

# Known answers


def test_by_hand_open_terms_make_six_runs_and_settled_ones_fewer():
    def runs(**terms):
        found = leverage_runs(WORLDS, "PRK", "RUS", Terms(**terms))
        return [(run.equilibrium.base.closure, run.equilibrium.theta)
                for run in (found.found, *found.others)]  # fmt: skip

    assert runs() == [(closure, theta) for closure in CLOSURES for theta in (4.0, 3.0, 8.0)]
    assert runs(theta=5.0) == [(closure, 5.0) for closure in CLOSURES]
    assert runs(theta=5.0, closure="gross_output") == [("gross_output", 5.0)]


def test_by_hand_the_year_is_the_newest_that_holds_both():
    assert leverage_runs(WORLDS, "PRK", "RUS").model.year == 2018
    assert leverage_runs(WORLDS, "PRK", "RUS", Terms(year=2015)).model.year == 2015
    assert leverage_runs(WORLDS, "NLD", "RUS").model.year == 2023


# Laws


def test_a_value_lies_in_its_range():
    runs = leverage_runs(WORLDS, "NLD", "DEU")
    for number in (lambda run: run.a.loss, lambda run: run.loss_ratio, lambda run: run.b.saved):
        ranged = runs.ranged(number)
        assert ranged.low <= ranged.value <= ranged.high
        assert ranged.low < ranged.high


def test_what_has_no_answer_has_no_range():
    ranged = coalition_runs(WORLDS, ["NLD"], "DEU").ranged(lambda run: run.of("DEU").shapley)
    assert np.isnan([ranged.value, ranged.low, ranged.high]).all()


# Certificates


def test_a_pair_in_json_holds_the_same_numbers():
    runs = leverage_runs(WORLDS, "PRK", "RUS")
    plain = plain_leverage(runs)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["loss_ratio"]["value"] == runs.found.loss_ratio
    assert [side["country"] for side in plain["sides"]] == ["PRK", "RUS"]
    assert plain["sides"][1]["stake"]["high"] == runs.ranged(lambda run: run.b.stake).high
    assert len(plain["sides"][0]["replacements"]) == 5
    assert (plain["year"], plain["theta"], plain["closure"]) == (2018, 4.0, "value_added")
    assert plain["residual"] <= EXACT
    assert plain["sources"]


def test_a_coalition_in_json_holds_the_same_numbers():
    runs = coalition_runs(WORLDS, ["USA", "JPN"], "CHN", tariff=0.25)
    plain = plain_coalition(runs)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert (plain["senders"], plain["target"], plain["tariff"]) == (["USA", "JPN"], "CHN", 0.25)
    target, usa = plain["burdens"][:2]
    assert target["marginal"] == {"value": None, "low": None, "high": None}
    assert usa["shapley"]["value"] == runs.found.of("USA").shapley
    assert usa["cost"]["low"] == runs.ranged(lambda run: run.of("USA").cost).low
    assert len(plain["burdens"]) == len(runs.model.countries)


def test_the_notes_name_who_fits_the_model_least():
    notes = leverage_runs(WORLDS, "PRK", "CHN").notes
    assert notes[0] == (
        "What North Korea buys and sells abroad is far from equal, so another treatment of "
        "deficits may move this number beyond the range: ask for each of deficits=balanced, "
        "deficits=dek, deficits=multiplicative."
    )
    assert any("KOTRA" in note for note in notes)
    hub = leverage_runs(WORLDS, "SGP", "MYS", Terms(year=2005)).notes
    assert hub[0] == (
        "Home sales of Singapore would be below a twentieth of its GDP (value_added) and were "
        "raised to that: it sells on what others make."
    )


def test_a_tariff_says_what_it_comes_on_top_of():
    assert coalition_runs(WORLDS, ["USA"], "CHN", tariff=0.1).notes[0] == (
        "A tariff comes on top of those behind the data, which are not known apart, and nobody "
        "answers it with another."
    )
    assert coalition_runs(WORLDS, ["USA"], "CHN").notes == ()


# A second road


@pytest.mark.parametrize("deficits", ["balanced", "dek"])
def test_agrees_with_the_registered_measures(deficits):
    asked = {"of": "PRK", "partner": "RUS", "deficits": deficits}
    loss = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    runs = leverage_runs(WORLDS, "PRK", "RUS", Terms(deficits=deficits))
    lost = runs.ranged(lambda run: run.a.loss)
    np.testing.assert_allclose(
        [-lost.value, -lost.high, -lost.low], [loss.value, loss.low, loss.high], atol=SOLVED
    )
    ratio = measurement(WORLDS, "equilibrium.loss_ratio", asked)
    times = runs.ranged(lambda run: run.loss_ratio)
    np.testing.assert_allclose(
        [times.value, times.low, times.high], [ratio.value, ratio.low, ratio.high], rtol=1e-6
    )


def test_agrees_with_one_run_by_hand():
    economy = economy_of(WORLDS[2018], "gross_output")
    by_hand = leverage(economy, "PRK", "CHN", theta=8.0)
    terms = Terms(year=2018, theta=8.0, closure="gross_output")
    found = leverage_runs(WORLDS, "PRK", "CHN", terms)
    assert found.found.a.loss == pytest.approx(by_hand.a.loss, abs=SOLVED)
    assert found.others == ()


# Refusals, word for word


def refusal(kind, *asked, **options):
    runs = coalition_runs if isinstance(asked[0], list) else leverage_runs
    with pytest.raises(kind) as refused:
        runs(WORLDS, *asked, **options)
    return str(refused.value)


def test_refuses_one_country_twice():
    assert refusal(BadInput, "NLD", "NLD") == (
        "NLD was given twice. A severance is between two different countries."
    )


def test_refuses_a_year_without_trade_of_both():
    assert refusal(MissingData, "PRK", "RUS", terms=Terms(year=2023)) == (
        "No goods trade with known gaps of the source filled for PRK and RUS in 2023. "
        "Years that hold it: 1995, 2005, 2015, 2018."
    )
    assert refusal(UnknownLabel, "NLD", "RUS", terms=Terms(year=1900)).startswith(
        "No data for 1900 here."
    )


def test_refuses_assumptions_that_the_model_does_not_take():
    assert refusal(BadInput, "NLD", "RUS", terms=Terms(theta=0.0)) == (
        "theta is 0.0; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )
    assert refusal(BadInput, "NLD", "RUS", terms=Terms(closure="gdp")) == (
        "No closure 'gdp'. Choose one of: value_added, gross_output."
    )


def test_refuses_a_target_among_its_senders():
    assert refusal(BadInput, ["NLD", "RUS"], "RUS") == (
        "RUS is both the target and a sender. Leave it out of the senders."
    )
