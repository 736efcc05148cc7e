"""Rules in Claims: known answers, laws, a second road."""

from datetime import date, timedelta

import pytest

from detente.rules import rules_on, status
from detente.study.rules_told import rules_claims
from detente.world import Case

DAY = date(2019, 4, 25)
CLAIMS = {claim.key: claim for claim in rules_claims({}, Case(("RUS", "PRK"), day=DAY))}
RULES = rules_on("PRK")
SPELLS = [
    (
        row["category"].of,
        row["status"].of,
        date.fromisoformat(row["since"].of),
        date.fromisoformat(row["until"].of),
    )
    for row in CLAIMS["rules.timeline"].rows
]


# Known answers


def test_resolution_2371_of_5_august_2017_bans_coal_after_two_years_of_less():
    assert [spell[1:] for spell in SPELLS if spell[0] == "coal_export"] == [
        ("conditional", date(2016, 3, 2), date(2016, 11, 29)),
        ("capped", date(2016, 11, 30), date(2017, 8, 4)),
        ("banned", date(2017, 8, 5), DAY),
    ]


def test_nobody_is_told_of_rules_without_a_day_or_where_none_are_held():
    assert rules_claims({}, Case(("RUS", "PRK"))) == ()
    assert rules_claims({}, Case(("NLD", "NOR"), day=DAY)) == ()


def test_before_the_first_rule_there_is_no_timeline():
    early = rules_claims({}, Case(("RUS", "PRK"), day=date(2000, 1, 1)))
    assert [claim.key for claim in early] == ["rules.banned", "rules.categories", "rules.free"]
    assert early[0].blanks["banned"].value == 0


# Laws


def test_spells_of_a_category_follow_one_another_and_none_outlives_the_day():
    for (category, outcome, _, until), (then, after, since, _) in zip(
        SPELLS, SPELLS[1:], strict=False
    ):
        assert until <= DAY
        if category == then:
            assert since > until
            assert outcome != after or since > until + timedelta(days=1)


def test_the_sentence_counts_what_the_table_shows():
    banned = [r for r in CLAIMS["rules.categories"].rows if r["status"].of == "banned"]
    blanks = CLAIMS["rules.banned"].blanks
    assert blanks["banned"].value == len(banned)
    assert blanks["listed"].value == len(CLAIMS["rules.categories"].rows)


# A second road


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2016, 6, 1), date(2017, 10, 1), DAY])
def test_on_any_day_the_timeline_says_what_the_rules_of_that_day_say(day):
    told = {what: outcome for what, outcome, since, until in SPELLS if since <= day <= until}
    for category in RULES.listed:
        outcome = status(RULES, category.name, None, day).outcome
        assert told.get(category.name, "free") == outcome
