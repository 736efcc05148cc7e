"""Statuses over years: known answers, laws, certificates, a second road, refusals."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.rules import rules_on, status, timeline

PRK = rules_on("PRK")
NAMES = [category.name for category in PRK.categories]
ALL_YEARS = timeline(PRK, NAMES, 2005, 2020)

# Known answers


def test_resolutions_2321_to_2397_on_labour():
    found = timeline(PRK, ["labour_new_permits", "labour_existing_contracts"], 2016, 2020)
    assert [(s.status.category.name, str(s.first), s.status.outcome) for s in found.spells] == [
        ("labour_new_permits", "2016-01-01", "free"),
        ("labour_new_permits", "2016-11-30", "conditional"),
        ("labour_new_permits", "2017-08-05", "capped"),
        ("labour_new_permits", "2017-09-11", "banned"),
        ("labour_existing_contracts", "2016-01-01", "free"),
        ("labour_existing_contracts", "2017-12-22", "conditional"),
        ("labour_existing_contracts", "2019-12-23", "banned"),
    ]


def test_by_hand_the_frame_has_a_row_for_each_spell():
    frame = timeline(PRK, ["tourism", "lead_export"], 2017, 2017).to_frame()
    assert frame.to_numpy().tolist() == [
        ["PRK", "tourism", date(2017, 1, 1), date(2017, 12, 31), "free", ""],
        ["PRK", "lead_export", date(2017, 1, 1), date(2017, 8, 4), "free", ""],
        ["PRK", "lead_export", date(2017, 8, 5), date(2017, 12, 31), "banned", "UNSCR 2371 OP10"],
    ]


def test_by_hand_no_categories_make_an_empty_frame():
    assert timeline(PRK, [], 2017, 2018).to_frame().shape == (0, 6)


# Laws


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(NAMES), st.integers(2005, 2020), st.integers(0, 10))
def test_spells_follow_on_one_another_and_differ(name, first, length):
    found = timeline(PRK, [name], first, first + length)
    assert (found.spells[0].first, found.spells[-1].last) == (found.first, found.last)
    for before, after in zip(found.spells, found.spells[1:], strict=False):
        assert after.first - before.last == timedelta(days=1)
        kept = (before.status.outcome, before.status.binding, before.status.exceptions)
        assert (after.status.outcome, after.status.binding, after.status.exceptions) != kept


# Certificates


def test_the_last_day_of_a_spell_has_its_status():
    for spell in ALL_YEARS.spells:
        last = status(PRK, spell.status.category.name, None, spell.last)
        assert (last.outcome, last.binding) == (spell.status.outcome, spell.status.binding)


# A second road


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(NAMES), st.dates(date(2005, 1, 1), date(2020, 12, 31)))
def test_a_spell_says_of_its_days_what_the_day_says_itself(name, day):
    (spell,) = [
        spell
        for spell in ALL_YEARS.spells
        if spell.status.category.name == name and spell.first <= day <= spell.last
    ]
    found = status(PRK, name, None, day)
    assert (found.outcome, found.binding, found.exceptions) == (
        spell.status.outcome,
        spell.status.binding,
        spell.status.exceptions,
    )


# Refusals, word for word


@pytest.mark.parametrize("years", [(2019, 2005), (0, 2005), (2005, 10_000)])
def test_refuses_years_that_are_no_stretch_of_time(years):
    with pytest.raises(BadInput) as refusal:
        timeline(PRK, ["tourism"], *years)
    assert str(refusal.value) == (
        f"The years {years[0]} to {years[1]} are no stretch of time. Write the first year, then "
        "the last, as 2005 and 2019."
    )


def test_refuses_a_category_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        timeline(PRK, ["turism"], 2005, 2019)
    assert str(refusal.value).startswith("No category 'turism' here. 63 known, nearest: tourism")
