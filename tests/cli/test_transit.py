"""``detente transit``: known answers, a second road, refusals."""

import json

import pytest

from detente.brief import compose, render
from detente.data import load_case, shipped_worlds
from detente.study import transit_claims

SUMMIT = ("transit", "vladivostok-2019")


def words(told):
    assert (told.code, told.err) == (0, "")
    return " ".join(told.out.split())


# Known answers


def test_vladivostok_2019_in_a_sentence(detente):
    told = words(detente(*SUMMIT))
    assert "A fair share of it for North Korea is between 68 and 225 million US dollars†" in told
    assert "Without a line on the seabed around North Korea, the fair share of North Korea" in told


def test_vladivostok_2019_in_dutch(detente):
    told = words(detente(*SUMMIT, "--lang", "nl", "--project", "gas_to_korea"))
    assert "Een eerlijk deel daarvan voor Noord-Korea is tussen 68 en 225 miljoen dollar†" in told


# A second road


def test_the_command_prints_what_the_library_gives(detente):
    case = load_case("vladivostok-2019")
    brief = compose(case, transit_claims(shipped_worlds(), case), "en")
    assert detente(*SUMMIT, "--json").out == render(brief, "json")
    sections = json.loads(detente(*SUMMIT, "--json").out)["sections"]
    assert [section["key"] for section in sections] == ["transit"]


# Refusals, word for word


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            (*SUMMIT, "--project", "gas"),
            "No project 'gas' here. 1 known, nearest: gas_to_korea.",
        ),
        (
            ("transit", "statements-2018"),
            "statements_2018.toml holds no project to divide. Add one under [[projects]].",
        ),
    ],
)
def test_refuses_what_the_case_does_not_hold(detente, asked, said):
    told = detente(*asked)
    assert (told.code, told.out) == (1, "")
    assert told.err.endswith(f"{said}\n")
