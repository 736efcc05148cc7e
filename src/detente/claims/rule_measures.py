"""What sanctions and other limits leave of an exchange on a day.

Whom the rules are about need not be said where a case asks about a pair of which rules are held on
one.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import isnan

from detente.claims.fact_measures import doubt
from detente.claims.measure import Found, Measure
from detente.claims.parameter import Parameter
from detente.errors import BadInput
from detente.rules import Outcome, Rule, Rules, Status, rules_on, status
from detente.world import Case, Source, World, country_in_prose

Worlds = Mapping[int, World]

CATEGORY = Parameter("category", "category")
ON = Parameter("on", "date")
TARGET, PARTNER = (Parameter(name, "country", required=False) for name in ("target", "partner"))

NOT_KNOWN = float("nan")

# What is left, as low, value, high: fractions of what it would be without rules.
LEFT: Mapping[Outcome, tuple[float, float, float]] = {
    "free": (1.0, 1.0, 1.0),
    "exempt": (1.0, 1.0, 1.0),
    "unnamed": (0.0, 0.0, 1.0),
    "conditional": (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN),
    "capped": (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN),
    "banned": (0.0, 0.0, 0.0),
}
BETWEEN = "Something between none and all is left; the rules alone do not say how much."
READ = (
    "Rules of one issuer are read in a fixed order, and between issuers the strictest holds. Which "
    "category a paragraph bears on is a reading, not a ruling."
)


def _of_status(answer: Callable[[Status], tuple[float, float, float]]) -> Callable[..., Found]:
    """Measure what the rules on the target leave of a category on a day."""

    def found(
        worlds: Worlds,
        *,
        case: Case | None,
        category: str,
        on: str,
        target: str | None = None,
        partner: str | None = None,
    ) -> Found:
        rules = rules_on(target) if target else _rules_on_one_of(case)
        day = date.fromisoformat(on)
        left = status(rules, category, None, day, partner=partner)
        low, value, high = answer(left)
        told = (*left.binding, *left.exceptions)
        unsure = {str(r) for r in told if not (r.paragraph_verified and r.measure_verified)}
        by = f", by {', '.join(dict.fromkeys(map(str, left.binding)))}" if left.binding else ""
        late = rules.as_of is not None and day > rules.as_of
        notes = (
            *([BETWEEN] if isnan(value) else []),
            f"{left.category.title or category}: {left.outcome} on {on}{by}.",
            *([f"The rules were collected up to {rules.as_of}."] if late else []),
            *doubt(sorted(unsure)),
        )
        return Found(value, day.year, _sources(left, rules, day), low, high, notes)

    return found


def _banned(left: Status) -> tuple[float, float, float]:
    value = float(left.outcome == "banned")
    return value, value, value


def _binding(left: Status) -> tuple[float, float, float]:
    value = float(len(left.binding))
    return value, value, value


def _left(left: Status) -> tuple[float, float, float]:
    return LEFT[left.outcome]


def _rules_on_one_of(case: Case | None) -> Rules:
    """The rules on the one of a pair that any are held on."""
    if case is None:
        raise BadInput("Whom are the rules about? Name it: target=PRK. Or name a case: --case.")
    held = [rules for rules in map(rules_on, case.pair) if rules.rules]
    if len(held) != 1:
        pair = " and ".join(map(country_in_prose, case.pair))
        found = "both" if held else "neither"
        raise BadInput(f"Rules are held on {found} of {pair}. Name whom you mean: target=PRK.")
    return held[0]


def _sources(left: Status, rules: Rules, day: date) -> tuple[Source, ...]:
    """Where the rules that decided were read; where none did, all that might have."""
    in_force = [rule for rule in rules.rules if rule.is_in_force(day)]
    return rule_sources((*left.binding, *left.exceptions) or in_force or rules.rules)


def rule_sources(told: Iterable[Rule]) -> tuple[Source, ...]:
    """Where rules were read, each publication once."""
    found = {}
    for rule in told:
        read = [(c.title, c.url) for c in rule.citations] or [(str(rule), "")]
        for title, url in read:
            found[title, url] = Source(title, rule.issuer, rule.adopted.year, "", url)
    return tuple(found.values())


RULE_MEASURES = (
    Measure(
        "rules.banned",
        "Whether the rules held here forbid something on a day: 1 or 0.",
        (CATEGORY, ON, TARGET, PARTNER),
        "count",
        READ,
        _of_status(_banned),
        case="optional",
    ),
    Measure(
        "rules.binding",
        "How many rules bind something on a day.",
        (CATEGORY, ON, TARGET, PARTNER),
        "count",
        READ,
        _of_status(_binding),
        case="optional",
    ),
    Measure(
        "rules.left",
        "Share that the rules held here leave of something on a day.",
        (CATEGORY, ON, TARGET, PARTNER),
        "share",
        f"{READ} Banned leaves none, free and exempt all; where a needed means is taken away, none "
        "and at most all.",
        _of_status(_left),
        case="optional",
    ),
)
