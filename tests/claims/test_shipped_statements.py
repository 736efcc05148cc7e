"""The statements that come with detente: known answers, laws, certificates, a second road."""

import statistics
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import measure_called, measurement, refuse_unmeasurable, verdict
from detente.data import load_case, shipped_worlds
from detente.errors import UnknownLabel
from detente.world import country_name

ROUNDING = 1e-12  # both roads add the same numbers, in another order
VOTES = 1e-6  # the source keeps agreement in single precision
SNAPSHOT = files("detente") / "snapshot"

ARTICLE = load_case("vladivostok-2019")
INVENTED = load_case("statements-2018")
WORLDS = shipped_worlds()


@cache
def outcomes(case):
    return {said.id: verdict(WORLDS, case, said).outcome for said in case.statements}


def said(case, id):
    return next(statement for statement in case.statements if statement.id == id)


def measured(case, id, number=1):
    reading = said(case, id).readings[number - 1]
    return measurement(WORLDS, reading.measure, dict(reading.args), case).value


# Known answers


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("C02", "mixed", id="kremlin_four_meetings_before_none_since_2011"),
        pytest.param("C05", "contradicted", id="the_hindu_2011_a_later_visit_in_ulan_ude"),
        pytest.param("C07", "mixed", id="kremlin_2018_an_invitation_a_year_old"),
        pytest.param("C12", "contradicted", id="putin_2019_denuclearisation_first"),
        pytest.param("C21", "mixed", id="harbour_masters_ice_and_open_ports"),
        pytest.param("C28", "contradicted", id="russia_to_the_security_council_11490_permits"),
        pytest.param("C32", "supported", id="kotra_and_kita_2018_over_nine_tenths"),
        pytest.param("C33", "supported", id="baci_2018_and_kotra_2018_by_far"),
        pytest.param("C38", "mixed", id="unseen_in_china_seen_at_the_border"),
        pytest.param("C42", "not checkable", id="nobody_measured_a_gesture"),
        pytest.param("C45", "contradicted", id="iaea_a_research_reactor_was_supplied"),
    ],
)
def test_the_article_of_april_2019(id, expected):
    assert outcomes(ARTICLE)[id] == expected


def test_the_calendar_25_april_2019_was_the_thursday_that_the_article_announces():
    assert ARTICLE.day == date(2019, 4, 25)
    assert ARTICLE.day.isoweekday() == 4


def test_the_article_makes_52_statements_of_which_a_professor_makes_25():
    assert [each.id for each in ARTICLE.statements] == [f"C{n:02}" for n in range(1, 53)]
    speakers = [each.speaker for each in ARTICLE.statements]
    assert {who: speakers.count(who) for who in speakers} == {
        "the article": 26,
        "Remco Breuker": 25,
        "commentators": 1,
    }


# What was changed in each invented sentence that is false, and what puts it right again.
PUT_RIGHT = {
    "partner-of-germany": ("rank", "stated", "3"),
    "buyer-of-mexico": ("value", "stated", "77 %"),
    "buyer-of-australia": ("year", {"year": 2018}),
    "buyer-of-brazil": ("rank", "stated", "1"),
    "surplus-of-the-united-states": ("direction", "less_than", 0.0),
    "russia-and-germany": ("direction", "less_than", 0.0),
    "china-in-american-trade": ("direction", "less_than", 0.0),
    "votes-of-india": ("direction", "less_than", 0.5),
    "people-of-india-2018": ("year", {"year": 2023}),
    "economy-of-norway": ("unit", "stated", "440000000000"),
    "economy-of-china": ("value", "stated", "3"),
    "border-of-portugal": ("unit", "stated", "1224"),
}
NEITHER = {
    "size-of-ethiopia": "mixed",  # in people and not in money
    "sales-to-canada": "mixed",  # the source lost a third of that trade: its range holds the bound
    "trust": "not checkable",
}


def test_invented_sentences_are_true_unless_they_were_made_false():
    made = {each.id: "supported" for each in INVENTED.statements}
    made |= dict.fromkeys(PUT_RIGHT, "contradicted") | NEITHER
    assert outcomes(INVENTED) == made


def test_invented_sentences_go_wrong_in_every_way_and_say_who_invented_them():
    assert {why for why, *_ in PUT_RIGHT.values()} == {"value", "rank", "year", "direction", "unit"}
    assert {each.speaker for each in INVENTED.statements} == {"example, invented"}
    assert {each.lang for each in INVENTED.statements} == {"en", "nl"}


# Laws


@settings(max_examples=40)
@given(data=st.data(), language=st.sampled_from(["en", "nl"]))
def test_a_country_may_be_called_by_its_name(data, language):
    """A reading says the same with names in either language as with codes."""
    reading = data.draw(
        st.sampled_from([r for each in INVENTED.statements for r in each.readings]),
        label="reading",
    )
    args = dict(reading.args)
    countries = {p.name for p in measure_called(reading.measure).arguments if p.kind == "country"}
    named = {key: country_name(args[key], language) for key in countries & args.keys()}
    found = [measurement(WORLDS, reading.measure, given).value for given in (args, args | named)]
    assert found[0] == found[1]


@pytest.mark.parametrize("case", [ARTICLE, INVENTED], ids=lambda case: case.id)
def test_every_statement_speaks_two_languages(case):
    for each in case.statements:
        readings = [reading.says for reading in each.readings]
        for words in (each.meaning, *readings, *filter(None, [each.no_reading_because])):
            assert dict(words).keys() == {"en", "nl"}
            assert len({text for _, text in words}) == 2, f"{each.id} says {words} twice"


@pytest.mark.parametrize("case", [ARTICLE, INVENTED], ids=lambda case: case.id)
def test_no_statement_is_read_twice_in_one_way(case):
    for each in case.statements:
        ways = [(r.measure, r.args, r.relation, r.than) for r in each.readings]
        assert len(set(ways)) == len(ways), f"{each.id} has one reading twice"


# Certificates


@pytest.mark.parametrize("case", [ARTICLE, INVENTED], ids=lambda case: case.id)
def test_every_reading_is_answered(case):
    refuse_unmeasurable(case)
    for each in case.statements:
        for result in verdict(WORLDS, case, each).results:
            assert result.finding != "unanswered", f"{each.id}: {result.why}"
            assert result.measurement is not None
            assert result.measurement.sources, f"{each.id}: {result.reading.measure}"


@pytest.mark.parametrize("id", PUT_RIGHT)
def test_a_false_sentence_is_false_in_one_thing(id):
    """The measure is the right one: with one thing put right, the sentence holds."""
    false = said(INVENTED, id)
    (reading,) = false.readings
    match PUT_RIGHT[id]:
        case (_, dict(args)):
            right = replace(reading, args=tuple((dict(reading.args) | args).items()))
        case (_, relation, than):
            right = replace(reading, relation=relation, than=(than,))
    assert verdict(WORLDS, INVENTED, replace(false, readings=(right,))).outcome == "supported"


# A second road: SQL on the shipped tables, and plain arithmetic on what the case holds


def sql(query):
    return duckdb.sql(query.replace("'#", f"'{SNAPSHOT}/")).fetchall()[0][0]


SHARE = """
    select sum(value_kusd) filter (where {mine} = '{a}' and {other} = '{b}')
         / sum(value_kusd) filter (where {mine} = '{a}') from '#trade_{year}.parquet'"""
BOTH_WAYS = """
    select sum(value_kusd) from '#trade_{year}.parquet'
    where (exporter, importer) in (('{a}', '{b}'), ('{b}', '{a}'))"""
OVER = "select ({top}) / ({bottom})"
SIZES = """
    select max({what}) filter (where iso3 = '{a}') / max({what}) filter (where iso3 = '{b}')
    from '#sizes.parquet' where year = 2018"""
SOLD = {"mine": "exporter", "other": "importer"}
RANK = """
    select 1 + count(*) from (
        select partner, sum(value_kusd) as traded from (
            select importer as partner, value_kusd from '#trade_2018.parquet' where exporter = '{a}'
            union all
            select exporter, value_kusd from '#trade_2018.parquet' where importer = '{a}')
        group by partner)
    where traded > ({both})"""


@pytest.mark.parametrize(
    ("id", "query"),
    [
        ("buyer-of-canada", SHARE.format(a="CAN", b="USA", year=2018, **SOLD)),
        ("buyer-of-mexico", SHARE.format(a="MEX", b="USA", year=2023, **SOLD)),
        ("buyer-of-australia", SHARE.format(a="AUS", b="CHN", year=2015, **SOLD)),
        (
            "partner-of-germany",
            RANK.format(a="DEU", both=BOTH_WAYS.format(a="DEU", b="NLD", year=2018)),
        ),
        (
            "vietnam-and-america",
            OVER.format(
                top=BOTH_WAYS.format(a="VNM", b="USA", year=2023),
                bottom=BOTH_WAYS.format(a="VNM", b="USA", year=2015),
            )
            + " - 1",
        ),
        (
            "russia-and-germany",
            OVER.format(
                top=BOTH_WAYS.format(a="RUS", b="DEU", year=2023),
                bottom=BOTH_WAYS.format(a="RUS", b="DEU", year=2018),
            )
            + " - 1",
        ),
        ("economy-of-china", SIZES.format(what="gdp_usd", a="CHN", b="JPN")),
        ("size-of-ethiopia", SIZES.format(what="population", a="ETH", b="NLD")),
        (
            "people-of-india-2018",
            "select 1 + count(*) from '#sizes.parquet' where year = 2018 and population > "
            "(select population from '#sizes.parquet' where year = 2018 and iso3 = 'IND')",
        ),
        (
            "neighbours-of-germany",
            "select count(*) from '#borders.parquet' where 'DEU' in (iso3_a, iso3_b)",
        ),
    ],
)
def test_invented_sentences_by_sql(id, query):
    assert measured(INVENTED, id) == pytest.approx(sql(query), rel=ROUNDING)


def test_votes_by_sql():
    agreed = sql(
        "select agree_strict from '#votes.parquet' "
        "where session = 73 and iso3_a = 'DEU' and iso3_b = 'NLD'"
    )
    assert measured(INVENTED, "votes-of-the-netherlands") == pytest.approx(agreed, abs=VOTES)


def test_the_share_of_china_by_sql():
    both = BOTH_WAYS.format(a="PRK", b="CHN", year=2018)
    everyone = (
        "select sum(value_kusd) from '#trade_2018.parquet' where 'PRK' in (exporter, importer)"
    )
    by_sql = sql(OVER.format(top=both, bottom=everyone))
    assert measured(ARTICLE, "C32") == pytest.approx(by_sql, rel=ROUNDING)


def test_the_workers_of_vladivostok_by_hand():
    """12,000 of the 30,023 workers were in the region; 8,000 were left in all of Russia."""
    assert measured(ARTICLE, "C09", 2) == pytest.approx(8_000 * 12_000 / 30_023, rel=ROUNDING)


def test_the_yearly_changes_of_trade_with_china_by_hand():
    series = next(each for each in ARTICLE.series if each.id == "prk_china")
    until_2018 = [v for y, v in zip(series.years, series.values, strict=True) if y <= 2018]
    changes = [after / before - 1 for before, after in pairwise(until_2018)]
    z = (-0.2 - statistics.fmean(changes)) / statistics.stdev(changes)
    rare = sum(change < -0.2 for change in changes) / len(changes)
    typical = statistics.median(map(abs, changes))
    found = [measured(ARTICLE, "C38", number) for number in (3, 4, 5)]
    assert found == pytest.approx([z, rare, typical], rel=ROUNDING)


def test_the_meetings_before_by_a_plain_loop():
    before = [
        visit
        for visit in ARTICLE.visits
        if {*visit.between} == {"PRK", "RUS"} and 2000 <= visit.first.year < 2019
    ]
    assert measured(ARTICLE, "C02") == len(before) == 4


def test_the_last_visit_of_the_father_by_a_plain_loop():
    last = 0
    for visit in ARTICLE.visits:
        if visit.host == "RUS" and "Kim Jong-il" in visit.leaders:
            last = max(last, visit.first.year)
    assert measured(ARTICLE, "C05") == last == 2011


# Refusals, word for word


def test_a_reading_of_a_fact_that_is_not_there():
    small = replace(ARTICLE, facts=(ARTICLE.fact("E007"),), file="case.toml")
    reading = replace(said(ARTICLE, "C24").readings[0], args=(("fact", "E0077"),))
    with pytest.raises(UnknownLabel) as refused:
        verdict(WORLDS, small, replace(said(ARTICLE, "C24"), readings=(reading,)))
    assert str(refused.value) == (
        "case.toml: statement C24, reading 1: fact.value: fact=E0077: No fact 'E0077' here. "
        "1 known, nearest: E007."
    )
