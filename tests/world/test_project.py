"""Projects in a case file: known answers, a second road, refusals."""

from copy import deepcopy

import jsonschema
import pytest

from detente.errors import BadInput, UnknownLabel
from detente.world import ProjectArc, ProjectNode, ProjectStep, case_schema

TUNNEL = {
    "id": "tunnel",
    "what": {"en": "a tunnel", "nl": "een tunnel"},
    "players": ["Norway", "Sweden", "Denemarken"],
    "crosses": "SWE",
    "stated": ["F1"],
    "nodes": [
        {"id": "oslo", "owners": ["NOR"], "supply": [{"quantity": ["F1"], "price": ["F1"]}]},
        {"id": "aalborg", "demand": [{"quantity": ["F1"], "price": ["F1", "F1"]}]},
    ],
    "arcs": [
        {
            "id": "under",
            "what": {"en": "under the sea", "nl": "onder zee"},
            "from": "oslo",
            "to": "aalborg",
            "capacity": ["F1"],
            "running_cost": ["F1"],
            "owners": ["Zweden"],
            "status": "option",
            "category": "coal_export",
        }
    ],
}


def tunnel(place="", value=None):
    """The project, after a value at a place was changed; None drops it."""
    changed = table = deepcopy(TUNNEL)
    *parents, last = (int(p) if p.isdecimal() else p for p in place.split("."))
    for part in parents:
        table = table[part]
    if value is not None:
        table[last] = value
    elif place:
        del table[last]
    return [changed]


# Known answers


def test_by_hand_every_key(case_with):
    (found,) = case_with("projects", tunnel()).projects
    assert found.what == (("en", "a tunnel"), ("nl", "een tunnel"))
    assert (found.players, found.crosses) == (("NOR", "SWE", "DNK"), "SWE")
    assert found.nodes == (
        ProjectNode("oslo", ("NOR",), (ProjectStep(("F1",), ("F1",)),), ()),
        ProjectNode("aalborg", (), (), (ProjectStep(("F1",), ("F1", "F1")),)),
    )
    under = (("en", "under the sea"), ("nl", "onder zee"))
    ways = ("oslo", "aalborg", ("F1",), ("F1",), ())
    assert found.arcs == (ProjectArc("under", under, *ways, ("SWE",), "option", "coal_export"),)
    assert (found.stated, found.facts) == (("F1",), ("F1",))


def test_by_hand_a_case_needs_none(case_with):
    assert case_with().projects == ()


# A second road


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("crosses", None),
        ("players", ["NOR"]),
        ("arcs", []),
        ("arcs.0.capacity", []),
        ("arcs.0.status", "planned"),
        ("arcs.0.cost", ["F1"]),
        ("arcs.0.what", {"en": "only English"}),
        ("nodes.0.supply.0.price", 3),
        ("nodes.0.id", "the port"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(case_with, written_case, place, value):
    with pytest.raises(BadInput):
        case_with("projects", tunnel(place, value))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written_case, case_schema())


# Refusals, word for word

HERE = "FILE: projects no. 1 (tunnel)"


@pytest.mark.parametrize(
    ("place", "value", "error", "said"),
    [
        (
            "players",
            ["NOR", "SWE", "Belgium"],
            BadInput,
            f"{HERE}, players is BEL, and the case is about NOR, DNK, SWE. Name one of them, or "
            "add BEL to third_parties.",
        ),
        (
            "crosses",
            "BEL",
            BadInput,
            f"{HERE}, crosses names BEL, and the players are NOR, SWE, DNK. Name one of them, or "
            "add BEL to players.",
        ),
        (
            "arcs.0.owners",
            ["BEL"],
            BadInput,
            f"{HERE}, arc under, owners names BEL, and the players are NOR, SWE, DNK. Name one of "
            "them, or add BEL to players.",
        ),
        (
            "arcs.0.to",
            "aarhus",
            UnknownLabel,
            f"{HERE}, arc under: No node 'aarhus' here. 2 known, nearest: oslo, aalborg. "
            "Describe it under [[projects.nodes]].",
        ),
        (
            "arcs.0.capacity",
            ["F2"],
            UnknownLabel,
            f"{HERE}, arc under, capacity: No fact 'F2' here. 1 known, nearest: F1. Describe it "
            "under [[facts]].",
        ),
        (
            "nodes.0.supply.0.price",
            ["F2"],
            UnknownLabel,
            f"{HERE}, node oslo, supply: No fact 'F2' here. 1 known, nearest: F1. Describe it "
            "under [[facts]].",
        ),
    ],
)
def test_refuses_names_that_stand_for_nothing(said_of, place, value, error, said):
    assert said_of("projects", tunnel(place, value)) == (error, said)


def test_refuses_an_arc_to_where_it_starts(said_of):
    kind, said = said_of("projects", tunnel("arcs.0.to", "oslo"))
    assert kind is BadInput
    assert "It goes from oslo to itself. Name two nodes." in said


def test_refuses_a_name_twice(said_of):
    kind, said = said_of("projects", tunnel("nodes.1.id", "oslo"))
    assert kind is BadInput
    assert "nodes holds the id 'oslo' twice. Give each its own." in said
    kind, said = said_of("projects", [*tunnel(), *tunnel()])
    assert kind is BadInput
    assert "projects holds the id 'tunnel' twice. Give each its own." in said
