"""Results of scenarios: known answers, laws, certificates, a second road, refusals."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from detente.data import shipped_worlds
from detente.errors import BadInput, MissingData, NoSolution, UnknownLabel
from detente.study import scenario_results
from detente.trade import CLOSURES, economy_of, example_sector_economy, severance
from detente.world import (
    ALL,
    Closure,
    CostChange,
    Cut,
    Scenario,
    Tariff,
    World,
    example_world,
)

EXACT = 1e-12  # a few roundings

WORLDS = {2024: example_world()}
DEAR = Scenario("Dear", "dear", costs=(CostChange(("NOR",), ("NLD",), change=1.1),))
# Norway sells abroad, and without the Netherlands it would buy nothing there.
APART = Scenario("Apart", "apart", cuts=(Cut(("NLD",), ("NOR",)), Cut(("NOR",), ("NLD",))))

# Known answers


def test_by_hand_everything_at_twice_the_cost_at_home_too_is_nothing_without_trade_cost():
    free = Scenario("Free", costs=(CostChange((ALL,), (ALL,), change=1.0),))
    (outcome,) = scenario_results(WORLDS, [free]).outcomes
    np.testing.assert_allclose(outcome.welfare, 1.0, rtol=EXACT)


def test_by_hand_results_name_year_and_elasticity():
    (outcome,) = scenario_results(WORLDS, [DEAR]).outcomes
    assert (outcome.year, outcome.theta, outcome.countries) == (2024, 4.0, ("NLD", "NOR", "QAT"))
    assert outcome.residual <= EXACT
    assert outcome.has_answer


def test_by_hand_the_newest_year_that_holds_everyone_named():
    cut = Scenario("T", cuts=(Cut(("PRK",), ("CHN",)), Cut(("CHN",), ("PRK",))))
    (outcome,) = scenario_results(shipped_worlds(), [cut]).outcomes
    assert outcome.year == 2018
    everyone = Scenario("T", costs=(CostChange((ALL,), (ALL,), change=1.01),))
    (outcome,) = scenario_results(shipped_worlds(), [everyone]).outcomes
    assert outcome.year == 2023


# Laws


def test_the_order_of_scenarios_does_not_matter():
    other = replace(DEAR, name="other", theta=8.0)
    a = scenario_results(WORLDS, [DEAR, other]).to_frame()
    b = scenario_results(WORLDS, [other, DEAR]).to_frame()
    again = pd.concat([b[b.name == "dear"], b[b.name == "other"]], ignore_index=True)
    pd.testing.assert_frame_equal(a, again)


def test_progress_counts_to_the_end():
    told = []
    scenario_results(WORLDS, [DEAR] * 3, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# Certificates


def test_both_tables_and_json_hold_the_same_numbers():
    found = scenario_results(WORLDS, [DEAR, replace(DEAR, name="cheap", theta=8.0)])
    frame, cube, plain = found.to_frame(), found.to_xarray(), found.plain()
    assert cube.welfare.dims == ("scenario", "country")
    for outcome, said in zip(found.outcomes, plain["scenarios"], strict=True):
        id_ = outcome.scenario.id
        of_frame = frame[frame.id == id_].set_index("country")
        assert said["id"] == id_
        assert said["named"] == ["NLD", "NOR"]
        for row in said["countries"]:
            for name in ("welfare", "real_wage", "wage", "price"):
                assert row[name] == of_frame.loc[row["country"], name]
                assert row[name] == float(cube[name].sel(scenario=id_, country=row["country"]))
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["sources"][0]["title"] == "Invented figures"


def test_a_table_of_two_years_has_a_gap_where_a_country_is_in_one_alone():
    cut = Scenario("T", cuts=(Cut(("RUS",), ("CHN",)), Cut(("CHN",), ("RUS",))))
    asked = [replace(cut, year=year) for year in (2018, 2023)]
    cube = scenario_results(shipped_worlds(), asked).to_xarray()
    assert list(cube.year.values) == [2018, 2023]
    assert np.isfinite(cube.welfare.sel(country="PRK").values).tolist() == [True, False]


def test_a_tariff_says_what_it_comes_on_top_of():
    taxed = Scenario("T", tariffs=(Tariff(("NOR",), ("NLD",), rate=0.1),))
    (note,) = scenario_results(WORLDS, [taxed]).plain()["notes"]
    assert note == (
        "A tariff comes on top of those behind the data, which are not known apart, and nobody "
        "answers it with another."
    )


def test_one_scenario_of_several_without_an_answer_is_nan_and_says_why():
    found = scenario_results(WORLDS, [DEAR, APART])
    good, none = found.outcomes
    assert (good.has_answer, none.has_answer) == (True, False)
    assert np.isnan(none.welfare).all()
    assert none.notes == (
        "NOR would sell abroad and buy nothing there, or the reverse: no wages can balance that "
        "trade.",
    )
    said = found.plain()["scenarios"][1]
    assert (said["residual"], said["countries"][0]["welfare"]) == (None, None)


def test_world_and_trade_know_the_same_closures():
    assert set(Closure.__args__) == set(CLOSURES)


# A second road


@pytest.mark.parametrize("closure", [*CLOSURES])
def test_a_cut_between_two_is_a_severance(closure):
    cut = (Cut(("RUS",), ("PRK",)), Cut(("PRK",), ("RUS",)))
    asked = Scenario("T", year=2018, theta=8.0, deficits="dek", closure=closure, cuts=cut)
    (outcome,) = scenario_results(shipped_worlds(), [asked]).outcomes
    economy = economy_of(shipped_worlds()[2018], closure)
    expected = severance(economy, "PRK", "RUS", theta=8.0, deficits="dek")
    np.testing.assert_allclose(outcome.welfare, expected.welfare, rtol=1e-9)
    np.testing.assert_allclose(outcome.price, expected.price, rtol=1e-9)


def test_an_economy_by_sector_runs_scenarios_that_name_sectors():
    dry = Scenario("Dry", cuts=(Cut(("NOR",), ("NLD",), ("fuels",)),))
    found = scenario_results({}, [dry], by_sector=example_sector_economy())
    (outcome,) = found.outcomes
    assert np.isnan(outcome.theta)
    assert outcome.welfare[0] < 1
    assert found.plain()["method"].startswith("Exact hat algebra with sectors")
    assert found.plain()["scenarios"][0]["theta"] is None


# Refusals, word for word


def refusal(kind, worlds, *scenarios):
    with pytest.raises(kind) as refused:
        scenario_results(worlds, scenarios)
    return str(refused.value)


def test_refuses_no_scenarios():
    assert refusal(BadInput, WORLDS) == "No scenarios to run. Read them from a file, or make one."


def test_refuses_when_no_scenario_has_an_answer():
    assert refusal(NoSolution, WORLDS, APART, APART) == (
        "NOR would sell abroad and buy nothing there, or the reverse: no wages can balance that "
        "trade."
    )


def test_refuses_a_year_that_is_not_held():
    assert refusal(UnknownLabel, WORLDS, replace(DEAR, year=2031)) == (
        "No data for 2031 here. Years held: 2024."
    )


def test_refuses_a_country_without_trade_that_year_by_name():
    many = Scenario("T", year=2023, cuts=(Cut(("CHN", "PRK"), ("RUS", "USA")),))
    assert refusal(MissingData, shipped_worlds(), many) == (
        "No goods trade with known gaps of the source filled for PRK in 2023. "
        "Years that hold it: 1995, 2005, 2015, 2018."
    )


def test_refuses_a_country_that_no_world_knows():
    odd = Scenario("T", cuts=(Cut(("NLD",), ("ATL",)),))
    assert refusal(MissingData, WORLDS, odd).startswith("No goods trade")


def test_refuses_worlds_without_trade():
    none = World(2024, ("NLD",), {"gdp": np.ones(1)}, {"gdp": example_world().sources["gdp"]})
    everyone = Scenario("T", costs=(CostChange((ALL,), (ALL,), change=1.01),))
    with pytest.raises(MissingData) as refused:
        scenario_results({2024: none}, [everyone])
    assert str(refused.value) == (
        "No goods trade with known gaps of the source filled in any one year here."
    )


def test_refuses_values_that_the_model_does_not_allow():
    assert refusal(BadInput, WORLDS, replace(DEAR, theta=-1.0)) == (
        "theta is -1.0; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )
    assert refusal(BadInput, WORLDS, replace(DEAR, closure="gdp")) == (
        "No closure 'gdp'. Choose one of: value_added, gross_output."
    )
    taxed = Scenario("T", tariffs=(Tariff(("NOR",), ("NLD",), rate=-1.0),))
    assert refusal(BadInput, WORLDS, taxed) == (
        "tariff_after: NOR→NLD = -1.0; it must be above −1, which is a price of nothing, and "
        "known. To end a trade, use cut."
    )
