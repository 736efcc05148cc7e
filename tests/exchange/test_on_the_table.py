"""Exchanges of a case under rules: known answers, laws, certificates, a second road, refusals."""

from dataclasses import replace
from datetime import date
from math import isnan

import pytest
from exchange.invented import BAN, DAY, case, exchange, fact, rules

from detente.errors import BadInput, UnknownLabel
from detente.exchange import left_by_rules
from detente.exchange.on_the_table import entry_of
from detente.rules import rules_on, status
from detente.world import Case, Exchange

EXACT = 1e-12  # one product and one quotient of floating-point numbers

MONEY = (fact("fee", 100, 150, 360), fact("fee_now", 27, 50, 138))
PASSAGE = exchange(value=("fee",), now=("fee_now",))


def entry(asked=PASSAGE, *held, facts=MONEY, day=DAY, **changes):
    held = held or (rules(replace(BAN, **{"covers": ("passage",), **changes})),)
    return entry_of(asked, case(asked, facts=facts), held, day)


def refusal(kind, asked, *held, facts=MONEY):
    with pytest.raises(kind) as refused:
        entry(asked, *held, facts=facts)
    return str(refused.value)


# Known answers


def test_by_hand_a_ban_leaves_nothing_of_a_known_worth():
    found = entry()
    assert (found.outcome, found.after.high, found.before.value) == ("banned", 0.0, 150e6)
    assert [str(rule) for rule in found.binding] == ["Act 1"]


def test_by_hand_a_deadline_leaves_what_there_is_and_after_it_nothing():
    until = date(2020, 6, 30)
    running = entry(covers=(), ends=("passage",), deadline=until)
    assert (running.outcome, running.after) == ("conditional", running.now)
    over = entry(covers=(), ends=("passage",), deadline=until, day=date(2020, 7, 1))
    assert (over.outcome, over.after.high) == ("banned", 0.0)


def test_by_hand_a_cap_is_priced_by_the_quantity_behind_the_worth():
    oil = (fact("oil", 1, 1, 2, "million barrels"), fact("price", 50, 60, 60, "USD/barrel"))
    asked = exchange(value=("oil", "price"))
    found = entry(asked, facts=oil, kind="cap", cap_value=0.5, cap_unit="million barrels/yr")
    assert (found.outcome, found.before.high) == ("capped", 120e6)
    assert found.after.high == pytest.approx(30e6, rel=EXACT)  # half a million barrels at 60
    assert isnan(found.after.value)  # what there is now is unknown
    assert found.notes == ()


@pytest.mark.parametrize("unit", ["Mt/yr", "number at 2017-08-05", "barrels of something"])
def test_by_hand_a_cap_in_another_unit_is_told_and_not_priced(unit):
    found = entry(kind="cap", cap_value=0.5, cap_unit=unit)
    assert found.after.high == found.before.high
    assert found.notes == (
        "The cap on passage could not be priced, since no fact behind its worth is in the unit of "
        "the cap.",
    )


def test_by_hand_the_law_of_the_other_side_counts():
    own = rules(replace(BAN, covers=("passage",), binds=("NLD",)))
    assert entry(PASSAGE, own).outcome == "banned"
    other = rules(replace(BAN, covers=("passage",), binds=("QAT",)))
    assert entry(PASSAGE, other).outcome == "free"


def test_by_hand_goods_are_an_export_or_an_import_of_the_target():
    both = rules(replace(BAN, covers=("arms",), direction="export"))
    sold, bought = exchange(category="arms"), exchange("arms", "NLD", "NOR", category="arms")
    assert [entry(asked, both).outcome for asked in (sold, bought)] == ["banned", "free"]


def test_by_hand_without_a_category_no_rule_bears_on_it():
    found = entry(replace(PASSAGE, category=""))
    assert (found.outcome, found.statuses, found.after) == (None, (), found.before)


def test_resolution_2397_labour_at_the_summit():
    contracts = Exchange(
        *("labour", (("en", "Workers"), ("nl", "Arbeiders")), "PRK", "RUS"),
        *(("fee",), ("fee_now",), "labour_existing_contracts", (), ()),
    )
    asked = Case(("RUS", "PRK"), facts=MONEY)
    found = entry_of(contracts, asked, [rules_on("PRK")], date(2019, 4, 25))
    assert (found.outcome, found.after) == ("conditional", found.now)
    assert [str(rule) for rule in found.binding] == ["UNSCR 2397 OP8"]
    later = entry_of(contracts, asked, [rules_on("PRK")], date(2019, 12, 23))
    assert (later.outcome, later.after.high) == ("banned", 0.0)


# Laws


@pytest.mark.parametrize("is_checked", [True, False])
def test_one_fact_from_memory_marks_the_exchange(is_checked):
    facts = (*MONEY, replace(fact("said", 1, unit="count"), checked=is_checked))
    found = entry(exchange(value=("fee",), evidence=("said", "fee")), facts=facts)
    assert found.known == ("checked" if is_checked else "from memory")


# Certificates


def test_every_figure_leads_to_its_source():
    found = entry(replace(PASSAGE, evidence=("fee",)))
    assert [fact.id for fact in found.figures] == ["fee", "fee_now"]
    assert found.evidence == ()
    assert found.sources == MONEY[0].sources


# A second road


def test_what_is_left_follows_from_the_status_and_the_rule_for_it():
    for kind in ("ban", "cap", "licence", "exempt"):
        held = rules(replace(BAN, kind=kind, covers=("passage",), cap_unit="t"))
        found = entry(PASSAGE, held)
        outcome = status(held, "passage", None, DAY).outcome
        assert found.after == left_by_rules(outcome, found.before, found.now)


# Refusals, word for word


def test_refuses_a_category_where_no_rules_are_held():
    assert refusal(BadInput, PASSAGE, rules(BAN, on="QAT")) == (
        "Exchange passage falls under passage, but no rules on NOR or NLD are held, so none can "
        "bear on it. Leave the category out."
    )


def test_refuses_a_category_that_nobody_knows():
    said = refusal(UnknownLabel, replace(PASSAGE, category="passages"))
    assert said == "Exchange passage: No category 'passages' here. 4 known, nearest: passage."


def test_refuses_goods_that_go_the_other_way():
    assert refusal(BadInput, exchange("fish", "NLD", "NOR", category="fish")) == (
        "Exchange fish: fish is export, seen from NOR, and here NLD gives to NOR. Swap the two, or "
        "name another category."
    )


def test_refuses_a_fact_that_the_case_does_not_hold():
    said = refusal(UnknownLabel, exchange(evidence=("L999",)))
    assert said == "No fact 'L999' here. 2 known, nearest: fee, fee_now."
