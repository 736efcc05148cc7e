"""UN Comtrade's answers into the store: known answers, laws, refusals."""

import json

import pytest
from data.invented_answers import NLD, NOR, REPORTS, WORLD, comtrade, report

from detente.data import add_file, datasets, reported_flows
from detente.errors import BadInput, MissingData


@pytest.fixture
def added(tmp_path, store):
    def add(text=REPORTS, name="C.json"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return add_file("comtrade", path)

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_each_side_is_kept_with_how_it_values(added, rows):
    assert rows(added(), 2022) == [
        ("NLD", "NOR", "27", "HS22", 100.0, 2.0, "fob", "exporter"),
        ("NLD", "NOR", "27", "HS22", 110.0, None, "cif", "importer"),
        ("TWN", "NLD", "85", "HS22", 50.5, None, "cif", "importer"),
    ]


def test_the_world_as_a_partner_is_left_out_and_told(added):
    assert added().notes[-1] == "Left out, for they are no country's: the rows of W00."


def test_both_reports_of_a_flow_stand_side_by_side_with_the_gap(added):
    added()
    (row,) = reported_flows("NLD", "NOR", 2022).itertuples(index=False)
    assert row[:6] == ("NLD", "NOR", "HS22", "27", 100.0, 110.0)
    assert row.gap == pytest.approx(0.1, rel=1e-12)


def test_a_report_that_is_not_there_is_not_known(added):
    added()
    (row,) = reported_flows("NLD", "TWN", 2022).itertuples(index=False)
    assert row.exporter_says_usd != row.exporter_says_usd  # NaN
    assert row.importer_says_usd == 50.5


# Laws


def test_two_answers_give_what_one_gives(added, tmp_path):
    added(comtrade(report(NLD, "X", NOR, "27", 100.0)), "one.json")
    added(comtrade(report(NOR, "M", NLD, "27", 110.0)), "two.json")
    (row,) = reported_flows("NLD", "NOR", 2022).itertuples(index=False)
    assert (row.exporter_says_usd, row.importer_says_usd) == (100.0, 110.0)


def test_the_older_revisions_are_named_by_their_year(added):
    for code, revision in {"H0": "HS92", "H2": "HS02", "H5": "HS17"}.items():
        held = added(comtrade(report(NLD, "X", NOR, "27", 1.0, classificationCode=code)))
        assert held.hs_rev == revision


# Refusals


def refused(error, added, text):
    with pytest.raises(error) as refusal:
        added(text)
    assert datasets() == ()
    return str(refusal.value).partition("C.json")[2]


def test_a_refusal_of_the_api_is_passed_on(added):
    told = '{"statusCode": 401, "message": "Access denied due to invalid subscription key."}'
    assert refused(BadInput, added, told) == (
        " is a refusal of UN Comtrade: Access denied due to invalid subscription key. "
        "Ask it otherwise."
    )


def test_no_record_is_refused(added):
    assert refused(MissingData, added, comtrade()) == (
        " holds no record: nobody reported it. Ask otherwise."
    )


def test_a_full_answer_is_refused_for_there_may_be_more(added, monkeypatch):
    monkeypatch.setattr("detente.data.comtrade.MOST", 2)
    assert refused(MissingData, added, REPORTS) == (
        " holds 6 records, the most of one answer: there may be more. "
        "Ask for fewer years, partners or products at a time."
    )


def test_parts_without_their_total_are_refused(added):
    text = comtrade(report(NLD, "X", NOR, "27", 1.0, motCode=2100))
    assert refused(MissingData, added, text) == (
        " holds no total of exports (X) or imports (M) in the Harmonised System. Ask for those."
    )


def test_the_world_alone_is_refused(added):
    assert refused(BadInput, added, comtrade(report(NLD, "X", WORLD, "27", 1.0))) == (
        " holds no row about countries. Take it from UN Comtrade again."
    )


@pytest.mark.parametrize("gone", ["refYear", "primaryValue", "motCode", "flowCode"])
def test_a_record_without_a_field_is_refused(added, gone):
    said = json.loads(REPORTS)
    del said["data"][0][gone]
    assert refused(BadInput, added, json.dumps(said)).startswith(
        ", a record does not have the API's columns: it begins with "
    )


@pytest.mark.parametrize("text", ["<html>", "", "[]", '{"data": 1}', '{"count": 0}'])
def test_another_shape_is_refused(added, text):
    assert "not with" in refused(BadInput, added, text)


def test_a_value_below_zero_is_refused(added):
    told = refused(BadInput, added, comtrade(report(NLD, "X", NOR, "27", -1.0)))
    assert "has no value, or one below zero (1 such rows)" in told


def test_a_year_that_nobody_added_is_refused(added):
    added()
    with pytest.raises(MissingData) as refusal:
        reported_flows("NLD", "NOR", 2019)
    assert str(refusal.value) == (
        "No report to UN Comtrade of 2019 is stored; years held: 2022. "
        "Say: detente data add comtrade FILE.json"
    )
