"""Whether a case can be answered: known answers, laws, refusals."""

from dataclasses import replace
from datetime import date

import pytest
from claims.invented_bargain import CASE, LINE, POSITIONS

from detente.data import load_case, shipped_cases
from detente.errors import BadInput, UnknownLabel
from detente.study import refuse_unanswerable
from detente.world import Exchange

THROUGH, AROUND = LINE.arcs
WHAT = (("en", "gas"), ("nl", "gas"))


def with_through(**changes):
    return replace(CASE, projects=(replace(LINE, arcs=(replace(THROUGH, **changes), AROUND)),))


# Known answers


def test_by_hand_a_day_after_the_rules_and_positions_that_agree_are_no_mistakes():
    refuse_unanswerable(replace(CASE, day=date(2024, 6, 19), year=1900))
    refuse_unanswerable(replace(CASE, positions=POSITIONS[:1]))
    agreed = tuple(replace(each, low=40, value=40, high=40) for each in POSITIONS)
    refuse_unanswerable(replace(CASE, positions=agreed))


# Laws


@pytest.mark.parametrize("name", shipped_cases())
def test_every_shipped_case_can_be_answered(name):
    refuse_unanswerable(load_case(name))


# Refusals, word for word


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"capacity": ("city_price",)},
            "invented.toml: Project line, arc through, capacity comes out in USD/1000 m3, and a "
            "quantity is measured in one unit a year, as bcm. Name a fact in such a unit, and "
            "whatever else are pure numbers.",
        ),
        (
            {"running_cost": ("gas",)},
            "invented.toml: Project line, arc through, running_cost comes out in bcm, and not in "
            "US dollars a year or for each bcm. Name facts whose units leave that.",
        ),
    ],
)
def test_refuses_a_project_whose_units_do_not_cancel(changes, said):
    with pytest.raises(BadInput) as refusal:
        refuse_unanswerable(with_through(**changes))
    assert str(refusal.value) == said


def test_refuses_a_category_that_no_rules_know():
    with pytest.raises(UnknownLabel) as refusal:
        refuse_unanswerable(with_through(category="gas_pipeline"))
    assert str(refusal.value).startswith(
        "invented.toml: Project line, arc through, category: No category 'gas_pipeline' here. "
    )


def test_refuses_an_exchange_that_is_not_worth_money():
    sold = Exchange("gas", WHAT, "RUS", "PRK", ("gas",), (), "", (), ())
    with pytest.raises(BadInput) as refusal:
        refuse_unanswerable(replace(CASE, exchanges=(sold,)))
    assert str(refusal.value) == (
        "invented.toml: Exchange gas: gas comes out in bcm, and not in US dollars a year. Name a "
        "fact in money, or a quantity and its price, and whatever else are pure numbers."
    )


def test_refuses_positions_that_cannot_be_weighed():
    careless = tuple(replace(each, salience=0) for each in POSITIONS)
    with pytest.raises(BadInput) as refusal:
        refuse_unanswerable(replace(CASE, positions=careless))
    assert str(refusal.value) == (
        "invented.toml: The salience of USA is 0. It lies above 0 and up to 1; write 0.35 for 35 %."
    )
