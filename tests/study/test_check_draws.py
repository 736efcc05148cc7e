"""Statements in draws: known answers, laws, certificates, a second road, refusals."""

import json
from dataclasses import replace

import numpy as np
import pytest

from detente.claims import outcome_of, passes
from detente.claims.verdict import finding_of
from detente.data import load_case, shipped_worlds
from detente.study import Draws, checked, drawn_verdicts, plain_drawn_verdicts
from detente.study.check import OUTCOMES
from detente.world import Reading

WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
ASKED = ("C07", "C09", "C18", "C28", "C30", "C32", "C42")
CHECKED = checked(WORLDS, SUMMIT, ASKED)
DRAWS = Draws(WORLDS, SUMMIT, 300)
FOUND = {each.verdict.statement.id: each for each in drawn_verdicts(DRAWS, CHECKED)}


# Known answers


def test_dependence_on_china_holds_in_every_draw():
    """More than half in every source, and a loss of far more than ten times China's."""
    assert FOUND["C32"].outcomes["supported"] == 1.0
    assert [reading.share for reading in FOUND["C32"].readings] == [1.0] * 4


def test_fifty_thousand_workers_hold_in_no_draw():
    """8,000 to 10,000 by the press of the day, and 11,490 permits; 50,000 was said."""
    assert FOUND["C28"].outcomes["contradicted"] == 1.0


def test_a_test_near_the_number_holds_in_part_of_the_draws():
    """8,000 to 10,000 workers, likeliest 8,000: at least 9,000 in some draws and not in others."""
    (said,) = (each for each in CHECKED if each.statement.id == "C28")
    first = said.results[0]
    reading = replace(first.reading, relation="at_least", than=(9000.0,))
    result = replace(first, reading=reading, finding="open")
    (found,) = drawn_verdicts(DRAWS, [replace(said, results=(result,))])
    expected = (DRAWS.fact("L003") >= 9000).mean()
    assert 0 < found.readings[0].share == expected < 0.5
    assert found.outcomes["supported"] == pytest.approx(expected)


def test_what_a_rule_leaves_open_is_left_in_one_draw_of_six():
    """Nothing is left of a pipeline in transit as the rules are mostly read, and all at best."""
    (said,) = checked(WORLDS, SUMMIT, ("C17",))
    (found,) = drawn_verdicts(Draws(WORLDS, SUMMIT, 6000), [said])
    assert found.readings[0].share == pytest.approx(1 / 6, abs=0.02)


# Laws


@pytest.mark.parametrize("id", ASKED)
def test_shares_of_outcomes_sum_to_one(id):
    assert sum(FOUND[id].outcomes.values()) == pytest.approx(1.0)
    assert tuple(FOUND[id].outcomes) == OUTCOMES


@pytest.mark.parametrize("id", ASKED)
def test_a_reading_that_holds_over_all_of_its_range_holds_in_every_draw(id):
    """Where the range is of the case's own figures; records and models range further when drawn."""
    for reading in FOUND[id].readings:
        if reading.result.reading.measure.startswith("fact."):
            share = {"holds": 1.0, "fails": 0.0}.get(reading.result.finding, reading.share)
            assert reading.share == share


# Certificates


def test_what_cannot_be_checked_cannot_be_checked_in_any_draw():
    assert FOUND["C42"].readings == ()
    assert FOUND["C42"].outcomes["not checkable"] == 1.0


def test_plain_verdicts_are_json_and_say_what_was_drawn():
    plain = plain_drawn_verdicts(DRAWS, [*FOUND.values()])
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["draws"]["number"] == 300
    ratio = plain["statements"][5]["readings"][3]["in_draws"]
    assert ratio["is_drawn"]
    assert ratio["holds"] == 1.0
    assert ratio["drivers"][0]["input"] == "gdp.PRK"


def test_the_same_seed_gives_the_same_bytes():
    again = drawn_verdicts(Draws(WORLDS, SUMMIT, 300), CHECKED)
    one, other = (plain_drawn_verdicts(DRAWS, each) for each in ([*FOUND.values()], again))
    assert json.dumps(one) == json.dumps(other)


# A second road


@pytest.mark.parametrize("id", ASKED[:-1])
def test_each_draw_by_the_verdict_on_its_own_number(id):
    found = FOUND[id]
    for d in (0, 151, 299):
        findings = [
            finding_of(
                each.result.reading,
                replace(
                    each.result.measurement,
                    value=float(each.spread.answers[d]),
                    low=float("nan"),
                    high=float("nan"),
                ),
            )
            for each in found.readings
        ]
        assert [finding == "holds" for finding in findings] == [
            bool(each.holds[d]) for each in found.readings
        ]
        assert found.outcomes[outcome_of(findings)] > 0


@pytest.mark.parametrize(
    ("relation", "than"),
    [
        ("stated", ("50 %",)),
        ("at_least", (0.3,)),
        ("at_most", (0.3,)),
        ("more_than", (0.3,)),
        ("less_than", (0.3,)),
        ("between", (0.3, 0.5)),
    ],
)
def test_many_numbers_pass_as_each_does_alone(relation, than):
    """Also those that a sum of floats leaves beside the end: 0.1 + 0.2."""
    reading = Reading((), "trade.share", (), relation, than)
    numbers = [0.1 + 0.2, 0.3, 0.29, 0.31, 0.45, 0.5, 0.55, 0.4499, 0.5501, -1.0, 0.0]
    measured = CHECKED[5].results[0].measurement
    alone = [
        finding_of(reading, replace(measured, value=n, low=float("nan"), high=float("nan")))
        for n in numbers
    ]
    assert passes(reading, "share", np.array(numbers)).tolist() == [f == "holds" for f in alone]


# Refusals: none; checked refuses
