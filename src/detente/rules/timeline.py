"""How what the rules leave of a category changes from day to day.

A status changes only on a day on which a rule begins, on the day after one ends, or on the day
after a deadline. Between two such days it stays as it is, so a few dates tell all years.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.errors import BadInput
from detente.rules.rule import Rules
from detente.rules.status import Status, status
from detente.world import Result

if TYPE_CHECKING:
    import pandas as pd

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Days on end on which a category has one status, the first and the last among them."""

    first: date
    last: date
    status: Status


@dataclass(frozen=True, slots=True)
class Timeline(Result):
    """Spells of every category asked, each in the order of the days."""

    rules: Rules
    first: date
    last: date
    spells: tuple[Spell, ...]

    def to_frame(self) -> "pd.DataFrame":
        """One row for each spell."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "target": self.rules.target,
                    "category": spell.status.category.name,
                    "first": spell.first,
                    "last": spell.last,
                    "outcome": spell.status.outcome,
                    "binding": "; ".join(map(str, spell.status.binding)),
                }
                for spell in self.spells
            ],
            columns=["target", "category", "first", "last", "outcome", "binding"],
        )


def timeline(
    rules: Rules,
    categories: Sequence[str],
    first_year: int,
    last_year: int,
    *,
    partner: str | None = None,
) -> Timeline:
    """What the rules leave of categories, from the first day of a year to the last of another.

    Parameters
    ----------
    categories
        Their names; each with every direction that it has.
    partner
        ISO 3166-1 alpha-3 of a state whose own law counts as well.

    Raises
    ------
    UnknownLabel
        A category that nobody knows.
    BadInput
        Years that are none, or the wrong way round.

    Examples
    --------
    >>> from detente.rules import rules_on
    >>> found = timeline(rules_on("PRK"), ["coal_export"], 2016, 2017)
    >>> [(str(spell.first), spell.status.outcome) for spell in found.spells]
    [('2016-01-01', 'free'), ('2016-03-02', 'conditional'), ('2016-11-30', 'capped'), \
('2017-01-01', 'capped'), ('2017-08-05', 'banned'), ('2017-12-22', 'banned')]
    """
    if not 1 <= first_year <= last_year <= 9999:
        raise BadInput(
            f"The years {first_year} to {last_year} are no stretch of time. "
            "Write the first year, then the last, as 2005 and 2019."
        )
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    found = [spell for c in categories for spell in _spells(rules, c, first, last, partner)]
    return Timeline(rules, first, last, tuple(found))


def _spells(
    rules: Rules, category: str, first: date, last: date, partner: str | None
) -> Iterator[Spell]:
    """Spells of one category, as few as tell every change."""
    begins = [first, *(day for day in _changes(rules, category) if first < day <= last)]
    ends = [*(day - ONE_DAY for day in begins[1:]), last]
    held: Spell | None = None
    for begin, end in zip(begins, ends, strict=True):
        found = status(rules, category, None, begin, partner=partner)
        if held is not None and replace(found, day=held.first) == held.status:
            held = replace(held, last=end)
            continue
        if held is not None:
            yield held
        held = Spell(begin, end, found)
    if held is not None:
        yield held


def _changes(rules: Rules, category: str) -> list[date]:
    """Every day on which the status may change, in order."""
    bearing = [rule for rule in rules.rules if category in rule.categories]
    begins = {rule.in_force_from for rule in bearing}
    ends = {day for rule in bearing for day in (rule.in_force_to, rule.deadline) if day is not None}
    return sorted(begins | {day + ONE_DAY for day in ends if day < date.max})
