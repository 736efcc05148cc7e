"""Every pair cut: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from trade.conftest import reference
from trade.small_worlds import FOUR, MODES, THREE, economy, flows, modes, thetas

from detente.errors import BadInput, NoSolution, UnknownLabel
from detente.trade import severance, severance_blocks, severance_map

RESIDUAL = 1e-12  # where the solver stops
EXACT = 1e-10  # the residual, amplified by the slowest direction of trade
SPREAD = 1e-8  # the same where next to nothing is traded, times θ

BY_PAIR = ("welfare_a", "welfare_b", "real_wage_a", "real_wage_b")

# Known answers


def test_an_independent_solver_cuts_the_same_2000_pairs(world_2023):
    expected = reference("severance_194/pairs_2000_theta4_additive.csv")
    pairs = list(zip(expected.iso_a, expected.iso_b, strict=True))
    found = severance_map(world_2023, theta=4.0, deficits="dek", pairs=pairs)
    for name in BY_PAIR:
        column = expected[name.replace("real_wage", "realwage")]
        np.testing.assert_allclose(getattr(found, name), column, rtol=1e-12)
    assert found.residual.max() <= RESIDUAL


# Laws


@pytest.mark.parametrize("deficits", MODES)
def test_every_pair_of_194_countries_is_solved(world_2023, deficits):
    found = severance_map(world_2023, theta=4.0, deficits=deficits)
    assert len(found.a) == 194 * 193 / 2
    assert found.residual.max() <= RESIDUAL
    assert not found.refused
    np.testing.assert_array_equal(
        found.bystander_welfare == 1.0, np.abs(found.bystander_welfare - 1) < 1e-300
    )


def test_bystanders_are_the_third_countries_that_change_most(world_2023):
    found = severance_map(world_2023, theta=4.0, pairs=[("USA", "CHN")])
    after = severance(world_2023, "USA", "CHN", theta=4.0).to_frame().welfare
    change = (after.drop(index=["USA", "CHN"]) - 1).abs().sort_values(ascending=False)
    assert list(found.bystander[0]) == list(change.index[:10])
    np.testing.assert_allclose(found.bystander_welfare[0], after[change.index[:10]], rtol=EXACT)


def test_blocks_in_order_make_up_the_map(world_2023):
    pairs = [(a, b) for a in world_2023.countries[:40] for b in world_2023.countries[150:]]
    whole = severance_map(world_2023, theta=4.0, pairs=pairs)
    blocks = list(severance_blocks(world_2023, theta=4.0, pairs=pairs))
    assert len(blocks) > 1
    np.testing.assert_array_equal(np.concatenate([b.a for b in blocks]), whole.a)
    np.testing.assert_array_equal(np.concatenate([b.welfare_a for b in blocks]), whole.welfare_a)
    rest = severance_map(world_2023, theta=4.0, pairs=pairs[len(blocks[0].a) :])
    np.testing.assert_allclose(rest.welfare_a, whole.welfare_a[len(blocks[0].a) :], rtol=EXACT)


def test_the_frame_has_a_row_for_each_pair():
    frame = severance_map(THREE, theta=4.0).to_frame()
    assert list(zip(frame.a, frame.b, strict=True)) == [
        ("NLD", "NOR"),
        ("NLD", "QAT"),
        ("NOR", "QAT"),
    ]
    assert list(frame.bystander_1) == ["QAT", "NOR", "NLD"]
    assert list(frame.refused) == ["", "", ""]


def test_a_pair_that_does_not_trade_has_no_bystanders():
    x = [[6, 0, 2, 2], [0, 6, 2, 2], [2, 2, 6, 2], [2, 2, 2, 7]]
    found = severance_map(economy(x), theta=4.0, pairs=[("BEL", "DEU"), ("BEL", "NOR")])
    assert found.bystander.tolist() == [["", ""], ["NLD", "DEU"]]
    assert np.isnan(found.bystander_welfare).tolist() == [[True, True], [False, False]]


def test_bystanders_that_change_alike_stand_in_the_order_of_the_alphabet():
    names = [f"{letter}AA" for letter in "ZYXWVUTSRQPONM"]  # more than are named
    alike = economy(np.ones((14, 14)) + 20 * np.eye(14), names)
    found = severance_map(alike, theta=4.0, pairs=[("ZAA", "MAA")])
    assert np.ptp(found.bystander_welfare) < RESIDUAL
    assert list(found.bystander[0]) == sorted(names)[1:11]


# A second road


@settings(max_examples=15, deadline=None)
@given(flows, thetas, modes)
def test_each_row_is_the_severance_of_its_pair(x, theta, deficits):
    world = economy(x)
    found = severance_map(world, theta=theta, deficits=deficits)
    for a, b in zip(found.a, found.b, strict=True):
        after = severance(world, a, b, theta=theta, deficits=deficits)
        assert found.loss(a, b) == pytest.approx(1 - after.of(a).welfare, abs=SPREAD)
        assert found.loss(b, a) == pytest.approx(1 - after.of(b).welfare, abs=SPREAD)


def test_a_pair_without_solution_is_named_and_the_others_are_solved():
    # Norway trades with Belgium alone; Germany sells and buys nearly all in the Netherlands
    x = [[6, 2, 2, 2], [2, 0.001, 6, 0], [2, 7, 6, 0], [1, 0, 0, 3]]
    found = severance_map(economy(x), theta=4.0, deficits="dek")
    assert dict(found.refused) == {
        ("BEL", "NOR"): "NOR would trade with no one else, so nobody could finance a trade deficit "
        "or take up a surplus there. Ask with deficits='balanced'."
    }
    assert np.isnan(found.loss("NOR", "BEL"))
    row = found.to_frame().iloc[2]
    assert (row.a, row.b, row.refused) == ("BEL", "NOR", found.refused["BEL", "NOR"])
    assert row[["residual", "welfare_a", "bystander_1_welfare"]].isna().all()
    assert row.bystander_1 == ""
    after = severance(economy(x), "DEU", "NLD", theta=4.0, deficits="dek")
    assert found.loss("DEU", "NLD") == pytest.approx(1 - after.of("DEU").welfare, abs=SPREAD)
    balanced = severance_map(economy(x), theta=4.0)
    assert not balanced.refused
    alone = severance(economy(x), "BEL", "NOR", theta=4.0).of("NOR")
    assert balanced.loss("NOR", "BEL") == pytest.approx(1 - alone.welfare, abs=SPREAD)


def test_a_row_on_which_somebody_spends_less_than_nothing_is_refused_as_its_severance_is():
    # Belgium sells most abroad, and Germany buys most of that
    x = [[3.5, 11.3, 2.6, 2.3], [0.2, 6.3, 2.7, 2.4], [1.7, 0.8, 13.6, 0.1], [2.2, 2.2, 2, 10.4]]
    asked = {"theta": 0.5, "deficits": "dek"}
    found = severance_map(economy(x), pairs=[("BEL", "DEU"), ("DEU", "NLD")], **asked)
    with pytest.raises(NoSolution) as refused:
        severance(economy(x), "BEL", "DEU", **asked)
    assert dict(found.refused) == {("BEL", "DEU"): str(refused.value)}
    assert str(refused.value).startswith("BEL would have less than nothing to spend")
    assert np.isnan([found.loss("BEL", "DEU"), found.loss("DEU", "BEL"), found.residual[0]]).all()


# Refusals


def refused_map(kind, **options):
    with pytest.raises(kind) as refused:
        severance_map(THREE, **({"theta": 4.0} | options))
    return str(refused.value)


def test_refuses_a_pair_of_one_country():
    assert refused_map(BadInput, pairs=[("NLD", "NLD")]) == (
        "NLD was given twice. A severance is between two different countries."
    )


def test_refuses_what_is_no_pair():
    assert refused_map(BadInput, pairs=("NLD", "NOR")) == (
        "pairs: 'NLD' is not two countries. Write ('NLD', 'NOR')."
    )


def test_refuses_no_pairs():
    assert refused_map(BadInput, pairs=[]) == (
        "No pairs to sever. Name some, or leave pairs= out for all."
    )


def test_refuses_a_country_that_is_not_there():
    assert refused_map(UnknownLabel, pairs=[("NLD", "DEU")]) == (
        "No country 'DEU' here. 3 known, nearest: NLD, NOR, QAT."
    )


def test_refuses_before_the_first_block():
    with pytest.raises(BadInput):
        severance_blocks(THREE, theta=-1.0)


def test_refuses_to_speak_of_a_pair_that_is_not_on_it():
    found = severance_map(economy(np.ones((4, 4))), theta=4.0, pairs=[("NLD", "NOR")])
    with pytest.raises(UnknownLabel) as refused:
        found.loss("NLD", FOUR[0])
    assert str(refused.value) == "NLD and BEL are not on this map of 1 pairs."
