"""OECD's input–output tables out of the store: known answers, laws, certificates, refusals."""

import numpy as np
import pytest
from data.invented_answers import ICIO, packed

from detente.data import add_file, input_output_rows
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.trade import sector_economy_from_table

SUMMED = 1e-9  # sums of a dozen numbers in another order


@pytest.fixture
def added(tmp_path, store):
    def add(text=ICIO):
        return add_file("icio", packed(tmp_path / "2016-2020_SML.zip", **{"2018_SML": text}))

    return add


# Known answers: by hand, from tests/data/invented_answers.py


def test_final_uses_are_added_up_and_accounts_named_as_the_model_names_them(added):
    added()
    rows = input_output_rows(2018).set_index(["exporter", "exporter_sector", "importer", "use"])
    value = rows["value"].to_dict()
    assert value["NLD", "A01_02", "NLD", "final"] == 4.5e6
    assert value["NLD", "A01_02", "NLD", "inventories"] == -0.5e6
    assert value["NLD", "value_added", "NLD", "A01_02"] == 7e6  # with taxes on products
    assert value["ROW", "output", "ROW", "A01_02"] == 28e6


def test_sections_are_the_letters_of_isic(added):
    added()
    rows = input_output_rows(2018, detail="section")
    assert {*rows["use"]} == {"A", "C", "final", "inventories"}


def test_the_model_with_sectors_takes_the_rows(added):
    added()
    rows = input_output_rows(2018)
    economy = sector_economy_from_table(
        rows,
        elasticity=dict.fromkeys(("A01_02", "C10T12"), 4.0),
        repairs=("missing_as_zero", "inventories_as_final_demand"),
    )
    assert economy.countries == ("NLD", "ROW")
    assert economy.sectors == ("A01_02", "C10T12")


# Laws


def test_countries_that_are_not_asked_for_are_the_rest_of_the_world(added):
    text = ICIO.replace("ROW_", "NOR_")
    added(text)
    kept, every = input_output_rows(2018, ["Nederland"]), input_output_rows(2018)
    assert {*kept["exporter"]} == {"NLD", "ROW"}
    assert {*every["exporter"]} == {"NLD", "NOR"}
    assert kept["value"].sum() == pytest.approx(every["value"].sum(), rel=SUMMED)


# Certificates


@pytest.mark.parametrize("detail", ["industry", "section"])
def test_what_is_paid_for_inputs_and_besides_is_output(added, detail):
    added()
    rows = input_output_rows(2018, detail=detail)
    made = rows[rows["exporter_sector"] == "output"].groupby(["importer", "use"])["value"].sum()
    paid = rows[rows["exporter_sector"] != "output"].groupby(["importer", "use"])["value"].sum()
    assert np.allclose(paid[made.index], made, rtol=SUMMED)


# Refusals


def test_what_is_not_held_is_refused(added):
    added()
    with pytest.raises(MissingData) as refusal:
        input_output_rows(2011)
    assert str(refusal.value) == (
        "No input-output table of 2011 is stored; years held: 2018. Take the zip of the regular "
        "tables from OECD and say: detente data add icio FILE.zip"
    )
    with pytest.raises(UnknownLabel) as unknown:
        input_output_rows(2018, ["NOR"])
    assert str(unknown.value) == (
        "No country in the input-output tables 'NOR' here. 2 known, nearest: NLD, ROW."
    )
    with pytest.raises(BadInput) as misread:
        input_output_rows(2018, detail="sector")
    assert str(misread.value) == "No detail 'sector'. Choose industry or section."
