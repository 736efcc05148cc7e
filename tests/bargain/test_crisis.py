"""A crisis with private prices of war: known answers, laws, certificates, a second road."""

from dataclasses import replace

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import CrisisPayoffs, crisis_equilibria, is_crisis_equilibrium
from detente.bargain.crisis import CORRELATION, _answer, _both_below
from detente.errors import BadInput, NoSolution

EXACT = 1e-12  # one root in one unknown
SCANNED = 1e-3  # a step of the scan
INTEGRATED = 1e-10  # by quadrature

CASES = reference("crisis_lewis_schultz.json")["cases"]
SHARP = CrisisPayoffs(
    status_quo_a=0,
    concession_a=1,
    backing_down_a=-1.2,
    war_a=-1.9,
    concession_b=0,
    backing_down_b=1,
    war_b=-2.9,
)
some = settings(max_examples=30)
numbers = st.floats(-2.0, 2.0)
stakes = st.floats(0.2, 3.0)


@st.composite
def payoffs(draw):
    a, b = draw(numbers), draw(numbers)
    return CrisisPayoffs(
        status_quo_a=a,
        concession_a=a + draw(stakes),
        backing_down_a=a + draw(numbers),
        war_a=a + draw(numbers),
        concession_b=b,
        backing_down_b=b + draw(stakes),
        war_b=b + draw(numbers),
    )


def of_case(case):
    p = case["params"]
    return CrisisPayoffs(p["SA"], p["VA"], p["bara"], p["barWA"], p["CB"], p["VB"], p["barWB"])


# Known answers


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"barWB = {c['params']['barWB']}")
def test_lewis_schultz_2003_all_equilibria(case):
    found = crisis_equilibria(of_case(case))
    expected = case["equilibria"]
    assert len(found.resist) == len(expected)
    for name in ("resist", "challenge", "fight"):
        wanted = [equilibrium[f"p_{name}"] for equilibrium in expected]
        np.testing.assert_allclose(getattr(found, name), wanted, atol=EXACT)


def test_crisis_lewis_schultz_json_a_little_more_appetite_for_war_ends_two_equilibria_of_three():
    branches = [crisis_equilibria(replace(SHARP, war_b=w)).branches for w in (-3.0, -2.9, -2.7)]
    assert branches == [("only",), ("yielding", "middle", "resisting"), ("only",)]


# Laws


@some
@given(payoffs())
def test_the_number_of_equilibria_is_odd_and_they_come_in_order(asked):
    found = crisis_equilibria(asked)
    assert len(found.resist) % 2 == 1
    assert (np.diff(found.resist) > 0).all()


@some
@given(payoffs())
def test_the_ends_of_a_crisis_add_up_to_one(asked):
    frame = crisis_equilibria(asked).to_frame()
    ends = frame[["status_quo", "concession", "backing_down", "war"]]
    np.testing.assert_allclose(ends.sum(axis=1), 1.0, rtol=EXACT)
    assert (ends >= 0).all(axis=None)


@some
@given(payoffs(), numbers, numbers)
def test_only_differences_between_payoffs_matter(asked, a, b):
    moved = CrisisPayoffs(
        asked.status_quo_a + a,
        asked.concession_a + a,
        asked.backing_down_a + a,
        asked.war_a + a,
        asked.concession_b + b,
        asked.backing_down_b + b,
        asked.war_b + b,
    )
    one, other = crisis_equilibria(asked), crisis_equilibria(moved)
    np.testing.assert_allclose(one.resist, other.resist, atol=1e-9)


@some
@given(payoffs(), st.floats(0.02, 0.98))
def test_a_costlier_retreat_makes_a_challenge_rarer_and_more_credible(asked, resist):
    cheap, dear = (replace(asked, backing_down_a=asked.backing_down_a - d) for d in (0.0, 1.0))
    (often, bluff), (rarely, fight) = (_answer(p, np.array([resist])) for p in (cheap, dear))
    assert rarely[0] <= often[0]
    assert fight[0] >= bluff[0]


# Certificates


@some
@given(payoffs())
def test_every_equilibrium_passes_its_definition(asked):
    found = crisis_equilibria(asked)
    assert found.residual.max() < EXACT
    for challenge, resist, fight in zip(found.challenge, found.resist, found.fight, strict=True):
        told = {"challenge": challenge, "resist": resist, "fight": fight}
        assert is_crisis_equilibrium(asked, **told)
        assert not is_crisis_equilibrium(asked, **(told | {"fight": 0.9 * fight}))


# A second road


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"barWB = {c['params']['barWB']}")
def test_a_fine_scan_of_the_equation_by_quadrature_crosses_as_often(case):
    asked = of_case(case)
    resist = np.linspace(0.01, 0.99, 1001)
    gap = best_resistance(asked, resist) - resist
    crossings = resist[:-1][gap[:-1] * gap[1:] < 0]
    np.testing.assert_allclose(crossings, crisis_equilibria(asked).resist, atol=SCANNED)


def best_resistance(asked, resist):
    """B's best answer by adding up the shares of A that challenge, and that fight, on a grid."""
    from scipy.stats import norm

    c = (asked.status_quo_a - (1 - resist) * asked.concession_a) / resist
    start = np.maximum(c, asked.war_a - 9)[:, None]
    war = start + np.linspace(0, 18, 3001)
    density = norm.pdf(war - asked.war_a) * norm.cdf(war - asked.backing_down_a)
    fights = np.trapezoid(density, dx=18 / 3000, axis=1)
    challenges = 1 - norm.cdf(c - asked.war_a) * norm.cdf(c - asked.backing_down_a)
    fight = fights / challenges
    ahead = asked.war_b * fight + asked.backing_down_b * (1 - fight) - asked.concession_b
    return norm.cdf(ahead / fight)


@pytest.mark.parametrize("h", [-2.0, -0.3, 0.0, 1.7])
@pytest.mark.parametrize("k", [-3.0, 0.0, 0.4, 2.5])
def test_two_normals_below_by_owens_function_and_by_an_integral(h, k):
    from scipy.integrate import quad
    from scipy.stats import norm

    def below(x):
        return norm.pdf(x) * norm.cdf((k - CORRELATION * x) / np.sqrt(1 - CORRELATION**2))

    expected = quad(below, -np.inf, h, epsabs=1e-13)[0]
    found = _both_below(np.array([h]), np.array([k]))[0]
    assert found == pytest.approx(expected, abs=INTEGRATED)


# Refusals


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        (
            {"war_a": np.inf},
            BadInput,
            "war_a is inf. Give every payoff as a number.",
        ),
        (
            {"concession_a": 0},
            BadInput,
            "A concession is worth 0 to A, things as they are 0. A has nothing to ask for, so "
            "there is no crisis.",
        ),
        (
            {"backing_down_b": -1},
            BadInput,
            "A's backing down is worth -1 to B, its own concession 0. B has nothing to resist for, "
            "so there is no crisis.",
        ),
        (
            {"war_a": -8, "backing_down_a": -9, "war_b": 5},
            NoSolution,
            "In equilibrium A challenges with probability 7e-16, too rarely to tell what it would "
            "do next. Payoffs are counted in standard deviations of what the other side cannot "
            "see: bring them closer together.",
        ),
    ],
)
def test_refuses_what_is_no_crisis(change, error, says):
    with pytest.raises(error) as refused:
        crisis_equilibria(replace(SHARP, **change))
    assert str(refused.value) == says
