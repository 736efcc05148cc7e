"""How much of a section of goods the rules ban.

Trade by section is wider than a ban, which names headings within it. So what the rules name of a
section is a share of what was traded of it before they came, and a range, since headings were not
recorded. A part of a section belongs to one category of the rules, or to several together:

    all of its categories banned       from its low to its high share
    some banned, capped, conditional   from nothing to its high share
    none                               nothing

The parts of a section are added up; the value is the middle of the range. The shares stand in
``sections.toml``, with the reason for each. They say nothing about goods sold in spite of a ban,
under another heading, or from ship to ship.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from detente.errors import BadInput, MissingData, UnknownLabel
from detente.rules.rule import Citation, Rules
from detente.rules.status import Outcome, Status, status
from detente.world import country_in_prose

Side = Literal["export", "import"]

SECTIONS = tuple("0123456789")
SIDES: tuple[Side, ...] = ("export", "import")
LEAVES_ALL: tuple[Outcome, ...] = ("free", "exempt")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPart:
    """What some categories of the rules are of a section of goods.

    Attributes
    ----------
    section
        Of the SITC, one digit.
    direction
        As seen from the target of the rules.
    categories
        Which of them name this part; together, where there are several.
    low, high
        Share of all that the target traded of the section, before the bans.
    headings
        Of the Harmonised System, in this section, that they name.
    left_open
        What else lies in the section, which no rule names.
    why
        What the range rests on.
    year
        Of that trade.
    checked
        Whether a published figure carries the range; else it is a judgement.
    """

    section: str
    direction: Side
    categories: tuple[str, ...]
    low: float
    high: float
    headings: tuple[str, ...]
    left_open: str
    why: str
    year: int
    checked: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class BannedShare:
    """The share of a section that is banned on a day, of what was traded of it before the bans.

    Attributes
    ----------
    low, high
        Fractions; both 0 where no rule bears on the section.
    parts
        The parts of the section that some rule bears on.
    statuses
        What the rules leave of each of their categories.
    """

    section: str
    direction: Side
    day: date
    partner: str | None
    low: float
    high: float
    parts: tuple[SectionPart, ...]
    statuses: tuple[Status, ...]

    @property
    def value(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


def section_parts(target: str) -> tuple[SectionPart, ...]:
    """The parts of sections that rules on a country name.

    Raises
    ------
    MissingData
        A country for which nobody has laid them down.

    Examples
    --------
    >>> [part.headings for part in section_parts("PRK") if part.categories == ("coal_export",)]
    [('2701', '2702')]
    """
    held, parts = _shipped()
    if target != held:
        raise MissingData(
            f"What rules on {country_in_prose(target)} name of each section of goods is not held, "
            f"only for {country_in_prose(held)}. Ask about that, or by category."
        )
    return parts


def banned_share(
    rules: Rules,
    section: str,
    direction: Side,
    day: date,
    *,
    partner: str | None = None,
    since: date | None = None,
) -> BannedShare:
    """How much of a section of goods is banned on a day.

    Parameters
    ----------
    section
        Of the SITC, one digit as text.
    direction
        As seen from the target of the rules.
    partner
        ISO 3166-1 alpha-3 of a state whose own law counts as well.
    since
        Leave out what the rules bore on already on this earlier day: what was traded then was
        traded in spite of them.

    Raises
    ------
    UnknownLabel
        No such section.
    BadInput
        A direction that goods do not have.
    MissingData
        Rules on a country whose sections nobody has laid down.

    Examples
    --------
    >>> from detente.rules import rules_on
    >>> fuels = banned_share(rules_on("PRK"), "3", "export", date(2018, 6, 30))
    >>> fuels.low, fuels.value, fuels.high
    (0.9, 0.95, 1.0)
    >>> banned_share(rules_on("PRK"), "3", "export", date(2016, 1, 1)).high
    0.0
    """
    if section not in SECTIONS:
        raise UnknownLabel.among("section", section, SECTIONS)
    if direction not in SIDES:
        raise BadInput(f"Goods have no direction {direction!r}. Ask for export or import.")
    bearing: list[SectionPart] = []
    found: list[Status] = []
    low = high = 0.0
    for part in section_parts(rules.target):
        if (part.section, part.direction) != (section, direction):
            continue
        answers = [status(rules, name, direction, day, partner=partner) for name in part.categories]
        if since is not None:
            answers = [a for a in answers if a.outcome != _outcome_before(rules, a, since)]
        if all(answer.outcome in LEAVES_ALL for answer in answers):
            continue
        low += part.low if _are_banned(answers, part) else 0.0
        high += part.high
        bearing.append(part)
        found += answers
    return BannedShare(
        section, direction, day, partner, low, min(high, 1.0), tuple(bearing), tuple(found)
    )


def _outcome_before(rules: Rules, now: Status, day: date) -> Outcome:
    """What the rules left of the same category on an earlier day."""
    return status(rules, now.category.name, now.direction, day, partner=now.partner).outcome


def _are_banned(answers: Sequence[Status], part: SectionPart) -> bool:
    """Whether every category of a part is among the answers, and banned."""
    banned = {answer.category.name for answer in answers if answer.outcome == "banned"}
    return banned == {*part.categories}


@cache
def _shipped() -> tuple[str, tuple[SectionPart, ...]]:
    """The country of the shipped file, and its parts."""
    text = (files("detente.rules") / "sections.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    sources = {key: Citation(**entry) for key, entry in said["sources"].items()}
    return said["target"], tuple(_part(entry, said["year"], sources) for entry in said["parts"])


def _part(entry: Mapping[str, Any], year: int, sources: Mapping[str, Citation]) -> SectionPart:
    """One entry of the file."""
    lists: dict[str, Any] = {key: tuple(entry[key]) for key in ("categories", "headings")}
    rest = {key: value for key, value in entry.items() if key not in (*lists, "sources")}
    cited = tuple(sources[key] for key in entry["sources"])
    return SectionPart(**rest, **lists, year=year, citations=cited)
