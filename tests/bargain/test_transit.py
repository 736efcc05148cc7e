"""A gain divided: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from bargain.line_project import AROUND, FACTS, THROUGH, arc, case, fact, node, project

from detente.bargain import Payoffs, division, is_in_core, transit
from detente.errors import UnknownLabel

EXACT = 1e-9  # of linear programs
FEW = 8  # draws, where their number does not matter


def divided(*arcs, **other):
    line = project(*arcs, **other)
    return transit(case(line), line, draws=FEW)


FOUND = divided(THROUGH, AROUND)


def millions(*numbers):
    return pytest.approx(np.array(numbers) * 1e6, rel=EXACT, abs=1.0)


# Known answers, in the order Russia, North Korea, South Korea


def test_by_hand_a_third_of_the_gap_to_the_best_way_around():
    """10 bcm gain 1000 less 100 of upkeep, less 100 of capital through and 400 around."""
    assert FOUND.before.gap == millions(300)
    assert FOUND.before.shapley == millions(350, 100, 350)
    assert FOUND.before.nucleolus == millions(325, 150, 325)
    assert FOUND.before.core_high == millions(800, 300, 800)
    assert FOUND.before.core_low == millions(0, 0, 0)
    assert FOUND.is_a_third
    assert FOUND.around == ("around",)


def test_by_hand_once_built_its_capital_is_sunk():
    assert FOUND.built.gap == millions(400)
    assert FOUND.built.shapley == millions(900 / 2 - 200 / 3, 400 / 3, 900 / 2 - 200 / 3)


def test_by_hand_without_a_way_around_all_three_share_alike():
    found = divided(THROUGH)
    assert found.before.shapley == millions(800 / 3, 800 / 3, 800 / 3)
    assert found.before.gap == millions(800)
    assert found.around == ()
    assert FOUND.without == {"around": pytest.approx(800e6 / 3, rel=EXACT)}


def test_by_hand_closed_by_rules_it_gains_nothing():
    line = project(THROUGH, AROUND)
    closed = division(case(line), line, closed=("through",))
    assert closed.shapley == millions(250, 0, 250)
    assert np.isnan(closed.low).all()


def test_by_hand_a_rival_in_between_takes_a_quarter_of_its_own_gap():
    """Four players: D/3 less a quarter of what the rival's way would save over the way around.

    Through 800, by China 650 (capital 250), around 500: 300 / 3 − 150 / 4.
    """
    rival = arc("rival", build=("build", "rival"), upkeep=("upkeep",), owners=("CHN",))
    line = project(THROUGH, AROUND, rival, players=("RUS", "PRK", "KOR", "CHN"))
    known = replace(case(line), facts=(*FACTS, fact("rival", 2.5, "ratio")))
    found = transit(known, line, draws=FEW)
    assert found.share == pytest.approx((100 - 150 / 4) * 1e6, rel=EXACT)
    assert found.before.gap == millions(150)
    assert not found.is_a_third


# Laws


def test_all_of_the_gain_is_divided():
    assert FOUND.before.gain == pytest.approx(800e6, rel=EXACT)
    assert FOUND.before.nucleolus.sum() == pytest.approx(FOUND.before.gain, rel=EXACT)


def test_what_passes_may_be_worth_more_and_the_share_stays():
    """Only the ends gain from a dearer good: the way around would carry it as well."""
    line = project(THROUGH, AROUND)
    dear = tuple(replace(f, value=900, low=900, high=900) if f.id == "city_price" else f
                 for f in FACTS)  # fmt: skip
    found = transit(replace(case(line), facts=dear), line, draws=FEW)
    assert found.share == pytest.approx(100e6, rel=EXACT)
    assert found.before.gain == pytest.approx(7800e6, rel=EXACT)


def test_what_a_player_could_have_alone_is_no_gain_of_the_project():
    """South Korea can buy 10 bcm elsewhere at 100 and burn them at 200, with or without a line."""
    elsewhere = node("world", "", supply=("field_price",))
    ship = arc("ship", start="world")
    found = divided(THROUGH, AROUND, ship, more=(elsewhere,))
    assert found.before.shapley == millions(0, 0, 0)


def test_draws_move_shares_within_the_ends():
    assert (FOUND.before.low <= FOUND.before.high).all()
    assert FOUND.before.gap_low / 3 == pytest.approx(FOUND.before.low[1], rel=EXACT)
    assert FOUND.before.gap_high / 3 == pytest.approx(FOUND.before.high[1], rel=EXACT)


# Certificates


def test_the_nucleolus_is_in_the_core():
    game = FOUND.before.network.game()
    assert is_in_core(Payoffs(game, "nucleolus", FOUND.before.nucleolus + game.alone))


# A second road


def test_hubert_ikonnikova_2011_every_order_of_joining_by_hand():
    """Russia and South Korea must both be there; then North Korea adds 300."""
    from itertools import permutations

    worth = FOUND.before.network.game().worth_of
    added = dict.fromkeys(FOUND.project.players, 0.0)
    for order in permutations(FOUND.project.players):
        for place, player in enumerate(order):
            added[player] += worth(*order[: place + 1]) - (worth(*order[:place]) if place else 0.0)
    assert FOUND.before.shapley == pytest.approx([each / 6 for each in added.values()], rel=EXACT)


# Refusals, word for word


def test_refuses_to_close_what_is_not_there():
    line = project(THROUGH, AROUND)
    with pytest.raises(UnknownLabel) as refusal:
        division(case(line), line, closed=("thru",))
    assert str(refusal.value) == "No arc 'thru' here. 2 known, nearest: through."
