"""The network of a project: known answers, laws, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from bargain.line_project import AROUND, THROUGH, arc, case, node, project

from detente.bargain import fact_draws, project_network
from detente.errors import BadInput
from detente.world import ProjectStep

EXACT = 1e-12  # products of a few floating-point numbers
SPREAD = 0.02  # of a mean of 400 stratified draws

LINE = project(THROUGH, AROUND)
CASE = case(LINE)


def network(*arcs, **other):
    return project_network(CASE, project(*arcs, **other))


# Known answers


def test_by_hand_a_cost_of_the_whole_is_spread_over_the_capacity():
    through, around = network(THROUGH, AROUND).arcs
    assert through.capital_cost == pytest.approx(10e6, rel=EXACT)  # 100 million over 10 bcm
    assert around.capital_cost == pytest.approx(40e6, rel=EXACT)
    assert through.operating_cost == pytest.approx(10e6, rel=EXACT)  # as it is, for each bcm
    assert (through.capacity, through.owners, through.status) == (10, ("PRK",), "option")


def test_kogas_2018_a_tariff_over_a_length_is_a_cost_of_each_unit():
    (line,) = network(arc("line", upkeep=("tariff", "length"))).arcs
    assert line.operating_cost == pytest.approx(14e6, rel=EXACT)
    assert line.capital_cost == 0


def test_by_hand_prices_of_steps():
    field, city = network(THROUGH).nodes
    assert (field.supply[0].quantity, field.supply[0].price) == (10, pytest.approx(100e6))
    assert (city.demand[0].quantity, city.demand[0].price) == (10, pytest.approx(200e6))


# Laws


def test_draws_stay_within_the_range_and_center_where_pert_does():
    drawn = fact_draws(CASE, LINE, draws=400, seed=3)
    build = np.array([each["build"] for each in drawn])
    assert build.min() >= 50e6
    assert build.max() <= 150e6
    assert build.mean() == pytest.approx((50 + 4 * 100 + 150) / 6 * 1e6, rel=SPREAD)
    assert {each["gas"] for each in drawn} == {10}


def test_each_part_of_the_probability_is_drawn_once():
    """Of a fact that is even between its ends, one draw lies in each tenth of its distribution."""
    from scipy.stats import beta

    drawn = fact_draws(CASE, LINE, draws=10, seed=3)
    chance = beta(3, 3).cdf([(each["build"] - 50e6) / 100e6 for each in drawn])
    assert sorted(int(10 * each) for each in chance) == [*range(10)]


def test_the_same_seed_gives_the_same_draws():
    first, second, other = (fact_draws(CASE, LINE, draws=5, seed=s) for s in (1, 1, 2))
    assert first == second != other


def test_what_rests_on_one_fact_moves_together():
    values = fact_draws(CASE, LINE, draws=1, seed=1)[0]
    through, around = project_network(CASE, LINE, values).arcs
    assert around.capital_cost == pytest.approx(through.capital_cost * values["times"], rel=EXACT)


# Refusals, word for word


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            arc("line", build=("length",)),
            "Project line, arc line, capital_cost comes out in km, and not in US dollars a year or "
            "for each bcm. Name facts whose units leave that.",
        ),
        (
            arc("line", capacity=("build",)),
            "Project line, arc line, capacity comes out in USD million, and a quantity is measured "
            "in one unit a year, as bcm. Name a fact in such a unit, and whatever else are pure "
            "numbers.",
        ),
        (
            arc("line", upkeep=("name",)),
            "Project line, arc line, running_cost: fact name is no number. Name facts that are "
            "numbers from zero up.",
        ),
        (
            arc("line", build=("loss",)),
            "Project line, arc line, capital_cost: fact loss is -1 at its lowest. Name facts that "
            "are numbers from zero up.",
        ),
    ],
)
def test_refuses_facts_that_make_no_arc(wrong, said):
    with pytest.raises(BadInput) as refusal:
        network(wrong)
    assert str(refusal.value) == said


def test_refuses_quantities_in_two_units():
    with pytest.raises(BadInput) as refusal:
        network(THROUGH, arc("line", capacity=("length",)))
    assert str(refusal.value) == (
        "Project line, arc line, capacity comes out in km, and quantities of this project are in "
        "bcm. Name a fact in that unit."
    )


def test_refuses_a_price_of_the_whole():
    steps = (ProjectStep(("gas",), ("build",)),)
    with pytest.raises(BadInput) as refusal:
        network(THROUGH, more=(replace(node("port", ""), supply=steps),))
    assert str(refusal.value) == (
        "Project line, node port, supply comes out in USD million, and not in US dollars for each "
        "bcm. Name facts whose units leave that."
    )


def test_refuses_a_stated_share_that_is_no_money():
    with pytest.raises(BadInput) as refusal:
        project_network(CASE, replace(LINE, stated=("build", "length")))
    assert str(refusal.value) == (
        "Project line, stated: fact length is in km, and a share is in US dollars a year. Name a "
        "fact in money."
    )


def test_refuses_to_spread_a_cost_over_nothing():
    nothing = replace(CASE, facts=tuple(replace(f, low=0, value=0, high=0) if f.id == "gas" else f
                                        for f in CASE.facts))  # fmt: skip
    with pytest.raises(BadInput) as refusal:
        project_network(nothing, LINE)
    assert str(refusal.value) == (
        "Project line, arc through, capital_cost cannot be spread over a capacity of 0. Leave the "
        "arc out."
    )


def test_refuses_no_draws():
    with pytest.raises(BadInput) as refusal:
        fact_draws(CASE, LINE, draws=0, seed=1)
    assert str(refusal.value) == "0 draws. Ask for one or more."
