"""``detente case``: known answers, laws, certificates, a second road, refusals."""

import json
import re
from pathlib import Path

import pytest

from detente.data import case_template, load_case, shipped_cases
from detente.world import case_in, case_schema

# Known answers


def test_a_new_case_is_a_case(detente):
    told = detente("case", "new", "Norway", "Nederland", "--out", "mine.toml")
    assert (told.code, told.out, told.err) == (0, "", "Wrote mine.toml\n")
    told = detente("case", "validate", "mine.toml")
    assert (told.code, told.err) == (0, "")
    assert " ".join(told.out.split()) == (
        "mine.toml holds a case: What can Norway and the Netherlands mean for each other? (Norway "
        "and the Netherlands). In it: facts 1, exchanges 1, statements 1. Not checked: facts 1 of "
        "1."
    )


def test_the_shipped_case_says_what_it_holds_and_what_nobody_checked(detente):
    case = load_case("vladivostok-2019")
    told = " ".join(detente("case", "validate", "vladivostok-2019").out.split())
    assert told.startswith(
        "vladivostok-2019 holds a case: Kim Jong-un meets Vladimir Putin in Vladivostok (Russia "
        f"and North Korea, on 2019-04-25). In it: facts {len(case.facts)}, "
    )
    doubted = sum(not fact.checked for fact in case.facts)
    assert f"Not checked: facts {doubted} of {len(case.facts)}, years of series " in told
    assert "positions 12 of 12." in told


def test_a_new_case_with_everything_that_it_holds_ready(detente):
    text = re.sub(r"^# (?=\[|[a-z_]+ = )", "", case_template("NOR", "NLD"), flags=re.MULTILINE)
    Path("a.toml").write_text(text, "utf-8")
    told = " ".join(detente("case", "validate", "a.toml").out.split())
    assert "In it: facts 4, exchanges 1, positions 2, projects 1, statements 1." in told
    for asked in ("transit", "positions"):
        assert detente(asked, "a.toml").code == 0


def test_a_case_of_nothing_but_a_pair(detente):
    Path("a.toml").write_text('id = "a"\ntitle = "A"\npair = ["NL", "BE"]\n', "utf-8")
    assert detente("case", "validate", "a.toml").out == (
        "a.toml holds a case: A (the Netherlands and Belgium).\n"
        "In it: nothing else.\n"
        "Everything in it is checked.\n"
    )


# Laws


@pytest.mark.parametrize("name", shipped_cases())
def test_every_shipped_case_is_one(detente, name):
    told = detente("case", "validate", name)
    assert (told.code, told.err) == (0, "")
    assert max(map(len, told.out.splitlines())) <= 80


# Certificates


def test_help_says_what_there_is_to_do(detente):
    told = detente("case", "--help")
    assert told.code == 0
    assert all(word in told.out for word in ("new", "validate", "schema"))


# A second road


def test_what_is_printed_is_what_the_library_gives(detente):
    assert detente("case", "new", "Norway", "NLD").out == case_template("NOR", "NLD")
    assert json.loads(detente("case", "schema").out) == case_schema()
    detente("case", "new", "Norway", "NLD", "--out", "a.toml")
    assert case_in("a.toml").pair == ("NOR", "NLD")


def test_what_a_program_reads_is_counted_in_the_case(detente):
    case = load_case("vladivostok-2019")
    told = json.loads(detente("case", "validate", "vladivostok-2019", "--json").out)
    assert (told["id"], told["pair"], told["date"]) == (case.id, [*case.pair], "2019-04-25")
    assert told["holds"] == {
        "facts": len(case.facts),
        "series": len(case.series),
        "visits": len(case.visits),
        "exchanges": len(case.exchanges),
        "positions": len(case.positions),
        "projects": len(case.projects),
        "statements": len(case.statements),
    }
    doubted = [sum(not fact.checked for fact in case.facts), len(case.facts)]
    assert [told["not_checked"]["facts"][key] for key in ("are", "of")] == doubted


# Refusals, word for word

FACT = """
id = "a"
title = "A"
pair = ["Russia", "North Korea"]
[sources.s]
title = "S"
[[facts]]
id = "F1"
about = "trade"
statement = "Trade"
value = 2720
unit = "USD million"
when = "2018"
sources = ["s"]
checked = true
"""
STATEMENT = """
[[statements]]
id = "S1"
speaker = "Somebody"
quote = "a lot"
lang = "en"
meaning = { en = "A lot", nl = "Veel" }
kind = "quantity"
[[statements.readings]]
says = { en = "A lot", nl = "Veel" }
measure = "fact.value"
with = { fact = "F1" }
holds_if = { at_least = 1 }
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            FACT.replace("North Korea", "Nort Korea"),
            "a.toml: pair no. 2: No country 'Nort Korea' here. Nearest: North Korea (PRK). Write a "
            "name in English or Dutch, or a code such as NLD, NL or 528.",
        ),
        (
            FACT.replace('sources = ["s"]\n', ""),
            "a.toml: facts no. 1 (F1), sources is missing. Who says so, by the keys under "
            '[sources]: sources = ["kotra2018"].',
        ),
        (
            FACT.replace("checked = true", "cheked = true"),
            "a.toml:\n"
            "  No key 'cheked' is known in facts no. 1 (F1). Did you mean checked? Known: low, "
            "value, high, id, about, statement, unit, when, sources, checked.\n"
            "  facts no. 1 (F1), checked is missing. Whether it was seen in a published text, or "
            "computed from such figures: true or false.",
        ),
        (
            FACT + FACT[FACT.index("[[facts]]") :],
            "a.toml: facts holds the id 'F1' twice. Give each its own.",
        ),
        (
            FACT.replace("[[facts]]", "[[facts]"),
            "a.toml is not TOML: Expected ']]' at the end of an array declaration (at line 7, "
            "column 8).",
        ),
        (
            FACT + STATEMENT.replace("fact.value", "fact.vallue"),
            "a.toml: statement S1, reading 1: No measure 'fact.vallue' here.",
        ),
        (
            FACT + STATEMENT.replace('fact = "F1"', 'fact = "F2"'),
            "a.toml: statement S1, reading 1: fact.value: fact=F2: No fact 'F2' here. 1 known, "
            "nearest: F1.",
        ),
    ],
)
def test_refuses_a_file_that_is_no_case(detente, text, said):
    Path("a.toml").write_text(text, "utf-8")
    told = detente("case", "validate", "a.toml")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"detente: {said}")


def test_never_writes_over_a_file(detente):
    detente("case", "new", "Norway", "NLD", "--out", "a.toml")
    told = detente("case", "new", "Norway", "NLD", "--out", "a.toml")
    assert (told.code, told.out) == (1, "")
    assert told.err == "detente: a.toml is there already, and stays as it is. Name another.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["new", "Norway"],
            'Command "case new" parameter B requires an argument. Try: detente case new --help',
        ),
        (
            ["check", "a.toml"],
            'Unknown command "check". Available commands: new, validate, schema. Try: detente case '
            "--help",
        ),
    ],
)
def test_refuses_what_it_does_not_understand(detente, words, said):
    told = detente("case", *words)
    assert (told.code, told.out, told.err) == (2, "", f"detente: {said}\n")
