"""How one argument is read: known answers, laws, refusals. Countries and numbers: test_measure."""

from datetime import date, timedelta

import pytest
from claims.invented import CASE
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims.parameter import Parameter, argument_value
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.world import Case

some_examples = settings(max_examples=50, deadline=None)  # a busy machine is no failure


def read(kind, given, case=CASE):
    return argument_value("made.up", Parameter("it", kind), given, case)


# Known answers


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("date", "2019-04-25", "2019-04-25"),
        ("change", "-0.2", -0.2),
        ("change", -1, -1.0),
        ("deviations", "2", 2.0),
        ("fact", "share", "share"),
        ("series", "trade", "trade"),
        ("exchange", "labour", "labour"),
        ("leader", "Kim Jong-il", "Kim Jong-il"),
        ("place", "ulan", "ulan"),
        ("category", "coal_export", "coal_export"),
    ],
)
def test_by_hand_each_kind_is_read(kind, given, value):
    assert read(kind, given) == value


# Laws


@some_examples
@given(st.integers(0, 60_000))
def test_every_day_of_the_calendar_is_a_day(days):
    day = date(1900, 1, 1) + timedelta(days)
    assert read("date", day.isoformat()) == str(day)


# Refusals, word for word


@pytest.mark.parametrize(
    "day", ["2019-02-30", "2019-4-25", "25-04-2019", "2019", "", "2019-04-25T00:00", 2019]
)
def test_refuses_what_is_no_day(day):
    with pytest.raises(BadInput) as refusal:
        read("date", day)
    assert str(refusal.value) == (
        f"made.up: it={day} is no day of the calendar. Write it as 2019-04-25."
    )


@pytest.mark.parametrize("change", ["-20%", "-1.5", "nan", "inf", True, ""])
def test_refuses_what_is_no_change(change):
    with pytest.raises(BadInput) as refusal:
        read("change", change)
    assert str(refusal.value) == (
        f"made.up: it={change} is not a change. Write -0.2 for a fall by 20 %."
    )


@pytest.mark.parametrize("deviations", ["0", "-1", "one", float("inf")])
def test_refuses_what_is_no_number_of_deviations(deviations):
    with pytest.raises(BadInput) as refusal:
        read("deviations", deviations)
    assert str(refusal.value) == (
        f"made.up: it={deviations} is not a number of standard deviations. Write 1."
    )


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("fact", "shore", "No fact 'shore' here. 6 known, nearest: share."),
        ("series", "trades", "No series 'trades' here. 3 known, nearest: trade."),
        ("exchange", "labor", "No exchange 'labor' here. 1 known, nearest: labour."),
        (
            "leader",
            "Kim Jong-ill",
            "No leader 'Kim Jong-ill' here. 3 known, nearest: Kim Jong-il, Kim Jong-un.",
        ),
        ("place", "Moskou", "No place 'Moskou' here. 4 known, nearest: Moscow."),
    ],
)
def test_refuses_what_the_case_does_not_hold(kind, given, message):
    with pytest.raises(UnknownLabel) as refusal:
        read(kind, given)
    assert str(refusal.value) == f"made.up: it={given}: {message}"


def test_refuses_to_look_up_without_a_case():
    with pytest.raises(MissingData) as refusal:
        read("fact", "share", case=None)
    assert str(refusal.value) == (
        "made.up: it=share is looked up in a case, and none was given. Name one: --case."
    )


def test_refuses_to_look_up_what_a_case_holds_none_of():
    with pytest.raises(MissingData) as refusal:
        read("series", "trade", case=Case(("RUS", "PRK")))
    assert str(refusal.value) == (
        "made.up: it=trade: the case holds no series, so there is none to look up."
    )
