"""``detente leverage``: known answers, laws, certificates, a second road, refusals."""

import json

import pytest

from detente.data import shipped_worlds
from detente.study import Terms, coalition_runs, leverage_runs, plain_coalition, plain_leverage

PAIR = ("leverage", "Russia", "North Korea")
COALITION = ("leverage", "--senders", "USA,Japan,Zuid-Korea", "--target", "China")
MISUSE = (
    "detente: Name two countries; or --senders and a --target, and a --tariff if they levy one. "
    "Try: detente leverage --help\n"
)

# Known answers


def test_sentences_come_first_then_tables_then_the_model(detente):
    told = detente(*PAIR)
    assert (told.code, told.err) == (0, "")
    lines = " ".join(told.out.split())
    assert lines.startswith(
        "If North Korea and Russia stopped trading with each other in 2018, North Korea would lose "
        "0.014% (0.003% to 0.019%) of its welfare and Russia less than 0.001%. The loss of North "
        "Korea is 119 times (103 to 136) that of Russia: what is at stake for it is 101 times (84 "
        "to 113) as large, and the part of that which no new trade saves 1.2 times (1.2 to 1.3)."
    )
    order = ["At stake, of welfare", "Who takes its place for Russia", "Method:", "Residual:",
             "Note: What North Korea buys and sells", "Source:"]  # fmt: skip
    places = [lines.index(part) for part in order]
    assert places == sorted(places)
    assert max(map(len, told.out.splitlines())) <= 80


def test_a_coalition_names_who_bears_and_who_adds(detente):
    told = detente(*COALITION)
    assert told.code == 0
    lines = " ".join(told.out.split())
    assert lines.startswith(
        "If the United States, Japan and South Korea stopped all trade with China in 2023, China "
        "would lose 0.81% (0.2% to 1.1%) of its welfare, 157 billion US dollars"
    )
    assert "Adds as" in lines
    assert "Bystanders; a loss below zero is a gain" in lines


def test_a_gain_next_to_nothing_is_no_loss_next_to_nothing(detente):
    told = detente("leverage", "--senders", "Russia", "--target", "North Korea").out
    bystanders = told[told.index("Bystanders") :]
    china, zambia = (
        next(row for row in bystanders.splitlines() if name in row) for name in ("China", "Zambia")
    )
    assert china.split() == ["China", ">", "−0.001%", "−97", "thousand"]
    assert zambia.split() == ["Zambia", "<", "0.001%", "13", "thousand"]


def test_senders_that_gain_are_said_to_gain(detente):
    told = detente(*COALITION, "--tariff", "0.1")
    lines = " ".join(told.out.split())
    assert "put a tariff of 10% on what they buy from China in 2023" in lines
    assert "The senders together would lose nothing: they would gain by it." in lines
    assert "nobody answers it with another" in lines


def test_senders_that_gain_under_some_assumptions_alone_are_said_to_gain_or_lose(detente):
    asked = (*COALITION, "--tariff", "0.25")
    assert "The senders together could gain or lose by it." in " ".join(detente(*asked).out.split())
    spent = json.loads(detente(*asked, "--json").out)["senders_cost"]
    assert spent["low"] < spent["value"] < 0 < spent["high"]


def test_no_trade_is_no_loss_and_no_ratio(detente):
    told = detente("leverage", "Tuvalu", "Mongolia", "--year", "2018")
    assert " ".join(told.out.split()).startswith(
        "If Tuvalu and Mongolia stopped trading with each other in 2018, Tuvalu would lose 0% of "
        "its welfare and Mongolia 0%. Tuvalu"
    )
    assert "Who takes its place" not in told.out
    answer = json.loads(detente("leverage", "Tuvalu", "Mongolia", "--json").out)
    assert answer["loss_ratio"] == {"value": None, "low": None, "high": None}


# Laws


def test_the_order_of_the_two_turns_the_ratio_over(detente):
    one, other = (
        json.loads(detente("leverage", *pair, "--json").out)["loss_ratio"]["value"]
        for pair in (("RUS", "PRK"), ("PRK", "RUS"))
    )
    assert one * other == pytest.approx(1.0, rel=1e-6)


# Certificates


def test_json_is_one_object_without_nan(detente):
    for words in (PAIR, COALITION):
        told = detente(*words, "--json")
        answer = json.loads(told.out, parse_constant=lambda word: pytest.fail(word))
        assert answer["sources"]
        assert answer["residual"] < 1e-11


# A second road


def test_the_command_prints_what_the_library_gives(detente):
    terms = ("--theta", "5", "--deficits", "dek", "--closure", "gross_output", "--year", "2018")
    expected = leverage_runs(
        shipped_worlds(), "RUS", "PRK", Terms(2018, 5.0, "dek", "gross_output")
    )
    assert json.loads(detente(*PAIR, *terms, "--json").out) == plain_leverage(expected)


def test_a_coalition_in_json_is_what_the_library_gives(detente):
    expected = coalition_runs(shipped_worlds(), ["USA", "JPN", "KOR"], "CHN", tariff=0.1)
    assert json.loads(detente(*COALITION, "--tariff", "0.1", "--json").out) == (
        plain_coalition(expected)
    )


# Refusals, word for word


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("Russia",),
        ("Russia", "China", "--tariff", "0.2"),
        ("Russia", "China", "--senders", "USA", "--target", "China"),
        ("--senders", "USA"),
        ("--target", "China"),
    ],
)
def test_refuses_half_a_question(detente, words):
    told = detente("leverage", *words)
    assert (told.code, told.out, told.err) == (2, "", MISUSE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("NLD", "Holland"),
            "NLD was given twice. A severance is between two different countries.",
        ),
        (
            ("NLD", "Narnia"),
            "No country 'Narnia' here. Write a name in English or Dutch, or a code such as NLD, "
            "NL or 528.",
        ),
        (
            ("NLD", "DEU", "--theta", "0"),
            "theta is 0.0; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4.",
        ),
        (
            ("--senders", "USA,China", "--target", "CHN"),
            "CHN is both the target and a sender. Leave it out of the senders.",
        ),
        (
            ("--senders", "USA,de VS", "--target", "CHN"),
            "Senders named twice: USA. Name each once.",
        ),
        (
            ("--senders", "USA", "--target", "CHN", "--tariff", "-1"),
            "tariff is -1.0; a share of the value, above −1: 0.25 is a quarter.",
        ),
        (
            ("--senders", "USA", "--target", "CHN", "--tariff", "25"),
            "tariff = 25 is 2,500 %; write 0.25 for 25 %.",
        ),
        (
            ("--senders", "PRK", "--target", "KOR", "--year", "2018"),
            "No trade with KOR by PRK is recorded in 2018, so nothing could be stopped. Name other "
            "senders, or another year.",
        ),
        (
            ("--senders", "USA,,JPN", "--target", "CHN"),
            "No country '' here. Write a name in English or Dutch, or a code such as NLD, NL or "
            "528.",
        ),
    ],
)
def test_refuses_what_the_question_does_not_allow(detente, words, said):
    told = detente("leverage", *words)
    assert (told.code, told.out, told.err) == (1, "", f"detente: {said}\n")
