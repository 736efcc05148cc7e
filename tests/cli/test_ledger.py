"""``detente ledger``: known answers, laws, certificates, a second road, refusals."""

import json
from datetime import date

import pytest

from detente.data import load_case, shipped_worlds
from detente.study import pair_ledger, plain_ledger
from detente.world import Case

SUMMIT = ("ledger", "RUS", "PRK", "--case", "vladivostok-2019")


def words(told):
    assert (told.code, told.err) == (0, "")
    return " ".join(told.out.split())


# Known answers


def test_vladivostok_2019_what_each_could_give_at_a_glance(detente):
    told = detente(*SUMMIT).out
    start = told.index(" All together")
    lines = told[start : told.index("\n\n", start)].splitlines()
    assert [" ".join(line.split()) for line in (lines[0], *lines[2:])] == [
        "All together Russia to North Korea North Korea to Russia",
        "If nothing barred it 133 million 337 million",
        "(132 to 133 million) (269 to 565 million)",
        "Now 32.1 million 52.0 million",
        "(29 to 140 million)",
        "The rules leave 46.5 million 51.6 million",
        "(15 to 78 million) (28 to 336 million)",
    ]
    assert words(detente(*SUMMIT)).startswith(
        "What Russia and North Korea can give each other under the rules in force on 2019-04-25, "
        "in US dollars a year. Goods are those of 2015, the newest year by section; now, those of "
        "2018. All together "
    )


def test_vladivostok_2019_what_no_sum_holds_is_named(detente):
    told = words(detente(*SUMMIT))
    assert (
        "From Russia, of unknown worth and in no sum: A power line to Rason, of up to 200 MW; "
        "Investment in joint ventures; Nuclear knowledge: a red line. From Russia, left by the "
        "rules, nobody knows how much: Old debt, paid into joint projects. Russia to North Korea"
    ) in told
    assert (
        "From North Korea, of unknown worth and in no sum: Rajin: an ice-free port and a railway "
        "for Russian coal. North Korea to Russia If nothing"
    ) in told


def test_vladivostok_2019_labour_as_a_row(detente):
    lines = detente(*SUMMIT).out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(" Workers in Russia"))
    assert [" ".join(line.split()) for line in lines[start : start + 5]] == [
        "Workers in Russia, and what 150 million 50.0 million",
        "the state takes of their (100 to 360 million) (27 to 138 million)",
        "wages",
        "now 50.0 million (27 to",
        "138 million)",
    ]
    assert lines[start + 5].strip() == "conditional: UNSCR 2397"


def test_by_hand_before_the_rules_everything_was_left(detente):
    told = detente("ledger", "RUS", "PRK", "--on", "2015-12-31").out
    assert "The rules leave 78.3 million 10.1 million" in " ".join(told.split())


def test_by_hand_what_is_not_on_record_is_not_said_to_be_nothing(detente):
    told = words(detente("ledger", "PRK", "KOR"))
    assert (
        "If nothing barred it unknown unknown Now unknown unknown The rules leave unknown" in told
    )
    assert (
        "From North Korea, not on record in 2015, so none or not reported: goods of any section. "
        "North Korea to South Korea If"
    ) in told


def test_by_hand_a_pair_without_rules_has_one_column(detente):
    told = detente("ledger", "Duitsland", "Frankrijk")
    assert "The rules leave" not in told.out
    assert "No rules on Germany or France are held here" in words(told)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "What North Korea could give Russia is worth between 269 and 565 million US"),
        (
            "nl",
            "Wat Noord-Korea aan Rusland kan bieden, is zonder de regels tussen 269 en 565 miljoen",
        ),
    ],
)
def test_vladivostok_2019_as_a_brief_says_it(detente, lang, said):
    assert said in words(detente(*SUMMIT, "--lang", lang))
    brief = json.loads(detente(*SUMMIT, "--lang", lang, "--json").out)
    assert [section["key"] for section in brief["sections"]] == ["ledger"]


# Laws


def test_the_countries_may_be_left_out_or_stand_the_other_way_round(detente):
    told = detente(*SUMMIT).out
    assert detente("ledger", "--case", "vladivostok-2019").out == told
    assert detente("ledger", "Noord-Korea", "Russia", "--case", "vladivostok-2019").out == told


# Certificates


@pytest.mark.parametrize("asked", [SUMMIT, ("ledger", "CHN", "PRK"), ("ledger", "USA", "CHN")])
def test_no_line_of_the_tables_is_wider_than_the_page(detente, asked):
    out = detente(*asked).out
    assert max(map(len, out[: out.index("Method:")].splitlines())) <= 80


def test_sources_of_every_figure_that_is_shown_are_told(detente):
    told = words(detente(*SUMMIT))
    for cited in ("CEPII", "UNCTADstat", "KOGAS transit-fee estimate", "TASS 23 Apr 2019"):
        assert cited in told[told.index("Source:") :]
    assert "Where rules and other facts were read: --json." in told


# A second road


def test_the_command_prints_what_the_library_gives(detente):
    worlds = shipped_worlds()
    answer = plain_ledger(pair_ledger(worlds, load_case("vladivostok-2019")))
    assert json.loads(detente(*SUMMIT, "--json").out) == answer
    earlier = plain_ledger(pair_ledger(worlds, Case(("RUS", "PRK")), date(2017, 1, 1)))
    asked = ("ledger", "RUS", "PRK", "--on", "2017-01-01", "--json")
    assert json.loads(detente(*asked).out) == earlier


# Refusals, word for word


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ((), 2, "Name two countries, or a case with --case. Try: detente ledger --help"),
        (("RUS",), 2, "Name two countries, or a case with --case. Try: detente ledger --help"),
        (
            ("RUS", "CHN", "--case", "vladivostok-2019"),
            2,
            "--case vladivostok-2019 is about Russia and North Korea. Leave the two countries out, "
            "or the case. Try: detente ledger --help",
        ),
        (
            ("RUS", "PRK", "--on", "2019-02-30"),
            2,
            "--on 2019-02-30 is no day of the calendar. Write it as 2019-04-25. "
            "Try: detente ledger --help",
        ),
        (
            ("RUS", "PRK", "--on", "20190425"),
            2,
            "--on 20190425 is no day of the calendar. Write it as 2019-04-25. "
            "Try: detente ledger --help",
        ),
        (
            ("RUS", "PRK", "--on", "2024-06-19"),
            1,
            "Rules on North Korea were collected up to 2019-12-31, so what they leave on "
            "2024-06-19 is not known here. Ask about a day until then.",
        ),
        (
            ("RUS", "PRK", "--on", "2024-06-19", "--lang", "nl"),
            1,
            "Rules on North Korea were collected up to 2019-12-31, so what they leave on "
            "2024-06-19 is not known here. Ask about a day until then.",
        ),
        (
            ("RUS", "Corea"),
            1,
            "No country 'Corea' here. Write a name in English or Dutch, or a code such as NLD, NL "
            "or 528.",
        ),
        (
            ("RUS", "RUS"),
            1,
            "RUS was given twice. A question is about two different countries.",
        ),
        (
            ("RUS", "PRK", "--case", "none.toml"),
            1,
            "No file none.toml here. Check its name and folder.",
        ),
    ],
)
def test_refuses_what_it_cannot_answer(detente, asked, code, said):
    told = detente("ledger", *asked)
    assert (told.code, told.out, told.err) == (code, "", f"detente: {said}\n")
