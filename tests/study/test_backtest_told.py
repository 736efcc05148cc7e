"""A backtest told: known answers, laws, certificates, a second road."""

import json
from math import isnan

import pytest

from detente.data import reported_trade, shipped_worlds
from detente.rules import rules_on
from detente.study import backtest_claims, plain_backtest, rules_backtest

WORLDS, PRK = shipped_worlds(), rules_on("PRK")
FOUND = rules_backtest(WORLDS, PRK, reported=reported_trade("PRK"))
TOLD = plain_backtest(FOUND)
CLAIMS = {claim.key: claim for claim in backtest_claims(FOUND)}

# Known answers


def test_claims_stand_in_reading_order():
    assert list(CLAIMS) == [
        "backtest.banned",
        "backtest.exports",
        "backtest.skill",
        "backtest.partners",
        "backtest.imports",
        "backtest.suppliers",
        "backtest.balance",
        "backtest.counted_alike",
        "backtest.goods",
        "backtest.limits",
    ]


def test_pinned_shares_that_are_banned():
    banned = CLAIMS["backtest.banned"].blanks
    sold, bought = banned["sold"], banned["bought"]
    assert (sold.low, sold.value, sold.high) == pytest.approx((0.777, 0.871, 0.966), abs=5e-4)
    assert (bought.low, bought.value, bought.high) == pytest.approx((0.285, 0.386, 0.488), abs=5e-4)
    assert "UNSCR 2371 OP8" in sold.method
    assert "UNSCR 2371 OP8" not in bought.method


def test_pinned_times_that_forecasts_were_too_high():
    times = CLAIMS["backtest.skill"].blanks
    values = [times[name].value for name in ("times", "times_unchanged", "times_grown")]
    assert values == pytest.approx([1.85, 14.36, 15.78], abs=5e-3)


def test_pinned_exports_left_as_one_publisher_counts_them():
    alike = CLAIMS["backtest.counted_alike"].blanks
    assert (alike["traded"].value, alike["came"].value) == (2700e6, 243e6)
    assert alike["left"].value == pytest.approx(243 / 2700)
    assert alike["foretold"].value == pytest.approx(0.129, abs=5e-4)
    assert {source.publisher for source in alike["came"].sources} == {"KOTRA"}


def test_without_what_others_report_those_claims_are_left_out():
    keys = {claim.key for claim in backtest_claims(rules_backtest(WORLDS, PRK))}
    assert keys == {*CLAIMS} - {"backtest.counted_alike", "backtest.goods"}
    alone = plain_backtest(rules_backtest(WORLDS, PRK))
    assert not any("one publisher" in note for note in alone["notes"])


def test_a_partner_without_a_record_gets_no_row():
    claims = backtest_claims(rules_backtest(WORLDS, PRK, ["CHN", "KOR"]))
    (partners,) = (claim for claim in claims if claim.key == "backtest.partners")
    assert [row["trader"].of for row in partners.rows] == ["all_partners", "CHN", "other_partners"]


# Laws


def test_every_number_has_a_source_a_method_and_a_year():
    for claim in CLAIMS.values():
        for blanks in (claim.blanks, *claim.rows):
            numbers = [blank for blank in blanks.values() if hasattr(blank, "method")]
            assert all(number.sources and number.method and number.year for number in numbers)


def test_rows_of_a_table_have_the_same_blanks_in_the_same_order():
    for claim in CLAIMS.values():
        assert len({tuple(row) for row in claim.rows}) <= 1


def test_limits_name_years_and_leave_no_blank():
    limits = CLAIMS["backtest.limits"].notes
    assert limits[-2] == "What one publisher counts in both years stands apart."
    assert not any("{" in limit for limit in limits)
    assert set(limits) <= set(TOLD["notes"])


# Certificates


def test_json_holds_it_as_it_stands():
    assert json.loads(json.dumps(TOLD, allow_nan=False)) == TOLD
    alone = plain_backtest(rules_backtest(WORLDS, PRK, ["KOR"]))
    assert json.loads(json.dumps(alone, allow_nan=False)) == alone
    korea = next(each for each in alone["partners"] if each["about"] == "KOR")
    assert korea["before"] is None


# A second road: the plain answer against the numbers of the claims


def test_claims_and_plain_tell_the_same():
    plain = {(each["direction"], each["about"]): each for each in TOLD["partners"]}
    for key, direction in (("backtest.exports", "export"), ("backtest.imports", "import")):
        blanks, each = CLAIMS[key].blanks, plain[direction, "all"]
        count = each["forecasts"]["count"]
        assert blanks["traded"].value == each["before"]
        assert blanks["came"].value == each["came"]
        assert (blanks["foretold"].low, blanks["foretold"].high) == (count["low"], count["high"])
        assert isnan(blanks["came"].low)
