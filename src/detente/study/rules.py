"""What the rules on a country leave, on a day or over years, as plain as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from detente.rules import Category, Rule, Rules, Status, rules_on, status, timeline
from detente.world import country_in_prose

__all__ = ["plain_status", "plain_timeline", "rules_on"]

METHOD = (
    "Rules of one issuer are read in a fixed order: a ban stands unless an exemption or a licence "
    "of the same day or later lifts it, the cap adopted last replaces the others, and between "
    "issuers the strictest holds. Which category a paragraph bears on is a reading, not a ruling."
)
FREE = "Free says only that no rule held here stands in the way, not that nothing does."
UNNAMED = (
    "Unnamed: no rule held here names it, and one takes away what it cannot do without; found by "
    "judgement."
)
TO_CHECK = (
    "Paragraph to be checked: its number is from memory. Measure to be checked: so is what it says."
)

Plain = dict[str, Any]


def plain_status(rules: Rules, day: date, like: str = "", *, partner: str | None = None) -> Plain:
    """What the rules leave of each category on a day.

    Parameters
    ----------
    like
        A category, or a direction for all its categories; empty for all that are described.
    partner
        ISO 3166-1 alpha-3 of a state whose own law counts as well.

    Raises
    ------
    UnknownLabel
        A category that nobody knows.

    Examples
    --------
    >>> told = plain_status(rules_on("PRK"), date(2019, 4, 25), "labour")
    >>> [(each["category"], each["outcome"]) for each in told["categories"]]
    [('labour_new_permits', 'banned'), ('labour_existing_contracts', 'conditional')]
    """
    found = [status(rules, c.name, None, day, partner=partner) for c in _categories(rules, like)]
    in_force = [rule for rule in rules.rules if rule.is_in_force(day)]
    told = {rule for each in found for rule in (*each.binding, *each.exceptions)}
    listed = {category.name for category in rules.listed}
    elsewhere = [r for r in in_force if r.is_binding_on(partner) and not listed & {*r.categories}]
    return {
        "target": rules.target,
        "date": str(day),
        "partner": partner,
        "held": len(rules.rules),
        "in_force": len(in_force),
        "categories": [_plain(each) for each in found],
        "elsewhere": [] if like else [_plain_rule(rule) for rule in elsewhere],
        "national": [_plain_rule(rule) for rule in in_force if not rule.is_binding_on(partner)],
        **_basis(rules, day, [rule for rule in rules.rules if rule in told], partner),
    }


def plain_timeline(
    rules: Rules, years: tuple[int, int], like: str = "", *, partner: str | None = None
) -> Plain:
    """What the rules leave of each category over the years, in spells.

    Parameters
    ----------
    years
        The first and the last.
    like, partner
        As for :func:`plain_status`.

    Raises
    ------
    UnknownLabel
        A category that nobody knows.
    BadInput
        Years that are none, or the wrong way round.
    """
    names = [category.name for category in _categories(rules, like)]
    found = timeline(rules, names, *years, partner=partner)
    told = {r for s in found.spells for r in (*s.status.binding, *s.status.exceptions)}
    return {
        "target": rules.target,
        "years": list(years),
        "partner": partner,
        "held": len(rules.rules),
        "spells": [
            {"first": str(spell.first), "last": str(spell.last), **_plain(spell.status)}
            for spell in found.spells
        ],
        **_basis(rules, found.last, [rule for rule in rules.rules if rule in told], partner),
    }


def _categories(rules: Rules, like: str) -> Sequence[Category]:
    return rules.categories_like(like) if like and rules.rules else rules.listed


def _plain(found: Status) -> Plain:
    return {
        "category": found.category.name,
        "title": found.category.title or found.category.name,
        "directions": list(found.category.directions),
        "outcome": found.outcome,
        "caps": [{"value": value, "unit": unit} for value, unit in found.caps],
        "deadline": found.deadline and str(found.deadline),
        "binding": [_plain_rule(rule) for rule in found.binding],
        "exceptions": [_plain_rule(rule) for rule in found.exceptions],
    }


def _plain_rule(rule: Rule) -> Plain:
    """A rule under the name that it is cited by; days as text."""
    fields: Plain = {"rule": str(rule)}
    for name, value in asdict(rule).items():
        if isinstance(value, date):
            fields[name] = str(value)
        else:
            fields[name] = list(value) if isinstance(value, tuple) else value
    return fields


def _basis(rules: Rules, day: date, told: Sequence[Rule], partner: str | None) -> Plain:
    """How it was found, what to beware of, and where the rules were read."""
    return {
        "method": METHOD,
        "notes": [*_notes(rules, day, told, partner)],
        "sources": [
            {
                "title": citation.title,
                "url": citation.url,
                "rules": list(dict.fromkeys(str(r) for r in told if citation in r.citations)),
            }
            for citation in dict.fromkeys(c for rule in told for c in rule.citations)
        ],
    }


def _notes(rules: Rules, day: date, told: Iterable[Rule], partner: str | None) -> Iterator[str]:
    if partner and not any(partner in rule.binds for rule in rules.rules):
        yield (
            f"Nothing of the law of {country_in_prose(partner)} is held here. That does not say "
            "that it has none."
        )
    yield FREE
    if any(rule.hinders for rule in told):
        yield UNNAMED
    if not all(rule.paragraph_verified and rule.measure_verified for rule in told):
        yield TO_CHECK
    if rules.as_of is not None and day > rules.as_of:
        yield f"The rules were collected up to {rules.as_of}; what changed after that is not held."
    yield from rules.scope
