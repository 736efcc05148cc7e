"""Answers that are no brief: known answers, laws, certificates."""

import json

import pytest

from detente.cli.report import NEARLY_NONE, Table, as_json, cell, countries_in_prose, number, report

SOURCE = {
    "title": "Invented figures",
    "publisher": "nobody",
    "year": 2024,
    "licence": "CC0-1.0",
    "url": "https://example.org",
}
ANSWER = {"method": "By head.", "notes": ["Beware."], "sources": [SOURCE]}

# Known answers


def test_by_hand_a_whole_report():
    rows = [("Norway", "1"), ("Netherlands", "20")]
    assert report(["A sentence."], [Table("Title", ("", "Loses"), rows)], ANSWER) == (
        "A sentence.\n"
        "\n"
        "Title\n"
        "               Loses\n"
        " ───────────────────\n"
        " Norway            1\n"
        " Netherlands      20\n"
        "\n"
        "Method: By head.\n"
        "Note: Beware.\n"
        "Source: Invented figures. nobody, 2024. https://example.org\n"
    )


@pytest.mark.parametrize(
    ("of", "unit", "manner", "said"),
    [
        ({"value": 0.5, "low": 0.25, "high": 0.75}, "share", (), "50.0% (25% to 75%)"),
        ({"value": 0.5, "low": 0.25, "high": 0.75}, "share", ("alone",), "50.0%"),
        ({"value": None, "low": None, "high": None}, "share", (), "unknown"),
        (None, "change", (), "unknown"),
        (-0.02, "change", (), "−2.0%"),
        (3.2e9, "USD", ("bare",), "3.20 billion"),
    ],
)
def test_by_hand_numbers(of, unit, manner, said):
    assert number(of, unit, ANSWER, *manner) == said


@pytest.mark.parametrize(
    ("of", "unit", "said"),
    [
        (0.02, "share", "2.0%"),
        (4e-6, "share", "< 0.001%"),
        (-4e-6, "share", "> −0.001%"),
        (4e-6, "change", "< +0.001%"),
        (-4e-6, "change", "> −0.001%"),
        (0.0, "change", "0%"),
        (None, "change", "unknown"),
    ],
)
def test_by_hand_cells(of, unit, said):
    assert cell(of, unit, ANSWER) == said


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["NLD"], "the Netherlands"),
        (["NLD", "NOR"], "the Netherlands and Norway"),
        (["USA", "NOR", "NLD"], "the United States, Norway and the Netherlands"),
    ],
)
def test_by_hand_lists_of_countries(codes, said):
    assert countries_in_prose(codes) == said


# Laws


def test_no_line_is_longer_than_the_page():
    wide = Table("", ("",) * 9, [["word " * 5] * 9])
    page = report(["word " * 60], [wide], {**ANSWER, "notes": ["word " * 60]})
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize("unit", ["share", "change"])
def test_a_cell_is_bounded_where_a_sentence_is(unit):
    for of in (NEARLY_NONE * 0.99, NEARLY_NONE * 1.01):
        is_bounded = number(of, unit, ANSWER).startswith("less than ")
        assert cell(of, unit, ANSWER).startswith("< ") == is_bounded


# Certificates


def test_json_refuses_what_is_no_number():
    assert json.loads(as_json({"a": None, "é": 1.5})) == {"a": None, "é": 1.5}
    with pytest.raises(ValueError, match="Out of range float"):
        as_json({"a": float("nan")})
