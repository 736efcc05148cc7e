"""``detente divert``: known answers, a second road, refusals."""

import json

import pytest

from detente.brief import compose, render
from detente.data import load_world, shipped_worlds
from detente.study import diverted
from detente.trade import diversion, economy_of
from detente.world import Case

QUESTION = ("divert", "North Korea", "--from", "China", "--to", "Russia", "--year", "2018")
CASE = Case(("PRK", "RUS"), 2018, diverted_share=0.25)
ROOT = 1e-9  # what the search for the cost leaves of welfare

# Known answers


def test_the_answer_is_about_the_shift_alone(detente):
    told = detente(*QUESTION, "--json")
    assert told.code == 0
    assert {section["key"] for section in json.loads(told.out)["sections"]} == {"shift"}


def test_a_fifth_of_what_china_trades_leaves_three_quarters_as_by_hand(detente):
    told = detente(*QUESTION, "--share", "0.2", "--json")
    (moved,) = [
        sentence["blanks"]["left"]
        for sentence in json.loads(told.out)["sections"][0]["sentences"]
        if "left" in sentence["blanks"]
    ]
    assert moved["value"] == pytest.approx(0.9307866 * 0.8, rel=1e-6)  # of the data dictionary


# A second road


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_prints_what_the_library_renders(detente, lang):
    expected = compose(CASE, diverted(shipped_worlds(), CASE, "CHN"), lang)
    told = detente(*QUESTION, "--share", "0.25", "--lang", lang)
    assert told.out == render(expected, "text")


def test_it_names_the_bystanders_whom_the_model_moves_most(detente):
    model = {"of": "DEU", "from_": "CHN", "to": "USA", "share": 0.5}
    moved = diversion(economy_of(load_world(2023)), **model, theta=4.0, deficits="dek")
    change = moved.equilibrium.to_frame().welfare - 1
    others = change.abs().drop(["DEU", "CHN", "USA"]).nlargest(6).index
    told = detente("divert", "DEU", "--from", "CHN", "--to", "USA", "--share", "0.5", "--json")
    (table,) = json.loads(told.out)["sections"][0]["tables"]
    told_of = {row["country"]["of"]: row["change"]["value"] for row in table["rows"]}
    assert [*told_of] == ["DEU", "USA", "CHN", *others]
    assert told_of == pytest.approx({code: change[code] for code in told_of}, abs=ROOT)


# Refusals, word for word


@pytest.mark.parametrize("share", ["0", "1", "20", "-0.2", "nan"])
def test_refuses_a_share_outside_the_unit_interval(detente, share):
    told = detente(*QUESTION, "--share", share)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"detente: The share to divert is {float(share)}; it must lie between 0 and 1. "
        "Write a fifth as 0.2.\n"
    )


def test_refuses_a_question_without_the_partner_it_moves_from(detente):
    told = detente("divert", "PRK", "--to", "RUS")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        'detente: Command "divert" parameter --from requires an argument. '
        "Try: detente divert --help\n"
    )
