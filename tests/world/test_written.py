"""Files that people write: known answers, laws, certificates, a second road, refusals."""

import json
import re
import tomllib
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from detente.errors import BadInput
from detente.world.written import LARGEST, written


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Port(Strict):
    name: str = Field(description="What the port is called.")
    ice_free: bool = Field(True, description="Whether it stays open in winter.")


class Voyage(Strict):
    ship: str = Field(description='The name of the ship: ship = "Aurora".')
    days: float = Field(1.0, gt=0, allow_inf_nan=False, description="Days at sea, above 0.")
    ports: list[Port] = Field([], description="Entries under [[ports]].")


# Known answers


def test_by_hand_toml_and_json_of_one_content_are_one(tmp_path):
    toml, json_ = tmp_path / "a.toml", tmp_path / "a.JSON"
    toml.write_text('ship = "Aurora"\ndays = 3\n[[ports]]\nname = "Rajin"\n', "utf-8")
    json_.write_text('{"ship": "Aurora", "days": 3, "ports": [{"name": "Rajin"}]}', "utf-8")
    assert written(toml, Voyage) == written(json_, Voyage)
    assert written(toml, Voyage).ports[0].ice_free is True


def test_by_hand_a_mark_at_the_head_of_the_file_is_no_part_of_it(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + 'ship = "Ørsta"'.encode())
    assert written(path, Voyage).ship == "Ørsta"


# Laws


@given(st.text(), st.floats(0, allow_infinity=False, exclude_min=True))
def test_what_was_written_is_what_is_read(tmp_path_factory, ship, days):
    path = tmp_path_factory.mktemp("voyage") / "a.json"
    path.write_text(json.dumps({"ship": ship, "days": days}), "utf-8")
    assert written(path, Voyage) == Voyage(ship=ship, days=days)


# Certificates


def test_a_refusal_of_toml_says_where(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('ship = "Aurora"\ndays = = 3\n', "utf-8")
    with pytest.raises(BadInput) as refusal:
        written(path, Voyage)
    assert re.search(r"line 2, column 8", str(refusal.value))


# A second road


def test_agrees_with_reading_it_by_hand(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('ship = "Aurora"\nports = [{name = "Rajin", ice_free = false}]\n', "utf-8")
    with path.open("rb") as file:
        expected = Voyage.model_validate(tomllib.load(file))
    assert written(path, Voyage) == expected


# Refusals, word for word


def refusal(tmp_path, content, name="a.toml"):
    """What is said of a file, its own name left out."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadInput) as refused:
        written(path, Voyage)
    return str(refused.value).replace(str(path), "FILE")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", 'FILE is empty. Begin with ship. The name of the ship: ship = "Aurora".'),
        ("# nothing", 'FILE is empty. Begin with ship. The name of the ship: ship = "Aurora".'),
        ("days = 2", 'FILE: ship is missing. The name of the ship: ship = "Aurora".'),
        ("ship = 3", 'FILE: ship is 3. The name of the ship: ship = "Aurora".'),
        ('ship = "A"\ndays = 0', "FILE: days is 0. Days at sea, above 0."),
        ('ship = "A"\ndays = "two"', "FILE: days is 'two'. Days at sea, above 0."),
        ('ship = "A"\ndays = true', "FILE: days is True. Days at sea, above 0."),
        ('ship = "A"\ndays = nan', "FILE: days is nan. Days at sea, above 0."),
        ('ship = "A"\ndays = inf', "FILE: days is inf. Days at sea, above 0."),
        (
            'ship = "A"\ndays = "%s"' % ("x" * 90),
            "FILE: days is '" + "x" * 59 + "…. Days at sea, above 0.",
        ),
        (
            'ship = "A"\nday = 1',
            "FILE: No key 'day' is known. Did you mean days? Known: ship, days, ports.",
        ),
        ('ship = "A"\nzzz = 1', "FILE: No key 'zzz' is known. Known: ship, days, ports."),
        ('ship = "A"\nports = 1', "FILE: ports is 1. Entries under [[ports]]."),
        (
            'ship = "A"\n[[ports]]\nname = "B"\n[[ports]]\n',
            "FILE: ports no. 2, name is missing. What the port is called.",
        ),
        (
            'ship = "A"\n[[ports]]\nname = "B"\nice_fre = true',
            "FILE: No key 'ice_fre' is known in ports no. 1. Did you mean ice_free? "
            "Known: name, ice_free.",
        ),
        (
            'shp = "A"\ndays = -1',
            "FILE:\n"
            "  No key 'shp' is known. Did you mean ship? Known: ship, days, ports.\n"
            '  ship is missing. The name of the ship: ship = "Aurora".\n'
            "  days is -1. Days at sea, above 0.",
        ),
        ("ship =", "FILE is not TOML: Invalid value (at end of document)."),
        ("ship = 0101", "FILE is not TOML: Expected newline or end of document after a statement "
         "(at line 1, column 9)."),
        (b"ship = '\xff'", "FILE is not text in UTF-8: byte 8 cannot be read."),
        ("a = " + "[" * 100_000, "FILE is nested too deeply to be read. Write it flat."),
        (
            b"#" * (LARGEST + 1),
            "FILE has 1,000,001 bytes, and at most 1,000,000 are read. Split it, or check that it "
            "is the file you mean.",
        ),
    ],
    ids=lambda content: repr(content[:30]),
)  # fmt: skip
def test_refuses_what_cannot_be_read(tmp_path, content, said):
    assert refusal(tmp_path, content) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", 'FILE is empty. Begin with ship. The name of the ship: ship = "Aurora".'),
        ("{}", 'FILE is empty. Begin with ship. The name of the ship: ship = "Aurora".'),
        ("[1]", "FILE holds no table. Put what it holds between { and }."),
        ('{"ship": NaN}', "FILE is not JSON: NaN is no number."),
        ('{"ship": "A", "days": 1e999}', "FILE: days is inf. Days at sea, above 0."),
        (
            '{"ship": "A", "ship": "B"}',
            "FILE is not JSON: the key 'ship' stands twice in one table.",
        ),
        ("[" * 100_000, "FILE is nested too deeply to be read. Write it flat."),
        ("{", "FILE is not JSON: Expecting property name enclosed in double quotes: "
         "line 1 column 2 (char 1)."),
    ],
    ids=lambda content: repr(content[:30]),
)  # fmt: skip
def test_refuses_json_that_means_nothing_or_two_things(tmp_path, content, said):
    assert refusal(tmp_path, content, "a.json") == said


def test_lists_five_faults_and_counts_the_rest(tmp_path):
    content = 'ship = "A"\n' + "".join(f"k{i} = 1\n" for i in range(8))
    said = refusal(tmp_path, content).splitlines()
    assert (len(said), said[-1]) == (7, "  and 3 more.")


def test_refuses_another_ending(tmp_path):
    assert refusal(tmp_path, "ship: A", "a.yaml") == (
        "FILE ends in neither .toml nor .json. Name it after what it holds."
    )


def test_refuses_a_folder(tmp_path):
    with pytest.raises(BadInput) as refused:
        written(tmp_path, Voyage)
    assert str(refused.value) == f"{tmp_path} is not a file. Name the file itself."


def test_refuses_a_file_that_cannot_be_opened(tmp_path, monkeypatch):
    path = tmp_path / "a.toml"
    path.write_text('ship = "A"', "utf-8")

    def locked(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", locked)
    with pytest.raises(BadInput) as refused:
        written(path, Voyage)
    assert str(refused.value) == f"{path} cannot be read: Permission denied."


def test_a_large_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)  # a file with a hole: it takes no room

    def not_this(_):
        raise AssertionError("it was read")

    monkeypatch.setattr(type(path), "read_bytes", not_this)
    with pytest.raises(BadInput, match="50,000,000 bytes"):
        written(path, Voyage)


class Cargo(Strict):
    id: str = Field(description="A name of its own.")
    tonnes: float = Field(description="Its weight in tonnes.")
    bound_for: str = Field("", alias="for", description="The port that it is for.")


class Hold(Strict):
    cargo: list[Cargo] = Field([], description="Entries under [[cargo]].")
    decks: dict[Annotated[str, StringConstraints(pattern="^[a-z]+$")], int] = Field(
        {}, description="Decks by name, in small letters: decks = { upper = 1 }."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            '[[cargo]]\nid = "coal"\ntonnes = "x"',
            "FILE: cargo no. 1 (coal), tonnes is 'x'. Its weight in tonnes.",
        ),
        (
            '[[cargo]]\nid = "coal"',
            "FILE: cargo no. 1 (coal), tonnes is missing. Its weight in tonnes.",
        ),
        (
            '[[cargo]]\nid = "a\\u001b"\ntonnes = "x"',
            "FILE: cargo no. 1, tonnes is 'x'. Its weight in tonnes.",
        ),
        (
            '[[cargo]]\nid = "coal"\ntonnes = 1\nfor = 3',
            "FILE: cargo no. 1 (coal), for is 3. The port that it is for.",
        ),
        (
            '[[cargo]]\nid = "coal"\ntonnes = 1\nfro = "x"',
            "FILE: No key 'fro' is known in cargo no. 1 (coal). Did you mean for? Known: id, "
            "tonnes, for.",
        ),
        (
            "decks = { UPPER = 1 }",
            "FILE: decks.UPPER is 'UPPER'. Decks by name, in small letters: decks = { upper = 1 }.",
        ),
    ],
)
def test_a_refusal_names_the_entry_by_its_id_and_the_key_as_it_is_written(tmp_path, content, said):
    path = tmp_path / "a.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput) as refused:
        written(path, Hold)
    assert str(refused.value).replace(str(path), "FILE") == said
