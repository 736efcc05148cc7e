"""The ledger, in plain and in claims: known answers, laws, certificates, a second road."""

import json
from dataclasses import replace
from datetime import date
from math import isnan

import pytest

from detente.claims import Label, Measurement
from detente.data import load_case, shipped_worlds
from detente.study import ledger_claims, measurement, pair_ledger, plain_ledger
from detente.world import Case, example_world

EXACT = 1e-12  # one product of floating-point numbers

WORLDS = shipped_worlds()
CASE = load_case("vladivostok-2019")
DRAWN = pair_ledger(WORLDS, CASE)
PLAIN = plain_ledger(DRAWN)
CLAIMS = ledger_claims(WORLDS, CASE)
WITHOUT_RULES = {2024: example_world()}, Case(("NLD", "NOR"))


def side(giver):
    return next(each for each in PLAIN["sides"] if each["giver"] == giver)


def entry(id):
    return next(e for each in PLAIN["sides"] for e in each["entries"] if e["id"] == id)


# Known answers


def test_vladivostok_2019_labour_in_plain():
    labour = entry("labour")
    assert labour["what"]["nl"] == "Arbeiders in Rusland, en wat de staat van hun loon neemt"
    assert labour["before"] == {"value": 150e6, "low": 100e6, "high": 360e6}
    assert labour["after"] == labour["now"] == {"value": 50e6, "low": 27e6, "high": 138e6}
    assert (labour["outcome"], labour["paragraphs"]) == ("conditional", ["UNSCR 2397 OP8"])
    assert labour["figures"] == ["L023", "L024"]


def test_vladivostok_2019_what_nobody_valued_is_none_and_named():
    assert entry("electricity")["before"]["value"] is None
    assert "electricity" in side("RUS")["not_valued"]["before"]
    assert "non-commercial public utility infrastructure" in entry("investment")["except"]


def test_by_hand_a_paragraph_from_memory_is_to_be_checked():
    (note,) = [n for n in PLAIN["notes"] if n.startswith("The number of the paragraph")]
    assert "UNSCR 2397 OP8" in note
    assert "UNSCR 2397 OP5" not in note


def test_by_hand_without_rules_nothing_is_said_to_be_free():
    answer = plain_ledger(pair_ledger(*WITHOUT_RULES))
    assert answer["day"] is None
    assert {e["outcome"] for each in answer["sides"] for e in each["entries"]} == {None}
    assert (
        "No rules on the Netherlands or Norway are held here, so nothing was taken off. That does "
        "not say that there are none."
    ) in answer["notes"]


def test_vladivostok_2019_claims_in_reading_order():
    assert [(c.key, len(c.rows)) for c in CLAIMS] == [
        ("ledger.side", 0),
        ("ledger.offers", 17),
        ("ledger.side", 0),
        ("ledger.offers", 13),
        ("ledger.goods", 0),
        ("ledger.rules", 0),
    ]
    assert CLAIMS[-1].blanks["day"].texts == (("en", "2019-04-25"), ("nl", "2019-04-25"))


def test_vladivostok_2019_a_range_is_told_only_where_there_is_one():
    rows = {row["what"]: row["after"] for row in CLAIMS[1].rows}
    food, fuels = rows[Label("sector", "0")], rows[Label("sector", "3")]
    assert isnan(food.low)
    assert 0 < fuels.low < fuels.value < fuels.high


def test_by_hand_claims_without_rules_or_without_goods():
    keys = [claim.key for claim in ledger_claims(*WITHOUT_RULES)]
    assert keys == [
        *["ledger.side_unruled", "ledger.offers_unruled"] * 2,
        "ledger.goods",
        "ledger.no_rules",
    ]
    (none,) = ledger_claims({2024: example_world()}, Case(("NLD", "SMR")))
    assert none.key == "ledger.missing"


def test_by_hand_after_the_last_day_of_the_rules_nothing_is_claimed():
    (end,) = ledger_claims(WORLDS, replace(CASE, day=date(2024, 6, 19)))
    assert (end.key, end.blanks["of"]) == ("ledger.rules_end", Label("country", "PRK"))
    assert end.blanks["day"].texts[0] == ("en", "2019-12-31")


def test_by_hand_a_side_that_nobody_valued_says_so():
    bare = replace(CASE, exchanges=CASE.exchanges[2:5])  # Rajin, rare earths, magnesite
    keys = [claim.key for claim in ledger_claims({}, bare)]
    assert keys == ["ledger.side_unknown", "ledger.side_unknown", "ledger.offers", "ledger.rules"]


def test_by_hand_what_one_gives_a_third_country_is_a_table_of_its_own():
    labour = replace(CASE.exchanges[0], taker="CHN", category="")
    claims = ledger_claims({}, replace(CASE, exchanges=(labour,)))
    assert [c.key for c in claims][2:] == ["ledger.offers", "ledger.rules"]
    assert claims[2].blanks["taker"] == Label("country", "CHN")


# Laws


@pytest.mark.parametrize("day", [date(2015, 12, 31), date(2018, 1, 1), date(2019, 12, 31)])
def test_a_day_of_its_own_takes_the_place_of_that_of_the_case(day):
    assert pair_ledger(WORLDS, CASE, day).day == day


def test_all_rows_of_a_table_have_the_same_blanks():
    for claim in CLAIMS:
        assert {tuple(row) for row in claim.rows} in (
            set(),
            {("what", "before", "after", "status")},
        )


# Certificates


def test_json_holds_it_as_it_stands():
    assert json.loads(json.dumps(PLAIN, allow_nan=False)) == PLAIN


def test_every_fact_and_rule_told_leads_to_where_it_was_read():
    named = {id for s in PLAIN["sides"] for e in s["entries"] for id in e["figures"]}
    facts = {fact["id"]: fact for fact in PLAIN["facts"]}
    assert named <= {*facts}
    assert all(fact["sources"] for fact in facts.values())
    told = {p for s in PLAIN["sides"] for e in s["entries"] for p in e["paragraphs"]}
    assert told == {rule["rule"] for rule in PLAIN["rules"]}


# A second road


@pytest.mark.parametrize("giver", ["RUS", "PRK"])
@pytest.mark.parametrize("when", ["before", "now", "after"])
def test_a_sum_is_the_one_of_the_registry(giver, when):
    found = measurement(WORLDS, "ledger.sum", {"giver": giver, "when": when}, CASE)
    assert side(giver)["total"][when]["value"] == pytest.approx(found.value, rel=EXACT)


def test_a_number_of_a_claim_is_that_of_the_ledger():
    entries = {e.id: e for e in DRAWN.entries}
    goods = {(e.sector, e.giver): e for e in DRAWN.entries if e.is_goods}
    names = {e.what: e.id for e in DRAWN.entries if e.what}
    for claim in CLAIMS:
        for row in claim.rows:
            what, after = row["what"], row["after"]
            assert isinstance(what, Label)
            assert isinstance(after, Measurement)
            found = (
                entries[names[what.texts]]
                if what.kind == "text"
                else goods[what.of, claim.blanks["giver"].of]
            )
            assert after.value == pytest.approx(found.after.value, rel=EXACT, nan_ok=True)
