"""``detente data``: known answers, laws, certificates, a second road, refusals."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli.conftest import ENTRY, SOURCE
from data.invented_answers import (
    GDP,
    ICIO,
    ITPDE,
    MFN,
    REPORTS,
    VOTES,
    gravity,
    gravity_pair,
    packed,
)
from data.invented_baci import baci

from detente.data import CONNECTORS, datasets

NAME = "baci-hs22-v202501"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def files(tmp_path):
    """A file of every publisher, invented."""
    written = {
        "comtrade": ("C.json", REPORTS),
        "unvotes": ("votes.csv", VOTES),
        "worldbank": ("gdp.json", GDP),
    }
    for name, text in written.values():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pair = gravity(gravity_pair("NLD", "NOR", distcap=915))
    return {name: tmp_path / file for name, (file, _) in written.items()} | {
        "baci": baci(tmp_path / "B.zip"),
        "gravity": packed(tmp_path / "Gravity_csv_V202211.zip", Gravity_V202211=pair),
        "icio": packed(tmp_path / "I.zip", **{"2018_SML": ICIO}),
        "itpde": packed(tmp_path / "itpd_e_r02.zip", ITPD_E_R02=ITPDE),
        "tariffs": packed(tmp_path / "T.zip", **{"AVEMFN_H5_578_2021_U2/JobID-1": MFN}),
    }


def words(told):
    assert (told.code, told.err) == (0, "")
    return " ".join(told.out.split())


# Known answers


def test_what_was_added_is_told_with_its_years_rows_use_and_source(detente, store, files):
    told = words(detente("data", "add", "baci", str(files["baci"]), "--year", "2022"))
    assert told.startswith(f"Added in {store}: {NAME}. {NAME}: 2022; 7 rows, 0.0 MB. ")
    assert "Serves: detente products; trade in the World of each year." in told
    assert "Source: BACI: International Trade Database at the Product Level, HS22. CEPII" in told
    assert told.endswith("Left out, for they are no country: the trade of BACI's numbers 697.")


def test_the_list_of_nothing_says_what_can_be_added(detente, store):
    told = words(detente("data", "list"))
    assert told.startswith(f"Held in {store}: nothing. Can be added, or fetched: baci: the zip of ")
    for name, each in CONNECTORS.items():
        assert f"{name}: {each.takes}. Serves: {each.serves}." in told
    assert not store.exists()


def test_verify_names_what_is_whole(detente, store, files):
    detente("data", "add", "baci", str(files["baci"]))
    detente("data", "add", "worldbank", str(files["worldbank"]))
    assert words(detente("data", "verify")).startswith(
        f"Whole in {store}: {NAME}, worldbank-ny-gdp-mktp-cd."
    )
    assert words(detente("data", "verify", NAME)).startswith(f"Whole in {store}: {NAME}.")


def test_remove_tells_what_was_removed(detente, store, files):
    detente("data", "add", "baci", str(files["baci"]))
    assert words(detente("data", "remove", NAME)).startswith(f"Removed in {store}: {NAME}.")
    assert words(detente("data", "list")).startswith(f"Held in {store}: nothing.")


# Laws


@pytest.mark.parametrize("publisher", CONNECTORS)
def test_every_publisher_is_added_listed_verified_and_removed(detente, store, files, publisher):
    (added,) = json.loads(detente("data", "add", publisher, str(files[publisher]), "--json").out)[
        "datasets"
    ]
    assert added["publisher"] == publisher
    assert added["serves"] == CONNECTORS[publisher].serves
    assert [held.name for held in datasets()] == [added["name"]]
    assert detente("data", "verify", added["name"]).code == 0
    assert detente("data", "remove", added["name"]).code == 0
    assert datasets() == ()


def test_years_are_taken_one_by_one_or_several_at_once(detente, store, files):
    path = str(files["baci"])
    one = json.loads(detente("data", "add", "baci", path, "--year", "2021", "--json").out)
    both = json.loads(
        detente("data", "add", "baci", path, "--year", "2021", "--year", "2022", "--json").out
    )
    years = [[file["year"] for file in told["datasets"][0]["files"]] for told in (one, both)]
    assert years == [[2021], [2021, 2022]]


# Certificates: killed by the system while it adds


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_command_leaves_the_store_as_it_was_and_a_second_completes(detente, store, files):
    detente("data", "add", "baci", str(files["baci"]), "--year", "2021")
    before = datasets()
    slow = (
        "import detente.data.baci as baci, time\n"
        "unpack = baci._unpack\n"
        "def waits(*given):\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(60)\n"
        "    unpack(*given)\n"
        "baci._unpack = waits\n"
    )
    adding = subprocess.Popen(
        [sys.executable, "-c", slow + ENTRY, "data", "add", "baci", str(files["baci"])],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert adding.stdout.readline() == "writing\n"
    told = detente("data", "remove", NAME)
    assert told.err == (
        f"detente: Another process is writing {store}. Wait for it to end and ask again.\n"
    )
    adding.send_signal(signal.SIGKILL)
    adding.communicate()
    assert datasets() == before
    assert "2021, 2022; 9 rows" in words(detente("data", "add", "baci", str(files["baci"])))


# A second road: the store as the library reads it


def test_the_list_holds_what_the_store_holds(detente, store, files):
    for publisher, path in files.items():
        assert detente("data", "add", publisher, str(path)).code == 0
    told = json.loads(detente("data", "list", "--json").out)
    assert told["folder"] == str(store)
    assert [each["name"] for each in told["datasets"]] == [held.name for held in datasets()]
    assert {*told["publishers"]} == {*CONNECTORS}
    sources = [each["source"]["sha256"] for each in told["datasets"]]
    assert sources == [held.source.sha256 for held in datasets()]


# Refusals


@pytest.mark.parametrize("publisher", CONNECTORS)
@pytest.mark.parametrize("held", [b"<html>Not found</html>", b"", b"PK\x03\x04broken off"])
def test_a_file_of_something_else_is_refused_in_a_sentence(detente, store, publisher, held):
    Path("file").write_bytes(held)
    told = detente("data", "add", publisher, "file")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("detente: file ")
    assert "Take " in told.err or "take it from " in told.err
    assert datasets() == ()


def test_a_changed_byte_is_found_and_named(detente, store, files):
    detente("data", "add", "baci", str(files["baci"]), "--year", "2022")
    (path,) = store.glob("*.parquet")
    held = bytearray(path.read_bytes())
    held[40] ^= 1
    path.write_bytes(bytes(held))
    assert detente("data", "verify").err == (
        f"detente: {NAME} is damaged: {path}, the year 2022, does not have the checksum that it "
        f"was stored with. Add 2022 again, or: detente data remove {NAME}\n"
    )


def test_a_publisher_that_is_not_known_is_refused(detente, store):
    told = detente("data", "add", "oec", "file.csv")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        'detente: Invalid value "oec" for PUBLISHER. Choose from: "baci", "comtrade", "gravity", '
        '"icio", "itpde", "tariffs", "unvotes", "worldbank". Try: detente data add --help\n'
    )


def test_another_checksum_is_refused(detente, store, files):
    told = detente("data", "add", "worldbank", str(files["worldbank"]), "--sha256", "0" * 64)
    assert told.err.endswith(f", not {'0' * 64}. Take it from the World Bank again.\n")


def test_nothing_is_fetched_over_an_open_line(detente, store):
    told = detente("data", "fetch", "baci", "http://example.org/B.zip")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "detente: http://example.org/B.zip is not https, and anyone on the way could change the "
        "file. Give an address that begins with https://\n"
    )


def test_a_dataset_that_is_not_held_is_refused(detente, store):
    assert detente("data", "remove", "baci").err == (
        f"detente: No dataset 'baci' in {store}, only: nothing. "
        "What can be added: detente data list\n"
    )
