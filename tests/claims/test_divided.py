"""Which arcs the rules close on the day of a case: known answers, laws, refusals."""

from dataclasses import replace
from datetime import date

import pytest
from claims.invented_bargain import CASE, LINE, arc

from detente.claims import closed_arcs, closing_rules, divided, project_called
from detente.errors import BadInput, MissingData, UnknownLabel

# Known answers


def test_unscr_2017_a_pipeline_needs_what_is_banned():
    (found,) = closing_rules(CASE, LINE)
    assert found.outcome == "unnamed"
    assert closed_arcs(CASE, LINE) == ("through",)


def test_unscr_2017_before_the_bans_nothing_is_closed():
    assert closed_arcs(replace(CASE, day=date(2015, 12, 31)), LINE) == ()


@pytest.mark.parametrize(("category", "closed"), [("coal_export", True), ("tourism", False)])
def test_unscr_2371_a_banned_category_closes_and_a_free_one_does_not(category, closed):
    line = replace(LINE, arcs=(arc("through", category=category),))
    assert bool(closed_arcs(CASE, line)) is closed


# Laws


def test_without_a_day_no_rule_closes():
    assert closed_arcs(replace(CASE, day=None), LINE) == ()


def test_what_falls_under_no_category_no_rule_closes_on_any_day():
    line = replace(LINE, arcs=(arc("through"),))
    assert closed_arcs(replace(CASE, day=date(2024, 6, 19)), line) == ()


def test_a_project_is_divided_once():
    assert divided(CASE, "line") is divided(replace(CASE, day=None, theta=8.0), "line")


# Refusals, word for word


def test_refuses_a_day_after_the_last_of_the_rules():
    with pytest.raises(MissingData) as refusal:
        closed_arcs(replace(CASE, day=date(2024, 6, 19)), LINE)
    assert str(refusal.value) == (
        "Rules on North Korea are held up to 2019-12-31, so what they close on 2024-06-19 is not "
        "known here."
    )


def test_refuses_a_category_that_no_rules_know():
    line = replace(LINE, arcs=(arc("through", category="gas_pipeline"),))
    with pytest.raises(UnknownLabel) as refusal:
        closed_arcs(CASE, line)
    assert str(refusal.value).startswith(
        "Project line, arc through, category: No category 'gas_pipeline' here. "
    )
    with pytest.raises(BadInput) as refusal:
        closed_arcs(replace(CASE, pair=("NLD", "NOR")), line)
    assert str(refusal.value) == (
        "Project line, arc through, category is gas_pipeline, but no rules on NLD or NOR are held, "
        "so none can bear on it. Leave the category out."
    )


def test_refuses_a_project_that_is_not_there():
    with pytest.raises(MissingData) as refusal:
        project_called(replace(CASE, projects=()), "line")
    assert str(refusal.value) == (
        "The case holds no project, so none can be divided. Add [[projects]]."
    )
    with pytest.raises(UnknownLabel) as refusal:
        project_called(CASE, "lines")
    assert str(refusal.value) == "No project 'lines' here. 1 known, nearest: line."
