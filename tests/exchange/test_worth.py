"""Worth in US dollars: known answers, laws, certificates, a second road, refusals."""

from itertools import permutations

import pytest
from exchange.invented import case, fact
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.exchange import worth
from detente.exchange.product import PARTS
from detente.world import UNITS

EXACT = 1e-12  # a few products of floating-point numbers

some_examples = settings(max_examples=50, deadline=None)
sizes = st.floats(0.0, 1e6)


def product(*facts):
    return worth(case(facts=facts), [f.id for f in facts], "deal")


def refusal(kind, *facts, ids=None):
    with pytest.raises(kind) as refused:
        worth(case(facts=facts), ids or [f.id for f in facts], "deal")
    return str(refused.value)


# Known answers


def test_kogas_2018_a_fee_by_volume_and_way():
    found = product(
        fact("volume", 10, 10, 12, "bcm"),
        fact("way", 700, unit="km"),
        fact("tariff", 2, unit="USD/1000 m3/100 km"),
    )
    assert (found.low, found.value, found.high) == pytest.approx((140e6, 140e6, 168e6), rel=EXACT)
    assert found.unit == "USD"


def test_by_hand_wages_are_those_of_twelve_months():
    found = product(
        fact("workers", 30_000, unit="persons"),
        fact("wage", 415, unit="USD/month"),
        fact("state", 50, unit="percent"),
    )
    assert found.value == pytest.approx(30_000 * 415 * 12 / 2, rel=EXACT)


@pytest.mark.parametrize(
    ("quantity", "price", "usd"),
    [
        ((2, "Mt"), (50, "USD/tonne"), 100e6),
        ((4, "million barrels"), (50, "USD/barrel"), 200e6),
        ((1, "TWh"), (60, "USD/MWh"), 60e6),
        ((10, "bcm"), (300, "USD/1000 m3"), 3e9),
        ((2, "million MMBtu"), (8, "USD/MMBtu"), 16e6),
        ((1000, "persons"), (500, "USD/person"), 500e3),
        ((3, "USD million"), (0, "yes/no"), 0.0),
    ],
)
def test_by_hand_a_quantity_and_its_price(quantity, price, usd):
    facts = [fact(str(n), value, unit=unit) for n, (value, unit) in enumerate([quantity, price])]
    assert product(*facts).value == pytest.approx(usd, rel=EXACT)


def test_by_hand_no_facts_are_no_answer():
    assert all(end != end for end in (product().low, product().value, product().high))


# Laws


@some_examples
@given(sizes, sizes)
def test_the_order_of_the_facts_changes_nothing(volume, tariff):
    facts = [
        fact("volume", volume, unit="bcm"),
        fact("tariff", tariff, unit="USD/1000 m3"),
        fact("share", 20, unit="percent"),
    ]
    every = [product(*order).value for order in permutations(facts)]
    assert every == pytest.approx([every[0]] * len(every), rel=EXACT)


@some_examples
@given(sizes, sizes, sizes, sizes)
def test_a_range_stays_a_range(a, b, c, d):
    found = product(
        fact("price", min(a, b), min(a, b), max(a, b), "USD/tonne"),
        fact("volume", min(c, d), max(c, d), max(c, d), "tonnes"),
    )
    assert found.low <= found.value <= found.high


# Certificates


def test_every_unit_that_can_be_multiplied_is_a_unit_of_facts():
    assert {*PARTS} <= {*UNITS.values()}


# A second road


@pytest.mark.parametrize("unit", [name for name in UNITS if UNITS[name] == "USD"])
def test_money_alone_is_what_the_fact_says(unit):
    asked = fact("money", 1, 2, 3, unit)
    assert product(asked) == asked.amount


# Refusals, word for word


def test_refuses_a_product_that_is_no_money():
    facts = [fact("T070", 4, unit="million barrels"), fact("T005", 95.8, unit="percent")]
    assert refusal(BadInput, *facts) == (
        "Exchange deal: T070 × T005 comes out in million barrels × percent, and not in US dollars "
        "a year. Name a fact in money, or a quantity and its price, and whatever else are pure "
        "numbers."
    )


def test_refuses_money_times_money():
    said = refusal(BadInput, fact("G011", 159), fact("G012", 195))
    assert said.startswith(
        "Exchange deal: G011 × G012 comes out in USD million × USD million, and not in US dollars"
    )


@pytest.mark.parametrize("unit", ["years", "score", "change", "MW"])
def test_refuses_a_unit_that_nothing_cancels(unit):
    said = refusal(BadInput, fact("fee", 1), fact("odd", 1, unit=unit))
    assert f"comes out in USD million × {unit}, and not" in said


def test_refuses_a_fact_that_is_no_number():
    none = float("nan")
    assert refusal(BadInput, fact("T073", none, unit="")) == (
        "Exchange deal: fact T073 is no number, and nothing is worth that. Name facts from zero "
        "up, or none where the worth is unknown."
    )


def test_refuses_a_fact_below_zero():
    assert refusal(BadInput, fact("loss", -5, 1, 2)) == (
        "Exchange deal: fact loss is -5 USD million at its lowest, and nothing is worth that. Name "
        "facts from zero up, or none where the worth is unknown."
    )


def test_refuses_a_fact_that_the_case_does_not_hold():
    said = refusal(UnknownLabel, fact("L023", 150), ids=["L024"])
    assert said == "No fact 'L024' here. 1 known, nearest: L023."
