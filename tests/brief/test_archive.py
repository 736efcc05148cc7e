"""A brief with its figures in one zip: known answers, laws, a second road."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

from brief.invented import CASE, CLAIMS

from detente.brief import compose, render
from detente.brief.archive import zip_page
from detente.claims import Label, Measurement
from detente.world import Case


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


def test_what_a_table_says_in_words_is_in_its_figures():
    partners = next(claim for claim in CLAIMS if claim.rows)
    named = Label("text", "", (("en", "Nowhere"), ("nl", "Nergens")))
    first = next(name for name, blank in partners.rows[0].items() if isinstance(blank, Label))
    claim = replace(partners, rows=({**partners.rows[0], first: named},))
    held = files(compose(CASE, [claim], "nl"))
    (figures,) = (text for name, text in held.items() if name.endswith(".csv") and "tables" in name)
    assert "Nergens" in figures


def test_a_case_goes_with_its_brief_and_where_it_lay_does_not(brief):
    case = Case(("RUS", "PRK"), id="visit", day=date(2019, 4, 25), file="/home/somebody/visit.toml")
    held = files(replace(brief, case=case))
    read = json.loads(held[f"brief-{brief.id}/case.json"])
    assert (read["id"], read["day"], read["file"]) == ("visit", "2019-04-25", "")
    assert "somebody" not in "".join(held.values())
    assert f"brief-{brief.id}/case.json" not in files(brief)


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
