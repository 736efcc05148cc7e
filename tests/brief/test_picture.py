"""Tables as pictures: known answers, laws, a second road."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from detente.brief import compose, render
from detente.brief.chart import HUES, INK
from detente.brief.picture import PICTURES, picture_of
from detente.brief.table import Table
from detente.brief.words import words
from detente.claims import Claim, Label, Measurement
from detente.world import Case, Source


@pytest.fixture(autouse=True)
def invented_words():
    """The words of the shipped text: what a picture says is what is checked here."""


NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
US = (Source("Invented figures", "nobody", 2024, "CC0-1.0", ""),)


def share(value: float, year: int) -> Measurement:
    return Measurement("trade.share", {"of": "NLD"}, value, "share", year, "By head.", US)


def over_years(*values: float) -> Claim:
    rows = tuple(
        {"year": Label("year", str(2000 + i)), "share": share(value, 2000 + i)}
        for i, value in enumerate(values)
    )
    names = {"of": Label("country", "NLD"), "first": Label("country", "DEU")}
    return Claim("dependence.years_alike", "detente", names, rows)


def table_of(claim: Claim, lang="en") -> Table:
    brief = compose(Case(("NLD", "DEU")), [claim], lang)
    (part,) = brief.sections[0].parts
    return part


# Known answers


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        (
            "en",
            "The share of Germany in the goods trade of the Netherlands went from 25.0% in 2000 to "
            "30.0% in 2002.",
        ),
        (
            "nl",
            "Het aandeel van Duitsland in de goederenhandel van Nederland ging van 25,0 procent in "
            "2000 naar 30,0 procent in 2002.",
        ),
    ],
)
def test_by_hand_the_title_says_what_is_seen(lang, title):
    picture = picture_of(table_of(over_years(0.25, 0.28, 0.3), lang), words(lang))
    assert picture.title == title
    assert title in picture.alt
    assert "nobody 2024" in picture.svg


def worth(value: float, low=NAN, high=NAN) -> Measurement:
    return Measurement("ledger.value", {}, value, "USD", 2018, "By head.", US, low, high)


def offers(*rows: tuple[str, Measurement, Measurement]) -> Claim:
    names = {"giver": Label("country", "RUS"), "taker": Label("country", "PRK")}
    told = tuple(
        {"what": text(what), "before": before, "after": after} for what, before, after in rows
    )
    return Claim("ledger.offers", "detente", names, told)


def text(words: str) -> Label:
    return Label("text", "", (("en", words), ("nl", words)))


def texts(svg: str) -> list[str]:
    return ["".join(e.itertext()) for e in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_by_hand_a_ledger_names_what_it_cannot_draw():
    claim = offers(
        ("Passage", worth(100e6, 90e6, 120e6), worth(0.0, 0.0, 120e6)),
        ("Coal", worth(50e6), worth(10e6, 0.0, 20e6)),
        ("Ginseng", worth(1e6), worth(1e6)),
        ("A port", worth(NAN), worth(0.0)),
    )
    picture = picture_of(table_of(claim), words("en"))
    shown = " ".join(texts(picture.svg))
    assert picture.title == (
        "Most valuable of what Russia could give North Korea: Passage, worth between 90 and 120 "
        "million US dollars a year, of which the rules leave between 0 and 120 million US dollars."
    )
    assert "90 to 120" in shown
    assert "Unknown, so not drawn: A port." in shown
    assert "Nothing, or too small to be seen here: Ginseng." in shown


def test_a_ledger_of_which_one_thing_can_be_drawn_is_read():
    claim = offers(("Coal", worth(50e6), worth(10e6)), ("A port", worth(NAN), worth(0.0)))
    assert picture_of(table_of(claim), words("en")) is None


def test_by_hand_a_map_shades_partners_by_their_share_and_states_its_stance():
    rows = tuple(
        {"partner": Label("country", code), "share": share(of, 2018)}
        for code, of in (("CHN", 0.93), ("MLT", 0.06), ("RUS", 0.013), ("TWN", 0.004))
    )
    names = {"of": Label("country", "PRK"), "first": Label("country", "CHN")}
    claim = Claim("dependence.map", "detente", {**names, "year": Label("year", "2018")}, rows)
    svg = picture_of(table_of(claim), words("en")).svg
    looks = {
        "".join(e.find(f"{SVG}title").itertext()): (e.tag, e.get("fill"), e.get("fill-opacity"))
        for e in ElementTree.fromstring(svg).iter()
        if e.tag != f"{SVG}svg" and e.find(f"{SVG}title") is not None
    }
    path, dot = f"{SVG}path", f"{SVG}circle"
    assert looks == {
        "China: 93.0%": (path, HUES[0], "1.0"),
        "Malta: 6.0%": (dot, HUES[0], "0.72"),
        "Russia: 1.3%": (path, HUES[0], "0.48"),
        "Taiwan: 0.4%": (path, HUES[0], "0.28"),
        "North Korea": (path, INK, None),
    }
    assert "Crimea in Ukraine" in " ".join(texts(svg))


def test_by_hand_rules_over_the_years_are_as_long_as_they_held():
    def spell(category, status, since, until):
        days = {"since": Label("date", since), "until": Label("date", until)}
        return {"category": Label("category", category), "status": Label("word", status), **days}

    def count(n):
        return Measurement("rules count", {}, n, "count", 2019, "Counted.", ())

    blanks = {
        "target": Label("country", "PRK"),
        "day": Label("date", "2019-04-25"),
        "first": Label("year", "2016"),
        "listed": count(2),
        "banned": count(2),
        "banned_before": count(0),
    }
    rows = (
        spell("coal_export", "capped", "2016-11-30", "2017-08-04"),
        spell("coal_export", "banned", "2017-08-05", "2019-04-25"),
        spell("arms", "banned", "2016-03-02", "2019-04-25"),
    )
    svg = picture_of(table_of(Claim("rules.timeline", "detente", blanks, rows)), words("en")).svg
    shown = texts(svg)
    assert {"Coal, sold", "Arms", "Banned", "Capped", "2016", "2019"} <= {*shown}
    assert shown[-1] == "Counted by detente, from what this brief says. Picture: detente"
    bars = [e for e in ElementTree.fromstring(svg).iter() if e.get("aria-roledescription") == "bar"]
    lengths = {e.get("fill"): float(re.search(r"h([\d.]+)", e.get("d"))[1]) for e in bars}
    capped, banned = (date(2017, 8, 4) - date(2016, 11, 30)).days, 1149  # banned: of arms, the last
    assert lengths[HUES[1]] / lengths[HUES[0]] == pytest.approx(capped / banned, abs=0.02)


def test_by_hand_a_picture_says_what_its_dagger_means():
    claim = over_years(0.25, 0.3)
    last = {**claim.rows[1], "share": replace(claim.rows[1]["share"], notes=("From memory: X1.",))}
    for rows, told in ((claim.rows, False), ((claim.rows[0], last), True)):
        shown = texts(picture_of(table_of(replace(claim, rows=rows)), words("en")).svg)
        assert ("30.0%†" in shown) is told
        assert ("† From memory, or not confirmed." in shown) is told


def test_by_hand_a_range_of_a_doubtful_number_has_a_dagger():
    doubtful = replace(worth(100e6, 90e6, 120e6), notes=("From memory: X1.",))
    claim = offers(("Passage", doubtful, worth(5e6)), ("Coal", worth(50e6), worth(10e6)))
    shown = texts(picture_of(table_of(claim), words("en")).svg)
    assert {"90 to 120†", "50.0"} <= {*shown}


def test_by_hand_figures_that_are_not_counted_alike_are_said_not_to_be():
    claim = over_years(0.25, 0.28, 0.3)
    blanks = {**claim.blanks, "last_with": Label("year", "2001")}
    unlike = replace(claim, key="dependence.years", blanks=blanks)
    shown = " ".join(texts(picture_of(table_of(unlike), words("en")).svg))
    assert "Figures up to 2001 include re-exports, later ones do not" in shown


def test_by_hand_rounds_are_named_under_the_axis():
    def stand(x):
        return Measurement("x", {}, x, "score", None, "By head.", US)

    rows = tuple({"round": stand(n), "paper": stand(40 + n), "code": stand(50)} for n in range(3))
    claim = Claim("positions.rounds", "detente", {"issue": text("A quarrel")}, rows)
    assert "Round" in texts(picture_of(table_of(claim), words("en")).svg)


def test_many_sources_are_named_in_the_notes():
    many = tuple(Source("A title", f"paper {n}", None, "", "") for n in range(5))
    claim = over_years(0.25, 0.3)
    rows = tuple({**row, "share": replace(row["share"], sources=many)} for row in claim.rows)
    shown = " ".join(texts(picture_of(table_of(replace(claim, rows=rows)), words("en")).svg))
    assert "Source: paper 0; paper 1; paper 2 and others, named in the notes." in shown


def test_one_row_is_read_and_not_drawn():
    assert picture_of(table_of(over_years(0.25)), words("en")) is None


def test_a_table_of_unknowns_is_read_and_not_drawn():
    nan = float("nan")
    assert picture_of(table_of(over_years(nan, nan)), words("en")) is None


# Laws


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_picture_has_a_title_and_every_title_a_picture(lang):
    text = files("detente.brief").joinpath("text", f"{lang}.toml").read_text("utf-8")
    assert set(tomllib.loads(text)["pictures"]) == set(PICTURES)


def test_the_table_stands_behind_its_picture():
    html = render(compose(Case(("NLD", "DEU")), [over_years(0.25, 0.3)]), "html")
    picture, rest = html.split("</figure>")
    assert "<svg" in picture
    assert rest.index("<details>") < rest.index("<table>") < rest.index("</details>")
