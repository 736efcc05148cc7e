"""The backtest of the bans on North Korea: known answers, laws, certificates, a second road,
refusals."""

from math import exp, isnan, log
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente.data
from detente.data import reported_trade, shipped_worlds
from detente.errors import BadInput, MissingData
from detente.rules import Rules, rules_on
from detente.study import Foretold, Ranged, rules_backtest
from detente.study.backtest import GOODS, METHODS

PRINTED = 0.051  # millions of US dollars: figures are pinned with one decimal
IN_LOGS = 0.0051  # errors are pinned with two decimals
WORLDS, PRK = shipped_worlds(), rules_on("PRK")
REPORTED = reported_trade("PRK")
FOUND = rules_backtest(WORLDS, PRK, ["CHN", "RUS"], reported=REPORTED)
SNAPSHOT = Path(detente.data.__file__).parents[1] / "snapshot"
amounts = st.floats(1e-3, 1e12)


def millions(*values):
    return [value / 1e6 for value in values]


def foretold(before, came, forecast):
    numbers = {"count": Ranged(forecast, forecast / 2, forecast * 2)}
    return Foretold("export", "all", before, came, numbers, (), ())


# Known answers: what the forecasts are, and how far they were off, on the shipped data


@pytest.mark.parametrize(
    ("direction", "about", "before", "count", "low", "high", "balance", "came"),
    [
        ("export", "all", 3810.0, 491.2, 131.1, 851.3, 1062.4, 265.3),
        ("export", "CHN", 3140.5, 305.9, 45.7, 566.2, 658.5, 182.0),
        ("export", "RUS", 10.1, 1.6, 0.7, 2.6, 3.5, 2.0),
        ("export", "others", 659.4, 183.7, 84.7, 282.6, 415.2, 81.4),
        ("import", "all", 3788.2, 2324.5, 1939.3, 2709.6, 1071.1, 2312.6),
        ("import", "CHN", 2947.4, 1739.6, 1462.9, 2016.4, 801.1, 2217.6),
        ("import", "RUS", 78.3, 46.5, 15.4, 77.7, 21.4, 32.1),
        ("import", "others", 762.5, 538.3, 461.1, 615.5, 248.6, 63.0),
    ],
)
def test_pinned_forecasts_of_2018_from_2015(
    direction, about, before, count, low, high, balance, came
):
    test = FOUND.of(direction, about)
    counted, balanced = test.forecasts["count"], test.forecasts["balance"]
    found = millions(
        test.before, counted.value, counted.low, counted.high, balanced.value, test.came
    )
    assert found == pytest.approx([before, count, low, high, balance, came], abs=PRINTED)


@pytest.mark.parametrize(
    ("direction", "about", "errors"),
    [
        ("export", "all", [0.62, 1.39, 2.66, 2.76]),
        ("export", "CHN", [0.52, 1.29, 2.85, 2.94]),
        ("export", "RUS", [-0.18, 0.59, 1.64, 1.74]),
        ("import", "all", [0.01, -0.77, 0.49, 0.59]),
        ("import", "CHN", [-0.24, -1.02, 0.28, 0.38]),
        ("import", "RUS", [0.37, -0.40, 0.89, 0.99]),
    ],
)
def test_pinned_errors_by_method(direction, about, errors):
    test = FOUND.of(direction, about)
    assert [test.off_by(method) for method in METHODS] == pytest.approx(errors, abs=IN_LOGS)


def test_pinned_skill_of_counting_on_exports():
    skills = [FOUND.of("export", about).skill("count") for about in ("all", "CHN", "RUS")]
    assert skills == pytest.approx([0.77, 0.82, 0.89], abs=IN_LOGS)
    assert all(FOUND.of("export", about).has_in_range("count") for about in ("all", "CHN", "RUS"))


def test_pinned_imports_come_out_right_only_in_total():
    """Too little is foretold from China, too much from the others: the two offset each other."""
    assert FOUND.of("import").has_in_range("count")
    assert not FOUND.of("import", "CHN").has_in_range("count")
    assert not FOUND.of("import", "others").has_in_range("count")


def test_kotra_counts_exports_of_2700_million_in_2015_and_243_in_2018():
    sold, bought = FOUND.counted_alike
    assert millions(sold.before, sold.came) == [2700, 243]
    assert millions(bought.before, bought.came) == [3550, 2600]
    assert sold.off_by("count") == pytest.approx(0.36, abs=IN_LOGS)
    assert sold.off_by("no_change") == pytest.approx(log(2700 / 243), abs=1e-12)
    assert sold.has_in_range("count")
    assert not bought.has_in_range("count")


@pytest.mark.parametrize(
    ("about", "before", "count", "came"),
    [
        ("food", 241.7, 21.2, 8.3),
        ("raw_materials_and_fuels", 1992.3, 137.6, 36.5),
        ("chemicals", 99.5, 97.0, 35.2),
        ("manufactures", 1196.8, 193.4, 90.9),
        ("machinery_and_vehicles", 279.7, 42.0, 60.1),
    ],
)
def test_pinned_goods_against_the_mean_of_2019_to_2021(about, before, count, came):
    (test,) = (test for test in FOUND.goods if test.about == about)
    found = millions(test.before, test.forecasts["count"].value, test.came)
    assert found == pytest.approx([before, count, came], abs=PRINTED)
    assert FOUND.goods_when == "2019/2021"


def test_by_hand_errors_and_skill():
    test = foretold(before=800.0, came=100.0, forecast=200.0)
    assert test.off_by("count") == pytest.approx(log(2))
    assert test.missed_share("count") == 0.125
    assert test.skill("count") == pytest.approx(1 - 1 / 3)
    assert test.has_in_range("count")
    assert isnan(foretold(800.0, np.nan, 200.0).off_by("count"))
    assert isnan(foretold(100.0, 100.0, 200.0).skill("count"))


# Laws


@given(amounts, amounts, amounts, st.floats(1e-3, 1e3))
def test_another_currency_changes_no_error(before, came, forecast, rate):
    one = foretold(before, came, forecast)
    other = foretold(before * rate, came * rate, forecast * rate)
    assert one.off_by("count") == pytest.approx(other.off_by("count"), abs=1e-9)


@given(amounts, amounts)
def test_a_forecast_that_came_true_has_all_skill(before, came):
    right = foretold(before, came, came)
    assert right.off_by("count") == 0.0
    assert right.skill("count") == 1.0 or before == came
    assert right.has_in_range("count")


def test_the_order_of_partners_changes_nothing():
    other = rules_backtest(WORLDS, PRK, ["RUS", "CHN"])
    for direction in ("export", "import"):
        for about in ("all", "CHN", "RUS", "others"):
            mine, theirs = FOUND.of(direction, about), other.of(direction, about)
            for method in METHODS:
                assert mine.off_by(method) == pytest.approx(theirs.off_by(method), abs=1e-12)


# Certificates


def test_partners_add_up_to_everyone():
    for direction in ("export", "import"):
        parts = [FOUND.of(direction, about) for about in ("CHN", "RUS", "others")]
        total = FOUND.of(direction)
        assert sum(t.before for t in parts) == pytest.approx(total.before)
        assert sum(t.came for t in parts) == pytest.approx(total.came)
        counted = sum(t.forecasts["count"].value for t in parts)
        assert counted == pytest.approx(total.forecasts["count"].value)


def test_goods_add_up_to_all_but_the_sections_that_they_leave_out():
    assert sorted("".join(sections for sections, _ in GOODS.values())) == list("0123456789")
    assert sorted(n for _, numbers in GOODS.values() for n in numbers) == list(range(1, 22))
    assert sum(t.before for t in FOUND.goods) == pytest.approx(FOUND.of("export").before)


def test_a_value_lies_in_its_range_and_the_models_are_solved():
    for test in FOUND.partners:
        for forecast in test.forecasts.values():
            assert forecast.low <= forecast.value <= forecast.high
    assert FOUND.residual < 1e-9


def test_every_number_leads_to_a_source():
    for test in (*FOUND.partners, *FOUND.goods, *FOUND.counted_alike):
        assert test.sources_before
        assert test.sources_came
    assert {source.publisher for source in FOUND.sources} >= {"UNCTADstat", "CEPII", "KOTRA"}


# A second road: SQL over the shipped tables


def test_sql_finds_the_same_outcome_and_growth():
    table = "SELECT sum(value_kusd) FROM '{}/trade_{}.parquet' {}"
    ((came,),) = duckdb.sql(table.format(SNAPSHOT, 2018, "WHERE exporter = 'PRK'")).fetchall()
    totals = [duckdb.sql(table.format(SNAPSHOT, y, "")).fetchall()[0][0] for y in (2015, 2018)]
    sold = FOUND.of("export")
    assert sold.came == pytest.approx(came * 1000, rel=1e-9)
    grown = exp(sold.off_by("growth") - sold.off_by("no_change"))
    assert grown == pytest.approx(totals[1] / totals[0], rel=1e-9)


def test_sql_finds_the_same_goods_afterwards():
    sql = (
        f"SELECT sum(value_usd) / 3 FROM '{SNAPSHOT}/reported_trade.parquet' "
        "WHERE first_year = 2019 AND goods IN ('16', '17')"
    )
    ((mean,),) = duckdb.sql(sql).fetchall()
    assert FOUND.goods[-1].came == pytest.approx(mean, rel=1e-12)


# What is not on record


def test_a_partner_without_a_record_is_unknown_not_nothing():
    korea = rules_backtest(WORLDS, PRK, ["KOR"]).of("export", "KOR")
    assert isnan(korea.before)
    assert isnan(korea.came)
    assert all(isnan(forecast.value) for forecast in korea.forecasts.values())


def test_without_what_others_report_only_the_tables_are_compared():
    alone = rules_backtest(WORLDS, PRK)
    assert (alone.goods, alone.goods_when, alone.counted_alike) == ((), "", ())
    assert [t.about for t in alone.partners if t.direction == "export"] == [
        "all",
        "CHN",
        "RUS",
        "others",
    ]


# Refusals, word for word


def test_refuses_a_year_without_sections():
    with pytest.raises(MissingData) as refusal:
        rules_backtest(WORLDS, PRK, before=2018)
    assert str(refusal.value) == (
        "No goods trade by SITC section for PRK in 2018. Years that hold it: 1995, 2005, 2015."
    )


def test_refuses_an_outcome_before_the_forecast():
    with pytest.raises(BadInput) as refusal:
        rules_backtest(WORLDS, PRK, before=2015, after=2005)
    assert str(refusal.value) == (
        "The trade is of 2015, and 2005-06-30 is not after it. Ask about a later day."
    )


def test_refuses_a_country_without_rules():
    with pytest.raises(MissingData) as refusal:
        rules_backtest(WORLDS, Rules("NOR", (), ()))
    assert str(refusal.value).startswith("What rules on Norway name of each section of goods")
