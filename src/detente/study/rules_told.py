"""The rules in Claims: what they leave of each kind of exchange on a day, and since when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from detente.claims import Blanks, Claim, Label, Measurement, measurement
from detente.rules import Rules, Spell, Status, rules_on, status, timeline
from detente.study.ask import country, finding, table, year
from detente.world import Case, World

TO_CHECK = "*"  # behind a paragraph whose number or content was not checked
LISTED = "The kinds of exchange that the rules held here bear on, counted."
BANNED = (
    "Of the kinds of exchange listed, those that the rules held here forbid on the day, counted."
)
STRICTEST_FIRST = ("banned", "capped", "conditional", "unnamed", "exempt", "free")


def rules_claims(worlds: Mapping[int, World], case: Case) -> tuple[Claim, ...]:
    """What a brief says of the rules on either of a pair; nothing where no day is asked about.

    Examples
    --------
    >>> from datetime import date
    >>> told = rules_claims({}, Case(("RUS", "PRK"), day=date(2019, 4, 25)))
    >>> [claim.key for claim in told]
    ['rules.banned', 'rules.timeline', 'rules.categories', 'rules.free']
    """
    if case.day is None:
        return ()
    held = [rules for rules in map(rules_on, case.pair) if rules.rules]
    return tuple(claim for rules in held for claim in _on(worlds, case, rules, case.day))


def _on(worlds: Mapping[int, World], case: Case, rules: Rules, day: date) -> Iterator[Claim]:
    found = [status(rules, category.name, None, day) for category in rules.listed]
    found.sort(key=lambda each: STRICTEST_FIRST.index(each.outcome))
    names = {"target": country(rules.target), "day": Label("date", str(day))}
    listed, banned = _count(LISTED, len(found), day), _count(BANNED, _banned(found), day)
    yield finding("rules.banned", **names, listed=listed, banned=banned)
    spells = _limited(rules, [each.category.name for each in found], day)
    if spells:
        first = min(spell.first for spell in spells).year
        start = [status(rules, each.category.name, None, date(first, 1, 1)) for each in found]
        counts = {
            "listed": listed,
            "banned": banned,
            "banned_before": _count(BANNED, _banned(start), date(first, 1, 1)),
        }
        told = [_spell(spell) for spell in spells]
        yield table("rules.timeline", told, **names, first=year(first), **counts)
    rows = [_row(worlds, case, rules, each, day) for each in found]
    yield table("rules.categories", rows, **names)
    yield finding("rules.free")


def _limited(rules: Rules, categories: Sequence[str], day: date) -> tuple[Spell, ...]:
    """Days on end until a day on which the rules left something else than all, of each category."""
    first = min(rule.in_force_from for rule in rules.rules).year
    found: list[Spell] = []
    for spell in timeline(rules, categories, min(first, day.year), day.year).spells:
        if spell.first > day:
            continue
        last = found[-1].status if found else spell.status
        is_same = last.category == spell.status.category and last.outcome == spell.status.outcome
        if found and is_same:
            found[-1] = replace(found[-1], last=min(spell.last, day))
        else:
            found.append(replace(spell, last=min(spell.last, day)))
    return tuple(spell for spell in found if spell.status.outcome != "free")


def _spell(spell: Spell) -> Blanks:
    """From when until when the rules left what."""
    return {
        "category": _called(spell.status),
        "status": Label("word", spell.status.outcome),
        "since": Label("date", str(spell.first)),
        "until": Label("date", str(spell.last)),
        "paragraphs": _paragraphs(spell.status),
    }


def _count(what: str, number: int, day: date) -> Measurement:
    return Measurement("rules count", {}, number, "count", day.year, what, ())


def _banned(found: Sequence[Status]) -> int:
    return sum(each.outcome == "banned" for each in found)


def _row(worlds: Mapping[int, World], case: Case, rules: Rules, found: Status, day: date) -> Blanks:
    asked = {"category": found.category.name, "on": str(day), "target": rules.target}
    return {
        "category": _called(found),
        "status": Label("word", found.outcome),
        "paragraphs": _paragraphs(found),
        "binding": measurement(worlds, "rules.binding", asked, case),
    }


def _paragraphs(found: Status) -> Label:
    """What binds, and which of it is to be checked."""
    by = dict.fromkeys(
        f"{rule}{'' if rule.paragraph_verified and rule.measure_verified else TO_CHECK}"
        for rule in found.binding
    )
    paragraphs = "; ".join(by) or "–"
    return Label("text", "", (("en", paragraphs), ("nl", paragraphs)))


def _called(found: Status) -> Label:
    """A category by its name; its title is what it is called where no language words it."""
    title = found.category.title or found.category.name
    return Label("category", found.category.name, (("en", title), ("nl", title)))
