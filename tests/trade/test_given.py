"""What a caller hands over: known answers, refusals."""

from fractions import Fraction

import numpy as np
import pytest

from detente.errors import BadInput
from detente.trade.given import link, number, numbers, refuse_what_is_no_label

# Known answers


@pytest.mark.parametrize("given", [0.25, Fraction(1, 4), np.float32(0.25)])
def test_a_quarter_is_a_quarter_however_it_is_held(given):
    assert number(given, "share") == 0.25
    assert type(number(given, "share")) is float


@pytest.mark.parametrize("given", [np.eye(2), np.eye(2, dtype=int), np.eye(2, dtype=object)])
def test_a_table_is_copied_as_numbers(given):
    table = numbers(given, "flow")
    np.testing.assert_array_equal(table, [[1.0, 0.0], [0.0, 1.0]])
    table[0, 0] = 9.0
    assert given[0, 0] == 1


def test_none_in_a_table_is_no_answer():
    assert np.isnan(numbers([None, 1], "flow")).tolist() == [True, False]


@pytest.mark.parametrize("given", [("NLD", "NOR"), ["NLD", "NOR"]])
def test_two_countries_are_a_link(given):
    assert link(given, "cut") == ("NLD", "NOR")


# Refusals


def refused(ask, *given) -> str:
    with pytest.raises(BadInput) as refusal:
        ask(*given)
    return str(refusal.value)


@pytest.mark.parametrize("given", ["0.2", True, None, 1j, (0.2,)])
def test_refuses_what_is_no_number(given):
    assert refused(number, given, "share") == (
        f"share is {given!r}, which is no number. Give one, such as 0.25."
    )


@pytest.mark.parametrize("odd", ["0.2", 1j, (1, 2)])
def test_refuses_a_table_of_something_else(odd):
    table = np.ones((2, 2), dtype=object)
    table[1, 0] = odd
    assert refused(numbers, table, "flow") == (
        f"flow holds {odd!r}, which is no number. Give numbers, and NaN where one is not known."
    )


@pytest.mark.parametrize("label", [0, None, float("nan")])
def test_refuses_a_label_that_is_no_text(label):
    assert refused(refuse_what_is_no_label, ["NLD", label], "Country") == (
        f"Country 2 is labelled {label}. A label is text: name the country or sector."
    )


@pytest.mark.parametrize("given", ["AB", ("NLD",), ("NLD", "NOR", "QAT"), None, 3])
def test_refuses_what_is_not_two_countries(given):
    assert refused(link, given, "cut") == (
        f"cut: {given!r} is not two countries. Write ('NLD', 'NOR')."
    )
