"""CEPII's Gravity into the store: known answers, laws, refusals."""

import pytest
from data.invented_answers import GRAVITY, GRAVITY_HEADER, gravity, gravity_pair, packed

from detente.data import add_file, datasets, remove_dataset
from detente.errors import BadInput


@pytest.fixture
def added(tmp_path, store):
    def add(text=GRAVITY):
        files = {"Gravity_V202211": text, "Countries_V202211": "iso3,country\nNLD,Netherlands\n"}
        return add_file("gravity", packed(tmp_path / "Gravity_csv_V202211.zip", **files))

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_thousands_become_whole_and_an_empty_field_is_not_known(added, rows):
    assert rows(added(), 2020) == [
        ("NLD", "NOR", 915.0, 800.5, 0.0, 0.0, 1.0, 17e6, None, 900000250.0, None),
        ("NOR", "NLD", 915.0, 800.5, 0.0, 0.0, 1.0, 5.4e6, None, None, None),
    ]


def test_the_columns_are_those_that_the_dataset_names(added):
    import duckdb

    from detente.data import stored_file

    held = added()
    path = str(stored_file(held, 2020))
    found = duckdb.execute("FROM read_parquet(?)", [path]).description
    assert [name for name, *_ in found] == [name for name, _ in held.columns]


def test_the_edition_is_that_of_the_file_name(added):
    held = added()
    assert (held.name, held.source.year, held.source.vintage) == (
        *("gravity-v202211", 2022, "V202211"),
    )


# Laws


def test_the_csv_alone_gives_the_same(added, tmp_path, rows):
    path = tmp_path / "Gravity_V202211.csv"
    path.write_text(GRAVITY, encoding="utf-8")
    alone = rows(add_file("gravity", path), 2020)
    remove_dataset("gravity-v202211")
    assert rows(added(), 2020) == alone


# Refusals


def refused(added, text):
    with pytest.raises(BadInput) as refusal:
        added(text)
    assert datasets() == ()
    return str(refusal.value).partition("Gravity_csv_V202211.zip")[2]


@pytest.mark.parametrize(
    ("known", "how"),
    [
        ({"distcap": -1}, "has a distance below zero"),
        ({"pop_d": -1}, "has a population below zero"),
        ({"gdp_o": -1}, "has a GDP below zero"),
    ],
)
def test_what_is_below_zero_is_refused(added, known, how):
    told = refused(added, gravity(gravity_pair("NLD", "NOR", **known)))
    assert told.startswith(": the row year 2020, exporter_iso3 NLD, importer_iso3 NOR, ")
    assert told.endswith(f" {how} (1 such rows). Take it from CEPII again; nothing was stored.")


def test_a_pair_that_is_there_twice_is_refused(added):
    pair = gravity_pair("NLD", "NOR", distcap=915)
    assert " is there more than once. " in refused(added, gravity(pair, pair))


def test_a_column_that_is_gone_is_refused(added):
    told = refused(added, GRAVITY_HEADER.replace("distcap", "dist_cap") + "\n")
    assert told.startswith(
        ", Gravity_V202211.csv has no column distcap: Gravity was published in another form. "
        "It has year, country_id_o, country_id_d, "
    )
    assert told.endswith(". Take an edition of CEPII that has them.")
