"""The rules in force in Claims: what they leave of each kind of exchange on the day of a case."""

from collections.abc import Mapping
from datetime import date

from detente.claims import Blanks, Claim, Label, measurement
from detente.rules import Rules, Status, rules_on, status
from detente.study.ask import country, finding, table
from detente.world import Case, World

TO_CHECK = "*"  # behind a paragraph whose number or content was not checked
STRICTEST_FIRST = ("banned", "capped", "conditional", "unnamed", "exempt", "free")


def rules_claims(worlds: Mapping[int, World], case: Case) -> tuple[Claim, ...]:
    """What a brief says of the rules on either of a pair; nothing where no day is asked about.

    Examples
    --------
    >>> from datetime import date
    >>> told = rules_claims({}, Case(("RUS", "PRK"), day=date(2019, 4, 25)))
    >>> [claim.key for claim in told]
    ['rules.categories', 'rules.free']
    """
    if case.day is None:
        return ()
    held = [rules for rules in map(rules_on, case.pair) if rules.rules]
    return tuple(claim for rules in held for claim in _on(worlds, case, rules, case.day))


def _on(worlds: Mapping[int, World], case: Case, rules: Rules, day: date) -> tuple[Claim, ...]:
    found = [status(rules, category.name, None, day) for category in rules.listed]
    found.sort(key=lambda each: STRICTEST_FIRST.index(each.outcome))
    names = {"target": country(rules.target), "day": Label("date", str(day))}
    rows = [_row(worlds, case, rules, each, day) for each in found]
    return table("rules.categories", rows, **names), finding("rules.free")


def _row(worlds: Mapping[int, World], case: Case, rules: Rules, found: Status, day: date) -> Blanks:
    asked = {"category": found.category.name, "on": str(day), "target": rules.target}
    by = dict.fromkeys(
        f"{rule}{'' if rule.paragraph_verified and rule.measure_verified else TO_CHECK}"
        for rule in found.binding
    )
    paragraphs = "; ".join(by) or "–"
    return {
        "category": _called(found),
        "status": Label("word", found.outcome),
        "paragraphs": Label("text", "", (("en", paragraphs), ("nl", paragraphs))),
        "binding": measurement(worlds, "rules.binding", asked, case),
    }


def _called(found: Status) -> Label:
    """A category by its name; its title is what it is called where no language words it."""
    title = found.category.title or found.category.name
    return Label("category", found.category.name, (("en", title), ("nl", title)))
