"""A page set from its template, in the reader's language."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from detente.brief import number_in_prose, words
from detente.errors import Busy, Error
from detente.study import MEASURES, Measurement
from detente.web.answers import Answers
from detente.web.view import TREATMENTS, at, language_of, view_of
from detente.world import Language, country_name

if TYPE_CHECKING:
    from jinja2 import Environment


LOSS_DIGITS = 2  # that a model of this kind can claim


def answers_of(request: Request) -> Answers:
    """What the application knows."""
    answers: Answers = request.app.state.answers
    return answers


def page(request: Request, template: str, *, status: int = 200, **shown: object) -> HTMLResponse:
    """Set a page.

    Parameters
    ----------
    shown
        What the template shows beside the words of the page; ``view`` where there is one.
    """
    lang = language_of(request.query_params)
    answers = answers_of(request)
    view = shown.pop("view", None) or view_of(request.query_params)
    set_in = {
        "view": view,
        "lang": lang,
        "ui": page_words()[lang],
        "names": _names(answers.countries),
        "years": answers.years,
        "treatments": TREATMENTS,
        "here": request.url.path,
        "elsewhere": {other: _in_language(request, other) for other in page_words()},
        **shown,
    }
    return HTMLResponse(_templates().get_template(template).render(set_in), status)


def page_of_refusal(request: Request, fault: object, status: int) -> HTMLResponse:
    """Say why there is no answer, with a way back."""
    return page(request, "refusal.html", status=status, fault=fault)


def status_of(refusal: Error | None) -> int:
    """What an answer says to programs: it is there, it is not, or not yet."""
    if refusal is None:
        return HTTPStatus.OK
    is_busy = isinstance(refusal, Busy)
    return HTTPStatus.SERVICE_UNAVAILABLE if is_busy else HTTPStatus.UNPROCESSABLE_ENTITY


@cache
def page_words() -> Mapping[Language, Mapping[str, Any]]:
    """Every word of the page by language, with what each measure means.

    Measures tell what they mean in English; ``text/measures_nl.toml`` has the Dutch.
    """
    english = {measure.name: measure.meaning for measure in MEASURES}
    return {
        "en": _read("en.toml") | {"measures": english},
        "nl": _read("nl.toml") | {"measures": english | _read("measures_nl.toml")},
    }


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("detente.web").joinpath("text", name).read_text("utf-8"))


def _in_language(request: Request, lang: Language) -> str:
    """The same page in a language."""
    pairs = request.query_params.multi_items()
    said = [(name, value) for name, value in pairs if value and name != "lang"]
    return f"{request.url.path}?{urlencode([*said, ('lang', lang)])}"


@cache
def _names(countries: tuple[str, ...]) -> tuple[str, ...]:
    """What a reader can type, in either language."""
    return tuple(sorted({country_name(code, lang) for code in countries for lang in page_words()}))


def _day(day: date, lang: Language) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=lang)


def _unit(unit: str | None, lang: Language) -> str:
    return words(lang).column_units.get(unit or "", "")


def _figure(value: float, lang: Language) -> str:
    """A plain number, as a brief writes it."""
    return number_in_prose(Measurement("", {}, value, "index", None, "", ()), words(lang))


def _loss(value: float, lang: Language) -> str:
    """What a model found to be lost, in per cent, as a brief writes it."""
    rounded = float(f"{value:.{LOSS_DIGITS}g}")
    return number_in_prose(Measurement("", {}, rounded, "share", None, "", ()), words(lang))


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "at": at, "country": country_name, "day": _day,
        "figure": _figure, "loss": _loss, "unit": _unit,
    }  # fmt: skip
    return environment
