"""How the arguments of a measure are read: known answers, laws, refusals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims.measure import Found, Measure, checked_arguments
from detente.claims.parameter import Parameter
from detente.errors import BadInput, UnknownLabel

MEASURE = Measure(
    name="made.up",
    meaning="Invented for this test.",
    arguments=(
        Parameter("of", "country"),
        Parameter("to", "country"),
        Parameter("who", "country", required=False),
        Parameter("share", "share", required=False, default=0.2),
        Parameter("theta", "theta", required=False),
        Parameter("side", "choice", required=False, default="both", choices=("both", "exports")),
        Parameter("sector", "sector", required=False),
        Parameter("year", "year", required=False),
    ),
    unit="share",
    method="By hand.",
    function=Found,
)
PAIR = {"of": "RUS", "to": "PRK"}
USAGE = (
    "made.up of=country to=country [who=country] [share=share] [theta=theta] "
    "[side=both|exports] [sector=sector] [year=year]"
)

some_examples = settings(max_examples=50, deadline=None)  # a busy machine is no failure


# Known answers


def test_by_hand_words_become_codes_and_numbers_in_the_measures_own_order():
    typed = {"year": " 2018", "share": "0.25 ", "to": "Noord-Korea", "of": "the Netherlands"}
    typed |= {"theta": "4", "sector": "3", "who": "408"}
    read = checked_arguments(MEASURE, typed)
    assert list(read.items()) == [
        ("of", "NLD"),
        ("to", "PRK"),
        ("who", "PRK"),
        ("share", 0.25),
        ("theta", 4.0),
        ("side", "both"),
        ("sector", "3"),
        ("year", 2018),
    ]


def test_by_hand_what_is_left_out_has_its_default_or_is_not_there():
    assert checked_arguments(MEASURE, PAIR) == {**PAIR, "share": 0.2, "side": "both"}


def test_by_hand_numbers_may_come_as_numbers():
    read = checked_arguments(MEASURE, {**PAIR, "year": 2018, "share": 1, "theta": 4, "sector": 3})
    assert (read["year"], read["share"], read["theta"], read["sector"]) == (2018, 1.0, 4.0, "3")


def test_by_hand_a_bystander_may_be_one_of_the_pair():
    assert checked_arguments(MEASURE, {**PAIR, "who": "RUS"})["who"] == "RUS"


def test_by_hand_a_measure_says_how_it_is_asked():
    assert str(MEASURE) == USAGE


# Laws


@some_examples
@given(st.floats(0, 1), st.integers(0, 9999), st.floats(0.1, 100))
def test_reading_twice_is_reading_once(share, year, theta):
    read = checked_arguments(MEASURE, {**PAIR, "share": share, "year": year, "theta": theta})
    assert checked_arguments(MEASURE, read) == read
    as_text = {name: repr(value).strip("'") for name, value in read.items()}
    assert checked_arguments(MEASURE, as_text) == read


# Refusals, word for word


def refusal(error: type[Exception], **asked) -> str:
    with pytest.raises(error) as raised:
        checked_arguments(MEASURE, {**PAIR, **asked})
    return str(raised.value)


def test_refuses_an_argument_it_does_not_take():
    assert refusal(UnknownLabel, shares=0.2) == (
        "No argument of made.up 'shares' here. 8 known, nearest: share. It reads: " + USAGE
    )


def test_refuses_to_do_without_what_it_needs():
    with pytest.raises(BadInput) as raised:
        checked_arguments(MEASURE, {"of": "RUS"})
    assert str(raised.value) == "made.up needs to=. It reads: " + USAGE


def test_refuses_one_country_for_two_however_it_is_written():
    assert refusal(BadInput, to="Rusland") == (
        "made.up: of= and to= are both RUS. Name two different countries."
    )


def test_refuses_a_country_that_nobody_knows():
    assert refusal(UnknownLabel, to="Lyngby").startswith("No country 'Lyngby' here.")


@pytest.mark.parametrize(
    "share", ["20%", "20", "-0.1", "nan", "inf", "1e999", "0x1", "0,2", "1_0", "٠", "", True, 1.5]
)
def test_refuses_a_share_that_is_no_fraction(share):
    assert refusal(BadInput, share=share) == (
        f"made.up: share={share} is not a fraction from 0 to 1. Write 0.2 for 20 %."
    )


@pytest.mark.parametrize(
    ("theta", "found"),
    [
        ("0", "0.0"),
        ("-4", "-4.0"),
        ("four", "'four'"),
        ("inf", "'inf'"),
        ("nan", "'nan'"),
        ("1e-8", "1e-08"),
        (0, "0.0"),
        (1e9, "1000000000.0"),
        (False, "False"),
        (float("inf"), "inf"),
    ],
)
def test_refuses_an_elasticity_that_no_trade_has(theta, found):
    assert refusal(BadInput, theta=theta) == (
        f"made.up: theta is {found}; the elasticity of trade to trade cost lies between 0.1 and "
        "100. Try 4."
    )


@pytest.mark.parametrize(
    "year", ["20 18", "2018.0", "-1", "MMXVIII", "20180", "２０１８", True, 2018.0]
)
def test_refuses_what_is_no_year(year):
    assert refusal(BadInput, year=year) == f"made.up: year={year} is not a year. Write it as 2018."


def test_refuses_a_word_that_is_no_choice():
    assert refusal(BadInput, side="imports") == (
        "made.up: side=imports is not a choice. Choose: both, exports."
    )
