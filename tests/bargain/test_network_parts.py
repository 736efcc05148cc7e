"""Nodes, arcs and steps: known answers, refusals."""

from math import inf, nan

import pytest

from detente.bargain import Arc, Node, Step
from detente.errors import BadInput

# Known answers


def test_by_hand_capital_counts_for_what_may_still_be_built():
    assert Arc("pipe", "a", "b", 1, 2.0, 5.0, status="option").cost == 7.0
    assert Arc("pipe", "a", "b", 1, 2.0, 5.0).cost == 2.0


def test_by_hand_supply_and_capacity_may_be_without_limit():
    assert Node("sea", supply=(Step(inf, 9.0),)).supply[0].quantity == inf
    assert Arc("sea", "a", "b", inf).capacity == inf


# Refusals


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (lambda: Step(-1, 1), "A step has a quantity of -1. Give a number from 0 up."),
        (lambda: Step(nan, 1), "A step has a quantity of nan. Give a number from 0 up."),
        (lambda: Step(1, -1), "A step has a price of -1. Give a finite number from 0 up."),
        (lambda: Step(1, inf), "A step has a price of inf. Give a finite number from 0 up."),
        (
            lambda: Node("city", demand=(Step(inf, 1),)),
            "Node 'city' demands without limit, so no flow would be the best. Give each step of "
            "its demand a finite quantity.",
        ),
        (
            lambda: Node("city", owners="NLD"),
            "Node 'city' has owners 'NLD', one word. Write a list: ('NLD',).",
        ),
        (
            lambda: Arc("pipe", "a", "b", 1, owners="NLD"),
            "Arc 'pipe' has owners 'NLD', one word. Write a list: ('NLD',).",
        ),
        (
            lambda: Arc("pipe", "a", "b", -3),
            "Arc 'pipe' has a capacity of -3. Give a number from 0 up.",
        ),
        (
            lambda: Arc("pipe", "a", "b", nan),
            "Arc 'pipe' has a capacity of nan. Give a number from 0 up.",
        ),
        (
            lambda: Arc("pipe", "a", "b", 1, operating_cost=-1),
            "Arc 'pipe' has an operating cost of -1. Give a finite number from 0 up.",
        ),
        (
            lambda: Arc("pipe", "a", "b", 1, capital_cost=inf),
            "Arc 'pipe' has a capital cost of inf. Give a finite number from 0 up.",
        ),
        (
            lambda: Arc("pipe", "a", "b", 1, status="planned"),
            "Arc 'pipe' has the status 'planned'. Write built or option.",
        ),
        (
            lambda: Arc("pipe", "a", "a", 1),
            "Arc 'pipe' goes from 'a' to itself. Leave it out.",
        ),
    ],
)
def test_parts_that_make_no_network_are_refused(part, message):
    with pytest.raises(BadInput) as refusal:
        part()
    assert str(refusal.value) == message
