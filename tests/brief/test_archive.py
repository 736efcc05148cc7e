"""A brief with its figures in one zip: known answers, laws, a second road."""

import csv
import io
import json
from zipfile import ZipFile

from brief.invented import CLAIMS

from detente.brief import render
from detente.brief.archive import zip_page
from detente.claims import Measurement


def files(brief) -> dict[str, str]:
    with ZipFile(io.BytesIO(zip_page(brief))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


# Known answers


def test_it_holds_the_brief_its_figures_and_its_sources(brief):
    held = files(brief)
    folder = f"brief-{brief.id}/"
    assert all(name.startswith(folder) for name in held)
    assert held[f"{folder}brief.html"] == render(brief, "html")
    assert held[f"{folder}brief.json"] == render(brief, "json")
    assert json.loads(held[f"{folder}question.json"])["pair"] == list(brief.case.pair)
    sources = list(csv.DictReader(io.StringIO(held[f"{folder}sources.csv"])))
    assert [s["title"] for s in sources] == [s.title for s in brief.sources]
    assert all("licence" in source for source in sources)
    assert brief.id in held[f"{folder}CITATION.cff"]


# Laws


def test_the_same_brief_gives_the_same_bytes(brief):
    assert zip_page(brief) == zip_page(brief)


# A second road


def test_each_table_is_there_in_full(brief):
    held = files(brief)
    tables = [claim for claim in CLAIMS if claim.rows]
    for claim in tables:
        (name,) = (n for n in held if n.endswith(f"-{claim.key}.csv"))
        rows = list(csv.DictReader(io.StringIO(held[name])))
        assert len(rows) == len(claim.rows)
        for told, row in zip(rows, claim.rows, strict=True):
            for column, blank in row.items():
                if isinstance(blank, Measurement):
                    known = told[column]
                    assert (float(known) == blank.value) if known else blank.value != blank.value
                else:
                    assert told[column] == blank.of
        metadata = json.loads(held[name.replace(".csv", ".metadata.json")])
        assert [c["name"] for c in metadata["columns"]] == list(claim.rows[0])
