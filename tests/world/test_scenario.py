"""Scenarios: known answers, laws, certificates, a second road, refusals."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente.world
from detente.errors import BadInput
from detente.world import (
    ALL,
    CostChange,
    Cut,
    ProductivityChange,
    Scenario,
    Tariff,
    scenario_schema,
    scenarios_in,
)

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "scenarios").glob("*.toml"))
SHIPPED = Path(detente.world.__file__).with_name("scenario.schema.json")

SCENARIO = Scenario(
    "Everything at once",
    "everything",
    cuts=(Cut(("PRK",), ("CHN", "RUS"), ("3",)),),
    tariffs=(Tariff((ALL,), ("USA",), rate=0.25),),
    costs=(CostChange(("NLD",), (ALL,), ("27", "3"), change=1.1),),
    productivity=(ProductivityChange(("DEU",), change=0.9),),
)

# Known answers


def test_by_hand_a_scenario_knows_whom_and_what_it_names():
    assert SCENARIO.countries == ("CHN", "DEU", "NLD", "PRK", "RUS", "USA")
    assert SCENARIO.sectors == ("27", "3")


def test_by_hand_the_id_stays_what_it_was():
    # A stored table names its scenarios by it, so it may change in no version.
    assert SCENARIO.id == "5540a030fec9"


# Laws


@given(st.text(), st.text())
def test_words_do_not_change_the_id(title, name):
    assert replace(SCENARIO, title=title, name=name).id == SCENARIO.id


@pytest.mark.parametrize(
    "changed",
    [
        {"year": 2018},
        {"theta": 4.0},
        {"deficits": "dek"},
        {"closure": "gross_output"},
        {"cuts": ()},
        {"tariffs": (Tariff((ALL,), ("USA",), rate=0.26),)},
        {"costs": (CostChange((ALL,), ("NLD",), change=1.1),)},
        {"productivity": (ProductivityChange(("DEU",), change=1.1),)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_changes_the_answer_changes_the_id(changed):
    assert replace(SCENARIO, **changed).id != SCENARIO.id


# Certificates


def test_the_shipped_schema_is_current():
    shipped = json.loads(SHIPPED.read_text("utf-8"))
    assert shipped == scenario_schema(), "write json.dumps(scenario_schema(), indent=2) to it"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(scenario_schema())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_makes_scenarios_with_ids_and_names_of_their_own(path):
    scenarios = scenarios_in(path)
    assert len({scenario.id for scenario in scenarios}) == len(scenarios)
    assert len({scenario.name for scenario in scenarios}) == len(scenarios)


def test_there_are_examples():
    assert len(EXAMPLES) >= 3


# A second road


def test_a_path_may_be_text_and_gives_the_same(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text('title = "One"\ncuts = [{exporter = "PRK", importer = "CHN"}]', "utf-8")
    assert scenarios_in(str(path)) == scenarios_in(path)
    expected = Scenario("One", "One", cuts=(Cut(("PRK",), ("CHN",)), Cut(("CHN",), ("PRK",))))
    assert scenarios_in(path) == (expected,)


# Refusals, word for word


def test_refuses_a_file_that_is_not_there(tmp_path):
    path = tmp_path / "none.toml"
    with pytest.raises(BadInput) as refusal:
        scenarios_in(path)
    assert str(refusal.value) == f"No file {path} here. Check its name and folder."
