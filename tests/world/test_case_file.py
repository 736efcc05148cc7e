"""Case files and what they name: known answers, laws, a second road, refusals."""

import json
from datetime import date
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.world import (
    UNITS,
    Case,
    Exchange,
    Fact,
    Position,
    Reading,
    Series,
    Source,
    Statement,
    Visit,
    case_in,
    country_name,
)

CODES = ("BEL", "CHN", "DEU", "NLD", "NOR", "PRK", "RUS", "USA")
EVERY_KEY = """
id = "vladivostok"
title = "A meeting"
pair = ["Rusland", "North Korea"]
date = 2019-04-25
third_parties = ["China", "410"]
year = 2018
theta = 5
deficits = "dek"
diverted_share = 0.3

[sources.kotra]
title = "A yearbook"
publisher = "KOTRA"
year = 2019
url = "https://example.org/a"
[sources.memory]
title = "From memory"

[[facts]]
id = "T1"
about = "trade"
statement = "China's share"
low = 95.7
value = 95.8
high = 95.9
unit = "percent"
when = 2018-12-31
sources = ["kotra", "memory"]
checked = true

[[facts]]
id = "T2"
about = "trade"
statement = "Traders protested"
when = "2008/2018"
sources = ["memory"]
checked = false

[[series]]
id = "total"
about = "trade"
statement = "Trade"
unit = "USD million"
values = { 2018 = 2720, 2017 = 5260.5 }
unchecked = [2017]
sources = ["kotra"]

[[visits]]
id = "V1"
between = ["Noord-Korea", "RUS"]
first = 2019-04-24
last = 2019-04-26
place = "Vladivostok"
host = "RUS"
leaders = ["Kim", "Putin"]
kind = "official"
signed = true
document = "A declaration"
sources = ["kotra"]
checked = true

[[exchanges]]
id = "coal"
what = { en = "Coal", nl = "Kolen" }
giver = "PRK"
taker = "China"
value = ["T1"]
now = ["T2", "T1"]
category = "coal_export"
others = ["Mongolia"]
evidence = ["T2"]
sector = "3"

[issues.relief]
en = "Relief first"
nl = "Eerst verlichting"

[[positions]]
actor = "PRK"
issue = "relief"
low = 5
value = 12
high = 20
salience = 95
weight = 0.0134
sources = ["memory"]
checked = false

[[statements]]
id = "C1"
speaker = "A professor"
quote = "veruit de grootste"
lang = "nl"
meaning = { en = "By far", nl = "Veruit" }
kind = "comparison"
sources = ["kotra"]
[[statements.readings]]
says = { en = "First", nl = "Eerste" }
measure = "trade.partner_rank"
with = { of = "PRK", year = 2018, share = 0.5, on = 2019-04-25 }
holds_if = { between = [1, 2.5] }
[[statements.readings]]
says = { en = "As said", nl = "Zoals gezegd" }
measure = "trade.share"
holds_if = { stated = "96 %" }

[[statements]]
id = "C2"
speaker = "A professor"
quote = "to vex others"
lang = "en"
meaning = { en = "A motive", nl = "Een motief" }
kind = "motive"
no_reading_because = { en = "Nobody sees a motive", nl = "Een motief ziet niemand" }
"""

# Known answers


def test_by_hand_every_key_at_once(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(EVERY_KEY, "utf-8")
    found = case_in(path)
    kotra = Source("A yearbook", "KOTRA", 2019, "figures cited", "https://example.org/a")
    memory = Source("From memory", "", None, "figures cited", "")
    figure, event = found.facts
    assert figure == Fact(
        id="T1",
        about="trade",
        statement="China's share",
        low=95.7,
        value=95.8,
        high=95.9,
        unit="percent",
        when="2018-12-31",
        sources=(kotra, memory),
        checked=True,
    )
    assert all(isnan(end) for end in (event.low, event.value, event.high))
    assert (event.unit, event.when, event.checked) == ("", "2008/2018", False)
    assert found == Case(
        pair=("RUS", "PRK"),
        year=2018,
        theta=5.0,
        deficits="dek",
        diverted_share=0.3,
        id="vladivostok",
        title="A meeting",
        day=date(2019, 4, 25),
        third_parties=("CHN", "KOR"),
        facts=found.facts,
        series=(
            Series(
                id="total",
                about="trade",
                statement="Trade",
                unit="USD million",
                years=(2017, 2018),
                values=(5260.5, 2720.0),
                checked=(False, True),
                sources=(kotra,),
            ),
        ),
        visits=(
            Visit(
                id="V1",
                between=("PRK", "RUS"),
                first=date(2019, 4, 24),
                last=date(2019, 4, 26),
                place="Vladivostok",
                host="RUS",
                leaders=("Kim", "Putin"),
                kind="official",
                signed=True,
                document="A declaration",
                sources=(kotra,),
                checked=True,
            ),
        ),
        exchanges=(
            Exchange(
                id="coal",
                what=(("en", "Coal"), ("nl", "Kolen")),
                giver="PRK",
                taker="CHN",
                value=("T1",),
                now=("T2", "T1"),
                category="coal_export",
                others=("MNG",),
                evidence=("T2",),
                sector="3",
            ),
        ),
        positions=(
            Position(
                actor="PRK",
                issue="relief",
                what=(("en", "Relief first"), ("nl", "Eerst verlichting")),
                low=5.0,
                value=12.0,
                high=20.0,
                salience=95.0,
                weight=0.0134,
                sources=(memory,),
                checked=False,
            ),
        ),
        statements=(
            Statement(
                id="C1",
                speaker="A professor",
                quote="veruit de grootste",
                lang="nl",
                meaning=(("en", "By far"), ("nl", "Veruit")),
                kind="comparison",
                readings=(
                    Reading(
                        says=(("en", "First"), ("nl", "Eerste")),
                        measure="trade.partner_rank",
                        args=(("of", "PRK"), ("year", 2018), ("share", 0.5), ("on", "2019-04-25")),
                        relation="between",
                        than=(1.0, 2.5),
                    ),
                    Reading(
                        says=(("en", "As said"), ("nl", "Zoals gezegd")),
                        measure="trade.share",
                        args=(),
                        relation="stated",
                        than=("96 %",),
                    ),
                ),
                sources=(kotra,),
            ),
            Statement(
                id="C2",
                speaker="A professor",
                quote="to vex others",
                lang="en",
                meaning=(("en", "A motive"), ("nl", "Een motief")),
                kind="motive",
                readings=(),
                no_reading_because=(
                    ("en", "Nobody sees a motive"),
                    ("nl", "Een motief ziet niemand"),
                ),
            ),
        ),
        file=str(path),
    )


def test_by_hand_a_pair_is_enough(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('id = "a"\ntitle = "A"\npair = ["NL", "BE"]\n', "utf-8")
    assert case_in(path) == Case(("NLD", "BEL"), id="a", title="A", file=str(path))


# Laws


@settings(max_examples=25)
@given(st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True), st.data())
def test_how_a_country_is_written_does_not_matter(tmp_path_factory, codes, data):
    path = tmp_path_factory.mktemp("case") / "a.json"
    names = [country_name(c, data.draw(st.sampled_from(["en", "nl"]))) for c in codes]
    path.write_text(json.dumps({"id": "a", "title": "A", "pair": names}), "utf-8")
    assert case_in(path).pair == tuple(codes)


@settings(max_examples=25)
@given(st.permutations([2015, 2016, 2017, 2018]))
def test_the_years_of_a_series_come_in_order(tmp_path_factory, years):
    series = {
        "id": "a",
        "about": "a",
        "statement": "a",
        "unit": "count",
        "values": {str(year): year / 2 for year in years},
        "sources": ["a"],
    }
    path = tmp_path_factory.mktemp("case") / "a.json"
    case = {"id": "a", "title": "A", "pair": ["NL", "BE"], "sources": {"a": {"title": "A"}}}
    path.write_text(json.dumps({**case, "series": [series]}), "utf-8")
    (found,) = case_in(path).series
    assert found.years == (2015, 2016, 2017, 2018)
    assert found.amounts == found.values == tuple(year / 2 for year in found.years)


# A second road


def test_toml_and_json_of_one_content_are_one_case(tmp_path, case_with, written_case):
    toml = tmp_path / "a.toml"
    head = "\n".join(f"{key} = {json.dumps(written_case[key])}" for key in ("id", "title", "pair"))
    toml.write_text(f"{head}\ndate = 2024-05-01\nthird_parties = ['SWE']\n", "utf-8")
    by_toml, by_json = case_in(toml), case_with()
    said = ("id", "title", "pair", "day", "third_parties")
    assert [getattr(by_toml, key) for key in said] == [getattr(by_json, key) for key in said]


# Refusals, word for word


def test_refuses_two_positions_of_one_actor_on_one_issue(said_of, written_case):
    (held,) = written_case["positions"]
    said = "FILE: positions no. 2: NOR has a position on fare already, no. 1. Keep one of the two."
    assert said_of("positions", [held, {**held, "actor": "Norway"}]) == (BadInput, said)


NO_COUNTRY = "Write a name in English or Dutch, or a code such as NLD, NL or 528."
PARTIES = "the case is about NOR, DNK, SWE. Name one of them, or add DEU to third_parties."


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("pair.1", "Corea", f"FILE: pair no. 2: No country 'Corea' here. {NO_COUNTRY}"),
        (
            "third_parties.0",
            "Zzz",
            f"FILE: third_parties no. 1: No country 'Zzz' here. {NO_COUNTRY}",
        ),
        (
            "visits.0.between.0",
            "Zzz",
            f"FILE: visits no. 1 (V1), between no. 1: No country 'Zzz' here. {NO_COUNTRY}",
        ),
        (
            "facts.0.sources",
            ["harbor"],
            "FILE: facts no. 1 (F1), sources: No source 'harbor' here. 1 known, nearest: harbour. "
            "Describe it under [sources.harbor].",
        ),
        (
            "sources",
            {},
            "FILE: facts no. 1 (F1), sources: No source 'harbour' here: the file describes none. "
            "Describe it under [sources.harbour].",
        ),
        (
            "positions.0.issue",
            "fares",
            "FILE: positions no. 1, issue: No issue 'fares' here. 1 known, nearest: fare. Describe "
            "it under [issues.fares].",
        ),
        (
            "facts.0.unit",
            "USD milion",
            "FILE: facts no. 1 (F1), unit: No unit 'USD milion' here. 51 known, nearest: "
            f"USD million, USD billion, USD trillion. Known: {', '.join(UNITS)}.",
        ),
        (
            "series.0.unit",
            "trips",
            "FILE: series no. 1 (trips), unit: No unit 'trips' here. 51 known, nearest: "
            f"USD, USD thousand, USD million. Known: {', '.join(UNITS)}.",
        ),
        (
            "exchanges.0.value",
            ["F2"],
            "FILE: exchanges no. 1 (berth), value: No fact 'F2' here. 1 known, nearest: F1. "
            "Describe it under [[facts]].",
        ),
        (
            "statements.0.sources",
            ["x"],
            "FILE: statements no. 1 (S1), sources: No source 'x' here. 1 known, nearest: harbour. "
            "Describe it under [sources.x].",
        ),
    ],
)
def test_refuses_a_name_that_stands_for_nothing(said_of, place, value, said):
    assert said_of(place, value) == (UnknownLabel, said)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("pair.1", "Noorwegen", "FILE: pair names NOR twice. Name it once."),
        ("third_parties", ["SE", "752"], "FILE: third_parties names SWE twice. Name it once."),
        (
            "third_parties.0",
            "DK",
            "FILE: third_parties names DNK, which is one of the pair. Drop it.",
        ),
        (
            "visits.0.between.1",
            "NO",
            "FILE: visits no. 1 (V1), between names NOR twice. Name it once.",
        ),
        (
            "visits.0.host",
            "DEU",
            "FILE: visits no. 1 (V1), host is DEU, and NOR met DNK. Name one of the two, or leave "
            "host out.",
        ),
        ("exchanges.0.giver", "DEU", f"FILE: exchanges no. 1 (berth), giver is DEU, and {PARTIES}"),
        ("exchanges.0.taker", "DEU", f"FILE: exchanges no. 1 (berth), taker is DEU, and {PARTIES}"),
        (
            "exchanges.0.giver",
            "NOR",
            "FILE: exchanges no. 1 (berth): NOR gives to itself. Name two countries.",
        ),
        (
            "exchanges.0.others",
            ["DE", "NL", "DE"],
            "FILE: exchanges no. 1 (berth), others names DEU twice. Name it once.",
        ),
        ("positions.0.actor", "DEU", f"FILE: positions no. 1, actor is DEU, and {PARTIES}"),
    ],
)
def test_refuses_countries_that_do_not_go_together(said_of, place, value, said):
    assert said_of(place, value) == (BadInput, said)
