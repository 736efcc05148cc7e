"""Statements checked: known answers, laws, certificates, a second road, refusals."""

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from detente.claims import measurement
from detente.data import load_case, shipped_cases, shipped_worlds
from detente.errors import MissingData, UnknownLabel
from detente.study import checked, plain_verdicts
from detente.study.check import OUTCOMES
from detente.world import Case, case_schema

WORLDS = shipped_worlds()
SUMMIT = load_case("vladivostok-2019")
CHECKED = checked(WORLDS, SUMMIT)
PLAIN = plain_verdicts(SUMMIT, CHECKED)

SAID = {value for s in SUMMIT.statements for r in s.readings for _, value in r.args}
NAMED = [fact.id for fact in SUMMIT.facts if fact.id in SAID]


def outcomes(worlds=WORLDS, case=SUMMIT):
    return {found.statement.id: found.outcome for found in checked(worlds, case)}


def findings(worlds=WORLDS, case=SUMMIT):
    return {
        found.statement.id: [result.finding for result in found.results]
        for found in checked(worlds, case)
    }


def numbers(worlds=WORLDS, case=SUMMIT):
    """Every number behind every statement, as it prints: NaN is not itself."""
    return {
        found.statement.id: [
            repr((r.measurement.low, r.measurement.value, r.measurement.high))
            if r.measurement
            else r.why
            for r in found.results
        ]
        for found in checked(worlds, case)
    }


def changed(before, after):
    return {id for id in before if before[id] != after[id]}


def asking_for(id):
    """The statements with a reading that names a fact, or the ledger where that counts it."""
    exchanges = {e.id for e in SUMMIT.exchanges if id in (*e.value, *e.now)}
    named = {id, *exchanges}
    return {
        statement.id
        for statement in SUMMIT.statements
        for reading in statement.readings
        if named & {value for _, value in reading.args}
        or (exchanges and reading.measure == "ledger.sum")
    }


def with_fact(id, number):
    facts = (
        replace(fact, low=number, value=number, high=number) if fact.id == id else fact
        for fact in SUMMIT.facts
    )
    return replace(SUMMIT, facts=tuple(facts))


# Known answers


def test_all_fifty_two_statements_of_the_article_are_checked():
    assert [found.statement.id for found in CHECKED] == [f"C{n:02d}" for n in range(1, 53)]
    assert sum(PLAIN["counts"].values()) == 52
    assert list(PLAIN["counts"]) == list(OUTCOMES)


@pytest.mark.parametrize(
    ("id", "outcome"),
    [
        ("C01", "supported"),  # it was a Thursday
        ("C05", "contradicted"),  # Kim Jong-il came again in 2002 and 2011
        ("C28", "contradicted"),  # not fifty but some ten thousand workers
        ("C33", "supported"),  # China is by far the first partner
        ("C42", "not checkable"),  # what a gesture says is interpretation
    ],
)
def test_of_the_article_what_is_known_of_a_statement(id, outcome):
    assert outcomes()[id] == outcome


def test_only_the_statements_asked_for_are_checked():
    assert [found.statement.id for found in checked(WORLDS, SUMMIT, ["C33", "C05"])] == [
        "C05",
        "C33",
    ]


# Laws: a verdict depends on what its readings name, and on nothing else


@pytest.mark.parametrize("fact", [*NAMED[::8], "L023"])
def test_changing_a_fact_changes_exactly_the_numbers_of_the_statements_that_ask_for_it(fact):
    other = with_fact(fact, 1.5 * SUMMIT.fact(fact).value + 1)
    assert changed(numbers(), numbers(case=other)) == asking_for(fact) != set()


@pytest.mark.parametrize(
    ("fact", "number", "turned"),
    [
        ("L003", 50_000, {"C09", "C28"}),
        ("D036", 0, {"C51"}),
        ("T014", 10, {"C52"}),
        ("E008", 1, {"C50"}),
        ("R020", 400, {"C03"}),
    ],
)
def test_a_fact_that_says_otherwise_turns_exactly_the_readings_that_ask_for_it(
    fact, number, turned
):
    assert changed(findings(), findings(case=with_fact(fact, number))) == turned


def test_changing_a_visit_changes_the_statements_about_visits():
    visits = tuple(visit for visit in SUMMIT.visits if visit.first.year != 2011)
    moved = changed(numbers(), numbers(case=replace(SUMMIT, visits=visits)))
    about = {
        statement.id
        for statement in SUMMIT.statements
        if any(reading.measure.startswith("visits.") for reading in statement.readings)
    }
    assert "C05" in moved <= about


@pytest.mark.parametrize(("scale", "turned"), [(1.01, set()), (1e-9, {"C32", "C33", "C37", "C49"})])
def test_changing_one_flow_changes_exactly_the_statements_about_that_trade(scale, turned):
    world = WORLDS[2018]
    prk, chn = world.row("PRK"), world.row("CHN")
    tables = {name: world.table(name).copy() for name in ("flows", "model_flows")}
    for table in tables.values():
        table[[prk, chn], [chn, prk]] *= scale
    other = {**WORLDS, 2018: replace(world, tables={**world.tables, **tables})}
    about = {
        statement.id
        for statement in SUMMIT.statements
        if any(
            reading.measure.startswith(("trade.", "equilibrium."))
            and ("year", 2018) in reading.args
            for reading in statement.readings
        )
    }
    assert changed(numbers(), numbers(other)) == about != set()
    moved = changed(findings(), findings(other))
    assert turned <= moved <= about


def test_the_order_of_the_statements_does_not_matter():
    turned = replace(SUMMIT, statements=SUMMIT.statements[::-1])
    assert outcomes(case=turned) == outcomes()


# Certificates


def test_no_case_file_holds_a_verdict():
    words = {"verdict", "assessment", "outcome", "finding", "result", *OUTCOMES}

    def told(tree):
        if isinstance(tree, dict):
            for key, value in tree.items():
                yield str(key)
                yield from told(value)
        elif isinstance(tree, list):
            for value in tree:
                yield from told(value)

    assert not words & set(told(case_schema()))
    for name in shipped_cases():
        file = files("detente").joinpath("cases", f"{name.replace('-', '_')}.toml")
        text = file.read_text("utf-8").lower()
        for word in words - {"outcome", "result", "finding"}:
            assert f"{word} =" not in text, f"{name} holds a verdict"
            assert f'"{word}"' not in text, f"{name} holds a verdict"


def test_every_number_leads_to_its_sources_and_every_silence_to_a_reason():
    for statement in PLAIN["statements"]:
        assert statement["readings"] or all(statement["no_reading_because"].values())
        for reading in statement["readings"]:
            if reading["finding"] == "unanswered":
                assert reading["why"]
            else:
                assert reading["measurement"]["sources"]
                assert all(source["title"] for source in reading["measurement"]["sources"])


def test_no_number_of_the_article_rests_on_a_computation_alone():
    for found in PLAIN["statements"]:
        for read in found["readings"]:
            titles = {source["title"] for source in read["measurement"]["sources"]}
            assert titles - {"Computed from other facts of this case"}, (found["id"], read["says"])


def test_every_statement_is_worded_in_both_languages():
    for statement in PLAIN["statements"]:
        assert set(statement["meaning"]) == {"en", "nl"}
        for reading in statement["readings"]:
            assert set(reading["says"]) == {"en", "nl"}


def test_what_was_read_is_what_the_case_says():
    for statement, written in zip(PLAIN["statements"], SUMMIT.statements, strict=True):
        assert (statement["id"], statement["quote"]) == (written.id, written.quote)
        assert len(statement["readings"]) == len(written.readings)


# A second road: each number by the registry, once more


def test_each_number_is_that_of_the_registry():
    for found in CHECKED:
        for result in found.results:
            if result.measurement is not None:
                again = measurement(
                    WORLDS, result.measurement.name, result.measurement.args, SUMMIT
                )
                assert repr(again) == repr(result.measurement)


def test_the_plain_form_is_what_json_can_hold():
    assert json.loads(json.dumps(PLAIN, allow_nan=False)) == PLAIN


# Refusals, word for word


def test_refuses_a_case_without_statements():
    with pytest.raises(MissingData) as refusal:
        checked(WORLDS, Case(("RUS", "PRK"), file="mine.toml"))
    assert str(refusal.value) == (
        "mine.toml holds no statements to check. Add some under [[statements]]."
    )


def test_refuses_a_statement_that_is_not_there():
    with pytest.raises(UnknownLabel) as refusal:
        checked(WORLDS, SUMMIT, ["C99"])
    assert str(refusal.value) == "No statement 'C99' here. 52 known, nearest: C49, C39, C29."


def test_refuses_before_it_measures_anything():
    class Untouched(dict):
        def __iter__(self):
            raise AssertionError("a World was asked for")

    *most, last = SUMMIT.statements
    (reading, *others) = last.readings
    typo = replace(reading, measure=f"{reading.measure}s")
    statements = (*most, replace(last, readings=(typo, *others)))
    case = replace(SUMMIT, statements=statements, file="mine.toml")
    with pytest.raises(UnknownLabel, match=r"^mine\.toml: statement C52, reading 1: No measure "):
        checked(Untouched(WORLDS), case)
