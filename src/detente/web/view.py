"""What a page shows, as its address says it: the same address always shows the same."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, get_args
from urllib.parse import urlencode

from detente.errors import BadInput
from detente.web.typed import day, number, per_cent, year
from detente.world import Case, Deficits, Language, country, country_in_prose, country_name

Part = Literal["brief", "cut", "shift"]

PARTS: tuple[Part, ...] = get_args(Part)
TREATMENTS: tuple[Deficits, ...] = get_args(Deficits)
LONGEST = 80  # characters of a value in an address


@dataclass(frozen=True, slots=True)
class View:
    """One view of the page, in the words that the reader typed; empty for the customary.

    Attributes
    ----------
    part
        Everything about the two, what a cut between them costs, or what a shift of trade takes.
    a, b
        The two countries.
    away
        Of a shift: the country that trade of the first moves away from, towards the second.
    share
        Share of trade that a diversion moves, in per cent.
    day
        Day whose rules are told.
    case
        Name of a shipped case, or of one that the reader brought; empty for none.
    """

    part: Part = "brief"
    a: str = ""
    b: str = ""
    away: str = ""
    year: str = ""
    theta: str = ""
    deficits: str = ""
    share: str = ""
    day: str = ""
    case: str = ""
    lang: Language = "en"

    @property
    def has_question(self) -> bool:
        """Whether two countries are chosen: by name or, for everything about them, by a case."""
        return bool((self.a and self.b) or (self.case and self.part == "brief"))

    @property
    def query(self) -> str:
        """The words of the address; what is customary is left out."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "part"}
        return urlencode({k: v for k, v in said.items() if v and (k, v) != ("lang", "en")})

    @property
    def address(self) -> str:
        """The address that shows this view again.

        Examples
        --------
        >>> View(a="RUS", b="PRK", theta="5").address
        '/brief?a=RUS&b=PRK&theta=5'
        """
        if self.part == "brief" and not self.has_question:
            return at("/", self.lang)
        return f"/{self.part}?{self.query}"

    def question(self, case: Case | None = None) -> Case:
        """The question that the view asks.

        Parameters
        ----------
        case
            The case that it names: what the reader chose goes before what the case holds.

        Raises
        ------
        UnknownLabel
            A country that nobody knows.
        BadInput
            A number or a day that is none, or out of bounds; the same country twice; a case about
            others.
        """
        about = case or Case((country(self.a), country(self.b)))
        pair = country(self.a or about.pair[0]), country(self.b or about.pair[1])
        if {*pair} != {*about.pair}:
            its, asked = (" and ".join(map(country_in_prose, p)) for p in (about.pair, pair))
            raise BadInput(
                f"The case {self.case} is about {its}, and {asked} were asked for. "
                "Leave out its name, or theirs."
            )
        return replace(
            about,
            pair=pair,
            year=year(self.year) if self.year else about.year,
            theta=number("theta", self.theta, "4") if self.theta else about.theta,
            deficits=treatment(self.deficits) if self.deficits else about.deficits,
            diverted_share=per_cent("share", self.share) if self.share else about.diverted_share,
            day=day(self.day) if self.day else about.day,
        )

    def turned(self, part: Part, filled: "View") -> "View":
        """Another part of the answer to the same question.

        Parameters
        ----------
        filled
            The view with all that its question settled.
        """
        if part == self.part:
            return self
        if part == "brief" and self.case:
            return replace(self, part=part, a="", b="", away="")
        return replace(self, part=part, a=self.a or filled.a, b=self.b or filled.b)

    def filled(self, question: Case) -> "View":
        """The view, with what was left open as the question settled it: for the fields of a form.

        Examples
        --------
        >>> View(a="Rusland", b="PRK").filled(Case(("RUS", "PRK"))).a
        'Russia'
        """
        return replace(
            self,
            a=country_name(question.pair[0], self.lang),
            b=country_name(question.pair[1], self.lang),
            year=self.year or str(question.year or ""),
            theta=self.theta or ("" if question.theta is None else f"{question.theta:g}"),
            deficits=self.deficits or question.deficits or "",
            share=self.share or f"{100 * question.diverted_share:g}",
            day=self.day or str(question.day or ""),
        )


def view_of(query: Mapping[str, str], part: Part = "brief") -> View:
    """Read a view from the words of an address; words that it does not know are left out."""
    known = {f.name for f in fields(View)} - {"part", "lang"}
    said = {name: value.strip()[:LONGEST] for name, value in query.items() if name in known}
    return View(part=part, lang=language_of(query), **said)


def language_of(query: Mapping[str, str]) -> Language:
    """The language that an address asks for; English where it asks for none that is known."""
    return "nl" if query.get("lang") == "nl" else "en"


def at(path: str, lang: Language) -> str:
    """An address of ours that keeps the language."""
    return path if lang == "en" else f"{path}?lang={lang}"


def treatment(text: str) -> Deficits:
    """What becomes of trade imbalances; refuses what is no treatment of them."""
    for known in TREATMENTS:
        if known == text:
            return known
    raise BadInput(f"deficits is {text!r}. Choose: {', '.join(TREATMENTS)}.")
