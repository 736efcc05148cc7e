"""What a scenario means to a model: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.study import equilibrium_by_sector, shock_of
from detente.trade import (
    Economy,
    Shock,
    counterfactual,
    economy_from_flows,
    example_sector_economy,
    is_sector_equilibrium,
    sector_counterfactual,
)
from detente.world import ALL, CostChange, Cut, ProductivityChange, Scenario, Tariff

EXACT = 1e-12  # a few roundings
SOLVED = 1e-9  # the solver's residual, amplified by the slowest direction of trade

FOUR = ("BEL", "DEU", "NLD", "NOR")
ECONOMY = economy_from_flows(np.full((4, 4), 2.0) + 14 * np.eye(4), FOUR)
SECTORS = example_sector_economy()

# Known answers


def test_by_hand_all_means_everyone_but_home():
    scenario = Scenario("T", tariffs=(Tariff((ALL,), ("NLD",), rate=0.1),))
    table = shock_of(scenario, ECONOMY).tariff_after
    assert table["NLD"].to_dict() == {"BEL": 0.1, "DEU": 0.1, "NLD": 0.0, "NOR": 0.1}
    assert table.drop(columns="NLD").to_numpy().max() == 0.0


def test_by_hand_the_later_entry_holds():
    everyone, one = Tariff((ALL,), ("NLD",), rate=0.1), Tariff(("NOR",), ("NLD",), rate=0.3)
    table = shock_of(Scenario("T", tariffs=(everyone, one)), ECONOMY).tariff_after
    assert table.loc["NOR", "NLD"] == 0.3
    table = shock_of(Scenario("T", tariffs=(one, everyone)), ECONOMY).tariff_after
    assert table.loc["NOR", "NLD"] == 0.1


def test_by_hand_cuts_go_one_way_and_a_group_does_not_cut_itself_off_from_home():
    scenario = Scenario("T", cuts=(Cut(("BEL", "NLD"), ("BEL", "DEU")), Cut(("NLD",), ("DEU",))))
    assert shock_of(scenario, ECONOMY).cut == (("BEL", "DEU"), ("NLD", "BEL"), ("NLD", "DEU"))


def test_by_hand_the_later_productivity_holds():
    changes = (ProductivityChange((ALL,), change=1.1), ProductivityChange(("NOR",), change=1.5))
    shock = shock_of(Scenario("T", productivity=changes), ECONOMY)
    assert shock.productivity == {"BEL": 1.1, "DEU": 1.1, "NLD": 1.1, "NOR": 1.5}


def test_by_hand_nothing_named_is_nothing_changed():
    shock = shock_of(Scenario("T"), ECONOMY)
    assert (shock.cost_change, shock.tariff_after, shock.cut) == (None, None, ())


# Laws


def test_a_dearer_group_is_each_of_its_countries_dearer():
    group = Scenario("T", costs=(CostChange(("BEL", "DEU"), ("NOR",), change=1.2),))
    each = Scenario("T", costs=tuple(CostChange((c,), ("NOR",), change=1.2) for c in FOUR[:2]))
    a, b = (shock_of(scenario, ECONOMY).cost_change for scenario in (group, each))
    np.testing.assert_array_equal(a, b)


def test_productivity_is_cheaper_delivery_to_all_home_too():
    skilled = Scenario(
        "T", deficits="dek", productivity=(ProductivityChange(("NOR",), change=1.2),)
    )
    after = equilibrium_by_sector(skilled, SECTORS)
    cost = {("NOR", importer): 1 / 1.2 for importer in SECTORS.countries}
    expected = sector_counterfactual(SECTORS, cost_change=cost, deficits="dek")
    np.testing.assert_allclose(after.welfare_exact, expected.welfare_exact, rtol=SOLVED)


# Certificates


def test_a_scenario_by_sector_ends_in_an_equilibrium():
    scenario = Scenario(
        "T",
        cuts=(Cut(("NOR",), ("NLD",), ("fuels",)),),
        tariffs=(Tariff(("NLD",), (ALL,), ("food",), rate=0.5),),
        costs=(CostChange((ALL,), ("QAT",), change=1.1),),
    )
    after = equilibrium_by_sector(scenario, SECTORS)
    assert is_sector_equilibrium(after)
    assert after.after.flow[1, 0, 1] == 0.0
    assert after.after.tariff[0, 1, 0] == 0.5
    assert after.deficits == "balanced"


def test_nothing_that_was_given_is_changed():
    before = SECTORS.tariff.copy()
    equilibrium_by_sector(Scenario("T", tariffs=(Tariff((ALL,), (ALL,), rate=0.5),)), SECTORS)
    np.testing.assert_array_equal(SECTORS.tariff, before)


# A second road


def test_agrees_with_a_shock_written_link_by_link():
    scenario = Scenario(
        "T",
        cuts=(Cut(("BEL",), ("NOR",)),),
        tariffs=(Tariff((ALL,), ("DEU",), rate=0.2),),
        costs=(CostChange(("NLD",), (ALL,), change=0.9),),
    )
    by_hand = Shock(
        cut=(("BEL", "NOR"),),
        tariff_after={(c, "DEU"): 0.2 for c in FOUR if c != "DEU"},
        cost_change={("NLD", c): 0.9 for c in FOUR if c != "NLD"},
    )
    a, b = (
        counterfactual(ECONOMY, shock, theta=4.0)
        for shock in (shock_of(scenario, ECONOMY), by_hand)
    )
    np.testing.assert_allclose(a.welfare, b.welfare, rtol=EXACT)


# Refusals, word for word


def test_refuses_a_sector_where_there_are_none():
    scenario = Scenario("Dry", cuts=(Cut(("NOR",), ("NLD",), ("27", "0101")),))
    with pytest.raises(MissingData) as refusal:
        shock_of(scenario, ECONOMY)
    assert str(refusal.value) == (
        "'Dry' names sectors (0101, 27), and the model of one sector has none. Bring an economy "
        "with input–output links: make a detente.trade.SectorEconomy from your tables, and hand it "
        "over as by_sector=."
    )


def test_refuses_an_unknown_sector():
    with pytest.raises(UnknownLabel) as refusal:
        equilibrium_by_sector(Scenario("T", cuts=(Cut(("NOR",), ("NLD",), ("fuel",)),)), SECTORS)
    assert str(refusal.value) == "No sector 'fuel' here. 2 known, nearest: fuels."


def test_refuses_a_country_that_is_not_there_or_was_left_out():
    asked = Scenario("T", cuts=(Cut(("CUB",), ("NLD",)),))
    with pytest.raises(UnknownLabel) as refusal:
        shock_of(asked, ECONOMY)
    assert str(refusal.value) == "No country 'CUB' here. 4 known, nearest: BEL, DEU, NLD."
    less = Economy(FOUR, ECONOMY.flow, 2024, left_out={"CUB": "its GDP is not in the data"})
    with pytest.raises(MissingData) as refusal:
        shock_of(asked, less)
    assert str(refusal.value) == (
        "CUB is left out of the world model of 2024: its GDP is not in the data. "
        "Ask about another country or year."
    )


def test_refuses_what_an_economy_by_sector_has_of_its_own():
    with pytest.raises(BadInput) as refusal:
        equilibrium_by_sector(Scenario("T", theta=4.0), SECTORS)
    assert str(refusal.value) == (
        "'T' sets theta = 4, and an economy by sector has an elasticity for each. Leave theta out."
    )
    with pytest.raises(BadInput) as refusal:
        equilibrium_by_sector(Scenario("T", deficits="multiplicative"), SECTORS)
    assert str(refusal.value) == (
        "'T' asks for deficits = 'multiplicative', which the model by sector does not have. "
        "Choose balanced or dek."
    )
