"""How far a number may lie: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from detente.claims import Claim, Label, Measurement, measurement
from detente.data import shipped_worlds
from detente.study import Draws, pair_claims, severed, with_draws
from detente.study.spread import Spread, spread
from detente.world import Case, example_world

ROUNDING = 1e-12  # of a correlation
WORLDS = {2024: example_world()}
CASE = Case(("NLD", "NOR"))
RANDOM = np.random.default_rng(1)
SHARE = measurement(WORLDS, "trade.share", {"of": "NLD", "partner": "NOR"})


def of(answers, **inputs):
    return Spread(SHARE, np.asarray(answers, float), inputs)


# Known answers


def test_the_ends_of_a_hundred_and_one_numbers_by_hand():
    """Of 0 to 100 a twentieth lies up to 5 and a twentieth from 95."""
    found = of(np.arange(101.0), x=np.arange(101.0))
    assert found.ends == pytest.approx((5.0, 50.0, 95.0))
    (driver,) = found.drivers()
    assert (driver.correlation, driver.low, driver.high) == pytest.approx((1.0, 4.5, 95.5))


def test_a_range_takes_in_the_number_that_was_measured():
    found = of(np.linspace(0.8, 0.9, 100), x=np.linspace(0, 1, 100)).ranged()
    assert found.low == SHARE.value < 0.8 < found.high


def test_notes_on_the_old_range_go_with_it():
    notes = ("The value takes θ = 4; the range takes θ from 3 to 8.", "Not in the range, θ = 3: …")
    found = replace(of([0.7, 0.8], x=np.array([0.0, 1.0])), measurement=replace(SHARE, notes=notes))
    assert found.ranged().notes == (
        "The value takes θ = 4.",
        "The range holds nine in ten of 2 draws, or more.",
    )


# Laws


@settings(max_examples=20)
@given(seed=st.integers(0, 1000))
def test_any_rising_change_of_an_input_leaves_its_rank_correlation(seed):
    random = np.random.default_rng(seed)
    x = random.standard_normal(200)
    answers = x + random.standard_normal(200)
    one, other = of(answers, x=x).drivers(), of(answers, x=np.exp(x)).drivers()
    assert one[0].correlation == pytest.approx(other[0].correlation, abs=ROUNDING)


def test_idle_inputs_are_no_drivers():
    idle = {f"idle.{n}": RANDOM.standard_normal(500) for n in range(300)}
    answers = RANDOM.standard_normal(500)
    assert of(answers, **idle).drivers() == ()


def test_the_same_draws_give_the_same_claims():
    told = pair_claims(WORLDS, CASE)
    assert repr(with_draws(Draws(WORLDS, CASE, 50), told)) == repr(
        with_draws(Draws(WORLDS, CASE, 50), told)
    )


# Certificates


def test_nothing_but_ranges_and_notes_changes():
    worlds, case = shipped_worlds(), Case(("CHN", "USA"))
    told = severed(worlds, case)
    drawn = with_draws(Draws(worlds, case, 50), told)
    for claim, other in zip(told, drawn, strict=True):
        assert other.key == claim.key
        for blanks, ranged in zip(
            (claim.blanks, *claim.rows), (other.blanks, *other.rows), strict=True
        ):
            for name, blank in blanks.items():
                if isinstance(blank, Measurement):
                    assert ranged[name].value == blank.value
                    assert ranged[name].sources == blank.sources


def test_draws_without_an_answer_are_counted():
    found = of([0.1, np.nan, 0.3, 0.4], x=np.arange(4.0))
    assert found.answered == 0.75
    assert found.ranged().notes[-1] == (
        "The range holds nine in ten of 4 draws, or more; 1 of them have no answer."
    )
    assert of([np.nan, np.nan], x=np.arange(2.0)).drivers() == ()


def test_what_nothing_was_drawn_for_stays_as_it_is():
    days = Measurement("visits.days", {}, 24.0, "days", None, "By the list.", (), notes=("N",))
    assert spread(Draws(WORLDS, CASE, 10), days).ranged() == days
    label = Claim("made.up", "detente", {"of": Label("country", "NLD"), "days": days})
    assert with_draws(Draws(WORLDS, CASE, 10), [label]) == (label,)


# A second road


def test_rank_correlation_is_that_of_scipy():
    x = RANDOM.integers(0, 9, 300).astype(float)  # with ties
    answers = np.round(x + 3 * RANDOM.standard_normal(300))
    (driver,) = of(answers, x=x).drivers()
    assert driver.correlation == pytest.approx(spearmanr(x, answers).statistic, abs=ROUNDING)


# Refusals: none; what is measured was refused before
