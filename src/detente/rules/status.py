"""What the rules leave of a category on a day.

Rules contradict one another, so they are read in an order. Of the rules of one issuer in force:

1.  A ban of the category stands, unless an exemption or a licence lifts it.
2.  A cap stands, unless an exemption lifts it. The one adopted last replaces the others.
3.  An exemption holds that nothing later took back; a licence beside it only adds a road.
4.  Whatever else names it makes it conditional: a licence, a rule about a part of it, a ban that
    lets what exists run on until a day.
5.  A ban that does not name it, but takes away what it cannot do without: unnamed.
6.  None of these: free, which says only that no rule held here stands in the way.

An exemption or a licence lifts what its own issuer adopted on the same day or earlier. It does not
lift what came later, which has to be exempted again, nor the law of another issuer: the Security
Council cannot allow what a national law forbids. Between issuers the strictest holds. A category
with two sides has one answer where both sides agree, and is conditional where they do not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.errors import BadInput
from detente.rules.rule import Category, Direction, Rule, Rules

Outcome = Literal["free", "exempt", "unnamed", "conditional", "capped", "banned"]

STRICTEST_LAST: tuple[Outcome, ...] = (
    "free",
    "exempt",
    "unnamed",
    "conditional",
    "capped",
    "banned",
)


@dataclass(frozen=True, slots=True)
class Status:
    """What the rules leave of a category on a day.

    Attributes
    ----------
    partner
        The state whose own law counts as well; None for what binds every state.
    outcome
        ``free``: no rule held here stands in the way. ``exempt``: a rule says that it is allowed.
        ``unnamed``: no rule names it, but one takes away what it needs. ``conditional``: with
        approval, in part, or for a time. ``capped``: up to an amount. ``banned``.
    binding
        The rules that make it so.
    exceptions
        Rules that leave a part of it open.
    """

    category: Category
    direction: Direction | None
    day: date
    partner: str | None
    outcome: Outcome
    binding: tuple[Rule, ...]
    exceptions: tuple[Rule, ...]

    @property
    def caps(self) -> tuple[tuple[float | None, str], ...]:
        """How much is left where it is capped: amounts, None for one in words, and units."""
        caps = [rule for rule in self.binding if self.outcome == "capped" and rule.kind == "cap"]
        return tuple((rule.cap_value, rule.cap_unit) for rule in caps)

    @property
    def deadline(self) -> date | None:
        """The last day on which what exists may run on; None where none is set."""
        return min(
            (r.deadline for r in self.binding if r.deadline and self.category.name in r.ends),
            default=None,
        )


def status(
    rules: Rules,
    category: str,
    direction: Direction | None,
    day: date,
    *,
    partner: str | None = None,
) -> Status:
    """What the rules leave of a category on a day.

    Parameters
    ----------
    category
        Its name.
    direction
        As seen from the target; None for every direction that the category has.
    partner
        ISO 3166-1 alpha-3 of a state whose own law counts as well. Without it, only what binds
        every state.

    Raises
    ------
    UnknownLabel
        A category that nobody knows.
    BadInput
        A direction that the category does not have.

    Examples
    --------
    >>> from detente.rules import rules_on
    >>> coal = status(rules_on("PRK"), "coal_export", "export", date(2019, 4, 25))
    >>> coal.outcome, [str(rule) for rule in coal.binding]
    ('banned', ['UNSCR 2371 OP8'])
    >>> oil = status(rules_on("PRK"), "crude_oil_supply", "import", date(2019, 4, 25))
    >>> oil.caps
    ((4.0, 'million barrels or 525,000 t per 12 months'),)
    """
    asked = rules.category(category)
    if direction is not None and direction not in asked.directions:
        raise BadInput(
            f"{category} has no direction {direction!r}. It has {' and '.join(asked.directions)}."
        )
    bearing = [
        rule
        for rule in rules.rules
        if category in rule.categories and rule.is_in_force(day) and rule.is_binding_on(partner)
    ]
    sides = asked.directions if direction is None else (direction,)
    answers = [
        _strictest(
            category, day, bearing if len(asked.directions) == 1 else _of(bearing, direction=side)
        )
        for side in sides
    ]
    outcomes = {outcome for outcome, _ in answers}
    binding = _each_once(rule for _, decisive in answers for rule in decisive)
    return Status(
        category=asked,
        direction=direction,
        day=day,
        partner=partner,
        outcome=outcomes.pop() if len(outcomes) == 1 else "conditional",
        binding=binding,
        exceptions=_exceptions(category, bearing, binding),
    )


def _strictest(
    category: str, day: date, bearing: Sequence[Rule]
) -> tuple[Outcome, tuple[Rule, ...]]:
    """The strictest of what the issuers decided; those who agree stand together."""
    issuers = dict.fromkeys(rule.issuer for rule in bearing)
    found = [_decided(category, day, _of(bearing, issuer=issuer)) for issuer in issuers]
    outcome = max((each for each, _ in found), key=STRICTEST_LAST.index, default=STRICTEST_LAST[0])
    return outcome, _each_once(rule for each, why in found if each == outcome for rule in why)


def _decided(category: str, day: date, bearing: Sequence[Rule]) -> tuple[Outcome, Sequence[Rule]]:
    """What one issuer decided, and the rules that make it so, in the order told above."""
    whole = [rule for rule in bearing if _is_covered(category, rule, day)]
    exempt, licences = _of(whole, kind="exempt"), _of(whole, kind="licence")
    bans = _standing(_of(whole, kind="ban"), exempt + licences)
    caps = _standing(_of(whole, kind="cap"), exempt)
    in_part = [rule for rule in bearing if category in (*rule.part_of, *rule.ends)]
    if bans:
        return "banned", _each_once(bans + _of(in_part, kind="ban"))
    if caps:
        return "capped", _of(caps, adopted=max(cap.adopted for cap in caps))
    if exempt:
        return "exempt", exempt + licences
    if conditions := [rule for rule in (*whole, *in_part) if rule.kind != "exempt"]:
        return "conditional", conditions
    hindering = [rule for rule in bearing if category in rule.hinders and rule.kind == "ban"]
    return ("unnamed", hindering) if hindering else ("free", ())


def _is_covered(category: str, rule: Rule, day: date) -> bool:
    over = rule.deadline is not None and day > rule.deadline
    return category in rule.covers or (over and category in rule.ends)


def _standing(limits: Sequence[Rule], lifting: Sequence[Rule]) -> list[Rule]:
    """The limits that nothing of the same day or later lifts."""
    return [r for r in limits if not any(lift.adopted >= r.adopted for lift in lifting)]


def _exceptions(
    category: str, bearing: Sequence[Rule], binding: Sequence[Rule]
) -> tuple[Rule, ...]:
    """Rules that leave a part of the category open, in spite of a binding one of their issuer."""
    return tuple(
        rule
        for rule in bearing
        if category in rule.part_of and rule.kind in ("exempt", "licence") and rule not in binding
        if any(not _standing([limit], [rule]) for limit in _of(binding, issuer=rule.issuer))
    )


def _of(rules: Iterable[Rule], **equal: object) -> list[Rule]:
    """The rules in which some fields have some values."""
    return [r for r in rules if all(getattr(r, name) == value for name, value in equal.items())]


def _each_once(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(dict.fromkeys(rules))
