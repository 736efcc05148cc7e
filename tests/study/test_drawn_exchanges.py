"""The ledger drawn: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from detente.claims import measurement
from detente.data import load_case, shipped_worlds
from detente.study import Draws, pair_ledger, plain_drawn_ledger, plain_ledger
from detente.study.spread import spread
from detente.world import Priors

ROUNDING = 1e-9  # relative
WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
DRAWS = Draws(WORLDS, SUMMIT, 400)
DRAWN = pair_ledger(WORLDS, SUMMIT)
EXACT = Priors(habit=0, link=0)  # records are what they are
WHEN = ("before", "now", "after")
OUTCOMES = {entry.id: entry.outcome for entry in DRAWN.entries}


def drawn(name, draws=DRAWS, **args):
    return spread(draws, measurement(WORLDS, name, args, draws.case))


def valued(when):
    return [e for e in DRAWN.entries if not isnan(getattr(e, when).value)]


# Known answers


def test_wages_of_workers_in_russia_move_what_north_korea_can_give():
    """With all facts at their low it is 269 million US dollars, at their high 565 (the ledger)."""
    found = drawn("ledger.sum", giver="PRK", when="before")
    assert 269e6 < found.ends[0] < found.measurement.value < found.ends[2] < 565e6
    assert found.drivers()[0].name == "fact.L023"


def test_what_a_settlement_moves_by_nash_1950_and_binmore_shaked_sutton_1989():
    """Equals over S: d paid meanwhile adds d/2; as a way out it adds what it has beyond S/2."""
    paid = drawn("ledger.sum", giver="PRK", when="after").answers
    stake = measurement(WORLDS, "signal.stake", {"of": "PRK"}, SUMMIT).value
    meanwhile = drawn("signal.shift", of="PRK", reading="meanwhile").answers
    walk_out = drawn("signal.shift", of="PRK", reading="walk_out").answers
    assert meanwhile == pytest.approx(paid / 2, rel=1e-6)
    assert walk_out == pytest.approx(np.maximum(0.0, paid - stake / 2), rel=1e-6, abs=1.0)


# Laws


@pytest.mark.parametrize("when", WHEN)
def test_an_amount_stays_between_its_ends_where_records_are_exact(when):
    draws = Draws(WORLDS, replace(SUMMIT, priors=EXACT), 100)
    for entry in valued(when):
        amount = getattr(entry, when)
        answers = drawn("ledger.value", draws, exchange=entry.id, when=when).answers
        slack = ROUNDING * abs(amount.high)
        assert amount.low - slack <= answers.min(), entry.id
        assert answers.max() <= amount.high + slack, entry.id


@pytest.mark.parametrize("giver", SUMMIT.pair)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_sum_is_the_sum_of_what_is_counted(giver, when):
    entries = [e for e in valued(when) if e.giver == giver and e.is_counted]
    parts = [drawn("ledger.value", exchange=e.id, when=when).answers for e in entries]
    total = drawn("ledger.sum", giver=giver, when=when).answers
    assert total == pytest.approx(np.sum(parts, axis=0), rel=ROUNDING)


def test_rules_leave_no_more_than_there_was():
    for entry in valued("after"):
        if not isnan(entry.before.value) and entry.outcome != "conditional":
            before, after = (
                drawn("ledger.value", exchange=entry.id, when=when).answers
                for when in ("before", "after")
            )
            assert (after <= before * (1 + ROUNDING)).all(), entry.id


# Certificates


def test_what_is_banned_is_nothing_in_every_draw():
    for entry in DRAWN.entries:
        if entry.outcome == "banned":
            assert not drawn("ledger.value", exchange=entry.id, when="after").answers.any()


def test_all_kinds_of_outcome_are_met_in_the_case():
    assert {"banned", "conditional", "unnamed", "free"} <= {*OUTCOMES.values()}


# A second road


def with_oil_and_debt_valued():
    """The case with invented figures on what is capped, and on what there is of a condition."""
    ends = {
        "oil_sold": (1.0, 2.0, 4.0, "million barrels"),
        "oil_price": (40.0, 60.0, 90.0, "USD/barrel"),
        "oil_now": (1.0, 20.0, 60.0, "USD million"),
        "debt_now": (1.0, 5.0, 9.0, "USD million"),
    }
    facts = [replace(SUMMIT.facts[0], id=id, low=a, value=b, high=c, unit=unit)
             for id, (a, b, c, unit) in ends.items()]  # fmt: skip
    more = {
        "oil": {"value": ("oil_sold", "oil_price"), "now": ("oil_now",)},
        "debt": {"now": ("debt_now",)},
    }
    exchanges = [replace(e, **more.get(e.id, {})) for e in SUMMIT.exchanges]
    return replace(SUMMIT, facts=(*SUMMIT.facts, *facts), exchanges=tuple(exchanges))


@pytest.mark.parametrize("case", [SUMMIT, with_oil_and_debt_valued()])
def test_each_draw_is_the_ledger_of_the_case_with_its_figures(case):
    """Every exchange of the case, before, now, and after as the rules are read in the draw."""
    draws = Draws(WORLDS, case, 12)
    for d in range(12):
        facts = []
        for fact in case.facts:
            if not isnan(fact.amount.value) and fact.amount.value:
                value = float(draws.fact(fact.id)[d]) * fact.value / fact.amount.value
                fact = replace(fact, low=value, value=value, high=value)
            facts.append(fact)
        again = pair_ledger(WORLDS, replace(case, facts=tuple(facts)))
        for entry in (e for e in again.entries if not e.is_goods):
            for when in WHEN:
                amount = getattr(entry, when)
                if isnan(amount.value):
                    continue
                found = drawn("ledger.value", draws, exchange=entry.id, when=when)
                (category,) = (e.category for e in case.exchanges if e.id == entry.id)
                read = found.inputs.get(f"rules.{category}", np.zeros(12))[d]
                expected = {-1.0: amount.low, 0.0: amount.value, 1.0: amount.high}[read]
                assert found.answers[d] == pytest.approx(expected, rel=ROUNDING), entry.id


def test_the_plain_ledger_differs_in_its_ranges_only():
    plain, drawn_so = plain_ledger(DRAWN), plain_drawn_ledger(DRAWS)
    for side, other in zip(plain["sides"], drawn_so["sides"], strict=True):
        for when in WHEN:
            assert other["total"][when]["value"] == side["total"][when]["value"]
            for one, two in zip(side["entries"], other["entries"], strict=True):
                assert two[when]["value"] == one[when]["value"]
                if two[when]["value"] is not None:
                    assert two[when]["low"] <= two[when]["value"] <= two[when]["high"]
    assert drawn_so["draws"]["number"] == 400
    assert drawn_so["notes"][0] == "Ranges hold nine in ten of 400 draws (seed 1), or more."


def test_totals_are_narrower_than_with_all_at_their_ends_at_once():
    plain, drawn_so = plain_ledger(DRAWN), plain_drawn_ledger(DRAWS)
    wide, narrow = (each["sides"][1]["total"]["before"] for each in (plain, drawn_so))
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


# Refusals: none; the ledger refuses
