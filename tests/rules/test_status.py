"""What rules leave on a day: known answers, laws, certificates, a second road, refusals."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BadInput, UnknownLabel
from detente.rules import Category, Rule, Rules, rules_on, status
from detente.rules.status import STRICTEST_LAST

MATRIX = Path(__file__).parents[1] / "reference" / "rules" / "sanctions_matrix.csv"
PRK = rules_on("PRK")
BEFORE, SUMMIT = date(2016, 1, 1), date(2019, 4, 25)

FISH = Category("fish", "Fish, sold", ("export",))
A_BAN = Rule(
    instrument="Act",
    issuer="Council",
    target="NOR",
    subject="fish",
    covers=("fish",),
    direction="export",
    kind="ban",
    adopted=date(2015, 1, 1),
    in_force_from=date(2015, 1, 1),
)
DAY = date(2020, 1, 1)

some_examples = settings(max_examples=60, deadline=None)
kinds = st.sampled_from(["ban", "cap", "licence", "exempt"])
readings = st.sampled_from(["covers", "part_of", "hinders"])


@st.composite
def invented_rules(draw):
    reading = draw(readings)
    day = date(draw(st.integers(2010, 2022)), 1, 1)
    return replace(
        A_BAN,
        **{"covers": (), reading: ("fish",)},
        instrument=f"Act {draw(st.integers(1, 99))}",
        issuer=draw(st.sampled_from(["Council", "Parliament"])),
        kind=draw(kinds),
        cap_unit="t",
        adopted=day,
        in_force_from=day,
        in_force_to=draw(st.sampled_from([None, date(2022, 6, 30)])),
    )


def left(*rules, day=DAY):
    return status(Rules("NOR", rules, (FISH,)), "fish", "export", day)


# Known answers


@pytest.mark.parametrize(
    ("category", "day", "outcome", "paragraphs"),
    [
        ("coal_export", BEFORE, "free", []),
        ("coal_export", SUMMIT, "banned", ["UNSCR 2371 OP8"]),
        ("labour_new_permits", BEFORE, "free", []),
        ("labour_new_permits", SUMMIT, "banned", ["UNSCR 2375 OP17"]),
        ("textiles_export", date(2017, 9, 10), "free", []),
        ("textiles_export", date(2017, 9, 11), "banned", ["UNSCR 2375 OP16"]),
        ("aviation_fuel_supply", SUMMIT, "banned", ["UNSCR 2270 OP31"]),
        ("gas_transit_pipeline", SUMMIT, "unnamed",
         ["UNSCR 2375 OP18", "UNSCR 2397 OP7", "UNSCR 2397 OP7"]),
        ("tourism", SUMMIT, "free", []),
    ],
)  # fmt: skip
def test_resolutions_2270_to_2397(category, day, outcome, paragraphs):
    found = status(PRK, category, None, day)
    assert (found.outcome, [*map(str, found.binding)]) == (outcome, paragraphs)


def test_resolution_2371_leaves_foreign_coal_through_rajin():
    found = status(PRK, "coal_export", "export", SUMMIT)
    assert [(str(r), r.subject) for r in found.exceptions] == [
        ("UNSCR 2371 OP8", "Russian-origin (third-country) coal via Rajin"),
        ("UNSCR 2397 OP16", "Russian-origin coal via Rajin-Khasan"),
    ]
    assert status(PRK, "coal_transit_rajin", "service", SUMMIT).outcome == "exempt"


def test_resolution_2397_caps_refined_oil_at_half_a_million_barrels_and_crude_at_four():
    refined = status(PRK, "refined_oil_supply", "import", SUMMIT)
    crude = status(PRK, "crude_oil_supply", "import", SUMMIT)
    assert refined.caps == ((0.5, "million barrels/yr"),)
    assert crude.caps == ((4.0, "million barrels or 525,000 t per 12 months"),)


def test_resolution_2397_replaces_the_cap_of_2375_on_the_first_day_of_both():
    found = status(PRK, "refined_oil_supply", "import", date(2018, 1, 1))
    assert [*map(str, found.binding)] == ["UNSCR 2397 OP5"]
    assert sum(r.is_in_force(date(2018, 1, 1)) and r.kind == "cap" for r in PRK.rules
               if "refined_oil_supply" in r.covers) == 2  # fmt: skip


@pytest.mark.parametrize(
    ("day", "outcome"),
    [((2017, 12, 21), "free"), ((2017, 12, 22), "conditional"), ((2019, 12, 22), "conditional"),
     ((2019, 12, 23), "banned")],
)  # fmt: skip
def test_resolution_2397_lets_contracts_run_until_22_december_2019(day, outcome):
    found = status(PRK, "labour_existing_contracts", "labour", date(*day))
    assert found.outcome == outcome
    assert found.deadline == (None if outcome == "free" else date(2019, 12, 22))


def test_resolution_1874_bans_every_arm_sold_and_leaves_small_ones_bought():
    day = date(2010, 1, 1)
    assert status(PRK, "arms", "export", day).outcome == "banned"
    assert status(PRK, "arms", "import", day).outcome == "conditional"
    assert status(PRK, "arms", None, day).outcome == "conditional"


def test_resolution_2270_completes_what_resolution_1874_left_open_on_arms():
    found = status(PRK, "arms", "import", SUMMIT)
    assert found.outcome == "banned"
    assert [*map(str, found.binding)] == [
        "UNSCR 2270 OP6",
        "UNSCR 1718 OP8(a)(i)",
        "UNSCR 1874 OP10",
    ]


def test_korean_law_stopped_the_coal_through_rajin_that_resolution_2270_exempts():
    day = date(2016, 6, 30)
    assert status(PRK, "coal_transit_rajin", None, day).outcome == "exempt"
    assert status(PRK, "coal_transit_rajin", None, day, partner="KOR").outcome == "unnamed"
    assert status(PRK, "coal_transit_rajin", None, day, partner="RUS").outcome == "exempt"


def test_chinese_law_stopped_coal_under_the_cap_of_resolution_2321():
    day = date(2017, 6, 30)
    assert status(PRK, "coal_export", None, day).outcome == "capped"
    assert status(PRK, "coal_export", None, day, partner="CHN").outcome == "banned"


LATER = {"adopted": date(2016, 1, 1), "in_force_from": date(2016, 1, 1)}


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        ({"kind": "exempt"}, "exempt"),
        ({"kind": "exempt", **LATER}, "exempt"),
        ({"kind": "licence"}, "conditional"),
        ({"kind": "exempt", "issuer": "Parliament"}, "banned"),
        ({"kind": "exempt", "adopted": date(2014, 1, 1)}, "banned"),
        ({"kind": "licence", "adopted": date(2014, 1, 1)}, "banned"),
        ({"kind": "cap", "cap_unit": "t", **LATER}, "banned"),
    ],
    ids=str,
)
def test_by_hand_what_a_second_rule_makes_of_a_ban(second, outcome):
    assert left(A_BAN, replace(A_BAN, **second)).outcome == outcome


# Laws


@some_examples
@given(st.lists(invented_rules(), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_changes_nothing(rules, random):
    shuffled = random.sample(rules, len(rules))
    one, other = left(*rules), left(*shuffled)
    assert one.outcome == other.outcome
    assert {*one.binding} == {*other.binding}
    assert {*one.exceptions} == {*other.exceptions}


@some_examples
@given(st.lists(invented_rules(), max_size=6), invented_rules())
def test_one_more_ban_never_leaves_more(rules, rule):
    stricter = [*rules, replace(rule, kind="ban")]
    before, after = (STRICTEST_LAST.index(left(*each).outcome) for each in (rules, stricter))
    assert before <= after


@some_examples
@given(st.lists(invented_rules(), max_size=6))
def test_whoever_is_bound_by_more_law_is_left_no_more(rules):
    national = [replace(r, binds=("SWE",)) if r.issuer == "Parliament" else r for r in rules]
    held = Rules("NOR", tuple(national), (FISH,))
    alone, bound = (
        STRICTEST_LAST.index(status(held, "fish", None, DAY, partner=partner).outcome)
        for partner in (None, "SWE")
    )
    assert alone <= bound


# Certificates


@some_examples
@given(st.lists(invented_rules(), max_size=6), st.dates(date(2009, 1, 1), date(2023, 1, 1)))
def test_every_answer_but_free_names_rules_in_force_that_bear_on_it(rules, day):
    found = left(*rules, day=day)
    assert bool(found.binding) == (found.outcome != "free")
    for rule in (*found.binding, *found.exceptions):
        assert rule.is_in_force(day)
        assert "fish" in rule.categories
    assert not {*found.binding} & {*found.exceptions}
    assert bool(found.caps) == (found.outcome == "capped")


# A second road: a table of 30 categories and 15 years drawn up by hand, apart from the rules

WORDS = {"ban": "banned", "cap": "capped"}
SIDES = ("status_mid_year", 6, 30), ("status_year_end", 12, 31)

# The table counts food and medicine as exempt from October 2006, by paragraph 9 of resolution 1718.
# That paragraph frees money, not goods: it lets frozen assets pay for food and medicine, among
# others. No rule before resolution 2375 limits the goods, so there is nothing for them to be exempt
# from, and an exemption that nothing needs would read as a limit that was there.
FREE_NOT_EXEMPT = ("humanitarian_food_medicine", date(2006, 10, 14), date(2017, 9, 10))
NO_RULE = "1718 OP9"


def cells():
    with MATRIX.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column, month, day in SIDES:
                on = date(int(row["year"]), month, day)
                yield row["category"], on, WORDS.get(row[column], row[column])


@pytest.mark.parametrize("category", sorted({category for category, _, _ in cells()}))
def test_agrees_with_the_table_drawn_up_by_hand(category):
    name, first, last = FREE_NOT_EXEMPT
    of = [(day, said) for each, day, said in cells() if each == category]
    assert len(of) == 30
    for day, said in of:
        is_exception = category == name and first <= day <= last
        assert said == "exempt" or not is_exception
        assert status(PRK, category, None, day).outcome == ("free" if is_exception else said), day


def test_the_exceptions_are_22_of_900_cells():
    name, first, last = FREE_NOT_EXEMPT
    differ = [c for c, day, said in cells() if status(PRK, c, None, day).outcome != said]
    assert len([*cells()]) == 900
    assert differ == [name] * 22


def test_every_paragraph_of_the_table_binds():
    with MATRIX.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["binding_paragraphs"]]
    for row in rows:
        found = status(PRK, row["category"], None, date(int(row["year"]), 12, 31))
        held = {paragraph for rule in found.binding for paragraph in numbers(str(rule))}
        told = {p for text in row["binding_paragraphs"].split(";") for p in numbers(text)}
        assert told - {NO_RULE} <= held, (row["category"], row["year"])


def numbers(text):
    """``1874 OP9-10`` as 1874 OP9 and 1874 OP10."""
    said = re.search(r"(\d{4}) OP(\d+)(?:-(\d+))?", text)
    return [f"{said[1]} OP{n}" for n in range(int(said[2]), int(said[3] or said[2]) + 1)]


# Refusals, word for word


def test_refuses_a_category_that_nobody_knows():
    with pytest.raises(UnknownLabel) as refusal:
        status(PRK, "seafod_export", "export", SUMMIT)
    assert str(refusal.value) == (
        "No category 'seafod_export' here. 63 known, nearest: seafood_export, lead_export, "
        "coal_export."
    )


def test_refuses_a_direction_that_the_category_has_not():
    with pytest.raises(BadInput) as refusal:
        status(PRK, "arms", "finance", SUMMIT)
    assert str(refusal.value) == "arms has no direction 'finance'. It has export and import."
