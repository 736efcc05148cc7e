"""``detente rules``: known answers, laws, certificates, a second road, refusals."""

import json
from datetime import date
from pathlib import Path

import pytest

from detente.study import plain_status, plain_timeline, rules_on

SUMMIT = ("rules", "PRK", "--on", "2019-04-25")
BEFORE = ("rules", "PRK", "--on", "2016-01-01")
RULE = (
    'target = "PRK"\nissuer = "Norway"\nbinds = ["NOR"]\nas_of = 2019-12-31\nscope = "Invented."\n'
    '[[rules]]\ninstrument = "Act 1"\nparagraph = "Article 3"\nsubject = "visits"\n'
    'direction = "service"\nkind = "ban"\nadopted = 2018-01-01\nin_force_from = 2018-01-01\n'
    'covers = ["tourism"]\n'
)


def shown(told, title):
    """The words about one category: its title, what is left, by which paragraph; and its status."""
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f" {title} "))
    *_, status = lines[start].split("  ")
    end = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith("   "))
    while lines[end].startswith(" ") and not lines[end].rstrip().endswith(STATUSES):
        end += 1
    words = " ".join(" ".join(lines[start + 1 : end]).split())
    return status.strip(), words


STATUSES = ("banned", "capped", "conditional", "unnamed", "exempt", "free")

# Known answers


@pytest.mark.parametrize(
    ("title", "before", "after"),
    [
        (
            "Coal, sold",
            ("free", ""),
            (
                "banned",
                "except Russian-origin (third-country) coal via Rajin; Russian-origin coal via "
                "Rajin-Khasan UNSCR 2371 OP8",
            ),
        ),
        ("Workers abroad, new permits", ("free", ""), ("banned", "UNSCR 2375 OP17")),
        (
            "Workers abroad, existing contracts",
            ("free", ""),
            (
                "conditional",
                "what exists, until 2019-12-22 UNSCR 2397 OP8 (paragraph to be checked)",
            ),
        ),
        (
            "Crude oil, bought",
            ("free", ""),
            ("capped", "4 million barrels or 525,000 t per 12 months UNSCR 2397 OP4"),
        ),
        ("Refined oil, bought", ("free", ""), ("capped", "500,000 barrels/yr UNSCR 2397 OP5")),
        (
            "Electricity, bought",
            ("free", ""),
            (
                "unnamed",
                "needs what is banned: industrial machinery UNSCR 2397 OP7 (paragraph to be "
                "checked)",
            ),
        ),
    ],
)
def test_resolutions_2371_to_2397_between_2016_and_the_summit(detente, title, before, after):
    assert shown(detente(*BEFORE), title) == before
    assert shown(detente(*SUMMIT), title) == after


def test_sentences_come_first_then_a_table_then_what_it_rests_on(detente):
    told = " ".join(detente(*SUMMIT).out.split())
    assert told.startswith(
        "North Korea on 2019-04-25, under what binds every state: of 30 categories 19 banned, "
        "2 capped, 3 conditional, 2 unnamed, 2 exempt, 2 free. Rules in force that concern "
        "none of these: 33; --json lists them. Not counted, since they bind only their own: Japan "
        "1, South Korea 3. --partner counts those of one. Seen from North Korea Status"
    )
    assert told.index("Method:") < told.index("Note: Free says only that no rule held here")
    assert "UNSCR 2397 OP4, UNSCR 2397 OP5: US Mission fact sheet on 2397 with OP numbers." in told


def test_a_category_or_a_direction_is_shown_alone(detente):
    told = detente(*SUMMIT, "--category", "labour")
    assert "of 2 categories 1 banned, 1 conditional." in " ".join(told.out.split())
    assert "Coal" not in told.out
    alone = detente(*SUMMIT, "--category", "tourism")
    assert "on 2019-04-25, under what binds every state: free." in alone.out


def test_years_show_each_day_of_change(detente):
    told = detente("rules", "PRK", "--timeline", "2005-2019", "--category", "lead_export")
    assert (told.code, told.err) == (0, "")
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    start = lines.index("Lead, sold")
    assert lines[start + 1 : start + 3] == [
        "2005-01-01 free",
        "UNSCR 2371 OP10 (paragraph to be checked) 2017-08-05 banned",
    ]


def test_a_country_without_rules_is_not_said_to_be_free(detente):
    told = detente("rules", "Norway", "--on", "2019-04-25", "--category", "coal_export")
    assert (told.code, told.err) == (0, "")
    assert " ".join(told.out.split()) == (
        "No rules on Norway are held here. That does not say that there are none: bring those you "
        "know in a file, with --file."
    )


def test_a_file_adds_rules_that_bind_its_own(detente):
    Path("my.toml").write_text(RULE, "utf-8")
    asked = (*SUMMIT, "--file", "my.toml")
    assert shown(detente(*asked), "Tourism")[0] == "free"
    assert shown(detente(*asked, "--partner", "Norway"), "Tourism") == (
        "banned",
        "Act 1 Article 3 (paragraph and measure to be checked)",
    )


# Laws


@pytest.mark.parametrize("day", ["2006-10-14", "2013-03-07", "2016-06-30", "2019-12-23"])
def test_a_paragraph_from_memory_is_to_be_checked_wherever_it_stands(detente, day):
    told = " ".join(detente("rules", "PRK", "--on", day).out.split())
    answer = json.loads(detente("rules", "PRK", "--on", day, "--json").out)
    for each in answer["categories"]:
        for rule in each["binding"]:
            if not rule["measure_verified"]:
                assert f"{rule['rule']} (paragraph and measure to be checked)" in told
            elif not rule["paragraph_verified"]:
                assert f"{rule['rule']} (paragraph to be checked)" in told


# Certificates


def test_no_line_of_the_table_is_wider_than_the_page(detente):
    for asked in (SUMMIT, ("rules", "PRK", "--timeline", "2005-2019")):
        out = detente(*asked).out
        assert max(map(len, out[: out.index("Method:")].splitlines())) <= 80


# A second road


def test_the_command_prints_what_the_library_gives(detente):
    held = rules_on("PRK")
    day = plain_status(held, date(2019, 4, 25), partner="KOR")
    assert json.loads(detente(*SUMMIT, "--partner", "KOR", "--json").out) == day
    years = plain_timeline(held, (2016, 2019), "import")
    asked = ("rules", "PRK", "--timeline", "2016-2019", "--category", "import", "--json")
    assert json.loads(detente(*asked).out) == years


# Refusals, word for word


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            (),
            2,
            "Say on which day, --on 2019-04-25, or over which years, --timeline 2005-2019. "
            "Try: detente rules --help",
        ),
        (
            ("--on", "2019-04-25", "--timeline", "2005-2019"),
            2,
            "Say on which day, --on 2019-04-25, or over which years, --timeline 2005-2019. "
            "Try: detente rules --help",
        ),
        (
            ("--on", "2019-02-30"),
            2,
            "--on 2019-02-30 is no day of the calendar. Write it as 2019-04-25. "
            "Try: detente rules --help",
        ),
        (
            ("--on", "20190425"),
            2,
            "--on 20190425 is no day of the calendar. Write it as 2019-04-25. "
            "Try: detente rules --help",
        ),
        (
            ("--timeline", "2005"),
            2,
            "--timeline 2005 is no stretch of years. Write it as 2005-2019. "
            "Try: detente rules --help",
        ),
        (
            ("--timeline", "2019-2005"),
            1,
            "The years 2019 to 2005 are no stretch of time. Write the first year, then the last, "
            "as 2005 and 2019.",
        ),
        (
            ("--on", "2019-04-25", "--category", "coal_exprt"),
            1,
            "No category or direction 'coal_exprt' here. 68 known, nearest: coal_export, "
            "lead_export, export.",
        ),
        (
            ("--on", "2019-04-25", "--partner", "Corea"),
            1,
            "No country 'Corea' here. Write a name in English or Dutch, or a code such as NLD, NL "
            "or 528.",
        ),
        (
            ("--on", "2019-04-25", "--file", "none.toml"),
            1,
            "No file none.toml here. Check its name and folder.",
        ),
    ],
)
def test_refuses_what_it_cannot_answer(detente, words, code, said):
    told = detente("rules", "PRK", *words)
    assert (told.code, told.out, told.err) == (code, "", f"detente: {said}\n")


def test_refuses_a_file_with_headings_as_numbers(detente):
    Path("my.toml").write_text(RULE + "hs = [2701]\n", "utf-8")
    told = detente(*SUMMIT, "--file", "my.toml")
    assert (told.code, told.out, told.err) == (
        1,
        "",
        "detente: my.toml: rules no. 1, hs no. 1 is 2701. Headings of 2, 4 or 6 digits, as text so "
        'that zeros stay: ["03", "2701"].\n',
    )
