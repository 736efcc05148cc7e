"""What can be rounded to a stated number: known answers, laws, a second road, refusals."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.claims.rounding import as_measured, can_be_rounded_to, roundings
from detente.errors import BadInput

HALF_AWAY, HALF_TOWARDS = ROUND_HALF_UP, ROUND_HALF_DOWN  # what decimal calls them

wholes = st.integers(-(10**9), 10**9).map(str)
decimals = st.decimals(-9999, 9999, places=4, allow_nan=False).map(lambda d: format(d, "f"))
stated = wholes | decimals
measured = st.floats(-1e9, 1e9)


# Known answers


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [
        ("50000", "45000", "55000"),
        ("11490", "11485", "11495"),
        ("4.75", "4.745", "4.755"),
        ("0.2", "0.15", "0.25"),
        ("0.20", "0.195", "0.205"),
        ("1.0", "0.95", "1.05"),
        (".5", "0.45", "0.55"),
        ("-3.5", "-3.55", "-3.45"),
        ("+300", "250", "350"),
        ("2001", "2000.5", "2001.5"),
        ("0", "-0.5", "0.5"),
        ("20 %", "0.15", "0.25"),
        ("20%", "0.15", "0.25"),
        ("20.0 percent", "0.1995", "0.2005"),
        (" 95.8 per cent ", "0.9575", "0.9585"),
        (50000, "45000", "55000"),
        (50000.0, "45000", "55000"),
        (0.2, "0.15", "0.25"),
    ],
)
def test_by_hand_a_number_stands_for_what_rounds_to_it(number, low, high):
    around = roundings(number)
    assert (around.low, around.high) == (Decimal(low), Decimal(high))


def test_by_hand_every_digit_of_a_year_counts():
    assert can_be_rounded_to(2011, "2000")
    assert not can_be_rounded_to(2011, "2000", to_the_unit=True)
    assert can_be_rounded_to(2000, "2000", to_the_unit=True)


def test_of_the_article_fifty_thousand_workers_are_not_eleven_thousand():
    assert [can_be_rounded_to(n, "50000") for n in (8_000, 11_490, 44_999, 45_000, 47_364)] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_by_hand_what_floats_leave_behind_is_no_digit():
    assert 0.1 + 0.2 != 0.3
    assert can_be_rounded_to(0.1 + 0.2, "0.300000000000")


def test_by_hand_nothing_is_rounded_from_no_answer():
    assert not can_be_rounded_to(float("nan"), "0")


# Laws


@given(stated)
def test_a_number_can_be_rounded_to_itself(number):
    assert can_be_rounded_to(float(number), number)


@given(stated, measured, measured)
def test_what_lies_between_two_that_round_to_it_does_too(number, one, other):
    low, high = sorted((one, other))
    if can_be_rounded_to(low, number) and can_be_rounded_to(high, number):
        assert can_be_rounded_to((low + high) / 2, number)


@given(stated, measured)
def test_the_sign_of_both_can_be_turned(number, value):
    turned = number.removeprefix("-") if number.startswith("-") else f"-{number}"
    assert can_be_rounded_to(value, number) == can_be_rounded_to(-value, turned)


@given(wholes, measured)
def test_more_digits_claim_more(number, value):
    if can_be_rounded_to(value, f"{number}.0"):
        assert can_be_rounded_to(value, number)


@given(wholes, measured)
def test_per_cent_are_hundredths(number, value):
    around, hundredths = roundings(number), roundings(f"{number} %")
    assert (hundredths.low, hundredths.high) == (around.low / 100, around.high / 100)


# A second road: rounding by the decimal module, half-way up or down


@given(decimals, st.integers(-2000, 2000))
def test_rounding_the_measured_number_gives_the_stated_one(number, parts):
    value = Decimal(number) + Decimal(parts) / 10_000_000  # 11 digits: fewer than are kept
    rounded = {value.quantize(Decimal("0.0001"), rounding=how) for how in (HALF_AWAY, HALF_TOWARDS)}
    assert roundings(number).holds(as_measured(float(value), float(value))) == (
        Decimal(number) in rounded
    )


# Refusals, word for word


@pytest.mark.parametrize(
    "number",
    ["fifty", "50,000", "50 000", "5e4", "", "%", "1/2", "20 % %", "-", "٢٠", "1_000", True],
)
def test_refuses_what_is_not_written_plainly(number):
    with pytest.raises(BadInput) as refusal:
        roundings(number)
    assert str(refusal.value) == (
        f"{number!r} is not a stated number. Write it plainly, without separators of thousands: "
        '"50000", "4.75", "20 %".'
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_refuses_what_is_no_number(number):
    with pytest.raises(BadInput, match="is not a stated number"):
        roundings(number)


def test_refuses_a_point_that_may_part_thousands():
    with pytest.raises(BadInput) as refusal:
        roundings("50.000")
    assert str(refusal.value) == (
        "'50.000' is a number of thousands to some. Write 50000 or 50.000, without quotes."
    )
    assert roundings(1.234).low == Decimal("1.2335")
    assert roundings("0.012").low == Decimal("0.0115")
    assert roundings("12.345 %").low == Decimal("0.123445")
