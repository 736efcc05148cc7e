"""``detente sever``: known answers, laws, a second road, refusals."""

import json
import os
import signal
import subprocess
import sys
import time

import duckdb
import pandas as pd
import pytest

from detente.brief import compose, render
from detente.data import shipped_worlds
from detente.study import Terms, every_severance, severed
from detente.world import Case

QUESTION = ("sever", "Russia", "North Korea", "--year", "2018")
CASE = Case(("RUS", "PRK"), 2018)
ALL = ("sever", "--all", "--year", "2023")
PAIRS = 192 * 191 // 2
ENTRY = "import sys; from detente.cli import main; sys.exit(main())"  # as the installed script does


@pytest.fixture(scope="module")
def whole():
    """Every pair of 2023, as the library gives it."""
    asked = every_severance(shipped_worlds(), Terms(year=2023))
    return pd.concat(asked.parts(), ignore_index=True)


# Known answers


def test_the_answer_is_about_the_cut_alone(detente):
    told = detente(*QUESTION, "--json")
    assert told.code == 0
    assert {section["key"] for section in json.loads(told.out)["sections"]} == {"cut"}


def test_all_pairs_are_told_in_a_table_with_how_to_keep_them(detente):
    told = detente(*ALL)
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].startswith("18,336 pairs in 2023, 0 without an answer. Largest residual: ")
    assert lines[1] == "To keep every pair, say --out pairs.parquet or --out pairs.csv."
    assert sum(" and " in line and line.endswith("%") for line in lines) == 20
    assert "ship register" in told.out
    assert "Liberia, Marshall Islands" in told.out


def test_all_pairs_are_written_to_a_file_that_says_what_it_holds(detente, tmp_path):
    told = detente(*ALL, "--closure", "gross_output", "--theta", "5", "--out", "pairs.parquet")
    assert told.code == 0
    assert told.err.startswith("Wrote pairs.parquet in ")
    assert "The largest losses to both" in told.out
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.parquet"]
    read = "SELECT decode(key), decode(value) FROM parquet_kv_metadata('pairs.parquet')"
    held = dict(duckdb.execute(read).fetchall())
    asked = ("year", "theta", "deficits", "closure", "pairs", "code_version")
    expected = ["2023", "5.0", "balanced", "gross_output", str(PAIRS), "0.1.0"]
    assert [held[name] for name in asked] == expected
    sources = json.loads(held["sources"])
    assert sources
    assert all(source["licence"] and source["sha256"] for source in sources)


def test_the_sum_is_there_for_programs(detente):
    told = detente(*ALL, "--out", "pairs.csv", "--json")
    answer = json.loads(told.out)
    assert (answer["pairs"], answer["refused"], answer["closure"]) == (PAIRS, [], "value_added")
    assert len(answer["largest_loss"]) == len(answer["largest_loss_to_both"]) == 10
    again = detente(*ALL, "--out", "pairs.csv", "--json")
    assert again.out == told.out
    assert again.err == "pairs.csv is complete; nothing was left to solve\n"


# Laws


def test_who_is_named_first_changes_no_loss(detente):
    def losses(*pair):
        answer = json.loads(detente("sever", *pair, "--year", "2018", "--json").out)
        blanks = answer["sections"][0]["sentences"][0]["blanks"]
        return {blanks["a"]["of"]: blanks["loss_a"], blanks["b"]["of"]: blanks["loss_b"]}

    assert losses("RUS", "PRK") == losses("PRK", "RUS")


# Certificates


def test_a_killed_run_goes_on_and_nothing_is_there_twice(process, tmp_path, whole):
    words = [*ALL, "--out", "pairs.parquet"]
    running = subprocess.Popen(
        [sys.executable, "-c", ENTRY, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    kept = tmp_path / "pairs.parquet.part" / "rows.duckdb.wal"
    while running.poll() is None and not (kept.exists() and kept.stat().st_size > 200_000):
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    with duckdb.connect(kept.with_suffix("")) as rows:
        assert 0 < rows.table("rows").shape[0] < PAIRS
    assert process(*words).code == 0
    first = (tmp_path / "pairs.parquet").read_bytes()
    found = pd.DataFrame(duckdb.read_parquet(str(tmp_path / "pairs.parquet")).df())
    pd.testing.assert_frame_equal(found, whole, check_dtype=False, check_exact=True)
    assert process(*words[:-1], "again.parquet").code == 0
    assert (tmp_path / "again.parquet").read_bytes() == first


def test_an_interrupted_run_says_that_it_can_go_on(detente, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    asked = every_severance(shipped_worlds(), Terms(year=2023))
    monkeypatch.setattr("detente.study.severance_map.severance_blocks", interrupted)
    monkeypatch.setattr("detente.cli.sever.every_severance", lambda *_: asked)
    told = detente(*ALL, "--out", "pairs.csv")
    assert (told.code, told.out) == (130, "")
    assert told.err == "What was solved is kept; repeat the command to go on.\n"


# A second road


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_prints_what_the_library_renders(detente, lang):
    expected = compose(CASE, severed(shipped_worlds(), CASE), lang)
    assert detente(*QUESTION, "--lang", lang).out == render(expected, "text")


# Refusals, word for word


@pytest.mark.parametrize("theta", ["0", "-4", "1e-8", "1e9", "nan"])
def test_refuses_an_elasticity_out_of_bounds(detente, theta):
    told = detente(*QUESTION, "--theta", theta)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"detente: theta is {float(theta)}; the elasticity of trade to trade cost lies between 0.1 "
        "and 100. Try 4.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--all", "NLD"], "--all takes every pair. Leave out NLD, or --all."),
        (["NLD", "DEU", "--all"], "--all takes every pair. Leave out NLD and DEU, or --all."),
        (["--all", "--lang", "nl"], "--all answers in English only. Leave --lang out."),
        (["NLD", "DEU", "--out", "pairs.csv"], "--out and --closure go with --all."),
        (["NLD", "DEU", "--closure", "value_added"], "--out and --closure go with --all."),
        (["NLD"], "Name two countries, or --all for every pair."),
        ([], "Name two countries, or --all for every pair."),
    ],
)
def test_refuses_what_does_not_go_together(detente, words, sentence):
    told = detente("sever", *words)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"detente: {sentence} Try: detente sever --help\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["--out", "pairs.xlsx"],
            "pairs.xlsx ends in neither .csv nor .parquet. Name the file after its format.",
        ),
        (
            ["--out", "no/pairs.csv"],
            "Cannot write no/pairs.csv: there is no folder no. Create it.",
        ),
        (
            ["--year", "2019"],
            "No goods trade with known gaps of the source filled in 2019. "
            "Years that hold it: 1995, 2005, 2015, 2018, 2023.",
        ),
        (
            ["--theta", "0", "--out", "pairs.csv"],
            "theta is 0.0; the elasticity of trade to trade cost lies between 0.1 and 100. Try 4.",
        ),
    ],
)
def test_refuses_a_question_about_all_that_it_cannot_answer(detente, words, sentence, tmp_path):
    told = detente("sever", "--all", *words)
    assert (told.code, told.out, told.err) == (1, "", f"detente: {sentence}\n")
    assert list(tmp_path.iterdir()) == []


def test_refuses_to_replace_the_answer_to_another_question(detente):
    assert detente(*ALL, "--out", "pairs.csv").code == 0
    told = detente(*ALL, "--theta", "5", "--out", "pairs.csv")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: Cannot write pairs.csv: it answers another question, theta is 4.0 there and "
        "5.0 here. Name another file, or move that one away.\n"
    )
