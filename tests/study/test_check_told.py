"""Verdicts in Claims: known answers, laws, a second road."""

from collections import Counter
from dataclasses import replace

import pytest

from detente.brief import compose
from detente.data import load_case, shipped_worlds
from detente.study import checked, verdict_claims
from detente.world import Case, Fact, Reading, Source, Statement, example_world

WORLDS = {2024: example_world()}
US = Source("Invented figures", "nobody", 2024, "CC0-1.0", "")
BOTH = (("en", "As it is"), ("nl", "Zoals het is"))


def said(id: str, *readings: Reading, because=()) -> Statement:
    return Statement(id, "somebody", "so it is", "en", BOTH, "fact", readings, because)


def reading(relation: str, *than, **asked) -> Reading:
    measure = asked.pop("measure", "trade.partner_rank")
    return Reading(BOTH, measure, tuple(asked.items()), relation, than)


NORWAY = {"of": "NLD", "partner": "NOR"}
FIRST = reading("at_most", 1.0, **NORWAY)
LAST = reading("more_than", 1.0, **NORWAY)
CASE = Case(("NLD", "NOR"), statements=(said("A", FIRST), said("B", FIRST, LAST), said("C", LAST)))


def told(case: Case, facts=()):
    return verdict_claims(checked(WORLDS, case), facts)


# Known answers


def test_by_hand_three_statements_are_counted_and_then_told():
    claims = told(CASE)
    assert [claim.key.removeprefix("statements.") for claim in claims] == [
        "answer", "counts", "said", "holds", "said", "holds", "fails", "said", "fails",
    ]  # fmt: skip
    numbers = {name: blank.value for name, blank in claims[0].blanks.items()}
    assert numbers == {"asked": 3, "supported": 1, "mixed": 1, "contradicted": 1, "unchecked": 0}
    assert [(r["verdict"].of, r["number"].value) for r in claims[1].rows] == [
        ("supported", 1),
        ("mixed", 1),
        ("contradicted", 1),
    ]


def test_by_hand_one_statement_is_not_counted():
    assert told(replace(CASE, statements=CASE.statements[:1]))[0].key == "statements.said"


@pytest.mark.parametrize(("value", "lang", "word"), [(1.0, "en", ": yes."), (0.0, "nl", ": nee.")])
def test_by_hand_a_fact_in_yes_or_no_is_told_so(value, lang, word):
    fact = Fact("F1", "it", "It is so", value, value, value, "yes/no", "2024", (US,), True)
    asked = reading("stated", "1", measure="fact.value", fact="F1")
    case = Case(("NLD", "NOR"), facts=(fact,), statements=(said("A", asked),))
    (section,) = compose(case, told(case, case.facts), lang).sections
    assert word in section.parts[0].sentences[1].text


def test_by_hand_a_number_is_told_as_a_number():
    (section,) = compose(CASE, told(CASE)).sections
    assert section.parts[-1].sentences[1].text == "Fails: As it is. Found: 1."


# Laws


def test_every_number_of_a_count_leads_to_how_it_was_counted():
    brief = compose(CASE, told(CASE))
    assert brief.notes[0].method == (
        "Statements counted by their verdicts, which follow from the measures below."
    )


# A second road


def test_the_shipped_statements_are_counted_as_a_plain_loop_counts_them():
    worlds, case = shipped_worlds(), load_case("vladivostok-2019")
    verdicts = checked(worlds, case)
    plain = Counter(found.outcome for found in verdicts)
    counts = verdict_claims(verdicts, case.facts)[1]
    assert {row["verdict"].of: row["number"].value for row in counts.rows} == dict(plain)
    keys = Counter(claim.key for claim in verdict_claims(verdicts, case.facts))
    assert keys["statements.holds_yes_no"] > 5
