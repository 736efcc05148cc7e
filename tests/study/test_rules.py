"""What rules leave, in plain: known answers, laws, certificates, a second road, refusals."""

import json
from datetime import date

import pytest

from detente.errors import BadInput, UnknownLabel
from detente.rules import status
from detente.study import plain_status, plain_timeline, rules_on

PRK = rules_on("PRK")
SUMMIT = date(2019, 4, 25)
SAID = plain_status(PRK, SUMMIT)

# Known answers


def test_resolution_2397_on_refined_oil():
    (oil,) = plain_status(PRK, SUMMIT, "refined_oil_supply")["categories"]
    (rule,) = oil.pop("binding")
    assert oil == {
        "category": "refined_oil_supply",
        "title": "Refined oil, bought",
        "directions": ["import"],
        "outcome": "capped",
        "caps": [{"value": 0.5, "unit": "million barrels/yr"}],
        "deadline": None,
        "exceptions": [],
    }
    assert (rule["rule"], rule["adopted"], rule["in_force_from"], rule["in_force_to"]) == (
        "UNSCR 2397 OP5",
        "2017-12-22",
        "2018-01-01",
        None,
    )


def test_by_hand_national_law_is_told_apart():
    assert {rule["issuer"] for rule in SAID["national"]} == {"Japan", "South Korea"}
    with_korea = plain_status(PRK, SUMMIT, partner="KOR")
    assert {rule["issuer"] for rule in with_korea["national"]} == {"Japan"}


def test_by_hand_a_day_after_the_rules_were_collected_says_so():
    warning = "The rules were collected up to 2019-12-31; what changed after that is not held."
    assert warning not in plain_status(PRK, date(2019, 12, 31))["notes"]
    assert warning in plain_status(PRK, date(2020, 1, 1))["notes"]
    assert warning in plain_timeline(PRK, (2019, 2020))["notes"]


def test_by_hand_a_country_without_rules_has_none_held():
    found = plain_status(rules_on("NOR"), SUMMIT, "labour")
    assert (found["held"], found["categories"], found["sources"]) == (0, [], [])


# Laws


@pytest.mark.parametrize("year", range(2005, 2021))
def test_every_rule_in_force_is_told_or_bears_on_a_category(year):
    found = plain_status(PRK, date(year, 6, 30))
    listed = {each["category"] for each in found["categories"]}
    concerning = [
        rule
        for rule in PRK.rules
        if rule.is_in_force(date(year, 6, 30)) and listed & {*rule.categories} and not rule.binds
    ]
    assert len(concerning) + len(found["elsewhere"]) + len(found["national"]) == found["in_force"]


# Certificates


@pytest.mark.parametrize("answer", [SAID, plain_timeline(PRK, (2005, 2020))], ids=["day", "years"])
def test_json_holds_it_as_it_stands(answer):
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_every_rule_told_that_was_read_leads_to_what_was_read():
    read = {rule for source in SAID["sources"] for rule in source["rules"]}
    told = [r for each in SAID["categories"] for r in (*each["binding"], *each["exceptions"])]
    assert {rule["rule"] for rule in told if rule["citations"]} == read


# A second road


def test_the_status_is_that_of_the_library_and_of_the_last_spell():
    found = plain_status(PRK, date(2019, 12, 31))["categories"]
    spells = plain_timeline(PRK, (2005, 2019))["spells"]
    ends = [spell for spell in spells if spell["last"] == "2019-12-31"]
    assert [(e["category"], e["outcome"]) for e in found] == [
        (e["category"], e["outcome"]) for e in ends
    ]
    for each in found:
        assert each["outcome"] == status(PRK, each["category"], None, date(2019, 12, 31)).outcome


# Refusals, word for word


def test_refuses_a_category_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        plain_status(PRK, SUMMIT, "labor")
    assert str(refusal.value).startswith(
        "No category or direction 'labor' here. 68 known, nearest: "
    )


def test_refuses_years_the_wrong_way_round():
    with pytest.raises(BadInput) as refusal:
        plain_timeline(PRK, (2019, 2005))
    assert str(refusal.value) == (
        "The years 2019 to 2005 are no stretch of time. Write the first year, then the last, as "
        "2005 and 2019."
    )
