"""The plain rendering: known answers, laws, a second road."""

import json
from math import isnan

from brief.invented import CASE, CLAIMS

from detente import __version__
from detente.brief import compose, render
from detente.claims import Measurement, plain


def page(claims=CLAIMS, lang="en"):
    return json.loads(render(compose(CASE, claims, lang), "json"))


# Known answers


def test_the_whole_of_a_short_brief():
    told = next(claim for claim in CLAIMS if claim.key == "exchange.flows")
    sold = plain(told.blanks["sold"])
    assert page([told]) == {
        "id": compose(CASE, [told]).id,
        "version": __version__,
        "lang": "en",
        "question": {
            "pair": ["RUS", "PRK"],
            "year": 2018,
            "theta": None,
            "deficits": None,
            "diverted_share": 0.2,
        },
        "title": "What can Russia and North Korea mean for each other?",
        "sections": [
            {
                "key": "exchange",
                "title": "What they trade",
                "sentences": [
                    {
                        "key": "exchange.flows",
                        "speaker": "detente",
                        "text": "Russia sold North Korea goods worth 32.1 million US dollars.",
                        "blanks": {
                            "a": {"kind": "country", "of": "RUS"},
                            "b": {"kind": "country", "of": "PRK"},
                            "sold": sold,
                        },
                        "notes": [],
                    }
                ],
                "tables": [],
            }
        ],
        "sources": sold["sources"],
    }
    assert sold["value"] == 32061596.0
    assert sold["sources"][0]["licence_confirmed"] is True


def test_a_table():
    (table,) = page()["sections"][2]["tables"]
    assert table["text"] == "Partners of North Korea in 2018"
    assert table["columns"] == [
        {"name": "partner", "heading": "Partner"},
        {"name": "value", "heading": "North Korea trades"},
        {"name": "share", "heading": "Share"},
    ]
    assert [row["partner"]["of"] for row in table["rows"]] == ["CHN", "RUS", "NLD"]
    assert table["rows"][1]["value"]["value"] == 34019000.0


def test_no_answer_is_null():
    (table,) = page()["sections"][3]["tables"]
    assert [row["change"]["value"] for row in table["rows"]] == [2e-4, -1e-4, None]


# Laws


def test_numbers_do_not_depend_on_the_language():
    def numbers(lang):
        return [
            (told["key"], told["blanks"])
            for section in page(lang=lang)["sections"]
            for told in (*section["sentences"], *section["tables"])
        ]

    assert numbers("en") == numbers("nl")


# A second road: counting from the claims themselves


def test_every_number_of_every_claim_is_there():
    def found(node):
        if isinstance(node, dict):
            yield from [node["value"]] if "method" in node else []
            node = node.values()
        if not isinstance(node, str | int | float | None):
            for inner in node:
                yield from found(inner)

    rows = [blanks for claim in CLAIMS for blanks in (claim.blanks, *claim.rows)]
    values = [b.value for blanks in rows for b in blanks.values() if isinstance(b, Measurement)]
    expected = [None if isnan(value) else value for value in values]
    assert sorted(map(str, found(page()["sections"]))) == sorted(map(str, expected))
