"""What rules leave, as measures: known answers, laws, a second road, refusals."""

from dataclasses import replace
from datetime import date
from math import isnan

import pytest
from claims.invented import CASE

from detente.claims import measurement
from detente.errors import BadInput, UnknownLabel
from detente.rules import rules_on, status
from detente.world import Case

SUMMIT = "2019-04-25"
RULES = rules_on("PRK")


def measured(name, category, *, on=SUMMIT, case=CASE, **asked):
    return measurement({}, f"rules.{name}", {"category": category, "on": on, **asked}, case)


# Known answers


def test_un_resolution_2371_coal_may_not_be_sold():
    banned = measured("banned", "coal_export")
    assert (banned.value, banned.unit, banned.year) == (1, "count", 2019)
    assert banned.notes[0] == "Coal, sold: banned on 2019-04-25, by UNSCR 2371 OP8."
    assert [source.publisher for source in banned.sources] == ["United Nations"] * len(
        banned.sources
    )
    left = measured("left", "coal_export")
    assert (left.low, left.value, left.high) == (0, 0, 0)


def test_by_hand_before_the_first_resolution_nothing_was_banned():
    free = measured("left", "coal_export", on="2005-06-30")
    assert (free.value, free.low, free.high) == (1, 1, 1)
    assert {source.publisher for source in free.sources} == {rule.issuer for rule in RULES.rules}
    assert measured("banned", "coal_export", on="2005-06-30").value == 0
    assert measured("binding", "coal_export", on="2005-06-30").value == 0


def test_by_hand_what_is_left_in_part_has_no_number_and_says_why():
    left = measured("left", "labour_existing_contracts")
    assert isnan(left.value)
    assert left.notes[0] == (
        "Something between none and all is left; the rules alone do not say how much."
    )
    assert "conditional on 2019-04-25" in left.notes[1]


def test_by_hand_rules_collected_earlier_say_so():
    assert RULES.as_of is not None
    late = measured("banned", "coal_export", on="2030-01-01")
    assert f"The rules were collected up to {RULES.as_of}." in late.notes


def test_by_hand_the_target_is_the_one_of_the_pair_that_rules_are_held_on():
    named = measured("binding", "coal_export", case=None, target="North Korea")
    assert named.value == measured("binding", "coal_export").value == 1


# Laws


@pytest.mark.parametrize("category", [category.name for category in RULES.listed])
def test_what_is_banned_leaves_nothing_and_what_is_free_leaves_all(category):
    banned, left = measured("banned", category), measured("left", category)
    outcome = status(RULES, category, None, date.fromisoformat(SUMMIT)).outcome
    assert banned.value == (outcome == "banned")
    assert (left.high == 0) == (outcome == "banned")
    assert (left.low == 1) == (outcome in ("free", "exempt"))
    assert banned.sources


# A second road


@pytest.mark.parametrize("category", [category.name for category in RULES.listed])
def test_as_many_rules_bind_as_the_rules_themselves_say(category):
    binding = status(RULES, category, None, date.fromisoformat(SUMMIT)).binding
    found = measured("binding", category)
    assert found.value == len(binding)
    assert all(str(rule) in found.notes[0] for rule in binding)


# Refusals, word for word


def test_refuses_a_category_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        measured("banned", "coal_exports")
    known = len(RULES.categories)
    assert str(refusal.value).startswith(
        f"rules.banned: category=coal_exports: No category 'coal_exports' here. {known} known, "
        "nearest: coal_export, "
    )
    with pytest.raises(UnknownLabel) as refusal:
        measured("banned", "coal_exports", case=None, target="PRK")
    assert str(refusal.value).startswith("No category 'coal_exports' here.")


def test_refuses_to_guess_whom_the_rules_are_about():
    with pytest.raises(BadInput) as refusal:
        measured("banned", "coal_export", case=None)
    assert str(refusal.value) == (
        "Whom are the rules about? Name it: target=PRK. Or name a case: --case."
    )
    with pytest.raises(BadInput) as refusal:
        measured("banned", "coal_export", case=Case(("NLD", "DEU")))
    assert str(refusal.value) == (
        "Rules are held on neither of the Netherlands and Germany. Name whom you mean: target=PRK."
    )


def test_refuses_a_day_that_is_none():
    with pytest.raises(BadInput) as refusal:
        measured("left", "coal_export", on="2019-02-30", case=replace(CASE, facts=()))
    assert str(refusal.value) == (
        "rules.left: on=2019-02-30 is no day of the calendar. Write it as 2019-04-25."
    )
