"""Kinds of value in a file: known answers, laws, a second road, refusals."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from detente.world.written_values import Ranged, Time, Words

TIME, WORDS = TypeAdapter(Time), TypeAdapter(Words)
HOW = (
    'The time that it describes, as text: when = "2018", "2019-04", "2019-04-25", or from one to '
    'another, "2008/2018".'
)


def said_of(kind, value):
    with pytest.raises(ValidationError) as refusal:
        kind(value)
    (fault,) = refusal.value.errors()
    return str(fault["ctx"]["error"])


# Known answers


@pytest.mark.parametrize(
    "time", ["2018", "2019-04", "2020-02-29", "2008/2018", "2017-01/2017-06", "2018/2018-05-01"]
)
def test_by_hand_a_time_of_the_calendar_stays_as_it_is_written(time):
    assert TIME.validate_python(time, strict=True) == time


def test_a_day_that_toml_writes_without_quotes_is_the_same_time():
    assert TIME.validate_python(date(2019, 4, 25), strict=True) == "2019-04-25"


def test_by_hand_a_number_alone_is_its_own_range():
    assert Ranged(value=3).ends == (3.0, 3.0, 3.0)
    assert Ranged(low=1, value=3).ends == (1.0, 3.0, 3.0)


# Laws


@given(st.dates(date(1000, 1, 1)), st.timedeltas(timedelta(0), timedelta(days=90_000)))
def test_a_stretch_of_time_runs_forwards_only(begin, length):
    end = min(begin, date.max - length) + length
    begin = min(begin, end)
    forwards, backwards = f"{begin}/{end}", f"{end}/{begin}"
    assert TIME.validate_python(forwards) == forwards
    if begin < end:
        assert said_of(TIME.validate_python, backwards) == (
            f"{backwards!r} ends before it begins. {HOW}"
        )


# A second road


@given(st.integers(1, 9999), st.integers(0, 14), st.integers(0, 33))
def test_a_day_is_one_where_the_calendar_has_it(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        assert TIME.validate_python(text) == text
    else:
        assert said_of(TIME.validate_python, text) == f"{text!r} is no time of the calendar. {HOW}"


# Refusals, word for word


@pytest.mark.parametrize(
    "text", ["", "19", "0000", "2018-1-1", "2019-02-30", "2018/2019/2020", "2018/", "٢٠١٨", "May"]
)
def test_refuses_what_is_no_time(text):
    assert said_of(TIME.validate_python, text) == f"{text!r} is no time of the calendar. {HOW}"


@pytest.mark.parametrize("text", ["two\nlines", "\x1b[31mred", "a\u202eb", "a\x00b"])
def test_refuses_letters_that_no_screen_shows(text):
    assert said_of(WORDS.validate_python, text) == (
        f"{text!r} holds letters that no screen shows. Write it on one line."
    )


def test_refuses_a_range_out_of_order():
    said = said_of(Ranged.model_validate, {"low": 96, "value": 95.8, "high": 95.9})
    assert said == "low is 96, value 95.8 and high 95.9. Write low ≤ value ≤ high, or value alone."


def test_refuses_a_range_around_nothing():
    said = said_of(Ranged.model_validate, {"high": 3})
    assert said == "low or high is given, and value is not. Write value as well."
