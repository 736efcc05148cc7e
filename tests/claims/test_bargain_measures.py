"""Projects divided and positions forecast: known answers, laws, a second road, refusals."""

from dataclasses import replace

import pytest
from claims.invented_bargain import CASE, LINE

from detente.bargain import project_network, shapley_value
from detente.bargain.case_positions import DRAWS as OF_POSITIONS
from detente.bargain.transit import DRAWS as OF_FACTS
from detente.claims import measurement
from detente.errors import BadInput, MissingData, UnknownLabel

EXACT = 1e-9  # of linear programs


def measured(name, case=CASE, **asked):
    return measurement({}, name, asked, case)


def line(name, **asked):
    return measured(f"transit.{name}", project="line", **asked)


# Known answers


@pytest.mark.parametrize(
    ("asked", "millions"),
    [
        ({"of": "PRK"}, 100),  # a third of the gap of 300
        ({"of": "RUS"}, 350),  # half of what is left of 800
        ({"of": "PRK", "solution": "nucleolus"}, 150),  # half of the gap
        ({"of": "PRK", "solution": "core"}, 300),  # all of it
        ({"of": "PRK", "when": "built"}, 400 / 3),  # its 100 of capital is sunk
        ({"of": "PRK", "when": "closed"}, 0),
        ({"of": "KOR", "when": "closed"}, 250),
    ],
)
def test_by_hand_who_gains_what(asked, millions):
    assert line("value", **asked).value == pytest.approx(millions * 1e6, rel=EXACT)


def test_by_hand_the_core_from_nothing_to_all_of_the_gap():
    core = line("value", of="PRK", solution="core")
    assert (core.low, core.high) == pytest.approx((0, 300e6), rel=EXACT)


def test_by_hand_the_gap_and_the_share():
    assert line("gap").value == pytest.approx(300e6, rel=EXACT)
    assert line("gap", when="built").value == pytest.approx(400e6, rel=EXACT)
    assert line("share", of="PRK").value == pytest.approx(1 / 8, rel=EXACT)
    assert line("value_without", without="around").value == pytest.approx(800e6 / 3, rel=EXACT)


def test_by_hand_positions():
    """Weights are capability × salience: 0.2 × 50, 0.1 × 100, 0.1 × 50."""
    assert measured("positions.weight", issue="order", of="PRK").value == pytest.approx(0.4)
    stated = measured("positions.stated", issue="order", of="PRK")
    assert (stated.low, stated.value, stated.high) == (5, 10, 20)
    assert measured("positions.round", issue="order", by="paper", round="0").value == 40
    mean = measured("positions.forecast", issue="order", by="mean")
    assert mean.low < 0.4 * 90 + 0.4 * 10 + 0.2 * 40 < mean.high


# Laws


def test_what_a_project_costs_moves_with_its_facts():
    """The gap is three times the cost of building, which runs from 50 to 150 million."""
    gap = line("gap")
    assert 150e6 < gap.low < gap.value < gap.high < 450e6
    share = line("value", of="PRK")
    assert share.low == pytest.approx(gap.low / 3, rel=EXACT)
    assert share.high == pytest.approx(gap.high / 3, rel=EXACT)


def test_what_rests_on_facts_that_nobody_checked_says_so():
    assert any("sea" in note for note in line("value", of="PRK").notes)
    assert any("PRK" in n for n in measured("positions.forecast", issue="order", by="mean").notes)


def test_the_number_of_draws_is_the_one_that_is_told():
    assert f"{OF_FACTS} draws" in line("gap").method
    told = measured("positions.forecast", issue="order", by="mean").method
    assert f"{OF_POSITIONS:,} draws" in told


# A second road


def test_the_value_is_that_of_the_game_of_the_network():
    game = project_network(CASE, LINE).game()
    for player in LINE.players:
        alone = game.worth_of(player)
        assert line("value", of=player).value == pytest.approx(
            shapley_value(game).of(player) - alone, rel=EXACT
        )


# Refusals, word for word


@pytest.mark.parametrize(
    ("name", "asked", "error", "said"),
    [
        (
            "transit.value",
            {"project": "line", "of": "CHN"},
            MissingData,
            "CHN has no say in the project. Ask about RUS, PRK, KOR.",
        ),
        (
            "transit.value_without",
            {"project": "line", "without": "through"},
            MissingData,
            "through is the way through itself, without which nothing crosses. Name one around it: "
            "around.",
        ),
        (
            "transit.gap",
            {"project": "lines"},
            UnknownLabel,
            "transit.gap: project=lines: No project 'lines' here. 1 known, nearest: line.",
        ),
        (
            "positions.weight",
            {"issue": "order", "of": "CHN"},
            UnknownLabel,
            "No actor 'CHN' here. 3 known, nearest: USA, PRK, RUS.",
        ),
    ],
)
def test_refuses_what_the_case_does_not_hold(name, asked, error, said):
    with pytest.raises(error) as refusal:
        measured(name, **asked)
    assert str(refusal.value) == said


def test_refuses_a_case_without_projects_or_positions():
    bare = replace(CASE, projects=(), positions=())
    with pytest.raises(MissingData) as refusal:
        measured("transit.gap", bare, project="line")
    assert str(refusal.value) == (
        "transit.gap: project=line: the case holds no project, so there is none to look up."
    )


def test_refuses_a_position_without_salience():
    careless = replace(
        CASE, positions=(replace(CASE.positions[0], salience=0), *CASE.positions[1:])
    )
    with pytest.raises(BadInput) as refusal:
        measured("positions.forecast", careless, issue="order", by="mean")
    assert str(refusal.value) == (
        "The salience of USA is 0. It lies above 0 and up to 1; write 0.35 for 35 %."
    )
