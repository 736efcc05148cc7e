"""Countries by name: from what people write to ISO 3166-1 alpha-3, and back into words.

A text names a country as a whole or not at all. What is compared is its words, without case,
accents, punctuation, order, or the little words that carry nothing::

    "Korea, Republic of the"  →  {korea, republic}  →  KOR

The words come from CLDR in English and Dutch, from the codes of ISO 3166-1 and M49, and from the
reviewed aliases in ``countries.toml``. What fits no country, or more than one, is refused with the
nearest names: Perugia is not Peru, and Congo is two countries.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from detente.errors import BadInput, UnknownLabel, some

Language = Literal["en", "nl"]

SILENT = frozenset({"and", "de", "en", "het", "of", "the", "van"})
SAME_WORD = {
    "dem": "democratic",
    "democratische": "democratic",
    "isds": "islands",
    "rep": "republic",
    "republiek": "republic",
    "sint": "saint",
    "st": "saint",
}
NEAR = 0.88  # Jaro-Winkler likeness from which a name is worth suggesting: Rusia yes, Lyngby no
NEARLY_AS_NEAR = 0.06  # what may lack to the best: Nigera is Nigeria or Niger; Irland is not Iran


def country(text: str) -> str:
    """ISO 3166-1 alpha-3 code of the country that a text names.

    Parameters
    ----------
    text
        A name in English or Dutch, a reviewed alias, or a code: alpha-2, alpha-3, M49. The text is
        taken to be one country and nothing else, so ``"no"`` is Norway, in either case.

    Raises
    ------
    UnknownLabel
        No country, or not one country. Says which are near.

    Examples
    --------
    >>> country("Noord-Korea"), country("Burma"), country("the Netherlands"), country("408")
    ('PRK', 'MMR', 'NLD', 'PRK')
    >>> country("England")
    Traceback (most recent call last):
    detente.errors.UnknownLabel: 'England' is not one country. Did you mean United Kingdom (GBR)?
    """
    code = _codes().get(_key(text))
    if code is None:
        raise UnknownLabel(_refusal(text))
    return code


def country_name(iso3: str, language: Language = "en") -> str:
    """Short name of a country, as a heading or a table has it.

    Examples
    --------
    >>> country_name("NLD"), country_name("GBR", "nl"), country_name("HKG", "nl")
    ('Netherlands', 'Verenigd Koninkrijk', 'Hongkong')
    """
    if language not in get_args(Language):
        raise BadInput(
            f"No country names in {language!r}. Languages: {', '.join(get_args(Language))}."
        )
    names = _names(language)
    if iso3 not in names:
        raise UnknownLabel(
            f"{_quoted(iso3)} is no ISO 3166-1 alpha-3 code here, so it has no name. "
            "detente.world.country finds the code of a name."
        )
    return names[iso3]


def country_in_prose(iso3: str, language: Language = "en") -> str:
    """Name of a country as it stands inside a sentence, with its article.

    Examples
    --------
    >>> country_in_prose("NLD"), country_in_prose("GBR", "nl"), country_in_prose("FRA")
    ('the Netherlands', 'het Verenigd Koninkrijk', 'France')
    """
    name = country_name(iso3, language)
    for article, countries in _reviewed()["articles"][language].items():
        if iso3 in countries:
            return f"{article} {name}"
    return name


def _words(text: str) -> list[str]:
    """Words of a text that tell countries apart, in the order written."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    joined = re.sub(r"['’‘ʼ`´]|(?<=\b\w)\.", "", bare)  # côte d'ivoire, u.s.a.
    every = re.findall(r"[^\W_]+", joined)
    telling = [w for w in every if w not in SILENT] or every  # DE alone is Germany
    return [SAME_WORD.get(w, w) for w in telling]


def _key(text: str) -> str:
    return " ".join(sorted(_words(text)))


def _refusal(text: str) -> str:
    """Say what a text may have meant."""
    meant = [_labelled(code) for code in _unclear().get(_key(text), ())]
    if meant:
        choice = " or ".join(meant) if len(meant) == 2 else some(meant)
        return f"{_quoted(text)} is not one country. Did you mean {choice}?"
    near = ", ".join(_labelled(code) for code in _near(_words(text)))
    hint = f"Nearest: {near}. " if near else ""
    return (
        f"No country {_quoted(text)} here. {hint}"
        "Write a name in English or Dutch, or a code such as NLD, NL or 528."
    )


def _near(words: list[str]) -> tuple[str, ...]:
    """Up to three countries to suggest, likest first.

    Those with a name that holds all the words, or whose words are all held; else the names that are
    spelled alike.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    names = {" ".join(_words(name)): iso3 for name, iso3 in _written() if len(name) > 3}
    asked = set(words)
    shared = [iso3 for name, iso3 in names.items() if _one_holds_the_other(asked, name)]
    likeness = JaroWinkler.similarity
    hits = process.extract(" ".join(words), list(names), scorer=likeness, score_cutoff=NEAR)
    like = [names[name] for name, score, _ in hits if score >= hits[0][1] - NEARLY_AS_NEAR]
    return tuple(dict.fromkeys(shared or like))[:3]


def _one_holds_the_other(asked: set[str], name: str) -> bool:
    held = set(name.split())
    return bool(asked) and (asked <= held or held <= asked)


def _labelled(iso3: str) -> str:
    return f"{country_name(iso3)} ({iso3})"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")


@cache
def _codes() -> Mapping[str, str]:
    """Code of every key that names one country."""
    keys = {_key(text): iso3 for text, iso3 in _written()}
    return {key: iso3 for key, iso3 in keys.items() if key not in _unclear()}


@cache
def _unclear() -> Mapping[str, tuple[str, ...]]:
    """For each key that is not one country, the countries it may have meant."""
    return {
        _key(name): tuple(entry["codes"])
        for entry in _reviewed()["unclear"]
        for name in entry["names"]
    }


def _written() -> Iterator[tuple[str, str]]:
    """Every way to write a country, with its code."""
    for language in get_args(Language):
        for names in (_names(language), _cldr(language)):
            yield from ((name, iso3) for iso3, name in names.items())
    for iso3, aliases in _reviewed()["aliases"].items():
        yield from ((alias, iso3) for alias in aliases)
    for code, iso3 in _iso().items():
        yield from ((code, iso3), (code.lstrip("0"), iso3))


@cache
def _names(language: Language) -> Mapping[str, str]:
    return {**_cldr(language), **_reviewed()["names"][language]}


@cache
def _cldr(language: Language) -> Mapping[str, str]:
    """Names as CLDR has them, by alpha-3 code."""
    from babel import Locale

    names = Locale(language).territories
    return {iso3: names[code] for code, iso3 in _iso().items() if code in names and code.isalpha()}


@cache
def _iso() -> Mapping[str, str]:
    """Alpha-2, alpha-3 and M49 codes, each with the alpha-3 code of the same country."""
    from babel import Locale
    from babel.core import get_global

    territories = Locale("en").territories
    alpha2 = {
        code: successors[0]
        for code, successors in get_global("territory_aliases").items()
        if len(code) == 3 and len(successors) == 1 and successors[0] in territories
        if code not in _reviewed()["not_iso"]
    } | {"XKX": "XK"}
    alpha3 = {two: code for code, two in alpha2.items() if code.isalpha()}
    same = {code: alpha3[two] for code, two in alpha2.items()}
    beyond = {code: code for code in _reviewed()["beyond_cldr"]}
    return dict(sorted((alpha3 | same | beyond).items()))


@cache
def _reviewed() -> Mapping[str, Any]:
    return tomllib.loads(files("detente.world").joinpath("countries.toml").read_text("utf-8"))
