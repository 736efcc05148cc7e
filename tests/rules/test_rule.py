"""Rules: known answers, laws, certificates, a second road, refusals."""

import csv
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente.rules
from detente.errors import UnknownLabel
from detente.rules import Category, Rule, rules_on, rules_schema

COLLECTED = Path(__file__).parents[1] / "reference" / "rules" / "sanctions.csv"
SHIPPED = Path(detente.rules.__file__).with_name("rules.schema.json")

PRK = rules_on("PRK")
A_BAN = Rule(
    instrument="UNSCR 2375",
    paragraph="OP16",
    issuer="United Nations",
    target="PRK",
    subject="textiles",
    covers=("textiles_export",),
    direction="export",
    kind="ban",
    adopted=date(2017, 9, 11),
    in_force_from=date(2017, 9, 11),
    in_force_to=date(2017, 12, 31),
)

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))

# Known answers


def test_by_hand_a_rule_is_cited_as_lawyers_do():
    assert str(A_BAN) == "UNSCR 2375 OP16"
    assert str(next(rule for rule in PRK.rules if rule.binds == ("CHN",))) == (
        "CHN measure of 2017-02-19"
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [((2017, 9, 10), False), ((2017, 9, 11), True), ((2017, 12, 31), True), ((2018, 1, 1), False)],
)
def test_by_hand_the_first_and_the_last_day_are_in_force(day, expected):
    assert A_BAN.is_in_force(date(*day)) is expected


def test_resolution_2397_repatriates_workers_by_22_december_2019():
    (rule,) = [rule for rule in PRK.rules if rule.ends]
    assert (str(rule), rule.deadline) == ("UNSCR 2397 OP8", date(2019, 12, 22))


def test_resolution_2375_bans_textiles_of_chapters_50_to_63():
    (textiles,) = [rule for rule in PRK.rules if rule.subject == "textiles"]
    assert textiles.hs == tuple(str(chapter) for chapter in range(50, 64))
    assert not textiles.hs_stated


def test_by_hand_a_direction_stands_for_all_its_categories():
    assert {c.name for c in PRK.categories_like("labour")} == {
        "labour_new_permits",
        "labour_existing_contracts",
    }
    assert PRK.categories_like("arms") == (Category("arms", "Arms", ("export", "import")),)


# Laws


@given(days)
def test_a_rule_without_an_end_stays_in_force(day):
    for rule in PRK.rules:
        if rule.in_force_to is None:
            assert rule.is_in_force(day) == (day >= rule.in_force_from)


@pytest.mark.parametrize("rule", PRK.rules, ids=lambda rule: f"{rule}: {rule.subject}")
def test_every_rule_bears_on_a_category_that_is_known(rule):
    assert rule.categories
    assert all(PRK.category(name) for name in rule.categories)
    assert rule.target == "PRK"


@pytest.mark.parametrize("rule", PRK.rules, ids=lambda rule: f"{rule}: {rule.subject}")
def test_what_was_verified_was_read_somewhere(rule):
    assert rule.citations or not rule.paragraph_verified
    assert all(c.title and c.url.startswith("http") for c in rule.citations)


def test_what_comes_with_detente_is_read_once():
    assert rules_on("PRK") is rules_on("Noord-Korea")


# Certificates


def test_the_shipped_schema_is_current():
    shipped = json.loads(SHIPPED.read_text("utf-8"))
    assert shipped == rules_schema(), "write json.dumps(rules_schema(), indent=2) to it"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(rules_schema())


def test_what_the_united_nations_decided_binds_every_state_and_national_law_its_own():
    for rule in PRK.rules:
        assert bool(rule.binds) == (rule.issuer != "United Nations")


# A second road


def test_every_row_that_was_collected_is_shipped_as_it_stands():
    with COLLECTED.open(encoding="utf-8", newline="") as file:
        rows = sorted(map(as_collected, csv.DictReader(file)))
    assert sorted(map(as_shipped, PRK.rules)) == rows
    assert len(rows) == 100


def as_collected(row):
    national = not row["resolution"].isdigit()
    urls, titles = row["source_url"].split(" | "), row["source_title"].split(" | ")
    return (
        row["resolution"].removesuffix(" national"),
        row["date"],
        "" if national else row["paragraph"],
        *(row[key] for key in ("category", "direction", "measure")),
        float(row["cap_value"] or -1),
        *(row[key] for key in ("cap_unit", "note", "effective_from", "effective_to")),
        *(row[key] == "yes" for key in ("paragraph_verified", "measure_verified")),
        row["hs_stated_in_resolution"] == "yes" and row["hs"] != "",
        row["hs"].split(";")[0].split("-")[0],
        row["hs"].split(";")[-1].split("-")[-1],
        tuple((t, u) for t, u in zip(titles, urls, strict=True) if u != "n/a"),
    )


def as_shipped(rule):
    return (
        rule.instrument.removeprefix("UNSCR ").split()[0],
        str(rule.adopted),
        rule.paragraph.removeprefix("OP"),
        rule.subject,
        rule.direction,
        rule.kind,
        -1.0 if rule.cap_value is None else rule.cap_value,
        rule.cap_unit,
        rule.note,
        str(rule.in_force_from),
        str(rule.in_force_to or ""),
        rule.paragraph_verified,
        rule.measure_verified,
        rule.hs_stated and bool(rule.hs),
        *((rule.hs[0], rule.hs[-1]) if rule.hs else ("", "")),
        tuple((c.title, c.url) for c in rule.citations),
    )


# Refusals, word for word


def test_refuses_a_category_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        PRK.category("coal_exprt")
    assert str(refusal.value) == (
        "No category 'coal_exprt' here. 63 known, nearest: coal_export, lead_export."
    )


def test_refuses_a_category_where_no_rules_are_held():
    with pytest.raises(UnknownLabel) as refusal:
        rules_on("Norway").category("coal_export")
    assert str(refusal.value) == (
        "No category 'coal_export' here: no rules on NOR are held. Add a file that holds some."
    )


def test_refuses_a_target_that_is_no_country():
    with pytest.raises(UnknownLabel) as refusal:
        rules_on("Corea")
    assert str(refusal.value) == (
        "No country 'Corea' here. Write a name in English or Dutch, or a code such as NLD, NL or "
        "528."
    )
