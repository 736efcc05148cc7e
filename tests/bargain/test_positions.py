"""Where a compromise lies: known answers, laws, a second road, refusals."""

import numpy as np
import pytest
from bargain.known_games import reference, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.bargain import compromise, issue, issue_draws
from detente.errors import BadInput, UnknownLabel

EXACT = 1e-12  # sums of at most 34 numbers, in another order
SAMPLED = 0.15  # of a spread: 4,000 draws

some = settings(max_examples=50)
FOUR = ("BEL", "DEU", "NLD", "NOR")
positions = arrays(float, 4, elements=st.floats(0.0, 100.0))
weights = arrays(float, 4, elements=st.floats(0.01, 1.0))


def four(x, s, c, **more):
    return issue(FOUR, position=x, salience=s, capability=c, **more)


def case_of_korea(which="A"):
    """Six parties, 0 for relief of sanctions first and 100 for denuclearisation first."""
    return issue(
        ["USA", "PRK", "CHN", "RUS", "KOR", "JPN"],
        position={"low": [80, 5, 25, 20, 35, 90], "A": [90, 12, 35, 30, 45, 95],
                  "high": [95, 20, 45, 40, 55, 100]}[which],
        salience=[0.60, 0.95, 0.65, 0.40, 0.90, 0.70],
        capability=[0.2832, 0.0286, 0.4909, 0.0776, 0.0495, 0.0702],
    )  # fmt: skip


# Known answers


@pytest.mark.parametrize("name", reference("positions_copenhagen_expected.json")["expected"])
def test_copenhagen_2009_compromise_and_median(name):
    found = [row for row in rows("positions_copenhagen.csv") if row["issue"] == name]
    asked = issue(
        [row["actor"] for row in found],
        position=[float(row["position"]) for row in found],
        salience=[float(row["salience"]) for row in found],
        capability=[float(row["power"]) for row in found],
    )
    expected = reference("positions_copenhagen_expected.json")["expected"][name]
    assert len(asked.actors) == expected["actors"]
    assert compromise(asked).mean == pytest.approx(expected["compromise_mean"], rel=EXACT)
    assert compromise(asked).median == expected["weighted_median"]


def test_scholz_calbert_smith_2011_first_mean_and_median():
    found = rows("bdm_emission_inputs.csv")
    asked = issue(
        [row["actor"] for row in found],
        position=[float(row["position"]) for row in found],
        salience=[float(row["salience"]) for row in found],
        capability=[float(row["capability"]) for row in found],
        scale=(4, 10),
    )
    expected = reference("bdm_emission_expected.json")["initial"]
    assert compromise(asked).mean == pytest.approx(expected["weighted_mean"], rel=EXACT)
    assert compromise(asked).median == expected["weighted_median"]


def test_by_hand_half_the_weight_on_either_side_gives_the_middle():
    asked = four([0, 10, 40, 100], [0.5] * 4, [1] * 4)
    assert compromise(asked).median == 25.0


# Laws


@some
@given(positions, weights, weights, st.permutations(range(4)))
def test_the_order_of_actors_does_not_matter(x, s, c, order):
    order = list(order)
    one = compromise(four(x, s, c))
    names = [FOUR[i] for i in order]
    other = compromise(issue(names, position=x[order], salience=s[order], capability=c[order]))
    assert one.mean == pytest.approx(float(other.mean), rel=EXACT, abs=EXACT)
    assert one.median == pytest.approx(float(other.median), rel=EXACT)


@some
@given(positions, weights, weights, st.floats(0.1, 10.0), st.floats(-50.0, 50.0))
def test_another_scale_and_another_unit_of_capability_say_the_same(x, s, c, a, b):
    one = compromise(four(x, s, c))
    other = compromise(four(a * x + b, s, 7 * c, scale=(b - 1, 100 * a + b + 1)))
    assert other.mean == pytest.approx(a * float(one.mean) + b, abs=1e-9)
    assert other.median == pytest.approx(a * float(one.median) + b, abs=1e-9)


@some
@given(positions, weights, weights)
def test_looking_from_the_other_end_says_the_same(x, s, c):
    one, other = compromise(four(x, s, c)), compromise(four(100 - x, s, c))
    assert other.mean == pytest.approx(100 - float(one.mean), abs=1e-9)
    assert other.median == pytest.approx(100 - float(one.median), abs=1e-9)


@pytest.mark.parametrize("name", ["Competitive", "Policy"])
def test_ktab_oil_reform_stays_within_what_actors_want(name):
    found = rows(f"positions_ktab_SOE-{name}.csv")
    asked = issue(
        [row["actor"] for row in found],
        position=[float(row["position"]) for row in found],
        salience=[float(row["salience"]) / 100 for row in found],
        capability=[float(row["power"]) for row in found],
    )
    settled = compromise(asked)
    assert settled.median in asked.position
    assert asked.position.min() < settled.mean < asked.position.max()
    without_weight = asked.weight[asked.position == settled.median].sum()
    below = asked.weight[asked.position < settled.median].sum()
    assert below <= 0.5 <= below + without_weight


@some
@given(st.integers(0, 2**32))
def test_draws_stay_between_the_guesses_and_repeat_themselves(seed):
    guesses = [case_of_korea(which) for which in ("low", "A", "high")]
    one, other = (issue_draws(*guesses, draws=5, seed=seed) for _ in range(2))
    np.testing.assert_array_equal(one.position, other.position)
    assert ((guesses[0].position <= one.position) & (one.position <= guesses[2].position)).all()
    np.testing.assert_array_equal(one.salience, np.tile(guesses[1].salience, (5, 1)))


# A second road


@some
@given(positions, weights, weights)
def test_the_median_is_nearest_to_all_by_weight(x, s, c):
    asked = four(x, s, c)
    median = float(compromise(asked).median)
    far = [float(asked.weight @ np.abs(x - place)) for place in (*x, median)]
    assert far[-1] <= min(far) + 1e-9


@some
@given(positions, weights, weights)
def test_one_draw_is_the_issue_itself(x, s, c):
    alone = compromise(four(x, s, c))
    three = compromise(four(np.tile(x, (3, 1)), s, c))
    np.testing.assert_allclose(three.mean, np.full(3, float(alone.mean)), rtol=EXACT, atol=EXACT)
    np.testing.assert_array_equal(three.median, np.full(3, float(alone.median)))
    assert three.to_frame()["median"].tolist() == three.median.tolist()


def test_draws_have_the_mean_and_spread_of_a_pert_distribution():
    low, middle, high = (case_of_korea(which) for which in ("low", "A", "high"))
    drawn = issue_draws(low, middle, high, draws=4000, seed=7).position
    mean = (low.position + 4 * middle.position + high.position) / 6
    spread = np.sqrt((mean - low.position) * (high.position - mean) / 7)
    np.testing.assert_array_less(np.abs(drawn.mean(axis=0) - mean), SAMPLED * spread)
    np.testing.assert_array_less(np.abs(drawn.std(axis=0) - spread), SAMPLED * spread)


# Refusals


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            {"actors": ["NLD"], "position": [1], "salience": [1], "capability": [1]},
            "The actors are NLD. Name two or more, each once: with fewer there is nothing to "
            "settle.",
        ),
        (
            {"actors": ["NLD", "NLD"]},
            "The actors are NLD, NLD. Name two or more, each once: with fewer there is nothing to "
            "settle.",
        ),
        ({"position": [1, 101]}, "The position of NOR is 101. It lies from 0 to 100."),
        (
            {"salience": [0.0, 1]},
            "The salience of NLD is 0. It lies above 0 and up to 1; write 0.35 for 35 %.",
        ),
        (
            {"salience": [[0.5, 1], [0.5, 35]]},
            "The salience of NOR is 35. It lies above 0 and up to 1; write 0.35 for 35 %.",
        ),
        ({"capability": [1, -2]}, "The capability of NOR is -2. It lies above 0."),
        ({"position": [1, np.nan]}, "The position of NOR is nan. It lies from 0 to 100."),
        (
            {"position": [1, 2, 3]},
            "Position has shape (3,) for 2 actors. Give one number for each.",
        ),
        ({"scale": (5, 5)}, "A scale from 5 to 5 has no length. Give the lower end first."),
    ],
)
def test_refuses_what_is_no_issue(asked, says):
    plain = {
        "actors": ["NLD", "NOR"],
        "position": [1, 2],
        "salience": [0.5, 1],
        "capability": [1, 2],
    }
    with pytest.raises(BadInput) as refused:
        issue(**(plain | asked))
    assert str(refused.value) == says


def test_refuses_guesses_out_of_order():
    low, middle, high = (case_of_korea(which) for which in ("low", "A", "high"))
    with pytest.raises(BadInput) as refused:
        issue_draws(high, middle, low, draws=2, seed=0)
    assert str(refused.value) == (
        "The position of USA is 95, 90, 80 at low, middle and high. Give them in rising order."
    )
    with pytest.raises(BadInput) as refused:
        issue_draws(low, middle, high, draws=0, seed=0)
    assert str(refused.value) == "0 draws. Ask for one or more."


def test_refuses_guesses_about_other_actors():
    others = four([1, 2, 3, 4], [1] * 4, [1] * 4)
    with pytest.raises(BadInput) as refused:
        issue_draws(others, case_of_korea(), others, draws=2, seed=0)
    assert str(refused.value) == (
        "The low, middle and high guesses differ in actors or scale, or hold draws. Give three "
        "plain issues that differ in positions and saliences only."
    )


def test_refuses_an_actor_that_is_not_there():
    with pytest.raises(UnknownLabel) as refused:
        case_of_korea().row("IND")
    assert str(refused.value) == "No actor 'IND' here. 6 known, nearest: USA, PRK, CHN."
