"""The words of the page, in both languages: known answers, laws."""

import re
import tomllib
from importlib.resources import files

import pytest

from detente.web.page import page_words

# Known answers


def test_a_day_and_a_number_are_written_as_the_language_does(reader):
    assert "25 april 2019" in reader.get("/?lang=nl").text
    assert "April 25, 2019" in reader.get("/").text


# Laws


def blanks(words):
    return {
        key: blanks(said) if isinstance(said, dict) else sorted(re.findall(r"{\w+}", said))
        for key, said in words.items()
    }


def test_both_languages_have_the_same_keys_and_blanks():
    assert blanks(page_words()["en"]) == blanks(page_words()["nl"])


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_word_of_the_page_is_used(lang):
    text = files("detente.web").joinpath("text", f"{lang}.toml").read_text("utf-8")
    room = files("detente.web")
    places = [
        *room.joinpath("templates").iterdir(),
        *(room.joinpath(f"{name}.py") for name in ("pages", "app", "form")),
    ]
    used = "".join(place.read_text("utf-8") for place in places)
    by_value = {"brief", "cut", "shift", "balanced", "dek", "multiplicative", "stated", "at_least",
                "at_most", "more_than", "less_than", "kinds"}  # fmt: skip
    words = set(tomllib.loads(text)) - by_value
    assert {word for word in words if not re.search(rf'ui\.{word}\b|\["{word}"\]', used)} == set()


def test_every_number_that_can_be_asked_for_means_something_in_dutch():
    dutch, english = (page_words()[lang]["measures"] for lang in ("nl", "en"))
    assert [name for name in dutch if dutch[name] == english.get(name)] == []
    assert set(dutch) == set(english)
    assert {name.split(".")[0] for name in english} == set(page_words()["nl"]["rooms"])


def test_a_dutch_page_says_nothing_in_english_but_what_it_marks(reader):
    """Words of the page itself; those of a brief are tested where it is made."""
    english = page_words()["en"]
    for address in ("/", "/cut", "/shift", "/check", "/cuts", "/case", "/nowhere"):
        text = reader.get(f"{address}?lang=nl").text
        shown = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', "", text, flags=re.S)
        for word, said in english.items():
            if isinstance(said, str) and said != page_words()["nl"][word] and " " in said:
                assert max(said.split("{"), key=len) not in shown, (address, word)
