"""Claims become a Brief: known answers, laws, certificates, refusals."""

import re
from dataclasses import replace
from html import unescape
from importlib.resources import files
from math import inf

import pytest
from brief.invented import CASE, CLAIMS, CUSTOMS, MODEL, NAMES, measured
from hypothesis import given
from hypothesis import strategies as st

from detente import __version__
from detente.brief import compose, render
from detente.brief.compose import Paragraph
from detente.brief.table import Table
from detente.claims import Claim, Label
from detente.errors import BadInput, UnknownLabel
from detente.world import Case

SOLD = measured("trade.flow", 32061596.0, "USD", exporter="RUS", importer="PRK")


def sentences(brief):
    parts = [part for section in brief.sections for part in section.parts]
    tables = [part.caption for part in parts if isinstance(part, Table)]
    return tables + [s for part in parts if isinstance(part, Paragraph) for s in part.sentences]


def columns(brief):
    parts = [part for section in brief.sections for part in section.parts]
    return [column for part in parts if isinstance(part, Table) for column in part.columns]


# Known answers


def test_the_question_is_the_title():
    assert compose(CASE, CLAIMS).title == "What can Russia and North Korea mean for each other?"
    assert compose(Case(("NLD", "USA")), CLAIMS, "nl").title == (
        "Wat kunnen Nederland en de Verenigde Staten voor elkaar betekenen?"
    )


def test_sections_stand_in_reading_order_and_only_where_there_is_something_to_say():
    english = compose(CASE, CLAIMS)
    assert [s.key for s in english.sections] == [
        "summary", "exchange", "dependence", "cut", "votes", "basis"
    ]  # fmt: skip
    assert english.sections[0].title == "In short"


def test_a_paragraph_ends_where_a_table_begins():
    dependence = compose(CASE, CLAIMS).sections[2]
    assert [type(part) for part in dependence.parts] == [Paragraph, Table]


def test_missing_data_are_said_in_a_sentence():
    exchange = compose(CASE, CLAIMS).sections[1].parts[0]
    assert exchange.sentences[1].text == "Nobody recorded what North Korea sold to Russia."


def test_years_are_named():
    later = Claim(
        "exchange.flows", "detente", {**NAMES, "sold": measured("x", 1.0, "USD", year=2023)}
    )
    assert compose(CASE, CLAIMS).years == "The figures describe 2018."
    assert compose(CASE, (*CLAIMS, later), "nl").years == "De cijfers gaan over 2018 en 2023."
    assert compose(CASE, [Claim("votes.quoted", "detente", {})]).years == ""


def test_many_years_are_named_by_the_first_and_the_last():
    sold = [measured("x", 1.0, "USD", year=1959 + n, of=str(n)) for n in range(7)]
    claims = [Claim("exchange.flows", "detente", {**NAMES, "sold": each}) for each in sold]
    assert compose(CASE, claims).years == (
        "The figures describe years from 1959 to 1965; each note names its own."
    )


def test_what_is_from_memory_has_a_dagger_and_the_page_says_what_that_means():
    doubtful = replace(SOLD, notes=("From memory or unconfirmed: F1.",))
    brief = compose(CASE, [Claim("exchange.flows", "detente", {**NAMES, "sold": doubtful})], "nl")
    (sentence,) = brief.sections[0].parts[0].sentences
    assert sentence.text == "Rusland verkocht Noord-Korea voor 32,1 miljoen dollar† aan goederen."
    assert brief.doubt == (
        "Een kruisje (†) staat bij een cijfer dat uit het geheugen komt of niet bevestigd is; de "
        "noot zegt wat er nog moet worden nagegaan."
    )
    assert brief.doubt in render(brief, "html")
    assert brief.doubt.split(";")[0] in " ".join(render(brief, "text").split())
    assert compose(CASE, CLAIMS).doubt == ""


def test_a_notebook_shows_the_page_in_a_frame_that_runs_nothing():
    brief = compose(CASE, CLAIMS)
    shown = brief._repr_html_()
    assert shown.startswith('<iframe title="What can Russia and North Korea mean')
    assert " sandbox " in shown
    (page,) = re.findall(r'srcdoc="([^"]*)"', shown)
    assert unescape(page) == render(brief, "html")


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("", "visit"),
        (str(files("detente") / "cases" / "visit.toml"), "visit"),
        ("/home/somebody/my_visit.toml", "my_visit.toml"),
    ],
)
def test_a_command_names_a_shipped_case_by_its_name_and_another_by_its_file(file, named):
    fact = measured("fact.value", 32061596.0, "USD", fact="T001")
    claim = Claim("exchange.flows", "detente", {**NAMES, "sold": fact})
    brief = compose(Case(("RUS", "PRK"), id="visit", file=file), [claim])
    assert brief.notes[0].measure == f"detente measure fact.value fact=T001 --case {named}"


def test_the_question_as_asked():
    chosen = Case(("NLD", "NOR"), theta=6.5, diverted_share=0.07, deficits="dek")
    assert compose(chosen, CLAIMS, "nl").settings == (
        ("Landen", "Nederland en Noorwegen"),
        ("Jaar van de handel", "het nieuwste met cijfers over beide landen"),
        ("Handelselasticiteit", "6,5"),
        ("Onevenwichten op de handelsbalans", "blijven een vast deel van de wereldproductie"),
        ("Deel van de handel dat verschuift", "7 procent"),
    )
    assert compose(CASE, CLAIMS).settings[1:3] == (
        ("Year of trade", "2018"),
        ("Trade elasticity", "the customary values"),
    )


def test_sources_are_listed_in_the_order_of_the_text():
    assert compose(CASE, CLAIMS).sources == (CUSTOMS, MODEL)


# Laws


@given(st.permutations(CLAIMS))
def test_the_id_does_not_depend_on_the_order_of_the_claims(claims):
    assert compose(CASE, claims).id == compose(CASE, CLAIMS, "nl").id


def test_the_id_does_not_depend_on_which_source_is_called_first():
    told = [
        Claim("exchange.flows", "detente", {**NAMES, "sold": measured(name, 1.0, "USD")})
        for name in ("trade.flow", "model.flow")
    ]
    there, back = compose(CASE, told), compose(CASE, told[::-1])
    assert there.sources == back.sources[::-1]
    assert there.id == back.id


def test_the_id_depends_on_question_data_and_version(monkeypatch):
    newer = replace(CUSTOMS, sha256="f00d" + "0" * 60)
    restated = [
        replace(claim, blanks={
            name: replace(blank, sources=(newer,)) if name == "sold" else blank
            for name, blank in claim.blanks.items()
        })
        for claim in CLAIMS
    ]  # fmt: skip
    ids = {
        compose(CASE, CLAIMS).id,
        compose(replace(CASE, theta=4.0), CLAIMS).id,
        compose(replace(CASE, pair=("PRK", "RUS")), CLAIMS).id,
        compose(CASE, restated).id,
    }
    monkeypatch.setitem(compose.__globals__, "__version__", __version__ + ".1")
    ids.add(compose(CASE, CLAIMS).id)
    assert len(ids) == 5
    assert all(len(name) == 12 and int(name, 16) for name in ids)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_same_claims_give_an_equal_brief(lang):
    assert compose(CASE, CLAIMS, lang) == compose(CASE, list(CLAIMS), lang)


# Certificates


def test_every_number_leads_to_a_note_and_every_note_to_its_sources(brief):
    called = {note for s in sentences(brief) for note in s.notes}
    for column in columns(brief):
        numbered = {cell.note for cell in column.cells} | {column.note}
        assert not column.is_number or any(numbered)
        called |= numbered - {0}
    assert called == set(range(1, len(brief.notes) + 1))
    for note in brief.notes:
        assert note.method
        assert all(1 <= caveat <= len(brief.caveats) for caveat in note.caveats)
        assert all(1 <= source <= len(brief.sources) for source in note.sources)


def test_every_measurement_of_a_claim_is_in_its_sentence(brief):
    for s in sentences(brief):
        numbers = [blank for blank in s.claim.blanks.values() if not isinstance(blank, Label)]
        assert len([p for p in s.pieces if p.note and p.text]) == len(numbers)


# Refusals


def test_refuses_to_speak_without_claims():
    with pytest.raises(BadInput) as refusal:
        compose(CASE, [])
    assert str(refusal.value) == (
        "No claims to compose a brief about RUS and PRK from. Hand over what detente.study found."
    )


def test_refuses_a_language():
    with pytest.raises(UnknownLabel) as refusal:
        compose(CASE, CLAIMS, "de")
    assert str(refusal.value) == "No language 'de' here. 2 known, nearest: en, nl."


def test_refuses_a_section_without_a_place():
    with pytest.raises(UnknownLabel) as refusal:
        compose(CASE, [Claim("weather.today", "detente", {})])
    assert str(refusal.value) == (
        "No 'weather' under [sections] in en.toml. Word it there, and in the other languages."
    )


def test_refuses_an_infinite_number():
    endless = measured("trade.partner_ratio", inf, "ratio", of="PRK")
    with pytest.raises(BadInput) as refusal:
        compose(CASE, [Claim("exchange.flows", "detente", {**NAMES, "sold": endless})])
    assert str(refusal.value).startswith("trade.partner_ratio of=PRK came out infinite.")
