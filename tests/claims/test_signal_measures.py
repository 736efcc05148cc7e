"""What a deal is worth in other talks: known answers, laws, refusals."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from claims.invented_bargain import CASE

from detente.claims import measurement
from detente.data import load_world
from detente.errors import MissingData, NoSolution

WORLDS = {year: load_world(year) for year in (2015, 2018)}
EXACT = 1e-9  # one bisection of a settlement
ASKED = {"of": "PRK", "reading": "meanwhile"}


def measured(name, **asked):
    return measurement(WORLDS, name, {"of": "PRK", **asked}, CASE)


# Known answers


def test_baci_2015_to_2018_exports_have_fallen():
    first, last = (np.nansum(WORLDS[y].table("flows")[WORLDS[y].row("PRK")]) for y in WORLDS)
    stake = measured("signal.stake")
    assert stake.value == pytest.approx(first - last)
    assert stake.notes == ("From 2015, the highest of the years here, to 2018.",)


def test_by_hand_half_of_what_comes_meanwhile():
    """A pie of P with V in the hand of one while they disagree: (P + V) / 2."""
    outside = measurement(WORLDS, "ledger.sum", {"giver": "PRK", "when": "after"}, CASE)
    shift = measured("signal.shift", reading="meanwhile")
    for end in ("low", "value", "high"):
        assert getattr(shift, end) == pytest.approx(getattr(outside, end) / 2, rel=EXACT)


def test_by_hand_what_one_could_leave_for_moves_nothing_until_it_binds():
    shift = measured("signal.shift", reading="walk_out")
    assert (shift.low, shift.value, shift.high) == (0, 0, 0)


# Laws


def test_the_one_reading_never_gives_less_than_the_other():
    meanwhile, walk_out = (
        measured("signal.shift", reading=reading) for reading in ("meanwhile", "walk_out")
    )
    assert meanwhile.high >= walk_out.high >= 0


# Refusals, word for word


def test_refuses_a_country_without_exports_before_the_day():
    early = replace(CASE, day=date(1990, 1, 1))
    with pytest.raises(MissingData) as refusal:
        measurement(WORLDS, "signal.stake", {"of": "PRK"}, early)
    assert str(refusal.value) == ("No year here holds exports of PRK before the day of the case.")


def test_refuses_what_nobody_valued():
    unknown = replace(CASE, exchanges=(replace(CASE.exchanges[0], value=(), now=()),))
    with pytest.raises(MissingData) as refusal:
        measurement({1995: load_world(1995)}, "signal.shift", ASKED, unknown)
    assert str(refusal.value) == (
        "Nobody valued what PRK is paid under the rules, so nothing follows."
    )


def test_refuses_more_in_the_hand_than_there_is_to_win():
    """Of one year alone exports have not fallen."""
    with pytest.raises(NoSolution) as refusal:
        measurement({1995: load_world(1995)}, "signal.shift", ASKED, CASE)
    assert str(refusal.value) == (
        "What PRK is paid under the rules comes to 2.5e+08 USD a year, and what a deal could bring "
        "back to 0: there may be nothing to settle."
    )
