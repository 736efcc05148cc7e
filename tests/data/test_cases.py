"""Shipped cases and files to begin with: known answers, laws, certificates, refusals."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.claims import refuse_unmeasurable
from detente.data import (
    case_of_text,
    case_template,
    load_case,
    load_world,
    save_case_template,
    shipped_cases,
)
from detente.errors import BadInput, CannotWrite, UnknownLabel
from detente.world import UNITS, case_in, case_schema, country_in_prose

LARGEST = 1_000_000  # bytes of a file that people are meant to read
FOLDER = Path(load_case("vladivostok-2019").file).parent
COUNTRIES = load_world(2018).countries

each_case = pytest.mark.parametrize("name", shipped_cases())

# Known answers


def test_of_kotra_as_reported_in_2019_is_in_the_shipped_case():
    china = load_case("vladivostok-2019").fact("T005")
    assert (china.value, china.unit, china.when, china.checked) == (95.8, "percent", "2018", True)
    assert china.amount.value == 0.958


def test_of_the_visits_the_last_of_the_father_was_in_2011():
    case = load_case("vladivostok-2019")
    father = [v for v in case.visits if v.leaders[0] == "Kim Jong-il" and v.host == "RUS"]
    assert [visit.first.year for visit in father] == [2001, 2002, 2011]
    (summit,) = [v for v in case.visits if v.first <= case.day <= v.last]
    assert (summit.place, summit.signed) == ("Vladivostok (Russky Island)", False)
    assert case.day == date(2019, 4, 25)


def test_by_hand_a_case_is_found_by_its_name_or_its_path():
    by_name = load_case("vladivostok-2019")
    assert load_case(by_name.file) == by_name
    assert load_case(Path(by_name.file)) == by_name


def test_by_hand_a_text_is_the_case_that_its_file_holds():
    held = load_case("vladivostok-2019")
    sent = case_of_text(Path(held.file).read_bytes(), "yours")
    assert sent == replace(held, file="yours")


# Laws


@settings(max_examples=25)
@given(st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=2, unique=True))
def test_every_pair_has_a_file_to_begin_with(tmp_path_factory, pair):
    path = tmp_path_factory.mktemp("case") / "a.toml"
    path.write_text(case_template(*pair), "utf-8")
    found = case_in(path)
    refuse_unmeasurable(found)
    assert found.pair == tuple(pair)
    assert all(country_in_prose(code) in found.title for code in pair)
    assert [len(found.facts), len(found.exchanges), len(found.statements)] == [1, 1, 1]
    assert not found.facts[0].checked


# Certificates


@each_case
def test_a_shipped_case_is_small_and_has_the_name_of_its_file(name):
    case = load_case(name)
    assert case.id == name
    assert Path(case.file).stat().st_size < LARGEST


@each_case
def test_a_shipped_case_fits_the_schema(name):
    text = Path(load_case(name).file).read_text("utf-8")
    contents = tomllib.loads(text, parse_float=float)
    jsonschema.validate(_as_json(contents), case_schema())


def _as_json(content):
    if isinstance(content, dict):
        return {key: _as_json(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_as_json(value) for value in content]
    return content.isoformat() if isinstance(content, date) else content


@each_case
def test_every_figure_of_a_shipped_case_has_a_source_and_a_unit(name):
    case = load_case(name)
    dated = (*case.facts, *case.series, *case.visits, *case.positions)
    assert all(entry.sources for entry in dated)
    assert all(source.title for entry in dated for source in entry.sources)
    assert all(fact.unit in UNITS for fact in case.facts if fact.value == fact.value)


@each_case
def test_what_rests_on_memory_alone_is_not_checked(name):
    case = load_case(name)
    for entry in (*case.facts, *case.visits, *case.positions):
        titles = [source.title for source in entry.sources]
        assert not (entry.checked and titles == ["From memory; no publication was looked up"])


@each_case
def test_every_source_of_a_shipped_case_is_described_once(name):
    contents = tomllib.loads(Path(load_case(name).file).read_text("utf-8"))
    described = [(s["title"], s.get("url")) for s in contents.get("sources", {}).values()]
    assert len(described) == len(set(described))


def test_every_file_of_the_folder_is_shipped():
    assert len(shipped_cases()) == len(list(FOLDER.iterdir()))


# Refusals, word for word


def test_refuses_a_case_that_is_not_shipped():
    with pytest.raises(UnknownLabel) as refusal:
        load_case("vladivostok")
    assert str(refusal.value) == (
        f"No case 'vladivostok' here. {len(shipped_cases())} known, nearest: vladivostok-2019. "
        "A file of your own ends in .toml or .json."
    )


def test_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput) as refusal:
        load_case(tmp_path / "a.toml")
    assert str(refusal.value) == f"No file {tmp_path / 'a.toml'} here. Check its name and folder."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(b"", "yours is empty. Begin with id. A name to refer to it by"), (b"x", "yours is "),
     (b"\xff", "yours is not text in UTF-8: byte 0 cannot be read."),
     (b'id = "a"\ntitle = "A"\npair = ["NLD", "Atlantis"]', "yours: pair no. 2: No country")],
)  # fmt: skip
def test_refuses_a_text_that_holds_no_case_by_what_it_is_called(text, sentence):
    with pytest.raises((BadInput, UnknownLabel)) as refusal:
        case_of_text(text, "yours")
    assert str(refusal.value).startswith(sentence)
    assert "case.toml" not in str(refusal.value)


def test_never_writes_over_a_file(tmp_path):
    path = tmp_path / "a.toml"
    assert save_case_template("NLD", "NOR", path) == path
    path.write_text("mine", "utf-8")
    with pytest.raises(CannotWrite) as refusal:
        save_case_template("NLD", "NOR", path)
    assert str(refusal.value) == f"{path} is there already, and stays as it is. Name another."
    assert path.read_text("utf-8") == "mine"


def test_refuses_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "b" / "a.toml"
    with pytest.raises(CannotWrite) as refusal:
        save_case_template("NLD", "NOR", path)
    assert str(refusal.value) == (
        f"Cannot write {path}: No such file or directory. Name another file or folder."
    )


def test_nothing_half_written_is_left_behind(tmp_path):
    resource = pytest.importorskip("resource", reason="only Unix limits the size of a file")
    path = tmp_path / "a.toml"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))  # bytes that a file may have
    try:
        with pytest.raises(CannotWrite) as refusal:
            save_case_template("NLD", "NOR", path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(refusal.value) == (
        f"Cannot write {path}: File too large. Name another file or folder."
    )
    assert list(tmp_path.iterdir()) == []


def test_refuses_a_file_that_is_called_otherwise(tmp_path):
    with pytest.raises(BadInput) as refusal:
        save_case_template("NLD", "NOR", tmp_path / "a.txt")
    assert str(refusal.value) == (
        f"{tmp_path / 'a.txt'} does not end in .toml. Name the file after what it holds."
    )


def test_refuses_to_begin_with_one_country_twice():
    with pytest.raises(BadInput) as refusal:
        case_template("NLD", "NLD")
    assert str(refusal.value) == (
        "NLD was given twice. A question is about two different countries."
    )
