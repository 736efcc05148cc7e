"""``detente backtest``: known answers, certificates, a second road, refusals."""

import json

import pytest

from detente.data import reported_trade, shipped_worlds
from detente.study import plain_backtest, rules_backtest, rules_on

# Known answers


def test_what_was_foretold_and_what_came(detente):
    told = detente("backtest", "North Korea")
    assert (told.code, told.err) == (0, "")
    words = " ".join(told.out.split())
    assert words.startswith(
        "Exports of North Korea: 3.81 billion US dollars in 2015. The bans that came by "
        "2018-06-30, counted, foretold 491 million US dollars (131 to 851 million) for 2018; "
        "265 million US dollars came. Imports of North Korea: 3.79 billion US dollars in 2015."
    )
    assert "(KOTRA)" in words
    assert words.index("Rules: UNSCR 2270 OP30,") < words.index("Exports by kind")
    assert words.index("Method:") < words.index("Note: A section of goods is wider than a ban.")
    assert "Source: North Korea's foreign trade in 2018, as reported by the Korea Times." in words


def test_partners_are_shown_apart(detente):
    told = detente("backtest", "PRK", "--partners", "India, Rusland")
    lines = [line.split("  ")[0].strip() for line in told.out.splitlines()]
    assert [name for name in lines if name in ("China", "India", "Russia")] == [
        "India",
        "Russia",
    ] * 2


def test_lines_fit_the_page(detente):
    assert max(map(len, detente("backtest", "PRK").out.splitlines())) <= 80


# Certificates


def test_json_is_the_plain_answer(detente):
    found = rules_backtest(shipped_worlds(), rules_on("PRK"), reported=reported_trade("PRK"))
    told = detente("backtest", "PRK", "--json")
    assert json.loads(told.out) == json.loads(json.dumps(plain_backtest(found)))


# Refusals, word for word


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("Norway",),
            1,
            "What rules on Norway name of each section of goods is not held, only for North "
            "Korea. Ask about that, or by category.",
        ),
        (
            ("PRK", "--years", "2015-2014"),
            1,
            "No goods trade for PRK in 2014. Years that hold it: 1995, 2005, 2015, 2018.",
        ),
        (
            ("PRK", "--years", "2015"),
            2,
            "--years 2015 is no pair of years. Write it as 2015-2018. Try: detente backtest --help",
        ),
        (
            ("PRK", "--partners", "Korea"),
            1,
            "'Korea' is not one country. Did you mean South Korea (KOR) or North Korea (PRK)?",
        ),
    ],
)
def test_refuses_what_it_cannot_answer(detente, words, code, said):
    told = detente("backtest", *words)
    assert (told.code, told.out, told.err) == (code, "", f"detente: {said}\n")
