"""``detente check``: known answers, laws, a second road, refusals."""

import json
import shlex

import pytest

from detente.data import load_case, shipped_worlds
from detente.study import checked, plain_verdicts

CASE = "vladivostok-2019"

OWN = """
id = "mine"
title = "Mine"
pair = ["NLD", "DEU"]

[[statements]]
id = "S1"
speaker = "example, invented"
quote = "by far the largest partner"
lang = "en"
meaning = { en = "Germany comes first", nl = "Duitsland is de eerste" }
kind = "comparison"
[[statements.readings]]
says = { en = "Germany is the first partner", nl = "Duitsland is de eerste partner" }
measure = "trade.partner_rank"
with = { of = "NLD", partner = "DEU" }
holds_if = { at_most = 1 }

[[statements]]
id = "S2"
speaker = "example, invented"
quote = "they want to"
lang = "en"
meaning = { en = "They want to", nl = "Zij willen het" }
kind = "motive"
no_reading_because = { en = "A wish is not seen.", nl = "Een wens is niet te zien." }
"""


@pytest.fixture
def own(tmp_path):
    """Write a case, changed as asked, and name its file."""

    def write(*change: str) -> str:
        path = tmp_path / "mine.toml"
        path.write_text(OWN.replace(*change) if change else OWN, "utf-8")
        return path.name

    return write


# Known answers


def test_a_case_of_ones_own_is_checked_word_for_word(detente, own):
    told = detente("check", own())
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(
        "Mine\n"
        "Statements: 2; supported 1, not checkable 1\n"
        "\n"
        "S1  SUPPORTED  example, invented: “by far the largest partner”\n"
        "  - holds: Germany is the first partner\n"
        "    1; asked: at most 1\n"
        "    trade.partner_rank of=NLD partner=DEU direction=both year=2023\n"
        "    Sources: 1\n"
        "\n"
        "S2  NOT CHECKABLE  example, invented: “they want to”\n"
        "  A wish is not seen.\n"
        "\n"
        "Sources\n"
        "1. BACI"
    )


def test_in_dutch_the_readings_and_the_verdict_are_dutch(detente, own):
    told = detente("check", own(), "--lang", "nl").out
    assert "Uitspraken: 2; klopt 1, niet te toetsen 1\n" in told
    assert "  - klopt: Duitsland is de eerste partner\n    1; gevraagd: hooguit 1\n" in told
    assert "  Duitsland is de eerste\n" in told  # what the quote says, in the other language


@pytest.mark.parametrize(
    ("case", "id", "lang", "shown"),
    [
        (CASE, "C28", "en", "11,490; said: 50,000 (45,000 to 55,000)"),
        (CASE, "C28", "nl", "11.490; gezegd: 50.000 (45.000 tot 55.000)"),
        (CASE, "C05", "en", "2011; said: 2001 visits."),
        ("statements-2018", "economy-of-norway", "en", "439.79 billion US dollars; said: 440 mil"),
        ("statements-2018", "buyer-of-canada", "en", "73.757%; said: 74 % (73.5% to 74.5%)"),
    ],
)
def test_a_stated_figure_stands_next_to_one_with_digits_enough(detente, case, id, lang, shown):
    told = " ".join(detente("check", case, "--id", id, "--lang", lang).out.split())
    assert shown in told


def test_whoever_has_a_name_in_dutch_is_called_by_it(detente):
    told = detente("check", CASE, "--id", "C01", "--lang", "nl").out
    assert "C01  KLOPT  het artikel: " in told


def test_the_summit_is_read_in_eighty_columns(detente):
    told = detente("check", CASE).out
    assert "Statements: 52; " in told
    addresses = [line for line in told.splitlines() if len(line) > 80]
    assert all(line.split()[0].startswith("http") for line in addresses)


def test_a_single_statement_is_told_in_full_and_each_remark_once(detente):
    told = " ".join(detente("check", CASE, "--id", "C38").out.split())
    assert told.count("C38 MIXED") == 1
    assert told.count("nobody pays for it in the model") == 1
    assert "Exact hat algebra" in told
    assert "Exact hat algebra" not in detente("check", CASE).out


def test_what_was_not_seen_in_print_says_so_on_every_page(detente):
    unchecked = {fact.id for fact in load_case(CASE).facts if not fact.checked}
    read = json.loads(detente("check", CASE, "--json").out)["statements"]
    asked = {r["args"].get("fact") for s in read for r in s["readings"]} & unchecked
    told = " ".join(detente("check", CASE).out.split())
    assert asked
    assert all(f"From memory or unconfirmed: {id}." in told for id in asked)


# Laws


def test_the_measure_told_gives_the_number_again(detente):
    statements = json.loads(detente("check", CASE, "--id", "C05", "--json").out)["statements"]
    (reading,) = statements[0]["readings"]
    line = next(
        line for line in detente("check", CASE, "--id", "C05").out.splitlines() if "visits." in line
    )
    again = json.loads(detente("measure", *shlex.split(line), "--case", CASE, "--json").out)
    assert again == reading["measurement"]


# A second road


def test_the_command_prints_what_the_library_checks(detente):
    case = load_case(CASE)
    expected = plain_verdicts(case, checked(shipped_worlds(), case))
    told = detente("check", CASE, "--json")
    assert (told.code, json.loads(told.out)) == (0, json.loads(json.dumps(expected)))


def test_text_of_a_case_is_shown_and_never_run(detente, own):
    quote = "__import__('os').system('true') {0} {speaker} %s"
    told = detente("check", own("by far the largest partner", quote))
    assert quote in " ".join(told.out.split())


# Refusals, word for word


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("trade.partner_rank", "trade.partner_rang"),
            "statement S1, reading 1: No measure 'trade.partner_rang' here. ",
        ),
        (
            ('partner = "DEU"', 'partner = "Lyngby"'),
            "statement S1, reading 1: No country 'Lyngby' here.",
        ),
        (
            ('with = { of = "NLD", partner = "DEU" }', 'with = { of = "NLD" }'),
            "statement S1, reading 1: trade.partner_rank needs partner=.",
        ),
    ],
)
def test_refuses_a_reading_that_cannot_be_measured(detente, own, change, sentence):
    told = detente("check", own(*change))
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"detente: mine.toml: {sentence}")


def test_refuses_a_statement_that_the_case_does_not_hold(detente, own):
    told = detente("check", own(), "--id", "S9")
    assert (told.code, told.out) == (1, "")
    assert told.err == "detente: No statement 'S9' here. 2 known, nearest: S1, S2.\n"


def test_refuses_a_case_that_nobody_shipped(detente):
    told = detente("check", "vladivostok")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("detente: No case 'vladivostok' here.")
