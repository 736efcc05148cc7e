"""All severances of a World: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from detente.data import shipped_worlds
from detente.errors import BadInput, MissingData, NoSolution, UnknownLabel
from detente.study import Terms, every_severance, plain_severances
from detente.trade import economy_of, severance
from detente.world import example_world

EXACT = 1e-9  # two solvers, each of which stops at a residual of 1e-12
FLOWS = np.array([[np.nan, 20.0, 5.0], [30.0, np.nan, 2.0], [10.0, 1.0, np.nan]])


def with_table(**tables):
    world = example_world()
    return {2024: replace(world, tables={**world.tables, **tables})}


WORLDS = with_table(model_flows=FLOWS)
ONE_WAY = {2024: example_world()}  # Norway sells nothing to Qatar, so it cannot do without the rest


@pytest.fixture(scope="module")
def asked():
    return every_severance(WORLDS)


@pytest.fixture(scope="module")
def table(asked):
    return pd.concat(asked.parts(), ignore_index=True)


# Known answers


def test_the_newest_world_with_trade_is_taken_and_the_question_says_so():
    question = every_severance(shipped_worlds()).question
    assert (question["year"], question["theta"], question["closure"]) == (2023, 4.0, "value_added")
    assert question["pairs"] == 192 * 191 // 2
    assert question["left_out"]["LBR"].startswith("it is a ship register")
    assert all(source["licence"] for source in question["sources"])


def test_the_columns_of_a_small_world(table):
    assert list(table) == [
        *("a", "b", "welfare_a", "welfare_b", "real_wage_a", "real_wage_b"),
        *("residual", "iterations", "bystander_1", "bystander_1_welfare", "refused"),
    ]
    assert table[["a", "b", "bystander_1"]].to_numpy().tolist() == [
        ["NLD", "NOR", "QAT"],
        ["NLD", "QAT", "NOR"],
        ["NOR", "QAT", "NLD"],
    ]


def test_a_pair_without_an_answer_has_a_reason_and_no_numbers():
    rows = pd.concat(every_severance(ONE_WAY).parts(), ignore_index=True)
    row = rows[(rows["a"] == "NLD") & (rows["b"] == "NOR")].iloc[0]
    assert row["refused"].startswith("NOR would sell abroad and buy nothing there")
    assert row["bystander_1"] == ""
    assert row.drop(["a", "b", "iterations", "bystander_1", "refused"]).isna().all()
    assert (rows["refused"] == "").sum() == 1


def test_a_pair_without_an_answer_is_named_in_the_sum():
    asked = every_severance(ONE_WAY)
    rows = pd.concat(asked.parts(), ignore_index=True)
    summed = plain_severances(asked, rows, most=5)
    assert [(pair["a"], pair["b"]) for pair in summed["refused"]] == [
        ("NLD", "NOR"),
        ("NLD", "QAT"),
    ]
    assert [row["country"] for row in summed["largest_loss"]] == ["QAT"]


def test_the_largest_losses_come_first(asked, table):
    summed = plain_severances(asked, table, most=2)
    assert summed["pairs"] == 3
    assert summed["refused"] == []
    first, second = summed["largest_loss"]
    assert first["loss"] > second["loss"] >= second["partner_loss"]
    both = [row["partner_loss"] for row in summed["largest_loss_to_both"]]
    assert both == sorted(both, reverse=True)
    lost = 1 - table[["welfare_a", "welfare_b"]].to_numpy()
    assert first["loss"] == lost.max()
    assert both[0] == lost.min(axis=1).max()


# Laws


@pytest.mark.parametrize("done", [0, 512, 1024, 18000, 18336])
def test_the_parts_after_some_rows_are_the_rest_of_the_whole(done):
    asked = every_severance(shipped_worlds(), Terms(year=2023))
    rest = [pair for part in asked.parts(done) for pair in zip(part["a"], part["b"], strict=True)]
    assert tuple(rest) == asked.pairs[done:]
    assert list(asked.pairs) == sorted(asked.pairs)


@pytest.mark.parametrize(
    "terms",
    [
        Terms(theta=5.0),
        Terms(deficits="dek"),
        Terms(closure="gross_output"),
    ],
)
def test_other_terms_are_another_question(asked, terms):
    assert every_severance(WORLDS, terms).question != asked.question


def test_other_data_are_another_question(asked):
    gdp = np.nextafter(example_world().table("gdp"), np.inf)
    other = every_severance(with_table(model_flows=FLOWS, gdp=gdp)).question
    assert other["data_sha256"] != asked.question["data_sha256"]
    assert {name for name in other if other[name] != asked.question[name]} == {"data_sha256"}


# Certificates


def test_every_row_is_solved_to_the_last_digits(table):
    assert table["residual"].max() <= 1e-12


# A second road


@pytest.mark.parametrize("deficits", ["balanced", "dek", "multiplicative"])
def test_a_row_is_what_a_severance_of_that_pair_gives(deficits):
    found = next(every_severance(WORLDS, Terms(theta=6.0, deficits=deficits)).parts())
    economy = economy_of(WORLDS[2024])
    for row in found.to_dict("records"):
        alone = severance(economy, row["a"], row["b"], theta=6.0, deficits=deficits)
        for side in ("a", "b"):
            one = alone.of(row[side])
            assert row[f"welfare_{side}"] == pytest.approx(one.welfare, abs=EXACT)
            assert row[f"real_wage_{side}"] == pytest.approx(one.real_wage, abs=EXACT)


# Refusals, word for word


def test_refuses_a_year_without_trade():
    with pytest.raises(MissingData) as refusal:
        every_severance(shipped_worlds(), Terms(year=2019))
    assert str(refusal.value) == (
        "No goods trade with known gaps of the source filled in 2019. "
        "Years that hold it: 1995, 2005, 2015, 2018, 2023."
    )


def test_refuses_a_year_that_is_not_held():
    with pytest.raises(UnknownLabel) as refusal:
        every_severance(WORLDS, Terms(year=2031))
    assert str(refusal.value) == "No data for 2031 here. Years held: 2024."


@pytest.mark.parametrize("theta", [0.0, -4.0, np.nan, np.inf])
def test_refuses_an_elasticity_that_is_not_positive(theta):
    with pytest.raises(BadInput) as refusal:
        every_severance(WORLDS, Terms(theta=theta))
    assert str(refusal.value) == (
        f"theta is {theta}; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )


def test_refuses_a_world_that_cannot_be_balanced():
    flows = np.array([[np.nan, 20.0, 0.0], [0.0, np.nan, 2.0], [10.0, 0.0, np.nan]])
    gdp = np.array([900.0, np.nan, 200.0])  # who is left out is all that the Netherlands sells to
    with pytest.raises(NoSolution) as refusal:
        every_severance(with_table(model_flows=flows, gdp=gdp))
    assert str(refusal.value).startswith("QAT would sell abroad and buy nothing there")
