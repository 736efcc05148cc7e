"""Verdicts: known answers, laws, a second road, refusals."""

from dataclasses import replace
from math import inf, nan

import pytest
from claims.invented import CASE
from hypothesis import given
from hypothesis import strategies as st

from detente.claims import Measurement, can_be_rounded_to, refuse_unmeasurable, verdict
from detente.claims.verdict import finding_of, outcome_of
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.world import Reading, Statement, example_world

WORLDS = {2024: example_world()}
SAYS = (("en", "It is so"), ("nl", "Het is zo"))

FINDINGS = st.sampled_from(["holds", "fails", "open", "unanswered"])
ONE_SIDED = st.sampled_from(["at_least", "at_most", "more_than", "less_than"])
NUMBERS = st.integers(-50, 50).map(lambda n: n / 10)


def reading(relation, *than, measure="fact.value", **asked):
    return Reading(SAYS, measure, tuple((asked or {"fact": "workers"}).items()), relation, than)


def statement(*readings, id="S1"):
    return Statement(id, "example, invented", "so it is", "en", SAYS, "fact", readings)


def said(*readings):
    return verdict(WORLDS, CASE, statement(*readings))


def measured(value, low=nan, high=nan, unit="ratio"):
    return Measurement("invented", {}, value, unit, None, "By head.", (), low, high)


# Known answers


@pytest.mark.parametrize(
    ("relation", "than", "holding", "failing", "straddling"),
    [
        ("at_least", (8.0,), (8.0, 9.0), (7.0, 7.9), (7.0, 8.0)),
        ("more_than", (8.0,), (8.1, 9.0), (7.0, 8.0), (8.0, 9.0)),
        ("at_most", (8.0,), (7.0, 8.0), (8.1, 9.0), (8.0, 9.0)),
        ("less_than", (8.0,), (7.0, 7.9), (8.0, 9.0), (7.0, 8.0)),
        ("between", (7.0, 8.0), (7.0, 8.0), (8.1, 9.0), (8.0, 9.0)),
        ("between", (7.0, 8.0), (7.5, 7.5), (6.0, 6.9), (6.0, 9.0)),
        ("stated", ("8",), (7.5, 8.5), (8.6, 9.0), (8.5, 8.6)),
    ],
)
def test_by_hand_a_reading_holds_where_all_of_the_range_passes(
    relation, than, holding, failing, straddling
):
    asked = reading(relation, *than)
    for (low, high), finding in ((holding, "holds"), (failing, "fails"), (straddling, "open")):
        assert finding_of(asked, measured((low + high) / 2, low, high)) == finding


def test_by_hand_a_range_around_the_only_numbers_that_pass_is_open_and_not_failed():
    """The ends of 10,000 to 100,000 both miss 50,000, and much between them does not."""
    asked = reading("stated", "50000")
    assert finding_of(asked, measured(20_000, 10_000, 100_000)) == "open"


def test_by_hand_a_number_without_a_range_is_held_to_itself():
    assert finding_of(reading("at_least", 8.0), measured(8.0)) == "holds"
    assert finding_of(reading("at_least", 8.0), measured(nan)) == "unanswered"


def test_by_hand_every_digit_of_a_stated_year_counts():
    assert finding_of(reading("stated", "2000"), measured(2011.0, unit="year")) == "fails"
    assert finding_of(reading("stated", "2000"), measured(2011.0, unit="count")) == "holds"


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        (["holds", "holds"], "supported"),
        (["fails", "fails"], "contradicted"),
        (["fails", "unanswered"], "contradicted"),
        (["holds", "fails"], "mixed"),
        (["holds", "unanswered"], "mixed"),
        (["open"], "mixed"),
        (["fails", "open"], "mixed"),
        (["unanswered", "unanswered"], "not checkable"),
        ([], "not checkable"),
    ],
)
def test_by_hand_the_verdict_follows_from_the_readings(findings, outcome):
    assert outcome_of(findings) == outcome


def test_by_hand_each_reading_keeps_its_number_and_its_sources():
    found = said(reading("at_least", 5_000.0), reading("stated", "50000"))
    assert found.outcome == "mixed"
    assert [result.finding for result in found.results] == ["holds", "fails"]
    assert [result.measurement.value for result in found.results] == [8_000, 8_000]
    assert all(result.measurement.sources for result in found.results)


def test_by_hand_a_reading_without_an_answer_says_why():
    found = said(reading("at_least", 1.0, fact="mood"))
    assert (found.outcome, found.results[0].why) == ("not checkable", "mood states no number.")


def test_by_hand_a_measure_that_refuses_leaves_its_reading_unanswered():
    asked = reading("at_least", 1.0, measure="trade.total", of="PRK")
    found = said(asked, reading("at_least", 1.0))
    (refused, answered) = found.results
    assert (refused.finding, refused.measurement) == ("unanswered", None)
    assert refused.why == "No goods trade for PRK in any one year here. Held for PRK: no year."
    assert (answered.finding, found.outcome) == ("holds", "mixed")


def test_by_hand_a_statement_without_readings_is_not_checkable():
    assert said().outcome == "not checkable"


# Laws


@given(st.lists(FINDINGS))
def test_the_order_of_the_readings_does_not_matter(findings):
    assert outcome_of(findings) == outcome_of(findings[::-1]) == outcome_of(sorted(findings))


@given(st.lists(FINDINGS, min_size=1), FINDINGS)
def test_another_reading_never_turns_a_verdict_around(findings, another):
    before, after = outcome_of(findings), outcome_of([*findings, another])
    assert {before, after} != {"supported", "contradicted"}


@given(ONE_SIDED, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_wider_range_only_leaves_more_open(relation, than, value, below, above):
    asked = reading(relation, than)
    exact = finding_of(asked, measured(value))
    wide = finding_of(asked, measured(value, value - abs(below), value + abs(above)))
    assert wide in (exact, "open")


@given(NUMBERS, NUMBERS)
def test_at_least_and_less_than_are_each_others_opposite(than, value):
    findings = {
        finding_of(reading(relation, than), measured(value))
        for relation in ("at_least", "less_than")
    }
    assert findings == {"holds", "fails"}


# A second road


@given(st.floats(0, 1e6), st.integers(0, 10**6).map(str))
def test_a_stated_number_holds_where_the_measured_one_can_be_rounded_to_it(value, number):
    holds = finding_of(reading("stated", number), measured(value)) == "holds"
    assert holds == can_be_rounded_to(value, number)


# Refusals, word for word


def refusal(error, *readings, file="invented.toml") -> str:
    case = replace(CASE, statements=(statement(reading("at_least", 1.0)),), file=file)
    case = replace(case, statements=(*case.statements, statement(*readings, id="S2")))
    with pytest.raises(error) as raised:
        refuse_unmeasurable(case)
    with pytest.raises(error) as again:
        verdict(WORLDS, case, case.statements[1])
    assert str(again.value) == str(raised.value)
    return str(raised.value)


FINE = reading("at_least", 1.0)


def test_refuses_a_measure_that_nobody_knows_and_says_where():
    asked = reading("at_least", 1.0, measure="fact.vale", fact="workers")
    assert refusal(UnknownLabel, FINE, asked).startswith(
        "invented.toml: statement S2, reading 2: No measure 'fact.vale' here. "
    )
    assert refusal(UnknownLabel, asked, file="").startswith("statement S2, reading 1: No measure")


@pytest.mark.parametrize(
    ("error", "asked", "message"),
    [
        (
            UnknownLabel,
            reading("at_least", 1.0, fact="worker"),
            "fact.value: fact=worker: No fact 'worker' here. 6 known, nearest: workers.",
        ),
        (
            UnknownLabel,
            reading("at_least", 1.0, fact="workers", year=2018),
            "No argument of fact.value 'year' here. 1 known, nearest: fact. "
            "It reads: fact.value fact=fact",
        ),
        (
            BadInput,
            reading("at_least", 1.0, measure="fact.ratio", of="fee"),
            "fact.ratio needs to=. It reads: fact.ratio of=fact to=fact",
        ),
        (
            BadInput,
            reading("at_least", "half"),
            "at_least = 'half' is not a number. Write it as 0.5, without a unit.",
        ),
        (
            BadInput,
            reading("at_most", inf),
            "at_most = inf is not a number. Write it as 0.5, without a unit.",
        ),
        (
            BadInput,
            reading("between", 2.0, 1.0),
            "between 2.0 and 1.0 lies nothing. Write the smaller first.",
        ),
        (BadInput, reading("between", 2.0), "between takes 2, and 1 stand there."),
        (BadInput, reading("stated"), "stated takes 1, and 0 stand there."),
        (
            BadInput,
            reading("is", 1.0),
            "is is no test. Choose one of: stated, at_least, at_most, more_than, less_than, "
            "between.",
        ),
        (
            BadInput,
            reading("stated", "50.000,-"),
            "'50.000,-' is not a stated number. Write it plainly, without separators of "
            'thousands: "50000", "4.75", "20 %".',
        ),
        (
            BadInput,
            reading("more_than", 12.0, measure="fact.share", of="fee", to="fee"),
            "more_than = 12.0 is asked of a share, which is a fraction. Write 0.12 for 12 per "
            'cent, or, as somebody stated it, "12 %".',
        ),
        (
            BadInput,
            reading("stated", "12", measure="fact.share", of="fee", to="fee"),
            "stated = 12 is asked of a share, which is a fraction. Write 0.12 for 12 per cent, "
            'or, as somebody stated it, "12 %".',
        ),
    ],
)
def test_refuses_a_reading_that_cannot_be_measured_as_it_is_written(error, asked, message):
    assert refusal(error, asked) == f"invented.toml: statement S2, reading 1: {message}"


def test_refuses_facts_of_a_case_that_holds_none():
    case = replace(CASE, facts=(), statements=(statement(FINE),))
    with pytest.raises(MissingData) as raised:
        refuse_unmeasurable(case)
    assert str(raised.value) == (
        "invented.toml: statement S1, reading 1: fact.value: fact=workers: "
        "the case holds no fact, so there is none to look up."
    )


def test_refuses_a_ratio_of_two_units_only_once_it_is_measured():
    asked = reading("at_least", 1.0, measure="fact.ratio", of="fee", to="workers")
    with pytest.raises(BadInput) as raised:
        said(asked)
    assert str(raised.value) == (
        "invented.toml: statement S1, reading 1: fact.ratio: fee is in USD and workers in persons. "
        "Only two figures in the same unit make a ratio."
    )
