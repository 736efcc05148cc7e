"""``detente brief``: known answers, laws, certificates, a second road, refusals."""

import json
import shlex
from itertools import permutations

import pytest

from detente.brief import compose, render
from detente.claims import Claim
from detente.data import load_case, shipped_worlds
from detente.study import pair_claims
from detente.world import Case

LOOKS = ("text", "html", "json")
APART = 20  # of the notes of a long brief one in so many is tried: each is a command


ANSWER = (Claim("basis.records", "detente", {}),)


@pytest.fixture
def asked(monkeypatch):
    """Give everybody the same short answer; returns the Cases that came through the door."""
    cases = []

    def answer(_, case, reported):
        cases.append(case)
        return ANSWER

    monkeypatch.setattr("detente.cli.brief.pair_claims", answer)
    return cases


# Known answers


def test_the_trade_of_russia_and_north_korea_as_the_data_dictionary_has_it(process, tmp_path):
    told = process("brief", "Rusland", "Noord-Korea", "--year", "2018")
    page = tmp_path / "brief-RUS-PRK-2018-en.html"
    assert told.code == 0
    assert told.err == f"Wrote {page.name}\n"
    assert "34.0 million US dollars" in told.out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_names_and_options_reach_the_question(detente, asked):
    told = detente(
        *("brief", "het VK", "the Netherlands", "--year", "2015", "--theta", "6.5"),
        *("--deficits", "dek", "--format", "text"),
    )
    assert told.code == 0
    assert asked == [Case(("GBR", "NLD"), 2015, 6.5, "dek")]


def test_without_options_the_question_stays_open(detente, asked):
    detente("brief", "RUS", "PRK", "--json")
    assert asked == [Case(("RUS", "PRK"))]


# Laws


@pytest.mark.parametrize("formats", [*permutations(LOOKS), *permutations(LOOKS, 2), *"thj"])
def test_each_format_asked_is_made_and_no_other(detente, asked, tmp_path, formats):
    chosen = [look for look in LOOKS if look in formats or look[0] == formats]
    told = detente("brief", "RUS", "PRK", "--format", ",".join(chosen), "--out", str(tmp_path))
    made = {path.suffix for path in tmp_path.iterdir()}
    assert made == {f".{look}" for look in chosen if look != "text"}
    assert (told.out != "") == ("text" in chosen)


def test_separating_by_commas_is_repeating_the_option(detente, asked):
    once = detente("brief", "RUS", "PRK", "--format", "html,json")
    twice = detente("brief", "RUS", "PRK", "--format", "html", "--format", "json")
    assert once == twice


# Certificates


def test_a_pipe_gets_no_escape_codes(process):
    assert "\x1b" not in process("brief", "RUS", "PRK", "--format", "text").out


def test_json_is_printed_and_nothing_is_written(detente, asked, tmp_path):
    told = detente("brief", "RUS", "PRK", "--json")
    assert json.loads(told.out)["question"]["pair"] == ["RUS", "PRK"]
    assert told.err == ""
    assert list(tmp_path.iterdir()) == []


def test_what_the_notes_say_to_type_gives_the_same_number_again(detente):
    case = load_case("vladivostok-2019")
    brief = compose(case, pair_claims(shipped_worlds(), case))
    noted = [note for note in brief.notes if note.measure and note.value]
    spaced = [note for note in noted if "'" in note.measure]
    assert len(spaced) > 3
    for note in (*noted[::APART], spaced[0]):
        told = detente(*shlex.split(note.measure)[1:])
        assert (told.code, told.out.splitlines()[:1]) == (0, [note.value]), note.measure


def test_the_files_are_told_on_standard_error(detente, asked, tmp_path):
    told = detente("brief", "RUS", "PRK", "--format", "html,json", "--lang", "nl")
    assert told.out == ""
    assert told.err == "Wrote brief-RUS-PRK-nl.html\nWrote brief-RUS-PRK-nl.json\n"
    assert {path.name for path in tmp_path.iterdir()} == {
        "brief-RUS-PRK-nl.html",
        "brief-RUS-PRK-nl.json",
    }


# A second road


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_command_prints_what_the_library_renders(detente, asked, lang):
    expected = compose(Case(("RUS", "PRK")), ANSWER, lang)
    words = ("brief", "RUS", "PRK", "--lang", lang)
    assert detente(*words, "--format", "text").out == render(expected, "text")
    assert detente(*words, "--json").out == render(expected, "json")


# Refusals, word for word


def test_refuses_one_country_under_two_names(detente):
    told = detente("brief", "Burma", "Myanmar")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: MMR was given twice. A question is about two different countries.\n"
    )


def test_refuses_a_format_it_does_not_make(detente):
    told = detente("brief", "RUS", "PRK", "--format", "html,docx")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        'detente: Invalid value "docx" for --format. Choose from: "text", "html", "json", "pdf", '
        '"zip". Try: detente brief --help\n'
    )


def test_refuses_a_folder_that_is_not_there(detente, asked):
    told = detente("brief", "RUS", "PRK", "--out", "nowhere")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: Cannot write a brief in nowhere. There is no such folder. Create it, or name "
        "another.\n"
    )
    assert asked == []


def test_refuses_a_year_without_both(process):
    told = process("brief", "RUS", "PRK", "--year", "2023")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: No goods trade for RUS and PRK in 2023. "
        "Years that hold it: 1995, 2005, 2015, 2018.\n"
    )
