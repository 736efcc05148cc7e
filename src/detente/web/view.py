"""What a page shows, as its address says it: the same address always shows the same."""

from dataclasses import dataclass, fields
from typing import Literal, get_args
from urllib.parse import urlencode

from detente.errors import BadInput
from detente.world import Case, Deficits, Language, country

TREATMENTS = get_args(Deficits)
LONGEST = 80  # characters of a value in an address


@dataclass(frozen=True, slots=True)
class View:
    """One view of the page.

    Attributes
    ----------
    a, b
        The two countries as the reader typed them; empty where none is chosen yet.
    year, theta, deficits
        Empty for the customary.
    share
        Share of trade that the diversion moves, in per cent.
    case
        Name of a shipped case, or of one that the reader brought; empty for none.
    """

    a: str = ""
    b: str = ""
    year: str = ""
    theta: str = ""
    deficits: str = ""
    share: str = "20"
    case: str = ""
    lang: Language = "en"

    @property
    def address(self) -> str:
        """The address that shows this view again; what is customary is left out."""
        plain = View()
        said = {
            f.name: value
            for f in fields(self)
            if (value := getattr(self, f.name)) != getattr(plain, f.name)
        }
        return f"/brief?{urlencode(said)}" if self.a or self.b or self.case else "/"

    def question(self) -> Case:
        """The question that the view asks.

        Raises
        ------
        UnknownLabel
            A country that nobody knows.
        BadInput
            A number that is none, or out of bounds; the same country twice.
        """
        return Case(
            pair=(country(self.a), country(self.b)),
            year=None if not self.year else int(_number("year", self.year, "2018", whole=True)),
            theta=None if not self.theta else _number("theta", self.theta, "4"),
            deficits=_treatment(self.deficits),
            diverted_share=_number("share", self.share, "20") / 100,
        )


def view_of(query: "dict[str, str]") -> View:
    """Read a view from the words of an address; words that it does not know are left out."""
    known = {f.name for f in fields(View)}
    said = {name: value.strip()[:LONGEST] for name, value in query.items() if name in known}
    if said.get("lang") not in get_args(Language):
        said.pop("lang", None)
    return View(**said)  # type: ignore[arg-type]  # lang is a Language by the check above


def _number(name: str, text: str, example: str, *, whole: bool = False) -> float:
    shape = text.replace(",", ".")
    plain = shape.isascii() and shape.replace(".", "", 0 if whole else 1).isdigit()
    if not plain:
        raise BadInput(f"{name} is {text!r}, which is no number. Write it as {example}.")
    return float(shape)


def _treatment(text: str) -> Deficits | None:
    if not text:
        return None
    found: Literal["balanced", "dek", "multiplicative"] | None = next(
        (treatment for treatment in TREATMENTS if treatment == text), None
    )
    if found is None:
        raise BadInput(f"deficits is {text!r}. Choose: {', '.join(TREATMENTS)}.")
    return found
