"""``detente scenario``: known answers, laws, certificates, a second road, refusals."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from detente.data import shipped_worlds
from detente.study import scenario_results
from detente.world import scenarios_in

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
RAILWAY = EXAMPLES / "railway_to_rajin.toml"
CUT = 'title = "No oil"\nyear = 2018\ncuts = [{ exporter = "Russia", importer = "PRK" }]\n'

# Known answers


def test_sentences_come_first_then_a_table_then_the_model(detente):
    told = detente("scenario", str(RAILWAY))
    assert (told.code, told.err) == (0, "")
    lines = " ".join(told.out.split())
    assert lines.startswith(
        "Trade between Russia and North Korea becomes cheaper, as through a railway and a port "
        "costs.change = 0.9 (from the trade of 2018, θ = 4): 106 of 202 countries lose welfare."
    )
    places = [lines.index(part) for part in ("Change of welfare", "Method:", "Source:")]
    assert places == sorted(places)
    assert max(map(len, told.out.splitlines())) <= 80


def test_countries_that_the_file_names_stand_first(detente):
    told = detente("scenario", str(RAILWAY)).out
    rows = told[told.index("───") :].splitlines()
    named = {row.split("  ")[0].strip() for row in rows[1:3]}
    assert named == {"North Korea", "Russia"}


def test_a_long_grid_says_what_is_not_shown(detente):
    told = " ".join(detente("scenario", str(EXAMPLES / "tariffs_on_china.toml")).out.split())
    assert "These are 4 of 9 scenarios; --json prints them all, and --out writes them" in told


def test_every_head_is_read_in_full(detente):
    told = detente("scenario", str(EXAMPLES / "embargo_on_russia.toml")).out
    assert "…" not in told
    assert told.count("gross_output") == 2 * 2  # a sentence and a head for each scenario


def test_the_least_change_keeps_its_sign(detente):
    told = " ".join(detente("scenario", str(RAILWAY)).out.split())
    assert "At the ends: Belarus > −0.001%, North Korea +0.007%." in told


def test_a_scenario_without_an_answer_says_why(detente):
    isolated = 'cuts = [{ exporter = "Russia", importer = "all" }]'
    both = '[grid]\ndeficits = ["balanced", "dek"]'
    Path("a.toml").write_text(f'title = "Cut"\nyear = 2018\n{isolated}\n{both}\n', "utf-8")
    told = detente("scenario", "a.toml")
    assert told.code == 0
    assert (
        "deficits = dek: no answer. RUS would trade with no one else, so nobody could finance a "
        "trade deficit or take up a surplus there. Ask with deficits='balanced'."
    ) in " ".join(told.out.split())
    assert "unknown" in told.out


# Laws


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_runs(detente, path):
    told = detente("scenario", str(path), "--json")
    answer = json.loads(told.out, parse_constant=lambda word: pytest.fail(word))
    assert len(answer["scenarios"]) == len(scenarios_in(path))
    assert all(scenario["residual"] < 1e-11 for scenario in answer["scenarios"])


# Certificates


@pytest.mark.parametrize("name", ["o.csv", "o.parquet"])
def test_a_file_holds_a_row_for_each_scenario_and_country(detente, name):
    told = detente("scenario", str(RAILWAY), "--out", name)
    assert (told.code, told.err) == (0, f"Wrote {name}\n")
    rows = duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM '{name}'").fetchall()
    assert rows == [(3 * 202, 3)]


# A second road


def test_the_command_prints_and_writes_what_the_library_gives(detente):
    expected = scenario_results(shipped_worlds(), scenarios_in(RAILWAY))
    told = detente("scenario", str(RAILWAY), "--json", "--out", "o.csv")
    assert json.loads(told.out) == expected.plain()
    with Path("o.csv").open(encoding="utf-8", newline="") as file:
        written = [row["welfare"] for row in csv.DictReader(file)]
    assert written == [repr(float(x)) for x in expected.to_frame()["welfare"]]


# Refusals, word for word


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'a.toml is empty. Begin with title. What this is about, in words: title = "…".'),
        ("title = ", "a.toml is not TOML: Invalid value (at end of document)."),
        (
            CUT.replace("PRK", "Corea"),
            "a.toml: cuts no. 1, importer: No country 'Corea' here. Write a name in English or "
            "Dutch, or a code such as NLD, NL or 528.",
        ),
        (
            CUT.replace("2018", "2019"),
            "No goods trade with known gaps of the source filled for PRK in 2019. Years that hold "
            "it: 1995, 2005, 2015, 2018.",
        ),
        (
            CUT.replace('"PRK"', '"PRK", sectors = ["27"]'),
            "'No oil' names sectors (27), and the model of one sector has none. Bring an economy "
            "with input–output links: make a detente.trade.SectorEconomy from your tables, and "
            "hand it over as by_sector=.",
        ),
    ],
)
def test_refuses_a_file_that_is_no_scenario(detente, text, said):
    Path("a.toml").write_text(text, "utf-8")
    told = detente("scenario", "a.toml")
    assert (told.code, told.out, told.err) == (1, "", f"detente: {said}\n")


def test_refuses_what_is_no_file(detente, tmp_path):
    told = detente("scenario", "none.toml")
    assert told.code == 1
    assert told.err == "detente: No file none.toml here. Check its name and folder.\n"
    told = detente("scenario", str(tmp_path))
    assert told.err == f"detente: {tmp_path} is not a file. Name the file itself.\n"


def test_refuses_a_file_to_write_that_is_no_table(detente):
    told = detente("scenario", str(RAILWAY), "--out", "o.xlsx")
    assert (told.code, told.out, told.err) == (
        1,
        "",
        "detente: o.xlsx ends in neither .csv nor .parquet. Name the file after its format.\n",
    )
