"""``detente sever``: known answers, laws, a second road, refusals."""

import json

import pytest

from detente.brief import compose, render
from detente.data import shipped_worlds
from detente.study import severed
from detente.world import Case

QUESTION = ("sever", "Russia", "North Korea", "--year", "2018")
CASE = Case(("RUS", "PRK"), 2018)

# Known answers


def test_the_answer_is_about_the_cut_alone(detente):
    told = detente(*QUESTION, "--json")
    assert told.code == 0
    assert {section["key"] for section in json.loads(told.out)["sections"]} == {"cut"}


# Laws


def test_who_is_named_first_changes_no_loss(detente):
    def losses(*pair):
        answer = json.loads(detente("sever", *pair, "--year", "2018", "--json").out)
        blanks = answer["sections"][0]["sentences"][0]["blanks"]
        return {blanks["a"]["of"]: blanks["loss_a"], blanks["b"]["of"]: blanks["loss_b"]}

    assert losses("RUS", "PRK") == losses("PRK", "RUS")


# A second road


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_prints_what_the_library_renders(detente, lang):
    expected = compose(CASE, severed(shipped_worlds(), CASE), lang)
    assert detente(*QUESTION, "--lang", lang).out == render(expected, "text")


# Refusals, word for word


@pytest.mark.parametrize("theta", ["0", "-4", "nan"])
def test_refuses_an_elasticity_that_is_not_positive(detente, theta):
    told = detente(*QUESTION, "--theta", theta)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"detente: theta = {float(theta)}: the trade elasticity must be positive and finite. "
        "It is the elasticity of trade to trade cost without its minus sign; try 4.\n"
    )
