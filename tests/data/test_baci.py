"""CEPII's BACI into the store: known answers, laws, certificates, a second road, refusals."""

import csv
import hashlib
import io
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from data.invented_baci import COUNTRIES, HEADER, PRODUCTS, ROWS, baci
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.data import add_baci, datasets, stored_file
from detente.errors import BadInput, CannotWrite, DamagedData, MissingData, UnknownLabel

PRINTED = 1e-12  # a value in thousands times a thousand: one rounding


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "store"))
    return tmp_path / "store"


def stored(added, year=2022):
    path = str(stored_file(added, year))
    return duckdb.execute("SELECT * FROM read_parquet(?)", [path]).fetchall()


# Known answers: by hand, from tests/data/invented_baci.py


def test_rows_are_ours_after_one_file_of_the_publisher(tmp_path):
    added = add_baci(baci(tmp_path / "B.zip"), [2022])
    assert stored(added) == [
        ("NLD", "NOR", "010121", 2000.0, 0.5),
        ("NLD", "NOR", "010129", 4000.0, None),
        ("NLD", "TWN", "854231", 30000.0, 0.001),
        ("NOR", "NLD", "270900", 1000000.0, 2100.0),
        ("NOR", "NLD", "271121", 500000.0, 700.0),
        ("TWN", "NLD", "854231", 250000.0, 0.02),
        ("TWN", "NOR", "854231", 50000.0, 0.004),
    ]
    assert [column for column, _ in added.columns] == [
        *("exporter_iso3", "importer_iso3", "hs_code", "value_usd", "quantity_t")
    ]


def test_a_dataset_names_its_edition_revision_and_checksum(tmp_path):
    path = baci(tmp_path / "B.zip")
    added = add_baci(path)
    assert (added.name, added.hs_rev, added.years) == ("baci-hs22-v202501", "HS22", (2021, 2022))
    assert (added.source.publisher, added.source.year, added.source.vintage) == (
        *("CEPII", 2025, "V202501"),
    )
    assert added.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert added.notes[-1] == "Left out, for they are no country: the trade of BACI's numbers 697."
    assert datasets() == (added,)


def test_two_numbers_of_one_country_in_one_year_are_added_up(tmp_path):
    countries = COUNTRIES + "58,Belgium-Luxembourg (...1998),BE,BEL\n56,Belgium,BE,BEL\n"
    rows = (
        "2022,58,528,010121,1.000,NA\n2022,56,528,010121,2.000,3.000\n"
        "2022,58,56,010121,5.000,1.000\n2022,58,579,010121,4.000,2.000\n"
    )
    added = add_baci(baci(tmp_path / "B.zip", {2022: rows}, countries))
    assert stored(added) == [
        ("BEL", "NLD", "010121", 3000.0, None),
        ("BEL", "NOR", "010121", 4000.0, 2.0),
    ]


def test_the_columns_of_an_earlier_edition_are_known(tmp_path):
    lines = [line.split(",") for line in COUNTRIES.splitlines()[1:]]
    earlier = "country_code,country_name_abbreviation,iso_2digit_alpha,iso_3digit_alpha\n"
    earlier += "\n".join(",".join(line) for line in lines) + "\n"
    added = add_baci(baci(tmp_path / "B.zip", countries=earlier), [2022])
    assert stored(added)[0][:2] == ("NLD", "NOR")


def test_codes_without_their_zeros_get_them_back(tmp_path):
    bare = {2022: ROWS[2022].replace(",010121,", ",10121,")}
    products = PRODUCTS.replace("\n010121,", "\n10121,")
    added = add_baci(baci(tmp_path / "B.zip", bare, products=products))
    assert stored(added)[0][2] == "010121"


# Laws


@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(ROWS[2022].splitlines()))
def test_the_order_of_the_rows_changes_no_byte(tmp_path_factory, monkeypatch, lines):
    folder = tmp_path_factory.mktemp("order")
    checksums = set()
    for name, rows in (("a", ROWS[2022].splitlines()), ("b", lines)):
        monkeypatch.setenv("DETENTE_DATA", str(folder / name))
        text = "".join(f"{row}\n" for row in rows)
        checksums.add(add_baci(baci(folder / f"{name}.zip", {2022: text})).files[0].sha256)
    assert len(checksums) == 1


def test_years_added_one_by_one_are_as_those_added_together(tmp_path, monkeypatch):
    path = baci(tmp_path / "B.zip")
    together = add_baci(path)
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "other"))
    add_baci(path, [2022])
    assert add_baci(path, [2021]) == together


def test_the_file_of_the_publisher_is_left_as_it_is(tmp_path):
    path = baci(tmp_path / "B.zip")
    before = path.read_bytes()
    add_baci(path)
    assert path.read_bytes() == before


# Certificates


def test_rows_are_sorted_by_exporter_importer_and_product(tmp_path):
    keys = [row[:3] for row in stored(add_baci(baci(tmp_path / "B.zip")))]
    assert keys == sorted(set(keys))


# A second road: the publisher's rows read by the csv module


def test_values_and_quantities_are_those_of_a_plain_reading(tmp_path):
    path = baci(tmp_path / "B.zip")
    names = {"528": "NLD", "579": "NOR", "490": "TWN"}
    with ZipFile(path) as package, package.open("BACI_HS22_Y2022_V202501.csv") as raw:
        rows = list(csv.DictReader(io.TextIOWrapper(raw, "utf-8")))
    plain = {
        (names[row["i"]], names[row["j"]], row["k"]): (float(row["v"]), row["q"].strip())
        for row in rows
        if {row["i"], row["j"]} <= {*names}
    }
    found = stored(add_baci(path))
    assert len(found) == len(plain)
    for exporter, importer, product, value, quantity in found:
        thousands, tonnes = plain[exporter, importer, product]
        assert value == pytest.approx(thousands * 1000, rel=PRINTED)
        assert "NA" if quantity is None else quantity == float(tonnes)


# Refusals


def refusal(error, path, years=(), sha256=""):
    with pytest.raises(error) as refused:
        add_baci(path, years, sha256)
    return str(refused.value).replace(str(path), "B.zip")


def impossible(path, row, how):
    """The refusal of a row that joins those of 2022."""
    told = refusal(BadInput, baci(path, {2022: ROWS[2022] + row + "\n"}))
    return told == (
        f"B.zip, BACI_HS22_Y2022_V202501.csv: the row {how}. "
        "Take the zip from CEPII again; nothing was stored."
    )


@pytest.mark.parametrize(
    ("row", "how"),
    [
        (
            "2022,528,579,010121,9.000,0.500",
            "2022,528,579,010121,9.0,0.5 is there more than once",
        ),
        (
            "2022,579,490,010121,-1.000,0.500",
            "2022,579,490,010121,-1.0,0.5 has no value, or one below zero (1 such rows)",
        ),
        (
            "2022,579,490,010121,1.000,-0.500",
            "2022,579,490,010121,1.0,-0.5 has a quantity below zero (1 such rows)",
        ),
        (
            "2022,579,578,010121,1.000,NA",
            "2022,579,578,010121,1.0,NA has an importer that country_codes does not list "
            "(1 such rows)",
        ),
        (
            "2022,11,528,010121,1.000,NA",
            "2022,11,528,010121,1.0,NA has an exporter that country_codes does not list "
            "(1 such rows)",
        ),
        (
            "2022,579,528,999999,1.000,NA",
            "2022,579,528,999999,1.0,NA has a product that product_codes does not list "
            "(1 such rows)",
        ),
        (
            "2021,579,490,010121,1.000,NA",
            "2021,579,490,010121,1.0,NA is not of the year that the file is named for "
            "(1 such rows)",
        ),
        (
            "2022,579,579,010121,1.000,NA",
            "2022,579,579,010121,1.0,NA sells to itself (1 such rows)",
        ),
        (
            "2022,579,490,010121,,NA",
            "2022,579,490,010121,None,NA has no value, or one below zero (1 such rows)",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_stored(tmp_path, row, how):
    assert impossible(tmp_path / "B.zip", row, how)
    assert datasets() == ()


def test_text_where_a_number_should_be_is_refused_with_its_line(tmp_path):
    path = baci(tmp_path / "B.zip", {2022: ROWS[2022] + "2022,579,490,TOTAL,1.000,NA\n"})
    told = refusal(BadInput, path)
    assert told.startswith("B.zip, BACI_HS22_Y2022_V202501.csv: ")
    assert "TOTAL" in told
    assert told.endswith("or NA. Take the zip from CEPII again.")


def test_a_zip_that_breaks_off_is_refused(tmp_path):
    path = baci(tmp_path / "B.zip")
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(DamagedData, path) == (
        "B.zip is no whole zip. It breaks off: take it from CEPII again."
    )


def test_a_zip_with_a_changed_byte_is_refused(tmp_path):
    path = baci(tmp_path / "B.zip")
    held = bytearray(path.read_bytes())
    held[90] ^= 0xFF  # inside what is packed of the first year
    path.write_bytes(bytes(held))
    told = refusal(DamagedData, path)
    assert re.fullmatch(
        r"B\.zip is damaged: BACI_HS22_Y2021_V202501\.csv cannot be unpacked \(.+\)\. "
        r"Take it from CEPII again\.",
        told,
    )
    assert datasets() == ()


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html>Not found</html>", "  <html>\n"])
def test_a_web_page_instead_of_a_zip_is_refused(tmp_path, page):
    path = tmp_path / "B.zip"
    path.write_text(page, encoding="utf-8")
    assert refusal(DamagedData, path) == (
        "B.zip is no whole zip. It is a web page: take it from CEPII again."
    )


def test_a_web_page_inside_the_zip_is_refused(tmp_path):
    path = baci(tmp_path / "B.zip", header="<!DOCTYPE html>\n")
    assert refusal(BadInput, path) == (
        "B.zip, BACI_HS22_Y2021_V202501.csv is a web page: it begins with '<!DOCTYPE html>', not "
        "with 't,i,j,k,v,q'. Take it from CEPII again."
    )


def test_columns_that_changed_are_refused(tmp_path):
    path = baci(tmp_path / "B.zip", header="t,i,j,hs6,v,q\n")
    assert refusal(BadInput, path) == (
        "B.zip, BACI_HS22_Y2021_V202501.csv does not have BACI's columns: it begins with "
        "'t,i,j,hs6,v,q', not with 't,i,j,k,v,q'. Take it from CEPII again."
    )
    path = baci(tmp_path / "B.zip", countries="code,name\n528,Netherlands\n")
    assert refusal(BadInput, path) == (
        "B.zip, country_codes does not have BACI's columns: it begins with 'code,name', not with "
        "'country_code and country_iso3'. Take it from CEPII again."
    )
    path = baci(tmp_path / "B.zip", products="hs,what\n010121,Horses\n")
    assert refusal(BadInput, path) == (
        "B.zip, product_codes does not have BACI's columns: it begins with 'hs,what', not with "
        "'code,description'. Take it from CEPII again."
    )


def test_another_checksum_is_refused(tmp_path):
    path = baci(tmp_path / "B.zip")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert refusal(DamagedData, path, sha256="0" * 64) == (
        f"B.zip has the checksum {found}, not {'0' * 64}. Take it from CEPII again."
    )
    assert add_baci(path, sha256=found.upper()).rows == 9


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(DamagedData, tmp_path / "B.zip") == (
        "B.zip cannot be read: No such file or directory. Name the file that CEPII publishes."
    )


def test_a_year_that_is_not_in_the_file_is_refused(tmp_path):
    assert refusal(UnknownLabel, baci(tmp_path / "B.zip"), [2019]) == (
        "B.zip holds no 2019, only 2021 to 2022. Choose among those, or leave --year out for all."
    )


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "B.zip"
    with ZipFile(path, "w") as package:
        package.writestr("readme.txt", "hello")
    assert refusal(BadInput, path) == (
        "B.zip is not one edition of BACI. It should hold files such as "
        "BACI_HS22_Y2022_V202501.csv; found: readme.txt. Take one zip from CEPII."
    )


def test_a_zip_without_its_country_table_is_refused(tmp_path):
    path = tmp_path / "B.zip"
    with ZipFile(path, "w") as package:
        package.writestr("BACI_HS22_Y2022_V202501.csv", HEADER + ROWS[2022])
    assert refusal(MissingData, path) == (
        r"B.zip holds 0 files named country_codes_V\w+\.csv, and its codes mean nothing without "
        "one. Take the whole zip from CEPII."
    )


def test_a_full_disk_is_refused_and_the_store_is_as_it_was(tmp_path, monkeypatch, store):
    held = add_baci(baci(tmp_path / "B.zip"), [2021])
    before = {path.name for path in store.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    assert refusal(CannotWrite, tmp_path / "B.zip", [2022]) == (
        f"Cannot store baci-hs22-v202501 in {store}: No space left on device. The store is as it "
        "was. Make room, or name another folder in DETENTE_DATA."
    )
    assert datasets() == (held,)
    assert {path.name for path in store.iterdir()} == before
    monkeypatch.undo()
    monkeypatch.setenv("DETENTE_DATA", str(store))
    assert add_baci(Path(tmp_path / "B.zip"), [2022]).years == (2021, 2022)
