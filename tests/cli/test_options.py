"""The options that several commands take: known answers, refusals."""

import pytest

from detente.cli.options import CUSTOMARY, Assumptions
from detente.errors import BadInput, UnknownLabel
from detente.world import Case

# Known answers


def test_nothing_assumed_is_the_question_as_it_stands():
    assert CUSTOMARY.case("Russia", "Noord-Korea") == Case(("RUS", "PRK"))


def test_what_is_assumed_reaches_the_question():
    assumed = Assumptions(year=2015, theta=8.0, deficits="multiplicative")
    expected = Case(("CHN", "USA"), 2015, 8.0, "multiplicative", 0.3)
    assert assumed.case("China", "VS", 0.3) == expected


# Refusals, word for word


def test_refuses_a_name_that_is_no_country():
    with pytest.raises(UnknownLabel) as refusal:
        CUSTOMARY.case("Perugia", "Italy")
    assert str(refusal.value) == (
        "No country 'Perugia' here. Nearest: Peru (PER). "
        "Write a name in English or Dutch, or a code such as NLD, NL or 528."
    )


def test_refuses_one_country_under_two_names():
    with pytest.raises(BadInput) as refusal:
        CUSTOMARY.case("Holland", "the Netherlands")
    assert str(refusal.value) == (
        "NLD was given twice. A question is about two different countries."
    )
