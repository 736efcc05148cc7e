"""The shape of a case file: laws, certificates, a second road, refusals."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente.world
from detente.errors import BadInput, Error
from detente.world import UNITS, case_in, case_schema
from detente.world.written import LARGEST

SHIPPED = Path(detente.world.__file__).with_name("case.schema.json")

# Laws


@settings(max_examples=50)
@given(*[st.one_of(st.none(), st.sampled_from([-1, 0, 0.5, 1, 7]))] * 3, st.booleans())
def test_a_fact_is_a_number_in_order_with_a_unit_or_no_number(
    tmp_path_factory, low, value, high, counted
):
    path = tmp_path_factory.mktemp("case") / "a.json"
    ends = {"low": low, "value": value, "high": high, "unit": "count" if counted else None}
    fact = {"id": "F", "about": "a", "statement": "a", "when": "2018", "sources": ["a"]}
    fact |= {"checked": True, **{key: end for key, end in ends.items() if end is not None}}
    case = {"id": "a", "title": "A", "pair": ["NL", "BE"], "sources": {"a": {"title": "A"}}}
    path.write_text(json.dumps({**case, "facts": [fact]}), "utf-8")
    given_ends = [end for end in (low, value, high) if end is not None]
    fits = counted and value is not None and given_ends == sorted(given_ends)
    fits |= not counted and not given_ends
    if fits:
        (found,) = case_in(path).facts
        assert bool(found.unit) == (found.value == found.value) == counted
        assert not found.low > found.value
        assert not found.value > found.high
    else:
        with pytest.raises(BadInput):
            case_in(path)


# Certificates


def test_the_shipped_schema_is_current():
    shipped = json.loads(SHIPPED.read_text("utf-8"))
    assert shipped == case_schema(), "write json.dumps(case_schema(), indent=2) to it"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(case_schema())


def test_no_key_takes_a_verdict():
    words = {"verdict", "outcome", "supported", "contradicted", "mixed", "assessment"}
    names = {name for shape in case_schema()["$defs"].values() for name in shape["properties"]}
    assert not words & {*names, *case_schema()["properties"]}


# A second road


def test_the_schema_takes_what_the_reader_takes(case_with, written_case):
    jsonschema.validate(written_case, case_schema())
    assert case_with().id == "ferry"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("title", None),
        ("pair", ["NOR"]),
        ("theta", 0),
        ("diverted_share", 1),
        ("facts.0.unit", "per cent"),
        ("facts.0.value", "2"),
        ("facts.0.sources", []),
        ("facts.0.source", ["harbour"]),
        ("series.0.values", {}),
        ("visits.0.kind", "secret"),
        ("exchanges.0.category", "coal export"),
        ("exchanges.0.sector", "33"),
        ("positions.0.salience", 101),
        ("statements.0.lang", "de"),
        ("statements.0.quote", "x" * 301),
        ("statements.0.meaning", {"en": "Only English"}),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(case_with, written_case, place, value):
    with pytest.raises(Error):
        case_with(place, value)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written_case, case_schema())


# Refusals, word for word

DAY = "A day of the calendar, as 2019-04-25."
SOURCES = 'Who says so, by the keys under [sources]: sources = ["kotra2018"].'
WHEN = (
    'The time that it describes, as text: when = "2018", "2019-04", "2019-04-25", or from one to '
    'another, "2008/2018".'
)
IN_FACT = "FILE: facts no. 1 (F1)"
IN_EXCHANGE = "FILE: exchanges no. 1 (berth)"


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("title", None, 'FILE: title is missing. What this is about, in words: title = "…".'),
        (
            "title",
            "A\x1b[31m",
            r"FILE: title: 'A\x1b[31m' holds letters that no screen shows. Write it on one line.",
        ),
        (
            "pair",
            ["NOR"],
            'FILE: pair is [\'NOR\']. Two countries: pair = ["Russia", "North Korea"].',
        ),
        (
            "date",
            "2019-02-30",
            f"FILE: date is '2019-02-30'. The day that the question is about. {DAY}",
        ),
        (
            "theta",
            -4,
            "FILE: theta is -4. Trade elasticity, from 0.1 to 100. Left out for the customary "
            "ones.",
        ),
        (
            "diverted_share",
            20,
            "FILE: diverted_share is 20. Share of trade that a diversion moves, between 0 and 1, "
            "as 0.2.",
        ),
        (
            "sources",
            {"a b": {"title": "A"}},
            "FILE: sources.a b is 'a b'. Publications under [sources.key], a key of letters, "
            "digits, - and _.",
        ),
        (
            "sources.harbour.url",
            "javascript:alert(1)",
            "FILE: sources.harbour.url is 'javascript:alert(1)'. Where it stands: url = "
            '"https://…". Left out if nowhere.',
        ),
        ("facts.0.sources", None, f"{IN_FACT}, sources is missing. {SOURCES}"),
        ("facts.0.sources", [], f"{IN_FACT}, sources is []. {SOURCES}"),
        (
            "facts.0.source",
            "harbour",
            "FILE: No key 'source' is known in facts no. 1 (F1). Did you mean sources? Known: low, "
            "value, high, id, about, statement, unit, when, sources, checked.",
        ),
        (
            "facts.0.low",
            2.5,
            f"{IN_FACT}: low is 2.5, value 2 and high 3. Write low ≤ value ≤ high, or value alone.",
        ),
        (
            "facts.0.high",
            1.75,
            f"{IN_FACT}: low is 1.5, value 2 and high 1.75. Write low ≤ value ≤ high, or value "
            "alone.",
        ),
        (
            "facts.0.value",
            "2",
            f"{IN_FACT}, value is '2'. The figure: value = 95.8. Left out if it is no number.",
        ),
        (
            "facts.0.value",
            None,
            f"{IN_FACT}: low or high is given, and value is not. Write value as well.",
        ),
        (
            "facts.0.unit",
            None,
            f"{IN_FACT}: It has a value and no unit. Write both, or neither.",
        ),
        ("facts.0.when", 2018, f"{IN_FACT}, when is 2018. {WHEN}"),
        (
            "facts.0.when",
            "2019-02-30",
            f"{IN_FACT}, when: '2019-02-30' is no time of the calendar. {WHEN}",
        ),
        (
            "facts.0.when",
            "2018/2008",
            f"{IN_FACT}, when: '2018/2008' ends before it begins. {WHEN}",
        ),
        (
            "facts.0.checked",
            "yes",
            f"{IN_FACT}, checked is 'yes'. Whether it was seen in a published text, or computed "
            "from such figures: true or false.",
        ),
        (
            "series.0.values",
            {"18": 3},
            "FILE: series no. 1 (trips), values.18 is '18'. Figures by year: values = "
            "{ 2017 = 5260, 2018 = 2720 }.",
        ),
        (
            "series.0.unchecked",
            [2021],
            "FILE: series no. 1 (trips): unchecked names 2021, and values has no such year. Leave "
            "it out.",
        ),
        (
            "visits.0.last",
            "2024-04-01",
            "FILE: visits no. 1 (V1): last is 2024-04-01, before first, 2024-04-30. Swap them.",
        ),
        (
            "visits.0.kind",
            "secret",
            'FILE: visits no. 1 (V1), kind is \'secret\'. "state", "official", "working", '
            '"unofficial", "summit" or "meeting".',
        ),
        (
            "exchanges.0.value",
            None,
            f"{IN_EXCHANGE}: It names no fact. Write the ids of those that say so: evidence = "
            '["L001"].',
        ),
        (
            "exchanges.0.category",
            2701,
            f"{IN_EXCHANGE}, category is 2701. Category of the rules that it falls under: "
            'category = "coal_export".',
        ),
        (
            "exchanges.0.what",
            {"en": "A berth"},
            f"{IN_EXCHANGE}, what.nl is missing. In English and in Dutch: "
            '{ en = "…", nl = "…" }.',
        ),
        (
            "positions.0.value",
            120,
            "FILE: positions no. 1, value is 120. A number from 0 to 100.",
        ),
        (
            "positions.0.salience",
            0,
            "FILE: positions no. 1, salience is 0. How much it cares. A number above 0, and up to "
            "100.",
        ),
        (
            "positions.0.low",
            50,
            "FILE: positions no. 1: low is 50, value 40 and high 40. Write low ≤ value ≤ high, or "
            "value alone.",
        ),
    ],
)
def test_refuses_what_is_no_case(said_of, place, value, said):
    assert said_of(place, value) == (BadInput, said)


def test_refuses_an_id_twice(said_of, written_case):
    fact = written_case["facts"][0]
    assert said_of("facts", [fact, fact]) == (
        BadInput,
        "FILE: facts holds the id 'F1' twice. Give each its own.",
    )


def test_refuses_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(BadInput) as refusal:
        case_in(path)
    assert str(refusal.value) == (
        f"{path} has 50,000,000 bytes, and at most {LARGEST:,} are read. Split it, or check that "
        "it is the file you mean."
    )


def test_refuses_toml_that_does_not_parse_and_says_where(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('id = "a"\npair = [RUS, PRK]\n', "utf-8")
    with pytest.raises(BadInput) as refusal:
        case_in(path)
    assert str(refusal.value) == f"{path} is not TOML: Invalid value (at line 2, column 9)."


def test_refuses_an_empty_file(tmp_path):
    path = tmp_path / "a.toml"
    path.touch()
    with pytest.raises(BadInput) as refusal:
        case_in(path)
    assert str(refusal.value) == (
        f"{path} is empty. Begin with id. A name to refer to it by, of letters, digits, - and _: "
        'id = "vladivostok-2019".'
    )


def test_every_key_says_what_to_write():
    for shape in (*case_schema()["$defs"].values(), case_schema()):
        for name, field in shape["properties"].items():
            assert re.search(r"\.$", field["description"]), name


def test_the_schema_lists_every_unit():
    choices = case_schema()["$defs"]["SeriesEntry"]["properties"]["unit"]["enum"]
    assert choices == [*UNITS]


def test_refuses_an_hour_where_a_day_is_asked(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(
        'id = "a"\ntitle = "A"\npair = ["NL", "BE"]\ndate = 2024-05-01T10:00:00\n', "utf-8"
    )
    with pytest.raises(BadInput) as refusal:
        case_in(path)
    assert str(refusal.value) == (
        f"{path}: date is 2024-05-01 10:00:00. The day that the question is about. {DAY}"
    )
