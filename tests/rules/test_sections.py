"""Sections of goods under the rules: known answers, laws, certificates, a second road, refusals."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.rules import SECTIONS, banned_share, rules_on, section_parts, status

ROUNDING = 1e-12  # sums of a few fractions
PRK = rules_on("PRK")
BEFORE, SUMMIT = date(2015, 12, 31), date(2019, 4, 25)
PARTS = section_parts("PRK")
SIDES = ("export", "import")
days = st.dates(date(2005, 1, 1), date(2019, 12, 31))


def ends(section, direction, day, **options):
    found = banned_share(PRK, section, direction, day, **options)
    return found.low, found.high


# Known answers


@pytest.mark.parametrize(
    ("day", "low", "high"),
    [
        (date(2016, 1, 1), 0.0, 0.0),
        (date(2016, 4, 1), 0.0, 1.0),  # resolution 2270: with an exemption for livelihoods
        (date(2017, 6, 1), 0.0, 1.0),  # resolution 2321: a cap
        (date(2017, 8, 5), 0.9, 1.0),  # resolution 2371: a ban
    ],
)
def test_resolutions_2270_to_2371_on_coal(day, low, high):
    assert ends("3", "export", day) == (low, high)


def test_chinas_own_suspension_of_coal_in_february_2017():
    assert ends("3", "export", date(2017, 3, 1), partner="CHN") == (0.9, 1.0)
    assert ends("3", "export", date(2017, 3, 1), partner="RUS") == (0.0, 1.0)


def test_resolution_2371_bans_seafood_and_leaves_fruit_until_2397():
    assert ends("0", "export", date(2017, 8, 5)) == (0.0, 1.0)
    assert ends("0", "export", date(2017, 12, 22)) == (0.85, 1.0)


def test_by_hand_the_parts_of_a_section_are_added_up():
    """Japan bans clothing and light goods: 0.85 + 0.02, and 0.98 + 0.15 is the whole."""
    assert ends("8", "export", SUMMIT, partner="JPN") == pytest.approx((0.87, 1.0), abs=ROUNDING)
    assert ends("8", "export", SUMMIT) == (0.85, 0.98)


def test_by_hand_what_was_banned_already_is_left_out():
    assert ends("1", "import", SUMMIT) == (0.0, 1.0)  # luxury goods, since 2006
    assert ends("1", "import", SUMMIT, since=BEFORE) == (0.0, 0.0)


def test_by_hand_the_binding_paragraphs_of_fuels():
    (coal,) = banned_share(PRK, "3", "export", SUMMIT).statuses
    assert [str(rule) for rule in coal.binding] == ["UNSCR 2371 OP8"]


# Laws


@given(st.sampled_from(SECTIONS), st.sampled_from(SIDES), days)
def test_a_share_is_a_share_and_its_value_lies_in_the_range(section, direction, day):
    found = banned_share(PRK, section, direction, day)
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0
    assert (found.high > 0.0) == bool(found.parts)


@given(st.sampled_from(SECTIONS), st.sampled_from(SIDES), days, days)
def test_what_is_new_is_no_more_than_what_is_banned(section, direction, day, since):
    low, high = ends(section, direction, day)
    new_low, new_high = ends(section, direction, day, since=since)
    assert new_low <= low
    assert new_high <= high
    assert ends(section, direction, day, since=day) == (0.0, 0.0)


@pytest.mark.parametrize("section", SECTIONS)
def test_bans_on_north_koreas_exports_only_grew(section):
    lows = [ends(section, "export", date(year, 6, 30))[0] for year in range(2005, 2020)]
    assert lows == sorted(lows)


# Certificates


def test_every_part_names_categories_that_the_rules_describe():
    for part in PARTS:
        assert part.section in SECTIONS
        assert 0.0 <= part.low < part.high <= 1.0
        for name in part.categories:
            assert part.direction in PRK.category(name).directions


def test_every_heading_is_one_that_a_rule_on_its_categories_names():
    for part in PARTS:
        rules = [rule for rule in PRK.rules if {*part.categories} & {*rule.categories}]
        named = {heading for rule in rules for heading in rule.hs}
        if named:
            assert {*part.headings} <= named, part


def test_no_category_of_goods_with_headings_is_forgotten():
    listed = {category.name for category in PRK.listed}
    of_goods = {
        name
        for rule in PRK.rules
        if rule.hs and rule.direction in SIDES
        for name in (*rule.covers, *rule.part_of)
        if name in listed and rule.direction in PRK.category(name).directions
    }
    assert of_goods == of_goods & {name for part in PARTS for name in part.categories}


def test_every_part_says_why_and_where_that_was_read():
    assert all(part.why and part.citations for part in PARTS)


# A second road: the file itself, read and added up in a plain loop


@pytest.mark.parametrize("direction", SIDES)
@pytest.mark.parametrize("section", SECTIONS)
def test_the_file_added_up_in_a_plain_loop(section, direction):
    said = tomllib.loads((files("detente.rules") / "sections.toml").read_text("utf-8"))
    low = high = 0.0
    for entry in said["parts"]:
        if entry["section"] == section and entry["direction"] == direction:
            found = {status(PRK, name, direction, SUMMIT).outcome for name in entry["categories"]}
            low += entry["low"] * (found == {"banned"})
            high += entry["high"] * (not found <= {"free", "exempt"})
    assert ends(section, direction, SUMMIT) == (low, min(high, 1.0))


# Refusals, word for word


def test_refuses_a_section_that_there_is_not():
    with pytest.raises(UnknownLabel) as refusal:
        banned_share(PRK, "fuels", "export", SUMMIT)
    assert str(refusal.value) == "No section 'fuels' here. 10 known, nearest: 0, 1, 2."


def test_refuses_a_direction_that_goods_do_not_have():
    with pytest.raises(BadInput) as refusal:
        banned_share(PRK, "3", "labour", SUMMIT)
    assert str(refusal.value) == "Goods have no direction 'labour'. Ask for export or import."


def test_refuses_a_country_whose_sections_nobody_laid_down():
    with pytest.raises(MissingData) as refusal:
        section_parts("NOR")
    assert str(refusal.value) == (
        "What rules on Norway name of each section of goods is not held, only for North Korea. "
        "Ask about that, or by category."
    )
