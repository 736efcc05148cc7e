"""``detente measure``: known answers, laws, a second road, refusals."""

import json

import pytest

from detente.data import shipped_worlds
from detente.study import MEASURES, measurement, plain

GOLDEN = 1e-6  # the digits that the data dictionary gives
SHARE = ("trade.share", "of=PRK", "partner=CHN", "year=2018")

# Known answers


def test_the_share_of_china_as_the_data_dictionary_has_it(process):
    told = process("measure", *SHARE, "--json")
    assert told.code == 0
    answer = json.loads(told.out)
    assert answer["value"] == pytest.approx(0.9307866, rel=GOLDEN)
    assert answer["args"] == {"of": "PRK", "partner": "CHN", "direction": "both", "year": 2018}


def test_a_person_reads_the_number_first_and_what_it_rests_on_below(detente):
    number, asked, blank, *rest = detente("measure", *SHARE).out.splitlines()
    assert number == "93.1%"
    assert asked == "trade.share of=PRK partner=CHN direction=both year=2018"
    assert blank == ""
    below = " ".join(rest)
    assert below.startswith("Share of one partner in a country's recorded trade in goods. Method: ")
    assert "Source: BACI" in below
    assert max(map(len, rest)) <= 80


def test_an_address_stays_in_one_piece(detente):
    asked = ("size.population", "of=NLD", "year=2018")
    sources = json.loads(detente("measure", *asked, "--json").out)["sources"]
    told = detente("measure", *asked)
    assert sources
    assert all(source["url"] in told.out for source in sources)


def test_names_in_words_are_codes_in_the_answer(detente):
    asked = ("measure", "votes.agreement", "a=North Korea", "b=Rusland", "--json")
    args = json.loads(detente(*asked).out)["args"]
    assert (args["a"], args["b"]) == ("PRK", "RUS")


def test_a_fact_is_looked_up_in_the_case_that_is_named(detente):
    asked = ("fact.value", "fact=T005", "--case", "vladivostok-2019")
    number, again, *_ = detente("measure", *asked).out.splitlines()
    assert number == "95.8% (95.7% to 95.8%)"
    assert again == "fact.value fact=T005 --case vladivostok-2019"
    assert detente("measure", *again.split()).out.startswith(f"{number}\n")


# Laws


def test_every_measure_is_listed_with_its_arguments_and_meaning(detente):
    told = detente("measure", "--list")
    assert told.code == 0
    for each in MEASURES:
        assert f"{each}\n" in told.out
        assert each.meaning in " ".join(told.out.split())


def test_the_list_is_there_for_programs_too(detente):
    listed = json.loads(detente("measure", "--list", "--json").out)
    assert [each["name"] for each in listed] == [each.name for each in MEASURES]
    for entry, each in zip(listed, MEASURES, strict=True):
        assert [a["name"] for a in entry["arguments"]] == [p.name for p in each.arguments]


# A second road


def test_the_command_prints_what_the_library_measures(detente):
    asked = {"of": "PRK", "partner": "CHN", "year": "2018"}
    expected = plain(measurement(shipped_worlds(), "trade.share", asked))
    assert json.loads(detente("measure", *SHARE, "--json").out) == expected


def test_the_answer_says_how_to_ask_again(detente):
    _, again, *_ = detente("measure", "trade.share", "of=Noord-Korea", "partner=China").out.split(
        "\n"
    )
    first = detente("measure", "trade.share", "of=PRK", "partner=CHN", "--json")
    assert detente("measure", *again.split(), "--json") == first


# Refusals, word for word


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Name a measure; --list gives them all."),
        (["trade.share", "PRK"], "'PRK' is not an argument of a measure. Write it as of=PRK."),
        (["trade.share", "of="], "'of=' is not an argument of a measure. Write it as of=PRK."),
        (["trade.share", "of=PRK", "of=RUS"], "of= was given twice. Give it once."),
    ],
)
def test_refuses_what_is_not_key_and_value(detente, words, sentence):
    told = detente("measure", *words)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"detente: {sentence} Try: detente measure --help\n"


def test_refuses_a_measure_that_nobody_knows(detente):
    told = detente("measure", "trade.shares")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"detente: No measure 'trade.shares' here. {len(MEASURES)} known, ")


def test_refuses_a_fact_where_no_case_is_named(detente):
    told = detente("measure", "fact.value", "fact=T005")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: fact.value: fact=T005 is looked up in a case, and none was given. "
        "Name one: --case.\n"
    )


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        (
            "share=20",
            "trade.share_after_diversion: share=20 is not a fraction from 0 to 1. "
            "Write 0.2 for 20 %.",
        ),
        (
            "share=__import__('os')",
            "trade.share_after_diversion: share=__import__('os') is not a fraction from 0 to 1. "
            "Write 0.2 for 20 %.",
        ),
    ],
)
def test_refuses_a_share_that_is_none(detente, argument, sentence):
    words = ("trade.share_after_diversion", "of=PRK", "from=CHN", "to=RUS", argument)
    told = detente("measure", *words)
    assert (told.code, told.out, told.err) == (1, "", f"detente: {sentence}\n")
