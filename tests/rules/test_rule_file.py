"""Files of rules: known answers, laws, certificates, a second road, refusals."""

import json
from datetime import date, timedelta

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.rules import Category, Citation, Rule, rules_on, rules_schema, status

HEAD = 'target = "Norway"\nissuer = "Me"\nas_of = 2020-12-31\nscope = "Invented."\n'
HEAD_PRK = HEAD.replace("Norway", "PRK")
RULE = (
    '[[rules]]\ninstrument = "Act 1"\nsubject = "fish"\ndirection = "export"\nkind = "ban"\n'
    "adopted = 2017-01-01\nin_force_from = 2017-02-01\n"
)
PLAIN = {
    "target": "NOR",
    "issuer": "Me",
    "as_of": "2020-12-31",
    "scope": "Invented.",
    "rules": [
        {
            "instrument": "Act 1",
            "subject": "fish",
            "direction": "export",
            "kind": "ban",
            "adopted": "2017-01-01",
            "in_force_from": "2017-02-01",
        }
    ],
}

some_examples = settings(max_examples=25, deadline=None)


@pytest.fixture
def read(tmp_path):
    """Rules of a text, as a file."""

    def rules(text, target="Norway", name="a.toml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return rules_on(target, path)

    return rules


# Known answers


def test_by_hand_every_key_at_once(read):
    found = read(
        HEAD
        + """
        binds = ["South Korea", "JPN"]
        [[categories]]
        name = "fishery"
        title = "Fish, sold"
        directions = ["export"]
        [[categories]]
        name = "crews"
        title = "Crews"
        directions = ["labour"]
        [[rules]]
        instrument = "Act 2"
        paragraph = "Article 3"
        subject = "cod"
        direction = "export"
        kind = "cap"
        adopted = 2017-01-01
        in_force_from = 2017-02-01
        in_force_to = 2019-12-31
        covers = ["fishery"]
        ends = ["crews"]
        deadline = 2018-06-30
        cap_value = 3
        cap_unit = "t/yr"
        hs = ["03", "030251"]
        hs_stated = true
        note = "Only by line."
        paragraph_verified = true
        measure_verified = true
        citations = [{ title = "Gazette", url = "https://example.org" }]
        """
    )
    assert found.rules == (
        Rule(
            instrument="Act 2",
            issuer="Me",
            target="NOR",
            subject="cod",
            direction="export",
            kind="cap",
            adopted=date(2017, 1, 1),
            in_force_from=date(2017, 2, 1),
            in_force_to=date(2019, 12, 31),
            binds=("KOR", "JPN"),
            paragraph="Article 3",
            covers=("fishery",),
            ends=("crews",),
            deadline=date(2018, 6, 30),
            cap_value=3.0,
            cap_unit="t/yr",
            hs=("03", "030251"),
            hs_stated=True,
            note="Only by line.",
            paragraph_verified=True,
            measure_verified=True,
            citations=(Citation("Gazette", "https://example.org"),),
        ),
    )
    assert found.categories[0] == Category("fishery", "Fish, sold", ("export",))
    assert (found.scope, found.as_of) == (("Me: Invented.",), date(2020, 12, 31))


def test_by_hand_a_rule_that_names_no_category_is_one_of_its_own(read):
    found = read(HEAD + RULE)
    assert found.categories == (Category("fish", "", ("export",)),)
    assert found.listed == found.categories
    assert status(found, "fish", "export", date(2017, 2, 1)).outcome == "banned"


def test_by_hand_a_file_adds_to_what_is_shipped(read):
    found = read(HEAD_PRK + RULE + 'covers = ["light_goods_export"]', "PRK")
    assert len(found.rules) == 101
    assert found.as_of == date(2019, 12, 31)
    assert status(found, "light_goods_export", None, date(2019, 4, 25)).outcome == "banned"
    shipped = status(rules_on("PRK"), "light_goods_export", None, date(2019, 4, 25))
    assert shipped.outcome == "free"


# Laws


@some_examples
@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_days_are_read_as_written(tmp_path_factory, adopted, wait, length):
    begin = adopted + timedelta(wait)
    end = begin + timedelta(length)
    dates = {"adopted": str(adopted), "in_force_from": str(begin), "in_force_to": str(end)}
    path = tmp_path_factory.mktemp("rules") / "a.json"
    path.write_text(json.dumps(PLAIN | {"rules": [PLAIN["rules"][0] | dates]}), "utf-8")
    (rule,) = rules_on("NOR", path).rules
    assert (rule.adopted, rule.in_force_from, rule.in_force_to) == (adopted, begin, end)


# Certificates


@pytest.mark.parametrize(
    "bad",
    [
        {"hs": [2701]},
        {"hs": ["271"]},
        {"kind": "bann"},
        {"direction": "both"},
        {"cap_value": -1},
        {"colour": 1},
        {"covers": "fishery"},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_reader_refuses(read, bad):
    wrong = PLAIN | {"rules": [PLAIN["rules"][0] | bad]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, rules_schema())
    with pytest.raises(BadInput):
        read(json.dumps(wrong), name="a.json")


def test_the_schema_takes_what_the_reader_takes(read):
    jsonschema.validate(PLAIN, rules_schema())
    assert len(read(json.dumps(PLAIN), name="a.json").rules) == 1


# A second road


def test_toml_and_json_of_one_content_are_one(read, tmp_path):
    assert read(HEAD + RULE) == read(json.dumps(PLAIN), name="b.json")
    twice = rules_on("NOR", tmp_path / "a.toml", str(tmp_path / "a.toml"))
    assert twice == read(HEAD + RULE)


# Refusals, word for word

NAMES = 'Names of categories, as ["coal_export"].'
HS = 'Headings of 2, 4 or 6 digits, as text so that zeros stay: ["03", "2701"].'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "FILE is empty. Begin with target. The country that the rules are about: "
            'target = "North Korea".',
        ),
        (HEAD, "FILE: rules is missing. Entries under [[rules]]."),
        ("target =", "FILE is not TOML: Invalid value (at end of document)."),
        (HEAD + RULE + "hs = [2701]", f"FILE: rules no. 1, hs no. 1 is 2701. {HS}"),
        (HEAD + RULE + 'hs = ["03", "271"]', f"FILE: rules no. 1, hs no. 2 is '271'. {HS}"),
        (
            HEAD + RULE.replace("2017-02-01", "2017-02-30"),
            "FILE is not TOML: Invalid date or datetime (at line 11, column 17).",
        ),
        (
            HEAD + RULE.replace("2017-02-01", '"2017-02-30"'),
            "FILE: rules no. 1, in_force_from is '2017-02-30'. First day in force, as 2017-09-11.",
        ),
        (
            HEAD + RULE.replace("2017-02-01", '"1 Feb"'),
            "FILE: rules no. 1, in_force_from is '1 Feb'. First day in force, as 2017-09-11.",
        ),
        (
            HEAD + RULE.replace("2017-02-01", "2017-02-01T00:00:00"),
            "FILE: rules no. 1, in_force_from is 2017-02-01 00:00:00. First day in "
            "force, as 2017-09-11.",
        ),
        (
            HEAD + RULE.replace('"ban"', '"bann"'),
            "FILE: rules no. 1, kind is 'bann'. What the rule does: \"ban\", \"cap\", \"licence\" "
            'or "exempt".',
        ),
        (
            HEAD + RULE.replace('"ban"', '"cap"') + "cap_value = 3",
            'FILE: rules no. 1: kind is "cap" and cap_unit is missing. Write what the amount '
            'counts: cap_unit = "million barrels/yr".',
        ),
        (
            HEAD + RULE + "in_force_to = 2017-01-31",
            "FILE: rules no. 1: in_force_to is 2017-01-31, before in_force_from, 2017-02-01. Write "
            "the last day it is in force, or leave it out where no end is set.",
        ),
        (
            HEAD + RULE.replace("2017-02-01", "2016-12-31"),
            "FILE: rules no. 1: in_force_from is 2016-12-31, before adopted, 2017-01-01. Write the "
            "day of adoption, or a later one.",
        ),
        (
            HEAD + RULE + "deadline = 2018-01-01",
            "FILE: rules no. 1: ends and deadline go together, and one is missing. Write both, or "
            "neither.",
        ),
        (
            HEAD + RULE + 'covers = ["fish"]\nhinders = ["fish"]',
            "FILE: rules no. 1: It names the category 'fish' twice. Name it once.",
        ),
        (
            HEAD + RULE + 'covers = "fish"',
            f"FILE: rules no. 1, covers is 'fish'. Covered as a whole. {NAMES}",
        ),
        (
            HEAD_PRK + RULE,
            "FILE: target is PRK, and NOR was asked. Ask about PRK, or bring a file about NOR.",
        ),
    ],
)  # fmt: skip
def test_refuses_what_is_no_file_of_rules(read, tmp_path, text, said):
    with pytest.raises(BadInput) as refusal:
        read(text)
    assert str(refusal.value).replace(str(tmp_path / "a.toml"), "FILE") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            RULE + 'covers = ["coal_exprt"]',
            "FILE: rules no. 1, covers: No category 'coal_exprt' here. 30 known, nearest: "
            "coal_export, lead_export. Describe it under [[categories]].",
        ),
        (
            'binds = ["EU"]\n' + RULE,
            "FILE: binds no. 1: No country 'EU' here. Write a name in English or Dutch, or a code "
            "such as NLD, NL or 528.",
        ),
        (
            RULE.replace("export", "service") + 'covers = ["arms"]',
            "FILE: rules no. 1, direction is 'service', and arms has export and import. Write a "
            "rule for each of them that it concerns.",
        ),
        (
            '[[categories]]\nname = "arms"\ntitle = "T"\ndirections = ["export"]\n' + RULE,
            "FILE: categories no. 1, name is 'arms', which is described already. Leave the entry "
            "out, or give it a name of its own.",
        ),
    ],
)
def test_refuses_what_does_not_fit_the_rules_already_held(read, tmp_path, text, said):
    with pytest.raises((BadInput, UnknownLabel)) as refusal:
        read(HEAD_PRK + text, "PRK")
    assert str(refusal.value).replace(str(tmp_path / "a.toml"), "FILE") == said


def test_refuses_a_category_where_none_is_described(read, tmp_path):
    with pytest.raises(UnknownLabel) as refusal:
        read(HEAD + RULE + 'part_of = ["fishery"]')
    assert str(refusal.value) == (
        f"{tmp_path / 'a.toml'}: rules no. 1, part_of: No category 'fishery' here, and no file "
        "describes any. Describe it under [[categories]]."
    )


def test_refuses_a_file_of_fifty_megabytes(tmp_path):
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(BadInput) as refusal:
        rules_on("NOR", path)
    assert str(refusal.value) == (
        f"{path} has 50,000,000 bytes, and at most 1,000,000 are read. Split it, or check that it "
        "is the file you mean."
    )
