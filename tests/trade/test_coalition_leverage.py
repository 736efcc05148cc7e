"""A coalition's leverage: known answers, laws, certificates, a second road, refusals."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.errors import BadInput, MissingData, NoSolution, UnknownLabel
from detente.trade import (
    Economy,
    Shock,
    coalition_leverage,
    counterfactual,
    economy_from_flows,
    is_equilibrium,
    leverage,
)

EXACT = 1e-12  # a few roundings
SOLVED = 1e-9  # the solver's residual, amplified by the slowest direction of trade

MODES = ("balanced", "dek", "multiplicative")
FOUR = ("BEL", "DEU", "NLD", "NOR")

flows = arrays(float, (4, 4), elements=st.floats(0.1, 10)).map(  # surpluses that can be earned
    lambda x: 0.55 * x + 0.45 * x.T + 20 * np.eye(4)
)
thetas = st.sampled_from([1.5, 4.0, 8.0])
modes = st.sampled_from(MODES)
tariffs = st.sampled_from([None, 0.1, 0.5])
some_examples = settings(max_examples=20, deadline=None)


def economy(flow, countries=FOUR):
    return economy_from_flows(np.asarray(flow, dtype=float), countries)


ALIKE = economy(np.full((4, 4), 2.0) + 14 * np.eye(4))

# Known answers


@pytest.mark.parametrize(("theta", "loss"), [(5, 1.440931620601238), (10, 0.7230800339783072)])
def test_arkolakis_costinot_rodriguez_clare_2012_all_partners_against_the_usa(theta, loss):
    # cut off from everyone a country is in autarky: 1 − 0.93^(1/θ)
    flow = [[93.0, 3.0, 4.0], [3.0, 90.0, 7.0], [4.0, 7.0, 89.0]]
    usa = economy(flow, ("USA", "CAN", "MEX"))
    found = coalition_leverage(usa, ["CAN", "MEX"], "USA", theta=theta)
    assert 100 * found.of("USA").loss == pytest.approx(loss, abs=EXACT)
    assert found.notes[0].startswith("USA trades with no one on the mainland")


def test_by_hand_a_sender_that_does_not_trade_with_the_target_adds_nothing():
    flow = ALIKE.flow.copy()
    flow[0, 1] = flow[1, 0] = 0.0
    found = coalition_leverage(economy(flow), ["BEL", "NLD"], "DEU", theta=4.0)
    assert found.of("BEL").marginal == pytest.approx(0.0, abs=SOLVED)
    assert found.of("BEL").shapley == pytest.approx(0.0, abs=SOLVED)


# Laws


@some_examples
@given(flows, thetas, modes)
def test_one_sender_is_a_pair(x, theta, deficits):
    alone = coalition_leverage(economy(x), ["BEL"], "NOR", theta=theta, deficits=deficits)
    pair = leverage(economy(x), "BEL", "NOR", theta=theta, deficits=deficits)
    for side in (pair.a, pair.b):
        assert alone.of(side.country).loss == pytest.approx(side.loss, abs=SOLVED)
        assert alone.of(side.country).cost == pytest.approx(side.cost, abs=1e3 * SOLVED)
    target = alone.of("NOR").loss
    assert alone.of("BEL").marginal == pytest.approx(target, abs=SOLVED)
    assert alone.of("BEL").shapley == pytest.approx(target, abs=SOLVED)


@some_examples
@given(flows, thetas, modes, tariffs)
def test_what_the_senders_add_is_the_whole(x, theta, deficits, tariff):
    senders = ["BEL", "DEU"]  # leaving the target one partner, so that any deficit can be financed
    found = coalition_leverage(
        economy(x), senders, "NOR", tariff=tariff, theta=theta, deficits=deficits
    )
    added = sum(found.of(sender).shapley for sender in senders)
    assert added == pytest.approx(found.of("NOR").loss, abs=SOLVED)


@some_examples
@given(flows, thetas, tariffs, st.permutations(range(4)))
def test_the_order_of_countries_does_not_matter(x, theta, tariff, p):
    p = list(p)
    a = coalition_leverage(economy(x), ["BEL", "DEU"], "NOR", tariff=tariff, theta=theta)
    shuffled = economy(x[np.ix_(p, p)], [FOUR[i] for i in p])
    b = coalition_leverage(shuffled, ["DEU", "BEL"], "NOR", tariff=tariff, theta=theta)
    for country in FOUR:
        one, other = a.of(country), b.of(country)
        assert (one.role, one.country) == (other.role, other.country)
        for name in ("loss", "cost", "marginal", "shapley"):
            np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-7)


@pytest.mark.parametrize("tariff", [None, 0.25])
def test_senders_that_are_alike_bear_and_add_alike(tariff):
    found = coalition_leverage(ALIKE, ["BEL", "DEU", "NLD"], "NOR", tariff=tariff, theta=4.0)
    for name in ("loss", "cost", "marginal", "shapley"):
        values = [getattr(found.of(sender), name) for sender in found.senders]
        np.testing.assert_allclose(values, values[0], rtol=1e-7, atol=SOLVED)


@some_examples
@given(flows, thetas, st.sampled_from([1e-3, 1e6]))
def test_the_unit_of_money_does_not_matter(x, theta, rate):
    a, b = (
        coalition_leverage(economy(y), ["BEL", "DEU"], "NOR", theta=theta) for y in (x, rate * x)
    )
    assert b.cost_ratio == pytest.approx(a.cost_ratio, rel=1e-6)
    assert b.cost("target") == pytest.approx(rate * a.cost("target"), rel=1e-6)


# Certificates


@pytest.mark.parametrize("tariff", [None, 0.25])
@pytest.mark.parametrize("deficits", MODES)
def test_the_world_under_the_coalition_is_an_equilibrium(world_2023, tariff, deficits):
    senders = ["USA", "JPN", "KOR"]
    found = coalition_leverage(
        world_2023, senders, "CHN", tariff=tariff, theta=4.0, deficits=deficits
    )
    cut = tuple(link for s in senders for link in ((s, "CHN"), ("CHN", s)))
    shock = (
        Shock(cut=cut)
        if tariff is None
        else Shock(tariff_after={("CHN", s): 0.25 for s in senders})
    )
    assert is_equilibrium(world_2023, found.equilibrium, shock)


def test_every_country_bears_once_and_the_table_says_the_same(world_2023):
    found = coalition_leverage(world_2023, ["USA", "JPN"], "CHN", theta=4.0)
    assert sorted(burden.country for burden in found.burdens) == sorted(world_2023.countries)
    assert [b.role for b in found.burdens[:4]] == ["target", "sender", "sender", "bystander"]
    frame = found.to_frame()
    assert frame.loc["JPN", "shapley"] == found.of("JPN").shapley
    total = sum(found.cost(role) for role in ("target", "sender", "bystander"))
    assert frame["cost"].sum() == pytest.approx(total, rel=EXACT)
    others = [abs(burden.cost) for burden in found.burdens[3:]]
    assert others == sorted(others, reverse=True)


def test_eleven_senders_are_ranked_by_what_the_last_adds(world_2023):
    senders = ["USA", "JPN", "KOR", "DEU", "FRA", "ITA", "GBR", "CAN", "AUS", "NLD", "ESP"]
    found = coalition_leverage(world_2023, senders, "CHN", theta=4.0)
    assert np.isnan([found.of(s).shapley for s in senders]).all()
    without = coalition_leverage(world_2023, senders[1:], "CHN", theta=4.0)
    expected = found.of("CHN").loss - without.of("CHN").loss
    assert found.of("USA").marginal == pytest.approx(expected, abs=SOLVED)
    assert found.notes == (
        "11 senders are too many to average over all orders of joining, which is done for up to "
        "10; what each adds as the last to join is here.",
    )


def test_a_coalition_that_leaves_no_world_without_one_says_so():
    # Without Norway, Belgium would still sell there, but buy from nobody.
    flow = [[8.0, 0.0, 2.0], [2.0, 8.0, 1.0], [0.0, 3.0, 8.0]]
    found = coalition_leverage(
        economy(flow, ("BEL", "DEU", "NOR")), ["DEU", "NOR"], "BEL", theta=4.0
    )
    assert np.isnan(found.of("NOR").marginal)
    assert np.isnan(found.of("DEU").shapley)
    assert found.of("BEL").loss > 0
    assert found.notes[1] == (
        "What the senders add is not known, since the world has no answer if NOR keeps out: BEL "
        "would sell abroad and buy nothing there, or the reverse: no wages can balance that trade."
    )


# A second road to the same number


@pytest.mark.parametrize("tariff", [None, 0.25])
def test_agrees_with_letting_the_senders_join_in_every_order(world_2023, tariff):
    senders = ("USA", "JPN", "KOR")

    def loss(acting):
        shock = (
            Shock(cut=tuple((s, "CHN") for s in acting) + tuple(("CHN", s) for s in acting))
            if tariff is None
            else Shock(tariff_after={("CHN", s): tariff for s in acting})
        )
        after = counterfactual(world_2023, shock, theta=4.0)
        return 1 - after.of("CHN").welfare

    added = dict.fromkeys(senders, 0.0)
    for order in permutations(senders):
        for place, sender in enumerate(order):
            added[sender] += (loss(order[: place + 1]) - loss(order[:place])) / 6
    found = coalition_leverage(world_2023, senders, "CHN", tariff=tariff, theta=4.0)
    for sender in senders:
        assert found.of(sender).shapley == pytest.approx(added[sender], abs=SOLVED)


def test_a_cost_is_a_share_of_what_is_spent(world_2023):
    found = coalition_leverage(world_2023, ["USA", "JPN"], "CHN", theta=4.0, deficits="dek")
    i = world_2023.row("JPN")
    spent = world_2023.flow[:, i].sum()
    assert found.of("JPN").cost == pytest.approx(found.of("JPN").loss * spent, rel=1e-9)
    spent_by = sum(found.of(s).cost for s in ("USA", "JPN"))
    assert found.cost_ratio == pytest.approx(found.of("CHN").cost / spent_by, rel=EXACT)


def test_senders_that_gain_have_no_ratio(world_2023):
    found = coalition_leverage(world_2023, ["USA", "JPN"], "CHN", tariff=0.1, theta=4.0)
    assert found.cost("sender") < 0 < found.cost("target")
    assert np.isnan(found.cost_ratio)


# Refusals, word for word


def refusal(kind, senders, target="NOR", of=ALIKE, **options):
    with pytest.raises(kind) as refused:
        coalition_leverage(of, senders, target, **{"theta": 4.0, **options})
    return str(refused.value)


def test_refuses_a_coalition_of_nobody():
    assert refusal(BadInput, []) == "No senders against NOR. Name one country or more."


def test_refuses_a_target_among_its_senders():
    assert refusal(BadInput, ["BEL", "NOR"]) == (
        "NOR is both the target and a sender. Leave it out of the senders."
    )


def test_refuses_one_sender_twice():
    assert refusal(BadInput, ["BEL", "DEU", "BEL"]) == "Senders named twice: BEL. Name each once."


@pytest.mark.parametrize("tariff", [-1.0, -1.5, float("nan"), float("inf")])
def test_refuses_a_tariff_that_leaves_no_price(tariff):
    assert refusal(BadInput, ["BEL"], tariff=tariff) == (
        f"tariff is {tariff}; a share of the value, above −1: 0.25 is a quarter."
    )


@pytest.mark.parametrize("nothing", [0, 0.0, -0.0])
def test_refuses_a_tariff_of_nothing(nothing):
    assert refusal(BadInput, ["BEL"], tariff=nothing) == (
        "tariff is 0, and so changes nothing. Give a share of the value, such as 0.25, or none for "
        "a stop of all trade."
    )


def test_refuses_a_tariff_that_is_no_number():
    assert refusal(BadInput, ["BEL"], tariff="10%") == (
        "tariff is '10%', which is no number. Give one, such as 0.25."
    )


def test_refuses_a_percentage_for_a_fraction():
    assert refusal(BadInput, ["BEL"], tariff=25) == "tariff = 25 is 2,500 %; write 0.25 for 25 %."


def test_refuses_to_stop_or_tax_trade_that_is_not_there():
    flow = ALIKE.flow.copy()
    flow[3, :2] = 0.0  # Norway sells to the Netherlands alone
    assert refusal(MissingData, ["BEL", "DEU"], of=economy(flow), tariff=0.2) == (
        "No purchase from NOR by BEL, DEU is recorded, so nothing could be taxed. Name other "
        "senders, or another year."
    )
    assert coalition_leverage(economy(flow), ["BEL"], "NOR", theta=4.0).of("NOR").loss > 0
    flow[:2, 3] = 0.0
    assert refusal(MissingData, ["BEL", "DEU"], of=Economy(FOUR, flow, 2018)) == (
        "No trade with NOR by BEL, DEU is recorded in 2018, so nothing could be stopped. Name "
        "other senders, or another year."
    )


def test_refuses_a_country_that_is_not_there():
    assert refusal(UnknownLabel, ["BEL", "NRO"]) == "No country 'NRO' here. 4 known, nearest: NOR."
    assert refusal(UnknownLabel, ["BEL"], "NRO") == "No country 'NRO' here. 4 known, nearest: NOR."


def test_refuses_a_country_that_was_left_out_of_the_model():
    less = Economy(FOUR, ALIKE.flow, 2024, left_out={"CUB": "its GDP is not in the data"})
    assert refusal(MissingData, ["BEL", "CUB"], of=less) == (
        "CUB is left out of the world model of 2024: its GDP is not in the data. "
        "Ask about another country or year."
    )


@pytest.mark.parametrize("theta", [0.0, -4.0])
def test_refuses_a_theta_that_is_not_positive(theta):
    assert refusal(BadInput, ["BEL"], theta=theta) == (
        f"theta is {theta}; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4."
    )


def test_refuses_to_cut_off_a_deficit_that_nobody_could_finance():
    flow = ALIKE.flow.copy()
    flow[0, 3] += 3.0
    said = refusal(NoSolution, ["BEL", "DEU", "NLD"], of=economy(flow), deficits="dek")
    assert said == (
        "NOR would trade with no one else, so nobody could finance a trade deficit or take up a "
        "surplus there. Ask with deficits='balanced'."
    )


def test_refuses_one_text_for_the_senders():
    assert refusal(BadInput, "BEL") == "senders is 'BEL', one text. Give a list, as ['BEL']."
