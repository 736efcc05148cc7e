"""The projects of a case, divided once: one case asks about them many times."""

from functools import lru_cache

from detente.bargain import (
    Division,
    IssueForecasts,
    Transit,
    division,
    issue_forecasts,
    transit,
)
from detente.errors import BadInput, MissingData, UnknownLabel
from detente.rules import Outcome, Status, rules_on, status
from detente.world import Case, Project, country_in_prose

CLOSING: tuple[Outcome, ...] = ("banned", "unnamed")


def project_called(case: Case, id: str) -> Project:
    """One project of a case by its id; refuses one that it does not hold."""
    if not case.projects:
        raise MissingData("The case holds no project, so none can be divided. Add [[projects]].")
    for project in case.projects:
        if project.id == id:
            return project
    raise UnknownLabel.among("project", id, [project.id for project in case.projects])


def closing_rules(case: Case, project: Project) -> tuple[Status, ...]:
    """What the rules say, on the day of a case, of the arcs that fall under them.

    An arc is closed where its category is banned, or unnamed: it needs what is banned.

    Raises
    ------
    BadInput, UnknownLabel
        An arc of a category that no rules on the pair know, or no rules on the pair are held.
    MissingData
        The rules that are held end before the day of the case.
    """
    held = [rules for rules in map(rules_on, case.pair) if rules.rules]
    known = {category.name: rules for rules in held for category in rules.categories}
    asked = {arc.category: arc.id for arc in project.arcs if arc.category}
    for name, arc in asked.items():
        where = f"Project {project.id}, arc {arc}, category"
        if not held:
            raise BadInput(
                f"{where} is {name}, but no rules on {' or '.join(case.pair)} are held, so none "
                "can bear on it. Leave the category out."
            )
        if name not in known:
            raise UnknownLabel(f"{where}: {UnknownLabel.among('category', name, [*known])}")
    if case.day is None or not asked:
        return ()
    for rules in held:
        if rules.as_of and case.day > rules.as_of:
            raise MissingData(
                f"Rules on {country_in_prose(rules.target)} are held up to {rules.as_of}, so what "
                f"they close on {case.day} is not known here."
            )
    return tuple(status(known[name], name, None, case.day) for name in asked)


def closed_arcs(case: Case, project: Project) -> tuple[str, ...]:
    """Arcs of a project that the rules close on the day of a case; none without a day."""
    shut = {s.category.name for s in closing_rules(case, project) if s.outcome in CLOSING}
    return tuple(arc.id for arc in project.arcs if arc.category in shut)


def divided(case: Case, id: str) -> Transit:
    """How the gain from one project of a case is divided, whatever the rules."""
    return _divided(Case(case.pair, facts=case.facts), project_called(case, id))


@lru_cache(maxsize=8)
def _divided(plain: Case, project: Project) -> Transit:
    """Kept by what bears on it: another day or elasticity divides nothing anew."""
    return transit(plain, project)


@lru_cache(maxsize=8)
def divided_under_rules(case: Case, id: str) -> Division:
    """The same before anything is built, with what the rules close on the day of a case closed."""
    project = project_called(case, id)
    return division(case, project, closed=closed_arcs(case, project))


@lru_cache(maxsize=8)
def forecast_issue(case: Case, name: str) -> IssueForecasts:
    """Where the positions of a case on one issue lead."""
    return issue_forecasts(case, name)
