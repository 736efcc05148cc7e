"""Every command that draws: known answers, laws, a second road, refusals."""

import json

import pytest

from detente.data import load_case, shipped_worlds
from detente.study import Draws, checked, drawn_verdicts, plain_drawn_ledger, plain_drawn_verdicts

SUMMIT = "vladivostok-2019"
COMMANDS = (
    ("check", SUMMIT, "--id", "C32"),
    ("ledger", "--case", SUMMIT),
    ("ledger", "--case", SUMMIT, "--lang", "nl"),
    ("transit", SUMMIT),
    ("positions", SUMMIT),
    ("sever", "PRK", "RUS"),
)


def words(told):
    assert (told.code, told.err) == (0, "")
    return " ".join(told.out.split())


# Known answers


def test_a_statement_says_in_how_many_draws_it_holds(detente):
    told = words(detente("check", SUMMIT, "--id", "C32", "--draws", "300"))
    assert "In 300 draws: supported 100%" in told
    assert "1,060 times (933 to 1,179); asked: at least 10 times" in told
    assert "holds in 100% of them Moved most by gdp.PRK (-0." in told


def test_a_statement_in_dutch(detente):
    told = words(detente("check", SUMMIT, "--id", "C28", "--draws", "50", "--lang", "nl"))
    assert "In 50 trekkingen: klopt niet 100 procent" in told
    assert "klopt in 0 procent ervan" in told


def test_a_cut_says_what_moves_the_loss(detente):
    told = words(detente("sever", "PRK", "CHN", "--draws", "200"))
    assert "What moves the loss of North Korea most" in told
    assert "was drawn 200 times (seed 1): the trade elasticity, home sales" in told
    assert "Ranges hold nine in ten of the draws, or more." in told


def test_a_brief_tells_how_sure_it_is(detente):
    found = detente("brief", "PRK", "RUS", "--draws", "20", "--json")
    sections = json.loads(found.out)["sections"]
    assert [section["key"] for section in sections][-2:] == ["draws", "basis"]


# Laws


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(detente, command):
    first, again, other = (
        detente(*command, "--draws", "40", "--seed", seed, "--json").out for seed in ("3", "3", "4")
    )
    assert first == again != other
    assert detente(*command, "--json").out not in (first, other)


# A second road


def test_the_commands_print_what_the_library_gives(detente):
    worlds, case = shipped_worlds(), load_case(SUMMIT)
    draws = Draws(worlds, case, 30)
    printed = json.loads(detente("ledger", "--case", SUMMIT, "--draws", "30", "--json").out)
    assert printed == json.loads(json.dumps(plain_drawn_ledger(draws)))
    found = drawn_verdicts(draws, checked(worlds, case, ("C09",)))
    printed = json.loads(detente("check", SUMMIT, "--id", "C09", "--draws", "30", "--json").out)
    assert printed == json.loads(json.dumps(plain_drawn_verdicts(draws, found)))


# Refusals, word for word


def test_one_draw_is_none(detente):
    refused = detente("transit", SUMMIT, "--draws", "1")
    assert (refused.code, refused.err) == (
        1,
        "detente: draws is 1. Ask for 2 to 100,000; 1,000 tell most.\n",
    )


def test_all_pairs_are_not_drawn(detente):
    refused = detente("sever", "--all", "--draws", "100")
    assert (refused.code, refused.err) == (
        2,
        "detente: --draws goes with a pair. Name two. Try: detente sever --help\n",
    )
