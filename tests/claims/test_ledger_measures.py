"""The ledger as measures: known answers, a second road, refusals."""

from dataclasses import replace
from math import isnan

import pytest
from claims.invented import CASE, DIARY, LABOUR

from detente.claims import measurement
from detente.claims.ledger_measures import behind_sum
from detente.claims.rule_measures import rule_sources
from detente.data import load_case, load_world
from detente.errors import MissingData, UnknownLabel
from detente.exchange import ledger
from detente.rules import rules_on

WORLDS = {year: load_world(year) for year in (2015, 2018)}
SIGNAL = replace(LABOUR, id="signal", value=(), now=(), category="")


def measured(name, *, case=CASE, **asked):
    return measurement(WORLDS, f"ledger.{name}", asked, case)


# Known answers


def test_by_hand_an_exchange_is_worth_what_its_facts_say():
    before = measured("value", exchange="labour", when="before")
    assert (before.low, before.value, before.high) == (150e6, 160e6, 200e6)
    assert before.unit == "USD"
    assert measured("value", exchange="labour", when="now").value == 240e6


def test_by_hand_what_nobody_valued_has_no_answer_and_is_named():
    case = replace(CASE, exchanges=(LABOUR, SIGNAL))
    silent = measured("value", exchange="signal", when="before", case=case)
    assert isnan(silent.value)
    assert silent.notes[0] == ("Nobody put a figure on signal, which does not make it nothing.")
    summed = measured("sum", giver="PRK", when="before", case=case)
    assert "Not valued, and not in the sum: signal." in summed.notes


@pytest.mark.parametrize("when", ["before", "now", "after"])
def test_vladivostok_2019_what_adds_nothing_to_a_sum_makes_it_no_more_doubtful(when):
    case = load_case("vladivostok-2019")
    assert measured("value", exchange="electricity", when=when, case=case).notes[-1] == (
        "From memory or unconfirmed: electricity."
    )
    told = measured("sum", giver="RUS", when=when, case=case).notes
    assert not any(note.startswith("From memory") for note in told)


def test_goods_bring_what_is_to_be_known_of_their_records():
    told = measured("value", exchange="goods.3.PRK", when="before").notes
    assert any(note.startswith("North Korea's small partners are doubtful") for note in told)
    notes = measured("value", exchange="labour", when="now").notes
    assert notes == ("From memory or unconfirmed: labour.",)


def test_what_the_rules_left_leads_to_where_the_rules_were_read():
    case = load_case("vladivostok-2019")
    told = {s.title for s in measured("sum", giver="RUS", when="after", case=case).sources}
    assert "1718 Committee page on refined petroleum (para 5 of 2397)" in told
    assert told > {s.title for s in measured("sum", giver="RUS", when="before", case=case).sources}


# A second road: the ledger itself


@pytest.mark.parametrize("when", ["before", "now", "after"])
@pytest.mark.parametrize(("giver", "taker"), [("PRK", "RUS"), ("RUS", "PRK")])
def test_a_sum_is_that_of_the_ledger(giver, taker, when):
    drawn = ledger(WORLDS, CASE, [rules_on("PRK")])
    total = drawn.total(giver, taker, when)
    found = measured("sum", giver=giver, when=when)
    assert (found.low, found.value, found.high) == (total.low, total.value, total.high)
    sold = WORLDS[2018].sources_of("flows") if when == "now" else ()
    behind = behind_sum(drawn.of(giver, taker), when)
    lowered = [e for e in behind if when == "after" and e.after != e.before]
    rules = rule_sources(rule for entry in lowered for rule in entry.binding)
    assert {*found.sources} == {*sold, *rules, *(s for entry in behind for s in entry.sources)}
    assert DIARY not in found.sources


def test_goods_of_a_section_are_an_entry_like_any_other():
    drawn = ledger(WORLDS, CASE, [rules_on("PRK")])
    found = measured("value", exchange="goods.3.RUS", when="before")
    assert found.value == drawn.entry("goods.3.RUS").before.value > 0


# Refusals, word for word


def test_refuses_an_exchange_that_is_not_on_the_table():
    with pytest.raises(UnknownLabel) as refusal:
        measured("value", exchange="labor", when="before")
    assert str(refusal.value) == (
        "ledger.value: exchange=labor: No exchange 'labor' here. 1 known, nearest: labour."
    )


def test_refuses_to_add_what_a_bystander_gives():
    with pytest.raises(MissingData) as refusal:
        measured("sum", giver="CHN", when="before")
    assert str(refusal.value) == "The ledger of RUS and PRK holds nothing of CHN."
