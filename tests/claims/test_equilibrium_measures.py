"""Measures from the model of the world: known answers, laws, a second road, refusals."""

from typing import get_args

import numpy as np
import pytest

from detente.claims import measurement
from detente.claims.equilibrium_measures import THETAS
from detente.data import load_world
from detente.errors import BadInput, MissingData, NoSolution
from detente.trade import CLOSURES, diversion, economy_of, severance
from detente.world import Deficits, Source, World

EXACT = 1e-9  # both roads stop at the same residual, by the same solver
BY_HAND = 1e-9  # the residual, carried into welfare

INVENTED = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
WORLDS = {year: load_world(year) for year in (2015, 2018)}
CUT = {"of": "PRK", "partner": "CHN"}
MOVE = {"of": "PRK", "from": "CHN", "to": "RUS", "share": 0.2}


def two_equals() -> World:
    """Two countries with a GDP of 10 that sell each other 2."""
    none = np.nan
    flows = np.array([[none, 2.0], [2.0, none]])
    tables = {"flows": flows, "model_flows": flows, "gdp": np.array([10.0, 10.0])}
    return World(2024, ("NLD", "NOR"), tables, {name: (INVENTED,) for name in tables})


# Known answers


def test_arkolakis_costinot_rodriguez_clare_2012_the_loss_of_autarky():
    # Cut from the only partner: home share 0.8 (or 0.9 of twice the output) becomes one.
    asked = {"of": "NLD", "partner": "NOR"}
    for name in ("equilibrium.welfare_after_cut", "equilibrium.real_wage_after_cut"):
        found = measurement({2024: two_equals()}, name, asked)
        assert found.value == pytest.approx(0.8 ** (1 / 4) - 1, rel=BY_HAND)
        assert found.low == pytest.approx(0.8 ** (1 / 3) - 1, rel=BY_HAND)
        assert found.high == pytest.approx(0.9 ** (1 / 8) - 1, rel=BY_HAND)


def test_baci_2018_north_korea_loses_about_a_per_cent_without_china():
    found = measurement(WORLDS, "equilibrium.welfare_after_cut", CUT)
    assert -0.02 < found.low < found.value < found.high < 0
    assert found.value == pytest.approx(-0.0113, abs=5e-5)
    assert found.year == 2018
    publishers = {source.publisher for source in found.sources}
    assert "CEPII" in publishers
    assert len(publishers) > 1  # GDP has sources of its own


def test_baci_2018_china_hardly_notices():
    found = measurement(WORLDS, "equilibrium.welfare_after_cut", {**CUT, "who": "China"})
    assert -1e-4 < found.value < 0


# Laws


def test_an_elasticity_that_is_asked_for_leaves_only_the_closures_to_range_over():
    name = "equilibrium.welfare_after_cut"
    usual, asked = (measurement(WORLDS, name, {**CUT, **t}) for t in ({}, {"theta": 4}))
    assert asked.value == usual.value
    assert usual.low < asked.low == asked.value < asked.high < usual.high
    assert (asked.args["theta"], "theta" in usual.args) == (4.0, False)


@pytest.mark.parametrize("deficits", get_args(Deficits))
def test_every_treatment_of_deficits_answers_for_itself(deficits):
    asked = {**CUT, "theta": 4, "deficits": deficits}
    found = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    economy = economy_of(load_world(2018))
    apart = severance(economy, "PRK", "CHN", theta=4, deficits=deficits)
    assert found.value == pytest.approx(apart.of("PRK").welfare - 1, rel=EXACT)
    assert found.args["deficits"] == deficits
    moved = diversion(
        economy, of="PRK", from_="CHN", to="RUS", share=0.2, theta=4, deficits=deficits
    )
    cost = measurement(
        WORLDS, "equilibrium.cost_change_to_divert", {**MOVE, "theta": 4, "deficits": deficits}
    )
    assert cost.value == pytest.approx(moved.cost_change - 1, rel=EXACT)


def test_an_assumption_without_an_answer_is_left_out_of_the_range_by_name():
    nearly_all = {**MOVE, "share": 0.95}
    found = measurement(WORLDS, "equilibrium.cost_change_to_divert", nearly_all)
    missing = [note.split(":")[0] for note in found.notes if note.startswith("Not in the range")]
    assert missing == [
        "Not in the range, θ = 3, value_added",
        "Not in the range, θ = 3, gross_output",
    ]
    assert found.low < found.value < found.high


@pytest.mark.parametrize(("of", "is_lopsided"), [("PRK", True), ("DEU", False)])
def test_a_country_that_buys_far_more_than_it_sells_is_named(of, is_lopsided):
    asked = {"of": of, "partner": "CHN", "theta": 4}
    found = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    said = any("is far from equal" in note for note in found.notes)
    assert said == is_lopsided


def test_another_year_is_another_world():
    asked = {**CUT, "theta": 4, "year": 2015}
    found = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    apart = severance(economy_of(load_world(2015)), "PRK", "CHN", theta=4)
    assert found.year == 2015
    assert found.value == pytest.approx(apart.of("PRK").welfare - 1, rel=EXACT)


def test_nobody_pays_for_a_cheaper_road_and_the_reader_is_told():
    found = measurement(WORLDS, "equilibrium.welfare_after_diversion", {**MOVE, "theta": 4})
    assert found.value > 0
    assert found.notes[0].startswith("The fall in the cost of trade is a gift")


def test_the_assumptions_are_written_out():
    found = measurement(
        {2024: two_equals()}, "equilibrium.welfare_after_cut", {"of": "NLD", "partner": "NOR"}
    )
    assert found.notes == (
        "The model has one sector and no clock: it says what remains once everyone has found new "
        "partners, not what the first months bring.",
        "The value takes θ = 4 and home sales as GDP less exports (value added); the range takes "
        "θ from 3 to 8 and home sales as twice GDP less exports too (gross output).",
        "Trade deficits are closed first: the change is from a world of balanced trade.",
    )


def test_an_entrepot_whose_home_sales_were_raised_is_named():
    asked = {"of": "Singapore", "partner": "MYS", "theta": 4, "year": 2015}
    found = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    assert (
        "Home sales of Singapore would be below a twentieth of its GDP (value_added) and were "
        "raised to that: it sells on what others make."
    ) in found.notes


# A second road to the same number


def test_a_cut_agrees_with_solving_case_by_case():
    cases = [
        severance(economy_of(load_world(2018), closure), "PRK", "CHN", theta=theta).of("PRK")
        for closure in CLOSURES
        for theta in THETAS
    ]
    for measured in ("welfare", "real_wage"):
        found = measurement(WORLDS, f"equilibrium.{measured}_after_cut", CUT)
        values = [getattr(case, measured) - 1 for case in cases]
        assert found.value == pytest.approx(values[0], rel=EXACT)
        assert (found.low, found.high) == pytest.approx((min(values), max(values)), rel=EXACT)


def test_a_ratio_of_losses_agrees_with_the_two_losses():
    asked = {"of": "PRK", "partner": "CHN", "theta": 4}
    ratio = measurement(WORLDS, "equilibrium.loss_ratio", asked)
    own = measurement(WORLDS, "equilibrium.welfare_after_cut", asked)
    other = measurement(WORLDS, "equilibrium.welfare_after_cut", {**asked, "who": "CHN"})
    assert ratio.value == pytest.approx(own.value / other.value, rel=EXACT)
    assert ratio.value > 100


def test_a_diversion_agrees_with_solving_case_by_case():
    cases = [
        diversion(
            economy_of(load_world(2018), closure),
            of="PRK",
            from_="CHN",
            to="RUS",
            share=0.2,
            theta=theta,
            deficits="dek",
        )
        for closure in CLOSURES
        for theta in THETAS
    ]
    cost = measurement(WORLDS, "equilibrium.cost_change_to_divert", MOVE)
    values = [case.cost_change - 1 for case in cases]
    assert (cost.value, cost.low, cost.high) == pytest.approx(
        (values[0], min(values), max(values)), rel=EXACT
    )
    welfare = measurement(WORLDS, "equilibrium.welfare_after_diversion", {**MOVE, "who": "RUS"})
    assert welfare.value == pytest.approx(cases[0].equilibrium.of("RUS").welfare - 1, rel=EXACT)


# Refusals, word for word


def test_refuses_a_country_that_the_model_leaves_out():
    with pytest.raises(MissingData) as refusal:
        measurement(WORLDS, "equilibrium.welfare_after_cut", {"of": "TWN", "partner": "CHN"})
    assert str(refusal.value) == (
        "TWN is left out of the world model of 2018: its GDP is not in the data. "
        "Ask about another country or year."
    )


def test_refuses_to_divert_everything():
    with pytest.raises(BadInput) as refusal:
        measurement(WORLDS, "equilibrium.cost_change_to_divert", {**MOVE, "share": 1})
    assert str(refusal.value) == "share is 1.0; the fraction to divert must lie between 0 and 1."


def test_refuses_to_divert_to_who_does_not_trade():
    with pytest.raises(NoSolution) as refusal:
        measurement(WORLDS, "equilibrium.cost_change_to_divert", {**MOVE, "to": "KOR"})
    assert str(refusal.value) == (
        "No trade between PRK and KOR is recorded in 2018, and a change in cost cannot move or "
        "create what is not there. Ask about a partner with some trade."
    )
