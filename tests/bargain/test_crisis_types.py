"""A crisis with types of challenger: known answers, laws, certificates, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain import (
    CrisisPayoffs,
    crisis_of_types,
    is_quantal_response,
    quantal_response,
)
from detente.errors import BadInput

EXACT = 1e-10  # of probabilities: residual 1e-12 in log odds
LIMIT = 1e-3  # what little chance is left at λ = 20

few = settings(max_examples=15)
CASES = reference("qre_crisis_two_types.json")["cases"]
TYPES = {
    name: CrisisPayoffs(
        status_quo_a=0,
        concession_a=1,
        backing_down_a=-1.2,
        war_a=war,
        concession_b=0,
        backing_down_b=1,
        war_b=-2.5,
    )
    for name, war in (("weak", -3.0), ("strong", 0.5))
}
EVEN = {"weak": 0.5, "strong": 0.5}

# Known answers


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"λ = {c['lam']}")
def test_qre_crisis_two_types_json(case):
    found = quantal_response(crisis_of_types(TYPES, share=EVEN), rationality=case["lam"])
    assert found.of("B", "resist") == pytest.approx(case["resist"], abs=EXACT)
    for name in TYPES:
        start, end = case[f"challenge_{name}"], case[f"fight_{name}"]
        assert found.of(f"{name}: start", "challenge") == pytest.approx(start, abs=EXACT)
        assert found.of(f"{name}: end", "fight") == pytest.approx(end, abs=EXACT)


def test_qre_crisis_two_types_json_nash_limit_both_challenge_and_b_concedes():
    found = quantal_response(crisis_of_types(TYPES, share=EVEN), rationality=20)
    assert found.of("weak: start", "challenge") == pytest.approx(1, abs=LIMIT)
    assert found.of("strong: start", "challenge") == pytest.approx(1, abs=LIMIT)
    assert found.of("B", "concede") == pytest.approx(1, abs=LIMIT)
    assert found.of("weak: end", "back down") == pytest.approx(1, abs=LIMIT)
    assert found.of("strong: end", "fight") == pytest.approx(1, abs=LIMIT)


# Laws


@few
@given(st.floats(0.05, 0.95), st.floats(0.2, 3.0))
def test_two_types_alike_are_one_type(share, rationality):
    alike = {"one": TYPES["weak"], "other": TYPES["weak"]}
    two = crisis_of_types(alike, share={"one": share, "other": 1 - share})
    single = crisis_of_types({"one": TYPES["weak"]}, share={"one": 1.0})
    found, alone = (quantal_response(game, rationality=rationality) for game in (two, single))
    for point, action in (("one: start", "challenge"), ("B", "resist"), ("one: end", "fight")):
        assert found.of(point, action) == pytest.approx(alone.of(point, action), abs=1e-9)


@few
@given(st.floats(0.05, 0.45), st.floats(0.5, 3.0))
def test_b_resists_less_when_the_strong_are_more_common(share, rationality):
    few_strong, many_strong = (
        quantal_response(
            crisis_of_types(TYPES, share={"weak": 1 - s, "strong": s}), rationality=rationality
        )
        for s in (share, share + 0.5)
    )
    assert many_strong.of("B", "resist") < few_strong.of("B", "resist")


# Certificates


@few
@given(st.floats(0.05, 0.95), st.floats(0.2, 5.0))
def test_it_is_its_own_logit_answer(share, rationality):
    game = crisis_of_types(TYPES, share={"weak": share, "strong": 1 - share})
    found = quantal_response(game, rationality=rationality)
    assert is_quantal_response(game, found.probability, rationality=rationality)


# A second road


@pytest.mark.parametrize("rationality", [0.5, 2.0])
def test_backwards_from_the_end_with_one_unknown(rationality):
    """What happens last depends on nothing; the rest is one equation in how often B resists."""
    from scipy.optimize import brentq

    def logit(x):
        return 1 / (1 + np.exp(-rationality * x))

    war, q = np.array([-3.0, 0.5]), np.array([0.3, 0.7])
    fight = logit(war + 1.2)

    def challenge(resist):
        return logit((1 - resist) + resist * (-1.2 * (1 - fight) + war * fight))

    def gap(resist):
        came = q * challenge(resist)
        return logit((came / came.sum()) @ (1 - 3.5 * fight)) - resist

    expected = brentq(gap, 0, 1, xtol=1e-14)
    game = crisis_of_types(TYPES, share={"weak": 0.3, "strong": 0.7})
    found = quantal_response(game, rationality=rationality)
    assert found.of("B", "resist") == pytest.approx(expected, abs=EXACT)


# Refusals


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (
            {"weak": 0.5, "stronger": 0.5},
            "Types are weak, strong, shares are given for weak, stronger. Give each type one "
            "share.",
        ),
        (
            {"weak": 0.5, "strong": 0.6},
            "The shares of the types are 0.5, 0.6. Give shares above 0 that add up to 1.",
        ),
        (
            {"weak": 1.0, "strong": 0.0},
            "The shares of the types are 1, 0. Give shares above 0 that add up to 1.",
        ),
    ],
)
def test_refuses_shares_that_do_not_fit(share, says):
    with pytest.raises(BadInput) as refused:
        crisis_of_types(TYPES, share=share)
    assert str(refused.value) == says
