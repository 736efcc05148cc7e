"""``detente positions``: known answers, a second road, refusals."""

import json

import pytest

from detente.brief import compose, render
from detente.data import load_case, shipped_worlds
from detente.study import position_claims

SUMMIT = ("positions", "vladivostok-2019")


def words(told):
    assert (told.code, told.err) == (0, "")
    return " ".join(told.out.split())


# Known answers


def test_vladivostok_2019_in_a_sentence(detente):
    told = words(detente(*SUMMIT))
    assert "the positions average 54 (50 to 57)†" in told
    assert "These are four forecasters among several" in told


def test_vladivostok_2019_one_issue_in_dutch(detente):
    told = words(detente(*SUMMIT, "--issue", "cooperation", "--lang", "nl"))
    assert "liggen de standpunten gemiddeld op 45 (41 tot 50)†" in told
    assert "Samenwerking tussen Rusland en Noord-Korea" in told
    assert "Volgorde van de stappen" not in told


# A second road


def test_the_command_prints_what_the_library_gives(detente):
    case = load_case("vladivostok-2019")
    brief = compose(case, position_claims(shipped_worlds(), case), "en")
    assert detente(*SUMMIT, "--json").out == render(brief, "json")
    sections = json.loads(detente(*SUMMIT, "--json").out)["sections"]
    assert [section["key"] for section in sections] == ["positions"]


# Refusals, word for word


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((*SUMMIT, "--issue", "aid"), "No issue 'aid' here."),
        (
            ("positions", "statements-2018"),
            "statements_2018.toml holds no positions to forecast from. Add some: [[positions]].",
        ),
    ],
)
def test_refuses_what_the_case_does_not_hold(detente, asked, said):
    told = detente(*asked)
    assert (told.code, told.out) == (1, "")
    assert said in told.err
