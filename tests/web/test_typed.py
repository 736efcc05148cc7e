"""What people type: known answers, laws, refusals."""

import math
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput
from detente.web.typed import day, fraction, number, per_cent, year

# Known answers


def test_numbers_are_read_with_a_point_or_a_comma():
    assert [number("n", text, "4") for text in ("4", "4.5", "4,5", "-0.2")] == [4, 4.5, 4.5, -0.2]
    assert [fraction("n", text) for text in ("20%", "20 %", "0,2")] == [0.2, 0.2, 0.2]
    assert [per_cent("share", text) for text in ("20", "20%", "0,5")] == [0.2, 0.2, 0.005]
    assert (year("2018"), day("2019-04-25")) == (2018, date(2019, 4, 25))


# Laws


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_refused(text):
    for read in (lambda: number("n", text, "4"), lambda: fraction("n", text), lambda: year(text)):
        with suppress(BadInput):
            assert math.isfinite(read())


# Refusals


@pytest.mark.parametrize("text", ["", "nan", "inf", "1e5", "1.000,5", "٣", "4.", "0x1"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BadInput) as refused:
        number("theta", text, "4")
    assert str(refused.value) == f"theta is {text!r}, which is no number. Write it as 4."


def test_what_is_no_year_or_no_day_is_refused():
    with pytest.raises(BadInput) as refused:
        year("2018.5")
    assert str(refused.value) == "year is '2018.5', which is no year. Write it as 2018."
    for text in ("2019-02-30", "20190425", "2019-W17-4"):
        with pytest.raises(BadInput) as refused:
            day(text)
        assert str(refused.value) == (
            f"day is {text!r}, which is no day of the calendar. Write it as 2019-04-25."
        )


@pytest.mark.parametrize("text", ["0", "100", "-5", "120%"])
def test_a_share_that_is_none_all_or_more_is_refused(text):
    with pytest.raises(BadInput) as refused:
        per_cent("share", text)
    assert str(refused.value) == (
        f"share is {text!r}: it lies between 0 and 100 per cent. Write it as 20."
    )
