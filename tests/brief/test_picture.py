"""Tables as pictures: known answers, laws, a second road."""

import tomllib
from importlib.resources import files

import pytest

from detente.brief import compose, render
from detente.brief.picture import PICTURES, picture_of
from detente.brief.table import Table
from detente.brief.words import words
from detente.claims import Claim, Label, Measurement
from detente.world import Case, Source


@pytest.fixture(autouse=True)
def invented_words():
    """The words of the shipped text: what a picture says is what is checked here."""


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
            "Germany had 25.0% of the goods trade of the Netherlands in 2000, and 30.0% in 2002.",
        ),
        (
            "nl",
            "Duitsland had in 2000 25,0 procent van de goederenhandel van Nederland, en in 2002 "
            "30,0 procent.",
        ),
    ],
)
def test_by_hand_the_title_says_what_is_seen(lang, title):
    picture = picture_of(table_of(over_years(0.25, 0.28, 0.3), lang), words(lang))
    assert picture.title == title
    assert title in picture.alt
    assert "nobody 2024" in picture.svg


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
