"""Numbers on paper: known answers, laws, a second road."""

from decimal import Decimal
from math import inf, nan

import pytest
from babel.numbers import parse_decimal
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.brief.number import number_in_prose, numbers_in_column
from detente.brief.words import words
from detente.claims import Measurement
from detente.world import Source

INVENTED = (Source("Invented figures", "nobody", 2024, "CC0-1.0", ""),)
HALF = Decimal("0.5")  # of the last digit printed: what rounding may move a number by
NOISE = Decimal("1e-9")  # relative: a fraction in floating point times a hundred

UNITS = st.sampled_from(
    ["USD", "share", "change", "points", "ratio", "index", "count", "persons", "km", "TWh", "days"]
)
LANGUAGES = st.sampled_from(["en", "nl"])
SIZES = st.floats(1e-9, 1e12)


def measured(value, unit, low=nan, high=nan, sources=INVENTED):
    return Measurement("invented", {}, value, unit, 2018, "By head.", sources, low, high)


def english(value, unit, *manner, low=nan, high=nan):
    return number_in_prose(measured(value, unit, low, high), words("en"), manner)


def dutch(value, unit, *manner, low=nan, high=nan):
    return number_in_prose(measured(value, unit, low, high), words("nl"), manner)


def column(values, unit, lang="en"):
    return numbers_in_column([measured(value, unit) for value in values], words(lang))


# Known answers


@pytest.mark.parametrize(
    ("value", "unit", "in_english", "in_dutch"),
    [
        (34018972.0, "USD", "34.0 million US dollars", "34,0 miljoen dollar"),
        (2.4e9, "USD", "2.40 billion US dollars", "2,40 miljard dollar"),
        (1.8e13, "USD", "18.0 trillion US dollars", "18,0 biljoen dollar"),
        (999.96e6, "USD", "1.00 billion US dollars", "1,00 miljard dollar"),
        (12345.0, "USD", "12 thousand US dollars", "12 duizend dollar"),
        (1957.0, "USD", "1,957 US dollars", "1.957 dollar"),
        (1.0, "USD", "1 US dollar", "1 dollar"),
        (0.2, "USD", "less than 1 US dollar", "minder dan 1 dollar"),
        (0.0, "USD", "nothing", "niets"),
        (0.931, "share", "93.1%", "93,1 procent"),
        (0.0132, "share", "1.3%", "1,3 procent"),
        (0.004, "share", "0.40%", "0,40 procent"),
        (0.0002, "share", "0.02%", "0,02 procent"),
        (0.000118, "share", "0.012%", "0,012 procent"),
        (4e-8, "share", "less than 0.001%", "minder dan 0,001 procent"),
        (0.0, "share", "0%", "0 procent"),
        (0.9996, "share", "99.96%", "99,96 procent"),
        (0.9999999, "share", "more than 99.999%", "meer dan 99,999 procent"),
        (1.0, "share", "100%", "100 procent"),
        (0.1 + 0.2 + 0.7 - 1e-15, "share", "100%", "100 procent"),
        (-0.004, "change", "−0.40%", "−0,40 procent"),
        (0.004, "change", "+0.40%", "+0,40 procent"),
        (2.5, "change", "+250%", "+250 procent"),
        (-1e-9, "change", "less than 0.001%", "minder dan 0,001 procent"),
        (65.3, "ratio", "65 times", "65 keer"),
        (1.24, "ratio", "1.2 times", "1,2 keer"),
        (0.004, "ratio", "0.004 times", "0,004 keer"),
        (0.876, "index", "0.88", "0,88"),
        (0.998, "index", "0.998", "0,998"),
        (1.00004, "index", "more than 1", "meer dan 1"),
        (66.0, "count", "66", "66"),
        (25931147.0, "persons", "25.9 million", "25,9 miljoen"),
        (882123.0, "persons", "882,123", "882.123"),
        (18.0, "km", "18 km", "18 kilometer"),
        (6418.45, "km", "6,418 km", "6.418 kilometer"),
        (-0.0045, "points", "−0.45 percentage points", "−0,45 procentpunt"),
        (0.01, "points", "+1.0 percentage points", "+1,0 procentpunt"),
        (-1.248, "deviations", "−1.25 standard deviations", "−1,25 standaardafwijkingen"),
        (2011.0, "year", "2011", "2011"),
        (7.66, "years", "7.7 years", "7,7 jaar"),
        (24.0, "days", "24 days", "24 dagen"),
        (7.0, "days", "7 days", "7 dagen"),
        (11.0, "months", "11 months", "11 maanden"),
        (22.5e6, "tonnes", "22.5 million tonnes", "22,5 miljoen ton"),
        (500_000.0, "barrels", "500,000 barrels", "500.000 vaten"),
        (24.9, "TWh", "24.9 TWh", "24,9 TWh"),
        (
            0.38,
            "USD/MMBtu",
            "0.38 US dollars per million Btu",
            "0,38 dollar per miljoen Btu",
        ),
        (65.0, "score", "65", "65"),
        (nan, "share", "unknown", "onbekend"),
    ],
)
def test_a_number_in_prose(value, unit, in_english, in_dutch):
    assert english(value, unit) == in_english
    assert dutch(value, unit) == in_dutch


@pytest.mark.parametrize(
    ("manner", "expected"),
    [
        ((), "−0.53% (−0.4% to −0.9%)"),
        (("alone",), "−0.53%"),
        (("range",), "between −0.4% and −0.9%"),
        (("size",), "0.53% (0.4% to 0.9%)"),
        (("size", "range"), "between 0.4% and 0.9%"),
        (("size", "alone", "bare"), "0.53"),
        (("range", "bare"), "between −0.4 and −0.9"),
    ],
)
def test_the_manners_of_a_loss_with_a_range(manner, expected):
    assert english(-0.0053, "change", *manner, low=-0.0093, high=-0.0042) == expected


def test_other_manners():
    assert english(0.2, "share", "whole") == "20%"
    assert english(0.9996, "share", "whole") == "99.96%"
    assert english(0.02, "share", "signed") == "+2.0%"
    assert english(3.4e7, "USD", "bare") == "34.0 million"
    assert (english(1.0, "count", "yes_no"), dutch(0.0, "count", "yes_no")) == ("yes", "nee")
    assert english(nan, "count", "yes_no") == "unknown"
    assert english(0.0, "USD", "bare") == "0"


def test_a_range_shares_its_unit_where_the_unit_is_a_word():
    ends = {"low": 3.2061596e7, "high": 3.4018972e7}
    assert english(3.4e7, "USD", "range", **ends) == "between 32.1 and 34.0 million US dollars"
    assert dutch(3.4e7, "USD", **ends) == "34,0 miljoen dollar (32,1 tot 34,0 miljoen)"
    assert dutch(0.5, "share", "range", low=0.42, high=0.93) == "tussen 42 en 93 procent"


def test_a_number_and_its_range_are_counted_in_one_scale():
    assert english(8e3, "persons", low=8e3, high=1e4) == "8,000 (8,000 to 10,000)"
    assert english(0.0, "USD", low=0.0, high=1.95e8) == "0 US dollars (0 to 195 million)"


def test_a_column_is_counted_between_its_middle_and_its_largest():
    worth = [measured(usd, "USD") for usd in (1.77e8, 5.5e5, 3e3)]
    column = numbers_in_column(worth, words("en"))
    assert (column.unit, column.cells) == ("million US dollars", ("177.0", "0.6", "<0.1"))


def test_a_range_in_a_column_leaves_out_zeros_behind_the_point():
    worth = [measured(1.5e8, "USD", low=1e8, high=3.6e8), measured(5e5, "USD", low=4e5, high=6e5)]
    assert numbers_in_column(worth, words("en")).ranges == ("100 to 360", "0.4 to 0.6")


def test_a_range_across_zero_keeps_its_signs():
    assert english(0.004, "change", "size", low=-0.001, high=0.009) == "0.40% (−0.1% to +0.9%)"


def test_a_range_has_no_more_decimals_than_its_number():
    assert english(0.5862, "ratio", low=0.5862, high=0.5952) == "0.59 times (0.59 to 0.60)"


def test_a_range_that_is_none_or_too_narrow_is_not_told():
    assert english(0.15371, "share", low=0.15371, high=0.15387) == "15.4%"
    assert english(0.5, "share", low=0.5, high=0.5) == "50.0%"
    assert english(0.5, "share", "range", low=0.5, high=0.5 + 1e-9) == "50.0%"
    assert english(0.5, "share", low=0.4) == "50.0%"


def test_a_number_without_a_source_was_chosen_and_keeps_its_digits():
    chosen = measured(0.125, "share", sources=())
    assert number_in_prose(chosen, words("nl")) == "12,5 procent"
    assert number_in_prose(measured(0.07, "share", sources=()), words("en")) == "7%"
    assert number_in_prose(measured(4.0, "index", sources=()), words("en")) == "4"


def test_a_column_has_one_scale_and_as_many_decimals_each():
    printed = column([2.4e9, 3.4e7, 1e3, nan, 0.0], "USD", "nl")
    assert printed.unit == "miljoen dollar"
    assert printed.cells == ("2.400,0", "34,0", "<0,1", "onbekend", "0")


def test_a_column_never_rounds_to_all():
    assert column([0.9996, 0.5, 1.0], "share").cells == (">99.9", "50.0", "100")


def test_a_change_in_a_column_keeps_its_sign_where_it_is_small_or_nearly_all():
    cells = ("> −0.1", "< +0.1", "+5.0", "< −99.9", "0")
    assert column([-4e-6, 4e-6, 0.05, -0.9999, 0.0], "change").cells == cells
    assert column([-4e-6, 0.05], "change", "nl").cells == ("> −0,1", "+5,0")
    assert column([4e-6, 0.05], "share").cells == ("<0.1", "5.0")


def test_a_column_of_ranges_leaves_out_those_that_round_to_their_number():
    ranged = [
        measured(-0.006, "change", -0.009, -0.004),
        measured(0.002, "change"),
        measured(0.003, "change", 0.003, 0.00301),
    ]
    assert numbers_in_column(ranged, words("en")).ranges == ("−0.90 to −0.40", "", "")


def test_columns_beside_each_other_share_their_scale():
    sold, bought = ([measured(value, "USD")] for value in (6.5e7, 6e3))
    assert numbers_in_column(bought, words("en")).unit == "US dollars"
    shared = numbers_in_column(bought, words("en"), beside=[*sold, *bought, measured(9.0, "km")])
    assert (shared.unit, shared.cells) == ("million US dollars", ("<0.1",))


@pytest.mark.parametrize("unit", ["index", "count"])
def test_a_bare_column_names_no_unit(unit):
    assert column([2.0], unit).unit == ""


def test_a_range_that_begins_at_next_to_nothing_says_how_far_it_goes():
    assert english(-3e-6, "change", "size", "range", low=-1.2e-5, high=-2e-6) == "up to 0.001%"
    assert dutch(-3e-6, "change", "size", "range", low=-1.2e-5, high=-2e-6) == (
        "hooguit 0,001 procent"
    )


# Laws


@given(SIZES, UNITS, LANGUAGES)
def test_nothing_small_is_printed_as_none_and_nothing_partial_as_all(value, unit, lang):
    printed = number_in_prose(measured(value, unit), words(lang), ["bare", "alone"])
    only_zero = printed.replace(",", "").replace(".", "").strip("0") == ""
    assert not only_zero
    if unit == "share" and abs(value - 1) > 1e-9:
        assert printed not in ("100", "100.0", "100,0")


@given(SIZES, LANGUAGES, st.sampled_from(["alone", "size", "bare"]))
def test_the_other_sign_changes_the_sign_alone(value, lang, manner):
    up, down = (
        number_in_prose(measured(sign * value, "change"), words(lang), [manner]) for sign in (1, -1)
    )
    assert up.replace("+", "") == down.replace("−", "")


@given(SIZES, UNITS, st.floats(1e-6, 1.0))
def test_a_range_is_told_from_zero_outwards(value, unit, width):
    low, high = value, value * (1 + width)
    up = english(value, unit, "range", "size", low=low, high=high)
    down = english(-value, unit, "range", "size", low=-high, high=-low)
    assert up == down


@given(st.lists(SIZES | st.just(nan), min_size=1, max_size=6), UNITS)
def test_a_column_has_a_cell_for_every_number(values, unit):
    assume(inf not in values)
    printed = column(values, unit)
    assert [cell == "unknown" for cell in printed.cells] == [v != v for v in values]
    decimals = {
        len(c.partition(".")[2]) for c in printed.cells if c.strip("<>+") not in ("unknown",)
    }
    assert len(decimals - {0}) <= 1


# A second road: read the printed number back; it must round to what was measured


@given(SIZES, UNITS, LANGUAGES)
def test_what_is_printed_is_the_number_rounded(value, unit, lang):
    worded = words(lang)
    printed = number_in_prose(measured(value, unit), worded, ["bare", "alone", "size"])
    bounds = [worded.ui[bound].format(number="") for bound in ("less_than", "more_than")]
    assume(not any(printed.startswith(bound) for bound in bounds))
    digits, _, scale = printed.partition(" ")
    powers = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12} | {
        "duizend": 3, "miljoen": 6, "miljard": 9, "biljoen": 12
    }  # fmt: skip
    power = powers.get(scale, -2 if unit in ("share", "change", "points") else 0)
    read = parse_decimal(digits, locale=worded.locale)
    last = Decimal(1).scaleb(read.as_tuple().exponent)
    truth = Decimal(repr(value)).scaleb(-power)
    assert abs(read - truth) <= HALF * last * (1 + NOISE) + truth * NOISE
