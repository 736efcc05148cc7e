"""The expected-utility model: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.bargain import expected_utility, issue
from detente.bargain.expected_utility import VARIANTS, risk_exponent
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # a few roundings, on a scale of at most 100
PRINTED = 1e-10  # the digits that were printed
READ = 0.1  # off a published figure, to one decimal

some = settings(max_examples=25)
EMISSION = rows("bdm_emission_inputs.csv")
EXPECTED = reference("bdm_emission_expected.json")
FIVE = ("A", "B", "C", "D", "E")
positions = arrays(float, 5, elements=st.floats(0.0, 100.0)).filter(lambda x: np.ptp(x) > 1)
shares = arrays(float, 5, elements=st.floats(0.05, 1.0))
variants = st.sampled_from(VARIANTS)


def emission(order=None):
    found = [EMISSION[i] for i in order or range(len(EMISSION))]
    return issue(
        [row["actor"] for row in found],
        position=[float(row["position"]) for row in found],
        salience=[float(row["salience"]) for row in found],
        capability=[float(row["capability"]) for row in found],
        scale=(4, 10),
    )


def five(x, s, c, **more):
    return issue(FIVE, position=x, salience=s, capability=c, **more)


# Known answers


@pytest.mark.parametrize("expected", EXPECTED["port_rounds"], ids=lambda r: f"round {r['round']}")
def test_scholz_calbert_smith_2011_car_emissions(expected):
    found = expected_utility(emission(), rounds=3, variant="code")
    at = expected["round"]
    for actor, position in expected["positions"].items():
        assert found.of(actor)[at] == pytest.approx(position, abs=EXACT)
    assert found.mean[at] == pytest.approx(expected["mean"], rel=EXACT)
    assert found.median[at] == pytest.approx(expected["median"], rel=EXACT)


def test_scholz_calbert_smith_2011_risk_exponents_of_the_first_round():
    found = expected_utility(emission(), rounds=1, variant="code")
    expected = list(EXPECTED["risk_exponents_round1"].values())
    np.testing.assert_allclose(found.risk_exponent[0], expected, rtol=EXACT)


def test_scholz_calbert_smith_2011_mean_as_plotted_for_ten_rounds():
    found = expected_utility(emission(), rounds=10, variant="code").mean
    plotted = EXPECTED["published_mean_by_round_one_decimal"]["values"]
    np.testing.assert_allclose(found.round(1), plotted, atol=READ + EXACT)


@pytest.mark.parametrize("at", EXPECTED["events"])
def test_scholz_calbert_smith_2011_who_moves_for_whom(at):
    frame = expected_utility(emission(), rounds=3, variant="code").to_frame().loc[int(at)]
    words = {"compromise": "compromises with", "confrontation": "loses confrontation to"}
    moved = frame[frame["move"] != "none"]
    told = [f"{who} {words[row.move]} {row.partner}" for who, row in moved.iterrows()]
    assert told == EXPECTED["events"][at]


def test_masad_2013_risk_exponents_when_only_net_support_wins():
    """Danger to risk, on probabilities that another program made in another way."""
    asked = emission()
    x, w, s = asked.position, asked.capability * asked.salience, asked.salience
    far = np.abs(x[:, None] - x) / np.ptp(x)
    votes = w[:, None, None] * (far[:, None, :] - far[:, :, None])
    net, cast = votes.sum(axis=0), np.abs(votes).sum(axis=0)
    wins = np.divide(np.maximum(net, 0), cast, out=np.zeros_like(net), where=cast > 0)
    better, worse, same = 2 - 4 * (0.5 - far / 2), 2 - 4 * (0.5 + far / 2), 0.0
    expected = s * (wins * better + (1 - wins) * worse) + (1 - s) * better - same
    printed = reference("bdm_variant_masad.json")["risk_exponents"]
    found = risk_exponent(expected)
    np.testing.assert_allclose(found, [printed[a] for a in asked.actors], rtol=PRINTED)


# Laws


@some
@given(positions, shares, shares, variants)
def test_nobody_leaves_the_range_of_the_first_positions(x, s, c, variant):
    found = expected_utility(five(x, s, c), rounds=4, variant=variant).position
    assert found.min() >= x.min() - 1e-9
    assert found.max() <= x.max() + 1e-9


@some
@given(positions, shares, shares, variants)
def test_risk_exponents_lie_between_a_half_and_two(x, s, c, variant):
    found = expected_utility(five(x, s, c), rounds=2, variant=variant).risk_exponent
    assert found.min() >= 0.5 - EXACT
    assert found.max() <= 2.0 + EXACT


@pytest.mark.parametrize("variant", VARIANTS)
def test_rounding_leaves_nobody_outside_the_range(variant):
    random = np.random.default_rng(1)
    drawn = five(random.uniform(0, 100, (500, 5)), random.uniform(0.1, 1, 5), [1, 2, 3, 4, 5])
    found = expected_utility(drawn, rounds=10, variant=variant).position
    assert np.isfinite(found).all()
    most = drawn.position.max(axis=-1)[:, None, None]
    assert (found <= most + 1e-9).all()


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(("a", "b"), [(10.0, 3.0), (0.25, -20.0)])
def test_another_scale_and_unit_of_capability_say_the_same(variant, a, b):
    plain = emission()
    other = issue(
        plain.actors,
        position=a * plain.position + b,
        salience=plain.salience,
        capability=100 * plain.capability,
        scale=(4 * a + b, 10 * a + b),
    )
    one, two = (expected_utility(i, rounds=5, variant=variant) for i in (plain, other))
    np.testing.assert_allclose(a * one.position + b, two.position, atol=1e-9)
    np.testing.assert_array_equal(one.move, two.move)


def test_the_order_of_actors_decides_ties_and_nothing_else():
    order = list(range(10))[::-1]
    one, other = (expected_utility(emission(o), rounds=10, variant="code") for o in (None, order))
    assert not one.is_tied.any()
    np.testing.assert_allclose(one.position[:, order], other.position, atol=1e-9)


def test_a_tie_is_named_and_goes_to_the_actor_listed_first():
    def pulled(names, x):
        asked = issue(names, position=x, salience=[0.9, 0.9, 0.1], capability=[5, 5, 1])
        return expected_utility(asked, rounds=1)

    one = pulled(["left", "right", "small"], [0, 100, 50])
    other = pulled(["right", "left", "small"], [100, 0, 50])
    assert one.is_tied[0].tolist() == [False, False, True]
    assert one.partner[0, 2] == "left"
    assert other.partner[0, 2] == "right"
    assert one.of("small")[1] == pytest.approx(100 - other.of("small")[1])


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", ["Competitive", "Policy"])
def test_ktab_oil_reform_laws(name, variant):
    found = rows(f"positions_ktab_SOE-{name}.csv")
    asked = issue(
        [row["actor"] for row in found],
        position=[float(row["position"]) for row in found],
        salience=[float(row["salience"]) / 100 for row in found],
        capability=[float(row["power"]) for row in found],
    )
    told = expected_utility(asked, rounds=5, variant=variant)
    assert told.position.shape == (6, len(asked.actors))
    stays = told.move == "none"
    np.testing.assert_array_equal(told.position[1:][stays], told.position[:-1][stays])
    given_in = np.isin(told.move, ["confrontation", "capitulation"])
    for at, who in np.argwhere(given_in):
        partner = asked.row(told.partner[at, who])
        assert told.position[at + 1, who] == told.position[at, partner]
    assert variant == "paper" or "capitulation" not in told.move


# A second road


@pytest.mark.parametrize("variant", VARIANTS)
def test_one_round_actor_by_actor_in_plain_loops(variant):
    found = expected_utility(emission(), rounds=2, variant=variant)
    asked, spread = emission(), 6.0
    for at in (0, 1):
        np.testing.assert_allclose(
            found.position[at + 1], plain_round(asked, found.position[at], spread, variant)
        )


def plain_round(asked, x, spread, variant):
    """One round written as the equations are."""
    n, s, c = len(x), asked.salience, asked.capability

    def votes(k, i, j, r):
        return c[k] * s[k] * (abs(x[k] - x[j]) ** r[k] - abs(x[k] - x[i]) ** r[k]) / spread ** r[k]

    def beats(i, j, r):
        if x[i] == x[j]:
            return 0.0
        pairs = [(i, j)] if variant == "paper" else [(a, b) for a in range(n) for b in range(n)]
        cast = sum(abs(votes(k, a, b, r)) for k in range(n) for a, b in pairs)
        return sum(max(0, votes(k, i, j, r)) for k in range(n)) / cast

    def expects(i, j, seen_by, r):
        d, e, p = abs(x[i] - x[j]) / spread, r[seen_by], beats(i, j, r)
        better, worse = 2 - 4 * (0.5 - d / 2) ** e, 2 - 4 * (0.5 + d / 2) ** e
        resisted = p * better + (1 - p) * worse
        return s[j] * resisted + (1 - s[j]) * better - (2 - 4 * 0.5**e)

    even = [1.0] * n
    danger = [sum(expects(j, i, j, even) for j in range(n) if j != i) for i in range(n)]
    rho = [(2 * d - max(danger) - min(danger)) / (max(danger) - min(danger)) for d in danger]
    r = [(1 - v / 3) / (1 + v / 3) for v in rho]
    moved = []
    for i in range(n):
        offers = {"confrontation": [], "compromise": [], "capitulation": []}
        for j in range(n):
            mine, theirs = expects(i, j, i, r), expects(j, i, i, r)
            if theirs > mine > 0:
                offers["confrontation"].append((abs(x[j] - x[i]), x[j]))
            elif theirs > 0 > mine and theirs > -mine:
                to = x[i] + (x[j] - x[i]) * -mine / theirs
                middle = (-mine * x[i] + theirs * x[j]) / (theirs - mine)
                offers["compromise"].append((abs(to - x[i]) if variant == "paper" else middle, to))
            elif theirs > 0 > mine and variant == "paper":
                offers["capitulation"].append((abs(x[j] - x[i]), x[j]))
        best = next((found for found in offers.values() if found), [(0.0, x[i])])
        moved.append(min(best, key=lambda offer: offer[0])[1])
    return moved


@some
@given(positions, shares, shares, variants)
def test_draws_are_the_same_issues_side_by_side(x, s, c, variant):
    together = expected_utility(five([x, 100 - x], s, c), rounds=3, variant=variant)
    alone = expected_utility(five(x, s, c), rounds=3, variant=variant)
    np.testing.assert_allclose(together.position[0], alone.position, atol=1e-9)
    np.testing.assert_allclose(together.median[0], alone.median, atol=1e-9)
    assert together.to_frame().loc[(0, 0, "B"), "position"] == x[1]


# Refusals


def test_refuses_another_variant():
    with pytest.raises(UnknownLabel) as refused:
        expected_utility(emission(), variant="papers")
    assert str(refused.value) == "No variant 'papers' here. 2 known, nearest: paper."


def test_refuses_no_rounds():
    with pytest.raises(BadInput) as refused:
        expected_utility(emission(), rounds=0)
    assert str(refused.value) == "0 rounds. Ask for one or more."


def test_refuses_actors_who_agree():
    with pytest.raises(BadInput) as refused:
        expected_utility(five([50] * 5, [1] * 5, [1] * 5))
    assert str(refused.value) == (
        "All actors stand at 50. They agree, and there is nothing to forecast."
    )
