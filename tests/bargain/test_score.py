"""How good forecasts were: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.bargain import (
    brier_score,
    log_score,
    ranked_probability_score,
    spherical_score,
    yes_or_no,
)
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # sums of at most ten numbers

PRINTED = {case["id"]: case for case in reference("scoring.json")["cases"]}
beliefs = arrays(float, 3, elements=st.floats(0.01, 1.0)).map(lambda x: x / x.sum())
RULES = [
    lambda p, o: brier_score(p, o, convention="0-1"),
    lambda p, o: brier_score(p, o, convention="0-2"),
    log_score,
    spherical_score,
    ranked_probability_score,
]

# Known answers


def test_scoring_json_ten_yes_or_no_forecasts():
    case = PRINTED["binary10"]
    p, o = yes_or_no(case["p"]), case["o"]
    for convention in ("0-1", "0-2"):
        expected = case[f"brier_{convention.replace('-', '_')}"]
        assert brier_score(p, o, convention=convention).mean == pytest.approx(expected, abs=EXACT)
    for unit in ("nats", "bits"):
        assert log_score(p, o, unit=unit).mean == pytest.approx(case[f"log_{unit}"], abs=EXACT)


def test_wikipedia_brier_score_single_forecasts():
    case = PRINTED["single"]
    found = brier_score(yes_or_no(case["p"]), case["o"], convention="0-1")
    np.testing.assert_allclose(found.each, case["each"], atol=EXACT)


def test_good_judgment_convention():
    case = PRINTED["gjp_convention"]
    found = brier_score([case["p"]], [case["outcome"]], convention="0-2")
    assert found.mean == pytest.approx(case["brier_0_2"], abs=EXACT)


def test_scoring_json_three_categories():
    case = PRINTED["three_way"]
    p, o = [case["p"]], [case["outcome"]]
    assert brier_score(p, o, convention="0-2").mean == pytest.approx(case["brier_sum"], abs=EXACT)
    assert log_score(p, o).mean == pytest.approx(case["log_nats"], abs=EXACT)
    assert spherical_score(p, o).mean == pytest.approx(case["spherical"], abs=EXACT)


def test_epstein_1969_ranked_probability():
    case = PRINTED["ordered_rps"]
    found = ranked_probability_score([case["p"]], [case["outcome"]])
    assert found.mean == pytest.approx(case["rps_sum"], abs=EXACT)


def test_scoring_json_skill_against_the_base_rate():
    case = PRINTED["murphy15"]
    usual = np.full(len(case["o"]), np.mean(case["o"]))
    found, reference_ = (
        brier_score(yes_or_no(p), case["o"], convention="0-1") for p in (case["p"], usual)
    )
    assert found.mean == pytest.approx(case["brier_0_1"], abs=EXACT)
    assert found.skill(reference_) == pytest.approx(case["skill_vs_base_rate"], abs=EXACT)


def test_by_hand_what_was_given_no_chance_scores_infinity():
    found = log_score([[1.0, 0.0], [0.5, 0.5]], [1, 0])
    assert found.each[0] == np.inf
    assert found.mean == np.inf
    assert found.each[1] == pytest.approx(np.log(2))


# Laws


@pytest.mark.parametrize("rule", RULES)
@given(beliefs, beliefs)
def test_saying_what_one_expects_scores_best(rule, expected, said):
    def mean(p):
        return float(expected @ rule(np.tile(p, (3, 1)), [0, 1, 2]).each)

    sign = -1 if rule is spherical_score else 1
    assert sign * mean(expected) <= sign * mean(said) + EXACT


@pytest.mark.parametrize("rule", RULES)
@given(beliefs)
def test_no_forecast_beats_a_perfect_one_and_skill_says_so(rule, p):
    found, perfect = rule([p], [1]), rule([[0.0, 1.0, 0.0]], [1])
    assert perfect.mean == found.best
    assert perfect.skill(found) == pytest.approx(1.0) or p[1] == 1
    assert found.skill(found) == pytest.approx(0.0, abs=EXACT) or p[1] == 1
    assert np.isnan(found.skill(perfect))


@given(beliefs, st.integers(0, 2), st.permutations(range(3)))
def test_the_order_of_categories_matters_to_ranked_probability_only(p, o, order):
    order = list(order)
    for rule in RULES[:-1]:
        one, other = rule([p], [o]), rule([p[order]], [order.index(o)])
        assert one.mean == pytest.approx(other.mean, rel=1e-9)


# A second road


@given(beliefs, st.integers(0, 2))
def test_plain_loops(p, o):
    hit = [float(k == o) for k in range(3)]
    squares = sum((p[k] - hit[k]) ** 2 for k in range(3))
    ranks = sum((sum(p[: k + 1]) - sum(hit[: k + 1])) ** 2 for k in range(3))
    assert brier_score([p], [o], convention="0-2").mean == pytest.approx(squares, abs=EXACT)
    assert brier_score([p], [o], convention="0-1").mean == pytest.approx(squares / 2, abs=EXACT)
    assert ranked_probability_score([p], [o]).mean == pytest.approx(ranks, abs=EXACT)
    assert spherical_score([p], [o]).mean == pytest.approx(p[o] / sum(p**2) ** 0.5, abs=EXACT)


@given(st.floats(0.0, 1.0), st.integers(0, 1))
def test_yes_or_no_is_the_squared_miss_and_ranks_alike(chance, happened):
    p = yes_or_no([chance])
    usual = brier_score(p, [happened], convention="0-1")
    assert usual.mean == pytest.approx((chance - happened) ** 2, abs=EXACT)
    assert ranked_probability_score(p, [happened]).mean == pytest.approx(usual.mean, abs=EXACT)


def test_a_frame_holds_the_same_numbers():
    found = brier_score(yes_or_no([0.2, 0.4]), [0, 1], convention="0-1")
    assert found.to_frame()["score"].tolist() == found.each.tolist()


# Refusals


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda: brier_score([[0.5, 0.4]], [0], convention="0-1"),
            "The probabilities of forecast 1 add up to 0.9. Give every category its share, so that "
            "they add up to 1.",
        ),
        (
            lambda: log_score([[0.5, 0.5], [1.5, -0.5]], [0, 0]),
            "Forecast 2 gives category 0 a probability of 1.5. Give fractions from 0 to 1.",
        ),
        (
            lambda: spherical_score([[0.5, 0.5]], [2]),
            "The outcome of forecast 1 is 2, which is none of the categories 0 to 1. Leave out "
            "what has not been decided yet.",
        ),
        (
            lambda: log_score([[0.5, 0.5]], [np.nan]),
            "The outcome of forecast 1 is nan, which is none of the categories 0 to 1. Leave out "
            "what has not been decided yet.",
        ),
        (
            lambda: ranked_probability_score([0.5, 0.5], [0]),
            "Probabilities of shape (2,) and outcomes of shape (1,). Give forecast × category with "
            "two categories or more, and one outcome for each forecast.",
        ),
        (
            lambda: yes_or_no([0.2, 20]),
            "A chance of 20. Give a fraction from 0 to 1, 0.2 for 20 %.",
        ),
        (
            lambda: log_score([[0.5, 0.5]], [0]).skill(log_score([[0.5, 0.5]], [0], unit="bits")),
            "1 forecasts scored by log (nats) cannot be set against 1 scored by log (bits). Score "
            "the same events by the same rule.",
        ),
    ],
)
def test_refuses_what_cannot_be_scored(ask, says):
    with pytest.raises(BadInput) as refused:
        ask()
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda: brier_score([[0.5, 0.5]], [0], convention="0-3"),
            "No Brier convention '0-3' here. 2 known, nearest: 0-2, 0-1.",
        ),
        (
            lambda: log_score([[0.5, 0.5]], [0], unit="bans"),
            "No unit of log scores 'bans' here. 2 known, nearest: nats, bits.",
        ),
    ],
)
def test_refuses_another_convention(ask, says):
    with pytest.raises(UnknownLabel) as refused:
        ask()
    assert str(refused.value) == says
