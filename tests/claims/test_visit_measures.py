"""Meetings of leaders as measures: known answers, laws, a second road, refusals."""

from dataclasses import replace
from math import isnan

import pytest
from claims.invented import CASE, DIARY
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import measurement
from detente.errors import BadInput, MissingData
from detente.world import Case

PAIR = {"a": "PRK", "b": "RUS"}
few_examples = settings(max_examples=50, deadline=None)


def measured(name, *, case=CASE, **asked):
    return measurement({}, f"visits.{name}", {**PAIR, **asked}, case)


# Known answers


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 4),
        ({"leader": "Kim Jong-il"}, 3),
        ({"host": "Russia"}, 3),
        ({"leader": "Kim Jong-il", "host": "RUS"}, 2),
        ({"place": "moscow"}, 1),
        ({"kind": "state"}, 1),
        ({"first": "2001-07-26", "last": "2011-08-20"}, 2),
        ({"before": "2001-07-26"}, 1),
        ({"kind": "summit"}, 0),
    ],
)
def test_by_hand_meetings_are_counted_by_what_is_asked(asked, count):
    found = measured("count", **asked)
    assert (found.value, found.unit, found.sources) == (count, "count", (DIARY,))


def test_by_hand_the_first_and_the_last_year_and_how_long_ago():
    assert measured("first_year").value == 2000
    assert measured("last_year", leader="Kim Jong-il").value == 2011
    assert measured("last_year", before="2011-08-20").value == 2001
    assert measured("years_since", before="2012-08-25").value == pytest.approx(366 / 365.25)


def test_by_hand_a_meeting_that_is_under_way_is_not_the_last_one():
    since = measured("years_since")  # on 25 April 2019, the second day of a visit
    assert since.value == pytest.approx(2800 / 365.25)
    assert since.notes == ("Counted: V3 (2011-08-20, Ulan-Ude).",)


def test_by_hand_a_visit_lasts_from_its_first_to_its_last_day():
    assert measured("days").value == 24
    assert measured("days", before="2001-01-01").value == 2
    assert [measured("on", date=f"2019-04-{day}").value for day in (23, 24, 25, 26, 27)] == [
        0,
        1,
        1,
        1,
        0,
    ]


def test_by_hand_half_of_the_meetings_left_a_text():
    assert measured("signed_share").value == 0.5
    assert measured("signed_share", first="2002-01-01").value == 0


def test_by_hand_the_meetings_that_counted_are_named_and_so_is_doubt():
    assert measured("last_year", before="2011-08-20").notes == (
        "Counted: V2 (2001-07-26, Moscow).",
        "From memory or unconfirmed: V2.",
    )


@pytest.mark.parametrize("name", ["first_year", "last_year", "days", "signed_share"])
def test_by_hand_no_meeting_is_no_answer_and_says_why(name):
    found = measured(name, kind="summit")
    assert isnan(found.value)
    assert found.notes == ("The case lists no such meeting of North Korea and Russia.",)


# Laws


@few_examples
@given(st.dates())
def test_a_day_parts_the_meetings_into_those_before_and_those_from_it_on(day):
    before, after = measured("count", before=str(day)), measured("count", first=str(day))
    assert before.value + after.value == len(CASE.visits)


@few_examples
@given(st.permutations(CASE.visits))
def test_the_order_of_the_list_and_of_the_pair_does_not_matter(visits):
    shuffled = replace(CASE, visits=tuple(visits))
    turned = {"a": "RUS", "b": "PRK"}
    for name in ("count", "last_year", "signed_share", "days"):
        here, there = measured(name), measured(name, case=shuffled, **turned)
        assert (here.value, here.notes) == (there.value, there.notes)


# Refusals, word for word


def test_refuses_to_count_where_nothing_is_listed():
    with pytest.raises(MissingData) as refusal:
        measured("count", case=Case(("RUS", "PRK")))
    assert str(refusal.value) == "The case lists no visits, so none can be counted. Add some."


def test_refuses_to_reckon_from_no_day():
    with pytest.raises(BadInput) as refusal:
        measured("years_since", case=replace(CASE, day=None))
    assert str(refusal.value) == (
        "visits.years_since: the case names no day. Name one: before=2019-04-25."
    )
