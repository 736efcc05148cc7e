"""The models drawn: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from detente.bargain import issue_forecasts, transit
from detente.claims import measurement
from detente.data import load_case, shipped_worlds
from detente.study import Draws
from detente.study.drawn_models import MODELS_DRAWN
from detente.study.spread import spread
from detente.world import Priors

ALIKE = 1e-9  # of welfare: two solutions with a residual of 1e-12
WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
FEW = Draws(WORLDS, SUMMIT, 8)
(PROJECT,) = SUMMIT.projects
ISSUE = SUMMIT.positions[0].issue
CUT = {"of": "PRK", "partner": "RUS", "year": 2018}
MOVE = {"of": "PRK", "from": "CHN", "to": "RUS", "share": 0.2, "year": 2018}


def asked(name, args):
    return measurement(WORLDS, name, args, SUMMIT)


def drawn(name, args, draws=FEW):
    return spread(draws, asked(name, args))


def with_facts_of(d, draws=FEW):
    """The case with the figures of one draw."""
    facts = []
    for fact in SUMMIT.facts:
        if fact.id in PROJECT.facts:
            amount = fact.amount
            scale = fact.value / amount.value if amount.value else 1.0
            value = float(draws.fact(fact.id)[d]) * scale
            fact = replace(fact, low=value, value=value, high=value)
        facts.append(fact)
    return replace(SUMMIT, facts=tuple(facts))


# Known answers


def test_where_one_input_is_drawn_the_loss_is_what_the_measure_gives_at_its_ends():
    """θ alone, from 3 to 8: the losses lie between those at 3 and at 8."""
    only_theta = Priors(output_per_gdp=(1, 1, 1), habit=0, link=0, gdp=0, gdp_of=())
    draws = Draws(WORLDS, replace(SUMMIT, priors=only_theta), 200)
    found = drawn("equilibrium.welfare_after_cut", CUT, draws)
    most, least = (
        asked("equilibrium.welfare_after_cut", {**CUT, "theta": theta}).value for theta in (3, 8)
    )
    assert {*found.inputs} == {"theta"}
    assert most <= found.answers.min() < found.answers.max() <= least
    (driver,) = found.drivers()
    assert driver.correlation == pytest.approx(1.0)  # the more elastic, the smaller the loss


# Laws


def test_an_elasticity_that_is_asked_for_is_not_drawn():
    found = drawn("equilibrium.welfare_after_cut", {**CUT, "theta": 6.0})
    assert "theta" not in found.inputs
    assert "output_per_gdp" in found.inputs


def test_gains_of_all_players_sum_to_the_gain():
    shares = [
        drawn("transit.share", {"project": PROJECT.id, "of": player}).answers
        for player in PROJECT.players
    ]
    assert np.sum(shares, axis=0) == pytest.approx(np.ones(FEW.number))


def test_who_adds_nothing_gains_nothing_in_every_draw():
    assert not drawn("transit.value", {"project": PROJECT.id, "of": "CHN"}).answers.any()


# Certificates


def test_what_a_measure_gives_without_a_range_is_not_drawn():
    asked_of = {"project": PROJECT.id, "of": "PRK"}
    for more in ({"solution": "nucleolus"}, {"solution": "core"}, {"when": "closed"}):
        assert not drawn("transit.value", {**asked_of, **more}).is_drawn
    assert not drawn("transit.share", {**asked_of, "when": "closed"}).is_drawn
    assert not drawn("transit.gap", {"project": PROJECT.id, "when": "closed"}).is_drawn


def test_every_model_that_is_drawn_is_asked_here():
    here = {
        "equilibrium.welfare_after_cut",
        "equilibrium.real_wage_after_cut",
        "equilibrium.loss_ratio",
        "equilibrium.cost_change_to_divert",
        "equilibrium.welfare_after_diversion",
        "transit.value",
        "transit.share",
        "transit.gap",
        "positions.forecast",
    }
    assert {*MODELS_DRAWN} == here


# A second road


def test_the_ratio_of_losses_is_one_loss_over_the_other():
    ratio = drawn("equilibrium.loss_ratio", CUT).answers
    mine = drawn("equilibrium.welfare_after_cut", CUT).answers
    theirs = drawn("equilibrium.welfare_after_cut", {**CUT, "who": "RUS"}).answers
    assert ratio == pytest.approx(mine / theirs)


def test_where_trade_is_balanced_the_wage_falls_as_welfare_does():
    wage = drawn("equilibrium.real_wage_after_cut", CUT).answers
    assert wage == pytest.approx(drawn("equilibrium.welfare_after_cut", CUT).answers, abs=ALIKE)


def test_where_nothing_is_drawn_the_models_say_what_they_say_without():
    none = Priors((4, 4, 4), (1, 1, 1), habit=0, link=0, gdp=0, gdp_of=())
    draws = Draws(WORLDS, replace(SUMMIT, priors=none), 2)
    for name, args in (
        ("equilibrium.cost_change_to_divert", MOVE),
        ("equilibrium.welfare_after_diversion", MOVE),
        ("equilibrium.welfare_after_diversion", {**MOVE, "who": "CHN"}),
        ("equilibrium.welfare_after_cut", {**CUT, "deficits": "dek"}),
    ):
        found = drawn(name, args, draws)
        assert found.answers == pytest.approx(found.measurement.value, abs=ALIKE)


def test_a_division_is_that_of_the_case_with_the_figures_of_the_draw():
    gap = drawn("transit.gap", {"project": PROJECT.id}).answers
    value = drawn("transit.value", {"project": PROJECT.id, "of": "PRK", "when": "built"}).answers
    for d in (0, 7):
        alone = transit(with_facts_of(d), PROJECT, draws=1)
        assert gap[d] == pytest.approx(alone.before.gap)
        assert value[d] == pytest.approx(alone.built.shapley[alone.built.row("PRK")])


@pytest.mark.parametrize("by", ["mean", "median", "paper", "code"])
def test_a_forecast_is_that_of_positions_between_their_ends(by):
    """Other draws from the same ranges: the middle and the ends lie near each other."""
    found = drawn("positions.forecast", {"issue": ISSUE, "by": by}, Draws(WORLDS, SUMMIT, 2000))
    alone = issue_forecasts(SUMMIT, ISSUE, draws=2000).by(by)
    assert found.ends == pytest.approx((alone.low, alone.value, alone.high), abs=4.0)


# Refusals: none; the measures refuse
